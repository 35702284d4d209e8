"""Rows and figures in words: what a screen reader says, what a mark shows, where it leads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from edition.charts.chart import Chart, Row
from edition.dates import readable
from edition.edition import Edition
from edition.model import Anchored, Claim, Control, DateRow, Estimate, Parallel, split_list
from edition.vocabularies import (
    CONTROL_SCOPE_NAMES,
    CONTROL_STATUSES_SHORT,
    COUNTED,
    RELATION_NAMES,
    SIDE_NAMES,
)


def address_of(edition: Edition, row: Row, passage: str = "") -> str:
    """Where a mark leads, relative to a page of the book.

    A row of the texts leads to its passage, or to the one named if it has several; a figure
    from outside to its entry in the list of estimates.
    """
    if isinstance(row, Estimate):
        return f"estimates.html#{row.estimate_id}"
    passage = passage or passage_of(edition, row)
    return f"{edition.texts[passage.partition('.')[0]].page}.html#{passage}"


def mark_id(chart_id: str, row_id: str) -> str:
    """The anchor of the mark of a row in a figure: ``forces-strengths-C003``."""
    return f"{chart_id}-{row_id}"


def passages_of(edition: Edition, row: Row) -> list[str]:
    """Ids of the passages that a row of the texts rests on, the first one of each citation."""
    if isinstance(row, Anchored):
        return [row.first.passage_id]
    assert isinstance(row, Parallel)
    return [edition.locate(locator)[0].first for locator in row.locators]


def passage_of(edition: Edition, row: Row) -> str:
    """Id of the first passage that a row of the texts rests on."""
    return passages_of(edition, row)[0]


def label_of(edition: Edition, row: Row) -> str:
    """What keys a mark in print: ``DB 3.4``, for a figure from outside the work cited.

    A parallel has all its passages: ``DB 6.3, 6.5 · HL 1.4``.
    """
    if isinstance(row, Estimate):
        return edition.references[row.source].short
    if isinstance(row, Parallel):
        return " · ".join(_run(edition, cell) for cell in (row.db, row.hl) if cell)
    return edition.name_of("passage", passage_of(edition, row))


def _run(edition: Edition, cell: str) -> str:
    """Citations of one text, the siglum said once: ``DB 6.3, 6.5``."""
    first, *others = (edition.name_of("passage", locator) for locator in split_list(cell))
    return ", ".join([first, *(other.partition(" ")[2] for other in others)])


def lemma_of(edition: Edition, row: Row, passage: str = "") -> str:
    """The words that a mark rests on; of a source from outside what it counts, in ours.

    Of a parallel, the words of the passage named, or of its first; its topic where the base
    texts are not to be shown.
    """
    if isinstance(row, Anchored):
        return f"“{row.lemma}”"
    if isinstance(row, Estimate):
        return row.counts
    words = edition.passages[passage or passage_of(edition, row)].words
    return f"“{words}”" if edition.info.include_base_texts else row.topic


def said_of(edition: Edition, row: Row) -> str:
    """One row in words: ``DB 3.4, Resistance, autumn 1940: more than 3,000 persons``."""
    return f"{label_of(edition, row)}, {_told(edition, row)}"


def coded_of(edition: Edition, row: Row) -> str:
    """What is coded from the words: ``force size, Resistance: more than 3,000 persons, …``."""
    if isinstance(row, Parallel):
        return f"comparison, {_told(edition, row)}"
    when = readable(row.date_edtf)
    if isinstance(row, Claim):
        side = "" if row.side == "none" else f", {SIDE_NAMES[row.side]}"
        return f"{row.variable.replace('_', ' ')}{side}: {row.reading}, {when}"
    if isinstance(row, Control):
        scope = CONTROL_SCOPE_NAMES[row.control_scope]
        return f"control ({scope}), {_told(edition, row)}"
    return f"date: {when}"


def _told(edition: Edition, row: Row) -> str:
    if isinstance(row, Claim | Estimate):
        side = "" if row.side == "none" else f"{SIDE_NAMES[row.side]}, "
        # of an estimate ``counts`` tells what is counted, which may be more than its variable
        number = counted_of(row) if isinstance(row, Claim) else row.reading
        return f"{side}{readable(row.date_edtf)}: {number}"
    if isinstance(row, Control):
        place = edition.entities[row.place_id].name
        return f"{place}, {readable(row.date_edtf)}: {change_of(row)}"
    if isinstance(row, DateRow):
        return readable(row.date_edtf)
    return f"{row.topic}: {relation_of(row)}"


def counted_of(claim: Claim) -> str:
    """How many of whom: ``more than 300 killed``, ``at least 3 killed (read from the word)``."""
    return claim.reading.replace(claim.unit, COUNTED.get(claim.variable, claim.unit), 1)


def relation_of(row: Parallel) -> str:
    """How the texts stand to each other: ``they differ in figure and scope``, ``DB alone``."""
    *others, last = split_list(row.aspect) or [""]
    aspects = f"{', '.join(others)} and {last}" if others else last
    return RELATION_NAMES[row.relation] + (f" in {aspects}" if aspects else "")


def change_of(row: Control) -> str:
    """Who held a place before and who holds it then: ``occupied, then contested``."""
    before, after = (CONTROL_STATUSES_SHORT[s] for s in (row.status_before, row.status_after))
    return (after if before == after else f"{before}, then {after}") + _share(row)


def _share(row: Control) -> str:
    if row.share_low is None or row.share_high is None:
        return ""
    if row.share_low == row.share_high:
        return f", {row.share_low:g} per cent"
    tail = " (read from the words)" if row.share_from_word else ""
    return f", {row.share_low:g} to {row.share_high:g} per cent{tail}"


def describe(edition: Edition, chart: Chart[Any],
             say: Callable[[Edition, Any], str] = said_of) -> str:
    """The alternative text: what is drawn, row by row as ``say`` has it, with its numbers."""
    said = [say(edition, row) for row in chart.drawn(edition).values()]
    outside = [say(edition, row) for row in chart.estimates(edition).values()]
    if not said:
        return f"{chart.title}. Nothing is drawn."
    text = f"{chart.title}. {counted(len(said), 'statement')}: {'; '.join(said)}."
    if outside:
        text += f" {counted(len(outside), 'figure')} from outside: {'; '.join(outside)}."
    return text


def counted(number: int, noun: str) -> str:
    """``1 statement``, ``3 statements``."""
    return f"{number} {noun}{'s' * (number != 1)}"
