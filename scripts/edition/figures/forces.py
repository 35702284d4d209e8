"""Forces over time: strengths in persons, and formations, each kind by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator

from edition.charts import forces as charts
from edition.charts.words import label_of
from edition.edition import Edition
from edition.figures.axes import decade_ticks, year_axis
from edition.figures.drawing import Drawing
from edition.figures.forces_weighed import (
    arithmetic_figure,
    outside_formations_figure,
    outside_persons_figure,
)
from edition.figures.marks import draw_claim, number_of
from edition.figures.style import QUIET, SIDE_COLOURS, TALLEST, WIDTH
from edition.model import Claim
from edition.vocabularies import SIDE_NAMES

_FIRST, _LAST = dt.date(1940, 4, 1), dt.date(1945, 9, 1)
_OPPONENTS = ("italy", "germany", "collaboration")
_ASIDE = 3.2  # points; marks of one date and value are moved apart by twice as much
# where labels or marks would run into a neighbour; by claim, since it is a matter of the eye
_PLACED: Mapping[str, Mapping[str, Any]] = {
    "C012": {"above": False},
    "C007": {"above": False},
    "C004": {"left": True},
    "C011": {"above": False, "shift": _ASIDE},
    "C016": {"above": False, "left": True},
    "C017": {"left": True, "shift": -_ASIDE},
    "C009": {"above": False},
    "C014": {"left": True},
    "C203": {"left": True},
    "C303": {"above": False, "shift": _ASIDE},
    "C301": {"left": True, "above": False, "shift": -_ASIDE},
    "C302": {"above": False},
    "C314": {"above": False},
    "C306": {"left": True},
    "C307": {"left": True},
}


# --- persons ------------------------------------------------------------------------


def draw_strengths(panels: Iterable[Axes], edition: Edition, claims: Iterable[Claim]) -> None:
    """Draw each claim on the panel it belongs to; what cannot be true goes to the last.

    The panels are: the resistance; those who fought it; what is apart. The upper two have
    one logarithmic scale of persons, since the figures run from a hundred to tens of
    thousands.
    """
    resistance, opponents, apart = panels
    claims = list(claims)
    believable = [c for c in claims if c.claim_id not in charts.IMPLAUSIBLE]
    own = [c for c in believable if c.side == "resistance"]
    others = [c for c in believable if c.side in _OPPONENTS]
    resistance.set_title(f"The partisans: {_growth(edition, own)}")
    opponents.set_title(f"The occupiers and their allies: {_peak(edition, others)}")
    _name_sides(opponents, others)
    for axes, shown in ((resistance, own), (opponents, others)):
        decade_ticks(axes, "y", 2, 5)
        axes.set_ylim(60, 160_000)
        _prepare(axes)
        for claim in shown:
            draw_claim(axes, edition, claim, **_PLACED.get(claim.claim_id, {}))
    _draw_apart(apart, edition, [c for c in claims if c.claim_id in charts.IMPLAUSIBLE])


def _growth(edition: Edition, claims: list[Claim]) -> str:
    """The finding for the partisans: the first and the last figure given for them all."""
    of_all = sorted((c for c in claims if not c.place_id), key=lambda c: c.date.middle)
    if not of_all:
        return "no figure for them all"
    return f"from {_told(edition, of_all[0])} to {_told(edition, of_all[-1])}"


def _peak(edition: Edition, claims: list[Claim]) -> str:
    """The finding for a group of claims: the highest figure given."""
    if not claims:
        return "no figure"
    return f"up to {_told(edition, max(claims, key=lambda c: c.value))}"


def _told(edition: Edition, claim: Claim) -> str:
    reading = claim.reading.removesuffix(f" {claim.unit}")
    return f"{reading} ({label_of(edition, claim)})"


def _prepare(axes: Axes) -> None:
    year_axis(axes, _FIRST, _LAST)
    axes.grid(axis="y")
    axes.set_axisbelow(True)


def _name_sides(axes: Axes, shown: list[Claim]) -> None:
    """Say each side once, beside a short rule in its colour."""
    present = [s for s in _OPPONENTS if any(c.side == s for c in shown)]
    for index, side in enumerate(present):
        y = 0.30 - 0.085 * index
        axes.plot([0.60, 0.635], [y, y], transform=axes.transAxes, lw=3,
                  color=SIDE_COLOURS[side], solid_capstyle="butt")
        axes.text(0.65, y, SIDE_NAMES[side], transform=axes.transAxes, va="center", fontsize=7.5)


def _draw_apart(axes: Axes, edition: Edition, claims: list[Claim]) -> None:
    """The strip below: figures that cannot be true, off the common scale."""
    axes.set_title("Set apart: cannot be true as it stands", color=QUIET)
    axes.set_yticks([])
    year_axis(axes, _FIRST, _LAST)
    for claim in claims:
        axes.set_ylim(claim.value * 0.5, claim.value * 1.5)
        draw_claim(axes, edition, claim, left=True)


def strengths_figure(edition: Edition) -> Figure:
    """Strengths in persons, over time."""
    figure, panels = plt.subplots(3, 1, figsize=(WIDTH, TALLEST), sharex=True, layout="constrained",
                                  height_ratios=[5, 5, 1])
    draw_strengths(panels, edition, charts.STRENGTHS.drawn(edition).values())
    return figure


# --- formations ----------------------------------------------------------------------


def draw_formations(axes: Axes, edition: Edition, kind: str, claims: list[Claim]) -> None:
    """Draw the claims that count one kind of formation, on a scale of their own."""
    axes.set_title(f"{kind.capitalize()}: {_highest(edition, claims)}", pad=9)
    most = max((c.value for c in claims), default=1)
    axes.set_ylim(-0.5 * most, 1.95 * most)  # with room for words above and below
    axes.yaxis.set_major_locator(FixedLocator([0, most]))
    _prepare(axes)
    for claim in claims:
        draw_claim(axes, edition, claim, one_line=True, **_PLACED.get(claim.claim_id, {}))
        if claim.side != "resistance":
            axes.annotate(SIDE_NAMES[claim.side], (float(date2num(claim.date.middle)), claim.value),
                          xytext=(-7, 3), textcoords="offset points", ha="right", va="bottom",
                          fontsize=7, color=QUIET)


def _highest(edition: Edition, claims: list[Claim]) -> str:
    """The finding for one kind: how often it is counted, and the highest number."""
    if not claims:
        return "no statement"
    highest = max(claims, key=lambda c: c.value)
    told = f"{number_of(highest)} ({label_of(edition, highest)})"
    if len(claims) == 1:
        return f"one statement, {told}"
    return f"{len(claims)} statements, the highest {told}"


def formations_figure(edition: Edition) -> Figure:
    """Formations over time, one panel for each kind."""
    drawn = charts.UNITS.drawn(edition).values()
    kinds = {kind: [c for c in drawn if c.unit == kind] for kind in charts.FORMATIONS}
    figure, panels = plt.subplots(
        len(kinds), 1, figsize=(WIDTH, TALLEST), sharex=True, layout="constrained",
        height_ratios=[1 + 0.2 * len(claims) for claims in kinds.values()])
    for axes, (kind, claims) in zip(panels, kinds.items(), strict=True):
        draw_formations(axes, edition, kind, claims)
    for axes in panels[:-1]:
        axes.spines["bottom"].set_visible(False)
        axes.tick_params(axis="x", length=0)
    return figure


STRENGTHS = Drawing(charts.STRENGTHS, strengths_figure)
FORMATIONS = Drawing(charts.UNITS, formations_figure)
ARITHMETIC = Drawing(charts.ARITHMETIC, arithmetic_figure)
OUTSIDE_PERSONS = Drawing(charts.OUTSIDE_PERSONS, outside_persons_figure)
OUTSIDE_FORMATIONS = Drawing(charts.OUTSIDE_UNITS, outside_formations_figure)

DRAWINGS = (STRENGTHS, FORMATIONS, ARITHMETIC, OUTSIDE_PERSONS, OUTSIDE_FORMATIONS)
