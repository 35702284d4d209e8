"""The figures of the notebook on forces: the numbers drawn are the numbers coded."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from math import hypot

import pytest
from matplotlib.dates import date2num

from edition import Edition
from edition.assumptions import assume
from edition.charts.forces import FORMATIONS as KINDS
from edition.charts.forces import IMPLAUSIBLE, PAIRS, quotients
from edition.figures.drawing import Drawing
from edition.figures.forces import (
    ARITHMETIC,
    FORMATIONS,
    OUTSIDE_FORMATIONS,
    OUTSIDE_PERSONS,
    STRENGTHS,
)
from edition.figures.forces_weighed import Place, in_lanes
from test_figures import closed_figures, parts

__all__ = ["closed_figures"]


def test_dots_stand_at_value_and_date(edition: Edition) -> None:
    """A dot is at the claim's number and the middle of its date, within the axes."""
    drawn = parts(STRENGTHS.figure(edition))
    for key, claim in STRENGTHS.chart.drawn(edition).items():
        dot = drawn[f"{key}.{'range' if claim.qualifier == 'range' else 'dot'}"]
        assert claim.value in dot.get_ydata()
        assert set(dot.get_xdata()) == {date2num(claim.date.middle)}
        (left, right), (low, high) = dot.axes.get_xlim(), dot.axes.get_ylim()
        assert left < dot.get_xdata()[0] < right, key
        assert low < claim.value < high, key


@pytest.mark.parametrize("drawing", [STRENGTHS, FORMATIONS], ids=["strengths", "formations"])
def test_no_dot_hides_another(edition: Edition, drawing: Drawing) -> None:
    """Two statements of one date and number stand side by side."""
    figure = drawing.figure(edition)
    figure.canvas.draw()
    dots = {key: a for key, a in parts(figure).items() if key.endswith(".dot")}
    at = {key: a.get_transform().transform(a.get_xydata()[0]) * 72 / figure.dpi
          for key, a in dots.items()}
    for one, other in combinations(at, 2):
        assert hypot(*(at[one] - at[other])) > 4.5, (one, other)


def test_what_cannot_be_true_is_apart(edition: Edition) -> None:
    """An implausible figure shares its axes with no other."""
    drawn = parts(STRENGTHS.figure(edition))
    dots = {key.partition(".")[0]: a.axes for key, a in drawn.items() if key.endswith(".dot")}
    apart = {a for key, a in dots.items() if key in IMPLAUSIBLE}
    assert apart
    assert apart.isdisjoint({a for key, a in dots.items() if key not in IMPLAUSIBLE})


def test_the_table_has_a_row_for_each_claim(edition: Edition) -> None:
    """Rows stand by date, with passage, words and reading; none is dropped or doubled."""
    claims = STRENGTHS.chart.drawn(edition).values()
    table = STRENGTHS.rows(edition)
    assert sorted(table.frame["coded"]) == sorted(c.reading for c in claims)
    assert sorted(table.frame["words"]) == sorted(f"“{c.lemma}”" for c in claims)
    markdown = table._repr_mimebundle_()["text/markdown"]
    assert all(f"{{passage}}`{key}`" in markdown for key in table.frame["passage"])


def test_the_table_of_estimates_leads_to_the_claims(edition: Edition) -> None:
    """The passages that a figure from outside stands beside are links, each named once."""
    table = OUTSIDE_PERSONS.estimates(edition)
    rows = table._repr_mimebundle_()["text/markdown"].splitlines()[2:]
    estimates = OUTSIDE_PERSONS.chart.estimates(edition)
    assert len(rows) == len(estimates)
    for row in rows:
        key, beside, *_ = row.split(" | ")
        claims = estimates[key.split("`")[1]].claim_list
        assert beside == ", ".join(dict.fromkeys(
            f"{{passage}}`{edition.claims[claim].first.passage_id}`" for claim in claims))


def test_what_is_left_out_is_told_with_the_reason(edition: Edition) -> None:
    """The other table has each claim that is not drawn, and why."""
    frame = STRENGTHS.left_out(edition).frame
    assert sorted(frame["why not drawn"]) == sorted(STRENGTHS.chart.left_out(edition).values())


def test_formations_have_an_axis_for_each_kind(edition: Edition) -> None:
    """A count stands at its date and value, on the panel of its kind and no other."""
    figure = FORMATIONS.figure(edition)
    drawn = parts(figure)
    for key, claim in FORMATIONS.chart.drawn(edition).items():
        dot = drawn[f"{key}.dot"]
        assert dot.get_xdata()[0] == date2num(claim.date.middle)
        assert dot.get_ydata()[0] == claim.value
        assert dot.axes is figure.axes[KINDS.index(claim.unit)]
        low, high = dot.axes.get_ylim()
        assert low < claim.value < high
    assert {c.unit for c in FORMATIONS.chart.drawn(edition).values()} == set(KINDS)


