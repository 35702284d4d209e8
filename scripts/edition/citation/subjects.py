"""What can be cited, and what a citation says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from edition.charts.registry import CHARTS
from edition.description import NAME, full_title
from edition.edition import Edition
from edition.model import Anchored
from edition.problems import EditionError, nearest


@dataclass(frozen=True)
class Part:
    """A part of the book as citations name it, like a chapter of a collection; or the whole."""

    key: str  # DB, DB-notes, DB-data, forces-strengths; two-accounts
    title: str  # The long account; Notes to the long account
    noun: str  # what is cited within it: passage, note, row, figure; edition
    page: str  # document of the book that shows it
    by_editors: bool  # whether the editors wrote it; they only edit the base texts

    @property
    def is_whole(self) -> bool:
        """Whether it is the edition itself, which is a book and not a chapter of one."""
        return self.key == NAME


@dataclass(frozen=True)
class Subject:
    """One thing that is cited."""

    part: Part
    key: str  # its id: DB.12.5-7, N0310
    label: str  # what people read: DB 12.5–7, note 31 to DB 3.4 [N0310]
    anchor: str  # id of the element that the address leads to
    words: str  # what is quoted of it

    @property
    def values(self) -> dict[str, str]:
        """What the places of a template are filled with."""
        return {"label": self.label, "key": self.key, "anchor": self.anchor, "words": self.words}


@lru_cache(maxsize=4)  # asked for everything that can be cited
def parts(edition: Edition) -> Mapping[str, Part]:
    """Every part that citations name, by its key; the edition itself last."""
    return {part.key: part for part in _parts(edition)}


def _parts(edition: Edition) -> Iterator[Part]:
    for siglum, text in edition.texts.items():
        title = within_sentence(text.title)
        yield Part(siglum, text.title, "passage", text.page, False)
        yield Part(f"{siglum}-notes", f"Notes to {title}", "note", text.page, True)
        yield Part(f"{siglum}-data", f"Data on {title}", "row", text.page, True)
    for chart in CHARTS.values():
        yield Part(chart.chart_id, chart.title, "figure", chart.notebook, True)
    yield Part(NAME, full_title(edition.info), "edition", "index", False)


def within_sentence(name: str) -> str:
    """A name as it stands within a sentence: ``the long account``."""
    return f"the{name[3:]}" if name.startswith("The ") else name


def find_subject(edition: Edition, key: str) -> Subject:
    """What an id, or a range of passages, stands for; ``two-accounts`` for the edition.

    Raises :class:`EditionError` with the likeliest ids if it stands for nothing.
    """
    if key in edition.notes:
        return _note(edition, key)
    for noun, rows in coded_rows(edition).items():
        if key in rows:
            return _row(edition, rows[key], noun)
    if key in CHARTS:
        return Subject(parts(edition)[key], key, f"figure {key}", key, CHARTS[key].title)
    if key == NAME:
        return Subject(parts(edition)[key], key, "the whole edition", "", "")
    if _ROW.fullmatch(key):
        raise EditionError(f"there is nothing '{key}' to cite; allowed: "
                           f"{nearest(key, _keys(edition))}")
    return _passages(edition, key)


_ROW = re.compile(r"[A-Z]\d+|[a-z]+(-[a-z]+)+")  # the ids of rows and of figures


def subjects(edition: Edition) -> Iterator[Subject]:
    """Everything that can be cited but passages, which also come in ranges."""
    for key in _keys(edition):
        yield find_subject(edition, key)


def coded_rows(edition: Edition) -> Mapping[str, Mapping[str, Anchored]]:
    """The rows that text pages list under a paragraph, by what a row is called."""
    return {"claim": edition.claims, "control statement": edition.controls,
            "date": edition.dates}


def _keys(edition: Edition) -> Iterator[str]:
    yield from edition.notes
    for rows in coded_rows(edition).values():
        yield from rows
    yield from CHARTS
    yield NAME


def _passages(edition: Edition, key: str) -> Subject:
    locator, passages = edition.locate(key)
    words = " ".join(p.words for p in passages) if edition.info.include_base_texts else ""
    return Subject(parts(edition)[locator.text_id], str(locator), locator.label, locator.first,
                   words)


def _note(edition: Edition, key: str) -> Subject:
    note = edition.notes[key]
    where = edition.name_of("passage", note.last.passage_id)
    label = f"note {edition.note_numbers[key]} to {where} [{key}]"
    return Subject(parts(edition)[f"{note.last.text_id}-notes"], key, label, key,
                   _typographic(edition.plain(note)))


def _typographic(words: str) -> str:
    """Straight quotation marks and apostrophes made what the pages show."""
    for straight, opening, closing in (('"', "“", "”"), ("'", "‘", "’")):
        words = re.sub(rf"(?<![^\s(\[“‘–—]){straight}", opening, words)
        words = words.replace(straight, closing)
    return words


def _row(edition: Edition, row: Anchored, noun: str) -> Subject:
    where = edition.name_of("passage", row.first.passage_id)
    return Subject(parts(edition)[f"{row.first.text_id}-data"], row.id,
                   f"{noun} {row.id}, {where}", row.id, row.lemma)
