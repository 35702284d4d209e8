"""What a card says of a name, a figure, a date or a note: who, what, when, and how it is known.

A card is made from the model and holds plain words in lines. Pages show it where the words
stand (``sphinxext/cards.py``); a card quotes a base text only in the words that a row is on.

How to add a kind of card: write a function from the record to a :class:`Card` and enter it
where :func:`name_cards`, :func:`row_cards` or :func:`note_cards` collects them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from edition.anchors import SIGLUM
from edition.charts.registry import drawn_in, left_out
from edition.charts.words import change_of, counted
from edition.dates import readable
from edition.edition import Edition
from edition.model import (
    Anchored,
    Claim,
    Control,
    DateRow,
    Entity,
    Event,
    Note,
    Person,
    Place,
    grouped,
)
from edition.vocabularies import (
    CERTAINTIES,
    CONTROL_SCOPES,
    DATE_BASES,
    EVENT_KINDS,
    GRADES,
    MEASURE_TYPES,
    RANGE_BASES,
    SIDE_NAMES,
    VARIABLES,
)

_MOST_FIGURES = 4  # from elsewhere, on one card
_MOST_SOURCES = 5  # of a record, whose entry in the index has them all
_PASSAGE_ID = re.compile(rf"\b({SIGLUM})\.(?=\d)")
_KIND_NAMES = {"organisation": "body", "unit": "formation"}


@dataclass(frozen=True)
class Card:
    """Lines about one thing; a line without a label is a sentence of its own."""

    title: str  # a name, or the words of a text
    kind: str  # person; figure C003
    lines: tuple[tuple[str, str], ...]  # (label, words), none of them blank
    quotes: bool = False  # whether the title is in the words of a text


def _card(title: str, kind: str, lines: Iterator[tuple[str, str]], quotes: bool = False) -> Card:
    said = tuple((label, _PASSAGE_ID.sub(r"\1 ", words)) for label, words in lines if words)
    return Card(title, kind, said, quotes)


# --- names ------------------------------------------------------------------------------


def name_cards(edition: Edition) -> dict[str, Card]:
    """Entity id → its card."""
    return {key: name_card(edition, entity) for key, entity in edition.entities.items()}


def name_card(edition: Edition, entity: Entity) -> Card:
    """Who or what a name means, when, under which names, where it occurs, on what authority."""
    kind = _KIND_NAMES.get(entity.kind, entity.kind)
    life = entity.life if isinstance(entity, Person) else ""
    return _card(entity.name, f"{kind}, {life}" if life else kind, _name_lines(edition, entity))


def _name_lines(edition: Edition, entity: Entity) -> Iterator[tuple[str, str]]:
    yield "", entity.description
    if isinstance(entity, Event):
        yield "what", EVENT_KINDS[entity.event_kind]
        yield "when", readable(entity.date_edtf) if entity.date_edtf else ""
        yield "where", edition.entities[entity.place_id].name if entity.place_id else ""
    else:  # an event is described in the texts rather than named
        yield "in the texts", ", ".join(v for v in entity.variant_list if v != entity.name)
    if isinstance(entity, Place):
        yield "lies at", entity.lies_at
    if isinstance(entity, Person):
        yield "identified", f"{entity.certainty} certainty: {CERTAINTIES[entity.certainty]}"
    sources = [edition.references[key].short for key in entity.source_list]
    yield "sources", _some(list(dict.fromkeys(sources)), ", ", _MOST_SOURCES)
    passages = len({m.first.passage_id for m in edition.mentions_of.get(entity.id, ())})
    notes = len(edition.notes_on.get(entity.id, ()))
    yield "occurs in", " and ".join(counted(n, word) for n, word in
                                    ((passages, "sentence"), (notes, "note")) if n)


# --- figures, statements on territory, dates ------------------------------------------------


def row_cards(edition: Edition) -> dict[str, Card]:
    """Id of a coded row → its card."""
    cards = {
        **{key: _card(row.lemma, f"figure {key}", _claim_lines(edition, row), True)
           for key, row in edition.claims.items()},
        **{key: _card(row.lemma, f"territory {key}", _control_lines(edition, row), True)
           for key, row in edition.controls.items()},
        **{key: _card(row.lemma, f"date {key}", _date_lines(edition, row), True)
           for key, row in edition.dates.items()},
    }
    charts, reasons = drawn_in(edition), left_out(edition)
    for key, card in cards.items():
        drawn = ("drawn in", "; ".join(chart.title for chart in charts.get(key, ())))
        where = drawn if drawn[1] else ("not drawn", reasons.get(key, ""))
        comments = [line for line in card.lines if not line[0]]
        told = [line for line in card.lines if line[0]]
        cards[key] = replace(card, lines=(*told, *([where] if where[1] else []), *comments))
    return cards


def _claim_lines(edition: Edition, claim: Claim) -> Iterator[tuple[str, str]]:
    yield "coded as", claim.reading
    yield "bounds", f"{_bounds(claim)}; {RANGE_BASES[claim.range_basis]}"
    sense = f"{claim.measure_type}: {MEASURE_TYPES[claim.measure_type]}"
    yield "what", f"{VARIABLES[claim.variable]} ({sense})"
    yield "whose", ", ".join(filter(None, (
        edition.entities[claim.actor_id].name if claim.actor_id else "",
        SIDE_NAMES[claim.side] if claim.side != "none" else "")))
    yield "inflicted by", SIDE_NAMES[claim.inflicted_by] if claim.inflicted_by else ""
    yield from _when_and_who(edition, claim)
    yield "against it", "; ".join(
        f"{other.reading} in {edition.name_of('passage', other.first.passage_id)}"
        for other in (edition.claims[key] for key in claim.conflict_list))
    yield "elsewhere", _elsewhere(edition, claim)
    yield "notes", _notes_on_words(edition, claim)
    yield "", claim.comment


def _bounds(claim: Claim) -> str:
    """Which of lowest, best and highest number is given: ``low 3,000, no highest``."""
    if claim.low is not None and claim.low == claim.high:
        return "exact"
    if claim.low is None and claim.high is None:
        return "none given"
    given = (("low", claim.low), ("high", claim.high))
    return ", ".join(f"no {word}" if v is None else f"{word} {grouped(v)}" for word, v in given)


def _when_and_who(edition: Edition, row: Claim | Control) -> Iterator[tuple[str, str]]:
    yield "when", readable(row.date_edtf)
    yield "where", edition.entities[row.place_id].name if row.place_id else ""
    yield "according to", row.source_original
    yield "certainty", f"{row.cert}: {CERTAINTIES[row.cert]}"


def _elsewhere(edition: Edition, claim: Claim) -> str:
    """Figures from outside for the same quantity, each with its source."""
    said = [f"{e.reading} ({edition.references[e.source].short})"
            for e in edition.estimates_of.get(claim.id, ())]
    return _some(said, "; ", _MOST_FIGURES)


def _some(said: list[str], between: str, most: int) -> str:
    """The first of a list, and how many more there are."""
    more = [f"and {len(said) - most} more"] if len(said) > most else []
    return between.join([*said[:most], *more])


def _control_lines(edition: Edition, control: Control) -> Iterator[tuple[str, str]]:
    yield "coded as", change_of(control)
    yield "of it", CONTROL_SCOPES[control.control_scope]
    yield from _when_and_who(edition, control)
    yield "notes", _notes_on_words(edition, control)
    yield "", control.comment


def _date_lines(edition: Edition, date: DateRow) -> Iterator[tuple[str, str]]:
    yield "means", f"{readable(date.date_edtf)} [{date.date_edtf}]"
    leans = ", ".join(edition.name_of("passage", key) for key in
                      (part.strip() for part in date.relative_to.split("|")) if key)
    basis = f"{date.basis}: {DATE_BASES[date.basis]}"
    yield "known", f"{basis} ({leans})" if leans else basis
    yield "dates", edition.entities[date.event_id].name if date.event_id else ""
    yield "notes", _notes_on_words(edition, date)
    yield "", date.comment


def _notes_on_words(edition: Edition, row: Anchored) -> str:
    """The notes on these words or part of them: ``47 (figure, sourced)``."""
    return ", ".join(
        f"{edition.note_numbers[note.note_id]} ({note.note_type}, {note.grade})"
        for note in edition.notes_over(row))


# --- notes ----------------------------------------------------------------------------------


def note_cards(edition: Edition) -> dict[str, Card]:
    """Note id → how it is known; its words are those of ``citation.pages.note_words``."""
    return {key: _card(note.lemma, f"note {edition.note_numbers[key]}, {note.note_type}",
                       _evidence(edition, note), True) for key, note in edition.notes.items()}


def _evidence(edition: Edition, note: Note) -> Iterator[tuple[str, str]]:
    yield "evidence", f"{note.grade}: {GRADES[note.grade]}"
    yield "certainty", f"{note.certainty}: {CERTAINTIES[note.certainty]}"
    for source in note.sources:
        yield edition.references[source.ref].short, source.supports
