"""Strengths over time: one panel for the resistance, one for its opponents, one apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.dates import DateFormatter, YearLocator, date2num
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from edition.charts.forces import IMPLAUSIBLE
from edition.charts.forces import STRENGTHS as STRENGTHS_CHART
from edition.edition import Edition
from edition.figures.drawing import Drawing
from edition.figures.marks import draw_claim
from edition.figures.style import QUIET, SIDE_COLOURS, WIDTH
from edition.model import Claim
from edition.vocabularies import SIDE_NAMES

_FIRST, _LAST = dt.date(1940, 4, 1), dt.date(1945, 4, 1)
# where labels would run into a neighbour; by claim, since it is a matter of the eye
_LABELS: Mapping[str, Mapping[str, bool]] = {
    "C012": {"above": False},
    "C007": {"above": False},
    "C004": {"left": True},
    "C011": {"above": False},
    "C016": {"above": False, "left": True},
    "C017": {"left": True},
    "C009": {"above": False},
    "C014": {"left": True},
}


def _growth(edition: Edition, claims: list[Claim]) -> str:
    """The finding for the partisans: the first and the last figure given for them all."""
    of_all = sorted((c for c in claims if not c.place_id), key=lambda c: c.date.middle)
    if not of_all:
        return "no figure for them all"
    first, last = of_all[0], of_all[-1]
    return f"from {_told(edition, first)} to {_told(edition, last)}"


def _peak(edition: Edition, claims: list[Claim]) -> str:
    """The finding for their opponents: the highest figure given."""
    if not claims:
        return "no figure"
    return f"up to {_told(edition, max(claims, key=lambda c: c.value))}"


def _told(edition: Edition, claim: Claim) -> str:
    reading = claim.reading.removesuffix(f" {claim.unit}")
    return f"{reading} ({edition.name_of('passage', claim.first.passage_id)})"


PANELS = {
    "The partisans": (("resistance",), _growth),
    "The occupiers and their allies": (("italy", "germany", "collaboration"), _peak),
}
"""Title of a panel → the sides it shows, and what finds the words of its title."""


def draw_strengths(panels: Iterable[Axes], edition: Edition, claims: Iterable[Claim]) -> None:
    """Draw each claim on the panel of its side; what cannot be true goes to the last panel.

    Both axes are shared by the upper panels; the scale of persons is logarithmic, since
    the figures run from a hundred to tens of thousands.
    """
    *upper, apart = panels
    claims = list(claims)
    believable = [c for c in claims if c.claim_id not in IMPLAUSIBLE]
    for axes, (title, (sides, find)) in zip(upper, PANELS.items(), strict=True):
        _prepare(axes)
        shown = [c for c in believable if c.side in sides]
        axes.set_title(f"{title}: {find(edition, shown)}")
        _name_sides(axes, sides if len(sides) > 1 else (), shown)
        for claim in shown:
            draw_claim(axes, edition, claim, **_LABELS.get(claim.claim_id, {}))
    _draw_apart(apart, edition, [c for c in claims if c.claim_id in IMPLAUSIBLE])


def _prepare(axes: Axes) -> None:
    axes.set_yscale("log")
    axes.set_ylim(60, 160_000)
    axes.yaxis.set_major_locator(FixedLocator([100, 1_000, 10_000, 100_000]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda v, _: f"{v:,.0f}"))
    axes.yaxis.set_minor_locator(NullLocator())
    _year_axis(axes)
    axes.grid(axis="y")
    axes.set_axisbelow(True)


def _year_axis(axes: Axes) -> None:
    axes.set_xlim(float(date2num(_FIRST)), float(date2num(_LAST)))
    axes.xaxis.set_major_locator(YearLocator())
    axes.xaxis.set_major_formatter(DateFormatter("%Y"))


def _name_sides(axes: Axes, sides: Iterable[str], shown: list[Claim]) -> None:
    """Say each side once, in its colour's stead a short rule of it beside the word."""
    present = [s for s in sides if any(c.side == s for c in shown)]
    for index, side in enumerate(present):
        y = 0.30 - 0.085 * index
        axes.plot([0.60, 0.635], [y, y], transform=axes.transAxes, lw=3,
                  color=SIDE_COLOURS[side], solid_capstyle="butt")
        axes.text(0.65, y, SIDE_NAMES[side], transform=axes.transAxes, va="center", fontsize=7.5)


def _draw_apart(axes: Axes, edition: Edition, claims: list[Claim]) -> None:
    """The strip below: figures that cannot be true, off the common scale."""
    axes.set_title("Set apart: cannot be true as it stands", color=QUIET)
    axes.set_yticks([])
    _year_axis(axes)
    for claim in claims:
        axes.set_ylim(claim.value * 0.5, claim.value * 1.5)
        draw_claim(axes, edition, claim, left=True, above=False)


def strengths_figure(edition: Edition) -> Figure:
    """The whole figure."""
    figure, panels = plt.subplots(3, 1, figsize=(WIDTH, 6.4), sharex=True, layout="constrained",
                                  height_ratios=[5, 5, 1])
    draw_strengths(panels, edition, STRENGTHS_CHART.drawn(edition).values())
    return figure


STRENGTHS = Drawing(STRENGTHS_CHART, strengths_figure)

DRAWINGS = (STRENGTHS,)