@pytest.mark.parametrize("drawing", [OUTSIDE_PERSONS, OUTSIDE_FORMATIONS])
def test_outside_figures_stand_at_their_values(edition: Edition, drawing: Drawing) -> None:
    """Each claim and each estimate is at its number; an estimate of two numbers is a bar."""
    figure = drawing.figure(edition)
    drawn = parts(figure)
    arrows = {patch.get_gid() for text in figure.axes[0].texts if (patch := text.arrow_patch)}
    assert drawing.chart.estimates(edition)
    for key, row in drawing.chart.marks(edition).items():
        bar = drawn.get(f"{key}.range")
        ends = [row.low, row.high] if bar else [row.value]
        artist = bar or drawn[f"{key}.dot"]
        assert list(artist.get_xdata()) == ends
        (left, right), (low, high) = artist.axes.get_xlim(), artist.axes.get_ylim()
        assert all(left < end < right for end in ends), key
        assert low < artist.get_ydata()[0] < high
        one_sided = row.best is None and None in (row.low, row.high)
        assert (f"{key}.bound" in arrows) == one_sided


@pytest.mark.parametrize("drawing", [OUTSIDE_PERSONS, OUTSIDE_FORMATIONS])
def test_an_estimate_stands_beside_each_of_its_claims(edition: Edition, drawing: Drawing) -> None:
    """It is drawn once for each claim that is drawn, on different lines."""
    chart = drawing.chart
    drawn = parts(drawing.figure(edition))
    for key, estimate in chart.estimates(edition).items():
        own = [a for gid, a in drawn.items() if gid.startswith((f"{key}.dot", f"{key}.range"))]
        assert len(own) == len(chart.drawn(edition).keys() & set(estimate.claim_list))
        assert len({a.get_ydata()[0] for a in own}) == len(own)


def test_quotients_are_those_of_the_rows(edition: Edition) -> None:
    """Men divided by formations, pair by pair, each with a tick there and the sum in words."""
    found = quotients(edition)
    assert [(a.id, b.id) for a, b, _ in found] == list(PAIRS)
    axes = ARITHMETIC.figure(edition).axes[0]
    ticks = [line.get_xdata()[0] for line in axes.lines if line.get_marker() == "|"]
    assert ticks == [value for *_, value in found]
    for persons, units, value in found:
        assert (persons.unit, units.unit in KINDS) == ("persons", True)
        assert value == persons.best / units.best
        assert any(t.get_text() == f"= {value:,.0f}" for t in axes.texts)


def test_a_pair_with_a_bound_has_no_quotient(edition: Edition) -> None:
    """What is more than a number cannot be divided, nor what an assumption has taken away."""
    few = replace(edition.claims["C311"], best=None, high=None, qualifier="at_least")
    less = replace(edition, claims={**edition.claims, "C311": few})
    assert ("C014", "C311") not in [(a.id, b.id) for a, b, _ in quotients(less)]
    assert [b.id for _, b, _ in quotients(assume(edition, texts=["DB"]))] == [
        b for a, b in PAIRS if b != "C319"]


@pytest.mark.parametrize("drawing", [OUTSIDE_PERSONS, OUTSIDE_FORMATIONS])
def test_lanes_keep_marks_apart(edition: Edition, drawing: Drawing) -> None:
    """No number of an estimate runs into another, into words, or over a mark of another row."""
    figure = drawing.figure(edition)
    figure.canvas.draw()
    drawn = parts(figure)
    labels = {key: a.get_window_extent() for key, a in drawn.items() if ".label" in key}
    for (key, one), (other, two) in combinations(labels.items(), 2):
        assert not one.shrunk(0.98, 0.7).overlaps(two.shrunk(0.98, 0.7)), (key, other)
    for key, mark in drawn.items():
        if ".dot" in key:
            at = mark.axes.transData.transform((mark.get_xdata()[0], mark.get_ydata()[0]))
            assert not any(box.shrunk(0.98, 0.7).contains(*at) for box in labels.values()), key


def test_two_figures_that_are_the_same_share_a_cross(edition: Edition) -> None:
    """A number given twice takes one place, with words on both sides; a third takes another."""
    estimate = edition.estimates["E072"]
    rows = [replace(estimate, estimate_id=key) for key in ("E001", "E002", "E003")]
    assert in_lanes(rows, 70) == {"E001": Place(0, left=True), "E002": Place(0, left=False),
                                  "E003": Place(1, left=False)}
    far = replace(estimate, estimate_id="E004", best=estimate.value / 10,
                  low=estimate.value / 10, high=estimate.value / 10)
    assert in_lanes([*rows, far], 70)["E004"] == Place(0, left=False)
    assert in_lanes([*rows, far], 30)["E001"] == Place(1, left=True)
