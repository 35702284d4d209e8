"""Whose losses the texts count, and whose they do not: the empty box is the finding.

A line is a fight, an operation or a killing, or a total over several; a box is a side that
stood to lose in it, with a place each for killed, wounded and captured. What is counted
fills its places, two of them where the text has one number for both; words without a
number stand in the box; a box left empty is a silence. Boxes are no marks: marks are the
rows of the claims alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from edition.charts.casualties import IN_WORDS, PARTIES, SILENCE
from edition.charts.chart import Chart
from edition.dates import readable
from edition.edition import Edition
from edition.figures.casualties import name_of
from edition.figures.casualties_marks import PEOPLE
from edition.figures.casualties_words import losses_in_words
from edition.figures.drawing import Drawing
from edition.figures.marks import number_of, tie
from edition.figures.style import INK, QUIET, SIDE_COLOURS, SMALL, WIDTH
from edition.losses import Line, lines
from edition.model import Claim

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "Italians,\nGermans": ("italy", "germany", "occupiers"),
    "collaborating\nformations": ("collaboration",),
    "resistance,\nAllies": ("resistance", "allied"),
    "civilians": ("civilian",),
}
"""Head of a column → the sides that share it."""

PLACES = ("killed", "wounded", "captured")
SPANS = {
    "killed": (0, 1), "wounded": (1, 2), "captured": (2, 3),
    "killed_and_wounded": (0, 2), "wounded_and_captured": (1, 3),
}
"""Variable → the places of the box that it fills, from and to."""

_NAMES, _PLACE, _BETWEEN = 2.12, 0.215, 0.03  # inches: names, one place, from box to box
_HEAD, _BOX, _GAP, _LINE = 0.63, 0.126, 0.018, 0.1  # inches: heads, a box, air, a line of words
_LETTERS = 49  # of the names and their dates in one line


def _left(column: int) -> float:
    return _NAMES + column * (3 * _PLACE + _BETWEEN)


def draw_silence(axes: Axes, edition: Edition, claims: Iterable[Claim]) -> float:
    """Draw a line for each event that is told; returns the height needed, in inches."""
    axes.set_axis_off()
    _heads(axes)
    height = _HEAD
    for line in lines(edition, claims, PARTIES, IN_WORDS):
        lines_of_words = _name(axes, edition, line, height)
        for column, sides in enumerate(COLUMNS.values()):
            if set(sides) & set(line.sides):
                _box(axes, edition, line, sides, _left(column), height)
        height += max(_BOX, lines_of_words * _LINE) + _GAP
    return height


def _heads(axes: Axes) -> None:
    for column, head in enumerate(COLUMNS):
        x = _left(column)
        axes.text(x + 1.5 * _PLACE, 0.1, head, fontsize=7, ha="center", va="center",
                  linespacing=1.05)
        for place, word in enumerate(PLACES):
            axes.text(x + (place + 0.5) * _PLACE, _HEAD - 0.05, word, fontsize=SMALL, rotation=90,
                      ha="center", va="bottom", color=QUIET)


def _name(axes: Axes, edition: Edition, line: Line, y: float) -> int:
    """What a line is about, when and where it is told, in one line of words or two."""
    name = name_of(edition, line)
    when = readable(line.date_edtf)
    where = ", ".join(edition.name_of("passage", p) for p in line.passages)
    told = where if when in name else f"{when}; {where}"
    top = y + 0.005
    words = axes.text(0, top, name, fontsize=SMALL, va="top")
    if len(name) + len(told) < _LETTERS:
        axes.annotate(f"\u2002{told}", (1, 0), xycoords=words, fontsize=SMALL, va="bottom",
                      color=QUIET)
        return 1
    axes.text(0, top + _LINE, told, fontsize=SMALL, va="top", color=QUIET)
    return 2


def _box(axes: Axes, edition: Edition, line: Line, sides: Iterable[str], x: float, y: float
         ) -> None:
    """The box of a side: what is counted, words without a number, or nothing."""
    axes.add_patch(Rectangle((x, y), 3 * _PLACE, _BOX, fc="none", ec=QUIET, lw=0.5))
    for claim in (c for c in line.claims if c.side in sides):
        _fill(axes, edition, claim, x, y)
    words = ", ".join(w.words for w in line.in_words if w.side in sides)
    axes.text(x + 1.5 * _PLACE, y + _BOX / 2, words, fontsize=SMALL, style="italic", ha="center",
              va="center")


def _fill(axes: Axes, edition: Edition, claim: Claim, x: float, y: float) -> None:
    """What a claim counts, over its places: tinted, or empty within if read from a word."""
    first, last = SPANS[claim.variable]
    colour = SIDE_COLOURS[claim.side]
    corner, width = (x + first * _PLACE, y), (last - first) * _PLACE
    hollow = claim.qualifier == "vague" or claim.cert == "low"
    if not hollow:
        axes.add_patch(Rectangle(corner, width, _BOX, fc=colour, alpha=0.3))
    frame = axes.add_patch(Rectangle(corner, width, _BOX, fc="none", ec=colour, lw=1.2,
                                     zorder=3))
    number = axes.text(x + (first + last) / 2 * _PLACE, y + _BOX / 2,
                       number_of(claim).replace(" ", ""), fontsize=SMALL, ha="center",
                       va="center", color=INK)
    tie(edition, claim, "area", frame)
    tie(edition, claim, "label", number)


def _title(edition: Edition, claims: Iterable[Claim]) -> str:
    """The finding: in how many fights each side's dead or wounded are counted."""
    told = [line for line in lines(edition, claims, PARTIES, IN_WORDS) if line.event]
    occupiers, resistance, *_ = (
        f"{sum(line.counts(*sides) for line in told) or 'none'} of "
        f"{sum(bool(set(sides) & set(line.sides)) for line in told)}"
        for sides in (("italy", "germany", "occupiers"), ("resistance",)))
    return (f"The occupiers’ dead or wounded are counted in {occupiers} fights,\n"
            f"those of the resistance in {resistance}")


