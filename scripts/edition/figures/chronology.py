"""The line of time: each dated statement where it puts what it dates, a row for each event."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from edition.charts.chart import Chart
from edition.charts.chronology import BEGINNINGS as BEGINNINGS_CHART
from edition.charts.chronology import CHARTS
from edition.charts.chronology import YEAR_1943 as YEAR_1943_CHART
from edition.charts.chronology import YEAR_1944 as YEAR_1944_CHART
from edition.charts.words import counted
from edition.chronology import Entry, entries, time_of
from edition.dates import readable
from edition.edition import Edition
from edition.figures.axes import day
from edition.figures.drawing import Drawing
from edition.figures.marks import tie
from edition.figures.rows import LeftOut, left_out_list
from edition.figures.style import QUIET, RULE, WIDTH
from edition.figures.times import draw_time, reach
from edition.model import DateRow

_STEP, _HEAD, _FOOT = 0.215, 0.58, 0.05  # inches: a row, and what is above and below the rows
_OPEN = 0.045  # of the time shown: how far a dotted line runs towards an open date
_PRECISE = 1  # the precision of a day
# a title need not repeat the date beside which it stands
_DATE_IN_TITLE = re.compile(r",(?: \d+)?(?: [A-Z][\w–]+)? 19\d\d(?:–19\d\d)?$")


def finding(chart: Chart[Any], rows: Sequence[DateRow], subjects: int) -> str:
    """How many statements, about how much, how many of them to the day and how many of HL."""
    if not rows:
        return f"{chart.title}: nothing that is drawn"
    days = sum(row.date.precision == _PRECISE for row in rows)
    texts = sorted({row.first.text_id for row in rows})
    counts = " and ".join(f"{sum(r.first.text_id == t for r in rows)} of {t}" for t in texts)
    are = "is" if days == 1 else "are"
    return (f"{chart.title}: {counted(subjects, 'subject')}\n"
            f"in {counted(len(rows), 'statement')}, {counts}; {days} {are} precise to a day or two")


def line_figure(edition: Edition, chart: Chart[DateRow]) -> Figure:
    """A row for each event or subject, in the order of time."""
    rows = list(chart.drawn(edition).values())
    listed = entries(edition, rows)
    lines = max(len(listed), 3)
    height = _STEP * lines + _HEAD + _FOOT
    figure = plt.figure(figsize=(WIDTH, height))
    axes = figure.add_axes((0.008, _FOOT / height, 0.984, 1 - (_HEAD + _FOOT) / height))
    figure.text(0.004, 1 - 0.03 / height, finding(chart, rows, len(listed)), fontsize=9, va="top",
                linespacing=1.15)
    first, last = _span(listed)
    _time_axis(axes, first, last, lines)
    for y, entry in enumerate(listed):
        draw_entry(axes, edition, entry, y, (first, last))
    return figure


def _span(listed: Sequence[Entry]) -> tuple[dt.date, dt.date]:
    """From the first of a year or half-year to a month after the last, for open ends."""
    if not listed:
        return dt.date(1939, 1, 1), dt.date(1945, 1, 1)
    start, end = min(e.start for e in listed), max(e.end for e in listed)
    first = dt.date(start.year, 1 if start.month < 7 else 7, 1)
    return first, (end.replace(day=1) + dt.timedelta(days=62)).replace(day=1)


def _time_axis(axes: Axes, first: dt.date, last: dt.date, lines: int) -> None:
    """Years above, quarters too where there is room."""
    axes.set_xlim(day(first), day(last))
    axes.set_ylim(lines - 0.45, -0.55)
    axes.set_yticks([])
    months = (1, 4, 7, 10) if (last - first).days < 800 else (1,)
    ticks = [dt.date(year, month, 1) for year in range(first.year, last.year + 1)
             for month in months if first <= dt.date(year, month, 1) < last]
    names = [f"{tick:%b %Y}" if tick.month == 1 and len(months) > 1 else
             str(tick.year) if len(months) == 1 else f"{tick:%b}" for tick in ticks]
    axes.xaxis.tick_top()
    axes.set_xticks([day(tick) for tick in ticks], names, ha="left")
    axes.tick_params(axis="x", length=0, labelsize=7)
    axes.spines["bottom"].set_visible(False)
    axes.grid(axis="x")
    axes.set_axisbelow(True)


def draw_entry(axes: Axes, edition: Edition, entry: Entry, y: float,
               shown: tuple[dt.date, dt.date]) -> None:
    """Draw the statements of an entry on one row, text above text, with title and passages."""
    tail = (shown[1] - shown[0]) * _OPEN
    texts = list(dict.fromkeys(row.first.text_id for row in entry.dates))
    for row in entry.dates:
        siglum = row.first.text_id
        shift = 0.32 * (texts.index(siglum) - (len(texts) - 1) / 2)
        for part, artist in draw_time(axes, siglum, time_of(row), y + shift, tail=tail):
            tie(edition, row, part, artist)
    _name(axes, edition, entry, y, shown, tail)
    axes.hlines(y + 0.5, 0, 1, transform=axes.get_yaxis_transform(), colors=RULE, lw=0.4,
                zorder=0)


def _name(axes: Axes, edition: Edition, entry: Entry, y: float, shown: tuple[dt.date, dt.date],
          tail: dt.timedelta) -> None:
    """Title and passages on that side of the marks where there is more room."""
    start, end = reach([time_of(row) for row in entry.dates], tail)
    left = start - shown[0] > shown[1] - end
    place: dict[str, Any] = {
        "xy": (day(start if left else end), y), "textcoords": "offset points",
        "ha": "right" if left else "left", "fontsize": 7}
    x = -6 if left else 6
    title = _DATE_IN_TITLE.sub("", entry.title).replace("'", "’")
    artist = axes.annotate(title, xytext=(x, 0.3), va="bottom", **place)
    tie(edition, entry.dates[0], "label", artist)
    artist = axes.annotate(passages(edition, entry), xytext=(x, 0.1), va="top", color=QUIET,
                           **place)
    tie(edition, entry.dates[0], "label-2", artist)


def passages(edition: Edition, entry: Entry) -> str:
    """Where an entry is dated, the siglum of each text said once: ``DB 9.4, 9.7 · HL 4.2``."""
    said: dict[str, list[str]] = {}
    for row in entry.dates:
        siglum, _, number = edition.name_of("passage", row.first.passage_id).partition(" ")
        if number not in said.setdefault(siglum, []):
            said[siglum].append(number)
    return " · ".join(f"{siglum} {', '.join(numbers)}" for siglum, numbers in said.items())


def in_words(edition: Edition, chart: Chart[Any]) -> str:
    """The alternative text: each event or subject with what each statement says of its time."""
    said = [f"{entry.title}: " + ", ".join(
                f"{edition.name_of('passage', row.first.passage_id)} {readable(row.date_edtf)}"
                for row in entry.dates)
            for entry in entries(edition, chart.drawn(edition).values())]
    return f"{chart.title}. " + ("; ".join(said) + "." if said else "Nothing is drawn.")


def left_out(edition: Edition) -> LeftOut:
    """The temporal expressions that no part of the line draws, with the reasons."""
    reasons = {key: why for chart in CHARTS for key, why in chart.left_out(edition).items()}
    # when they are is told by the table of all
    return left_out_list(edition, (edition.dates[key] for key in reasons), reasons, told=())


def _drawing(chart: Chart[DateRow]) -> Drawing:
    return Drawing(chart, lambda edition: line_figure(edition, chart), in_words)


BEGINNINGS, YEAR_1943, YEAR_1944 = map(_drawing, (BEGINNINGS_CHART, YEAR_1943_CHART,
                                                  YEAR_1944_CHART))

DRAWINGS = (BEGINNINGS, YEAR_1943, YEAR_1944)
