"""Checks of what is coded against the words it is coded from: numbers, dates, names, forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from edition import finders
from edition.checks.pieces import a_locator, located, locators, problem_of
from edition.dates import MONTHS, parse_date
from edition.edition import Edition
from edition.model import Anchored, Claim, DateRow, Record, plain, split_list
from edition.problems import EditionError, Problem, nearest
from edition.readings import (
    CARDINALS,
    COLLECTIVES,
    ORDINALS,
    SCALES,
    amounts,
    dates_said,
    days_said,
    qualifier_said,
    turned,
)

_SAID = {  # what a claim counts → what must stand in its words
    "killed": "kill", "wounded": "wound", "captured": "arrest|captur|prisoner",
    "killed_and_wounded": "killed.*wound", "wounded_and_captured": "wound.*arrest",
    "territory_share": "%|country|territor", "duration": "day|week|month|year",
    "population": "inhabitant", "units": "group|detachment|battalion|brigade|division|corps",
}
UNITS_OF = {  # what a claim counts → the units it is counted in; persons otherwise
    "units": ("groups", "detachments", "battalions", "brigades", "divisions", "corps"),
    "territory_share": ("per cent",), "duration": ("days",),
}
_MEASURES = {  # what a claim counts → in what sense it can be; stock, peak and flow otherwise
    **dict.fromkeys(("killed", "wounded", "captured", "killed_and_wounded",
                     "wounded_and_captured"), ("flow", "cumulative")),
    "territory_share": ("stock", "peak"), "population": ("stock",), "duration": ("cumulative",),
    "units": ("stock", "peak", "flow", "cumulative"),
}


def quotes_are_whole_words(edition: Edition) -> Iterator[Problem]:
    """No quote begins or ends within a word; an occurrence is given only where it is needed."""
    for row in edition.anchored:
        parts = row.occurrence.split("|") if row.occurrence else [""] * len(row.anchors)
        for a, nth in zip(row.anchors, parts, strict=True):
            words = edition.texts[a.text_id].words
            if any(words[at - 1 : at + 1].isalnum() and 0 < at < len(words)
                   for at in (a.start, a.end)):
                yield problem_of(row, "quote", a.quote, "begins or ends within a word",
                                 "whole words")
            if a.quote.count("(") != a.quote.count(")"):
                yield problem_of(row, "quote", a.quote, "holds half a pair of brackets",
                                 "both brackets or none")
            if nth and edition.passages[a.passage_id].words.count(a.quote) == 1:
                yield problem_of(row, "occurrence", nth, "the words stand only once in the passage",
                                 "blank")


def claims_say_their_numbers(edition: Edition) -> Iterator[Problem]:
    """A number that a text states stands in the words, qualified as they qualify it."""
    for claim in edition.claims.values():
        said = days_said(claim.quote) if claim.variable == "duration" else amounts(claim.quote)
        given = {value for value in (claim.low, claim.best, claim.high) if value is not None}
        if claim.range_basis == "editor" and given <= said:
            yield problem_of(claim, "range_basis", claim.range_basis, "the numbers stand in the "
                             "words", "stated")
        if claim.range_basis != "stated":
            continue
        read = ", ".join(map(plain, sorted(said))) or "a number that stands in the quote"
        for name in ("best", "low", "high"):
            value = getattr(claim, name)
            if value is not None and value not in said:
                yield problem_of(claim, name, plain(value), "is not the number of the words", read)
        expected = qualifier_said(claim.quote)
        if claim.qualifier not in (expected, "range" if len(said) > 1 else expected):
            yield problem_of(claim, "qualifier", claim.qualifier, "is not how the words put it",
                             expected)


def claims_count_what_they_say(edition: Edition) -> Iterator[Problem]:
    """What is counted stands in the words, and unit and sense of the number fit it."""
    for claim in edition.claims.values():
        said = _SAID.get(claim.variable, "")
        losses = [name for name in ("kill", "wound", "arrest") if name in claim.quote]
        if not re.search(said, claim.quote) or (not said and losses):
            yield problem_of(claim, "variable", claim.variable, "is not what the words speak of",
                             "a variable whose words stand in the quote")
        units = UNITS_OF.get(claim.variable, ("persons",))
        fits = claim.variable != "units" or claim.unit.rstrip("s") in claim.quote
        if claim.unit not in units or not fits:
            yield problem_of(claim, "unit", claim.unit, f"does not fit {claim.variable} in these "
                             "words", ", ".join(units))
        measures = _MEASURES.get(claim.variable, ("stock", "peak", "flow"))
        if claim.measure_type not in measures:
            yield problem_of(claim, "measure_type", claim.measure_type,
                             f"does not fit {claim.variable}", ", ".join(measures))
        yield from _claims_it_names(edition, claim)
    yield from _sides_of_actors(edition)


def _claims_it_names(edition: Edition, claim: Claim) -> Iterator[Problem]:
    """A claim is part of, equals or conflicts with claims that count the same."""
    if claim.inflicted_by == claim.side:
        yield problem_of(claim, "inflicted_by", claim.inflicted_by, "is the side that lost",
                         "the other side, or blank")
    numbers = (claim.low, claim.best, claim.high)
    for name, same in (("same_as", True), ("conflicts_with", False)):
        for other in split_list(getattr(claim, name)):
            one = edition.claims.get(other, claim)
            if one is not claim and ((one.low, one.best, one.high) == numbers) != same:
                yield problem_of(claim, name, other, f"gives {'other' if same else 'the same'} "
                                 "numbers", "a claim with the same" if same else "with others")
    for name in ("part_of", "same_as", "conflicts_with"):
        for other in split_list(getattr(claim, name)):
            if other == claim.id:
                yield problem_of(claim, name, other, "is the claim itself", "another claim")
            elif other in edition.claims and not _alike(claim, edition.claims[other]):
                yield problem_of(claim, name, other, "counts something else",
                                 "a claim of the same variable, unit and side")


def _alike(a: Claim, b: Claim) -> bool:
    return (a.variable, a.unit, a.side) == (b.variable, b.unit, b.side)


def _sides_of_actors(edition: Edition) -> Iterator[Problem]:
    """One body is on one side."""
    first: dict[str, Claim] = {}
    for claim in edition.claims.values():
        one = first.setdefault(claim.actor_id, claim)
        if claim.actor_id and one.side != claim.side:
            yield problem_of(claim, "side", claim.side, f"{claim.actor_id} is on another side in "
                             f"{one.id}", one.side)


# --- dates ------------------------------------------------------------------------


def dates_are_what_is_said(edition: Edition) -> Iterator[Problem]:
    """A date is what its words say by the coding rules, or hangs on the dates it leans on."""
    dated = _dated(edition)
    for row in edition.dates.values():
        if row.basis == "stated" and row.relative_to:
            yield problem_of(row, "relative_to", row.relative_to, "a stated date leans on nothing",
                             "blank, or the basis inferred")
        leaning = _located(edition, split_list(row.relative_to))
        known = _ends(d for p in leaning for d in dated.get(p, ()) if d is not row)
        years = {edtf[:4] for edtf in known}
        allowed = [turned(row.quote, edtf) for edtf in dates_said(row.quote, years)]
        if not allowed:
            yield from _unsupported(row, row.date_edtf, known, steps(row.quote))
        elif row.date_edtf not in allowed and not _until(row, allowed):
            yield problem_of(row, "date_edtf", row.date_edtf, "is not what the words say",
                             ", ".join(allowed))


def _until(row: DateRow, allowed: list[str]) -> bool:
    """Whether a date that runs until something said begins earlier."""
    first, _, last = row.date_edtf.partition("/")
    return f"../{last}" in allowed and ".." < first < last


def claims_are_dated_by_the_text(edition: Edition) -> Iterator[Problem]:
    """Claims, control statements and events take their dates from those of their sentences.

    Where the sentence has none, or something is explained, from those of its paragraph; from
    elsewhere in the text only from the passages that the comment names.
    """
    dated = _dated(edition)
    told = _told_in(edition)
    coded: list[Any] = [*edition.claims.values(), *edition.controls.values()]
    rows: list[tuple[Any, list[str], str]] = [
        *((r, [a.passage_id for a in r.anchors], r.comment) for r in coded),
        *((e, told.get(e.id, []), e.description) for e in edition.of_kind("event"))]
    for row, passages, explained in rows:
        paragraphs = {edition.passages[p].parent_id for p in passages}
        known = _ends(d for p in passages for d in dated.get(p, ()))
        if explained or not known:
            elsewhere = paragraphs.union(located(edition, explained))
            known |= _ends(d for p in elsewhere for d in dated.get(p, ()))
        if row.date_edtf:
            yield from _unsupported(row, row.date_edtf, known, frozenset({0}))


def events_are_dated_where_they_can_be(edition: Edition) -> Iterator[Problem]:
    """An event that a row dates on both sides has a date."""
    dated: dict[str, DateRow] = {}
    for date in edition.dates.values():
        if date.date.start and date.date.end:
            dated.setdefault(date.event_id, date)
    for event in edition.of_kind("event"):
        if event.id in dated and not getattr(event, "date_edtf", ""):
            first = dated[event.id]
            yield problem_of(event, "date_edtf", "", f"is blank, and {first.id} dates the event",
                             first.date_edtf)


def _told_in(edition: Edition) -> dict[str, list[str]]:
    """Event id → the passages that name or date it."""
    told: dict[str, list[str]] = {}
    tied: list[tuple[str, Anchored]] = [
            *((m.entity_id, m) for m in edition.mentions),
            *((d.event_id, d) for d in edition.dates.values())]
    for key, row in tied:
        told.setdefault(key, []).extend(a.passage_id for a in row.anchors)
    return told


def _dated(edition: Edition) -> dict[str, list[DateRow]]:
    """Passage id, of sentences and of paragraphs → the dates in it."""
    dated: dict[str, list[DateRow]] = {}
    for row in edition.dates.values():
        for passage_id in {a.passage_id for a in row.anchors}:
            for key in {passage_id, edition.passages[passage_id].parent_id}:
                dated.setdefault(key, []).append(row)
    return dated


def _located(edition: Edition, locators: Iterable[str]) -> Iterator[str]:
    for locator in locators:
        try:
            yield from (p.passage_id for p in edition.locate(locator)[1])
        except EditionError:
            continue  # reported as a locator already


def _ends(rows: Iterable[DateRow]) -> set[str]:
    """The ends of dates, open ones and signs of doubt left out."""
    return {end.rstrip("~?%") for row in rows for end in row.date_edtf.split("/") if end != ".."}


def _unsupported(row: Record, edtf: str, known: set[str],
                 days_apart: frozenset[int]) -> Iterator[Problem]:
    """A problem for each end of a date that no known date leads to, in so many days."""
    for end in edtf.split("/"):
        plain = end.rstrip("~?%")
        if end == ".." or plain in known or _is_part_of_any(plain, known):
            continue
        days = {day for one in known for day in (parse_date(one).start, parse_date(one).end)}
        own = parse_date(plain)
        if not any(b and a and (a - b).days in days_apart
                   for a in (own.start, own.end) for b in days):
            yield problem_of(row, "date_edtf", end, "no date that it can rest on leads to it",
                             ", ".join(sorted(known)) or "a date of the sentence in dates.csv")


def _is_part_of_any(edtf: str, known: set[str]) -> bool:
    """Whether a year or month holds a known date; a day is said by its own date only."""
    return len(edtf) <= _MONTH and any(k.startswith(edtf) or edtf.startswith(k) for k in known)


_MONTH = len("1943-07")


def steps(words: str) -> frozenset[int]:
    """Days from one date to another that words lead: so many if they say it, else the next."""
    said = {int(days) for days in days_said(words.replace("a day", "one day"))}
    if said:
        return frozenset({0, *said, *(-days for days in said), *(days - 1 for days in said)})
    if re.search("month|year", words):  # of no fixed length
        return frozenset({0, 1, -1, 30, 31, *range(60, 93), *range(180, 185)})
    return frozenset({0, 1, -1})


# --- names and numerals -----------------------------------------------------------


_MONTHS = {month.casefold() for month in MONTHS}
_SMALL_WORDS = frozenset(["at", "for", "from", "in", "near", "of", "on", "the", "to"])


def names_are_those_of_their_record(edition: Edition) -> Iterator[Problem]:
    """Words tied to a record are among its forms, and it is sorted under its own name."""
    for mention in edition.mentions:
        entity = edition.entities.get(mention.entity_id)
        if entity is None:  # reported as such
            continue
        for a in mention.anchors:
            if a.quote not in entity.variant_list:
                yield problem_of(mention, "entity_id", mention.entity_id,
                                 f"'{a.quote}' is no form of this name",
                                 " | ".join(entity.variant_list) or entity.name)
    for entity in edition.entities.values():
        for column in ("name", "sort_name"):
            given = getattr(entity, column)
            if given.count("(") != given.count(")"):
                yield problem_of(entity, column, given, "holds half a pair of brackets",
                                 "both brackets or none")
        name, sorted_under = _words_of(entity.name), _words_of(entity.sort_name)
        foreign = sorted_under - name - _SMALL_WORDS
        for word in sorted(foreign):
            yield problem_of(entity, "sort_name", entity.sort_name,
                             f"'{word}' does not stand in the name", entity.name)
        explained = _words_of(" ".join(re.findall(r"\(([^)]*)\)", entity.name))) | _MONTHS
        for word in sorted(name - sorted_under - _SMALL_WORDS - explained):
            if not foreign and not re.fullmatch(r"\d\d?|1[89]\d\d", word):
                yield problem_of(entity, "name", entity.name, f"'{word}' does not stand in the "
                                 "sort name", entity.sort_name)


def _words_of(name: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"\w+", name)}


def numerals_are_of_their_class(edition: Edition) -> Iterator[Problem]:
    """A numeral is of the class that the word list gives it; what no row counts is explained."""
    listed = {w.word: w.numeral_class for w in edition.number_words.values()}
    for numeral in edition.numerals.values():
        found = [f.token for a in numeral.anchors
                 for f in finders.numerals(a.quote, frozenset(listed))]
        classes = {_class(numeral.quote, token, listed) for token in found}
        if found and numeral.numeral_class not in classes:
            yield problem_of(numeral, "numeral_class", numeral.numeral_class,
                             "is not the class of these words", ", ".join(sorted(classes)))
        if not numeral.row_id and not numeral.comment:
            yield problem_of(numeral, "comment", "", "no row accounts for the numeral",
                             "what it counts or is part of")
    given = {**dict.fromkeys(ORDINALS, "ordinal"), **dict.fromkeys(SCALES, "cardinal"),
             **dict.fromkeys(CARDINALS, "cardinal"), "one": "one"}
    said = {found.casefold() for text in edition.texts.values()
            for found in re.findall(r"\w+", text.words)}
    for word in edition.number_words.values():
        if word.word not in {*given, *said, *COLLECTIVES}:
            yield problem_of(word, "word", word.word, "is no number word, and stands in no text",
                             nearest(word.word, {*given, *COLLECTIVES}))
        if given.get(word.word, word.numeral_class) != word.numeral_class:
            yield problem_of(word, "numeral_class", word.numeral_class, "is not what the word is",
                             given[word.word])


def _class(quote: str, token: str, listed: dict[str, str]) -> str:
    if token[0].isdigit():
        return "ordinal" if re.search(rf"\b{token}(st|nd|rd|th)\b", quote) else "digits"
    return listed.get(token.casefold(), "roman")


# --- what prose names -------------------------------------------------------------


def prose_names_what_is_there(edition: Edition) -> Iterator[Problem]:
    """Passages and rows that a comment, remark or description names by id are there."""
    ids = {**edition.claims, **edition.controls, **edition.notes, **edition.numerals,
           **edition.dates, **edition.parallels, **edition.estimates}
    longest = max(map(len, ids), default=len("N0001")) - 1  # longer ones are of other catalogues
    named = re.compile(rf"{locators(edition)}|\b[CDEKNPQ]\d{{3,{longest}}}\b")
    rows = (*edition.anchored, *edition.parallels.values(), *edition.reviews.values(),
            *edition.estimates.values(), *edition.entities.values(), *edition.word_values.values())
    for row in rows:
        for column in row.written("text", "prose"):
            for found in named.findall(getattr(row, column)):
                if "." in found:
                    yield from a_locator(edition, row, column, found)
                elif found not in ids:
                    yield problem_of(row, column, found, "there is no such row",
                                     nearest(found, ids))
