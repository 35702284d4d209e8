"""Who holds a place, as a mark: the same on the strip chart, the maps and the shares.

The dot has the colour of those who hold the place, two colours where it is contested, none
where the text does not say; a hole is low certainty; a disc is DB, a lozenge HL. A
triangle before it is who held the place until then.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from edition.figures.axes import moved
from edition.figures.style import INK, QUIET, STATUS_FILLS, TEXT_MARKERS
from edition.model import Control
from edition.vocabularies import CONTROL_STATUSES_SHORT

_POINT = 1 / 72  # inch


def status_parts(axes: Axes, row: Control, x: float, y: float, *, size: float
                 ) -> dict[str, Artist]:
    """The dot of a statement, its hole, and the triangle of who held the place before."""
    parts = draw_mark(axes, row, x, y, size=size)
    if row.status_before != "unknown":
        left = -size * 0.5 - 2.6, 0.0
        parts["before"] = _marker(axes, x, y, ">", size * 0.62, row.status_before, left, mew=0)
    return parts


def draw_mark(axes: Axes, row: Control, x: float, y: float, *, size: float,
              shift: tuple[float, float] = (0, 0)) -> dict[str, Artist]:
    """The dot of a statement and its hole, ``shift`` points from the place in the data."""
    marker = TEXT_MARKERS.get(row.first.text_id, "s")
    width = size * (0.82 if marker == "D" else 1.0)
    parts: dict[str, Artist] = {
        "dot": _marker(axes, x, y, marker, width, row.status_after, shift)}
    if row.cert == "low" and row.status_after != "unknown":
        parts["hole"] = _marker(axes, x, y, marker, width * 0.45, "unknown", shift, mew=0)
    return parts


def draw_halo(axes: Axes, row: Control, x: float, y: float, *, size: float) -> dict[str, Artist]:
    """A mark without an edge, for ground whose extent is not known; its parts from outside in."""
    parts: dict[str, Artist] = {}
    for number, share in enumerate(_RINGS, 1):
        ring = _marker(axes, x, y, "o", size * share, row.status_after, (0, 0), mew=0)
        ring.set_alpha(0.17)
        ring.set_zorder(3)
        if row.status_after == "unknown" and number == 1:
            ring.set_markeredgewidth(0.5)
        parts["area" if number == 1 else f"area-{number}"] = ring
    if row.cert == "low":
        parts["hole"] = _marker(axes, x, y, "o", size * 0.2, "unknown", (0, 0), mew=0)
    return parts


_RINGS = (1.0, 0.86, 0.72, 0.58, 0.44)  # of the size across


def _marker(axes: Axes, x: float, y: float, marker: str, size: float, status: str,
            shift: tuple[float, float], mew: float = 0.6) -> Line2D:
    upper, lower = STATUS_FILLS[status]
    halves = "full" if upper == lower else "top"  # two equal halves would show their seam
    dot, = axes.plot([x], [y], marker, ms=size, mfc=upper, mfcalt=lower, fillstyle=halves, mew=mew,
                     mec=QUIET if status == "unknown" else INK, zorder=4, clip_on=False,
                     transform=moved(axes, shift))
    return dot


def status_lines(axes: Axes, part: str, status: str, days: tuple[dt.date, dt.date], y: float,
                 width: float, dotted: bool) -> Iterator[tuple[str, Artist]]:
    """A line in the colour of a status; of two halves, one above the other, where contested."""
    fills = list(dict.fromkeys(STATUS_FILLS[status]))
    for number, fill in enumerate(fills):
        shift = (0.5 - number) * width / 2 * (len(fills) - 1)
        line, = axes.plot(
            [float(date2num(day)) for day in days], [y, y], lw=width / len(fills),
            color=QUIET if status == "unknown" else fill, ls=(0, (1, 1.4)) if dotted else "-",
            solid_capstyle="butt", zorder=3, transform=moved(axes, (0, shift)),
        )
        yield part if number == 0 else f"{part}-{number + 1}", line


def status_key(figure: Figure, y: float, *, before: bool = True) -> None:
    """The key to the marks in one line, at a height in points from below."""
    axes = figure.add_axes((0, y * _POINT / figure.get_figheight(), 1, 0.01))
    axes.set_axis_off()
    axes.set(xlim=(0, figure.get_figwidth() / _POINT), ylim=(0, 1))
    x = 4.0
    for (marker, status), words in _KEY.items():
        if marker == ">" and not before:
            continue
        upper, lower = STATUS_FILLS[status]
        axes.plot([x * _POINT / figure.get_figwidth()], [0.5], marker, ms=5.0, mfc=upper,
                  mfcalt=lower, fillstyle="full" if upper == lower else "top", mew=0.6,
                  mec=QUIET if status == "unknown" else INK, clip_on=False,
                  transform=axes.transAxes)
        axes.text(x + 6, 0.5, words, va="center", fontsize=7)
        x += 3.15 * len(words) + 19


_KEY = {**{("o", status): words for status, words in CONTROL_STATUSES_SHORT.items()},
        (">", "occupier"): "who held it before"}
