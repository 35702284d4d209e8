"""Checks of the works in the bibliography: their form, and how their fields fit together."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from edition.dates import parse_date
from edition.edition import Edition
from edition.model import Reference
from edition.problems import Problem, nearest
from edition.typography import short_names
from edition.vocabularies import LANGUAGES

_ENTRY_TYPES = ("article", "book", "incollection", "misc", "phdthesis")
_FORMS = {  # field of the bibliography → its form, and that in words
    "url": (r"https?://[\w-]+(\.[\w-]+)*(:\d+)?(/\S*)?",
            "an address that begins with https:// or http:// and the name of a site"),
    "urldate": (r"\d{4}-\d\d-\d\d", "a day as 2026-11-21"),
    "year": (r"\d{4}", "a year of four digits"),
}


def references_are_well_formed(edition: Edition) -> Iterator[Problem]:
    """Addresses, days, years, languages and types of works have their form and fit together."""
    addresses: dict[str, Reference] = {}
    remarks: dict[str, Reference] = {}
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
        url = ref.data.get("url", "")
        if url and addresses.setdefault(url, ref) is not ref:
            yield Problem(ref.where, "url", url, f"is that of {addresses[url].key}",
                          "one entry for a page")
        remark = ref.data.get("annote", "")
        one = remarks.setdefault(remark, ref)
        if one is not ref and remark and (ref.consulted or one.consulted):
            yield Problem(ref.where, "annote", f"{remark[:60]} …",
                          f"is that of {one.key} again", "words of its own")
        if ref.consulted:
            yield from _found_again(ref)
        yield from _times_of(edition, ref)
        yield from _site_of(ref)
        yield from _short_names(ref)


def _found_again(ref: Reference) -> Iterator[Problem]:
    """Of what was consulted it is said in which language it is, and where it was published."""
    for names in (("language",), ("howpublished", "publisher", "journal", "school")):
        if not any(ref.data.get(name) for name in names):
            yield Problem(ref.where, names[0], ref.key, "a consulted work without it",
                          " or ".join(names))


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
    named = re.search(r"\d{4}\b", ref.key)
    if year and named and named[0] != year:
        yield Problem(ref.where, "year", year, f"is not the year of the key {ref.key}", named[0])
    if year.isdecimal() and not int(year) <= edition.info.year:
        yield Problem(ref.where, "year", year, "is after the date of the edition",
                      f"a year up to {edition.info.year}")


def _short_names(ref: Reference) -> Iterator[Problem]:
    """Whoever wrote or edited a work has one surname in Latin letters, if any has."""
    short = ref.data.get("shortauthor", "")
    if short and len(short_names(short)) != len(ref.names):
        yield Problem(ref.where, "shortauthor", short,
                      f"is not for as many as wrote or edited the work: {len(ref.names)}",
                      "a surname for each, with 'and' between them")


def _site_of(ref: Reference) -> Iterator[Problem]:
    """A page that is called by its site is on that site."""
    site = ref.data.get("howpublished", "").partition(" ")[0]
    if not re.fullmatch(r"[\w.-]+\.[A-Za-z]+", site):
        return
    # a full stop behind the host is reported by itself
    host = (urlsplit(ref.data.get("url", "")).hostname or "").strip(".")
    if host and not f".{host}".endswith(f".{site.casefold()}"):
        yield Problem(ref.where, "howpublished", site, "is not the site of the address", host)
