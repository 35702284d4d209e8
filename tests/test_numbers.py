"""Numbers in tables and in words: one form of each, whoever says them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from edition import Edition
from edition.cards import row_cards
from edition.figures.marks import number_of
from edition.model import grouped, plain, whole


@pytest.mark.parametrize(("value", "in_a_table", "as_read"), [
    (3000.0, "3000", "3,000"), (7.5, "7.5", "7.5"), (1_200_000.0, "1200000", "1,200,000"),
    (1234.5, "1234.5", "1,234.5"), (0.0, "0", "0"), (None, "", ""),
])  # fmt: skip
def test_a_number_has_one_form_in_tables_and_one_for_readers(
        value: float | None, in_a_table: str, as_read: str) -> None:
    """No needless point, nothing rounded, no power of ten."""
    assert (plain(value), grouped(value)) == (in_a_table, as_read)


def test_what_is_no_fraction_is_whole() -> None:
    """A count is a whole number for programs, too; words stay words."""
    assert [type(whole(value)) for value in (3.0, 3.5, "3.0", None)] == [
        int, float, str, type(None)]


def test_large_numbers_and_halves_are_said_as_they_are(tiny_edition: Edition) -> None:
    """On cards, in readings and on marks."""
    large = replace(tiny_edition.claims["C101"], qualifier="at_least", range_basis="stated",
                    best=None, low=1_200_000.0, high=None)
    claims = {**tiny_edition.claims, large.id: large}
    lines = dict(row_cards(replace(tiny_edition, claims=claims))[large.id].lines)
    assert lines["coded as"] == "more than 1,200,000 persons"
    assert lines["bounds"].startswith("low 1,200,000, no high")
    half = replace(next(iter(tiny_edition.estimates.values())), best=7.5, low=None, high=None)
    assert half.reading == "7.5 persons"
    assert number_of(half) == "7.5"
