"""What a reader can find: a record for each passage, note, name, section of a page, work cited.

A record says where it stands and what is searched. Words that a passage is found under
without having them (the standard name for a spelling of the text, the digits for a number
word, the day for "the same day") are tied to the run of words that they stand for. The
pages tell what they hold and where; nothing here knows how they are made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from edition.dates import readable
from edition.edition import Edition
from edition.model import Anchored, Claim, Entity, Note, Person, plain

GROUPS = ("passages", "notes", "names", "pages", "sources")  # the order in which results are shown

Spots = Mapping[tuple[str, str], tuple[str, str]]
"""(kind, id) of a thing that a page sets → (document, anchor)."""


class Also(NamedTuple):
    """Words that a run of the text is found under; an empty run stands for the whole."""

    start: int  # offset in the record's text
    end: int
    words: str  # several forms on lines of their own


@dataclass(frozen=True)
class Findable:
    """Something that a search can lead to."""

    group: str  # one of GROUPS
    page: str  # document
    anchor: str  # id on the page; blank is its head
    label: str  # what it is called in the list, not searched: "DB 12.5"
    title: str  # searched, and weighs more than the text
    text: str  # searched and shown
    also: tuple[Also, ...] = ()


class Section(NamedTuple):
    """A section of a page of prose or of a notebook, without the sections within it."""

    page: str
    anchor: str
    page_title: str
    title: str
    text: str


def findables(edition: Edition, spots: Spots, sections: Iterable[Section]) -> Iterator[Findable]:
    """Every record that the pages set, in the order of texts, lists and pages."""
    yield from _passages(edition, spots)
    yield from _notes(edition, spots)
    yield from _names(edition, spots)
    for section in sections:
        own_name = "" if section.title == section.page_title else section.page_title
        yield Findable("pages", section.page, section.anchor, own_name, section.title,
                       section.text)
    yield from _parallels(edition, spots)
    yield from _estimates(edition, spots)
    yield from _works_cited(edition, spots)


def _passages(edition: Edition, spots: Spots) -> Iterator[Findable]:
    under = _under(edition) if edition.info.include_base_texts else _named(edition)
    lemmata = _lemmata(edition)
    for passage in edition.passages.values():
        spot = spots.get(("passage", passage.passage_id))
        if spot and passage.level == "sentence":
            words = (passage.words if edition.info.include_base_texts
                     else " … ".join(["", *lemmata.get(passage.passage_id, ()), ""]).strip())
            yield Findable("passages", *spot, passage.label, "", words,
                           tuple(under.get(passage.passage_id, ())))


def _under(edition: Edition) -> dict[str, list[Also]]:
    """Sentence id → the names, digits and days that runs of its words stand for."""
    rows: Iterable[tuple[Anchored, str]] = (
        *((m, _forms(edition.entities[m.entity_id])) for m in edition.mentions),
        *((c, _digits(c)) for c in edition.claims.values()),
        *((d, readable(d.date_edtf)) for d in edition.dates.values()),
    )
    found: dict[str, list[Also]] = {}
    for row, words in rows:
        for a in row.anchors:
            if words != a.quote:
                origin = edition.passages[a.passage_id].start
                found.setdefault(a.passage_id, []).append(
                    Also(a.start - origin, a.end - origin, words))
    return found


def _named(edition: Edition) -> dict[str, list[Also]]:
    """Sentence id → the names in it, tied to no words, where the words are left out."""
    found: dict[str, list[Also]] = {}
    for mention in edition.mentions:
        also = Also(0, 0, _forms(edition.entities[mention.entity_id]))
        found.setdefault(mention.first.passage_id, []).append(also)
    return {key: list(dict.fromkeys(listed)) for key, listed in found.items()}


def _lemmata(edition: Edition) -> dict[str, list[str]]:
    """Sentence id → the words that a page without the base texts shows of it."""
    found: dict[str, list[str]] = {}
    for note in edition.notes.values():
        found.setdefault(note.last.passage_id, []).append(note.last.quote)
    return found


def _forms(entity: Entity) -> str:
    """The standard name and the spellings of the texts; an event has no spelling."""
    variants = () if entity.kind == "event" else entity.variant_list
    return "\n".join(dict.fromkeys((entity.name, *variants)))


def _digits(claim: Claim) -> str:
    numbers = dict.fromkeys(v for v in (claim.low, claim.best, claim.high) if v is not None)
    return "\n".join(map(plain, numbers))


def _notes(edition: Edition, spots: Spots) -> Iterator[Findable]:
    for note in edition.notes.values():
        if spot := spots.get(("note", note.note_id)):
            label = f"{edition.name_of('note', note.note_id)}, {note.note_type}"
            yield Findable("notes", *spot, label, note.lemma, edition.plain(note),
                           tuple(_named_by(edition, note)))


def _named_by(edition: Edition, note: Note) -> Iterator[Also]:
    position = 0
    for run in note.runs:
        words = run.text or edition.name_of(run.kind, run.target)
        if run.target in edition.entities:
            yield Also(position, position + len(words), _forms(edition.entities[run.target]))
        position += len(words)


def _names(edition: Edition, spots: Spots) -> Iterator[Findable]:
    for entity in edition.entities.values():
        if spot := spots.get((entity.kind, entity.id)):
            life = f" ({entity.life})" if isinstance(entity, Person) and entity.life else ""
            spelt = [v for v in entity.variant_list
                     if v != entity.name and entity.kind != "event"]
            in_texts = f"In the texts {', '.join(spelt)}. " if spelt else ""
            yield Findable("names", *spot, f"{entity.kind}{life}", entity.name,
                           in_texts + entity.description)


def _parallels(edition: Edition, spots: Spots) -> Iterator[Findable]:
    for parallel in edition.parallels.values():
        if spot := spots.get(("parallel", parallel.parallel_id)):
            yield Findable("pages", *spot, "the two accounts", parallel.topic, parallel.comment)


def _estimates(edition: Edition, spots: Spots) -> Iterator[Findable]:
    for estimate in edition.estimates.values():
        if spot := spots.get(("estimate", estimate.estimate_id)):
            source = edition.name_of("cite", estimate.source)
            said = f"{estimate.reading}, {readable(estimate.date_edtf)} {source}. "
            yield Findable("pages", *spot, "figures from elsewhere", estimate.counts,
                           (said + edition.said(estimate.comment)).strip())


def _works_cited(edition: Edition, spots: Spots) -> Iterator[Findable]:
    for reference in edition.references.values():
        if spot := spots.get(("reference", reference.key)):
            said = [*(reference.data.get(name, "") for name in
                      ("title", "journal", "howpublished", "publisher", "year", "kind")),
                    edition.said(reference.data.get("annote", ""))]
            yield Findable("sources", *spot, "bibliography", reference.short,
                           ". ".join(part.rstrip(".") for part in said if part) + ".")
