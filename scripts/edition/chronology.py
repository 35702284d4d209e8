"""The dated statements of both texts, put together by what they date.

The statements about one event make an entry; one that dates no event on record goes with
the subject of ``parallels.csv`` that its text has alone. Kind and actors are those of
the event; without one they are read from the claims and control statements of the
sentence, and from the peoples that it names.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from edition.dates import MONTHS, DateRange, parse_date
from edition.edition import Edition
from edition.finders import SEASONS
from edition.model import Anchored, Claim, Control, DateRow, Event, Mention, split_list
from edition.timing import ALONE, FIRST, LAST, Timed
from edition.vocabularies import ACTORS

_GERMANS_COME = dt.date(1943, 9, 8)  # "occupier" is Italy before, Germany from then on
_PEOPLES: Mapping[str, str] = {"italians": "italy", "germans": "germany", "british": "allied"}


@dataclass(frozen=True)
class Entry:
    """What several statements date."""

    key: str  # id of the event, parallel or statement
    title: str  # its name
    dates: tuple[DateRow, ...]  # in the order of the texts

    @property
    def start(self) -> dt.date:
        """The first day that a statement knows; an open beginning counts by its end."""
        return min(first_day(d.date) for d in self.dates)

    @property
    def end(self) -> dt.date:
        """The last day that a statement knows."""
        return max(last_day(d.date) for d in self.dates)


def first_day(date: DateRange) -> dt.date:
    """The first day known, within the years told of."""
    return min(max(date.start or date.end or FIRST, FIRST), LAST)


def last_day(date: DateRange) -> dt.date:
    """The last day known, within the years told of."""
    return min(max(date.end or date.start or LAST, FIRST), LAST)


def entries(edition: Edition, dates: Iterable[DateRow]) -> list[Entry]:
    """The statements by what they date, in the order of time."""
    groups: dict[str, list[DateRow]] = {}
    subjects = _subjects(edition)
    for row in dates:
        key = row.event_id or subjects.get(row.first.passage_id, row.id)
        groups.setdefault(key, []).append(row)
    made = [Entry(key, _title(edition, key), tuple(rows)) for key, rows in groups.items()]
    return sorted(made, key=lambda e: (e.start, e.end, e.key))


def _title(edition: Edition, key: str) -> str:
    if key in edition.entities:
        return edition.entities[key].name
    if key in edition.parallels:
        return edition.parallels[key].topic
    return f"“{edition.dates[key].lemma}”"


def _subjects(edition: Edition) -> dict[str, str]:
    """Sentence id → id of the subject of one text alone that it belongs to."""
    found: dict[str, str] = {}
    for parallel in (p for p in edition.parallels.values() if p.relation in ALONE):
        for locator in parallel.locators:
            for passage in edition.locate(locator)[1]:
                found.setdefault(passage.passage_id, parallel.id)
    return found


def year_of(edition: Edition, entry: Entry) -> int:
    """The year in which an entry begins, whichever of its statements are heard."""
    event = edition.entities.get(entry.key)
    if isinstance(event, Event) and event.date_edtf:
        return first_day(parse_date(event.date_edtf)).year
    return entry.start.year


def time_of(row: DateRow) -> Timed:
    """When a statement puts what it dates; borrowed if part of that is inferred."""
    date, passage = row.date, row.first.passage_id
    return Timed(passage, passage, first_day(date), last_day(date), opens=date.start is None,
                 runs_on=date.end is None, borrowed=row.basis == "inferred",
                 about=date.approximate)


# --- kind and actors --------------------------------------------------------------------


def kind_of(edition: Edition, row: DateRow) -> str:
    """The term of ``EVENT_KINDS`` for what a statement dates."""
    event = edition.entities.get(row.event_id)
    if isinstance(event, Event):
        return event.event_kind
    coded = edition.coded_in[row.first.passage_id]
    if any(isinstance(r, Control) for r in coded):
        return "control"
    variables = {r.variable for r in coded if isinstance(r, Claim)}
    if any(v.startswith(("killed", "wounded", "captured")) for v in variables):
        return "losses"
    return "strength" if {"force_size", "units"} & variables else "course"


def actors_of(edition: Edition, row: DateRow) -> tuple[str, ...]:
    """The terms of ``ACTORS`` for who acts or is struck, in the order of the vocabulary."""
    event = edition.entities.get(row.event_id)
    found = set(split_list(event.actors)) if isinstance(event, Event) else {
        actor for coded in edition.coded_in[row.first.passage_id]
        for actor in _actors(row, coded)}
    return tuple(actor for actor in ACTORS if actor in found)


def _actors(row: DateRow, coded: Anchored) -> Iterator[str]:
    if isinstance(coded, Claim):
        yield from ("italy", "germany") if coded.side == "occupiers" else (coded.side,)
        yield coded.inflicted_by
    elif isinstance(coded, Control):
        occupier = "italy" if last_day(row.date) < _GERMANS_COME else "germany"
        for status in (coded.status_before, coded.status_after):
            yield occupier if status == "occupier" else status
    elif isinstance(coded, Mention):
        yield _PEOPLES.get(coded.entity_id, "")


# --- what the line of time leaves out -----------------------------------------------------


def is_elsewhere(edition: Edition, row: DateRow) -> bool:
    """Whether a date lies outside the years told of or runs beyond them."""
    date = row.date
    return (date.end or FIRST) < FIRST or (date.end or FIRST) > LAST or (date.start or LAST) > LAST


def leans(edition: Edition, row: DateRow) -> bool:
    """Whether the words name no year, season, month or day, and date no event on record."""
    words = {word.strip(".,").casefold() for word in row.lemma.split()}
    named = {m.casefold() for m in MONTHS} | SEASONS
    return not row.event_id and not words & named and not any(map(str.isdigit, row.lemma))
