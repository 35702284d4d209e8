"""Tables that stand in no file of ``data/`` and are made for the data package.

They hold nothing new: notes and bibliography as flat tables, all authority lists in one,
every anchor and every date worked out, so that rows can be joined without this package.

How to add one: write a record class and a function that makes its rows, and name both in
``DERIVED``; codebook, schema and package take it up from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from edition.dates import parse_date
from edition.edition import Edition
from edition.model import Note, Record, column

ENTITY_KINDS = {
    "person": "someone named",
    "place": "a settlement, region, river or country",
    "organisation": "a party, front, government, army or other body",
    "unit": "a military formation",
    "work": "a newspaper or book",
    "event": "a battle, conference, operation or the like",
    "people": "a people or nationality",
}
REFERENCE_STATUSES = {
    "consulted": "really seen, as far as the annotation says",
    "further": "known and not read",
}
DATE_PRECISIONS = {
    "1": "one or two days",
    "2": "up to eleven days",
    "3": "up to a month",
    "4": "a season, up to half a year",
    "5": "longer, or open at one end",
}
_ANCHORED = ("mentions", "claims", "control", "dates", "numerals", "notes")


@dataclass(frozen=True, kw_only=True)
class EntityRow(Record):
    """Every record of the authority lists, under the columns that all of them have."""

    entity_id: str = column("Identifier, the key of the list of its kind.", key=True,
                            pattern=r"[a-z0-9-]+")
    kind: str = column("Which list it is from.", vocabulary=ENTITY_KINDS, required=True)
    name: str = column("Standard modern form of the name.", required=True)
    sort_name: str = column("Form under which it is sorted.", required=True)
    description: str = column("Who or what it is, in a sentence or two.", required=True)


@dataclass(frozen=True, kw_only=True)
class NoteRow(Note):
    """The notes of `notes/*.yml`, their sources apart in `note_sources.csv`."""

    plain: str = column("The note without markup.", required=True)


@dataclass(frozen=True, kw_only=True)
class NoteSource(Record):
    """What each source says for each note."""

    note_id: str = column("The note.", required=True, refers=("notes",))
    ref: str = column("The source.", required=True, refers=("references",))
    supports: str = column("Which statement of the note it covers, in our words.", required=True)


@dataclass(frozen=True, kw_only=True)
class ReferenceRow(Record):
    """The bibliography of `references.bib`, without the first names of authors."""

    key: str = column("Citation key.", key=True)
    entry_type: str = column("Type of the BibTeX entry.", required=True)
    label: str = column("What the work is called in a citation.", required=True)
    authors: str = column("Surnames or organisations, joined by |.", kind="list")
    title: str = column("Title.", required=True)
    year: str = column("Year, as the work gives it.")
    url: str = column("Address.")
    urldate: str = column("Day on which it was consulted.", kind="date")
    type_of_source: str = column("What kind of source it is.")
    status: str = column("Whether it was read.", vocabulary=REFERENCE_STATUSES, required=True)
    annote: str = column("What was seen of it, and how far it can be trusted.")


@dataclass(frozen=True, kw_only=True)
class AnchorRow(Record):
    """The words that each anchored row is about, one row for each part."""

    row_id: str = column("The row.", key=True, refers=_ANCHORED)
    part: int = column("Which part of the row, from 1.", kind="integer", key=True,
                       bounds=(1, None))
    passage_id: str = column("The passage.", required=True, refers=("passages",))
    start: int = column("First character in the text, counted from 0 in code points.",
                        kind="integer", required=True, bounds=(0, None))
    end: int = column("Character behind the last.", kind="integer", required=True,
                      bounds=(1, None))
    quote: str = column("The words.", required=True)


@dataclass(frozen=True, kw_only=True)
class DayRow(Record):
    """The days that each EDTF date covers."""

    row_id: str = column("The row with the date.", key=True,
                         refers=("claims", "control", "dates", "events", "estimates"))
    date_edtf: str = column("The date as it stands there.", kind="edtf", required=True)
    date_start: str = column("First day; blank if open.", kind="date")
    date_end: str = column("Last day; blank if open.", kind="date")
    date_prec: str = column("How precise (UCDP GED).", vocabulary=DATE_PRECISIONS, required=True)
    approximate: str = column("Whether the date is given as about.", kind="boolean",
                              required=True)
    uncertain: str = column("Whether the date is given as doubtful.", kind="boolean",
                            required=True)


Rows = Iterator[Mapping[str, Any]]


def _entities(edition: Edition) -> Rows:
    for entity in edition.entities.values():
        yield {"entity_id": entity.id, **{name: getattr(entity, name) for name in
                                          ("kind", "name", "sort_name", "description")}}


def _notes(edition: Edition) -> Rows:
    for note in edition.notes.values():
        cells = {name: getattr(note, name) for name in Note.columns()}
        yield {**cells, "plain": edition.plain(note)}


def _note_sources(edition: Edition) -> Rows:
    for note in edition.notes.values():
        for source in note.sources:
            yield {"note_id": note.note_id, "ref": source.ref, "supports": source.supports}


def _references(edition: Edition) -> Rows:
    for work in edition.references.values():
        yield {
            "key": work.key, "entry_type": work.entry_type, "label": work.short,
            "authors": " | ".join(work.authors),
            "type_of_source": work.data.get("kind", ""),
            "status": "consulted" if work.consulted else "further",
            **{name: work.data.get(name, "") for name in ("title", "year", "url", "urldate")},
            "annote": edition.said(work.data.get("annote", "")),
        }


def _anchors(edition: Edition) -> Rows:
    for row in edition.anchored:
        for part, anchor in enumerate(row.anchors, 1):
            yield {"row_id": row.id, "part": part, "passage_id": anchor.passage_id,
                   "start": anchor.start, "end": anchor.end, "quote": anchor.quote}


def _days(edition: Edition) -> Rows:
    events = (e for e in edition.of_kind("event") if getattr(e, "date_edtf", ""))
    dated: list[Any] = [*edition.claims.values(), *edition.controls.values(),
                        *edition.dates.values(), *events, *edition.estimates.values()]
    for row in dated:
        date = parse_date(row.date_edtf)
        yield {
            "row_id": row.id, "date_edtf": row.date_edtf,
            "date_start": date.start or "", "date_end": date.end or "",
            "date_prec": date.precision, "approximate": str(date.approximate).lower(),
            "uncertain": str(date.uncertain).lower(),
        }


DERIVED: Mapping[str, tuple[type[Record], Callable[[Edition], Rows]]] = {
    "entities": (EntityRow, _entities),
    "notes": (NoteRow, _notes),
    "note_sources": (NoteSource, _note_sources),
    "references": (ReferenceRow, _references),
    "anchors": (AnchorRow, _anchors),
    "days": (DayRow, _days),
}
"""Name of a table → its record and what makes its rows."""
