"""The share that each text gives: words and the one percentage, with the bounds of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.dates import MonthLocator, date2num
from matplotlib.figure import Figure

from edition.charts.chart import Chart
from edition.charts.territory import SHARE, THE_COUNTRY, share_of
from edition.charts.words import label_of, said_of
from edition.dates import readable
from edition.edition import Edition
from edition.figures.axes import moved, year_axis
from edition.figures.marks import draw_claim, tie
from edition.figures.rows import RowTable
from edition.figures.style import INK, OCCUPIED, SIDE_COLOURS, TALLEST, TEXT_MARKERS, WIDTH
from edition.model import Claim, Control

Share = Claim | Control

_FIRST, _LAST = dt.date(1942, 12, 1), dt.date(1945, 2, 1)
_OPEN_END = dt.timedelta(days=45)
# where a label would run into a mark: points to the right of the mark, share it stands at
_LABELS: Mapping[str, tuple[float, float]] = {
    "C321": (8, 85), "K222": (-8, 18), "K230": (8, 25), "K315": (-11, 86), "K321": (-8, 64),
    "C308": (-9, 75), "K225": (-8, 75), "K229": (8, 25), "K303": (26, 80), "K304": (26, 26),
}
_BESIDE = {"K321": 6.0}  # points: beside a mark of the other text on the day before
_TIMES = {"K321": 54.0}  # share the bar of its time stands at: in the middle it would be DB's 75


def _of_country(row: Share) -> bool:
    return not isinstance(row, Control) or row.place_id == THE_COUNTRY


def _gained(row: Share) -> bool:
    """Whether the share is that of the resistance."""
    return not isinstance(row, Control) or row.status_after == "resistance"


PANELS: Mapping[str, Callable[[Share], bool]] = {
    "Of the country, with the resistance": lambda row: _of_country(row) and _gained(row),
    "Of the country, with the occupiers or lost to them":
        lambda row: _of_country(row) and not _gained(row),
    "Of a region only, with the resistance": lambda row: not _of_country(row),
}
"""Title of a panel → the statements it shows."""


def _drawn(edition: Edition) -> list[Share]:
    return [row for row in SHARE.drawn(edition).values() if isinstance(row, Claim | Control)]


def interval(edition: Edition, row: Share) -> str:
    """The share in digits: ``10–50``, ``75``."""
    return "–".join(dict.fromkeys(f"{v:g}" for v in share_of(edition, row)))


def said_share(edition: Edition, row: Share) -> str:
    """The words of a share as the text has them: the turn of the word table, else the figure."""
    word = edition.word_of(row) if from_word(row) else None
    return f"“{word.word}”" if word else f"“{row.lemma}”"


def from_word(row: Share) -> bool:
    """Whether the share is read from words."""
    return row.share_from_word if isinstance(row, Control) else row.range_basis == "from_word"


def finding(edition: Edition, title: str, rows: Collection[Share]) -> str:
    """The title of a panel: what each text gives of the country, or of a region, in their order."""
    told: dict[str, list[str]] = {}
    for row in sorted(rows, key=lambda r: (r.first.text_id, *_order(r))):
        region = "" if _of_country(row) else (
            f" per cent of {edition.entities[row.place_id].name}")
        told.setdefault(row.first.text_id, []).append(f"{interval(edition, row)}{region}")
    tail = " per cent" if all(map(_of_country, rows)) else ""
    voices = "; ".join(f"{text_id} {', '.join(said)}{tail}" for text_id, said in told.items())
    return f"{title}:\n{voices}" if told else f"{title}: no statement"


def _order(row: Share) -> tuple[dt.date, str]:
    return row.date.middle, row.id


def draw_share(axes: Axes, edition: Edition, row: Share) -> list[Artist]:
    """Draw one share at its date, from its lower to its upper bound.

    Hollow ends are read from words or doubtful; a bar lies along a date that is no day.
    """
    x, ends = float(date2num(row.date.middle)), share_of(edition, row)
    colour = SIDE_COLOURS["resistance"] if _gained(row) else OCCUPIED
    hollow = from_word(row) or row.cert == "low"
    style: dict[str, Any] = {"color": colour, "ms": 5.2, "mew": 1.1, "mfc": "white" if hollow
                             else colour, "mec": colour if hollow else INK, "zorder": 4}
    marker = TEXT_MARKERS.get(row.first.text_id, "s")
    beside = _BESIDE.get(row.id, 0.0)
    style["transform"] = moved(axes, (beside, 0))
    parts: dict[str, Artist] = {}
    start, end = row.date.start, row.date.end
    if start is None or end is None or (end - start).days > 2:
        days = start or row.date.middle - _OPEN_END, end or row.date.middle + _OPEN_END
        open_end = start is None or end is None or row.date.approximate
        height = _TIMES.get(row.id, sum(ends) / 2)
        parts["date"], = axes.plot([float(date2num(d)) for d in days], [height] * 2,
                                   color=colour, lw=1.3, ls=(0, (1, 1.6)) if open_end else "-",
                                   solid_capstyle="butt", zorder=2)
    if ends[0] == ends[1]:
        parts["dot"], = axes.plot([x], [ends[0]], marker, **style)
    else:
        parts["range"], = axes.plot([x, x], ends, marker=marker, lw=2.2, **style)
    shift, height = _LABELS.get(row.id, (7, ends[0]))
    words = f"{said_share(edition, row)}\n" if from_word(row) else ""
    lost = ", lost" if isinstance(row, Control) and row.status_before == "resistance" and not (
        _gained(row)) else ""
    parts["label"] = axes.annotate(
        f"{words}{interval(edition, row)} per cent{lost}, {label_of(edition, row)}", (x, height),
        xytext=(shift + beside, 0), textcoords="offset points", va="center", fontsize=7,
        linespacing=1.1, ha="right" if shift < 0 else "left", annotation_clip=False, zorder=5,
    )
    return [tie(edition, row, part, artist) for part, artist in parts.items()]


def share_figure(edition: Edition) -> Figure:
    """The whole figure."""
    rows, estimates = _drawn(edition), SHARE.estimates(edition).values()
    figure, panels = plt.subplots(3, 1, figsize=(WIDTH, TALLEST), sharex=True, layout="constrained",
                                  height_ratios=[2.4, 1, 1])
    for axes, (title, shown) in zip(panels, PANELS.items(), strict=True):
        own = [row for row in rows if shown(row)]
        _prepare(axes)
        axes.set_title(finding(edition, title, own))
        for row in own:
            draw_share(axes, edition, row)
    for estimate in estimates:
        draw_claim(panels[0], edition, estimate, above=estimate.high is None, left=True)
    return figure


def _prepare(axes: Axes) -> None:
    year_axis(axes, _FIRST, _LAST)
    axes.xaxis.set_minor_locator(MonthLocator((4, 7, 10)))
    axes.set_ylim(0, 106)
    axes.set_yticks([0, 50, 100])
    axes.grid(axis="y")
    axes.set_axisbelow(True)


def share_table(edition: Edition) -> RowTable:
    """Every share that is drawn: the words, the bounds they are given, of what, and whose."""
    rows = sorted(_drawn(edition), key=_order)
    lines = [{
        "passage": row.first.passage_id,
        "words": f"“{row.lemma}”",
        "per cent": interval(edition, row),
        "of": edition.entities[row.place_id].name,
        "with": "the resistance" if _gained(row) else "the occupiers",
        "when": readable(row.date_edtf),
    } for row in rows]
    return RowTable(pd.DataFrame(lines, columns=list(lines[0]) if lines else ["passage"]),
                    {"passage": "passage"})


def word_reasons(edition: Edition) -> RowTable:
    """The words of the shares that are drawn, each with its bounds and why it has them."""
    shares = {row: edition.word_of(row) for row in sorted(_drawn(edition), key=_order)
              if from_word(row)}
    lines = {word.word: {"word": f"“{word.word}”", "per cent": interval(edition, row),
                         "why": word.reason} for row, word in shares.items() if word}
    return RowTable(pd.DataFrame(list(lines.values()), columns=["word", "per cent", "why"]))


def describe_shares(edition: Edition, chart: Chart[Any]) -> str:
    """The alternative text: panel by panel, the words of each share and its bounds."""
    said = []
    for title, shown in PANELS.items():
        rows = sorted((r for r in _drawn(edition) if shown(r)), key=_order)
        told = "; ".join(
            f"{label_of(edition, r)}, {readable(r.date_edtf)}, {said_share(edition, r)}: "
            f"{interval(edition, r)} per cent of {edition.entities[r.place_id].name}" for r in rows)
        said.append(f"{title}: {told or 'no statement'}.")
    outside = "; ".join(said_of(edition, e) for e in chart.estimates(edition).values())
    return " ".join([f"{chart.title}.", *said, f"From outside: {outside}." if outside else ""]
                    ).strip()
