"""Read ``references.bib``: every work cited, as records, in the words in which it is printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pybtex.database import BibliographyDataError, parse_string
from pybtex.exceptions import PybtexError

from edition.labels import labelled
from edition.model import Reference
from edition.tables import Source
from edition.typography import printed

BIBLIOGRAPHY = "data/references.bib"
_CODES = ("url", "urldate", "keywords", "langid", "language", "year")  # fields that are no words


def read_references(source: Source) -> dict[str, Reference]:
    """Citation key → work, in the order of the file."""
    return source.once(BIBLIOGRAPHY, lambda: labelled(_references(source)))


def _references(source: Source) -> dict[str, Reference]:
    text = source.text(BIBLIOGRAPHY)
    if text is None:
        return {}
    where = source.where(BIBLIOGRAPHY)
    try:
        entries = parse_string(text, "bibtex").entries
    except (PybtexError, BibliographyDataError) as error:
        source.unread.append(BIBLIOGRAPHY)
        doubled = text.rfind("{" + str(error).rpartition(" ")[2] + ",")
        line = getattr(error, "lineno", None) or text[: doubled + 1].count("\n") + 1
        source.problems.add(replace(where, line=line), "", "",
                            f"is not well-formed BibTeX: {error}", "@type{key, field = {value}, …}")
        return {}
    return {key: _reference(source, text, key, entry) for key, entry in entries.items()}


def _reference(source: Source, text: str, key: str, entry: Any) -> Reference:
    line = text[: text.find("{" + key + ",")].count("\n") + 1
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    return Reference(
        where=source.where(BIBLIOGRAPHY, line),
        key=key,
        entry_type=entry.type,
        data=_words({name.lower(): value for name, value in entry.fields.items()}),
        authors=surnames(people),
        names=tuple(str(person).strip("{}") for person in people),
        edited=bool(people) and not entry.persons.get("author"),
    )


def _words(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields as they are printed; the title has its own language, the others are English."""
    language = fields.get("langid", "en")
    return {name: value if name in _CODES else
            printed(value, language if name == "title" else "en")
            for name, value in fields.items()}


def surnames(people: Sequence[Any]) -> tuple[str, ...]:
    """The surnames of BibTeX persons, or the names of organisations."""
    return tuple(" ".join([*p.prelast_names, *p.last_names]).strip("{}") for p in people)
