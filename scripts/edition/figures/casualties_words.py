"""The figures of casualties in words: what is counted stands with each number."""

from __future__ import annotations

from typing import Any

from edition.charts.chart import Chart
from edition.charts.words import counted_of, describe
from edition.dates import readable
from edition.edition import Edition
from edition.figures.casualties_marks import PEOPLE, said_by
from edition.model import Claim, Estimate


def losses_in_words(edition: Edition, chart: Chart[Any]) -> str:
    """The alternative text of a figure of losses, row by row.

    ``DB 12.10, Germans, after 8 September 1943: more than 300 killed``.
    """
    return describe(edition, chart, say=_said)


def _said(edition: Edition, row: Claim | Estimate) -> str:
    who = "" if row.side == "none" else f"{PEOPLE[row.side]}, "
    head = f"{said_by(edition, row)}, {who}{readable(row.date_edtf)}: "
    if isinstance(row, Estimate):
        return f"{head}{row.reading} ({row.counts})"
    whole = edition.claims.get(row.part_of)
    return f"{head}{counted_of(row)}" + (f", part of the {whole.number}" if whole else "")
