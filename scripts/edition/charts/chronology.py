"""The figures of the chronology: one line of time, cut at the ends of years for the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from edition.charts.chart import Chart
from edition.chronology import entries, is_elsewhere, leans, year_of
from edition.edition import Edition
from edition.model import DateRow

PARTS = {"1939": (0, 1942), "1943": (1943, 1943), "1944": (1944, 9999)}
"""Name of each part → the first and last year in which what it shows begins."""


_NO_REASONS: Mapping[str, str] = {}


def _beginning(first: int, last: int) -> Callable[[Edition], Iterable[DateRow]]:
    """The statements about what begins in some years; one event is never cut in two."""
    return lambda edition: (row for entry in entries(edition, edition.dates.values())
                            if first <= year_of(edition, entry) <= last for row in entry.dates)


def _part(name: str, years: str, reasons: Mapping[str, str] = _NO_REASONS) -> Chart[DateRow]:
    return Chart(
        chart_id=f"chronology-line-{name}",
        notebook="chronology",
        title=f"What the two texts date, {years}",
        about=_beginning(*PARTS[name]),
        reasons=reasons,
        rules={
            "not of the years told of: a book, a life, or what came long after": is_elsewhere,
            "the words name no year, season, month or day, and date no event on record": leans,
        },
    )


BEGINNINGS = _part("1939", "1939 to 1942",
                   {"D0604": "the number of an issue of a newspaper"})
YEAR_1943 = _part("1943", "1943")
YEAR_1944 = _part("1944", "1944")

CHARTS = (BEGINNINGS, YEAR_1943, YEAR_1944)
