"""A declared chart bound to the function that draws it: what notebooks and downloads show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.figure import Figure

from edition.charts.chart import Chart
from edition.charts.words import describe
from edition.edition import Edition
from edition.figures import files
from edition.figures.publish import Published, publish
from edition.figures.rows import TOLD, LeftOut, RowTable, left_out_list, row_table
from edition.figures.style import use_style


@dataclass(frozen=True)
class Drawing:
    """A chart of the book, ready to be shown."""

    chart: Chart[Any]
    draw: Callable[[Edition], Figure]
    words: Callable[[Edition, Chart[Any]], str] = describe  # the alternative text

    def figure(self, edition: Edition) -> Figure:
        """The whole figure, in the style of the edition."""
        use_style()
        return self.draw(edition)

    def show(self, edition: Edition) -> Published:
        """The figure as a page or a notebook shows it; its files are kept, if they are to be."""
        figure = self.figure(edition)
        published = self.publish(figure, edition)
        files.keep(figure, published, self.chart, edition)
        return published

    def publish(self, figure: Figure, edition: Edition) -> Published:
        """A figure that is drawn, with its links and its description; it is closed."""
        return publish(figure, self.chart, edition, self.words(edition, self.chart))

    def rows(self, edition: Edition, without: Edition | None = None) -> RowTable:
        """The rows of the texts that it draws, as a table; those of ``without`` stand elsewhere."""
        told = self.chart.drawn(without) if without else {}
        drawn = self.chart.drawn(edition)
        return row_table(edition, (row for key, row in drawn.items() if key not in told))

    def left_out(self, edition: Edition, told: Sequence[str] = TOLD) -> LeftOut:
        """The rows that it does not draw, with the reasons, and what is told of each."""
        reasons = self.chart.left_out(edition)
        candidates = self.chart.candidates(edition)
        return left_out_list(edition, (candidates[key] for key in reasons), reasons, told)

    def estimates(self, edition: Edition) -> RowTable:
        """The outside estimates that it draws, as a table."""
        return row_table(edition, self.chart.estimates(edition).values())
