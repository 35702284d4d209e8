"""The subset of MyST in which notes are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition import Edition
from edition.load import ENTITY_TABLES
from edition.markup import (
    ENTITY_ROLES,
    KIND_ROLES,
    ROLES,
    Inline,
    MarkupError,
    parse_markup,
    plain_text,
)


@pytest.mark.parametrize(("source", "runs"), [
    ("plain words", [Inline("text", "plain words")]),
    ("a *word* here", [Inline("text", "a "), Inline("emphasis", "word"), Inline("text", " here")]),
    ("{passage}`DB.12.5`", [Inline("passage", "", "DB.12.5")]),
    ("{person}`the governor <francesco-jacomoni>`",
     [Inline("person", "the governor", "francesco-jacomoni")]),
    ("{lang}`sq:Lëvizja`", [Inline("lang", "Lëvizja", "sq")]),
    ("{cite}`a`{cite}`b` {cite}`c`", [Inline("cite", "", "a,b,c")]),
    ("{cite}`a`, {cite}`b` ", [Inline("cite", "", "a"), Inline("text", ", "),
                               Inline("cite", "", "b"), Inline("text", " ")]),
    ("2 * 3 and 4 * 5", [Inline("text", "2 * 3 and 4 * 5")]),
    ("<b>bold</b> {x}", [Inline("text", "<b>bold</b> {x}")]),
    ("", []),
])  # fmt: skip
def test_a_body_is_read(source: str, runs: list[Inline]) -> None:
    """Text, emphasis and roles, with and without a title; all else as it was typed."""
    assert list(parse_markup(source)) == runs


@pytest.mark.parametrize(("source", "message", "near"), [
    ("see {persons}`x`", "unknown role", "persons"),
    ("see {chart}`forces-strengths`", "unknown role", "chart"),
    ("see {person}` `", "empty role", "person"),
    ("see {cite:p}`x`", "unknown role", "cite:p"),
    ("see {person}`ana", "a backtick", "{person}`ana"),
    ("`code`", "a backtick", "`code`"),
    ("{Person}`ana`", "a backtick", "{Person}`ana`"),
    ("*with {person}`ana` in it*", "a backtick", "{person}`ana`"),
    ("{lang}`Lëvizja`", "without its code", "Lëvizja"),
    ("{lang}`sq:`", "without its code", "sq:"),
])  # fmt: skip
def test_what_is_not_of_the_subset(source: str, message: str, near: str) -> None:
    """A slip is an error that names the words at fault and what would be right."""
    with pytest.raises(MarkupError, match=message) as raised:
        parse_markup(source)
    assert near in raised.value.near
    assert raised.value.allowed


safe = st.text(st.characters(exclude_characters="`*{}<>|\n", exclude_categories=["C", "Z"]),
               min_size=1)  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(["text", "emphasis", "person", "titled"]), safe, safe)))
def test_no_word_of_a_body_is_lost(parts: list[tuple[str, str, str]]) -> None:
    """What is written in the subset is read back, run by run, and its plain text is all of it."""
    forms = {"text": "{a}", "emphasis": "*{a}*", "person": "{{person}}`{a}`",
             "titled": "{{person}}`{a} <{b}>`"}  # fmt: skip
    source = " ".join(forms[kind].format(a=a, b=b) for kind, a, b in parts)
    runs = parse_markup(source)
    assert plain_text(runs, lambda _, target: target) == " ".join(a for _, a, _ in parts)
    assert sum(run.kind == "person" for run in runs) == sum(k in ("person", "titled")
                                                            for k, _, _ in parts)


def test_every_role_can_be_said_in_words(edition: Edition) -> None:
    """All notes of the edition have words without markup, and use roles of the list only."""
    for note in edition.notes.values():
        assert {run.kind for run in note.runs} <= {"text", "emphasis", *ROLES}
        words = edition.plain(note)
        assert words.strip()
        assert "`" not in words
        assert "{" not in words


def test_there_is_a_role_for_every_kind_of_record() -> None:
    """A note can point to whatever an authority list holds."""
    assert KIND_ROLES.keys() == {record.kind for record in ENTITY_TABLES.values()}
    assert set(KIND_ROLES.values()) == ENTITY_ROLES.keys() < set(ROLES)
