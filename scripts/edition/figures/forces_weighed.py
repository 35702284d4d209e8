"""Forces weighed: the texts' figures beside those from outside, and men by formations."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Annotation
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from edition.charts import forces as charts
from edition.charts.chart import Chart
from edition.charts.words import label_of
from edition.dates import readable
from edition.edition import Edition
from edition.figures.marks import draw_bound, draw_dot, number_of, qualifier_of, tie
from edition.figures.style import INK, OUTSIDE, QUIET, RULE, SIDE_COLOURS, SMALL, WIDTH
from edition.model import Claim, Estimate
from edition.vocabularies import SIDE_SHORT

_LANE = 8.9 / 72  # inches; a line of marks
_WORDS = 0.35  # part of the width that the words to the left take
_WIDE = 0.985 - _WORDS  # part of the width that the axis takes
_LEFT = -_WORDS / _WIDE  # where the words begin, as a part of the axes' width
_MARK, _CROSS, _ARROW, _KEY = 7.0, 1.5, 17.0, 14.0  # points; half a mark and a cross; others whole
_GAP = 5.0  # points, from a mark or its arrow to its words


# --- one value on a line ---------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """Where a mark stands below its claim: in which lane, its words on which side."""

    lane: int = 0
    left: bool = False


def draw_on_line(axes: Axes, edition: Edition, row: Claim | Estimate, y: float, *, time: int = 1,
                 left: bool = False) -> None:
    """Draw a claim or an outside estimate at its value on a line, the nth time it is drawn.

    A bound is an arrow to the open side, two numbers are a bar. An estimate bears its id,
    under which the table has its source, to its right or to its left.
    """
    colour = OUTSIDE if isinstance(row, Estimate) else SIDE_COLOURS[row.side]
    qualifier = qualifier_of(row)
    if qualifier == "range":
        bar, = axes.plot(_ends(row), [y, y], color=colour, lw=2.2, solid_capstyle="butt", zorder=3)
        tie(edition, row, _numbered("range", time), bar)
    else:
        tie(edition, row, _numbered("dot", time), draw_dot(axes, row, row.value, y))
    if qualifier in ("at_least", "at_most", "vague"):
        onward = _ARROW if qualifier != "at_most" else -_ARROW
        arrow = draw_bound(axes, row.value, y, colour, (onward, 0))
        tie(edition, row, _numbered("bound", time), arrow)
    if isinstance(row, Estimate):
        shift = -_reach(row, left=True) - _GAP if left else _reach(row, left=False) + _GAP
        label = axes.annotate(
            row.estimate_id, (_ends(row)[0 if left else -1], y), xytext=(shift, 0),
            textcoords="offset points", va="center_baseline", ha="right" if left else "left",
            fontsize=SMALL, color=QUIET)
        tie(edition, row, _numbered("label", time), label)


def _ends(row: Claim | Estimate) -> list[float]:
    """The numbers between which a row is drawn, the lower first."""
    if qualifier_of(row) != "range":
        return [row.value]
    return [v for v in (row.low, row.high) if v is not None]


def _reach(row: Claim | Estimate, *, left: bool) -> float:
    """How many points the arrow of a bound takes on one side of its mark."""
    qualifier = qualifier_of(row)
    return _ARROW if qualifier == "at_most" and left or (
        qualifier in ("at_least", "vague") and not left) else 0.0


def _numbered(part: str, time: int) -> str:
    return part if time == 1 else f"{part}-{time}"


# --- lanes -------------------------------------------------------------------------------


def in_lanes(rows: Iterable[Claim | Estimate], decade: float) -> dict[str, Place]:
    """Row id → its place, so that marks and their words do not run into one another.

    ``decade`` is how many points a power of ten takes of the axis. Two figures from outside
    that are the same share one cross, with words on both sides.
    """
    lanes: list[list[tuple[float, float]]] = []  # what is taken of each, in points
    places: dict[str, Place] = {}
    for together in _together(rows):
        sides = [(True, False)] if len(together) > 1 else [(False,), (True,)]
        taken = [_extent(together, side, decade) for side in sides]
        lane, n = next((lane, n) for lane, held in enumerate([*lanes, []])
                       for n, own in enumerate(taken) if _is_free(held, own))
        lanes[lane:lane + 1] = [[*(lanes[lane] if lane < len(lanes) else ()), taken[n]]]
        places |= {row.id: Place(lane, left) for row, left in zip(together, sides[n], strict=True)}
    return places


def _together(rows: Iterable[Claim | Estimate]) -> Iterator[list[Claim | Estimate]]:
    """Claims first, then estimates by value; by twos where one number is given again."""
    ordered = sorted(rows, key=lambda r: (isinstance(r, Estimate), r.value, qualifier_of(r), r.id))
    for _, same in groupby(ordered, key=lambda r: r.value if isinstance(r, Estimate) and
                           qualifier_of(r) == "exact" else r.id):
        found = list(same)
        yield from (found[n:n + 2] for n in range(0, len(found), 2))


def _extent(rows: Sequence[Claim | Estimate], sides: Sequence[bool], decade: float
            ) -> tuple[float, float]:
    """From where to where, in points, marks and words lie on the axis."""
    reaches = []
    for row, left in zip(rows, sides, strict=True):
        low, high = (math.log10(v) * decade for v in (_ends(row)[0], _ends(row)[-1]))
        half = _CROSS if isinstance(row, Estimate) else _MARK
        key = _GAP + _KEY if isinstance(row, Estimate) else 0.0
        reaches.append((low - max(half, _reach(row, left=True) + key * left),
                        high + max(half, _reach(row, left=False) + key * (not left))))
    return min(a for a, _ in reaches), max(b for _, b in reaches)


def _is_free(held: Iterable[tuple[float, float]], own: tuple[float, float]) -> bool:
    return all(own[1] + 1 < begin or end + 1 < own[0] for begin, end in held)


# --- lines under one another --------------------------------------------------------------


def _lines(heights: Sequence[float], limits: tuple[float, float], ticks: Sequence[float],
           title: str) -> tuple[Figure, Axes, list[float]]:
    """A figure with words to the left and a logarithmic axis to the right of them.

    ``heights`` are those of its lines, in lanes. Returns the tops of the lines as well.
    """
    total = max(sum(heights), 1)
    height = _LANE * total + 0.66
    figure = plt.figure(figsize=(WIDTH, height))
    axes = figure.add_axes((_WORDS, 0.36 / height, _WIDE, _LANE * total / height))
    axes.set_xscale("log")
    axes.set_xlim(*limits)
    axes.xaxis.set_major_locator(FixedLocator(ticks))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda v, _: f"{v:,.0f}"))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_ylim(-total, 0)
    axes.set_yticks([])
    axes.grid(axis="x")
    axes.set_axisbelow(True)
    figure.text(0.0, 1 - 0.14 / height, title, va="center", fontsize=9)
    tops = [-sum(heights[:n]) for n in range(len(heights))]
    for top in tops:
        axes.plot([_LEFT, 1], [top, top], transform=axes.get_yaxis_transform(), color=RULE,
                  lw=0.5, clip_on=False, zorder=0)
    return figure, axes, tops


def _words(axes: Axes, words: str, y: float, **how: Any) -> Annotation:
    """Words in the column to the left."""
    return axes.annotate(words, (_LEFT, y), xycoords=("axes fraction", "data"), va="center",
                         annotation_clip=False, fontsize=7, **how)


# --- beside figures from outside --------------------------------------------------------


def beside_figure(edition: Edition, chart: Chart[Claim], limits: tuple[float, float],
                  ticks: Sequence[float]) -> Figure:
    """A line for each claim, by date from the top, with the outside figures for the same.

    A figure from outside that bears on several claims stands beside each.
    """
    claims = sorted(chart.drawn(edition).values(), key=lambda c: (c.date.middle, c.id))
    estimates = chart.estimates(edition).values()
    beside = {c.id: [e for e in estimates if c.id in e.claim_list] for c in claims}
    decade = WIDTH * 72 * _WIDE / math.log10(limits[1] / limits[0])
    places = {c.id: in_lanes([c, *beside[c.id]], decade) for c in claims}
    heights = [max(*(p.lane + 1 for p in own.values()), 2) + 0.5 for own in places.values()]
    figure, axes, tops = _lines(heights, limits, ticks, _finding(claims, beside))
    times: Counter[str] = Counter()
    for claim, top in zip(claims, tops, strict=True):
        head = f"{label_of(edition, claim)}: {number_of(claim)} {_what(edition, claim)}"
        tie(edition, claim, "label", _words(axes, head, top - 0.75))
        _words(axes, readable(claim.date_edtf), top - 1.7, color=QUIET)
        rows: list[Claim | Estimate] = [claim, *beside[claim.id]]
        for row in rows:
            times[row.id] += 1
            place = places[claim.id][row.id]
            draw_on_line(axes, edition, row, top - 0.75 - place.lane, time=times[row.id],
                         left=place.left)
    return figure


def _what(edition: Edition, claim: Claim) -> str:
    """Who is counted, in the column's width: the kind of formation, or side and place."""
    if claim.unit != "persons":
        return claim.unit
    place = f", {edition.entities[claim.place_id].name}" if claim.place_id else ""
    return f"{SIDE_SHORT[claim.side]}{place}"


