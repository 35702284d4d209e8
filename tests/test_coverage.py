"""Nothing is left over: the four figures are total, and each row is missed if it goes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from edition import Edition, finders
from edition.coverage import coverage, problems
from edition.model import Anchored, Review

WHATS = ("numerals", "times", "capitals", "sentences")
TABLES = ("numerals", "dates", "mentions", "reviews")
SAMPLE = 40  # rows taken away, one by one, ten of each table
SEED = 20261121


def rows_of(edition: Edition, table: str) -> list[Any]:
    """The rows of a table."""
    rows = getattr(edition, table)
    return list(rows if isinstance(rows, tuple) else rows.values())


def without(edition: Edition, table: str, row: Any) -> Edition:
    """The edition without a row."""
    rows = getattr(edition, table)
    left = (tuple(r for r in rows if r is not row) if isinstance(rows, tuple)
            else {key: r for key, r in rows.items() if r is not row})
    return replace(edition, **{table: left})


def hanging(edition: Edition, table: str, row: Anchored) -> Iterator[tuple[str, str]]:
    """What this row alone accounts for: the finder and the word, worked out letter by letter."""
    searches = {
        "numerals": [("numerals", lambda w: finders.numerals(w, frozenset(edition.number_words)),
                      rows_of(edition, "numerals"))],
        "dates": [("times", finders.times, rows_of(edition, "dates"))],
        "mentions": [("capitals", finders.capitals,
                      [*edition.mentions, *edition.dates.values()])],
    }
    for what, find, rows in searches[table]:
        allowed = {(a.passage_id, a.token) for a in edition.allowed if a.finder == what}
        others = letters(r for r in rows if r is not row)
        for sentence in edition.passages.values():
            if sentence.level != "sentence":
                continue
            for item in find(sentence.words):
                word = {(sentence.text_id, sentence.start + n)
                        for n in range(item.start, item.end)}
                if (word & letters([row]) and not word & others
                        and not {("", item.token), (sentence.passage_id, item.token)} & allowed):
                    yield what, item.token


def letters(rows: Any) -> set[tuple[str, int]]:
    """Text and offset of every letter that rows are on."""
    return {(a.text_id, n) for r in rows for a in r.anchors for n in range(a.start, a.end)}


def sample(edition: Edition, table: str) -> list[tuple[Any, list[tuple[str, str]]]]:
    """Ten rows of a table on which something hangs, with what it is."""
    rows = rows_of(edition, table)
    random.Random(SEED).shuffle(rows)
    taken: list[tuple[Any, list[tuple[str, str]]]] = []
    for row in rows:
        alone = ([("passage_id", row.passage_id)] if isinstance(row, Review)
                 else list(hanging(edition, table, row)))
        if alone:
            taken.append((row, alone))
        if len(taken) == SAMPLE // len(TABLES):
            return taken
    return taken


def test_each_figure_is_total(edition: Edition) -> None:
    """All four figures are there, none is of nothing, and nothing is left over."""
    figures = coverage(edition)
    assert tuple(c.what for c in figures) == WHATS
    for figure in figures:
        assert figure.found == figure.met > 0, figure.what
        assert figure.problems == ()
    assert figures[-1].found == sum(p.level == "sentence" for p in edition.passages.values()) == 204
    assert list(problems(edition)) == []


@pytest.mark.parametrize("table", TABLES)
def test_a_row_that_goes_is_missed(edition: Edition, table: str) -> None:
    """Without any one row there is a problem for each word that hung on it, and for no other."""
    taken = sample(edition, table)
    assert len(taken) == SAMPLE // len(TABLES)
    for row, alone in taken:
        found = list(problems(without(edition, table, row)))
        assert set(alone) <= {(p.column, p.value) for p in found}, row
        own = row.passage_id if isinstance(row, Review) else row.quote
        for problem in found:
            assert problem.value in own or (problem.column, problem.value) in alone, row


def test_every_numeral_hangs_on_its_row(edition: Edition) -> None:
    """No row of the ledger could go unnoticed, and none shares a numeral with another."""
    seen: set[tuple[str, int]] = set()
    for row in edition.numerals.values():
        own = letters([row])
        assert not own & seen, row
        seen |= own
    listed = frozenset(edition.number_words)
    found = {(p.text_id, p.start + n) for p in edition.passages.values() if p.level == "sentence"
             for f in finders.numerals(p.words, listed) for n in range(f.start, f.end)}
    assert found <= seen
    for row in edition.numerals.values():
        assert letters([row]) & found, row


@pytest.mark.parametrize("what", WHATS)
def test_a_shortfall_is_counted(tiny_edition: Edition, what: str) -> None:
    """An edition without a table or its allowances meets nothing, and says so one by one."""
    bare = replace(tiny_edition, numerals={}, dates={}, mentions=(), reviews={}, allowed=())
    figure = coverage(bare)[WHATS.index(what)]
    assert figure.found > figure.met == 0
    assert len(figure.problems) == figure.found
    assert {p.value for p in figure.problems} != {""}


def test_an_allowance_is_for_its_passage(tiny_edition: Edition) -> None:
    """A word allowed in one passage is a problem in another; a blank passage is every passage."""
    rows = tuple(a for a in tiny_edition.allowed if a.token != "At")
    at, = (a for a in tiny_edition.allowed if a.token == "At")
    for passage_id, right in (("BB.1.1", True), ("", True), ("AA.1.1", False)):
        found = list(problems(replace(
            tiny_edition, allowed=(*rows, replace(at, passage_id=passage_id)))))
        assert [p.value for p in found] == ([] if right else ["At", "At"])
