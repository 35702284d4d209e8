"""Axes that several figures share."""

from __future__ import annotations

import datetime as dt

from matplotlib.axes import Axes
from matplotlib.dates import DateFormatter, YearLocator, date2num


def day(date: dt.date) -> float:
    """The place of a day on an axis of time."""
    return float(date2num(date))


def year_axis(axes: Axes, first: dt.date, last: dt.date) -> None:
    """Time from one day to another, each year named where it begins."""
    axes.set_xlim(day(first), day(last))
    axes.xaxis.set_major_locator(YearLocator())
    axes.xaxis.set_major_formatter(DateFormatter("%Y"))
