"""The figures of the notebook on forces: the numbers drawn are the numbers coded."""

from __future__ import annotations

from matplotlib.dates import date2num

from edition import Edition
from edition.charts.forces import IMPLAUSIBLE
from edition.figures.forces import STRENGTHS
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


def test_what_is_left_out_is_told_with_the_reason(edition: Edition) -> None:
    """The other table has each claim that is not drawn, and why."""
    frame = STRENGTHS.left_out(edition).frame
    assert sorted(frame["why not drawn"]) == sorted(STRENGTHS.chart.left_out(edition).values())
