"""The figures of the notebook on the two accounts compared."""

from __future__ import annotations

from edition.charts.chart import Chart
from edition.model import Parallel

SHARED = ("agree", "differ")


def _chart(name: str, relation: str, title: str) -> Chart[Parallel]:
    return Chart(
        chart_id=f"comparison-{name}",
        notebook="comparison",
        title=f"{title}, in the order of time",
        about=lambda edition: (p for p in edition.parallels.values() if p.relation == relation),
    )


AGREEMENT = _chart("agreement", "agree", "On what the two texts agree")
DIFFERENCE = _chart("difference", "differ", "On what the two texts differ, and in what")
HL_ALONE = _chart("alone-hl", "only_HL", "What HL speaks of and DB does not")
DB_ALONE = _chart("alone-db", "only_DB", "What DB speaks of and HL does not")

CHARTS = (AGREEMENT, DIFFERENCE, HL_ALONE, DB_ALONE)
