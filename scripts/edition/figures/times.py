"""Marks on a line of time: one for each passage, in the shape of its text.

A disc is a passage of DB, a lozenge one of HL, hollow where its time, or part of it, is
supplied from another sentence. A bar covers the days that it may mean, dotted towards an
open end, dashed where the text says "about".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from edition.figures.axes import day
from edition.figures.style import INK, QUIET, TEXT_MARKERS
from edition.timing import Timed

TAIL = dt.timedelta(days=60)
"""How far a dotted line runs towards an open date, on an axis of some years."""

_AROUND = dt.timedelta(days=15)  # how far a dashed line reaches on both sides of "about"


def draw_time(axes: Axes, siglum: str, time: Timed, y: float, *, tail: dt.timedelta = TAIL
              ) -> Iterator[tuple[str, Artist]]:
    """Draw a time at a height; yields each part with its name: date, open, dot."""
    if time.about:
        yield "date", _bar(axes, time.start - _AROUND, time.end + _AROUND, y, (0, (4, 1.5)))
    elif time.start < time.end:
        yield "date", _bar(axes, time.start, time.end, y, "-")
    if time.opens:
        yield "open", _bar(axes, time.start - tail, time.start, y, (0, (1, 1.4)))
    if time.runs_on:
        yield "open", _bar(axes, time.end, time.end + tail, y, (0, (1, 1.4)))
    yield "dot", draw_shape(axes, siglum, day(time.middle), y, hollow=time.borrowed)


def draw_shape(axes: Axes, siglum: str, x: float, y: float, *, hollow: bool = False) -> Artist:
    """The shape of a text."""
    shape = TEXT_MARKERS.get(siglum, "s")
    dot, = axes.plot([x], [y], shape, ms=4 if shape == "o" else 3.6, mew=0.8, mec=INK,
                     mfc="white" if hollow else INK, zorder=4)
    return dot


def _bar(axes: Axes, start: dt.date, end: dt.date, y: float, style: Any) -> Artist:
    bar, = axes.plot([day(start), day(end)], [y, y], color=QUIET, lw=1.3, ls=style,
                     solid_capstyle="butt", zorder=2)
    return bar


def reach(times: list[Timed], tail: dt.timedelta = TAIL) -> tuple[dt.date, dt.date]:
    """From where to where the marks of some times are drawn."""
    return (min(t.start - (tail if t.opens else _AROUND * t.about) for t in times),
            max(t.end + (tail if t.runs_on else _AROUND * t.about) for t in times))
