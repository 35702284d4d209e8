"""What words say in numbers and dates, read without the tables: "20 thousand", "end of June".

A coded number or date is compared with what is read here, so that a slip of the keyboard does
not pass for a figure of the text. Nothing is read into words that do not say it: for them the
functions answer with nothing, and the coding is the editors' alone.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Iterator

from edition.dates import MONTHS

CARDINALS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth",
    "seventieth", "eightieth", "ninetieth", "hundredth",
)
COLLECTIVES = ("dozen", "dozens", "few", "hundreds", "millions", "tens", "thousands")
DAYS_OF = {"day": 1, "week": 7}
"""Unit of time → its days; a month or a year has no fixed number of them."""

_TENS = "|".join(word for word, number in CARDINALS.items() if number >= 20)
_ONES = "|".join(word for word, number in CARDINALS.items() if number < 10)
_AMOUNT = re.compile(rf"\d{{1,3}}(?:,\d{{3}})+|\d+|\b(?:{_TENS})-(?:{_ONES})\b"
                     rf"|\b(?:{'|'.join([*CARDINALS, *SCALES])})\b", re.IGNORECASE)
_LEADS = {  # how a number is introduced → its qualifier
    "at_least": r"\b(over|more than|at least)\b",
    "approx": r"\b(about|around|some)\b",
    "at_most": r"\b(up to|under|within|at most)\b",
}
_SEASONS = {"spring": "21", "summer": "22", "autumn": "23"}
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
_YEAR = r"(?P<year>1[89]\d\d)"
_DATE_FORMS: tuple[tuple[str, str], ...] = (
    # what is said → the days of it, by the rules of the editorial principles
    (rf"\b(?P<day>\d\d?) (?:-|to) (?P<day2>\d\d?) {_MONTH}(?: {_YEAR})?",
     "{year}-{month}-{day}/{year}-{month}-{day2}"),
    (rf"\b(?P<day>\d\d?) {_MONTH}(?: {_YEAR})?", "{year}-{month}-{day}"),
    (rf"\bend of {_MONTH}(?: {_YEAR})?", "{year}-{month}-21/{year}-{month}-{last}"),
    (rf"\bbeginning of {_MONTH}(?: {_YEAR})?", "{year}-{month}-01/{year}-{month}-10"),
    (rf"\bend of {_YEAR}", "{year}-12"),
    (rf"\bbeginning of {_YEAR}", "{year}-01/{year}-02"),
    (rf"\bsecond half of {_YEAR}", "{year}-07/{year}-12"),
    (r"\bfirst quarter of that year", "{year}-01/{year}-03"),
    (rf"\bwinter of {_YEAR}-1\d\d\d", "{year}-12/{next}-02"),
    (rf"\b(?P<season>spring|summer|autumn) and (?P<season2>spring|summer|autumn)(?: {_YEAR})?",
     "{year}-{season}/{year}-{season2}"),
    (rf"\b(?P<season>spring|summer|autumn)(?: of)?(?: {_YEAR})?",
     "{year}-{season}"),
    (rf"{_MONTH} (?:and|to) (?P<month2>{'|'.join(MONTHS)})(?: {_YEAR})?",
     "{year}-{month}/{year}-{month2}"),
    (rf"{_MONTH}(?: {_YEAR})?", "{year}-{month}"),
    (r"\b(?P<year>1\d\d\d)-(?P<year2>1\d\d\d)\b", "{year}/{year2}"),
    (rf"\b{_YEAR}\b", "{year}"),
)

_VAGUE = re.compile(r"\b(late|early|mid) (in )?(spring|summer|autumn|winter|1[89])")


def amounts(words: str) -> set[float]:
    """Every number that stands in the words, in digits, in letters or in both.

    A scale multiplies what stands before it, and stands for itself alone: ``over thousand``.
    """
    found: set[float] = set()
    last, end = 0.0, -1
    for match in _AMOUNT.finditer(words):
        token = match[0].casefold()
        if token in SCALES:
            follows = last and words[end : match.start()].isspace()
            found.discard(last if follows else -1.0)
            last = (last if follows else 1.0) * SCALES[token]
        elif token[0].isdigit():
            last = float(token.replace(",", ""))
        else:
            last = float(sum(CARDINALS[part] for part in token.split("-")))
        found.add(last)
        end = match.end()
    return found


def days_said(words: str) -> set[float]:
    """Lengths of time in days: ``four weeks`` is 28."""
    found: set[float] = set()
    for unit, days in DAYS_OF.items():
        for match in re.finditer(rf"(\S+?)[ -]{unit}s?\b", words):
            found |= {amount * days for amount in amounts(match[1])}
    return found


def qualifier_said(words: str) -> str:
    """How a number in these words is qualified: ``exact`` if nothing stands before it."""
    return next((name for name, lead in _LEADS.items() if re.search(lead, words, re.IGNORECASE)),
                "exact")


def dates_said(words: str, years: Collection[str]) -> Iterator[str]:
    """What a date in these words can be in EDTF, its year from the words or one of ``years``.

    The first form that fits speaks for all; words without month, season or year say no date.
    """
    if _VAGUE.search(words):
        return
    for pattern, form in _DATE_FORMS:
        match = re.search(pattern, words)
        if match:
            said = match.groupdict()
            for year in [said["year"]] if said.get("year") else sorted(years):
                yield form.format(**_parts(said, int(year)))
            return


def _parts(said: dict[str, str | None], year: int) -> dict[str, str]:
    """The parts of a form: numbers of months and seasons, days of two digits."""
    parts = {"year": str(year), "next": str(year + 1)}
    for name, value in said.items():
        if value and name.startswith("month"):
            parts[name] = f"{MONTHS.index(value) + 1:02}"
        elif value and name.startswith("season"):
            parts[name] = _SEASONS[value]
        elif value and name != "year":
            parts[name] = value.zfill(2)
    if "month" in parts:
        parts["last"] = str(calendar.monthrange(year, int(parts["month"]))[1])
    return parts


def turned(words: str, edtf: str) -> str:
    """A date as the words before it turn it: ``By June`` is open before, ``After June`` behind."""
    first, _, last = edtf.partition("/")
    if re.match(r"(By|until)\b", words):
        return f"../{last or first}"
    return f"{first}/.." if re.match(r"After\b", words) else edtf
