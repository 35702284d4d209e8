"""Who holds what over time: a row for each place, scope and text, a mark for each statement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import matplotlib.pyplot as plt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from edition.charts.chart import Chart
from edition.charts.territory import THE_COUNTRY, at_odds_with, following
from edition.charts.words import change_of, counted, label_of
from edition.dates import readable
from edition.edition import Edition
from edition.figures.axes import year_axis
from edition.figures.marks import tie
from edition.figures.statuses import status_key, status_lines, status_parts
from edition.figures.style import QUIET, RULE, SMALL, UNKNOWN_HATCH, WIDTH
from edition.model import Control
from edition.vocabularies import CONTROL_SCOPE_NAMES, CONTROL_SCOPES

_OPEN_END = dt.timedelta(days=45)  # how far dots run towards an end that is not known
_LANE = 7.4  # points, for one line of marks
_LETTER = 2.95  # points, the width of a letter of the labels
_GAP = 0.25  # lanes, between two places
_NAMES, _ABOVE, _BELOW = 94.0, 44.0, 16.0  # points, for names, title and key, and the years


@dataclass(frozen=True)
class Span:
    """A stretch of the axis of time; between two of them no statement is dated."""

    first: dt.date
    last: dt.date
    left: float  # points from the left of the first
    width: float  # points

    def at(self, day: dt.date) -> float:
        """Where a day stands, in points."""
        return self.left + self.width * (day - self.first).days / (self.last - self.first).days


SPANS = (Span(dt.date(1939, 10, 1), dt.date(1941, 2, 1), 0.0, 40.0),
         Span(dt.date(1942, 9, 1), dt.date(1945, 3, 1), 52.0, 198.0))
_RIGHT = SPANS[-1].left + SPANS[-1].width


@dataclass
class Row:
    """A row of the chart: what one text says of one scope of one place."""

    place_id: str
    scope: str
    text_id: str
    lanes: list[list[Control]]  # statements that would run into one another stand in lanes
    leftward: set[str]  # ids of those that have their words to the left


def rows_of(edition: Edition, controls: Iterable[Control]) -> list[Row]:
    """The rows from above: first the places of which both texts speak, then by first statement."""
    groups: dict[tuple[str, str, str], list[Control]] = {}
    for control in sorted(controls, key=lambda k: (k.date.middle, k.id)):
        key = control.place_id, control.control_scope, control.first.text_id
        groups.setdefault(key, []).append(control)
    texts = {place: {key[2] for key in groups if key[0] == place} for place, _, _ in groups}
    places = sorted(texts, key=lambda place: -len(texts[place]))  # otherwise as they come
    scopes = list(CONTROL_SCOPES)[::-1]
    keys = sorted(groups, key=lambda key: (places.index(key[0]), scopes.index(key[1]), key[2]))
    return [Row(*key, *_lanes(edition, groups[key])) for key in keys]


def _lanes(edition: Edition, controls: list[Control]) -> tuple[list[list[Control]], set[str]]:
    """Statements in as few lanes as keep marks and words apart, and which of them turn left.

    Words stand to the right where there is room, else to the left of the mark.
    """
    lanes: list[list[Control]] = []
    taken: list[list[tuple[float, float]]] = []
    leftward = set()
    for control in controls:
        sides = [side for side in (False, True)
                 if side or _extent(edition, control, left=False)[1] <= _RIGHT]
        lane, own, left = next(
            (lane, own, left) for lane in range(len(lanes) + 1) for left in sides
            for own in [_extent(edition, control, left=left)]
            if lane == len(lanes) or all(own[1] < begin or end < own[0]
                                         for begin, end in taken[lane]))
        if lane == len(lanes):
            lanes.append([])
            taken.append([])
        lanes[lane].append(control)
        taken[lane].append(own)
        if left:
            leftward.add(control.id)
    return lanes, leftward


def _extent(edition: Edition, control: Control, *, left: bool) -> tuple[float, float]:
    """Where mark and label begin and end, in points from the left."""
    span, (start, end) = span_of(control), _days(control)
    middle = span.at(control.date.middle)
    begin = min(span.at(start), middle - 9)
    until = max(middle + 5, span.at(max(end, _reach(edition, control)[0])))
    words = _LETTER * len(label(edition, control)) + 7
    return (begin - words, until) if left else (begin, until + words)


def span_of(control: Control) -> Span:
    """The stretch of the axis of time to which a statement belongs."""
    return next((s for s in SPANS if control.date.middle <= s.last), SPANS[-1])


def _days(control: Control) -> tuple[dt.date, dt.date]:
    """The days of the date; an open end is as far away as its dots run."""
    date = control.date
    start = date.start or date.middle - _OPEN_END
    return start, date.end or date.middle + _OPEN_END


def _reach(edition: Edition, control: Control) -> tuple[dt.date, bool]:
    """The day up to which a statement holds by the rows, and whether that end is known."""
    own = control.date.end or control.date.middle
    after = following(edition, control)
    if after and after.date.start:
        return after.date.start, True
    if control.lasting == "lasting":
        return SPANS[-1].last, True
    return (own + _OPEN_END, False) if control.lasting == "temporary" else (own, True)


def label(edition: Edition, control: Control) -> str:
    """What stands beside a mark: passage, share, and the passages that say otherwise."""
    words = _number(control)
    if control.share_low is not None and control.share_high is not None:
        ends = dict.fromkeys(f"{v:g}" for v in (control.share_low, control.share_high))
        words += f": {'–'.join(ends)} per cent"
    odds = [_number(k) if k.first.text_id == control.first.text_id
            else edition.name_of("passage", k.first.passage_id)
            for k in at_odds_with(edition, control)]
    return f"{words} ≠ {', '.join(odds)}" if odds else words


def _number(control: Control) -> str:
    return control.first.passage_id.partition(".")[2]


def draw_strip(panels: Mapping[Span, Axes], edition: Edition, rows: Iterable[Row]) -> None:
    """Draw the rows from above downwards, each on a band of hatch: what no statement covers."""
    y, named = 0.0, ""
    rows = list(rows)
    for row in rows:
        y += _GAP * (row.place_id != named)
        _draw_row(panels, edition, row, y, first=row.place_id != named,
                  siglum=len({r.text_id for r in rows if r.place_id == row.place_id}) > 1)
        y, named = y + len(row.lanes), row.place_id
    for axes in panels.values():
        axes.set_ylim(max(y, 1.0) + _GAP, 0.0)


def _draw_row(panels: Mapping[Span, Axes], edition: Edition, row: Row, y: float, *, first: bool,
              siglum: bool) -> None:
    for axes in panels.values():
        axes.add_patch(Rectangle((0, y + 0.08), 1, len(row.lanes) - 0.16, fc="none", ec=RULE, lw=0,
                                 hatch=UNKNOWN_HATCH, transform=axes.get_yaxis_transform()))
    axes = next(iter(panels.values()))
    scope = CONTROL_SCOPE_NAMES[row.scope] + (f", {row.text_id}" if siglum else "")
    _write(axes, scope, (0, y + 0.5), (-3, 0), ha="right", fontsize=SMALL, color=QUIET,
           xycoords=axes.get_yaxis_transform())
    if first:
        _write(axes, edition.entities[row.place_id].name, (0, y + 0.5), (-_NAMES, 0), fontsize=7,
               xycoords=axes.get_yaxis_transform())
    for lane, controls in enumerate(row.lanes):
        for control in controls:
            draw_statement(panels[span_of(control)], edition, control, y + lane + 0.5,
                           left=control.id in row.leftward)


def _write(axes: Axes, words: str, place: tuple[float, float], shift: tuple[float, float],
           **style: Any) -> Artist:
    return axes.annotate(words, place, xytext=shift, textcoords="offset points", va="center",
                         annotation_clip=False, zorder=5, **style)


def draw_statement(axes: Axes, edition: Edition, control: Control, y: float, *,
                   left: bool = False) -> list[Artist]:
    """Draw one statement at its date: dot, who held before, how long it holds, the label."""
    x = float(date2num(control.date.middle))
    parts = status_parts(axes, control, x, y, size=4.6)
    parts |= _lines(axes, edition, control, y)
    start, end = _days(control)
    if left:
        place, shift, ha = min(x, float(date2num(start))), -11.0, "right"
    else:
        end = max(end, _reach(edition, control)[0])
        place, shift, ha = max(x, float(date2num(end))), 4.5, "left"
    parts["label"] = _write(axes, label(edition, control), (place, y), (shift, -0.3),
                            fontsize=SMALL, ha=ha)
    return [tie(edition, control, part, artist) for part, artist in parts.items()]


def _lines(axes: Axes, edition: Edition, control: Control, y: float
           ) -> Iterator[tuple[str, Artist]]:
    """The bar of a date that is no single day, and the line of what follows from the rows."""
    status, date = control.status_after, control.date
    start, end = _days(control)
    if (end - start).days > 2:
        dotted = date.start is None or date.end is None or date.approximate
        yield from status_lines(axes, "date", status, (start, end), y, 1.4, dotted)
    until, known = _reach(edition, control)
    begin = date.end or date.middle
    if until > begin:
        width = 2.8 if known else 1.4
        yield from status_lines(axes, "after", status, (begin, until), y, width, not known)


def finding(controls: Collection[Control]) -> str:
    """How many statements there are, whose, and how many of them say for how long."""
    if not controls:
        return "No statement"
    texts = [k.first.text_id for k in controls]
    voices = ", ".join(f"{texts.count(t)} by {t}" for t in sorted(set(texts)))
    if len(set(texts)) == 1:
        voices = f"all by {texts[0]}"
    places = {k.place_id for k in controls}
    on = "the country" if places == {THE_COUNTRY} else (
        "one place or region" if len(places) == 1 else f"{len(places)} places and regions")
    lasting = sum(k.lasting == "lasting" for k in controls)
    return (f"{counted(len(texts), 'statement')} on {on}: {voices};\n"
            f"{lasting} of them say{'s' * (lasting == 1)} that a state was to last")


def strip_figure(edition: Edition, chart: Chart[Control]) -> Figure:
    """The whole figure."""
    controls = chart.drawn(edition).values()
    rows = rows_of(edition, controls)
    lines = sum(len(row.lanes) for row in rows) + _GAP * (len({row.place_id for row in rows}) + 1)
    height = max(lines, 1.0) * _LANE
    total = height + _BELOW + _ABOVE
    figure = plt.figure(figsize=(WIDTH, total / 72))
    panels = {span: _panel(figure, span, height / total, _BELOW / total) for span in SPANS}
    draw_strip(panels, edition, rows)
    _break_axis(panels)
    figure.text(0, 1, finding(controls), fontsize=9, va="top")
    status_key(figure, _BELOW + height + 7)
    return figure


def _panel(figure: Figure, span: Span, height: float, bottom: float) -> Axes:
    points = WIDTH * 72
    axes = figure.add_axes(((_NAMES + span.left) / points, bottom, span.width / points, height))
    year_axis(axes, span.first, span.last)
    axes.set_yticks([])
    axes.grid(axis="x")
    axes.set_axisbelow(True)
    return axes


def _break_axis(panels: Mapping[Span, Axes]) -> None:
    """Two strokes across the axis of time at either side of the years that are left out."""
    for axes, end in zip(panels.values(), (1, 0), strict=True):
        axes.plot([end], [0], marker=[(-1, -2), (1, 2)], ms=8, mew=0.8, color=QUIET,
                  transform=axes.transAxes, clip_on=False, zorder=6)


def describe_strip(edition: Edition, chart: Chart[Any]) -> str:
    """The alternative text: place by place, each passage with its date and who held what."""
    said = [f"{chart.title}."]
    for row in rows_of(edition, chart.drawn(edition).values()):
        place, scope = edition.entities[row.place_id].name, CONTROL_SCOPE_NAMES[row.scope]
        told = [f"{label_of(edition, k)}, {readable(k.date_edtf)}, {change_of(k)}"
                for lane in row.lanes for k in lane]
        said.append(f"{place}, {scope}: {'; '.join(told)}.")
    return " ".join(said)
