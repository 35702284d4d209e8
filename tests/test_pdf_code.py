"""Code in the book: no line is longer than the page holds, so that none is cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typst

from conftest import REPO
from edition.sphinxext.typst.builder import LAYOUTS
from printed import words_of_pages
from test_pdf_page import HEAD, compiled

PAGES = sorted((REPO / "book").glob("*.md"))
CODE, PRINTED = 53, 51  # characters that a line holds in every layout; what is printed is set in

_ELSEWHERE = re.compile(r"^(:{3,})\{edition-(?:screen|ebook)\}\n.*?^\1$", re.MULTILINE | re.DOTALL)
_FENCED = re.compile(r"^```(\S*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"(?<=\n\n)(?: {4}[^\n]+\n)+")
_OPTIONS = re.compile(r"\A(?:---\n.*?^---\n|(?::\w[^\n]*\n)+\n?)", re.MULTILINE | re.DOTALL)
_LANGUAGES = ("python", "r", "sh", "sparql")


def listings(source: str) -> Iterator[tuple[str, int]]:
    """The code that a page has in print, and what it prints; with the length its lines may have."""
    if "in_print: omit" in source:
        return
    source = _ELSEWHERE.sub("", source)
    for language, body in _FENCED.findall(source):
        if language in _LANGUAGES or language == "text":
            yield body, PRINTED if language == "text" else CODE
        elif language == "{code-cell}" and "hide-input" not in body:
            yield _OPTIONS.sub("", body), CODE
    for body in _INDENTED.findall(_FENCED.sub("", source)):
        yield re.sub(r"^ {4}", "", body, flags=re.MULTILINE), CODE


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_line_of_code_is_longer_than_the_page_holds(page: Path) -> None:
    """Cells that state assumptions, examples and what they print are broken by hand."""
    found = [line for body, most in listings(page.read_text("utf-8"))
             for line in body.splitlines() if len(line) > most]
    assert found == []


def test_listings_are_found() -> None:
    """The assumptions of five notebooks, commands, and examples with what they print."""
    held = {page.stem: list(listings(page.read_text("utf-8"))) for page in PAGES}
    assert {name for name, found in held.items() if found} == {
        "casualties", "chronology", "citing", "comparison", "forces", "interchange", "territory"}
    assert any(body.startswith("edition cite") for body, _ in held["citing"])
    assert {most for _, most in held["interchange"]} == {CODE, PRINTED}
    assert all("open_edition()" in held[name][0][0] for name in ("forces", "chronology"))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_line_of_that_length_is_whole(tmp_path: Path, layout: str) -> None:
    """Each layout has room for it."""
    said = "\n".join(f'#listing("{"x" * (length - 1)}.", "python", printed: {printed})'
                     for length, printed in ((CODE, "false"), (PRINTED, "true")))
    compiled(tmp_path, f"{HEAD}#chapter(1)[Code]\n{said}\n")
    content = typst.compile(str(tmp_path / "book.typ"), sys_inputs={"layout": layout},
                            font_paths=typst.Fonts(include_system_fonts=False))
    text = "\n".join(words_of_pages(content))
    lines = [line for line in text.splitlines() if "x" * 9 in line]
    assert [line.count("x") + 1 for line in lines] == [CODE, PRINTED]