def _finding(claims: Collection[Claim], beside: Mapping[str, Sequence[Estimate]]) -> str:
    """How many claims are more than twice some figure from outside."""
    far = sum(any(c.value > 2 * e.value for e in beside[c.id]) for c in claims)
    verb = "is" if far == 1 else "are"
    return f"{far} of {len(claims)} statements {verb} more than twice some figure from outside"


def outside_persons_figure(edition: Edition) -> Figure:
    """Persons."""
    return beside_figure(edition, charts.OUTSIDE_PERSONS, (250, 300_000),
                         (1_000, 10_000, 100_000))


def outside_formations_figure(edition: Edition) -> Figure:
    """Formations; each line counts one kind of them."""
    return beside_figure(edition, charts.OUTSIDE_UNITS, (1.5, 60), (2, 5, 10, 20, 50))


# --- by division ---------------------------------------------------------------------------


def arithmetic_figure(edition: Edition) -> Figure:
    """Men to a formation: the two figures of a pair as a division, its result on the axis.

    In grey on the same line stands what outside sources give for one such formation.
    """
    sizes = charts.ARITHMETIC.estimates(edition).values()
    lines = charts.quotients(edition)
    figure, axes, tops = _lines([2.5] * len(lines), (50, 100_000), (100, 1_000, 10_000),
                                "Men to a formation, if both figures of a pair are true")
    times: Counter[str] = Counter()
    for (persons, units, value), top in zip(lines, tops, strict=True):
        for claim, y, lead in ((persons, 0.75, ""), (units, 1.7, "÷ ")):
            times[claim.id] += 1
            words = f"{lead}{number_of(claim)} {claim.unit} ({label_of(edition, claim)})"
            tie(edition, claim, _numbered("area", times[claim.id]), _words(axes, words, top - y))
        axes.plot([value], [top - 1.25], "|", ms=11, mew=2, color=INK, zorder=4)
        axes.annotate(f"= {value:,.0f}", (value, top - 1.25), xytext=(5, 0), va="center",
                      textcoords="offset points", fontsize=7.5)
        for estimate in sizes:
            if units.id in estimate.claim_list:
                times[estimate.id] += 1
                draw_on_line(axes, edition, estimate, top - 1.25, time=times[estimate.id],
                             left=qualifier_of(estimate) == "range")
    return figure
