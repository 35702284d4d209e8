"""Site, PDF and EPUB are one edition: of one version and day, with the same content.

How to add a form of the book: write a function that takes the folder of the outputs and the
edition, and tells which of the ids in :func:`expected` it holds, and name it in ``FORMS``.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest

from edition.charts.registry import CHARTS
from edition.edition import Edition
from edition.figures.registry import FIGURES
from printed import words_of_pages
from test_pdf_structure import elements

PDF = "albanian-resistance.pdf"
EPUB = "albanian-resistance.epub"
_CHUNK = 24  # letters in which a passage is looked for; a page may end between two of them


@dataclass(frozen=True)
class Contents:
    """What a form of the book holds: ids by kind, and the words that tell version and day."""

    passages: frozenset[str]
    notes: frozenset[str]
    figures: frozenset[str]
    entries: frozenset[str]
    imprint: str


def expected(edition: Edition) -> Contents:
    """What every form must hold."""
    day = edition.info.date
    return Contents(
        passages=frozenset(edition.passages), notes=frozenset(edition.notes),
        figures=frozenset(CHARTS),
        entries=frozenset([*edition.entities, *(f"subject-{s}" for s in edition.subjects)]),
        imprint=f"{edition.info.version}|{day.day} {day:%B} {day.year}",
    )


def of_the_site(outputs: Path, edition: Edition) -> Contents:
    """The ids on the pages."""
    return _of_pages([p.read_text("utf-8") for p in (outputs / "html").glob("*.html")], edition)


def of_the_epub(outputs: Path, edition: Edition) -> Contents:
    """The ids in its documents."""
    with zipfile.ZipFile(outputs / EPUB) as archive:
        return _of_pages([archive.read(name).decode() for name in archive.namelist()
                          if name.endswith(".xhtml")], edition)


def _of_pages(pages: list[str], edition: Edition) -> Contents:
    ids = {found for page in pages for found in re.findall(r'\bid="([^"]+)"', page)}
    wanted = expected(edition)
    return Contents(
        wanted.passages & ids, wanted.notes & ids, wanted.figures & ids, wanted.entries & ids,
        _imprint(" ".join(pages), edition))


def of_the_pdf(outputs: Path, edition: Edition) -> Contents:
    """What is found by its words, since a PDF has no ids.

    Looked for are words of each sentence and note, descriptions of figures, names of entries.
    """
    pages = words_of_pages(outputs / PDF)
    text = letters(" ".join(pages))
    with pikepdf.open(outputs / PDF) as file:
        told = {str(e.Alt) for e in elements(file) if e.S == "/Figure"}
    names = {**{e.id: e.sort_name for e in edition.entities.values()},
             **{f"subject-{s.subject_id}": s.name for s in edition.subjects.values()}}
    return Contents(
        passages=frozenset(p.passage_id for p in edition.passages.values()
                           if stands(p.words, text)),
        notes=frozenset(n.note_id for n in edition.notes.values()
                        if stands(edition.plain(n), text)),
        figures=frozenset(key for key, drawing in FIGURES.items()
                          if drawing.words(edition, drawing.chart) in told),
        entries=frozenset(key for key, name in names.items() if letters(name) in text),
        imprint=_imprint(" ".join(pages), edition),
    )


FORMS: dict[str, Callable[[Path, Edition], Contents]] = {
    "site": of_the_site,
    "pdf": of_the_pdf,
    "epub": of_the_epub,
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_holds_the_whole_edition(outputs: Path, edition: Edition, form: str) -> None:
    """Each passage, note, figure and index entry is in each form, of one version and day."""
    held, wanted = FORMS[form](outputs, edition), expected(edition)
    for kind in ("passages", "notes", "figures", "entries"):
        assert getattr(wanted, kind) - getattr(held, kind) == set(), kind
    assert held.imprint == wanted.imprint


def stands(words: str, text: str) -> bool:
    """Whether words are found: all of a short run, some part of a long one.

    Numbers of notes stand between the words, and heads and feet of pages; so letters alone are
    compared, and part by part.
    """
    own = letters(words)
    parts = [own[at:at + _CHUNK] for at in range(0, max(len(own) - _CHUNK, 0) + 1, _CHUNK)]
    return any(part in text for part in parts)


def letters(words: str) -> str:
    """Letters only: line breaks, hyphens, ligatures and numbers do not count."""
    for ligature, plain in {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"}.items():
        words = words.replace(ligature, plain)
    return re.sub(r"[\W\d_]", "", words).casefold()


def _imprint(words: str, edition: Edition) -> str:
    """Version and day, if they are told together somewhere."""
    wanted = expected(edition).imprint
    version, day = wanted.split("|")
    flat = re.sub(r"(?:<[^>]*>|\s)+", " ", words)
    return wanted if re.search(rf"{re.escape(version)}\W{{1,4}}{re.escape(day)}", flat) else ""
