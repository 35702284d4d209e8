"""When a passage is set: by its own words, by what is coded in it, or by what stands before."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from edition import Edition
from edition.timing import FIRST, LAST, own_dates, sides, timed, times_of

DAY = dt.date


@pytest.mark.parametrize(("locator", "start", "end", "signs"), [
    ("DB.12.3", DAY(1943, 7, 10), DAY(1943, 7, 10), set()),  # the day, not "by 8 September"
    ("DB.15.22", DAY(1944, 11, 17), DAY(1944, 11, 29), set()),  # both days of the sentence
    ("DB.12.11-13", DAY(1943, 10, 10), DAY(1943, 12, 31), set()),  # of all three sentences
    ("DB.15.7", DAY(1944, 9, 1), DAY(1944, 9, 30), set()),  # from the claim coded there
    ("DB.12.16", DAY(1943, 12, 19), DAY(1943, 12, 19), set()),  # from the event named
    ("DB.12.4", DAY(1943, 7, 10), DAY(1943, 7, 10), {"borrowed"}),  # from the sentence before
    ("DB.12.6", DAY(1943, 8, 31), DAY(1943, 8, 31), {"opens"}),
    ("DB.17.2", DAY(1944, 10, 23), DAY(1944, 10, 23), {"runs_on"}),
    ("HL.7.5", DAY(1944, 11, 1), DAY(1944, 11, 1), {"runs_on"}),  # 1985 is not told of
    ("HL.5.1", DAY(1943, 12, 1), DAY(1944, 2, 29), set()),
])  # fmt: skip
def test_time_of_a_passage(edition: Edition, locator: str, start: dt.date, end: dt.date,
                           signs: set[str]) -> None:
    """The most precise of its own dates counts; what is open or borrowed is said."""
    time = timed(edition, locator)
    assert time is not None
    assert (time.start, time.end) == (start, end)
    assert {name for name in ("opens", "runs_on", "borrowed") if getattr(time, name)} == signs
    assert time.start <= time.middle <= time.end


@pytest.mark.parametrize("locator", ["HL.1.1", "HL.2.1", "HL.3.1", "HL.7.1", "DB.13.1"])
def test_some_passages_have_no_time(edition: Edition, locator: str) -> None:
    """Nothing is coded in them, and nothing stands before them in their paragraph."""
    assert timed(edition, locator) is None


def test_no_time_lies_outside_the_years_told_of(edition: Edition) -> None:
    """A year of publication or of birth dates no statement."""
    times = [t for p in edition.parallels.values() for t in times_of(edition, p)]
    assert all(FIRST <= t.start <= t.end <= LAST for t in times)
    assert own_dates(edition, edition.passages["DB.5.8"]) == []
    assert own_dates(edition, edition.passages["DB.14.6"]) == []


def test_sides_are_the_locators_of_each_text(edition: Edition) -> None:
    """Every locator of a row stands under its text, in order."""
    assert sides(edition.parallels["P005"]) == {
        "DB": ["DB.6.3", "DB.6.5", "DB.6.7"], "HL": ["HL.1.4"]}
    assert sides(edition.parallels["P011"]) == {"HL": ["HL.2.1"]}


def test_without_dates_the_claims_tell(tiny_edition: Edition) -> None:
    """Where a sentence has no temporal expression, what is coded in it dates it."""
    bare = replace(tiny_edition, dates={})
    time = timed(bare, "BB.1.2")
    assert time is not None
    assert (time.start, time.end, time.borrowed) == (DAY(1943, 6, 1), DAY(1943, 8, 31), False)
