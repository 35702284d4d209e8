"""The finders: what counts as a numeral, a name or a time, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition import Edition, finders
from edition.finders import Found

LISTED = frozenset({"one", "two", "half", "several", "thousand", "twice", "first"})


def tokens(found: Iterable[Found]) -> list[str]:
    """The words found, in order."""
    return [item.token for item in found]


@pytest.mark.parametrize(("words", "found"), [
    ("No.4/1942", ["4", "1942"]),
    ("10,000 men", ["10,000"]),
    ("1,200 thousand", ["1,200", "thousand"]),
    ("1,234,567", ["1,234,567"]),
    ("in 1942, 300 men", ["1942", "300"]),
    ("1942,43", ["1942", "43"]),
    ("the 1st Brigade", ["1"]),
    ("the 21st and the 3rd", ["21", "3"]),
    ("the XXI Corps", ["XXI"]),
    ("Zog I and Leo III", ["III"]),
    ("I saw IV and X", ["IV", "X"]),
    ("IVth, MIX, VIVA", []),
    ("70%", ["70"]),
    ("four-days' and two-days'", ["two"]),
    ("half-a-year", ["half"]),
    ("Two thousand", ["Two", "thousand"]),
    ("everyone, halfway, a thousandth", []),
    ("Several; TWICE", ["Several", "TWICE"]),
    ("dozens of men", []),
    ("", []),
])  # fmt: skip
def test_numerals(words: str, found: list[str]) -> None:
    """Digit runs, Roman numerals but ``I``, and whole words of the list, in any case."""
    assert tokens(finders.numerals(words, LISTED)) == found


@given(st.integers(min_value=0, max_value=10**9))
def test_a_number_is_one_numeral(number: int) -> None:
    """With or without thousands commas, a number is found whole."""
    for written in (str(number), f"{number:,}"):
        assert tokens(finders.numerals(f"up to {written} men", LISTED)) == [written]


@pytest.mark.parametrize(("words", "found"), [
    ("Enver Hoxha spoke.", ["Enver", "Hoxha"]),
    ("In Tirana the partisans", ["In", "Tirana"]),
    ("Balli Kombëtar, Çameria, Ëndrra", ["Balli", "Kombëtar", "Çameria", "Ëndrra"]),
    ("Hoxha's, Hoxha’s and d'Este", ["Hoxha's", "Hoxha’s"]),
    ("the pre-War SOE", ["War", "SOE"]),
    ("the 1st brigade", []),
    ("(Korca) \"Liria\"", ["Korca", "Liria"]),
    ("eBook iPhone", []),
])  # fmt: skip
def test_capitals(words: str, found: list[str]) -> None:
    """Words that begin with a capital, those of beginning sentences included."""
    assert tokens(finders.capitals(words)) == found


@pytest.mark.parametrize(("words", "found"), [
    ("in the summer of 1940", ["summer", "1940"]),
    ("On 28 November 1939", ["November", "1939"]),
    ("twelve days after", ["days", "after"]),
    ("Before the end of May", ["Before", "end", "May"]),
    ("they may march", []),
    ("1700 men, 2000 men, 19420", []),
    ("in the same month", ["month"]),
    ("a byword, aftermath, dayless", []),
    ("1943-44", ["1943"]),
    ("No.4/1942", ["1942"]),
])  # fmt: skip
def test_times(words: str, found: list[str]) -> None:
    """Years of the two centuries, months with their capital, seasons, units and relations."""
    assert tokens(finders.times(words)) == found


FINDERS: dict[str, Callable[[str], Iterable[Found]]] = {
    "numerals": lambda words: finders.numerals(words, LISTED),
    "capitals": finders.capitals,
    "times": finders.times,
}
PIECES = st.sampled_from(["1943", "10,000", "No.4/1942", "1st", "XXI", "I", "III", "Two", "half",
                          "May", "may", "Hoxha’s", "after", "Ç", "ë", ",", "-", ".", " ",
                          "\n", "_"])


@pytest.mark.parametrize("name", FINDERS)
@given(words=st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=20).map("".join)))
def test_what_is_found_stands_where_it_is_said_to(name: str, words: str) -> None:
    """Each token is the very words at its offsets; in order, none empty, none found twice."""
    found = list(FINDERS[name](words))
    assert all(words[f.start : f.end] == f.token != "" for f in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))


@pytest.mark.parametrize("name", FINDERS)
@given(before=st.lists(PIECES, max_size=8), after=st.lists(PIECES, max_size=8))
def test_what_is_found_hangs_on_no_neighbour(name: str, before: list[str],
                                             after: list[str]) -> None:
    """Words parted by a space are searched as each of them alone."""
    apart = [f.token for half in (before, after) for f in FINDERS[name]("".join(half))]
    assert tokens(FINDERS[name]("".join(before) + " " + "".join(after))) == apart


@given(words=st.text(max_size=80))
def test_every_digit_is_in_a_numeral(words: str) -> None:
    """No digit escapes the ledger."""
    inside = {n for f in finders.numerals(words, frozenset()) for n in range(f.start, f.end)}
    assert {n for n, c in enumerate(words) if c.isdecimal()} <= inside


def test_the_word_list_of_the_edition_is_of_single_small_words(edition: Edition) -> None:
    """The list can be matched: one word each, in small letters."""
    for word in edition.number_words:
        assert tokens(finders.numerals(word, frozenset({word}))) == [word]
        assert word == word.casefold()
