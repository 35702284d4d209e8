"""The figures of the notebook on forces."""

from __future__ import annotations

from collections.abc import Mapping

from edition.charts.chart import Chart, claims

NO_ORDER = "the words name no order of magnitude"

IMPLAUSIBLE: Mapping[str, str] = {
    "C013": "more than the whole German force that either text gives for Albania",
}
"""Claims that cannot be true as they stand: drawn apart from the others, and said so."""

STRENGTHS = Chart(
    chart_id="forces-strengths",
    notebook="forces",
    title="Strengths that the two texts give, in persons",
    about=claims("force_size"),
    reasons={
        **dict.fromkeys(("C008", "C015", "C018", "C105", "C309"), NO_ORDER),
        "C010": "a mission of advisers is not a fighting force",
    },
)

CHARTS = (STRENGTHS,)