def silence_figure(edition: Edition) -> Figure:
    """The whole figure."""
    claims = list(SILENCE.drawn(edition).values())
    figure = plt.figure(figsize=(WIDTH, 4))
    axes = figure.add_axes((0, 0, 1, 1))
    height = draw_silence(axes, edition, claims)
    figure.set_size_inches(WIDTH, height + 0.385)
    axes.set_position((0, 0, 1, height / (height + 0.385)))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(height, 0)
    figure.text(0, 0.995, _title(edition, claims), fontsize=9, va="top", linespacing=1.15)
    return figure


def silence_in_words(edition: Edition, chart: Chart[Any]) -> str:
    """The alternative text: what is counted, what is told in words, and every silence."""
    told = lines(edition, chart.drawn(edition).values(), PARTIES, IN_WORDS)
    text = losses_in_words(edition, chart)
    for column in COLUMNS.values():
        silent = dict.fromkeys(name_of(edition, line) for line in told if _silent(line, column))
        if silent:
            sides = " or ".join(PEOPLE[side] for side in column if side != "occupiers")
            text += f" No losses of {sides} are told for: {'; '.join(silent)}."
    spoken = [f"{edition.name_of('passage', w.passage_id)}, {PEOPLE[w.side]}: “{w.words}”"
              for line in told for w in line.in_words]
    return f"{text} Without a number: {'; '.join(spoken)}." if spoken else text


def _silent(line: Line, sides: Iterable[str]) -> bool:
    """Whether one of the sides has a box in the line, and nothing stands in it."""
    told = {c.side for c in line.claims} | {w.side for w in line.in_words}
    return bool(set(sides) & set(line.sides)) and not set(sides) & told


WHOSE = Drawing(SILENCE, silence_figure, silence_in_words)

DRAWINGS = (WHOSE,)
