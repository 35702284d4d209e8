"""One row, one mark: the chart rules of the edition, in one place.

A filled dot is the number given; an arrow points away from a one-sided bound; a
hollow dot is vague or of low certainty; an upright bar runs from the lower to the
higher of two numbers; a horizontal bar is an uncertain date, dotted towards an open
end. The shape is that of the text that speaks; a figure from outside is a grey cross.
Every part of a mark carries its address and the id of its row.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TypeVar

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.dates import date2num

from edition.charts.chart import Row
from edition.charts.words import address_of, label_of
from edition.edition import Edition
from edition.figures.axes import moved
from edition.figures.style import INK, OUTSIDE, OUTSIDE_MARKER, SIDE_COLOURS, TEXT_MARKERS
from edition.model import Claim, Estimate, grouped

A = TypeVar("A", bound=Artist)

MAIN_PARTS = ("dot", "range", "span", "area")
"""The parts of a mark that can be its named link; the first of them that is drawn is."""

_OPEN_END = dt.timedelta(days=75)  # how far a dotted line runs towards an open date
_SIGNS = {"approx": "≈ ", "at_least": "> ", "at_most": "≤ ", "vague": "≥ "}


def tie(edition: Edition, row: Row, part: str, artist: A, passage: str = "") -> A:
    """Make an artist a part of the mark of a row: its id in the SVG, and its address.

    Where a row has several marks in a figure, ``part`` ends in a number: ``area-2``; each
    leads to ``passage``, if one of several is meant.
    """
    artist.set_gid(f"{row.id}.{part}")
    artist.set_url(address_of(edition, row, passage))
    return artist


def draw_claim(axes: Axes, edition: Edition, row: Claim | Estimate, *, above: bool = True,
               left: bool = False, one_line: bool = False, shift: float = 0) -> list[Artist]:
    """Draw a claim or an outside estimate at its date and value, with its label.

    The label stands above or below the mark, to the right of it or to the left, in two lines
    or in one. ``shift`` moves dot and label to the right, in points, so that two marks of one
    date and value stand side by side. Returns the artists drawn.
    """
    colour = OUTSIDE if isinstance(row, Estimate) else SIDE_COLOURS[row.side]
    x = float(date2num(row.date.middle))
    parts: dict[str, Artist] = dict(_date_bar(axes, row, colour))
    qualifier = qualifier_of(row)
    if qualifier == "range":
        parts["range"] = _range_bar(axes, row, x, colour)
    else:
        parts["dot"] = draw_dot(axes, row, x, row.value)
        parts["dot"].set_transform(moved(axes, (shift, 0)))
    if qualifier in ("at_least", "at_most", "vague"):
        up = 20 if qualifier != "at_most" else -20
        parts["bound"] = draw_bound(axes, x, row.value, colour, (0, up), shift)
    parts["label"] = _label(axes, edition, row, (x, shift), above, left,
                            ", " if one_line else "\n")
    return [tie(edition, row, part, artist) for part, artist in parts.items()]


def qualifier_of(row: Claim | Estimate) -> str:
    """How the number is qualified; for a figure from outside by the bounds it has."""
    if isinstance(row, Claim):
        return row.qualifier
    if row.best is not None:
        return "exact"
    if row.low is not None and row.high is not None:
        return "range"
    return "at_least" if row.low is not None else "at_most"


def number_of(row: Claim | Estimate) -> str:
    """The number with the sign of its qualifier: ``> 3,000``, ``7–8``."""
    qualifier = qualifier_of(row)
    given = (row.low, row.high) if qualifier == "range" else (row.value,)
    number = "–".join(grouped(v) for v in given if v is not None)
    return f"{_SIGNS.get(qualifier, '')}{number}"


def draw_dot(axes: Axes, row: Claim | Estimate, x: float, y: float) -> Artist:
    """The dot of a row: shape of its text, colour of its side, hollow if vague or doubtful."""
    # both shapes are told apart at a glance and outlined, since the yellow is faint
    if isinstance(row, Estimate):
        dot, = axes.plot([x], [y], OUTSIDE_MARKER, ms=4.6, mew=1.1, mec=OUTSIDE, zorder=3)
        return dot
    colour = SIDE_COLOURS[row.side]
    hollow = row.qualifier == "vague" or row.cert == "low"
    dot, = axes.plot(
        [x], [y], TEXT_MARKERS.get(row.first.text_id, "s"), ms=5.2, mew=0.9,
        mfc="white" if hollow else colour, mec=colour if hollow else INK, zorder=4,
    )
    return dot


def _date_bar(axes: Axes, row: Claim | Estimate, colour: str) -> Iterator[tuple[str, Artist]]:
    date = row.date
    if date.start and date.end and (date.end - date.start).days <= 2:
        return
    start = date.start or (date.end or dt.date.min) - _OPEN_END
    end = date.end or (date.start or dt.date.min) + _OPEN_END
    dotted = date.start is None or date.end is None
    bar, = axes.plot(
        [float(date2num(start)), float(date2num(end))], [row.value] * 2, color=colour,
        lw=0.9 if isinstance(row, Estimate) else 1.6, ls=(0, (1, 1.6)) if dotted else "-",
        alpha=0.85, solid_capstyle="butt", zorder=2,
    )
    yield "date", bar


def _range_bar(axes: Axes, row: Claim | Estimate, x: float, colour: str) -> Artist:
    """Two numbers without one between them: a bar from low to high and no dot."""
    ends = [v for v in (row.low, row.high) if v is not None]
    bar, = axes.plot([x] * len(ends), ends, color=colour, lw=2.4, marker="_", ms=7,
                     solid_capstyle="butt", zorder=4)
    return bar


def draw_bound(axes: Axes, x: float, y: float, colour: str, reach: tuple[float, float],
               shift: float = 0) -> Artist:
    """An arrow away from a bound; ``reach`` is its length in points, to the right and up."""
    arrow = axes.annotate(
        "", xy=(x, y), xycoords=moved(axes, (shift, 0)) if shift else "data",
        xytext=reach, textcoords="offset points",
        arrowprops={"arrowstyle": "<-", "color": colour, "lw": 1.2, "shrinkA": 0, "shrinkB": 2,
                    "mutation_scale": 9},
        zorder=3,
    )
    patch = arrow.arrow_patch
    assert patch is not None  # there is one wherever arrowprops are given
    return patch


def _label(axes: Axes, edition: Edition, row: Claim | Estimate, at: tuple[float, float],
           above: bool, left: bool, joined: str) -> Artist:
    x, shift = at
    key = row.estimate_id if isinstance(row, Estimate) else label_of(edition, row)
    return axes.annotate(
        f"{number_of(row)}{joined}{key}", xy=(x, row.value), fontsize=7,
        linespacing=1.05, xytext=(shift + (-5 if left else 5), 1.5 if above else -2.5),
        textcoords="offset points", ha="right" if left else "left",
        va="bottom" if above else "top", zorder=5,
    )
