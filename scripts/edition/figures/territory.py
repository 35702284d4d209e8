"""The drawings of the notebook on territory."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd

from edition.charts import territory as charts
from edition.charts.chart import Chart
from edition.charts.territory import CONTRADICTIONS, FRAMES, Frame
from edition.edition import Edition
from edition.figures.drawing import Drawing
from edition.figures.maps import maps_figure
from edition.figures.rows import RowTable, row_table
from edition.figures.territory_share import describe_shares, share_figure, share_table, word_reasons
from edition.figures.territory_strip import describe_strip, strip_figure
from edition.model import Control


def contradictions(edition: Edition) -> RowTable:
    """The pairs of statements that cannot both be true as they stand, with what they say."""
    lines = [{
        "passage": first.first.passage_id, "says": f"“{first.lemma}”",
        "and": second.first.passage_id, "that": f"“{second.lemma}”", "so": so,
    } for pair, so in CONTRADICTIONS.items() if set(pair) <= edition.controls.keys()
        for first, second in [[edition.controls[key] for key in pair]]]
    heads = list(lines[0]) if lines else ["passage", "and"]
    return RowTable(pd.DataFrame(lines, columns=heads), {"passage": "passage", "and": "passage"})


def statements(edition: Edition) -> RowTable:
    """Every statement that the strips and the maps draw."""
    return row_table(edition, edition.controls.values())


def _strip(chart: Chart[Control]) -> Drawing:
    return Drawing(chart, partial(strip_figure, chart=chart), describe_strip)


def _maps(chart: Chart[Control], frames: Sequence[Frame]) -> Drawing:
    return Drawing(chart, partial(maps_figure, chart=chart, frames=frames))


COUNTRY, PLACES = _strip(charts.COUNTRY), _strip(charts.PLACES)
MAPS_1943, MAPS_1944 = (_maps(charts.MAPS_1943, FRAMES[:6]), _maps(charts.MAPS_1944, FRAMES[6:]))
SHARE = Drawing(charts.SHARE, share_figure, describe_shares)

DRAWINGS = (COUNTRY, PLACES, MAPS_1943, MAPS_1944, SHARE)

__all__ = ["COUNTRY", "DRAWINGS", "MAPS_1943", "MAPS_1944", "PLACES", "SHARE", "contradictions",
           "share_table", "statements", "word_reasons"]
