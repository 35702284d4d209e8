"""Assumptions change the data that the charts draw, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace

import pytest

from edition import Edition
from edition.assumptions import assume, compare, dated
from edition.charts.chronology import CHARTS as CHRONOLOGY
from edition.charts.forces import STRENGTHS
from edition.problems import EditionError


def test_no_assumption_changes_nothing(edition: Edition) -> None:
    """The defaults are the edition as it is published."""
    assert records(assume(edition)) == records(edition)
    assert records(assume(edition, texts=list(edition.texts), certainty="low", words={})) == (
        records(edition))


def records(edition: Edition) -> dict[str, object]:
    """All that an edition consists of."""
    return {field.name: getattr(edition, field.name) for field in fields(Edition)}


@pytest.mark.parametrize("siglum", ["DB", "HL"])
def test_one_text_alone(edition: Edition, siglum: str) -> None:
    """Only rows of the text are left, and estimates that bear on one of its claims."""
    alone = assume(edition, texts=[siglum])
    for table in (alone.claims, alone.controls, alone.dates):
        assert {row.first.text_id for row in table.values()} == {siglum}
    assert 0 < len(alone.estimates) < len(edition.estimates)
    assert all(alone.claims.keys() & set(e.claim_list) for e in alone.estimates.values())
    assert STRENGTHS.drawn(alone).keys() < STRENGTHS.drawn(edition).keys()


@pytest.mark.parametrize(("certainty", "kept"), [
    ("high", {"high"}), ("medium", {"high", "medium"}), ("low", {"high", "medium", "low"}),
])  # fmt: skip
def test_surer_rows_only(edition: Edition, certainty: str, kept: set[str]) -> None:
    """What is less sure than asked for is gone; nothing else is."""
    sure = assume(edition, certainty=certainty)
    assert {c.cert for c in sure.claims.values()} == kept
    assert sure.claims.keys() == {k for k, c in edition.claims.items() if c.cert in kept}
    assert sure.controls.keys() == {k for k, c in edition.controls.items() if c.cert in kept}


def test_another_bound_for_a_word(edition: Edition) -> None:
    """The claims with the word, and no others, have the new bound."""
    read = assume(edition, words={"some thousand": 3000})
    assert read.claims["C002"].low == 3000
    assert [k for k in read.claims if read.claims[k] != edition.claims[k]] == ["C002"]
    assert read.controls == edition.controls


def test_another_share_for_a_word(edition: Edition) -> None:
    """A pair of bounds changes the shares of the country read from the word."""
    read = assume(edition, words={"near enough the whole": (80, 95)})
    control = read.controls["K319"]
    assert (control.share_low, control.share_high) == (80, 95)
    assert read.claims["C321"].low == 80
    assert [k for k in read.controls if read.controls[k] != edition.controls[k]] == ["K319"]


def test_only_dates_given_in_full(edition: Edition) -> None:
    """Of the dates those with the basis asked for are left, and all other rows."""
    stated = dated(edition, bases=["stated"])
    assert stated.dates.keys() == {k for k, d in edition.dates.items() if d.basis == "stated"}
    assert 0 < len(stated.dates) < len(edition.dates)
    assert records(replace(stated, dates=edition.dates)) == records(edition)
    assert records(dated(edition)) == records(edition)
    for chart in CHRONOLOGY:
        assert chart.drawn(stated).keys() < chart.drawn(edition).keys()


@pytest.mark.parametrize(("made", "told"), [
    (lambda e: compare(e, relations=["agrees"]), "there is no relation 'agrees'; allowed: "),
    (lambda e: compare(e, aspects=["dates"]), "there is no aspect 'dates'; allowed: "),
    (lambda e: dated(e, bases=["state"]), "there is no basis 'state'; allowed: "),
])  # fmt: skip
def test_what_cannot_be_compared_or_dated_is_told(
    edition: Edition, made: Callable[[Edition], Edition], told: str
) -> None:
    """A slip in the cells of the comparison and the chronology says what is allowed."""
    with pytest.raises(EditionError, match="(?s).*") as error:
        made(edition)
    assert told in str(error.value)


@pytest.mark.parametrize(("wrong", "told"), [
    ({"texts": ["DP"]}, "there is no text 'DP'; allowed: "),
    ({"certainty": "hihg"}, "there is no certainty 'hihg'; allowed: "),
    ({"words": {"sevral": 3}}, "there is no word 'sevral'; allowed: "),
    ({"words": {"wide regions": (60, 40)}}, "is read as 60 to 40"),
])  # fmt: skip
def test_what_does_not_exist_is_told(edition: Edition, wrong: dict, told: str) -> None:
    """A slip in the cell says what is allowed."""
    with pytest.raises(EditionError, match="(?s).*") as error:
        assume(edition, **wrong)
    assert told in str(error.value)
