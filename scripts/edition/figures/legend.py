"""The marks explained, each by a statement that has it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from edition.charts.chart import Chart, Row
from edition.charts.words import label_of
from edition.edition import Edition
from edition.figures.drawing import Drawing
from edition.figures.marks import draw_claim, qualifier_of
from edition.figures.style import QUIET, SIDE_COLOURS, WIDTH
from edition.model import Claim, Estimate
from edition.vocabularies import SIDE_NAMES

_SIDES = {"resistance": 0.02, "italy": 0.2, "germany": 0.34, "collaboration": 0.52,
          "occupiers": 0.75}  # side → where its name begins, as a part of the width


def _claim(text: str, qualifier: str, *, cert: str = "") -> Callable[[Edition], Row | None]:
    """The first claim of a text with a qualifier, of a given certainty or any but low."""
    return lambda edition: next(
        (c for c in edition.claims.values()
         if c.first.text_id == text and c.qualifier == qualifier and c.unit == "persons"
         and (c.cert == cert if cert else c.cert != "low")), None)


def _open_date(edition: Edition) -> Row | None:
    return next((c for c in edition.claims.values() if c.qualifier == "at_least"
                 and (c.date.start is None) != (c.date.end is None)), None)


def _estimate(edition: Edition) -> Row | None:
    return next((e for e in edition.estimates.values() if qualifier_of(e) == "exact"), None)


SAMPLES: Mapping[str, Callable[[Edition], Row | None]] = {
    "a number, as DB gives it": _claim("DB", "exact"),
    "a number, as HL gives it": _claim("HL", "exact"),
    "“about”: one number, with its sign": _claim("DB", "approx"),
    "“over”: more than the number": _claim("DB", "at_least"),
    "a word, read as a lower bound": _claim("DB", "vague"),
    "of low certainty": _claim("DB", "exact", cert="low"),
    "a time with an open end": _open_date,
    "a figure from outside": _estimate,
}
"""What a mark means → the statement that shows it."""


def samples(edition: Edition) -> Iterable[Row]:
    """The statements shown, each once."""
    found = (find(edition) for find in SAMPLES.values())
    return {row.id: row for row in found if row}.values()


def legend_figure(edition: Edition) -> Figure:
    """The marks in two columns, the colours of the sides below them."""
    figure, panels = plt.subplots(4, 2, figsize=(WIDTH, 3.0))
    drawn: set[str] = set()
    for axes, (meaning, find) in zip(panels.T.flat, SAMPLES.items(), strict=True):
        axes.set_axis_off()
        row = find(edition)
        if not isinstance(row, Claim | Estimate) or row.id in drawn:
            continue
        drawn.add(row.id)
        draw_claim(axes, edition, row)
        middle = axes.dataLim.x0 + axes.dataLim.width / 2
        axes.set_xlim(middle - 150, middle + 850)
        axes.set_ylim(row.value * 0.2, row.value * 1.8)
        axes.text(0.40, 0.5, meaning, transform=axes.transAxes, va="center", fontsize=7.5)
    for side, x in _SIDES.items():
        figure.add_artist(plt.Line2D([x, x + 0.035], [0.035, 0.035], lw=4, solid_capstyle="butt",
                                     color=SIDE_COLOURS[side]))
        figure.text(x + 0.045, 0.035, SIDE_NAMES[side].replace(" f", "\nf"), va="center",
                    fontsize=7, color=QUIET)
    figure.subplots_adjust(left=0, right=1, top=1, bottom=0.1, hspace=0, wspace=0)
    return figure


def _words(edition: Edition, chart: Chart[Row]) -> str:
    said = [f"{meaning} ({label_of(edition, row)})" for meaning, find in SAMPLES.items()
            if (row := find(edition))]
    return f"{chart.title}. " + "; ".join(said) + "."


LEGEND = Drawing(
    Chart(chart_id="charts-legend", notebook="charts", title="The marks of the charts",
          about=samples),
    legend_figure,
    _words,
)
