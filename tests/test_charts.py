"""What the charts declare: every row is drawn or left out with a reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conftest import REPO
from edition import Edition
from edition.charts.chart import Chart
from edition.charts.forces import IMPLAUSIBLE
from edition.charts.registry import CHARTS, NOT_CHARTED, drawn_in, left_out
from edition.charts.words import counted, describe, said_of
from edition.figures.registry import FIGURES
from edition.vocabularies import COUNTED, VARIABLES


def test_every_claim_is_drawn_or_left_out_with_a_reason(edition: Edition) -> None:
    """Count in, count out: over all figures no claim is dropped."""
    drawn, left = drawn_in(edition), left_out(edition)
    assert drawn.keys().isdisjoint(left)
    assert edition.claims.keys() <= drawn.keys() | left.keys()
    assert all(reason.strip() for reason in left.values())
    assert len(drawn) > len(left)


def test_what_has_no_chart_has_a_reason(edition: Edition) -> None:
    """A variable without a figure says why; one with a figure does not."""
    charted = {edition.claims[key].variable for key in drawn_in(edition) if key in edition.claims}
    assert charted.isdisjoint(NOT_CHARTED)
    assert charted | NOT_CHARTED.keys() >= {c.variable for c in edition.claims.values()}
    assert NOT_CHARTED.keys() <= VARIABLES.keys()
    assert all(reason.strip() for reason in NOT_CHARTED.values())


def test_drawn_in_names_the_charts_that_draw(edition: Edition) -> None:
    """Each chart named for a row has the row among its marks, and none is forgotten."""
    named = {(key, chart.chart_id) for key, charts in drawn_in(edition).items()
             for chart in charts}
    assert named == {(key, chart.chart_id) for chart in CHARTS.values()
                     for key in chart.marks(edition)}


@pytest.mark.parametrize("chart_id", CHARTS)
def test_a_row_is_not_both_drawn_and_left_out(edition: Edition, chart_id: str) -> None:
    """The two lists of a chart share nothing and are together all its candidates."""
    chart = CHARTS[chart_id]
    drawn, left = chart.drawn(edition), chart.left_out(edition)
    assert drawn
    assert not drawn.keys() & left.keys()
    assert drawn.keys() | left.keys() == chart.candidates(edition).keys()
    assert all(reason.strip() for reason in left.values())


@pytest.mark.parametrize("chart_id", CHARTS)
def test_a_chart_names_what_exists(edition: Edition, chart_id: str) -> None:
    """Its notebook shows it, it has a drawing, and each reason is of a candidate."""
    chart = CHARTS[chart_id]
    assert chart.chart_id == chart_id
    assert set(chart.reasons) <= chart.candidates(edition).keys()
    page = (REPO / "book" / f"{chart.notebook}.md").read_text("utf-8")
    assert f"name: {chart_id}" in page
    assert FIGURES[chart_id].chart is chart


def test_each_drawing_is_of_a_chart() -> None:
    """The drawings are those of the charts, in their order."""
    assert list(FIGURES) == list(CHARTS)


def test_estimates_stand_beside_claims_that_are_drawn(edition: Edition) -> None:
    """A figure from outside is drawn only where a claim is drawn that it bears on."""
    for chart in CHARTS.values():
        drawn = chart.drawn(edition)
        for estimate in chart.estimates(edition).values():
            assert chart.outside or chart.sizes
            assert drawn.keys() & set(estimate.claim_list)


def test_one_of_a_kind_is_not_many(edition: Edition) -> None:
    """Where an assumption leaves one row, it is said to be one."""
    claim, estimate = edition.claims["C003"], next(iter(edition.estimates.values()))
    chart = Chart("any", "rest", "Any", about=lambda edition: edition.claims.values(),
                  outside=True)
    one = replace(edition, claims={claim.id: claim}, estimates={
        estimate.id: replace(estimate, claim_ids=claim.id, unit=claim.unit)})
    assert describe(one, chart).startswith("Any. 1 statement: DB 3.4, ")
    assert " 1 figure from outside: " in describe(one, chart)
    assert (counted(0, "note"), counted(2, "note")) == ("0 notes", "2 notes")


def test_what_cannot_be_true_is_a_claim_that_is_drawn(edition: Edition) -> None:
    """An implausible figure is set apart, never left out."""
    assert IMPLAUSIBLE.keys() <= drawn_in(edition).keys()


@pytest.mark.parametrize(("key", "said"), [
    ("C102", "DB 3.5, Italy, November 1940: 19 killed"),
    ("C103", "DB 3.5, Italy, November 1940: 30 wounded"),
    ("C104", "DB 3.7, Italy, November 1940: at least 3 killed (read from the word)"),
    ("C205", "DB 9.10, Italy, 17–19 May 1943: at least 300 killed and wounded (read from the "
             "word)"),
    ("C315", "DB 17.7, 1939–1944: about 1,200,000 inhabitants"),
])
def test_a_mark_says_what_is_counted(edition: Edition, key: str, said: str) -> None:
    """Killed and wounded are told apart, and inhabitants from both."""
    assert said_of(edition, edition.claims[key]) == said


def test_losses_are_never_mere_persons(edition: Edition) -> None:
    """Each claim of losses says which, whatever its numbers are."""
    losses = [c for c in edition.claims.values() if c.variable in COUNTED]
    assert losses
    for claim in losses:
        assert f" {COUNTED[claim.variable]}" in said_of(edition, claim)
        assert "persons" not in said_of(edition, claim)
    assert said_of(edition, edition.claims["C003"]).endswith(": more than 3,000 persons")
