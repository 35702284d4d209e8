"""Small maps, six to a figure: what the texts say of a span of time, place by place.

Plain equirectangular projection with the right proportion at the middle of the country,
north up. What is a town with known coordinates is a mark at its place; a country district
or a zone is a mark without an edge, since nobody says how far it reached; what has no place
on the map (the country, its roads and ports, places not identified) is told below it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

import matplotlib.pyplot as plt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from edition.charts.chart import Chart
from edition.charts.territory import FRAMES, REGIONS, THE_COUNTRY, Frame, at_odds_with
from edition.charts.words import counted
from edition.edition import Edition
from edition.figures.marks import tie
from edition.figures.statuses import draw_halo, draw_mark, status_key
from edition.figures.style import INK, QUIET, RULE, SMALL, WIDTH
from edition.model import Control, Place
from edition.vocabularies import CONTROL_SCOPE_NAMES

GROUND = Path(__file__).with_name("natural_earth.geojson")

_SOUTH, _NORTH, _MIDDLE = 39.45, 42.75, 19.88  # degrees
_COLUMNS, _CELL, _WIDE, _TALL = 3, 116.8, 111.8, 130.5  # points: a cell, the map in it
_HEAD, _LINE, _ABOVE, _BELOW = 10.0, 7.8, 44.0, 12.0  # points: title of a map, a line below it
_SINGLE = 4  # lines below a map before they are set in two columns
_REGION, _DISTRICT = 42.0, 18.0  # points across: no extent is meant by either
_KM_PER_DEGREE = 111.2
_LETTER = 2.9  # points, the width of a letter
# where names would run into one another: those to the left of their mark, those moved up (points)
_LEFT = {"lezhe", "peze", "tomorrice", "konispol", "zagori", "mallakaster", "drashovice", "vlore",
         "berat", "sarande", "himare", "shkoder", "gjirokaster"}
_RAISED = {"berat": 6.0, "vlore": 1.0, "gjirokaster": -4.0, "mallakaster": 4.0, "zagori": -3.0,
           "permet": -2.0, "korce": 2.0}


def position(edition: Edition, place_id: str) -> tuple[float, float] | None:
    """Longitude and latitude at which a place stands, or None if it has no place on the map."""
    place = edition.entities[place_id]
    assert isinstance(place, Place)
    if place.lon is not None and place.lat is not None:
        return place.lon, place.lat
    ends = [position(edition, key) for key in REGIONS.get(place_id, ())]
    known = [end for end in ends if end]
    if not known:
        return None
    return tuple(sum(axis) / len(known) for axis in zip(*known, strict=True))  # type: ignore[return-value]


def is_point(edition: Edition, row: Control) -> bool:
    """Whether a statement is of a town whose place is known, and not of country about it."""
    place = edition.entities[row.place_id]
    assert isinstance(place, Place)
    return row.control_scope == "town" and place.where_prec in ("1", "2")


def by_place(edition: Edition, rows: Collection[Control]
             ) -> tuple[dict[str, list[Control]], list[Control]]:
    """The statements on places of the map, and those that are told below it; both by date."""
    placed: dict[str, list[Control]] = {}
    below = []
    for row in sorted(rows, key=lambda k: (k.date.middle, k.id)):
        if position(edition, row.place_id):
            placed.setdefault(row.place_id, []).append(row)
        else:
            below.append(row)
    return placed, below


def draw_frame(axes: Axes, edition: Edition, rows: Collection[Control]) -> None:
    """Draw one map: the ground, a mark for each statement, what is told below."""
    _draw_ground(axes)
    placed, below = by_place(edition, rows)
    for place_id, own in placed.items():
        _draw_place(axes, edition, place_id, own)
    columns = 1 if len(below) <= _SINGLE else 2
    for number, row in enumerate(below):
        line, column = divmod(number, columns)
        shift = 3.5 + column * _CELL / 2, -_HEAD + 2 - line * _LINE
        west, south = axes.get_xlim()[0], axes.get_ylim()[0]
        _draw_line(axes, edition, row, (west, south), shift, _told_below(edition, row))


def _draw_place(axes: Axes, edition: Edition, place_id: str, rows: Sequence[Control]) -> None:
    """The last statement at the place itself; where there are several, all of them beside it."""
    place = position(edition, place_id)
    assert place is not None
    last = [k for k in rows if k.control_scope != "road"][-1:] or list(rows[-1:])
    row = last[0]
    if is_point(edition, row):
        parts = draw_mark(axes, row, *place, size=5.0)
    else:
        parts = draw_halo(axes, row, *place, size=_REGION if place_id in REGIONS else _DISTRICT)
    _tie(edition, row, parts)
    name = edition.entities[place_id].name
    x, side = _beside(place_id, name)
    told = [_told_beside(edition, each) for each in rows]
    top = _LINE / 2 * len(rows) + _RAISED.get(place_id, 0.0)
    tie(edition, row, "name", _write(axes, name, place, (x, top), side))
    if len(rows) == 1:
        tie(edition, row, "label", _write(axes, told[0], place, (x, top - _LINE + 0.8), side))
        return
    start = min(x, -max(map(len, told)) * _LETTER - 12) if side == "right" else x
    for count, (each, words) in enumerate(zip(rows, told, strict=True), 1):
        _draw_line(axes, edition, each, place, (start + 2.5, top - count * _LINE), words,
                   again=each is row)


def _beside(place_id: str, words: str) -> tuple[float, str]:
    """How far from its place a name stands, in points, and by which side it is held."""
    if place_id in REGIONS:  # across the mark, which is wide
        return -len(words) * _LETTER / 2, "left"
    return (-4.5, "right") if place_id in _LEFT else (4.5, "left")


def _draw_line(axes: Axes, edition: Edition, row: Control, place: tuple[float, float],
               shift: tuple[float, float], words: str, *, again: bool = False) -> None:
    """A small mark with words behind it, ``shift`` points from a place."""
    parts = draw_mark(axes, row, *place, size=4.0, shift=shift)
    _tie(edition, row, parts, "-2" if again else "")
    label = _write(axes, words, place, (shift[0] + 4.5, shift[1] - 0.3), "left")
    tie(edition, row, "label", label)


def _tie(edition: Edition, row: Control, parts: Mapping[str, Artist], tail: str = "") -> None:
    for part, artist in parts.items():
        tie(edition, row, part + tail, artist)


def _write(axes: Axes, words: str, place: tuple[float, float], shift: tuple[float, float],
           side: str) -> Artist:
    return axes.annotate(words, place, xytext=shift, textcoords="offset points", va="center",
                         ha=side, fontsize=SMALL, annotation_clip=False, zorder=6)


def number(edition: Edition, row: Control) -> str:
    """The passage of a mark, with its text if that is not the one of most statements."""
    siglum, _, rest = row.first.passage_id.partition(".")
    odds = [k.first.passage_id.partition(".")[2] for k in at_odds_with(edition, row)
            if k.place_id == row.place_id and is_point(edition, k)]
    return (rest if siglum == next(iter(edition.texts)) else f"{siglum} {rest}") + (
        f" ≠ {', '.join(odds)}" if odds else "")


def _told_below(edition: Edition, row: Control) -> str:
    """What a statement without a place on the map is of: ``roads 11.9``, ``Mesaplik 8.6``."""
    place = edition.entities[row.place_id]
    assert isinstance(place, Place)
    of = _scope(row) if row.place_id == THE_COUNTRY else place.name
    return f"{of} {number(edition, row)}"


def _told_beside(edition: Edition, row: Control) -> str:
    return number(edition, row) + (" roads" if row.control_scope == "road" else "")


def _scope(row: Control) -> str:
    return CONTROL_SCOPE_NAMES[row.control_scope].removeprefix("the ").removeprefix("a ")


def _draw_ground(axes: Axes) -> None:
    """Land, coast and borders, in a thin frame."""
    axes.set_axis_off()
    half = _WIDE / _TALL * (_NORTH - _SOUTH) / 2 / math.cos(math.radians((_NORTH + _SOUTH) / 2))
    axes.set(xlim=(_MIDDLE - half, _MIDDLE + half), ylim=(_SOUTH, _NORTH))
    axes.add_patch(Rectangle((0, 0), 1, 1, transform=axes.transAxes, fc="none", ec=RULE, lw=0.6,
                             gid=f"{axes.get_gid()}-map"))
    for kind, lines in _ground():
        if kind == "land":
            axes.add_patch(Polygon(lines[0], closed=True, fc=RULE, alpha=0.45, lw=0))
        else:
            axes.add_collection(LineCollection(
                lines, colors=QUIET, linewidths=0.55, alpha=0.7,
                linestyles="-" if kind == "coast" else (0, (3, 2))), autolim=False)


def _ground() -> Iterator[tuple[str, list[list[tuple[float, float]]]]]:
    for feature in json.loads(GROUND.read_text("utf-8"))["features"]:
        yield feature["properties"]["kind"], feature["geometry"]["coordinates"]


def _draw_scale(axes: Axes) -> None:
    """A bar of fifty kilometres, and where north is."""
    west, south = axes.get_xlim()[0] + 0.25, axes.get_ylim()[0] + 0.22
    length = 50 / _KM_PER_DEGREE / math.cos(math.radians(south))
    axes.add_collection(LineCollection([[(west, south), (west + length, south)]], colors=INK,
                                       linewidths=1.2), autolim=False)
    axes.text(west + length / 2, south + 0.05, "50 km", fontsize=SMALL, ha="center", va="bottom")
    axes.annotate("N", (west + length / 2, south + 0.95), (0, -16), textcoords="offset points",
                  fontsize=SMALL, ha="center", va="center",
                  arrowprops={"arrowstyle": "->", "color": INK, "lw": 0.7, "shrinkB": 0})


def finding(edition: Edition, rows: Collection[Control]) -> str:
    """How many statements are of a town that can be put on a map, and how many are not."""
    if not rows:
        return "No statement"
    points = sum(is_point(edition, k) for k in rows)
    nowhere = sum(position(edition, k.place_id) is None for k in rows)
    are, have = "is" if points == 1 else "are", "has" if nowhere == 1 else "have"
    return (f"Of {counted(len(rows), 'statement')} {points} {are} of a town with a known place;\n"
            f"{nowhere} {have} no place on a map at all")


def maps_figure(edition: Edition, chart: Chart[Control], frames: Sequence[Frame]) -> Figure:
    """The whole figure: the frames in rows of three."""
    rows = chart.drawn(edition).values()
    held = [[k for k in rows if frame.holds(k)] for frame in frames]
    lines = [_lines(edition, own) for own in held]
    deep = [max(lines[n : n + _COLUMNS]) for n in range(0, len(frames), _COLUMNS)]
    total = _ABOVE + _BELOW + sum(_HEAD + _TALL + 7 + _LINE * depth for depth in deep)
    figure = plt.figure(figsize=(WIDTH, total / 72))
    top = total - _ABOVE
    for n, (frame, own) in enumerate(zip(frames, held, strict=True)):
        line, column = divmod(n, _COLUMNS)
        bottom = top - sum(_HEAD + _TALL + 7 + _LINE * d for d in deep[:line]) - _HEAD - _TALL
        axes = _frame_axes(figure, frame, (column * _CELL, bottom), total)
        draw_frame(axes, edition, own)
        if n == 0:
            _draw_scale(axes)
    figure.text(0, 1, finding(edition, rows), fontsize=9, va="top")
    status_key(figure, total - _ABOVE + 8, before=False)
    figure.text(0, 0, "Coast and borders: Natural Earth. The borders are those of today.",
                fontsize=SMALL, color=QUIET, va="bottom")
    return figure


def _lines(edition: Edition, rows: Collection[Control]) -> int:
    below = len(by_place(edition, rows)[1])
    return below if below <= _SINGLE else -(-below // 2)


def _frame_axes(figure: Figure, frame: Frame, corner: tuple[float, float], total: float) -> Axes:
    """The axes of one map; the maps of all figures are counted through."""
    number = FRAMES.index(frame) + 1
    axes = figure.add_axes((corner[0] / 72 / WIDTH, corner[1] / total, _WIDE / 72 / WIDTH,
                            _TALL / total), label=frame.title)
    axes.set_gid(f"frame-{number}")
    axes.text(0, 1, frame.title, fontsize=7, va="bottom", ha="left",
              transform=axes.transAxes, gid=f"frame-{number}-title")
    return axes
