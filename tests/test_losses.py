"""Losses weighed in the core: events, lines of the silences, shares of a population."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from edition import Edition
from edition.assumptions import assume
from edition.charts.casualties import (
    DERIVED,
    DISPUTED,
    IN_WORDS,
    LOSSES,
    PARTIES,
    SET_ASIDE,
    SILENCE,
)
from edition.figures.casualties_national import national_shares
from edition.losses import episodes, event_of, heard, interval, lines, share_of
from edition.model import Claim, Estimate, Event
from edition.vocabularies import SIDES, VARIABLES


@pytest.mark.parametrize(("claim", "event"), [
    ("C102", "lezhe-battle-1940"), ("C103", "lezhe-battle-1940"),
    ("C104", "gjirokaster-ambush-1940"), ("C108", "unity-front-crushing"),
    ("C205", "battle-of-leskovik"), ("C207", None), ("C210", "battle-of-drashovice"),
    ("C211", "battle-of-drashovice"), ("C304", "tirane-killings-1944-02-04"),
    ("C305", "tirane-killings-1944-02-04"), ("C316", None),
])  # fmt: skip
def test_claims_find_their_event(edition: Edition, claim: str, event: str | None) -> None:
    """Place, days and paragraph lead to the event; a total and the nation have none."""
    found = event_of(edition, edition.claims[claim])
    assert (found.event_id if found else None) == event


def test_an_event_elsewhere_or_at_another_time_is_not_it(edition: Edition) -> None:
    """Another place, other days or another paragraph alone are enough to lose the event."""
    claim = edition.claims["C205"]
    assert event_of(edition, claim) is not None
    assert event_of(edition, replace(claim, place_id="korce")) is None
    assert event_of(edition, replace(claim, date_edtf="1943-06")) is None
    assert event_of(edition, replace(claim, anchors=edition.claims["C210"].anchors)) is None


def test_no_claim_is_lost_in_the_grouping(edition: Edition) -> None:
    """Count in, count out: the episodes hold each claim once, in order of time."""
    claims = SILENCE.drawn(edition)
    grouped = episodes(edition, claims.values())
    assert sorted(c.claim_id for e in grouped for c in e.claims) == sorted(claims)
    starts = [e.claims[0].date.start for e in grouped if e.claims[0].date.start]
    assert starts == sorted(starts)


def test_declarations_name_what_exists(edition: Edition) -> None:
    """Events, sides, passages, words, claims and estimates of the declarations are there."""
    assert set(LOSSES) < VARIABLES.keys()
    assert {s for sides in PARTIES.values() for s in sides} < SIDES.keys()
    assert all(isinstance(edition.entity(key), Event) for key in PARTIES)
    for told in IN_WORDS:
        assert told.words in edition.passage(told.passage_id).words
        assert told.side in PARTIES[told.event_id]
    assert DISPUTED.keys() <= edition.claims.keys()
    assert SET_ASIDE.keys() <= edition.estimates.keys()


def test_derived_numbers_follow(edition: Edition) -> None:
    """A derived number is the factor times its base, and the ledger has the multiple."""
    for key, (base, factor, words) in DERIVED.items():
        claim = edition.claims[key]
        assert claim.low == factor * edition.claims[base].value
        assert claim.range_basis == "editor"
        assert words in claim.lemma
        assert [n for n in edition.numerals.values()
                if n.row_id == key and n.numeral_class == "multiple"]


def test_losers_are_parties(edition: Edition) -> None:
    """Whoever loses men in an event is among those who stood to, and so are the others."""
    for line in lines(edition, SILENCE.drawn(edition).values(), PARTIES, IN_WORDS):
        assert {c.side for c in line.claims} | {w.side for w in line.in_words} <= set(line.sides)


def test_lines_are_those_of_the_texts_that_are_heard(edition: Edition) -> None:
    """All events with both texts; with HL alone the three that it tells of, nothing counted."""
    both = lines(edition, SILENCE.drawn(edition).values(), PARTIES, IN_WORDS)
    assert {line.event.event_id for line in both if line.event} == PARTIES.keys()
    assert [line.claims[0].claim_id for line in both if not line.event] == ["C207"]
    alone = assume(edition, texts=["HL"])
    heard = lines(alone, SILENCE.drawn(alone).values(), PARTIES, IN_WORDS)
    assert [line.event.event_id for line in heard if line.event] == [
        "german-winter-offensive", "winter-reprisals-1943-1944", "june-operation-1944"]
    assert [line.passages for line in heard] == [("HL.5.1",), ("HL.5.3",), ("HL.6.1",)]
    assert not any(line.claims for line in heard)


def test_a_text_is_heard_whose_dates_are_all_set_aside(edition: Edition) -> None:
    """What it counts is no less told if no date of it is stated."""
    undated = replace(edition, dates={})
    assert heard(undated) == {"DB", "HL"}
    drawn = SILENCE.drawn(undated).values()
    assert lines(undated, drawn, PARTIES, IN_WORDS) == lines(edition, drawn, PARTIES, IN_WORDS)


PART = {"low": None, "best": None, "high": None}


@pytest.mark.parametrize(("part", "whole", "wanted"), [
    ({"best": 28_000}, {"best": 1_200_000}, (2.333, 2.333, "about 2.3 per cent")),
    ({"low": 12_000}, {"best": 1_200_000}, (1.0, None, "more than 1.0 per cent")),
    ({"best": 28_000}, {"high": 1_000_000}, (2.8, None, "more than 2.8 per cent")),
    ({"best": 28_000}, {"low": 1_000_000}, (None, 2.8, "less than 2.8 per cent")),
    ({"low": 20_000, "high": 30_000}, {"low": 1_000_000, "high": 1_200_000},
     (1.667, 3.0, "about 1.7–3.0 per cent")),
])  # fmt: skip
def test_a_share_keeps_its_bounds(edition: Edition, part: dict[str, Any], whole: dict[str, Any],
                                  wanted: tuple) -> None:
    """The least part of the greatest whole, the greatest part of the least; open stays open."""
    share = share_of(replace(edition.claims["C316"], **PART | part),
                     replace(edition.claims["C315"], **PART | whole))
    assert share is not None
    assert (share.low, share.high) == (pytest.approx(wanted[0], abs=0.001) if wanted[0] else None,
                                       pytest.approx(wanted[1], abs=0.001) if wanted[1] else None)
    assert share.reading == wanted[2]


def test_a_share_without_any_end_is_none(edition: Edition) -> None:
    """A lower bound of a part and one of the whole say nothing of the share."""
    assert share_of(replace(edition.claims["C317"]),
                    replace(edition.claims["C315"], best=None, low=1.0)) is None


def test_texts_and_outside_are_not_mixed(edition: Edition) -> None:
    """Every pair is of one kind, and what is set aside is in none."""
    found = national_shares(edition)
    assert {(s.part.id, s.whole.id) for s in found if isinstance(s.part, Claim)} == {
        ("C316", "C315"), ("C317", "C315")}
    assert {(s.part.id, s.whole.id) for s in found if isinstance(s.part, Estimate)} == {
        (part, whole) for part in ("E083", "E084", "E085", "E086", "E088", "E089")
        for whole in ("E079", "E081", "E082")}


def test_the_interval_is_that_of_the_shares(edition: Edition) -> None:
    """Lowest and highest share of the killed, open above for a population that is a bound."""
    killed = [s for s in national_shares(edition) if s.part.variable == "killed"]
    own = interval(s for s in killed if isinstance(s.part, Claim))
    outside = interval(s for s in killed if isinstance(s.part, Estimate))
    assert own is not None
    assert outside is not None
    assert (own.reading, own.short) == ("2.3 per cent", "2.3")
    assert outside.low == pytest.approx(100 * 28_000 / 1_122_044)
    assert outside.high == pytest.approx(100 * 30_000 / 1_000_000)
    assert (outside.reading, outside.short) == ("2.5 to 3.0 per cent or more", "2.5–3.0")
    assert (outside.open_below, outside.open_above) == (False, True)
    assert interval([]) is None
