"""Independent finders: what in a text must be accounted for by some row.

They read the words and the committed word lists, and know nothing of the tables they
keep honest. What they find and no row meets must stand in ``allowed.csv`` with its
reason, or the check fails.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from edition.dates import MONTHS

_WORD = r"[^\W\d_]+"
_DIGITS = r"\d{1,3}(?:,\d{3})+|\d+"  # 10,000 is one number, No.4/1942 is two
_ROMAN = r"\b(?=[IVX]+\b)(?!I\b)[IVX]+\b"
_NUMERAL = re.compile(f"{_DIGITS}|{_ROMAN}|{_WORD}")
_TIME = re.compile(rf"\b1[89]\d\d\b|{_WORD}")
_CAPITAL = re.compile(r"[^\W\d_](?:[^\W_]|['’](?=[^\W_]))*")

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


@cache
def numerals(words: str, listed: frozenset[str]) -> tuple[Found, ...]:
    """Digit runs, Roman numerals, and words of the list; ``1st`` is found as ``1``."""
    return _found(_NUMERAL, words, lambda token: not token[0].isalpha()
                  or token.casefold() in listed or re.fullmatch(_ROMAN, token))


@cache
def capitals(words: str) -> tuple[Found, ...]:
    """Words with a capital, the first of the sentence too: it may be a name."""
    return _found(_CAPITAL, words, lambda token: token[0].isupper())


@cache
def times(words: str) -> tuple[Found, ...]:
    """Years, months, seasons, units of time, and words that relate times."""
    known = SEASONS | UNITS_OF_TIME | RELATIONS
    return _found(_TIME, words, lambda token: token[0].isdigit() or token in MONTHS
                  or token.casefold() in known)


def _found(pattern: re.Pattern[str], words: str, counts: Callable[[str], object]
           ) -> tuple[Found, ...]:
    return tuple(Found(match.start(), match.end(), match[0])
                 for match in pattern.finditer(words) if counts(match[0]))
