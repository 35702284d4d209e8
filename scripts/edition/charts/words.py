"""Rows and figures in words: what a screen reader says, what a mark shows, where it leads."""

from __future__ import annotations

from typing import Any

from edition.charts.chart import Chart, Row
from edition.dates import readable
from edition.edition import Edition
from edition.model import Anchored, Claim, Control, DateRow, Estimate, Parallel, split_list
from edition.vocabularies import CONTROL_SCOPE_NAMES, CONTROL_STATUSES_SHORT, SIDE_NAMES


def address_of(edition: Edition, row: Row) -> str:
    """Where a mark leads, relative to a page of the book.

    A row of the texts leads to its passage, a figure from outside to its entry in the list
    of estimates, a parallel to the passage that it is drawn for, DB's unless DB is silent.
    """
    if isinstance(row, Estimate):
        return f"estimates.html#{row.estimate_id}"
    passage = passage_of(edition, row)
    return f"{edition.texts[passage.partition('.')[0]].page}.html#{passage}"


def passage_of(edition: Edition, row: Row) -> str:
    """Id of the first passage that a row of the texts rests on."""
    if isinstance(row, Anchored):
        return row.first.passage_id
    assert isinstance(row, Parallel)
    return edition.locate((split_list(row.db) or split_list(row.hl))[0])[0].first


def label_of(edition: Edition, row: Row) -> str:
    """What keys a mark in print: ``DB 3.4``, for a figure from outside the work cited."""
    if isinstance(row, Estimate):
        return edition.references[row.source].short
    return edition.name_of("passage", passage_of(edition, row))


def lemma_of(edition: Edition, row: Row) -> str:
    """The words that a mark rests on; of a source from outside what it counts, in ours."""
    if isinstance(row, Anchored):
        return f"“{row.lemma}”"
    return row.counts if isinstance(row, Estimate) else row.topic


def said_of(edition: Edition, row: Row) -> str:
    """One row in words: ``DB 3.4, Resistance, autumn 1940: more than 3,000 persons``."""
    return f"{label_of(edition, row)}, {_told(edition, row)}"


def coded_of(edition: Edition, row: Row) -> str:
    """What is coded from the words: ``force size, Resistance: more than 3,000 persons, …``."""
    when = "" if isinstance(row, Parallel) else readable(row.date_edtf)
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
        return f"{side}{readable(row.date_edtf)}: {row.reading}"
    if isinstance(row, Control):
        place = edition.entities[row.place_id].name
        return f"{place}, {readable(row.date_edtf)}: {change_of(row)}"
    if isinstance(row, DateRow):
        return readable(row.date_edtf)
    return f"{row.topic}: {row.relation.replace('_', ' ')}"


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


def describe(edition: Edition, chart: Chart[Any]) -> str:
    """The alternative text: what is drawn, row by row, with its numbers."""
    said = [said_of(edition, row) for row in chart.drawn(edition).values()]
    outside = [said_of(edition, row) for row in chart.estimates(edition).values()]
    if not said:
        return f"{chart.title}. Nothing is drawn."
    text = f"{chart.title}. {len(said)} statements: " + "; ".join(said) + "."
    if outside:
        text += f" {len(outside)} figures from outside: " + "; ".join(outside) + "."
    return text
