"""Checks of how works are cited in prose, and of the languages in which their titles are set."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.checks.pieces import consulted, problem_of, rows_with_prose
from edition.edition import Edition
from edition.markup import Inline, MarkupError, parse_markup
from edition.model import Note, Record
from edition.problems import Problem, nearest
from edition.vocabularies import LANGUAGE_CODES

# a word that may be a key; no part of an address or of the name of a site
_WORD = re.compile(r"(?<![\w./:@-])[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?![\w/-]|\.\w)")
_NO_PROSE = ("title", "url", "urldate", "keywords", "language", "langid", "year")
_ALLOWED = ("text", "emphasis", "cite")


def keys_are_no_words(edition: Edition) -> Iterator[Problem]:
    """No key of the bibliography stands as a word of prose: readers know works by their labels."""
    for record, column, words, way in _prose(edition):
        for key in dict.fromkeys(_WORD.findall(words)):
            if key in edition.references:
                yield problem_of(record, column, key, "is a key of references.bib and not what "
                                 "readers know the work by", way.format(key))


def cells_cite_what_was_consulted(edition: Edition) -> Iterator[Problem]:
    """Remarks in which works can be cited hold no other role, and cite what was consulted."""
    for record, column, cell in _cells_that_cite(edition):
        for run in _runs(cell):
            if run.kind not in _ALLOWED:
                yield problem_of(record, column, run.kind, "is a role that this cell does not take",
                                 "cite")
            for key in run.targets if run.kind == "cite" else ():
                yield from consulted(edition, record, column, key)
        if column == "annote":
            yield from _unreadable(record, cell)


def titles_have_a_language(edition: Edition) -> Iterator[Problem]:
    """A title that is not English says by which language it is set, read out and hyphenated."""
    codes = LANGUAGE_CODES.values()
    for ref in edition.references.values():
        code, language = ref.data.get("langid", ""), ref.data.get("language", "")
        if code and code not in codes:
            yield Problem(ref.where, "langid", code, "unknown term", nearest(code, codes))
        elif not code and language in LANGUAGE_CODES and language != "english":
            yield Problem(ref.where, "langid", "", "must not be blank if the work is not English",
                          f"the language of the title, as {LANGUAGE_CODES[language]}")


def _cells_that_cite(edition: Edition) -> Iterator[tuple[Record, str, str]]:
    """The cells of markup, but for the bodies of notes, whose roles are checked with them."""
    for row in (*edition.estimates.values(), *edition.entities.values()):
        for name in row.written("markup"):
            yield row, name, getattr(row, name)
    for ref in edition.references.values():
        yield ref, "annote", ref.data.get("annote", "")


def _prose(edition: Edition) -> Iterator[tuple[Record, str, str, str]]:
    """All words of prose: the row, the column, the words, and how a work is cited there."""
    for row in rows_with_prose(edition):
        for name in row.written("markup"):
            yield row, name, _without_targets(getattr(row, name)), "{{cite}}`{}`"
        for name in row.written("text", "prose"):
            yield row, name, getattr(row, name), "what the work is called"
        for source in row.sources if isinstance(row, Note) else ():
            yield row, "sources", source.supports, "what the work is called"
    for ref in edition.references.values():
        for name, value in ref.data.items():
            if name not in _NO_PROSE:
                yield ref, name, _without_targets(value), "\\cite{{{}}} in annote"


def _without_targets(cell: str) -> str:
    """The words of a cell of markup, without what its roles point to."""
    return " ".join(run.text for run in _runs(cell))


def _runs(cell: str) -> tuple[Inline, ...]:
    try:
        return parse_markup(cell)
    except MarkupError:  # reported where the cell is read
        return ()


def _unreadable(ref: Record, cell: str) -> Iterator[Problem]:
    try:
        parse_markup(cell)
    except MarkupError as error:
        yield Problem(ref.where, "annote", error.near, error.message, error.allowed)
