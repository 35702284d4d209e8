"""What the charts declare: every claim is drawn or left out with a reason."""

from __future__ import annotations

import pytest

from conftest import REPO
from edition import Edition
from edition.charts import CHARTS, IMPLAUSIBLE
from edition.figures import FIGURES
from edition.vocabularies import SIDES, VARIABLES

CHARTED = ("force_size",)  # variables that have a chart
LATER = "drawn by a later notebook"
UNCHARTED = dict.fromkeys(
    ("units", "killed", "wounded", "killed_and_wounded", "captured", "wounded_and_captured",
     "members", "territory_share", "duration", "population"), LATER)


def test_every_variable_has_a_chart_or_a_reason(edition: Edition) -> None:
    """A variable is charted or listed above with the reason, never both, never neither."""
    assert {c.variable for c in CHARTS.values()} == set(CHARTED)
    assert UNCHARTED.keys().isdisjoint(CHARTED)
    assert UNCHARTED.keys() | set(CHARTED) == VARIABLES.keys()
    assert all(UNCHARTED.values())
    assert {c.variable for c in edition.claims.values()} <= VARIABLES.keys()


@pytest.mark.parametrize("variable", CHARTED)
def test_every_claim_is_drawn_or_left_out_with_a_reason(edition: Edition, variable: str) -> None:
    """Count in, count out: no claim of a charted variable is dropped."""
    charts = [c for c in CHARTS.values() if c.variable == variable]
    claims = {c.claim_id for c in edition.claims.values() if c.variable == variable}
    drawn = {key for chart in charts for key in chart.drawn(edition)}
    left = {key: why for chart in charts for key, why in chart.left_out(edition).items()}
    assert claims == drawn | left.keys() != set()
    assert all(why.strip() for why in left.values())


@pytest.mark.parametrize("chart_id", CHARTS)
def test_a_claim_is_not_both_drawn_and_left_out(edition: Edition, chart_id: str) -> None:
    """The two lists of a chart share nothing and are together all its candidates."""
    chart = CHARTS[chart_id]
    drawn, left = chart.drawn(edition), chart.left_out(edition)
    assert not drawn.keys() & left.keys()
    assert drawn.keys() | left.keys() == chart.candidates(edition).keys()


@pytest.mark.parametrize("chart_id", CHARTS)
def test_a_chart_names_what_exists(edition: Edition, chart_id: str) -> None:
    """Its variable, sides, notebook and drawing exist; each reason is of a candidate."""
    chart = CHARTS[chart_id]
    assert chart.chart_id == chart_id
    assert chart.variable in VARIABLES
    assert set(chart.sides) <= set(SIDES)
    assert set(chart.reasons) <= chart.candidates(edition).keys()
    page = (REPO / "book" / f"{chart.notebook}.md").read_text("utf-8")
    assert f"name: {chart_id}" in page
    assert chart_id in FIGURES


def test_what_cannot_be_true_is_a_claim_that_is_drawn(edition: Edition) -> None:
    """An implausible figure is set apart, never left out."""
    drawn = {key for chart in CHARTS.values() for key in chart.drawn(edition)}
    assert set(IMPLAUSIBLE) <= drawn
