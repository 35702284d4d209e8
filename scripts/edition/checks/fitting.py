"""Checks that the cells of a row, and rows that name each other, fit together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from edition.checks.pieces import located, problem_of
from edition.checks.words import UNITS_OF, steps
from edition.dates import parse_date
from edition.edition import Edition
from edition.model import (
    Claim,
    Control,
    Estimate,
    Event,
    Person,
    Place,
    Record,
    plain,
    split_list,
)
from edition.problems import Problem, nearest
from edition.vocabularies import SIDE_SHORT

GEONAMES = "geonames"  # key of the gazetteer in the bibliography
_YEAR = 366  # an estimate that is further from its claims is of something else


def points_are_whole(edition: Edition) -> Iterator[Problem]:
    """Coordinates come with their precision, and with the source that the place names."""
    for place in edition.of_kind("place"):
        assert isinstance(place, Place)
        given = {"lat": place.lat, "lon": place.lon, "where_prec": place.where_prec or None}
        for name in [n for n, value in given.items() if value is None]:
            if any(value is not None for value in given.values()):
                yield problem_of(place, name, "", "is blank, and other cells of the point are not",
                                 "lat, lon and where_prec, or none of them")
        if (GEONAMES in place.source_list) != place.coord_source.casefold().startswith(GEONAMES):
            yield problem_of(place, "coord_source", place.coord_source,
                             "does not fit the sources", f"{GEONAMES} in both or in neither")
        if not place.coord_source:
            yield problem_of(place, "coord_source", "", "must not be blank",
                             "the source of the coordinates, or why there are none")


def lives_run_forwards(edition: Edition) -> Iterator[Problem]:
    """Nobody dies before the birth."""
    for person in edition.of_kind("person"):
        assert isinstance(person, Person)
        lived = [parse_date(d) for d in (person.born, person.died) if d]
        if len(lived) > 1 and lived[0].start and lived[1].end and lived[0].start > lived[1].end:
            yield problem_of(person, "died", person.died, "is before the birth",
                             f"a date after {person.born}")


def shares_have_both_bounds(edition: Edition) -> Iterator[Problem]:
    """A share has its lowest and its highest number, or there is none."""
    for control in edition.controls.values():
        if (control.share_low is None) != (control.share_high is None):
            yield problem_of(control, "share_low", plain(control.share_low),
                             "a share has one bound only", "share_low and share_high, or neither")


def aspects_fit_the_relation(edition: Edition) -> Iterator[Problem]:
    """Where the texts differ, and only there, it is said in what."""
    for parallel in edition.parallels.values():
        if bool(parallel.aspect) != (parallel.relation == "differ"):
            yield problem_of(parallel, "aspect", parallel.aspect,
                             f"does not fit the relation {parallel.relation}",
                             "an aspect if they differ, else blank")


def lists_name_each_once(edition: Edition) -> Iterator[Problem]:
    """No item of a list stands in it twice."""
    rows: list[Record] = [
        *edition.entities.values(), *edition.claims.values(), *edition.dates.values(),
        *edition.parallels.values(), *edition.estimates.values(), *edition.reviews.values(),
        *edition.subjects.values()]
    for row in rows:
        for name in row.lists():
            items = split_list(getattr(row, name))
            for item in sorted({i for i in items if items.count(i) > 1}):
                yield problem_of(row, name, item, "stands in the list twice", "each item once")


def word_values_are_used(edition: Edition) -> Iterator[Problem]:
    """No turn in the word table that nothing is read by; an upper bound is above the lower."""
    rows = (*edition.claims.values(), *edition.controls.values())
    used = {word.word for row in rows if (word := edition.word_of(row))}
    for word in edition.word_values.values():
        if word.word not in used:
            yield problem_of(word, "word", word.word, "no claim or share is read by it",
                             "a turn of their words")
        if word.high is not None and word.low is not None and word.high < word.low:
            yield problem_of(word, "high", plain(word.high), "is below low", "low ≤ high")


def places_and_actors_are_near(edition: Edition) -> Iterator[Problem]:
    """Who and where of a coded row are named in its paragraph, or in a passage it explains."""
    coded: list[Any] = [*edition.claims.values(), *edition.controls.values()]
    rows: list[tuple[Any, set[str]]] = [
        *((r, {edition.passages[p].parent_id for p in (
            *(a.passage_id for a in r.anchors), *located(edition, r.comment))}) for r in coded),
        *((e, {a.paragraph_id for m in edition.mentions_of.get(e.id, ()) for a in m.anchors})
          for e in edition.of_kind("event"))]
    for row, paragraphs in rows:
        named = {mention.entity_id for p in paragraphs & edition.passages.keys()
                 for mention in edition.in_passage(edition.mentions, edition.passages[p])}
        for name in ("place_id", "actor_id"):
            value = getattr(row, name, "")
            if value and named and value not in named:
                yield problem_of(row, name, value, "is not named in the paragraph",
                                 f"{nearest(value, named)}; or a comment with the passage that "
                                 "names it")


def dates_fit_their_events(edition: Edition) -> Iterator[Problem]:
    """A date row and the event it dates meet in time; something it leans on is dated."""
    dated = {a.passage_id for d in edition.dates.values() for a in d.anchors}
    for row in edition.dates.values():
        event = edition.entities.get(row.event_id)
        edtf = getattr(event, "date_edtf", "")
        if edtf and not _meet(edtf, row.date_edtf, max(steps(row.quote))):
            yield problem_of(row, "event_id", row.event_id, f"the event is dated {edtf}",
                             "an event of the same time, or blank")
        parts = {p.passage_id for locator in split_list(row.relative_to)
                 if (passage := edition.passages.get(locator))
                 for p in (passage, *edition.sentences(passage))}
        if parts and not parts & dated:
            yield problem_of(row, "relative_to", row.relative_to, "hold no date to lean on",
                             "at least one passage with a row in dates.csv")


def _meet(a: str, b: str, days: int) -> bool:
    """Whether two dates have a day in common, or are not more than so many days apart."""
    one, other = parse_date(a), parse_date(b)
    return not any(
        first.end and second.start and (second.start - first.end).days > days
        for first, second in ((one, other), (other, one)))


def estimates_are_of_their_claims(edition: Edition) -> Iterator[Problem]:
    """An estimate is in a unit of what it counts, and of about the time of its claims."""
    for estimate in edition.estimates.values():
        units = UNITS_OF.get(estimate.variable, ("persons",))
        if estimate.unit not in units:
            yield problem_of(estimate, "unit", estimate.unit, f"does not fit {estimate.variable}",
                             ", ".join(units))
        claims = [edition.claims[c] for c in estimate.claim_list if c in edition.claims]
        yield from _counts_the_same(estimate, claims)
        if not any(_meet(c.date_edtf, estimate.date_edtf, _YEAR) for c in claims) and (
                estimate.date_edtf[:4] not in estimate.comment):
            yield problem_of(estimate, "date_edtf", estimate.date_edtf,
                             "is of another time than its claims",
                             ", ".join(sorted({c.date_edtf for c in claims}))
                             + "; or a comment that names the year")


def _counts_the_same(estimate: Estimate, claims: list[Claim]) -> Iterator[Problem]:
    """What is counted is what a claim counts, part of it, or the size of the units it counts."""
    alike = [c for c in claims if _parts(c.variable) & _parts(estimate.variable)]
    sizes = estimate.variable == "force_size" and any(c.variable == "units" for c in claims)
    if not alike and not sizes:
        yield problem_of(estimate, "variable", estimate.variable, "is not what its claims count",
                         ", ".join(sorted({c.variable for c in claims})))
    units = {c.unit for c in alike}
    if units and estimate.unit not in units:
        yield problem_of(estimate, "unit", estimate.unit, "is not that of its claims",
                         ", ".join(sorted(units)))
    sides = {c.side for c in claims}
    named = SIDE_SHORT[estimate.side].rstrip("s").casefold()
    if estimate.side not in sides and (not named or named not in estimate.counts.casefold()):
        yield problem_of(estimate, "side", estimate.side, "is neither that of its claims nor named",
                         ", ".join(sorted(sides)) + "; or its name in the column counts")


def _parts(variable: str) -> set[str]:
    return set(variable.split("_and_"))


def events_are_those_of_their_names(edition: Edition) -> Iterator[Problem]:
    """The year that names an event is that of its date; its place is named or described."""
    for event in edition.of_kind("event"):
        assert isinstance(event, Event)
        for column in ("event_id", "name"):
            years = re.findall(r"\b1[89]\d\d\b", getattr(event, column))
            if years and not any(year in event.date_edtf for year in years):
                yield problem_of(event, "date_edtf", event.date_edtf, f"is not of the year in its "
                                 f"{column}", " or ".join(years))
        place = edition.entities.get(event.place_id)
        forms = (place.name.partition(" (")[0], *place.variant_list) if place else ()
        told = f"{event.name} {event.description}"
        if forms and not any(form in told for form in forms):
            yield problem_of(event, "place_id", event.place_id, "is named neither in the name nor "
                             "in the description of the event", " or ".join(forms))


def certainty_is_explained(edition: Edition) -> Iterator[Problem]:
    """Where the coding is less than certain, a comment says why, or a note on the words."""
    rows: list[Claim | Control] = [*edition.claims.values(), *edition.controls.values()]
    for row in rows:
        if row.cert != "high" and not row.comment and not edition.notes_over(row):
            yield problem_of(row, "cert", row.cert, "is not explained",
                             "a comment, or a note on the words; else high")


def rows_stand_in_order(edition: Edition) -> Iterator[Problem]:
    """Rows that are numbered stand in the order of their numbers."""
    tables: list[Iterable[Record]] = [
        edition.mentions, edition.claims.values(), edition.controls.values(),
        edition.dates.values(), edition.numerals.values(), edition.parallels.values(),
        edition.estimates.values()]
    for table in tables:
        rows = sorted(table, key=lambda row: row.where.line)
        for before, row in pairwise(rows):
            if _number(row) < _number(before):
                yield problem_of(row, row.key_column(), row.id, f"stands behind {before.id}",
                                 "rows in the order of their numbers")


def _number(row: Record) -> int:
    return int("".join(filter(str.isdigit, row.id)))


def allowances_are_given_once(edition: Edition) -> Iterator[Problem]:
    """A word that is allowed everywhere is not allowed in a passage of its own as well."""
    general = {(row.finder, row.token) for row in edition.allowed if not row.passage_id}
    for row in edition.allowed:
        if row.passage_id and (row.finder, row.token) in general:
            yield problem_of(row, "passage_id", row.passage_id,
                             "another row allows the word everywhere", "one of the two")
