"""Read ``references.bib``: every work cited, as records, in the words in which it is printed.

Each entry is read by itself, from an ``@`` that begins a line to the next: one that is broken
hides no other, and the lines of all are known. Abbreviations (``@string``) are not used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from pybtex.database.input.bibtex import Parser
from pybtex.exceptions import PybtexError

from edition.labels import labelled
from edition.model import Reference
from edition.problems import Where
from edition.tables import Source
from edition.typography import printed, short_names

BIBLIOGRAPHY = "data/references.bib"
_CODES = ("url", "urldate", "keywords", "langid", "language", "year")  # fields that are no words
_FORM = "@type{key, field = {value}, …}"


def read_references(source: Source) -> dict[str, Reference]:
    """Citation key → work, in the order of the file."""
    return source.once(BIBLIOGRAPHY, lambda: labelled(_references(source)))


def _references(source: Source) -> dict[str, Reference]:
    references: dict[str, Reference] = {}
    before = len(source.problems)
    for line, entry in _entries(source.text(BIBLIOGRAPHY) or ""):
        where = source.where(BIBLIOGRAPHY, line)
        try:
            found = _read(entry)
        except PybtexError as error:
            at = replace(where, line=line + (getattr(error, "lineno", None) or 1) - 1)
            said = str(error.args[0]).replace("end of file", "end of the entry")
            source.problems.add(at, "", "", f"is not well-formed BibTeX: {said}", _FORM)
            continue
        for reference in found:
            if reference.key in references:
                source.problems.add(where, "", "", "is not well-formed BibTeX: repeated "
                                    f"bibliography entry: {reference.key}", _FORM)
            references[reference.key] = replace(reference, where=where)
    if len(source.problems) > before:
        source.unread.append(BIBLIOGRAPHY)
    return references


def _entries(text: str) -> Iterator[tuple[int, str]]:
    """Each entry, and the line it begins in."""
    line = 1
    for piece in re.split(r"^(?=@)", text, flags=re.MULTILINE):
        yield line, piece
        line += piece.count("\n")


@cache
def _read(entry: str) -> tuple[Reference, ...]:
    """The work of an entry; its line is not known here."""
    return tuple(_reference(key, data) for key, data
                 in Parser().parse_string(entry).entries.items())


def _reference(key: str, entry: Any) -> Reference:
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    romanised = short_names(entry.fields.get("shortauthor", ""))
    return Reference(
        where=Where(BIBLIOGRAPHY),
        key=key,
        entry_type=entry.type,
        data=_printed_fields({name.lower(): value for name, value in entry.fields.items()}),
        # of names in another alphabet; how many there must be is checked
        authors=romanised if len(romanised) == len(people) else surnames(people),
        names=tuple(str(person).strip("{}") for person in people),
        edited=bool(people) and not entry.persons.get("author"),
    )


def _printed_fields(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields as they are printed; the title has its own language, the others are English."""
    language = fields.get("langid", "en")
    return {name: value if name in _CODES else
            printed(value, language if name == "title" else "en")
            for name, value in fields.items()}


def surnames(people: Sequence[Any]) -> tuple[str, ...]:
    """The surnames of BibTeX persons, or the names of organisations."""
    return tuple(" ".join([*p.prelast_names, *p.last_names]).strip("{}") for p in people)
