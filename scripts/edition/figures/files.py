"""The files of each figure that readers can download.

A notebook keeps those of the figures that it shows, where the environment says so; what no
notebook shows is drawn for its files alone.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.text import Text

from edition.charts.chart import Chart, Row
from edition.charts.registry import CHARTS, KEPT
from edition.edition import Edition
from edition.figures.publish import Published
from edition.figures.style import HALO, PAPER
from edition.model import Dated, whole


def keep(figure: Figure, published: Published, chart: Chart[Any], edition: Edition) -> None:
    """Write the files of a figure that is shown, if they are to be kept."""
    folder = os.environ.get(KEPT)
    if folder and chart.chart_id in CHARTS:
        write_figure(figure, published, chart, edition, Path(folder))


def write_figure(figure: Figure, published: Published, chart: Chart[Any], edition: Edition,
                 folder: Path) -> None:
    """Write ``<chart>.svg``, ``.png`` and ``.csv``; words of the figure get an outline."""
    _outline_words(figure)
    figure.savefig(folder / f"{chart.chart_id}.png", dpi=200, facecolor=PAPER,
                   metadata={"Software": None})
    (folder / f"{chart.chart_id}.svg").write_text(published.svg + "\n", encoding="utf-8")
    _write_rows(chart, edition, folder / f"{chart.chart_id}.csv")


def _outline_words(figure: Figure) -> None:
    """The outline of paper that words have in the SVG."""
    for words in figure.findobj(Text):
        words.set_path_effects([withStroke(linewidth=2 * HALO, foreground=PAPER)])


def _write_rows(chart: Chart[Any], edition: Edition, path: Path) -> None:
    """The rows that have a mark, in the columns of their tables, and the days of their dates."""
    rows = [{**_cells(row), **_days(row)} for row in chart.marks(edition).values()]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)),
                                restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _cells(row: Row) -> dict[str, object]:
    return {name: whole(getattr(row, name)) for name in row.columns()}


def _days(row: Row) -> dict[str, object]:
    if not isinstance(row, Dated):
        return {}
    return {"date_start": row.date.start or "", "date_end": row.date.end or "",
            "date_prec": row.date.precision}
