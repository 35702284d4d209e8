"""What pages say of themselves, where every id leads, and what pages may run."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from conftest import REPO, change
from edition import Edition
from edition.charts.registry import CHARTS
from edition.citation.pages import page_data
from edition.ids import records
from test_sphinx_extension import BACK, REST, TEXT, Book

TINY_PAGES = {"aa": TEXT, "back": BACK, "rest": REST}
ADDRESS = "https://example.org/two"


def parsed(path: Path) -> Any:
    """A page, parsed."""
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def tags(page: Any) -> dict[str, str]:
    """The named values in the head of a page."""
    found = page.head.find_all("meta", content=True)
    return {tag.get("name") or tag.get("property"): tag["content"] for tag in found
            if tag.get("name") or tag.get("property")}


def links(page: Any) -> dict[str, str]:
    """The links in the head of a page, by their relation."""
    return {tag["rel"][0]: tag["href"] for tag in page.head.find_all("link")}


def schema(page: Any) -> dict[str, Any]:
    """What a page says in schema.org."""
    return json.loads(page.find("script", type="application/ld+json").string)


def script(path: Path, variable: str) -> Any:
    """The value that a script of data sets."""
    said = path.read_text("utf-8")
    assert said.startswith(f"window.{variable}=")
    return json.loads(said.removeprefix(f"window.{variable}=").rstrip(";\n"))


@pytest.fixture
def public(tiny: Callable[..., Path]) -> Path:
    """The tiny book with an address and a DOI, built."""
    root = tiny()
    change(root, "data/edition.yml", "address:", f"address: {ADDRESS}/")
    change(root, "data/edition.yml", "doi:", "doi: 10.5555/two")
    book = Book(root, TINY_PAGES)
    assert book.warnings == ""
    return book.out


# --- what pages say of themselves ---------------------------------------------------------


def test_a_text_is_a_chapter_with_editors(site: Path, edition: Edition) -> None:
    """What Zotero and Google Scholar read: a book section that the editors edit, not wrote."""
    for text in edition.texts.values():
        said = tags(parsed(site / f"{text.page}.html"))
        assert said["citation_title"] == text.title
        assert said["citation_inbook_title"] == edition.info.title
        assert said["citation_editor"] == f"{edition.info.editors},"
        assert "citation_author" not in said
        assert said["citation_publication_date"] == f"{edition.info.date:%Y/%m/%d}"
        assert said["citation_language"] == "en-GB"
        assert said["og:title"] == text.title


def test_other_pages_are_by_the_editors(site: Path, edition: Edition) -> None:
    """Introduction, notebooks and indices are book sections that the editors wrote."""
    for name in ("introduction", "forces", "persons"):
        said = tags(parsed(site / f"{name}.html"))
        assert said["citation_author"] == f"{edition.info.editors},"
        assert said["citation_inbook_title"] == edition.info.title
        assert "citation_editor" not in said
        assert 0 < len(said["description"]) <= 210


def test_the_landing_page_is_a_book(site: Path, edition: Edition) -> None:
    """Its type is that of a book, and its parts are the other pages."""
    page = parsed(site / "index.html")
    said = tags(page)
    assert said["citation_title"] == edition.info.title
    assert said["og:type"] == "book"
    assert "citation_inbook_title" not in said
    book = schema(page)
    assert (book["@type"], book["name"]) == ("Book", edition.info.title)
    assert "The long account" in [part["name"] for part in book["hasPart"]]


def test_schema_of_a_chapter(site: Path) -> None:
    """A text has editors and no licence of the edition; other pages have both author and it."""
    text, prose = schema(parsed(site / "db.html")), schema(parsed(site / "principles.html"))
    assert (text["@type"], text["isPartOf"]["@type"]) == ("Chapter", "Book")
    assert "editor" in text and not {"author", "license"} & text.keys()
    assert prose["author"]["@type"] == "Organization"
    assert prose["license"] == "https://spdx.org/licenses/CC-BY-4.0"
    assert text["isPartOf"]["version"] == "0.1.0"


def test_nothing_is_made_up_for_want_of_an_address(site: Path) -> None:
    """Without address and DOI no page has a canonical link, a PDF address or an identifier."""
    for path in sorted(site.glob("*.html")):
        page = parsed(path)
        assert not {"canonical", "cite-as"} & links(page).keys(), path.name
        assert not {"citation_public_url", "citation_pdf_url", "citation_doi", "og:url"} & tags(
            page).keys(), path.name


def test_with_an_address_pages_name_theirs(public: Path) -> None:
    """Canonical link, PDF, DOI: absolute on every page; the root is the folder itself."""
    page = parsed(public / "aa.html")
    assert links(page)["canonical"] == f"{ADDRESS}/aa.html"
    assert links(page)["cite-as"] == "https://doi.org/10.5555/two"
    said = tags(page)
    assert said["citation_public_url"] == said["og:url"] == f"{ADDRESS}/aa.html"
    assert said["citation_pdf_url"] == f"{ADDRESS}/downloads/albanian-resistance.pdf"
    assert said["citation_doi"] == "10.5555/two"
    assert schema(page)["url"] == f"{ADDRESS}/aa.html"
    home = parsed(public / "index.html")
    assert links(home)["canonical"] == f"{ADDRESS}/"
    assert schema(home)["identifier"] == "https://doi.org/10.5555/two"
    assert parsed(public / "404.html").html["data-site"] == "/two/"
    short = parsed(public / "AA.1.1" / "index.html")
    assert links(short)["canonical"] == f"{ADDRESS}/aa.html#AA.1.1"


# --- where every id leads -------------------------------------------------------------------


def test_every_id_has_a_short_link(site: Path, edition: Edition) -> None:
    """Passages, notes, coded rows, records, estimates, figures: a folder that leads on."""
    wanted = {*edition.passages, *edition.notes, *edition.claims, *edition.controls,
              *edition.dates, *edition.entities, *edition.estimates, *edition.parallels, *CHARTS}
    found = {page.parent.name for page in site.glob("*/index.html")}
    assert found == wanted
    for key in ("DB.12.5", "N0310", "C014", "enver-hoxha", "forces-strengths", "K301", "D0101",
                "E001"):
        page = parsed(site / key / "index.html")
        target = page.a["href"]
        assert page.find("meta", attrs={"http-equiv": "refresh"})["content"] == f"0; url={target}"
        assert links(page)["canonical"] == target
        name, _, anchor = target.removeprefix("../").partition("#")
        assert parsed(site / name).find(id=anchor) is not None


def test_released_ids_lead_somewhere(site: Path) -> None:
    """Every id of every release is still found, or is known to be withdrawn."""
    data = script(site / "_static/find-data.js", "editionFind")
    known = {key for group in data["ids"] for key in group["of"]} | data["withdrawn"].keys()
    for release in records(REPO):
        for key in release.read_text("utf-8").split():
            assert key in known or (site / key / "index.html").is_file(), key


def test_the_finder_knows_every_id(site: Path, edition: Edition) -> None:
    """Sentences by their first words, and every row of every table by its page or passage."""
    data = script(site / "_static/find-data.js", "editionFind")
    for text in edition.texts.values():
        paragraphs = data["texts"][text.siglum]["paragraphs"]
        assert [len(p) for p in paragraphs] == [
            len(list(edition.sentences(p))) for p in edition.paragraphs(text.siglum)]
    first = data["texts"]["DB"]["paragraphs"][11][4].removesuffix(" …")
    assert edition.passages["DB.12.5"].words.startswith(first)
    known = {key: group for group in data["ids"] for key in group["of"]}
    assert known.keys() == {
        *edition.notes, *edition.claims, *edition.controls, *edition.entities, *CHARTS,
        *edition.dates, *edition.numerals, *edition.parallels, *edition.estimates,
        *(m.mention_id for m in edition.mentions)}
    for group in data["ids"]:
        for where in set(group["of"].values()) if "page" not in group else ():
            assert edition.locate(where)


def test_the_finder_knows_what_is_set(tiny: Callable[..., Path]) -> None:
    """Of a text that no page sets it offers nothing; of each paragraph it knows the page."""
    run = "# {0}\n\n```{{edition-text}} AA\n:paragraphs: {1}\n```\n"
    out = Book(tiny(), {"part-1": run.format("Part 1", 1), "part-2": run.format("Part 2", 2)}).out
    data = script(out / "_static/find-data.js", "editionFind")
    assert {key: text["pages"] for key, text in data["texts"].items()} == {
        "AA": ["part-1", "part-2"]}
    about = {where for group in data["ids"] if "page" not in group
             for where in group["of"].values()}
    assert "AA.1.1" in about and not [where for where in about if where.startswith("BB")]
    out = Book(tiny("half"), {"part-2": run.format("Part 2", 2)}).out
    half = script(out / "_static/find-data.js", "editionFind")["texts"]["AA"]
    assert (half["pages"], half["paragraphs"][0]) == (["", "part-2"], [])


def test_short_links_of_ids_that_are_gone_go_too(tiny: Callable[..., Path]) -> None:
    """A second build takes away the folder of an id that no longer exists."""
    root = tiny()
    out = Book(root, TINY_PAGES).out
    stale = out / "N9999"
    (out / "AA.1").rename(stale)
    book = Book(root, {**TINY_PAGES, "more": "# More\n\nWords."})
    assert book.warnings == ""
    assert not stale.exists()
    assert (out / "AA.1" / "index.html").is_file()


def test_the_cards_data(site: Path, edition: Edition) -> None:
    """The pages get what ``edition cite`` is made from."""
    data = script(site / "_static/cite-data.js", "editionCite")
    assert data == json.loads(json.dumps(page_data(edition)))


@pytest.mark.parametrize("with_words", [True, False])
def test_first_words_are_left_out_with_the_texts(tiny: Callable[..., Path],
                                                 with_words: bool) -> None:
    """A book without the base texts has none of their sentences in its scripts."""
    out = Book(tiny(), TINY_PAGES, edition_base_texts=with_words).out
    data = script(out / "_static/find-data.js", "editionFind")
    words = {sentence for p in data["texts"]["AA"]["paragraphs"] for sentence in p}
    assert (words == {""}) == (not with_words)


# --- what pages may run -----------------------------------------------------------------------


def test_a_page_runs_what_its_policy_names(site: Path) -> None:
    """Each page has a policy without ``unsafe-inline`` for scripts, and hashes of its own."""
    for path in sorted(site.glob("*.html")):
        page = parsed(path)
        rule = page.head.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
        (allowed,) = re.findall(r"script-src ([^;]*);", rule)
        inline = [s.string for s in page.find_all("script", src=False, type=False)]
        hashes = {base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in inline}
        assert set(allowed.split()) == {"'self'", *(f"'sha256-{h}'" for h in hashes)}, path.name
        assert rule.startswith("default-src 'none';")
        attributes = {name for tag in page.find_all(True) for name in tag.attrs}
        assert not {name for name in attributes if name.startswith("on")}, path.name


def test_every_page_of_the_book_can_cite(site: Path) -> None:
    """Each has the script, the pages that find have not; the data of the card no page has."""
    for path in sorted(site.glob("*.html")):
        sources = {s["src"] for s in parsed(path).find_all("script", src=True)}
        finds = path.stem in ("search", "find", "404")
        assert ("_static/cite.js" in sources) == (not finds), path.name
        assert "_static/cite-data.js" not in sources
