"""The two accounts compared: what both speak of, and what only one."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import matplotlib.pyplot as plt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from edition.charts import comparison as charts
from edition.charts.chart import Chart
from edition.charts.words import counted, label_of
from edition.edition import Edition
from edition.figures.axes import day, year_axis
from edition.figures.drawing import Drawing
from edition.figures.marks import tie
from edition.figures.style import PAPER, QUIET, RULE, SMALL, WIDTH
from edition.figures.times import draw_shape, draw_time, reach
from edition.model import Parallel, split_list
from edition.timing import Timed, sides, timed, times_of
from edition.vocabularies import ASPECTS, RELATION_NAMES

_FIRST, _LAST = dt.date(1939, 1, 1), dt.date(1945, 10, 1)
_NO_TIME = dt.date(1945, 6, 25)  # the column of passages without a time
_HEAD, _FOOT = 0.6, 0.05  # inches above and below the rows


def in_order(edition: Edition, parallels: Sequence[Parallel]) -> list[Parallel]:
    """The parallels in the order of time; those without any at the end."""
    def when(parallel: Parallel) -> tuple[dt.date, dt.date, str]:
        times = times_of(edition, parallel)
        first = min(times, key=lambda t: t.start, default=None)
        return (first.start, first.end, parallel.id) if first else (dt.date.max,) * 2 + (
            parallel.id,)

    return sorted(parallels, key=when)


# --- marks --------------------------------------------------------------------------


def draw_parallel(axes: Axes, edition: Edition, row: Parallel, y: float) -> list[Artist]:
    """Draw a mark for each passage of a parallel at its time, DB's above HL's.

    A passage without a time stands in the column to the right of the years.
    """
    texts = sides(row)
    parts: list[tuple[str, Artist, str]] = []
    for siglum, locators in texts.items():
        shift = 0.0 if len(texts) == 1 else -0.17 if siglum == next(iter(texts)) else 0.17
        for locator in locators:
            passage = edition.locate(locator)[0].first
            parts += ((part, artist, passage) for part, artist in
                      _mark(axes, siglum, timed(edition, locator), y + shift))
    counted: Counter[str] = Counter()
    for part, artist, passage in parts:
        counted[part] += 1
        number = f"-{counted[part]}" if counted[part] > 1 else ""
        tie(edition, row, f"{part}{number}", artist, passage)
    return [artist for _, artist, _ in parts]


def _mark(axes: Axes, siglum: str, time: Timed | None, y: float) -> Iterator[tuple[str, Artist]]:
    if time:
        yield from draw_time(axes, siglum, time, y)
    else:
        yield "dot", draw_shape(axes, siglum, day(_NO_TIME), y)


def _prepare(axes: Axes, rows: float) -> None:
    """Years above, a row for each parallel, and the column of what has no time."""
    year_axis(axes, _FIRST, _LAST)
    axes.set_ylim(rows - 0.4, -0.6)
    axes.set_yticks([])
    axes.xaxis.tick_top()
    axes.tick_params(axis="x", length=0, labelsize=7)
    years = range(_FIRST.year, _LAST.year + 1)  # the last has only the line at its beginning
    axes.set_xticks([day(dt.date(year, 1, 1)) for year in years],
                    [str(year) for year in years[:-1]] + [""])
    axes.spines["bottom"].set_visible(False)
    axes.grid(axis="x")
    axes.set_axisbelow(True)
    for label in axes.get_xticklabels():
        label.set_horizontalalignment("left")
    axes.annotate("no\ntime", (day(_NO_TIME), 1), xycoords=("data", "axes fraction"),
                  xytext=(0, 3.5), textcoords="offset points", ha="center", va="bottom",
                  fontsize=SMALL, color=QUIET, linespacing=0.95)


def _canvas(height: float, left: float, right: float) -> tuple[Figure, Axes]:
    """A figure of a height in inches with axes between two distances from its left edge."""
    figure = plt.figure(figsize=(WIDTH, height))
    axes = figure.add_axes((left / WIDTH, _FOOT / height, (right - left) / WIDTH,
                            1 - (_HEAD + _FOOT) / height))
    return figure, axes


def _title(figure: Figure, words: str) -> None:
    figure.text(0.004, 1 - 0.03 / figure.get_figheight(), words, fontsize=9, va="top",
                linespacing=1.15)


# --- what both speak of ---------------------------------------------------------------


_LEFT, _RIGHT, _STEP = 1.72, 4.14, 0.204  # inches
_ASPECTS_AT = [1.045 + 0.052 * n for n in range(len(ASPECTS))]  # of the width of the axes


def agreement(edition: Edition, rows: Sequence[Parallel]) -> str:
    """The finding: on how much of what both speak of they agree."""
    if not rows:
        return "The two agree on nothing that is drawn"
    both = sum(p.relation in charts.SHARED for p in edition.parallels.values())
    return f"The two agree on {len(rows)} of the {counted(both, 'subject')} that both speak of"


def difference(rows: Sequence[Parallel]) -> str:
    """The finding: on how much they differ, and in what mostly."""
    if not rows:
        return "The two differ on nothing that is drawn"
    said = f"The two differ on {counted(len(rows), 'subject')}"
    aspects = Counter(a for row in rows for a in split_list(row.aspect))
    if not aspects:
        return said
    most = max(aspects, key=lambda a: (aspects[a], a))
    return f"{said}, most often in {most} ({aspects[most]})"


def agreement_figure(edition: Edition) -> Figure:
    """A row for each subject on which they agree, in the order of time."""
    rows = in_order(edition, list(charts.AGREEMENT.drawn(edition).values()))
    return _shared(edition, rows, agreement(edition, rows))[0]


def difference_figure(edition: Edition) -> Figure:
    """A row for each subject on which they differ, in the order of time, with the aspects."""
    rows = in_order(edition, list(charts.DIFFERENCE.drawn(edition).values()))
    figure, axes = _shared(edition, rows, difference(rows))
    for at, aspect in zip(_ASPECTS_AT, ASPECTS, strict=True):
        axes.annotate(aspect, (at, 1), xycoords="axes fraction", xytext=(0, 3),
                      textcoords="offset points", rotation=90, ha="center", va="bottom",
                      fontsize=SMALL, color=QUIET)
    return figure


def _shared(edition: Edition, rows: Sequence[Parallel], title: str) -> tuple[Figure, Axes]:
    lines = max(len(rows), 3)
    figure, axes = _canvas(_STEP * lines + _HEAD + _FOOT, _LEFT, _RIGHT)
    _prepare(axes, lines)
    _title(figure, title)
    for y, row in enumerate(rows):
        _name_row(axes, edition, row, y)
        draw_parallel(axes, edition, row, y)
    return figure, axes


def _name_row(axes: Axes, edition: Edition, row: Parallel, y: float) -> None:
    """The subject and the passages to the left, the aspects to the right."""
    where: dict[str, Any] = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points",
                             "fontsize": SMALL, "annotation_clip": False}
    edge = 2 - 72 * _LEFT  # points from the axes
    axes.annotate(_short(_set(row.topic)), (0, y), xytext=(edge, 0.6), va="bottom", **where)
    label = axes.annotate(label_of(edition, row), (0, y), xytext=(edge, 0.4), va="top",
                          color=QUIET, **where)
    tie(edition, row, "label", label)
    axes.hlines(y + 0.5, 0, 1, transform=axes.get_yaxis_transform(), colors=RULE, lw=0.4, zorder=0)
    for at, aspect in zip(_ASPECTS_AT, ASPECTS, strict=True):
        if aspect in split_list(row.aspect):
            mark = axes.text(at, y, "×", transform=axes.get_yaxis_transform(), ha="center",
                             va="center_baseline", fontsize=8)
            tie(edition, row, f"aspect-{aspect}", mark)


def _set(topic: str) -> str:
    return topic.replace("'", "’")


def _short(topic: str) -> str:
    """A subject that fits the column: the second half of a long one goes without its date."""
    if len(topic) <= _ROOM:
        return topic
    head, _, tail = topic.partition(": ")
    return f"{head.partition(', ')[0]}: {tail}" if tail else f"{topic[: _ROOM - 1].rstrip()}…"


_ROOM = 40  # characters of the column


# --- what only one speaks of -------------------------------------------------------------


_HALF = dt.date(1942, 1, 1)  # what begins later has its words to the left
_FULL = dt.date(1942, 7, 1)  # what ends later has no room for words to the right
_STEP_ALONE = 0.102  # inches


def silence(edition: Edition, chart: Chart[Parallel], rows: Sequence[Parallel]) -> str:
    """The finding: how much is told by one alone, and how much of it before the other begins."""
    told, other = ("DB", "HL") if chart is charts.DB_ALONE else ("HL", "DB")
    if not rows:
        return f"{told} speaks alone of nothing that is drawn"
    said = f"{told} speaks of {counted(len(rows), 'subject')} of which {other} does not"
    begins = _beginning(edition, other)
    before = [p for p in rows if begins and _is_over(times_of(edition, p), begins)]
    are = "is" if len(before) == 1 else "are"
    return f"{said};\n{len(before)} {are} over before {other} begins" if before else said


def _is_over(times: Sequence[Timed], by: dt.date) -> bool:
    return bool(times) and all(t.end < by and not t.runs_on for t in times)


def _beginning(edition: Edition, siglum: str) -> dt.date | None:
    starts = [t.start for p in edition.parallels.values() for t in times_of(edition, p)
              if t.passage_id.startswith(f"{siglum}.") and not t.opens]
    return min(starts, default=None)


def silence_figure(edition: Edition, chart: Chart[Parallel]) -> Figure:
    """A row for each subject of one text alone, in the order of time."""
    rows = in_order(edition, list(chart.drawn(edition).values()))
    lines = max(len(rows), 5)
    figure, axes = _canvas(_STEP_ALONE * lines + _HEAD + _FOOT, 0.05, WIDTH - 0.03)
    _prepare(axes, lines)
    _title(figure, silence(edition, chart, rows))
    for y, row in enumerate(rows):
        draw_parallel(axes, edition, row, y)
        _name_beside(axes, edition, row, y)
    return figure


def _name_beside(axes: Axes, edition: Edition, row: Parallel, y: float) -> None:
    """Subject and passages to the right of early marks, to the left of late ones."""
    drawn = times_of(edition, row)
    start, end = reach(drawn) if drawn else (_NO_TIME, _NO_TIME)
    topic, label = _set(row.topic), label_of(edition, row).partition(" ")[2]
    left = start > _HALF
    across = not left and end > _FULL  # no room at either side: it stands on the bar
    words = f"{topic}\u2002{label}" if left else f"{label}\u2002{topic}"
    if across:
        words = f"\u2002{words}\u2002"  # the bar ends before the letters
    at = start if left else drawn[0].middle if across else end
    artist = axes.annotate(words, (day(at), y), xytext=(-5.5 if left else 5.5, 0),
                           textcoords="offset points", ha="right" if left else "left",
                           va="center_baseline", fontsize=SMALL, zorder=3)
    if across:
        # lower than the letters, so that it does not cut those of the next rows
        artist.set_bbox({"facecolor": PAPER, "edgecolor": "none", "pad": -1.4})
    tie(edition, row, "label", artist)


# --- in words ------------------------------------------------------------------------------


def in_words(edition: Edition, chart: Chart[Any]) -> str:
    """The alternative text, by relation: each subject with its passages and aspects."""
    drawn = list(chart.drawn(edition).values())
    groups = {relation: [p for p in in_order(edition, drawn) if p.relation == relation]
              for relation in RELATION_NAMES}
    said = [f"{RELATION_NAMES[relation].capitalize()}, {counted(len(rows), 'subject')}: "
            + "; ".join(_spoken(edition, row) for row in rows) + "."
            for relation, rows in groups.items() if rows]
    return " ".join([f"{chart.title}.", *(said or ["Nothing is drawn."])])


def _spoken(edition: Edition, row: Parallel) -> str:
    aspects = ", ".join(split_list(row.aspect))
    return f"{row.topic} ({label_of(edition, row)}{f'; {aspects}' if aspects else ''})"


def _alone(chart: Chart[Parallel]) -> Drawing:
    return Drawing(chart, partial(silence_figure, chart=chart), in_words)


AGREEMENT = Drawing(charts.AGREEMENT, agreement_figure, in_words)
DIFFERENCE = Drawing(charts.DIFFERENCE, difference_figure, in_words)
HL_ALONE, DB_ALONE = _alone(charts.HL_ALONE), _alone(charts.DB_ALONE)

DRAWINGS = (AGREEMENT, DIFFERENCE, HL_ALONE, DB_ALONE)
