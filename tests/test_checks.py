"""Checks: all are run, each can fail, and what it refuses is just what is wrong."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import change
from edition import Edition, EditionError, checks, open_edition
from edition.checks import apparatus, cited, fitting, records, words
from edition.model import WordValue
from edition.vocabularies import QUALIFIERS


def test_every_check_is_run() -> None:
    """Each public generator of problems in the modules of checks stands in ``CHECKS``, once."""
    written = [f for module in (records, apparatus, words, fitting, cited)
               for name, f in inspect.getmembers(module, inspect.isgeneratorfunction)
               if not name.startswith("_") and f.__module__ == module.__name__]
    assert set(written) == set(checks.CHECKS)
    assert len(checks.CHECKS) == len(written)
    assert all(check.__doc__ for check in checks.CHECKS)


def test_the_edition_has_no_problem(edition: Edition) -> None:
    """No check finds anything in the data as they stand."""
    assert list(checks.run(edition)) == []


def test_what_is_missing_is_asked_when_every_row_can_be_used(tiny_edition: Edition) -> None:
    """While a row is lost nobody is told that what it may have met is met by none."""
    bare = replace(tiny_edition, numerals={}, reviews={})
    assert {p.column for p in checks.run(bare)} == {"numerals", "passage_id"}
    assert list(checks.run(bare, {"Q0001"})) == []


NUMBERS = {"exact": (5.0, 5.0, 5.0), "approx": (None, 5.0, None), "at_least": (5.0, None, None),
           "at_most": (None, None, 5.0), "range": (5.0, None, 9.0), "vague": (5.0, None, None)}


@pytest.mark.parametrize("qualifier", QUALIFIERS)
@pytest.mark.parametrize("cells", sorted(set(NUMBERS.values()), key=str), ids=str)
def test_each_qualifier_has_its_cells(tiny_edition: Edition, qualifier: str,
                                      cells: tuple[float | None, ...]) -> None:
    """Just the numbers that a qualifier allows are accepted."""
    claim = replace(tiny_edition.claims["C101"], qualifier=qualifier,
                    **dict(zip(("low", "best", "high"), cells, strict=True)))
    one = replace(tiny_edition, claims={"C101": claim})
    found = list(records.claims_fit_their_qualifier(one))
    assert (found == []) == (NUMBERS[qualifier] == cells)


@pytest.mark.parametrize(("word", "quote", "fits"), [
    ("some", "Some men", True),
    ("some", "handsome men", False),
    ("a number of", "a number of men", True),
    ("a number of", "a numberof men", False),
])  # fmt: skip
def test_a_word_is_found_as_a_word(tiny_edition: Edition, word: str, quote: str,
                                   fits: bool) -> None:
    """The word table is read by whole words, small and great letters alike."""
    claim = replace(tiny_edition.claims["C103"], quote=quote)
    value = WordValue(where=claim.where, word=word, low=2.0, high=None,
                      reason="more than one")
    one = replace(tiny_edition, claims={"C103": claim}, word_values={word: value})
    assert (list(records.vague_claims_use_the_word_table(one)) == []) == fits


@pytest.mark.parametrize(("name", "old", "new"), [
    ("data/claims.csv", "approx,stated", "approx,editor"),
    ("data/notes/AA.yml", "{passage}`BB.1.1-1.2`", "{passage}`BB.1.1`, {passage}`BB.1`"),
    ("data/notes/AA.yml", "{org}`the Front <front>`", "{org}`garrison`"),
    ("data/references.bib", "keywords = {consulted}", "keywords = {consulted, memoir}"),
])  # fmt: skip
def test_what_is_right_passes(tiny: Callable[..., Path], name: str, old: str, new: str) -> None:
    """Bounds by the editors, passages, units, keywords."""
    root = tiny()
    change(root, name, old, new)
    open_edition(root)


def test_a_range_that_runs_backwards_is_reported_with_both_its_numbers(
    tiny: Callable[..., Path],
) -> None:
    """The value shown is that of the table, without points and without 'None'."""
    root = tiny()
    change(root, "data/claims.csv", ",,2000,,,approx", ",,,2000,1000,range")
    with pytest.raises(EditionError) as raised:
        open_edition(root)
    assert [(p.column, p.value) for p in raised.value.problems] == [("low", "2000, 1000")]


def test_losses_name_who_inflicted_them(tiny_edition: Edition) -> None:
    """A loss may name the other side; a strength may not, and nobody inflicts on themselves."""
    claim = replace(tiny_edition.claims["C105"], variable="killed", measure_type="flow",
                    quote="up to 500 men killed", inflicted_by="resistance")
    for changed, columns in (
        (claim, set()),
        (replace(claim, inflicted_by="germany"), {"inflicted_by"}),
        (replace(claim, variable="force_size"), {"inflicted_by", "variable"}),
        (replace(claim, quote="up to 500 men"), {"variable"}),
    ):
        one = replace(tiny_edition, claims={"C105": changed})
        found = [*records.claims_point_to_records(one), *words.claims_count_what_they_say(one)]
        assert {p.column for p in found} == columns


@pytest.mark.parametrize(("changes", "column", "allowed"), [
    ({"best": 2100.0}, "best", "2000"),
    ({"qualifier": "exact"}, "qualifier", "approx"),
    ({"quote": "partisans", "best": 2000.0}, "best", "a number that stands in the quote"),
], ids=["another number", "another qualifier", "no number"])
def test_numbers_are_those_of_the_words(tiny_edition: Edition, changes: dict, column: str,
                                        allowed: str) -> None:
    """A number that the words do not state is told with the one they do."""
    one = replace(tiny_edition, claims={"C101": replace(tiny_edition.claims["C101"], **changes)})
    first = next(iter(words.claims_say_their_numbers(one)))
    assert (first.column, first.allowed) == (column, allowed)


def test_a_date_is_what_the_words_say(tiny_edition: Edition) -> None:
    """Days by the coding rules; another day, month or year is told with what is said."""
    row = tiny_edition.dates["D0001"]
    for edtf in ("1943-08-21/1943-08-30", "1943-08", "1944-08-21/1944-08-31"):
        one = replace(tiny_edition, dates={"D0001": replace(row, date_edtf=edtf)})
        found = list(words.dates_are_what_is_said(one))
        assert [(p.column, p.value, p.allowed) for p in found] == [
            ("date_edtf", edtf, "1943-08-21/1943-08-31")]
