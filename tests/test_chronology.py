"""The chronology: what dates belong together, of what kind they are, and who acts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from edition import Edition
from edition.charts.chronology import CHARTS
from edition.chronology import actors_of, entries, is_elsewhere, kind_of, leans, time_of
from edition.vocabularies import ACTOR_NAMES, ACTORS, EVENT_KIND_NAMES, EVENT_KINDS


def test_every_date_is_in_one_part(edition: Edition) -> None:
    """Drawn or left out with a reason, in one of the parts of the line and in no other."""
    parts = [chart.candidates(edition).keys() for chart in CHARTS]
    assert set().union(*parts) == edition.dates.keys()
    assert sum(map(len, parts)) == len(edition.dates)


def test_an_event_is_never_cut_in_two(edition: Edition) -> None:
    """All statements about one event stand in one entry of one part."""
    placed: dict[str, set[str]] = {}
    for chart in CHARTS:
        for entry in entries(edition, chart.candidates(edition).values()):
            for row in entry.dates:
                placed.setdefault(row.event_id or entry.key, set()).add(entry.key)
                assert not row.event_id or row.event_id == entry.key
    assert all(len(keys) == 1 for keys in placed.values())


def test_entries_hold_every_row_in_order(edition: Edition) -> None:
    """Count in, count out; what begins first comes first."""
    made = entries(edition, edition.dates.values())
    assert sorted(d.id for e in made for d in e.dates) == sorted(edition.dates)
    assert [e.start for e in made] == sorted(e.start for e in made)
    assert all(e.title and e.start <= e.end for e in made)
    assert len({e.key for e in made}) == len(made) < len(edition.dates)


def test_a_statement_without_an_event_goes_with_its_subject(edition: Edition) -> None:
    """The name is that of the subject which the text has alone, else the words."""
    titles = {d.id: e.title for e in entries(edition, edition.dates.values()) for d in e.dates}
    assert titles["D0203"] == edition.parallels["P039"].topic
    assert titles["D5102"] == edition.parallels["P008"].topic
    assert titles["D5701"] == "“By November 1944”"


@pytest.mark.parametrize(("key", "kind", "actors"), [
    ("D0902", "battle", ("resistance", "italy")),  # of the event
    ("D1001", "foundation", ("nationalists",)),
    ("D0804", "control", ("resistance", "italy")),  # of the control statements, before the Germans
    ("D5701", "control", ("resistance", "germany")),
    ("D0910", "losses", ("resistance", "italy")),  # of the claim
    ("D1503", "strength", ("resistance",)),
    ("D1603", "course", ("allied",)),  # of the people named
    ("D0501", "course", ()),
])  # fmt: skip
def test_kind_and_actors(edition: Edition, key: str, kind: str, actors: tuple[str, ...]) -> None:
    """They are read from the event, or else from what is coded in the sentence."""
    assert kind_of(edition, edition.dates[key]) == kind
    assert set(actors_of(edition, edition.dates[key])) >= set(actors)
    assert bool(actors_of(edition, edition.dates[key])) == bool(actors)


def test_terms_are_of_the_vocabularies(edition: Edition) -> None:
    """Each term has a name that readers see, and each row terms that exist, in their order."""
    assert EVENT_KIND_NAMES.keys() == EVENT_KINDS.keys()
    assert ACTOR_NAMES.keys() == ACTORS.keys()
    for row in edition.dates.values():
        assert kind_of(edition, row) in EVENT_KINDS
        actors = actors_of(edition, row)
        assert list(actors) == sorted(actors, key=list(ACTORS).index)


@pytest.mark.parametrize(("key", "left"), [
    ("D0205", True), ("D1502", True), ("D1206", True), ("D1520", True),  # already, this day
    ("D0201", False), ("D0202", False), ("D0910", False),  # a day, a season, months
    ("D1304", False),  # "Simultaneously", but an event hangs on it
])  # fmt: skip
def test_expressions_that_lean_are_left_out(edition: Edition, key: str, left: bool) -> None:
    """By rule: no year, season, month or day in the words, and no event."""
    assert leans(edition, edition.dates[key]) == left


def test_dates_of_books_and_lives_are_left_out(edition: Edition) -> None:
    """So is what reaches long beyond the war."""
    assert {k for k, d in edition.dates.items() if is_elsewhere(edition, d)} == {
        "D0507", "D1405", "D5703", "D5704"}


def test_the_time_of_a_row_keeps_its_signs(edition: Edition) -> None:
    """Open ends, "about" and what is supplied stay what they are."""
    row = edition.dates["D0201"]
    assert not any(getattr(time_of(row), s) for s in ("opens", "runs_on", "borrowed", "about"))
    assert time_of(replace(row, date_edtf="../1943-05")).opens
    assert time_of(replace(row, date_edtf="1943-05/..")).runs_on
    assert time_of(replace(row, date_edtf="1943-05~")).about
    assert time_of(replace(row, basis="inferred")).borrowed


def test_the_tiny_edition_has_one_entry(tiny_edition: Edition) -> None:
    """Both texts date the one meeting."""
    entry, = entries(tiny_edition, tiny_edition.dates.values())
    assert (entry.key, entry.title, len(entry.dates)) == ("meeting", "Meeting of Pezë", 2)
    assert kind_of(tiny_edition, entry.dates[0]) == "politics"
    assert actors_of(tiny_edition, entry.dates[0]) == ("resistance",)
