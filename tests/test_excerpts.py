"""A passage with one of its notes, and a figure of another page, on tiny books."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from edition import Edition
from edition.sphinxext.html import NOT_WORDS
from test_sphinx_extension import BACK, REST, TEXT, Book

REAL = "# First\n\n```{edition-excerpt} AA.1.1 N0001\n```\n"


def excerpt(book: Book) -> Any:
    """The excerpt on the page."""
    page = BeautifulSoup((book.out / "first.html").read_text("utf-8"), "html.parser")
    return page.find(class_="ed-excerpt")


def words_of(found: Any) -> str:
    """The words of the base text in it."""
    line = found.find(class_="ed-line")
    for css in NOT_WORDS:
        for element in line.find_all(class_=css):
            element.decompose()
    return line.get_text()


def test_an_excerpt_is_the_passage_with_its_note(tiny: Callable[..., Path],
                                                 tiny_edition: Edition) -> None:
    """The words are those of the text, marked as there; the note and the place follow."""
    book = Book(tiny(), {"first": REAL, "text": TEXT, "back": BACK, "rest": REST})
    assert book.warnings == ""
    found = excerpt(book)
    note = found.find(class_="ed-excerpt-note").get_text()
    assert "partisans of the Front" in note
    assert "counts them" in note
    numbers = [a["href"] for a in found.select(".ed-ref a")]
    assert numbers == ["text.html#N0001"]
    assert not found.find_all(id=True)  # its ids are those of the text's own page
    assert found.select_one(".ed-excerpt-source a")["href"] == "text.html#AA.1.1"
    assert found.select_one(".ed-claim .ed-to")["href"].startswith("text.html#C")
    assert words_of(found) == tiny_edition.passages["AA.1.1"].words


def test_without_the_base_texts_an_excerpt_is_a_lemma(tiny: Callable[..., Path]) -> None:
    """Nothing stands but the words that the note is on."""
    book = Book(tiny(), {"first": REAL, "text": TEXT, "back": BACK, "rest": REST},
                edition_base_texts=False)
    assert book.warnings == ""
    assert words_of(excerpt(book)).split() == ["…", "partisans", "of", "the", "Front", "…"]


def test_a_print_has_no_excerpt(tiny: Callable[..., Path]) -> None:
    """The passage stands in its own place there; it is not set twice."""
    texts = {name: f"# {name}\n\n```{{edition-text}} {name.upper()}\n```\n"
             for name in ("aa", "bb")}
    book = Book(tiny(), {"first": REAL, **texts, "back": BACK, "rest": REST}, builder="typst")
    assert book.warnings == ""


@pytest.mark.parametrize(("asked", "said"), [
    ("{edition-excerpt} AA.9.9 N0001", "there is no passage 'AA.9.9'"),
    ("{edition-excerpt} AA.1.1 N9999", "there is no note 'N9999'"),
    ("{edition-excerpt} AA.1.2 N0001", "there is no note on AA.1.2 'N0001'"),
    ("{edition-figure} ships", "there is no chart 'ships'"),
])
def test_what_is_not_there_is_told(tiny: Callable[..., Path], asked: str, said: str) -> None:
    """With the nearest that there is, as everywhere."""
    book = Book(tiny(), {"first": f"# First\n\n```{asked}\n```\n", "text": TEXT, "back": BACK,
                         "rest": REST})
    assert said in book.warnings


def test_a_figure_without_its_page_is_left_out(tiny: Callable[..., Path]) -> None:
    """A book need not have the notebook."""
    page = "# First\n\n```{edition-figure} casualties-events\n```\n"
    book = Book(tiny(), {"first": page, "text": TEXT, "back": BACK, "rest": REST})
    assert book.warnings == ""
    assert "ed-elsewhere" not in (book.out / "first.html").read_text("utf-8")
