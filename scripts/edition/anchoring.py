"""Tie the rows of tables and notes to characters of the base texts, once, on load."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from edition import offsets
from edition.anchors import Anchor, AnchorError, find_quote
from edition.markup import parse_markup
from edition.model import Anchored, BaseText, Note, Passage, Record
from edition.problems import nearest
from edition.tables import Source, lose, read_csv

A = TypeVar("A", bound=Anchored)
R = TypeVar("R", bound=Record)


def by_id(rows: Iterable[R]) -> dict[str, R]:
    """The rows by identifier, in their order."""
    return {row.id: row for row in rows}


class Anchorer:
    """Ties rows to characters of the base texts."""

    def __init__(self, source: Source, texts: Mapping[str, BaseText],
                 passages: Mapping[str, Passage], places: offsets.Offsets) -> None:
        self.source, self.problems = source, source.problems
        self.texts, self.passages, self.places = texts, passages, places
        self.rests_on = tuple(source.read)  # the files of texts, passages and places
        self.whole = not source.unread  # all the passages are there

    def rows(self, relative: str, record: type[A]) -> list[A]:
        """The rows of a table with their anchors, in the order of the texts."""
        return self.tied(relative, lambda: read_csv(self.source, relative, record))

    def table(self, relative: str, record: type[A]) -> dict[str, A]:
        """The same by identifier."""
        return by_id(self.rows(relative, record))

    def tied(self, relative: str, read: Callable[[], list[A]]) -> list[A]:
        """The same of any file; rows that cannot be tied are reported and left out."""
        return self.source.once(relative, lambda: self._tied(read()), *self.rests_on)

    def in_order(self, rows: Iterable[A]) -> list[A]:
        """The rows in the order of the texts."""
        order = {text_id: place for place, text_id in enumerate(self.texts)}
        return sorted(rows, key=lambda r: (order[r.last.text_id], r.last.end, r.first.start, r.id))

    def _tied(self, rows: list[A]) -> list[A]:
        anchored = [replace(row, **self._resolved(row)) for row in rows]
        for row in anchored:
            if not row.anchors:
                lose(self.problems, row.cells, type(row))
        return self.in_order(row for row in anchored if row.anchors)

    def _resolved(self, row: Anchored) -> dict[str, Any]:
        parts = [cell.split("|") for cell in (row.passage_id, row.quote, row.occurrence)]
        count = len(parts[0])
        for name, own in (("quote", parts[1]), ("occurrence", parts[2])):
            cell = getattr(row, name)
            if cell and len(own) != count:
                self.problems.add(row.where, name, cell, f"has {len(own)} of {count} parts",
                                  "as many parts in passage_id, quote and occurrence, "
                                  "joined by |")
                return {}
        occurrences = parts[2] if row.occurrence else [""] * count
        anchors = tuple(map(lambda p, q, o, n: self._anchor(row, p, q, o, str(n)),
                            parts[0], parts[1], occurrences, range(1, count + 1)))
        if None in anchors:
            return {}
        resolved: dict[str, Any] = {"anchors": anchors}
        if isinstance(row, Note):
            resolved["runs"] = parse_markup(row.body)
        return resolved

    def _anchor(self, row: Anchored, passage_id: str, quote: str, nth: str,
                part: str) -> Anchor | None:
        where, passage = row.where, self.passages.get(passage_id)
        if not self.whole:  # all anchors are in doubt; only the text or table is to be mended
            return None
        if passage is None:
            self.problems.add(where, "passage_id", passage_id, "there is no such passage",
                              nearest(passage_id, self.passages))
            return None
        if nth and not nth.isdecimal():
            self.problems.add(where, "occurrence", nth, "is not a number", "1, 2, … or blank")
            return None
        if not self.texts[passage.text_id].whole:
            return offsets.placed(self.places, self.problems, where, (row.id, part), passage, quote)
        try:
            offset = find_quote(passage.words, quote, int(nth) if nth else None)
        except AnchorError as error:
            self.problems.add(where, "quote", quote, f"{error} ({passage.label})",
                              f"words of: {passage.words}")
            return None
        start = passage.start + offset
        return Anchor(passage.text_id, start, start + len(quote), passage_id, quote)
