"""All drawings, in the order of the book."""

from __future__ import annotations

from collections.abc import Mapping

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
