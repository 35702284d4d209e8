"""Axes that several figures share."""

from __future__ import annotations

import datetime as dt

from matplotlib.axes import Axes
from matplotlib.dates import DateFormatter, YearLocator, date2num


def year_axis(axes: Axes, first: dt.date, last: dt.date) -> None:
    """Time from left to right, a figure for each year where it begins."""
    axes.set_xlim(float(date2num(first)), float(date2num(last)))
    axes.xaxis.set_major_locator(YearLocator())
    axes.xaxis.set_major_formatter(DateFormatter("%Y"))
