"""All drawings, in the order of the book."""

from __future__ import annotations

from collections.abc import Mapping

from edition.figures import chronology, comparison, forces
from edition.figures.drawing import Drawing

FIGURES: Mapping[str, Drawing] = {d.chart.chart_id: d for d in (
    *forces.DRAWINGS,
    *comparison.DRAWINGS,
    *chronology.DRAWINGS,
)}
"""Chart id → its drawing."""
