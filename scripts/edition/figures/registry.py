"""All drawings, in the order of the book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from edition.edition import Edition
from edition.figures import (
    casualties,
    casualties_national,
    casualties_silence,
    chronology,
    comparison,
    forces,
    territory,
)
from edition.figures.drawing import Drawing
from edition.figures.files import write_figure

FIGURES: Mapping[str, Drawing] = {d.chart.chart_id: d for d in (
    *forces.DRAWINGS,
    *casualties.DRAWINGS,
    *casualties_silence.DRAWINGS,
    *casualties_national.DRAWINGS,
    *territory.DRAWINGS,
    *comparison.DRAWINGS,
    *chronology.DRAWINGS,
)}
"""Chart id → its drawing."""


def write_figures(edition: Edition, chart_ids: Iterable[str], folder: Path) -> None:
    """Draw charts for their files alone."""
    for drawing in (FIGURES[chart_id] for chart_id in chart_ids):
        figure = drawing.figure(edition)
        published = drawing.publish(figure, edition)
        write_figure(figure, published, drawing.chart, edition, folder)
