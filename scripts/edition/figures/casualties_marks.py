"""Marks on an axis of persons that lies across: one row of the figure for each number.

The rules are those of ``marks``, turned by a quarter: an arrow to the right is a lower
bound, to the left an upper one, a bar runs from the lower to the higher of two numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from edition.charts.words import label_of
from edition.edition import Edition
from edition.figures.marks import draw_bound, draw_dot, number_of, qualifier_of, tie
from edition.figures.style import OUTSIDE, RULE, SIDE_COLOURS
from edition.model import Claim, Estimate

PEOPLE = {
    "resistance": "the resistance",
    "italy": "Italians",
    "germany": "Germans",
    "collaboration": "men of collaborating formations",
    "occupiers": "Italians and Germans",
    "civilian": "civilians",
    "allied": "Allied men",
    "none": "sides not told apart",
}
"""Side → those on it, in running words."""

NO_BREAK = "\N{NO-BREAK SPACE}"
LINE = 0.113  # inches from one line of a label to the next
ARROW = 18  # points


def draw_count(axes: Axes, edition: Edition, row: Claim | Estimate, y: float, *,
               told: Sequence[str], left: bool = False) -> list[Artist]:
    """Draw a row at its number and at the height ``y``; returns the artists.

    The lines of ``told``, from :func:`label_lines`, stand to the right of the mark or to
    its left, the first of them level with it.
    """
    colour = OUTSIDE if isinstance(row, Estimate) else SIDE_COLOURS[row.side]
    qualifier = qualifier_of(row)
    parts: dict[str, Artist] = {}
    if qualifier == "range":
        parts["range"] = _bar(axes, row, y, colour)
    else:
        parts["dot"] = draw_dot(axes, row, row.value, y)
    up = qualifier in ("at_least", "vague")
    if up or qualifier == "at_most":
        parts["bound"] = arrow(axes, row.value, y, colour, up=up)
    gap = ARROW + 5 if left is not up and "bound" in parts else 6
    parts["label"] = _label(axes, row, y, told, -gap if left else gap)
    return [tie(edition, row, part, artist) for part, artist in parts.items()]


def label_lines(edition: Edition, row: Claim | Estimate, words: str, tail: str, letters: int
                ) -> list[str]:
    """The label of a row in lines of so many letters: number, words, who says so, what."""
    head = " ".join(filter(None, (number_of(row), words)))
    who = said_by(edition, row)
    # a siglum is not parted from its number
    said = f"{head}, {who if isinstance(row, Estimate) else who.replace(' ', NO_BREAK)}"
    return wrap(f"{said}: {tail}" if tail else said, letters, break_long_words=False,
                break_on_hyphens=False)


def said_by(edition: Edition, row: Claim | Estimate) -> str:
    """Who gives a number: the passage, or the number of the estimate and the work."""
    label = label_of(edition, row)
    return f"{row.id}, {label}" if isinstance(row, Estimate) else label


def _bar(axes: Axes, row: Claim | Estimate, y: float, colour: str) -> Artist:
    ends = [v for v in (row.low, row.high) if v is not None]
    bar, = axes.plot(ends, [y] * len(ends), color=colour, lw=2.4, marker="|", ms=7,
                     solid_capstyle="butt", zorder=4)
    return bar


def arrow(axes: Axes, x: float, y: float, colour: str, *, up: bool) -> Artist:
    """An arrow from a number towards the greater ones, or the smaller."""
    return draw_bound(axes, x, y, colour, (ARROW if up else -ARROW, 0))


def _label(axes: Axes, row: Claim | Estimate, y: float, told: Sequence[str], gap: int
           ) -> Artist:
    # on a ground of paper, so that no fine line runs through the words
    return axes.annotate(
        "\n".join(told), xy=(row.value, y), xytext=(gap, 4), textcoords="offset points",
        fontsize=7, ha="right" if gap < 0 else "left", va="top", linespacing=1.1,
        bbox={"fc": "white", "ec": "none", "pad": 0.4},
    )


def prepare_persons(axes: Axes, ticks: Sequence[float], ends: tuple[float, float], *,
                    log: bool) -> None:
    """An axis of persons across and none upright; rows are placed in inches from the top."""
    if log:
        axes.set_xscale("log")
    axes.set_xlim(*ends)
    axes.xaxis.set_major_locator(FixedLocator(list(ticks)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda v, _: f"{v:,.0f}"))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_yticks([])


def rule_rows(axes: Axes, ticks: Sequence[float], top: float, foot: float) -> None:
    """Fine lines at the ticks, behind a block of rows only, so that no heading is crossed."""
    axes.vlines(list(ticks), top, foot, color=RULE, lw=0.5, zorder=0)
