"""The pages about the files: everything is listed, everything described, the examples run."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from docutils import nodes as dn

from conftest import REPO, write_tiny
from edition import Edition
from edition.archive import files_below
from edition.charts.registry import CHARTS
from edition.codebook import TABLES, type_of
from edition.downloads import OUTPUTS, Download, format_of, licences_of, of_chart
from edition.export import exporters
from edition.sphinxext import nodes as en
from test_sphinx_extension import Book

CODEBOOK = "# Codebook\n\n```{edition-codebook}\n```\n"
DOWNLOADS = "# Downloads\n\n```{edition-table} downloads\n```\n"
# what lies in a folder whose description is listed
UNLISTED = re.compile(r"data/(edition\.yml|README\.md|(notes|releases|texts)/.*)|dts/.*")


def published(edition: Edition) -> list[Download]:
    """Every file that is listed by itself."""
    return [file for output in OUTPUTS.values() for file in output.files(edition)]


def of_charts() -> list[Download]:
    """Every file of a chart."""
    return [file for chart in CHARTS.values() for file in of_chart(chart)]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A tiny book with both pages."""
    root = write_tiny(tmp_path_factory.mktemp("pages") / "tiny")
    return Book(root, {"codebook": CODEBOOK, "download": DOWNLOADS})


def test_every_output_has_a_description() -> None:
    """Each exporter is among the downloads."""
    assert set(OUTPUTS) >= set(exporters(REPO / "data"))


def test_every_file_of_the_site_is_listed(site: Path, edition: Edition) -> None:
    """The list names every file below ``downloads/``, but for parts of data package and API."""
    there = set(files_below(site / "downloads"))
    listed = [file.path for file in [*published(edition), *of_charts()]]
    assert len(set(listed)) == len(listed)
    assert set(listed) <= there
    assert [name for name in sorted(there - set(listed)) if not UNLISTED.fullmatch(name)] == []


def test_the_page_links_to_every_file(site: Path, edition: Edition) -> None:
    """Each row has a link to the file, and says what it is, its format and its licence."""
    page = BeautifulSoup((site / "download.html").read_text("utf-8"), "html.parser")
    found: Any = page.select(".ed-files tbody tr")
    rows = {link["href"]: [cell.get_text(strip=True) for cell in row.find_all("td")]
            for row in found for link in row.find_all("a")}
    for file in published(edition):
        licences = "; ".join(licences_of(edition, file.licences)).replace("CC-BY-", "CC BY ")
        assert rows.pop(f"downloads/{file.path}") == [file.name, file.what,
                                                      format_of(file.path), licences]
    for chart in CHARTS.values():
        for file in of_chart(chart):
            assert rows.pop(f"downloads/{file.path}")[:2] == [chart.title, "SVG·PNG·CSV"]
    assert rows == {}


@pytest.mark.parametrize("builder", ["epub", "typst"])
def test_books_without_files_have_no_links_to_them(tiny: Callable[..., Path],
                                                   builder: str) -> None:
    """The e-book and the PDF name the files and link to none."""
    built = Book(tiny(), {"download": DOWNLOADS}, builder=builder)
    written = {p.name: p.read_text("utf-8") for p in built.out.rglob("*")
               if p.suffix in (".xhtml", ".typ")}
    named = [name for name, text in written.items() if "datapackage" in text]
    assert named
    assert [name for name in written if "downloads/data" in written[name]] == []


def test_the_codebook_has_an_anchor_for_each_column(pages: Book) -> None:
    """Every table, column and term can be linked to, and no anchor stands twice."""
    assert pages.warnings == ""
    tree = pages.trees["codebook"]
    ids = [i for node in tree.findall(dn.Element) for i in node.get("ids", ())]
    assert len(set(ids)) == len(ids)
    for name, table in TABLES.items():
        assert name in ids
        for column, meta in table.columns.items():
            assert f"{name}.{column}" in ids
            assert {f"{name}.{column}.{term.replace(' ', '-')}"
                    for term in meta["vocabulary"] or ()} <= set(ids)
    assert {"claims.qualifier", "claims.qualifier.vague"} <= set(ids)


def test_a_coded_value_can_link_to_the_codebook(pages: Book) -> None:
    """The domain knows each column, under the name that the anchor has."""
    known: Any = pages.app.env.get_domain("ed").data["objects"]
    assert known["column", "claims.qualifier"] == ("codebook", "claims.qualifier",
                                                   "qualifier in claims.csv")
    page = (pages.out / "codebook.html").read_text("utf-8")
    assert 'id="claims.qualifier"' in page
    assert 'href="#places"' in page


def test_the_codebook_says_what_the_model_says(pages: Book) -> None:
    """Each row has name, meaning, type and what a blank means."""
    page = BeautifulSoup((pages.out / "codebook.html").read_text("utf-8"), "html.parser")
    several = described(page.find("section", id="several"))
    assert several.keys() >= {"name", "sort_name", "passage_id", "quote", "occurrence"}
    for name, table in TABLES.items():
        section: Any = page.find("section", id=name)
        own = described(section)
        besides = [code.get_text() for code in section.select(".ed-besides code[id]")]
        assert [c for c in table.columns if c not in besides] == list(own)
        assert sorted([*own, *besides]) == sorted(table.columns)
        for column, meta in table.columns.items():
            row = own.get(column) or several[column]
            assert row[1].replace("\u00a0", " ") == meta["doc"].replace("`", "")
            assert row[2].startswith(type_of(meta))
            assert row[3].startswith("never") == meta["required"]


def test_the_terms_of_a_vocabulary_stand_once(pages: Book) -> None:
    """Where the first column has them; the other columns lead there."""
    page = BeautifulSoup((pages.out / "codebook.html").read_text("utf-8"), "html.parser")
    lists = [tuple(item.get_text() for item in found.find_all("li"))
             for found in page.select("main section section ul")]
    assert len(set(lists)) == len(lists) > 10
    said = page.find("section", id="estimates").find(id="estimates.side.italy").parent.get_text()
    assert "side has the terms of claims.side." in said


def described(section: Any) -> dict[str, list[str]]:
    """Column → the cells of its row, in the table of a section."""
    rows = [[cell.get_text() for cell in row.find_all("td")]
            for row in section.select(".ed-codebook tbody tr")]
    return {row[0]: row for row in rows}


def test_file_links_keep_their_words(pages: Book) -> None:
    """A link to a file shows the name of the file, or its format."""
    links = list(pages.trees["download"].findall(en.file_link))
    assert len(links) > 30
    assert all(link["path"].endswith((link.astext(), link.astext().lower())) for link in links)
