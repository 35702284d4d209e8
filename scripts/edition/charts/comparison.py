"""The figures of the notebook on the two accounts compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from edition.charts.chart import Chart
from edition.edition import Edition
from edition.model import Parallel
from edition.timing import ALONE

SHARED = ("agree", "differ")


def _parallels(*relations: str) -> Callable[[Edition], Iterable[Parallel]]:
    return lambda edition: (p for p in edition.parallels.values() if p.relation in relations)


AGREEMENT = Chart(
    chart_id="comparison-agreement",
    notebook="comparison",
    title="What both texts speak of, in the order of time, and in what they differ",
    about=_parallels(*SHARED),
)

SILENCE = Chart(
    chart_id="comparison-alone",
    notebook="comparison",
    title="What only one of the two texts speaks of, in the order of time",
    about=_parallels(*ALONE),
)

CHARTS = (AGREEMENT, SILENCE)
