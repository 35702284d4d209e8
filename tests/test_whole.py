"""What pages say of the edition as a whole: imprint, citation, where it is held; and of a text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from conftest import change
from edition import Edition
from edition.citation import cite
from test_sphinx_extension import BACK, REST, TEXT, Book

WHOLE = ("# Whole\n\n```{edition-imprint}\n```\n\nFirst words.\n\n## Cite\n\n"
         "```{edition-citation}\n```\n\n## Held\n\n```{edition-held}\n```\n")
LINKED = ("# Text\n\n```{edition-text} AA\n[its source](rest.md)\n\n[how to read](back.md)\n```\n\n"
          "# Other\n\n```{edition-text} BB\n```\n")


def parsed(book: Book, name: str) -> Any:
    """A page of the book."""
    return BeautifulSoup((book.out / f"{name}.html").read_text("utf-8"), "html.parser")


def listed(page: Any, section: str) -> dict[str, str]:
    """Terms and what stands under them."""
    found = page.find("section", id=section)
    return {term.get_text(): term.find_next("dd").get_text().strip()
            for term in found.find_all("dt")}


def test_the_imprint_says_what_the_record_says(tiny: Callable[..., Path]) -> None:
    """Subtitle, editors, publisher, version and day; the page is not described by it."""
    page = parsed(Book(tiny(), {"whole": WHOLE}), "whole")
    assert page.find(class_="ed-imprint").get_text() == (
        "An edition to be broken in tests. Edited and published by the editors of Tiny, "
        "version 0.1.0, 21 November 2026.")
    assert page.head.find("meta", attrs={"name": "description"})["content"] == "First words."


def test_another_publisher_is_named(tiny: Callable[..., Path]) -> None:
    """Those who edit and those who publish stand apart where they are not the same."""
    root = tiny()
    change(root, "data/edition.yml", "publisher: The editors of Tiny", "publisher: A & B Press")
    page = parsed(Book(root, {"whole": WHOLE}), "whole")
    assert "Edited by the editors of Tiny, published by A & B Press, " in page.get_text()
    assert "A & B Press" in listed(page, "cite")["MLA"]


def test_the_whole_is_cited_as_the_command_cites(tiny: Callable[..., Path],
                                                 tiny_edition: Edition) -> None:
    """Each form of prose, with the title in italics; files only on a site that has them."""
    book = Book(tiny(), {"whole": WHOLE})
    assert book.warnings == ""
    page = parsed(book, "whole")
    assert listed(page, "cite") == {"Chicago": cite(tiny_edition, "two-accounts", "chicago"),
                                    "MLA": cite(tiny_edition, "two-accounts", "mla")}
    italic = [em.get_text() for em in page.find("section", id="cite").find_all("em")]
    assert italic == ["Two Tiny Accounts: An Edition to Be Broken in Tests"] * 2
    assert "For reference managers" not in page.get_text()


def test_with_downloads_the_files_are_linked(tiny: Callable[..., Path]) -> None:
    """Those that the data package has, by the names of their formats."""
    page = parsed(Book(tiny(), {"whole": WHOLE}, edition_downloads=True), "whole")
    links = {a.get_text(): a["href"] for a in page.select("#cite a:not(.headerlink)")}
    assert links == {"BibTeX": "downloads/data/citation.bib", "RIS": "downloads/data/citation.ris",
                     "CSL-JSON": "downloads/data/citation.csl.json"}


def test_what_is_not_known_is_said_to_be_unknown(tiny: Callable[..., Path]) -> None:
    """Without identifier, address and contact the page says so of each."""
    told = listed(parsed(Book(tiny(), {"whole": WHOLE}), "whole"), "held")
    assert told == {"Persistent identifier": "None has been assigned yet.",
                    "Public address": "There is none yet.",
                    "Contact": "None has been named yet."}


def test_what_is_known_is_linked(tiny: Callable[..., Path]) -> None:
    """With them the page leads to each."""
    root = tiny()
    for field, value in (("doi", "10.5555/two"), ("address", "https://example.org/two/"),
                         ("contact", "editors@example.org")):
        change(root, "data/edition.yml", f"{field}:", f"{field}: {value}")
    page = parsed(Book(root, {"whole": WHOLE}), "whole")
    links = {a.get_text(): unquote(a["href"]) for a in page.select("#held a:not(.headerlink)")}
    assert links == {"DOI 10.5555/two": "https://doi.org/10.5555/two",
                     "https://example.org/two/": "https://example.org/two/",
                     "editors@example.org": "mailto:editors@example.org"}


def test_a_text_says_what_it_is(tiny: Callable[..., Path]) -> None:
    """Above a text stand its siglum and host, and the links that the page gives; on pages alone."""
    pages = {"text": LINKED, "back": BACK, "rest": REST}
    root = tiny()
    book = Book(root, pages)
    assert book.warnings == ""
    first, second = parsed(book, "text").find_all(class_="ed-source")
    assert first.get_text() == "AA, as published by nowhere · its source · how to read"
    assert [a["href"] for a in first.find_all("a")] == ["rest.html", "back.html"]
    assert second.get_text() == "BB, as published by nowhere"
    assert not first.find_parent(class_="ed-text")


@pytest.mark.parametrize("builder", ["typst", "epub"])
def test_books_cite_the_whole_without_files(tiny: Callable[..., Path], builder: str) -> None:
    """A book has the citation in prose, no link to a file, and no line above a text."""
    book = Book(tiny(), {"whole": WHOLE, "text": TEXT, "back": BACK, "rest": REST},
                builder=builder, edition_downloads=True)
    written = "\n".join(p.read_text("utf-8") for p in book.out.rglob("*")
                        if p.suffix in (".xhtml", ".typ"))
    assert "An Edition to Be Broken in Tests" in written
    assert "None has been assigned yet." in written
    assert "For reference managers" not in written
    assert "as published by nowhere" not in written
