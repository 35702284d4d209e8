"""What words say in numbers and dates, by the coding rules and on random words."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.dates import parse_date
from edition.edition import Edition
from edition.readings import (
    CARDINALS,
    ORDINALS,
    SCALES,
    amounts,
    dates_said,
    days_said,
    qualifier_said,
    turned,
)


@pytest.mark.parametrize(("words", "said"), [
    ("About 20 thousand partisans", {20_000}),
    ("Two thousand partisans", {2000}),
    ("over thousand killed and wounded", {1000}),
    ("over 3,000 men", {3000}),
    ("about 1,200 thousand inhabitants", {1_200_000}),
    ("100-men military unit", {100}),
    ("75% of the territory", {75}),
    ("about 20 ‘battalions’", {20}),
    ("seven persons and 12 partisan detachments", {7, 12}),
    ("someone of the Ten", {10}),
    ("fifteen partisans and nineteen men", {15, 19}),
    ("Twenty-five men, seventy-one of them", {25, 71}),
    ("thirty-two thousand inhabitants", {32_000}),
    ("twenty, five of them", {20, 5}),
    ("a considerable number of Italian soldiers", set()),
    ("the weighty tension", set()),  # no number within a word
])  # fmt: skip
def test_amounts(words: str, said: set[float]) -> None:
    """Digits, words and both together are read as the number they make."""
    assert amounts(words) == said


@pytest.mark.parametrize(("words", "days"), [
    ("three days", {3}), ("four-days' fights", {4}), ("four weeks", {28}), ("a day before", set()),
    ("several months", set()), ("20 men for three days", {3}), ("twenty-one days", {21}),
])  # fmt: skip
def test_lengths_of_time(words: str, days: set[float]) -> None:
    """Days and weeks have a length, months and years have none."""
    assert days_said(words) == days


@pytest.mark.parametrize(("words", "expected"), [
    ("Over 1000 Italians", "at_least"), ("about 28 thousand killed", "approx"),
    ("up to 500 men", "at_most"), ("as many as 29 partisan detachments", "exact"),
    ("overall 20 men", "exact"),
])  # fmt: skip
def test_qualifiers(words: str, expected: str) -> None:
    """What stands before a number qualifies it."""
    assert qualifier_said(words) == expected


@pytest.mark.parametrize(("words", "years", "said"), [
    ("On 28 November 1939", (), ["1939-11-28"]),
    ("on 28 November", ("1944",), ["1944-11-28"]),
    ("on 28 November", ("1944", "1943"), ["1943-11-28", "1944-11-28"]),
    ("In the end of August", ("1940",), ["1940-08-21/1940-08-31"]),
    ("In the end of February", ("1944",), ["1944-02-21/1944-02-29"]),
    ("In the beginning of March", ("1944",), ["1944-03-01/1944-03-10"]),
    ("in the beginning of 1943", (), ["1943-01/1943-02"]),
    ("By the end of 1942", (), ["1942-12"]),
    ("in the second half of 1941", (), ["1941-07/1941-12"]),
    ("at night from 24 to 25 July 1942", (), ["1942-07-24/1942-07-25"]),
    ("On 17 - 22 February 1943", (), ["1943-02-17/1943-02-22"]),
    ("in the summer of 1940", (), ["1940-22"]),
    ("In the winter of 1943-1944", (), ["1943-12/1944-02"]),
    ("In summer and autumn 1944", (), ["1944-22/1944-23"]),
    ("In March and April 1943", (), ["1943-03/1943-04"]),
    ("In 1939-1940", (), ["1939/1940"]),
    ("1981", (), ["1981"]),
    ("late summer of 1943", (), []),  # the rules do not say when that is
    ("soon after", ("1943",), []),
    ("in autumn", (), []),  # no year to be had
])  # fmt: skip
def test_dates_that_are_said(words: str, years: tuple[str, ...], said: list[str]) -> None:
    """Each turn of the texts is read by its coding rule, the year supplied where it is missing."""
    assert list(dates_said(words, years)) == said


@pytest.mark.parametrize(("words", "turn"), [
    ("By November", "../1944-11"), ("After November", "1944-11/.."), ("In November", "1944-11"),
])  # fmt: skip
def test_what_turns_a_date(words: str, turn: str) -> None:
    """What stands at the beginning opens a date before or behind."""
    assert turned(words, "1944-11") == turn


@given(st.integers(1, 10**7))
def test_numbers_in_digits_come_back(number: int) -> None:
    """A number is read as itself, with commas and without, and a thousand times of it as well."""
    assert amounts(f"over {number} men") == {number}
    assert amounts(f"over {number:,} men") == {number}
    assert amounts(f"{number} thousand men") == {number * 1000}


@given(st.sampled_from(sorted(CARDINALS)), st.booleans())
def test_numbers_in_words_come_back(word: str, large: bool) -> None:
    """A number word is read in small and great letters."""
    assert amounts(f"{word.upper() if large else word} men") == {CARDINALS[word]}


def test_every_number_word_is_in_the_list_of_the_edition(edition: Edition) -> None:
    """What can be read is asked for in any text: no number word is passed over in silence."""
    assert {*CARDINALS, *SCALES, *ORDINALS} <= edition.number_words.keys()


@given(st.dates(dt.date(1900, 1, 1), dt.date(1999, 12, 31)))
def test_days_in_words_come_back(day: dt.date) -> None:
    """A day that is written out is that day."""
    said = list(dates_said(f"On {day.day} {day:%B %Y}", ()))
    assert said == [day.isoformat()]
    assert parse_date(said[0]).start == day


@given(st.text())
def test_any_words_can_be_read(words: str) -> None:
    """Nothing that is not understood is an error, and every date read is one."""
    amounts(words)
    days_said(words)
    for edtf in dates_said(words, ("1943",)):
        assert edtf.startswith(("1", "2"))
