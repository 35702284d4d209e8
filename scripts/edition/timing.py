"""When a passage is set: the days that its own words give it, or the sentence before.

A parallel has no date column; it is placed in time by what is coded in its passages. Of a
sentence the most precise of its temporal expressions counts; where it has none, its claims
and control statements, then the events that it names. A sentence with nothing of its own
takes the time of the nearest sentence before it in the same paragraph, and that is said;
failing this it has no time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from edition.dates import DateRange, parse_date
from edition.edition import Edition
from edition.model import (
    Claim,
    Control,
    DateRow,
    Event,
    Mention,
    Parallel,
    Passage,
)

FIRST, LAST = dt.date(1939, 1, 1), dt.date(1945, 12, 31)
"""The years told of; dates outside them are of books, births and deaths."""

ALONE = ("only_DB", "only_HL")
"""The relations in which one text speaks and the other is silent."""


@dataclass(frozen=True)
class Timed:
    """A locator and the days it covers."""

    locator: str  # as in parallels.csv: DB.12.11-13
    passage_id: str  # its first passage
    start: dt.date  # first day known; where the beginning is open, the end
    end: dt.date  # last day known; where the end is open, the beginning
    opens: bool = False  # the beginning is open
    runs_on: bool = False  # the end is open, or lies beyond the years told of
    borrowed: bool = False  # the time, or part of it, is supplied from another sentence
    about: bool = False  # the text says "about"

    @property
    def middle(self) -> dt.date:
        """The day halfway."""
        return self.start + (self.end - self.start) / 2


def timed(edition: Edition, locator: str) -> Timed | None:
    """When the passages of a locator are set; None where nothing tells."""
    parsed, passages = edition.locate(locator)
    sentences = [s for p in passages for s in
                 ([p] if p.level == "sentence" else edition.sentences(p))]
    dates = [d for s in sentences for d in own_dates(edition, s)]
    borrowed = not dates
    if borrowed:
        dates = next(filter(None, (own_dates(edition, s) for s in
                                   _before(edition, sentences[0]))), [])
    return _hull(locator, parsed.first, dates, borrowed) if dates else None


def sides(parallel: Parallel) -> dict[str, list[str]]:
    """Siglum of each text that speaks → the locators of its passages."""
    found: dict[str, list[str]] = {}
    for locator in parallel.locators:
        found.setdefault(locator.partition(".")[0], []).append(locator)
    return found


def times_of(edition: Edition, parallel: Parallel) -> list[Timed]:
    """The times of all passages of a parallel that have one, in the order of the row."""
    found = (timed(edition, locator) for locator in parallel.locators)
    return [t for t in found if t]


def own_dates(edition: Edition, sentence: Passage) -> list[DateRange]:
    """The days that what is coded in a sentence gives it, the most precise only."""
    rows = edition.coded_in.get(sentence.passage_id, ())
    named = (edition.entities[row.entity_id] for row in rows if isinstance(row, Mention))
    for dated in (
        [row for row in rows if isinstance(row, DateRow)],
        [row for row in rows if isinstance(row, Claim | Control)],
        [event for event in named if isinstance(event, Event) and event.date_edtf],
    ):
        told = [d for d in (parse_date(row.date_edtf) for row in dated) if _is_told(d)]
        if told:
            sharpest = min(map(_vagueness, told))
            return [d for d in told if _vagueness(d) == sharpest]
    return []


def _is_told(date: DateRange) -> bool:
    return (date.start or FIRST) <= LAST and (date.end or LAST) >= FIRST


def _vagueness(date: DateRange) -> tuple[int, bool]:
    return date.precision, date.start is None or date.end is None


def _before(edition: Edition, sentence: Passage) -> Iterator[Passage]:
    """The sentences before one in its paragraph, the nearest first."""
    listed: Iterable[Passage] = edition.sentences(edition.passage(sentence.parent_id))
    return reversed([s for s in listed if s.start < sentence.start])


def _hull(locator: str, passage_id: str, dates: list[DateRange], borrowed: bool) -> Timed:
    starts = [max(d.start, FIRST) if d.start else None for d in dates]
    ends = [d.end if d.end and d.end <= LAST else None for d in dates]
    known = [day for day in (*starts, *ends) if day]
    return Timed(
        locator, passage_id, min(known), max(known),
        opens=not any(starts), runs_on=not all(ends), borrowed=borrowed,
        about=all(d.approximate for d in dates),
    )
