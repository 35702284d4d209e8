"""Checks that the cells of a row, and rows that name each other, fit together."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from edition.checks.pieces import number, problem_of
from edition.checks.words import UNITS_OF
from edition.dates import parse_date
from edition.edition import Edition
from edition.model import Person, Place, Record, Reference, split_list
from edition.problems import Problem, nearest
from edition.vocabularies import LANGUAGES

_YEARS = 7  # an estimate that is further from its claims is of something else
_WEEK = 7  # a row may date what goes before an event or follows it
_SPAN = re.compile(r"(?<![\w./-])(?:1[5-9]|20)\d\d-(?:1[5-9]|20)\d\d(?![\w/-])")
_ENTRY_TYPES = ("article", "book", "incollection", "misc", "phdthesis")
_FORMS = {  # field of the bibliography → its form, and that in words
    "url": (r"https?://[\w.:-]+(/\S*)?", "an address that begins with https:// or http://"),
    "urldate": (r"\d{4}-\d\d-\d\d", "a day as 2026-11-21"),
    "year": (r"\d{4}", "a year of four digits"),
}


def records_are_whole(edition: Edition) -> Iterator[Problem]:
    """Coordinates come with their precision, lives run forwards, shares have both bounds."""
    for place in edition.of_kind("place"):
        assert isinstance(place, Place)
        given = {"lat": place.lat, "lon": place.lon, "where_prec": place.where_prec or None}
        for name in [n for n, value in given.items() if value is None]:
            if any(value is not None for value in given.values()):
                yield problem_of(place, name, "", "is blank, and other cells of the point are not",
                                 "lat, lon and where_prec, or none of them")
        if not place.coord_source:
            yield problem_of(place, "coord_source", "", "must not be blank",
                             "the source of the coordinates, or why there are none")
    for person in edition.of_kind("person"):
        assert isinstance(person, Person)
        lived = [parse_date(d) for d in (person.born, person.died) if d]
        if len(lived) > 1 and lived[0].start and lived[1].end and lived[0].start > lived[1].end:
            yield problem_of(person, "died", person.died, "is before the birth",
                             f"a date after {person.born}")
    for control in edition.controls.values():
        if (control.share_low is None) != (control.share_high is None):
            yield problem_of(control, "share_low", number(control.share_low),
                             "a share has one bound only", "share_low and share_high, or neither")
    for parallel in edition.parallels.values():
        if bool(parallel.aspect) != (parallel.relation == "differ"):
            yield problem_of(parallel, "aspect", parallel.aspect,
                             f"does not fit the relation {parallel.relation}",
                             "an aspect if they differ, else blank")


def lists_name_each_once(edition: Edition) -> Iterator[Problem]:
    """No item of a list stands in it twice."""
    rows: list[Record] = [
        *edition.entities.values(), *edition.claims.values(), *edition.dates.values(),
        *edition.parallels.values(), *edition.estimates.values(), *edition.reviews.values()]
    for row in rows:
        for name, meta in row.columns().items():
            items = split_list(getattr(row, name)) if meta["kind"] == "list" else ()
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
            yield problem_of(word, "high", number(word.high), "is below low", "low ≤ high")


def places_and_actors_are_near(edition: Edition) -> Iterator[Problem]:
    """Who and where of a coded row are named in its paragraph, or it is explained."""
    near: dict[str, set[str]] = {}
    for mention in edition.mentions:
        for a in mention.anchors:
            near.setdefault(edition.passages[a.passage_id].parent_id, set()).add(mention.entity_id)
    told: dict[str, set[str]] = {}
    for mention in edition.mentions:
        told.setdefault(mention.entity_id, set()).update(
            edition.passages[a.passage_id].parent_id for a in mention.anchors)
    coded: list[Any] = [*edition.claims.values(), *edition.controls.values()]
    rows: list[tuple[Any, set[str], bool]] = [
        *((r, {edition.passages[a.passage_id].parent_id for a in r.anchors}, bool(r.comment))
          for r in coded),
        *((e, told.get(e.id, set()), False) for e in edition.of_kind("event"))]
    for row, paragraphs, explained in rows:
        named = {e for p in paragraphs for e in near.get(p, ())}
        for name in ("place_id", "actor_id"):
            value = getattr(row, name, "")
            if value and named and value not in named and not explained:
                yield problem_of(row, name, value, "is not named in the paragraph",
                                 f"{nearest(value, named)}; or a comment that explains it")


def dates_fit_their_events(edition: Edition) -> Iterator[Problem]:
    """A date row and the event it dates meet in time; something it leans on is dated."""
    dated = {a.passage_id for d in edition.dates.values() for a in d.anchors}
    for row in edition.dates.values():
        event = edition.entities.get(row.event_id)
        edtf = getattr(event, "date_edtf", "")
        if edtf and not _meet(edtf, row.date_edtf, _WEEK):
            yield problem_of(row, "event_id", row.event_id, f"the event is dated {edtf}",
                             "an event of the same time, or blank")
        leaning = split_list(row.relative_to)
        parts = {p.passage_id for p in edition.passages.values() for locator in leaning
                 if locator in (p.passage_id, p.parent_id)}
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
        if not any(_meet(c.date_edtf, estimate.date_edtf, _YEARS * 366) for c in claims):
            yield problem_of(estimate, "date_edtf", estimate.date_edtf,
                             "is of another time than its claims",
                             ", ".join(sorted({c.date_edtf for c in claims})))


def allowances_are_given_once(edition: Edition) -> Iterator[Problem]:
    """A word that is allowed everywhere is not allowed in a passage of its own as well."""
    general = {(row.finder, row.token) for row in edition.allowed if not row.passage_id}
    for row in edition.allowed:
        if row.passage_id and (row.finder, row.token) in general:
            yield problem_of(row, "passage_id", row.passage_id,
                             "another row allows the word everywhere", "one of the two")


def spans_of_years_have_a_dash(edition: Edition) -> Iterator[Problem]:
    """In the editors' own words a span of years is written with an en dash."""
    rows: list[Record] = [
        *edition.entities.values(), *edition.mentions, *edition.claims.values(),
        *edition.controls.values(), *edition.dates.values(), *edition.numerals.values(),
        *edition.parallels.values(), *edition.estimates.values(), *edition.reviews.values(),
        *edition.notes.values()]
    for row in rows:
        for name, meta in row.columns().items():
            own = meta["kind"] in ("text", "markup") and name != "source_original"
            prose = own and not meta["refers"] and not meta["key"]
            for span in _SPAN.findall(getattr(row, name)) if prose else ():
                yield problem_of(row, name, span, "a hyphen joins two years",
                                 f"an en dash: {span.replace('-', '–')}")


