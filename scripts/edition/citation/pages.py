"""What the pages need in order to show citations: the same templates, and the labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from edition.citation.fill import SHORT_MONTHS
from edition.citation.forms import FORMS, item
from edition.citation.prose import PROSE
from edition.citation.subjects import Part, find_subject, parts, subjects
from edition.dates import MONTHS
from edition.description import NAME
from edition.edition import Edition


def page_data(edition: Edition) -> dict[str, Any]:
    """Templates of each part in each form, with places for the reader's day; labels of rows.

    Prose is given with titles in ``<i>``, every other form as plain text. ``rows`` has for
    each part its ids with their labels, and with their words but for notes, whose words are
    many and come from :func:`note_words`.
    """
    rows: dict[str, dict[str, list[str]]] = {}
    for subject in subjects(edition):
        words = [] if subject.part.noun == "note" else [subject.words]
        rows.setdefault(subject.part.key, {})[subject.key] = [subject.label, *words]
    return {
        "templates": {part.key: _templates(edition, part) for part in parts(edition).values()},
        "rows": rows,
        "months": {"long": MONTHS, "short": SHORT_MONTHS},
    }


def note_words(edition: Edition) -> dict[str, str]:
    """The words of each note, as they are quoted."""
    return {s.key: s.words for s in subjects(edition) if s.part.noun == "note"}


def whole_in_prose(edition: Edition) -> dict[str, str]:
    """The edition as a whole in each form of prose, without a day of access."""
    part = find_subject(edition, NAME).part
    return {form: make(item(edition, part, False), part, markup=True)
            for form, make in PROSE.items()}


def told_apart(markup: str) -> Iterator[tuple[str, bool]]:
    """The words of such a form, and whether they are in italics."""
    for index, words in enumerate(re.split("</?i>", markup)):
        yield unescape(words), index % 2 == 1


def _templates(edition: Edition, part: Part) -> dict[str, str]:
    return {
        form: PROSE[form](item(edition, part, True), part, markup=True) if form in PROSE
        else make(edition, part, True)
        for form, make in FORMS.items()
    }
