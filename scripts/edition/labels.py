"""What the works of the bibliography are called in citations: ``Elsie 2010``, ``E. Hoxha 1944 a``.

A label says who wrote the work and when; for a page without an author it names the site, and
for one of Wikipedia, in whose addresses nobody has one, its language. Its contributors are
named in the entry and not in the label: which of its many copies is meant, the site tells. Where
two people share a surname, an initial tells them apart; where two works would have one label,
letters do, in the order of their titles. No two works of the bibliography have the same label.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from edition.collation import sort_key
from edition.model import Reference
from edition.vocabularies import LANGUAGE_CODES

_LONG_NAME = 3  # words; more of them would drown the sentence that cites the work
# the space before the letter, and the one behind an initial
_KEPT = re.compile(r" (?=[a-z]{1,2}$)|(?<=\b[A-Z]\.) ")
WIKIPEDIA = re.compile(r"(\w+)(?:\.m)?\.wikipedia\.org")  # also for telephones
_CONTRIBUTORS = "Wikipedia contributors"
_LANGUAGES = {code: name.title() for name, code in LANGUAGE_CODES.items()}


def labelled(works: Mapping[str, Reference]) -> dict[str, Reference]:
    """The works, each with its label and with the words under which it is filed."""
    namesakes = _namesakes(works.values())
    sharing: dict[tuple[str, str], list[Reference]] = defaultdict(list)
    for work in works.values():
        sharing[_label(work, namesakes)].append(work)
    called = {
        work.key: (f"{label} {letters(number)}" if len(group) > 1 else label, filing)
        for (label, filing), group in sharing.items()
        for number, work in enumerate(sorted(group, key=_by_title), 1)
    }
    return {key: replace(work, short=called[key][0], filing=called[key][1])
            for key, work in works.items()}


def filed(works: Iterable[Reference]) -> list[Reference]:
    """The works in the order of the bibliography: names before numbers, as in the indices."""
    return sorted(works, key=lambda work: (sort_key(work.filing), _by_title(work)))


def unbroken(label: str) -> str:
    """The label with its letter kept beside the word before it, and an initial beside the name."""
    return _KEPT.sub("\u00a0", label)


def letters(number: int) -> str:
    """1 → a, 26 → z, 27 → aa."""
    number, rest = divmod(number - 1, 26)
    return (letters(number) if number else "") + chr(ord("a") + rest)


def _by_title(work: Reference) -> tuple[tuple[str, str], str]:
    return sort_key(work.data.get("title", "")), work.key


def _label(work: Reference, namesakes: set[str]) -> tuple[str, str]:
    """The label without a letter, and the same as it is filed: ``Hoxha, E. 1944``."""
    called, filing = _who(work, namesakes)
    year = work.data.get("year", "")
    return f"{called} {year}".strip(), f"{filing} {year}".strip()


def _who(work: Reference, namesakes: set[str]) -> tuple[str, str]:
    site = site_of(work.data.get("url", ""))
    if found := WIKIPEDIA.fullmatch(site):
        language = _LANGUAGES.get(found[1], found[1])
        return f"{language} Wikipedia", f"Wikipedia, {language}"
    names = " and ".join(work.authors[:2]) + (" et al." if len(work.authors) > 2 else "")
    if names in ("", _CONTRIBUTORS) or len(names.split()) > _LONG_NAME:
        site = site or names or work.data.get("title", work.key)
        return site, site
    if work.authors[0] in namesakes and (initial := _given(work.names[0])[:1]):
        return f"{initial}. {names}", f"{names}, {initial}."
    return names, names


def site_of(url: str) -> str:
    """The site of an address, as people say it: without ``www.`` and port."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _namesakes(works: Iterable[Reference]) -> set[str]:
    """Surnames that more than one person has."""
    people: dict[str, set[str]] = defaultdict(set)
    for work in works:
        for surname, name in zip(work.authors, work.names, strict=True):
            people[surname].add(_given(name))
    return {surname for surname, given in people.items() if len(given) > 1}


def _given(name: str) -> str:
    """The first given name of ``Hoxha, Abaz T.``: what else there is may be left out elsewhere."""
    return next(iter(name.partition(",")[2].split()), "")
