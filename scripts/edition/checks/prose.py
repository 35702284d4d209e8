"""Checks of what the editors write: that it is whole, and written for the row it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.checks.pieces import problem_of, rows_with_prose
from edition.edition import Edition
from edition.model import Allowed, Anchored, Estimate, Note, Place, Record, Review, WordValue
from edition.problems import Problem

# behind a quotation that breaks off comes a full stop
_END = re.compile(r"(?:[.!?][”\"’')*]*|…[)*]*)\Z")
# one reason may hold for many rows; remarks of reviews are told apart in coverage.py
_SHARED = (Allowed, WordValue, Review)
_PHRASES = ("coord_source",)
_SPAN = re.compile(r"(?<![\w./-])(?:1[5-9]|20)\d\d-(?:1[5-9]|20)\d\d(?![\w/-])")
_SHORT = 8  # words; so few may be the right ones for several rows: "Year from DB.15.1."


def prose_is_whole(edition: Edition) -> Iterator[Problem]:
    """Prose begins and ends as sentences do; a cell that was cut off does not."""
    for row in rows_with_prose(edition):
        for column in _sentences(row):
            cell = getattr(row, column)
            if cell and not _END.search(cell):
                yield problem_of(row, column, f"… {cell[-30:]}", "does not end as a sentence does",
                                 "a full stop at the end")
            if cell[:1].islower():
                yield problem_of(row, column, f"{cell[:30]} …", "begins with a small letter",
                                 "whole sentences")
    for reference in edition.references.values():
        remark = reference.data.get("annote", "")
        if remark and not _END.search(remark):
            yield problem_of(reference, "annote", f"… {remark[-30:]}",
                             "does not end as a sentence does", "a full stop at the end")


def prose_is_written_for_its_row(edition: Edition) -> Iterator[Problem]:
    """The same words stand in two rows only if both are about the same paragraph or source."""
    first: dict[tuple[str, str], tuple[Record, str]] = {}
    for row in rows_with_prose(edition):
        about = _about(row)
        for column in () if isinstance(row, _SHARED) else _sentences(row):
            cell = getattr(row, column)
            if not cell:
                continue
            one, its = first.setdefault((column, cell), (row, about))
            if one is not row and (not about or its != about and len(cell.split()) > _SHORT):
                yield problem_of(row, column, f"{cell[:60]} …", f"is that of {one.id} again",
                                 "words of its own for each row")


def _about(row: Record) -> str:
    """The paragraph or source that a remark is on; blank where no two rows say the same."""
    if isinstance(row, Anchored) and not isinstance(row, Note):
        return row.first.paragraph_id
    return row.source if isinstance(row, Estimate) else ""


def names_are_told_apart(edition: Edition) -> Iterator[Problem]:
    """No two records have one name or one point, and no two parallels one topic."""
    points = [place for place in edition.of_kind("place") if isinstance(place, Place)
              and place.lat is not None]
    named = (*(("name", entity, entity.name) for entity in edition.entities.values()),
             *(("sort_name", entity, entity.sort_name) for entity in edition.entities.values()),
             *(("topic", parallel, parallel.topic) for parallel in edition.parallels.values()),
             *(("coord_source", place, place.coord_source) for place in points))
    first: dict[tuple[str, str], Record] = {}
    for column, row, name in named:
        one = first.setdefault((column, name.casefold()), row)
        if one is not row:
            yield problem_of(row, column, name, f"is that of {one.id} already",
                             "a name of its own for each")


def spans_of_years_have_a_dash(edition: Edition) -> Iterator[Problem]:
    """In the editors' own words and in titles a span of years is written with an en dash."""
    for row in rows_with_prose(edition):
        for column in row.written("text", "prose", "markup"):
            # what others print stands as they have it
            own = "" if column == "source_original" else getattr(row, column)
            for span in _SPAN.findall(own):
                yield _with_a_dash(row, column, span)
    for reference in edition.references.values():
        for column in ("title", "annote"):
            for span in _SPAN.findall(reference.data.get(column, "")):
                yield _with_a_dash(reference, column, span)


def _with_a_dash(row: Record, column: str, span: str) -> Problem:
    return problem_of(row, column, span, "a hyphen joins two years",
                      f"an en dash: {span.replace('-', '–')}")


def _sentences(row: Record) -> Iterator[str]:
    """The columns that hold whole sentences."""
    return (column for column in row.written("prose", "markup") if column not in _PHRASES)
