"""The drawings of the notebook on territory."""

from __future__ import annotations

from edition.charts.territory import MAPS as MAPS_CHART
from edition.charts.territory import SHARE as SHARE_CHART
from edition.charts.territory import STRIP as STRIP_CHART
from edition.figures.drawing import Drawing
from edition.figures.maps import maps_figure
from edition.figures.territory_share import describe_shares, share_figure, share_table
from edition.figures.territory_strip import describe_strip, strip_figure

STRIP = Drawing(STRIP_CHART, strip_figure, describe_strip)
MAPS = Drawing(MAPS_CHART, maps_figure)
SHARE = Drawing(SHARE_CHART, share_figure, describe_shares)

DRAWINGS = (STRIP, MAPS, SHARE)

__all__ = ["DRAWINGS", "MAPS", "SHARE", "STRIP", "share_table"]
