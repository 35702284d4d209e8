"""Axes that several families of figures share."""

from __future__ import annotations

import datetime as dt

from matplotlib.axes import Axes
from matplotlib.dates import DateFormatter, YearLocator, date2num
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator
from matplotlib.transforms import Transform, offset_copy


def day(date: dt.date) -> float:
    """The place of a day on an axis of time."""
    return float(date2num(date))


def moved(axes: Axes, shift: tuple[float, float]) -> Transform:
    """The scales of the axes, so many points further to the right and up."""
    right, up = shift
    return offset_copy(axes.transData, axes.get_figure(root=True), right, up, units="points")


def year_axis(axes: Axes, first: dt.date, last: dt.date) -> None:
    """Time from left to right, a year to a tick."""
    axes.set_xlim(day(first), day(last))
    axes.xaxis.set_major_locator(YearLocator())
    axes.xaxis.set_major_formatter(DateFormatter("%Y"))


def decade_ticks(axes: Axes, which: str, least: int, most: int) -> None:
    """A logarithmic axis (``x`` or ``y``) with a tick at each power of ten, in digits."""
    axis = axes.xaxis if which == "x" else axes.yaxis
    (axes.set_xscale if which == "x" else axes.set_yscale)("log")
    axis.set_major_locator(FixedLocator([10.0**n for n in range(least, most + 1)]))
    axis.set_major_formatter(FuncFormatter(lambda v, _: f"{v:,.0f}"))
    axis.set_minor_locator(NullLocator())
