"""The losses of the nation beside other figures, and what share of the population they are.

To the left the numbers, to the right the shares, row by row: a figure of the text as a
share of the text's own number of inhabitants, one from outside as a share of each number
of inhabitants that is given outside, from the lowest share to the highest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from textwrap import wrap
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from edition.charts.casualties import NATIONAL, SET_ASIDE
from edition.charts.chart import Chart
from edition.edition import Edition
from edition.figures.casualties_marks import (
    arrow,
    draw_count,
    label_lines,
    prepare_persons,
    rule_rows,
    said_by,
)
from edition.figures.casualties_words import losses_in_words
from edition.figures.drawing import Drawing
from edition.figures.marks import draw_dot, number_of, tie
from edition.figures.rows import RowTable
from edition.figures.style import OUTSIDE, QUIET, SMALL, WIDTH
from edition.losses import Share, interval, shares
from edition.model import Claim, Estimate
from edition.vocabularies import COUNTED

_BLOCKS: Mapping[str, tuple[str, tuple[float, ...], float]] = {
    "killed": ("Killed", (0, 10_000, 20_000, 30_000), 36_000),
    "wounded": ("Wounded", (0, 10_000, 20_000, 30_000), 36_000),
    "population": ("Inhabitants", (0, 500_000, 1_000_000), 1_440_000),
}
"""Variable → the head of its block, the ticks and the end of its axis of persons."""

_PER_CENT = (0, 1, 2, 3)
_MOST = 4.2  # per cent, the end of the axis of shares
_ROW, _TOP, _HEAD, _FOOT = 0.2, 0.46, 0.2, 0.24  # inches
_AIR = 0.2  # of a row, above the axis
_NUMBERS, _BETWEEN, _SHARES = 3.0, 0.12, 1.6  # inches across


def national_shares(edition: Edition, set_aside: Mapping[str, str] = SET_ASIDE) -> list[Share]:
    """Killed and wounded as shares of the population, for every pair that can be compared."""
    rows = [r for key, r in NATIONAL.marks(edition).items() if key not in set_aside]
    counted = [r for r in rows if isinstance(r, Claim | Estimate)]
    wholes = [r for r in counted if r.variable == "population"]
    return shares((r for r in counted if r.variable != "population"), wholes)


def draw_numbers(axes: Axes, edition: Edition, rows: Sequence[Claim | Estimate],
                 ticks: Sequence[float], end: float) -> None:
    """Draw the numbers of one block, one row below the other, from nought."""
    prepare_persons(axes, ticks, (0, end), log=False)
    rule_rows(axes, ticks, 0, len(rows))
    for index, row in enumerate(rows):
        told = label_lines(edition, row, "", "", 60)
        draw_count(axes, edition, row, index + 0.5, told=told, left=row.value > end / 2)


def draw_shares(axes: Axes, edition: Edition, rows: Sequence[Claim | Estimate],
                found: Iterable[Share], set_aside: Mapping[str, str]) -> None:
    """Draw the shares of one block; a row of which none is worked out says why."""
    found = list(found)
    axes.set_xlim(0, _MOST)
    axes.set_xticks(_PER_CENT, [str(v) for v in _PER_CENT])
    axes.set_yticks([])
    rule_rows(axes, _PER_CENT, 0, len(rows))
    for index, row in enumerate(rows):
        own = [s for s in found if s.part.id == row.id]
        if row.id in set_aside:
            _why(axes, set_aside[row.id], index)
        elif own:
            for part, artist in _share_mark(axes, row, own, index + 0.5).items():
                tie(edition, row, part, artist)


def _share_mark(axes: Axes, row: Claim | Estimate, found: list[Share], y: float
                ) -> dict[str, Artist]:
    """A bar over all the shares of a row, a stroke for each; for one share a mark alone."""
    over = interval(found)
    assert over is not None  # a share has one end at least
    parts: dict[str, Artist] = {}
    if isinstance(row, Claim):
        parts["share"] = draw_dot(axes, row, over.low, y)
    else:
        values = sorted({s.value for s in found})
        parts["share"], = axes.plot(values, [y] * len(values), color=OUTSIDE, lw=1.6, marker="|",
                                    ms=6, mew=1.1, solid_capstyle="butt", zorder=3)
    if over.open_above:
        parts["share-bound"] = arrow(axes, over.high, y, OUTSIDE, up=True)
    left = over.low > _MOST / 2  # the greater shares have their room to the left
    gap = -6 if left else 23 if over.open_above else 6
    parts["share-label"] = axes.annotate(
        over.short, xy=(over.low if left else over.high, y), xytext=(gap, 0), fontsize=7,
        textcoords="offset points", va="center", ha="right" if left else "left")
    return parts


def _why(axes: Axes, reason: str, index: int) -> None:
    axes.text(0.08, index + 0.5, "\n".join(wrap(reason, 36)), fontsize=SMALL, style="italic",
              color=QUIET, va="center", linespacing=1.0, bbox={"fc": "white", "ec": "none",
                                                               "pad": 0.4})


def _title(found: Sequence[Share]) -> str:
    """The finding: the share of the killed, by the text and by other figures."""
    killed = [s for s in found if s.part.variable == "killed"]
    own = " or ".join(s.reading for s in killed if isinstance(s.part, Claim))
    outside = interval(s for s in killed if isinstance(s.part, Estimate))
    told = [f"{own} by the text’s own figures"] if own else []
    told += [f"{outside.reading} by those from outside"] if outside else []
    return "Share of the killed: " + (",\n".join(told) or "no figures to work it out from")


def national_figure(edition: Edition, set_aside: Mapping[str, str] = SET_ASIDE) -> Figure:
    """The whole figure: a block of rows for each variable that has any."""
    marks = [r for r in NATIONAL.marks(edition).values() if isinstance(r, Claim | Estimate)]
    blocks = {key: rows for key in _BLOCKS if (rows := [r for r in marks if r.variable == key])}
    found = national_shares(edition, set_aside)
    height = _TOP + sum(_HEAD + (len(rows) + _AIR) * _ROW + _FOOT for rows in blocks.values())
    figure = plt.figure(figsize=(WIDTH, height))
    y = height - _TOP
    for variable, rows in blocks.items():
        head, ticks, end = _BLOCKS[variable]
        deep = (len(rows) + _AIR) * _ROW
        y -= _HEAD + deep
        left, right = (figure.add_axes((x / WIDTH, y / height, wide / WIDTH, deep / height),
                                       ylim=(len(rows) + _AIR, 0))
                       for x, wide in ((0.04, _NUMBERS), (0.04 + _NUMBERS + _BETWEEN, _SHARES)))
        left.set_title(head, fontsize=8, weight="semibold", pad=3)
        draw_numbers(left, edition, rows, ticks, end)
        draw_shares(right, edition, rows, found, set_aside)
        if variable == "population":
            _arithmetic(right, found)
        else:
            right.set_title("per cent of the inhabitants", fontsize=7.5, color=QUIET, pad=3)
        y -= _FOOT
    figure.text(0.04 / WIDTH, 1 - 0.03 / height, _title(found), fontsize=9, va="top",
                linespacing=1.15)
    return figure


def _arithmetic(axes: Axes, found: Iterable[Share]) -> None:
    """The text's own shares, worked out in the place where other rows say why there is none."""
    for line in axes.collections:
        line.remove()
    axes.set_axis_off()
    sums = [f"{number_of(s.part)} of {number_of(s.whole)}: {s.short}" for s in found
            if isinstance(s.part, Claim)]
    axes.text(0.08, 0.6, "\n".join(sums), fontsize=SMALL, va="center", linespacing=1.1)


