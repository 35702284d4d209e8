"""The edition as a whole: every record, and the ways from one to another.

:func:`edition.load.open_edition` makes it; pages, figures and exports are made from it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from edition.anchors import Locator, parse_locator
from edition.markup import parse_markup, plain_text
from edition.model import (
    Allowed,
    Anchored,
    BaseText,
    Claim,
    Control,
    DateRow,
    Entity,
    Estimate,
    Mention,
    Note,
    NotebookRun,
    NumberWord,
    Numeral,
    Parallel,
    Passage,
    Reference,
    Review,
    Subject,
    WordValue,
)
from edition.problems import EditionError, nearest


@dataclass(frozen=True)
class EditionInfo:
    """What ``data/edition.yml`` says of the edition as a whole."""

    title: str
    subtitle: str
    version: str
    date: dt.date
    editors: str
    publisher: str
    contact: str
    address: str  # public address, blank until there is one
    doi: str
    repository: str  # public address of the sources on GitHub, blank until there is one
    language: str
    licences: Mapping[str, str]
    include_base_texts: bool  # False sets citations and lemmata only

    @property
    def year(self) -> int:
        """Year of the edition."""
        return self.date.year


@dataclass(frozen=True, eq=False)  # two are the same when they are one
class Edition:
    """Everything, loaded once, checked, and never changed.

    The ways from one record to another are worked out once, when they are first gone, so that
    an edition a hundred times as large takes a hundred times as long, and no longer.
    """

    info: EditionInfo
    texts: Mapping[str, BaseText]
    passages: Mapping[str, Passage]
    entities: Mapping[str, Entity]  # of every authority list, from persons to peoples
    mentions: tuple[Mention, ...]
    claims: Mapping[str, Claim]
    notes: Mapping[str, Note]  # in the order of the texts
    references: Mapping[str, Reference]
    word_values: Mapping[str, WordValue]
    controls: Mapping[str, Control]
    dates: Mapping[str, DateRow]
    numerals: Mapping[str, Numeral]
    parallels: Mapping[str, Parallel]
    estimates: Mapping[str, Estimate]
    subjects: Mapping[str, Subject]
    reviews: Mapping[str, Review]  # by passage id
    number_words: Mapping[str, NumberWord]
    allowed: tuple[Allowed, ...]
    runs: Mapping[str, NotebookRun]  # by notebook; empty as long as there is no release
    files: tuple[str, ...]  # every file read, relative to the root

    def of_kind(self, kind: str) -> list[Entity]:
        """The entities of one kind, in the order of their sort names."""
        return [e for e in self.entities.values() if e.kind == kind]

    def entity(self, entity_id: str) -> Entity:
        """The record; :class:`EditionError` names the nearest id if there is none."""
        return self._get(self.entities, entity_id, "entity")

    def passage(self, passage_id: str) -> Passage:
        """The passage; :class:`EditionError` names the nearest id if there is none."""
        return self._get(self.passages, passage_id, "passage")

    def word_of(self, row: Anchored) -> WordValue | None:
        """The longest turn of the word table that stands in the row's words."""
        found = [word for pattern, word in self._turns if pattern.search(row.quote)]
        return max(found, key=lambda w: len(w.word), default=None)

    def locate(self, locator: str) -> tuple[Locator, tuple[Passage, ...]]:
        """A citation such as ``DB.12.5-7`` and the passages it covers, sentence by sentence."""
        try:
            parsed = parse_locator(locator)
        except ValueError as error:
            raise EditionError(str(error)) from error
        first, last = self.passage(parsed.first), self.passage(parsed.last)
        if first.start > last.start:
            raise EditionError(f"'{locator}' ends before it begins")
        if first.passage_id == last.passage_id:
            return parsed, (first,)
        among = [p for p in self.passages_of[first.text_id][self._places[first.passage_id]:
                                                            self._places[last.passage_id] + 1]
                 if p.level == first.level]
        return parsed, tuple(among)

    @property
    def has_words(self) -> bool:
        """Whether the base texts are here, word for word."""
        return all(text.whole for text in self.texts.values())

    @property
    def compared(self) -> tuple[str, ...]:
        """The texts that ``parallels.csv`` sets side by side: the first two of the settings.

        A further text is read, annotated, coded and exported like them, but not compared.
        """
        return tuple(self.texts)[:2]

    @property
    def anchored(self) -> Iterator[Anchored]:
        """Every row that is tied to words, table by table."""
        yield from self.mentions
        for table in (self.claims, self.controls, self.dates, self.numerals, self.notes):
            yield from table.values()

    def paragraphs_and_sentences(self, text_id: str) -> list[Passage]:
        """The passages of a text in order, each before what it holds."""
        return [passage for paragraph in self.paragraphs(text_id)
                for passage in (paragraph, *self.sentences(paragraph))]

    def paragraphs(self, text_id: str) -> Iterator[Passage]:
        """The paragraphs of a text, in order."""
        return (p for p in self.passages_of.get(text_id, ()) if p.level == "paragraph")

    def sentences(self, paragraph: Passage) -> Iterator[Passage]:
        """The sentences of a paragraph, in order."""
        return iter(self._sentences.get(paragraph.passage_id, ()))

    @cached_property
    def passages_of(self) -> Mapping[str, tuple[Passage, ...]]:
        """Siglum → the passages of the text, in order."""
        return self._group(self.passages.values(), lambda p: [p.text_id])

    @cached_property
    def _sentences(self) -> Mapping[str, tuple[Passage, ...]]:
        """Paragraph id → its sentences."""
        return self._group(self.passages.values(), lambda p: [p.passage_id.rpartition(".")[0]])

    @cached_property
    def _places(self) -> Mapping[str, int]:
        """Passage id → its place among the passages of its text."""
        return {p.passage_id: place for passages in self.passages_of.values()
                for place, p in enumerate(passages)}

    @cached_property
    def _turns(self) -> list[tuple[re.Pattern[str], WordValue]]:
        return [(re.compile(rf"\b{re.escape(w.word)}\b", re.IGNORECASE), w)
                for w in self.word_values.values()]

    @cached_property
    def note_numbers(self) -> Mapping[str, int]:
        """Note id → the number it is printed with; each text counts from 1."""
        numbers: dict[str, int] = {}
        counts: dict[str, int] = {}
        for note in self.notes.values():
            text_id = note.first.text_id
            counts[text_id] = counts.get(text_id, 0) + 1
            numbers[note.note_id] = counts[text_id]
        return numbers

    @cached_property
    def mentions_of(self) -> Mapping[str, tuple[Mention, ...]]:
        """Entity id → its mentions, in the order of the texts."""
        return self._group(self.mentions, lambda m: [m.entity_id])

    @cached_property
    def mention(self) -> Mapping[str, Mention]:
        """Mention id → mention."""
        return {mention.mention_id: mention for mention in self.mentions}

    @cached_property
    def rows_on(self) -> Mapping[str, tuple[Anchored, ...]]:
        """Siglum → every row that has words of the text, table by table."""
        return self._group(self.anchored, lambda row: dict.fromkeys(a.text_id for a in row.anchors))

    @cached_property
    def notes_on(self) -> Mapping[str, tuple[Note, ...]]:
        """Entity id → the notes whose body points to it."""
        return self._group(
            self.notes.values(),
            lambda n: dict.fromkeys(r.target for r in n.runs if r.target in self.entities),
        )

    @cached_property
    def estimates_of(self) -> Mapping[str, tuple[Estimate, ...]]:
        """Claim id → the figures from outside for the same quantity."""
        return self._group(self.estimates.values(), lambda e: dict.fromkeys(e.claim_list))

    def notes_over(self, row: Anchored) -> list[Note]:
        """The notes on the words of a row, or on some of them."""
        near = {note.id: note for a in row.anchors
                for note in self.in_passage(self.notes, self.passages[a.passage_id])}
        return [note for note in near.values() if any(
            a.text_id == b.text_id and a.start < b.end and b.start < a.end
            for a in row.anchors for b in note.anchors)]

    @cached_property
    def coded_in(self) -> Mapping[str, tuple[Anchored, ...]]:
        """Sentence id → its dates, claims, control statements and mentions."""
        return self._group(
            (*self.dates.values(), *self.claims.values(), *self.controls.values(),
             *self.mentions),
            lambda row: dict.fromkeys(a.passage_id for a in row.anchors),
        )

    @cached_property
    def cited_in(self) -> Mapping[str, tuple[Note, ...]]:
        """Reference key → the notes that cite it."""
        return self._group(self.notes.values(), lambda n: dict.fromkeys(s.ref for s in n.sources))

    @cached_property
    def described_from(self) -> Mapping[str, tuple[Entity, ...]]:
        """Reference key → the records that rest on it."""
        return self._group(self.entities.values(), lambda e: e.source_list)

    @cached_property
    def counted_in(self) -> Mapping[str, tuple[Estimate, ...]]:
        """Reference key → the figures from outside that it gives."""
        return self._group(self.estimates.values(), lambda e: [e.source])

    @cached_property
    def parallels_of(self) -> Mapping[str, tuple[Parallel, ...]]:
        """Sentence id → the rows that set it beside the other text, or beside its silence."""
        return self._group(
            self.parallels.values(),
            lambda p: dict.fromkeys(passage.passage_id
                                    for locator in p.locators
                                    for passage in self.locate(locator)[1]),
        )

    def in_passage(self, rows: Mapping[str, Anchored] | tuple[Anchored, ...],
                   passage: Passage) -> list[Any]:
        """The rows with an anchor that touches the passage."""
        kept, placed = self._placed.get(id(rows), (None, {}))
        if kept is not rows:
            listed = rows.values() if isinstance(rows, Mapping) else rows
            placed = self._group(listed, lambda r: dict.fromkeys(a.paragraph_id for a in r.anchors))
            self._placed[id(rows)] = rows, placed
        return [
            row for row in placed.get(passage.parent_id, ())
            if any(a.text_id == passage.text_id and a.start < passage.end and a.end > passage.start
                   for a in row.anchors)
        ]

    @cached_property
    def _placed(self) -> dict[int, tuple[Any, Mapping[str, tuple[Any, ...]]]]:
        """Each table that was asked for, and paragraph id → its rows there."""
        return {}

    def name_of(self, role: str, target: str) -> str:
        """The words for a role without a title: a name, ``DB 12.5``, ``(Elsie 2010)``."""
        if role == "passage":
            return parse_locator(target).label
        if role == "cite":
            works = (self._get(self.references, key.strip(), "reference")
                     for key in target.split(","))
            return f"({'; '.join(work.short for work in works)})"
        if role == "note":
            note = self._get(self.notes, target, "note")
            return f"note {self.note_numbers[target]} to {note.first.text_id}"
        if role == "claim":
            return self._get(self.claims, target, "claim").claim_id
        if role == "estimate":
            return self._get(self.estimates, target, "estimate").estimate_id
        if role == "parallel":
            return self._get(self.parallels, target, "parallel").topic
        return self.entity(target).name

    def plain(self, note: Note) -> str:
        """The words of a note without markup."""
        return plain_text(note.runs, self.name_of)

    def said(self, cell: str) -> str:
        """The words of a cell in which works are cited, or of a remark in the bibliography."""
        return plain_text(parse_markup(cell), self.name_of)

    @staticmethod
    def _get(rows: Mapping[str, Any], key: str, what: str) -> Any:
        if key not in rows:
            raise EditionError(f"there is no {what} '{key}'; allowed: {nearest(key, rows)}")
        return rows[key]

    @staticmethod
    def _group(rows: Any, keys: Callable[[Any], Any]) -> Mapping[str, tuple]:
        groups: dict[str, list] = {}
        for row in rows:
            for key in keys(row):
                groups.setdefault(key, []).append(row)
        return {key: tuple(group) for key, group in groups.items()}
