"""The drawings of the notebook on territory."""

from __future__ import annotations

import pandas as pd

from edition.charts.territory import CONTRADICTIONS
from edition.charts.territory import MAPS as MAPS_CHART
from edition.charts.territory import SHARE as SHARE_CHART
from edition.charts.territory import STRIP as STRIP_CHART
from edition.edition import Edition
from edition.figures.drawing import Drawing
from edition.figures.maps import maps_figure
from edition.figures.rows import RowTable
from edition.figures.territory_share import describe_shares, share_figure, share_table, word_reasons
from edition.figures.territory_strip import describe_strip, strip_figure


def contradictions(edition: Edition) -> RowTable:
    """The pairs of statements that cannot both be true as they stand, with what they say."""
    lines = [{
        "passage": first.first.passage_id, "says": f"“{first.lemma}”",
        "and": second.first.passage_id, "that": f"“{second.lemma}”", "so": so,
    } for pair, so in CONTRADICTIONS.items() if set(pair) <= edition.controls.keys()
        for first, second in [[edition.controls[key] for key in pair]]]
    heads = list(lines[0]) if lines else ["passage", "and"]
    return RowTable(pd.DataFrame(lines, columns=heads), {"passage": "passage", "and": "passage"})


STRIP = Drawing(STRIP_CHART, strip_figure, describe_strip)
MAPS = Drawing(MAPS_CHART, maps_figure)
SHARE = Drawing(SHARE_CHART, share_figure, describe_shares)

DRAWINGS = (STRIP, MAPS, SHARE)

__all__ = ["DRAWINGS", "MAPS", "SHARE", "STRIP", "contradictions", "share_table", "word_reasons"]
