"""Independent finders: what in a text must be accounted for by some row.

They read the words and the committed word lists, and know nothing of the tables they
keep honest. What they find and no row meets must stand in ``allowed.csv`` with its
reason, or the check fails.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

_WORD = r"[^\W\d_]+"
_DIGITS = r"\d{1,3}(?:,\d{3})+|\d+"  # 10,000 is one number, No.4/1942 is two
_ROMAN = r"\b(?=[IVX]+\b)(?!I\b)[IVX]+\b"
_NUMERAL = re.compile(f"{_DIGITS}|{_ROMAN}|{_WORD}")
_CAPITAL = re.compile(r"[^\W\d_](?:[^\W_]|['’](?=[^\W_]))*")

MONTHS = frozenset(
    ["January", "February", "March", "April", "May", "June", "July", "August", "September",
     "October", "November", "December"]
)
SEASONS = frozenset(["spring", "summer", "autumn", "winter"])
UNITS_OF_TIME = frozenset(
    ["day", "days", "night", "month", "months", "year", "years", "week", "weeks", "quarter",
     "time", "period"]
)
RELATIONS = frozenset(
    ["after", "before", "during", "since", "until", "till", "by", "soon", "later", "already",
     "originally", "eventually", "simultaneously", "immediately", "ago", "now", "then", "when",
     "while", "meanwhile", "yet", "finally", "beginning", "end"]
)


@dataclass(frozen=True)
class Found:
    """Something that must be accounted for."""

    start: int  # offset in the words searched
    end: int
    token: str


def numerals(words: str, listed: Collection[str]) -> Iterator[Found]:
    """Digit runs, Roman numerals, and words of the list; ``1st`` is found as ``1``."""
    for match in _NUMERAL.finditer(words):
        token = match[0]
        if not token[0].isalpha() or token.casefold() in listed or re.fullmatch(_ROMAN, token):
            yield Found(match.start(), match.end(), token)


def capitals(words: str) -> Iterator[Found]:
    """Words with a capital, the first of the sentence too: it may be a name."""
    for match in _CAPITAL.finditer(words):
        if match[0][0].isupper():
            yield Found(match.start(), match.end(), match[0])


def times(words: str) -> Iterator[Found]:
    """Years, months, seasons, units of time, and words that relate times."""
    known = SEASONS | UNITS_OF_TIME | RELATIONS
    for match in re.finditer(rf"\b1[89]\d\d\b|{_WORD}", words):
        token = match[0]
        if token[0].isdigit() or token in MONTHS or token.casefold() in known:
            yield Found(match.start(), match.end(), token)