def references_are_well_formed(edition: Edition) -> Iterator[Problem]:
    """Addresses, days, years, languages and types of works have their form."""
    for ref in edition.references.values():
        if ref.entry_type not in _ENTRY_TYPES:
            yield Problem(ref.where, "", ref.entry_type, "unknown type of entry",
                          nearest(ref.entry_type, _ENTRY_TYPES))
        for name, (pattern, form) in _FORMS.items():
            value = ref.data.get(name, "")
            if value and not re.fullmatch(pattern, value):
                yield Problem(ref.where, name, value, "has the wrong form", form)
        language = ref.data.get("language", "")
        if language and language not in LANGUAGES:
            yield Problem(ref.where, "language", language, "unknown term",
                          nearest(language, LANGUAGES))
        yield from _times_of(edition, ref)
        yield from _site_of(ref)


def _times_of(edition: Edition, ref: Reference) -> Iterator[Problem]:
    if edition.info.date == dt.date.min:  # its own date cannot be read, and is reported
        return
    seen, year = ref.data.get("urldate", ""), ref.data.get("year", "")
    try:
        late = bool(seen) and parse_date(seen).start > edition.info.date  # type: ignore[operator]
    except ValueError as error:
        yield Problem(ref.where, "urldate", seen, str(error), _FORMS["urldate"][1])
    else:
        if late:
            yield Problem(ref.where, "urldate", seen, "is after the date of the edition",
                          f"a day up to {edition.info.date}")
    if year.isdecimal() and not int(year) <= edition.info.year:
        yield Problem(ref.where, "year", year, "is after the date of the edition",
                      f"a year up to {edition.info.year}")


def _site_of(ref: Reference) -> Iterator[Problem]:
    """A page that is called by its site is on that site."""
    site = ref.data.get("howpublished", "").partition(" ")[0]
    host = (urlsplit(ref.data.get("url", "")).hostname or "").strip(".")
    if host and re.fullmatch(r"[\w.-]+\.[A-Za-z]+", site) and not (
            f".{host}".endswith(f".{site.casefold()}")):
        yield Problem(ref.where, "howpublished", site, "is not the site of the address", host)
