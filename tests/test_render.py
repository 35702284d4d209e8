"""From spans to document nodes: no word lost, none added, each annotation on its own words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from docutils import nodes as dn
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import change
from edition import Edition, open_edition
from edition.anchors import Anchor
from edition.model import Anchored
from edition.sphinxext import nodes as en
from edition.sphinxext.render import NoteRenderer, TextRenderer

NOT_WORDS = (en.sentence_mark, en.paragraph_mark, en.note_ref)


def rendered(edition: Edition, text_id: str) -> list[dn.Element]:
    """The paragraph blocks of a text."""
    *_, block = TextRenderer(edition, text_id, NoteRenderer(edition, lambda key: [])).nodes()
    return list(block.children)


def words(node: dn.Node) -> str:
    """The text of a node without numbers and marks."""
    if isinstance(node, NOT_WORDS):
        return ""
    if isinstance(node, dn.Text):
        return str(node)
    return "".join(map(words, node.children))


def fragments(blocks: list[dn.Element]) -> dict[str, str]:
    """Row id → the words of all its fragments, in order."""
    found: dict[str, str] = {}
    for block in blocks:
        for node in block.findall(en.annotated):
            for key in node["rows"]:
                found[key] = found.get(key, "") + words(node)
    return found


def covered(edition: Edition, text_id: str, row: Anchored) -> str:
    """The words of a text that a row is on, white space between sentences left out."""
    own = [a for a in row.anchors if a.text_id == text_id]
    sentences = [p for p in edition.passages.values() if p.level == "sentence"
                 and p.text_id == text_id]
    on = sorted({n for a in own for n in range(a.start, a.end)
                 if any(s.start <= n < s.end for s in sentences)})
    return "".join(edition.texts[text_id].words[n] for n in on)


def check(edition: Edition, text_id: str) -> None:
    """Lines hold the base text, and fragments of each row just its span."""
    blocks = rendered(edition, text_id)
    lines = [words(block.children[0]) for block in blocks]
    assert lines == [p.words for p in edition.paragraphs(text_id)]
    rows = [*edition.mentions, *edition.claims.values(), *edition.dates.values(),
            *edition.notes.values()]
    wanted = {row.id: covered(edition, text_id, row) for row in rows}
    assert fragments(blocks) == {key: text for key, text in wanted.items() if text}
    ids = [i for block in blocks for node in block.findall(dn.Element) for i in node["ids"]]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("text_id", ["DB", "HL"])
def test_the_real_texts(edition: Edition, text_id: str) -> None:
    """All annotations of the edition are set on their own words, and the text stays whole."""
    check(edition, text_id)


@pytest.fixture(scope="module")
def shorter(tiny_edition: Edition) -> Edition:
    """The tiny edition."""
    return tiny_edition


@settings(max_examples=150)
@given(st.data())
def test_random_overlapping_spans(shorter: Edition, data: st.DataObject) -> None:
    """Wherever mentions, claims and notes lie, the text is whole and each is on its own words."""
    whole = shorter.texts["AA"].words

    def anywhere(row: Anchored) -> Anchored:
        passage = shorter.passages[data.draw(st.sampled_from(
            ["AA.1", "AA.1.1", "AA.1.2", "AA.2", "AA.2.1", "AA.2.2"]))]
        start = data.draw(st.integers(passage.start, passage.end - 1))
        end = data.draw(st.integers(start + 1, passage.end))
        return replace(row, anchors=(Anchor("AA", start, end, passage.passage_id,
                                            whole[start:end]),))

    notes = sorted(map(anywhere, shorter.notes.values()), key=lambda n: n.last.end)
    edition = replace(
        shorter,
        mentions=tuple(map(anywhere, shorter.mentions)),
        claims={key: anywhere(row) for key, row in shorter.claims.items()},
        notes={note.id: note for note in notes},
    )
    check(edition, "AA")
    numbers = [ref["refid"] for block in rendered(edition, "AA") for ref in
               block.children[0].findall(en.note_ref)]
    assert sorted(numbers) == sorted(edition.notes)


def test_names_are_links_and_claims_wrap_them(tiny_edition: Edition) -> None:
    """A name within a note's words is a cross reference to its record, the inmost name first."""
    line = rendered(tiny_edition, "AA")[0].children[0]
    links = [(x["reftype"], x["reftarget"], x.astext()) for x in line.findall()
             if getattr(x, "tagname", "") == "pending_xref"]
    assert links == [("org", "front", "Front"), ("event", "meeting", "met at "),
                     ("place", "peze", "Peza"),
                     ("person", "ana-leka", "Ana Leka"), ("person", "ana-leka", "Ana Leka")]


def test_numbers_stand_behind_the_words(tiny_edition: Edition) -> None:
    """A note's number follows the last of its words, at once and outside of them."""
    line = rendered(tiny_edition, "AA")[0].children[0]
    before = ""
    for node in line.findall():
        if isinstance(node, en.note_ref):
            note = tiny_edition.notes[node["refid"]]
            assert before.endswith(note.last.quote)
            assert not isinstance(node.parent, en.annotated)
        elif isinstance(node, dn.Text) and not isinstance(node.parent, NOT_WORDS):
            before += str(node)


def test_without_base_texts_only_lemmata_are_set(tiny_edition: Edition) -> None:
    """The words that notes are on stand with their numbers, and gaps in place of the rest."""
    closed = replace(tiny_edition, info=replace(tiny_edition.info, include_base_texts=False))
    for text_id in closed.texts:
        blocks = rendered(closed, text_id)
        lemmata = [n.last.quote for n in closed.notes.values() if n.last.text_id == text_id]
        lines = [block.children[0] for block in blocks]
        assert [e.astext() for line in lines for e in line.findall(dn.emphasis)] == lemmata
        gone = [line for line in lines for _ in line.findall(en.annotated)]
        assert gone == []
        ids = {i for block in blocks for node in block.findall(dn.Element) for i in node["ids"]}
        assert {p for p, row in closed.passages.items() if row.text_id == text_id} <= ids


def test_a_text_that_is_withheld_says_so(tiny_edition: Edition) -> None:
    """Before it stands that its words are not here, and who published them; else nothing."""
    closed = replace(tiny_edition, info=replace(tiny_edition.info, include_base_texts=False))
    notes = NoteRenderer(closed, lambda key: [])
    notice, _ = TextRenderer(closed, "AA", notes).nodes()
    assert "are not part of this copy" in notice.astext()
    assert notice.astext().endswith(f"published by {closed.texts['AA'].host}.")
    assert len(TextRenderer(tiny_edition, "AA", notes).nodes()) == 1


def test_a_claim_of_two_paragraphs_has_one_data_line(tiny: Callable[..., Path]) -> None:
    """Its id stands once, under the paragraph in which its first words stand."""
    root = tiny()
    change(root, "data/claims.csv", "C103,AA.2.1,Some men", "C103,AA.2.1|AA.1.1,Some men|partisans")
    blocks = rendered(open_edition(root), "AA")
    rows = [[row["row_id"] for row in block.findall(en.data_row)] for block in blocks]
    assert rows == [["D0001", "C101", "C102"], ["C103"]]