def share_table(edition: Edition, set_aside: Mapping[str, str] = SET_ASIDE) -> RowTable:
    """Every share that is worked out, as a table: of what, of how many, from where."""
    lines = [{
        "counted": COUNTED[s.part.variable], "number": number_of(s.part),
        "from": said_by(edition, s.part), "inhabitants": number_of(s.whole),
        "counted by": said_by(edition, s.whole), "share": s.reading,
    } for s in national_shares(edition, set_aside)]
    return RowTable(pd.DataFrame(lines, columns=list(lines[0]) if lines else ["counted"]))


def _in_words(edition: Edition, chart: Chart[Any], set_aside: Mapping[str, str]) -> str:
    said = [f"{said_by(edition, s.part)}, {COUNTED[s.part.variable]}, over "
            f"{said_by(edition, s.whole)}: {s.reading}"
            for s in national_shares(edition, set_aside)]
    text = losses_in_words(edition, chart)
    return f"{text} Shares of the inhabitants: {'; '.join(said)}." if said else text


def national(set_aside: Mapping[str, str] = SET_ASIDE) -> Drawing:
    """The figure, with other figures set aside (estimate → why) than the edition sets aside."""
    return Drawing(NATIONAL, partial(national_figure, set_aside=set_aside),
                   partial(_in_words, set_aside=set_aside))


OF_THE_NATION = national()

DRAWINGS = (OF_THE_NATION,)
