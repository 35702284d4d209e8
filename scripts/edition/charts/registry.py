"""All charts, and the way from a row to the figures that draw it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from edition.charts import casualties, chronology, comparison, forces, territory
from edition.charts.chart import Chart
from edition.edition import Edition

CHARTS: Mapping[str, Chart[Any]] = {chart.chart_id: chart for chart in (
    *forces.CHARTS,
    *casualties.CHARTS,
    *territory.CHARTS,
    *comparison.CHARTS,
    *chronology.CHARTS,
)}
"""Chart id → chart, in the order of the book."""

NOT_CHARTED: Mapping[str, str] = {
    "members": "counts members of a body that is no armed force",
    "duration": "a length of time, weighed in the notes",
}
"""Variables of claims that have no figure of their own → why."""

CHART_FILES: Mapping[str, str] = {"SVG": ".svg", "PNG": ".png", "rows as CSV": ".csv"}
"""What can be downloaded of each figure: the words of the link → the ending of the file."""

KEPT = "EDITION_FIGURES"
"""Variable of the environment: the folder in which a notebook keeps the files of its figures."""


@lru_cache(maxsize=4)  # each page that sets a text asks, and all that is answered is read only
def drawn_in(edition: Edition) -> dict[str, list[Chart[Any]]]:
    """Row id → the charts that draw it."""
    found: dict[str, list[Chart[Any]]] = {}
    for chart in CHARTS.values():
        for key in chart.marks(edition):
            found.setdefault(key, []).append(chart)
    return found


@lru_cache(maxsize=4)
def left_out(edition: Edition) -> dict[str, str]:
    """Row id → why no figure draws it."""
    drawn = drawn_in(edition)
    reasons = {key: NOT_CHARTED[claim.variable] for key, claim in edition.claims.items()
               if claim.variable in NOT_CHARTED}
    for chart in CHARTS.values():
        reasons |= chart.left_out(edition)
    return {key: reason for key, reason in reasons.items() if key not in drawn}
