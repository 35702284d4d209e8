"""What libraries read of the edition: well formed, in agreement, and nothing that is not known."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import rispy
import yaml
from pybtex.database import parse_string

from conftest import REPO
from edition import Edition, open_edition
from edition.citation import cite
from edition.description import Part, full_title
from edition.export.metadata import CITATIONS, TOP_LEVEL, ro_crate

EMPTY = {"doi": "", "address": "", "contact": ""}
FILLED = {"doi": "10.1234/abc_d", "address": "https://example.org/accounts",
          "contact": "editors@example.org", "publisher": "A & B Press"}
# what the schema of CFF 1.2.0 requires, and what else of it this edition uses
CFF_REQUIRED = {"cff-version", "message", "title", "authors"}
CFF_KNOWN = CFF_REQUIRED | {"abstract", "contact", "date-released", "doi", "license", "type",
                            "url", "version"}


@pytest.fixture(params=[EMPTY, FILLED], ids=["empty", "filled"])
def described(request: pytest.FixtureRequest, edition: Edition) -> Edition:
    """The edition with and without DOI, address and contact."""
    return replace(edition, info=replace(edition.info, **request.param))


def read(edition: Edition, name: str) -> Any:
    """A file as its format reads it."""
    text = {**CITATIONS, **TOP_LEVEL}[name](edition)
    return yaml.safe_load(text) if name.endswith(".cff") else json.loads(text)


def blanks(described: Any) -> list[Any]:
    """Values that say nothing."""
    inner = described.values() if isinstance(described, dict) else described
    return [v for v in inner if v in ("", None, [], {})
            or (isinstance(v, dict | list) and blanks(v))]


# --- citations, read back ---------------------------------------------------------


def test_bibtex_is_read_back(described: Edition) -> None:
    """An independent parser finds the edition as it is described."""
    info = described.info
    (key, entry), = parse_string(CITATIONS["citation.bib"](described), "bibtex").entries.items()
    assert (key, entry.type) == ("two-accounts", "book")
    fields = {name: value.replace("\\", "") for name, value in entry.fields.items()}
    assert fields.pop("title") == full_title(info)
    assert (fields.pop("year"), fields.pop("date")) == ("2026", info.date.isoformat())
    assert fields.pop("publisher") == info.publisher
    assert fields.pop("edition") == f"version {info.version}"
    assert fields == {k: v for k, v in {"url": info.address, "doi": info.doi}.items() if v}
    editor, = entry.persons["editor"]
    assert str(editor).strip("{}") == info.editors


def test_ris_is_read_back(described: Edition) -> None:
    """An independent parser finds one record, with every field under its name."""
    info = described.info
    record, = rispy.loads(CITATIONS["citation.ris"](described))
    wanted = {
        "type_of_reference": "BOOK", "title": full_title(info), "publisher": info.publisher,
        "year": "2026", "date": f"{info.date:%Y/%m/%d}", "edition": f"version {info.version}",
        "language": "en-GB", "doi": info.doi,
        "urls": [info.address] if info.address else [],
    }
    assert record.pop("unknown_tag") == {"ED": [info.editors]}  # rispy gives ED no name
    found = {key: record.get(key, "" if key != "urls" else []) for key in wanted}
    assert found == wanted


def test_csl_json_is_read_back(described: Edition) -> None:
    """One item of type book, with the day of the edition; nothing blank."""
    item, = read(described, "citation.csl.json")
    info = described.info
    assert (item["type"], item["title"]) == ("book", full_title(info))
    assert item["issued"] == {"date-parts": [[info.date.year, info.date.month, info.date.day]]}
    assert item["editor"] == [{"literal": info.editors}]
    assert (item.get("URL", ""), item.get("DOI", "")) == (info.address, info.doi)
    assert blanks(item) == []


def test_citations_of_passages_are_read_back(described: Edition) -> None:
    """What ``edition cite`` prints for a passage is read back by the same parsers."""
    locators = [*described.passages, "DB.12.5-7", "DB.12.13-13.2"]
    for locator in locators:
        entry = parse_string(cite(described, locator, "bibtex"), "bibtex").entries
        assert [e.fields["note"] for e in entry.values()] == [f"passage {locator}"]
        record, = rispy.loads(cite(described, locator, "ris") + "\n")
        label = described.locate(locator)[0].label
        assert (record["type_of_reference"], record["section"]) == ("CHAP", label)
        assert record["secondary_title"] == described.info.title
        assert record.get("doi", "") == described.info.doi


# --- files for repositories -------------------------------------------------------


def test_citation_cff(described: Edition) -> None:
    """What CFF 1.2.0 requires is there, and every key is one that it knows."""
    cff, info = read(described, "CITATION.cff"), described.info
    assert cff.keys() >= CFF_REQUIRED
    assert cff.keys() <= CFF_KNOWN
    assert (cff["cff-version"], cff["type"]) == ("1.2.0", "dataset")
    assert (cff["title"], cff["version"]) == (full_title(info), info.version)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", cff["date-released"])
    assert cff["authors"] == [{"name": info.editors}]
    assert cff["license"] == ["CC-BY-4.0"]
    assert (cff.get("url", ""), cff.get("doi", "")) == (info.address, info.doi)
    assert [c["email"] for c in cff.get("contact", [])] == [info.contact] * bool(info.contact)
    assert blanks(cff) == []


def test_codemeta(described: Edition) -> None:
    """A SoftwareSourceCode of CodeMeta 3.0, under the licence of the code."""
    made, info = read(described, "codemeta.json"), described.info
    assert (made["@context"], made["@type"]) == ("https://w3id.org/codemeta/3.0",
                                                 "SoftwareSourceCode")
    assert (made["name"], made["version"]) == (full_title(info), info.version)
    assert made["license"] == ["https://spdx.org/licenses/MIT"]
    assert made.get("identifier", "") == (f"https://doi.org/{info.doi}" if info.doi else "")
    assert made["author"][0].get("email", "") == info.contact
    assert blanks(made) == []


def test_zenodo(described: Edition) -> None:
    """What a deposit needs is there; the rights in the texts are named."""
    made, info = read(described, ".zenodo.json"), described.info
    assert made["creators"] == [{"name": info.editors}]
    assert (made["upload_type"], made["access_right"]) == ("dataset", "open")
    assert (made["license"], made["language"]) == ("CC-BY-4.0", "en")
    assert made["publication_date"] == info.date.isoformat()
    assert "texts: rights reserved by their authors" in made["notes"]
    assert made.get("doi", "") == info.doi
    assert blanks(made) == []


def test_the_files_at_the_top_are_current(edition: Edition) -> None:
    """``edition release --metadata`` would write the committed files again."""
    for name, make in TOP_LEVEL.items():
        assert (REPO / name).read_text("utf-8") == make(edition), name


def test_a_licence_that_is_not_given_is_left_out(tiny: Callable[..., Path]) -> None:
    """The tiny edition has no licence for its code; nothing is made up."""
    edition = open_edition(tiny())
    assert "license" not in read(edition, "codemeta.json")
    assert read(edition, "CITATION.cff")["license"] == ["CC-BY-4.0"]


# --- one place --------------------------------------------------------------------


def test_version_and_date_agree_everywhere(edition: Edition) -> None:
    """Package, changelog and citation name the version and the day of ``edition.yml``."""
    info = edition.info
    project = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == info.version
    assert project["description"] == full_title(info).replace(": An", ": an")
    heads = re.findall(r"(?m)^## (.*)$", (REPO / "CHANGELOG.md").read_text("utf-8"))
    assert heads[0] == f"{info.version} ({info.date.isoformat()})"
    cff = yaml.safe_load((REPO / "CITATION.cff").read_text("utf-8"))
    assert (cff["version"], cff["date-released"]) == (info.version, info.date.isoformat())
    config = yaml.safe_load((REPO / "_config.yml").read_text("utf-8"))
    assert (config["title"], config["author"], config["copyright"]) == (
        info.title, info.editors, str(info.year))


# --- RO-Crate ---------------------------------------------------------------------

PARTS = (
    Part("book.pdf", "The book", "application/pdf",
         ("CC-BY-4.0", "rights reserved by their authors"), 12, "0" * 64),
    Part("code.zip", "The code", "application/zip", ("MIT",), 34, "1" * 64),
)


def test_ro_crate(described: Edition) -> None:
    """A flat graph: descriptor, root, each file once, and every identifier described."""
    crate = json.loads(ro_crate(described, PARTS))
    assert crate["@context"] == "https://w3id.org/ro/crate/1.2/context"
    graph = {node["@id"]: node for node in crate["@graph"]}
    assert len(graph) == len(crate["@graph"])
    head = graph["ro-crate-metadata.json"]
    assert head["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.2"}
    root = graph[head["about"]["@id"]]
    assert {"name", "description", "datePublished", "license"} <= root.keys()
    assert root["hasPart"] == [{"@id": "book.pdf"}, {"@id": "code.zip"}]
    assert all(graph[part.path]["@type"] == "File" for part in PARTS)
    assert [licence["@id"] for licence in graph["book.pdf"]["license"]] == [
        "https://spdx.org/licenses/CC-BY-4.0", "#rights-reserved-by-their-authors"]
    assert graph["code.zip"]["license"] == {"@id": "https://spdx.org/licenses/MIT"}
    assert graph["code.zip"]["description"] == "The code"
    assert (graph["code.zip"]["contentSize"], graph["code.zip"]["sha256"]) == ("34", "1" * 64)
    named = {value["@id"] for node in graph.values() for cell in node.values()
             for value in (cell if isinstance(cell, list) else [cell]) if isinstance(value, dict)}
    assert named - {"https://w3id.org/ro/crate/1.2"} <= graph.keys()
    assert graph.keys() - named == {"ro-crate-metadata.json"}
    assert graph["#editors"].get("url", "") == described.info.address
    contact = graph["#editors"].get("contactPoint", {}).get("@id", "")
    assert contact == (f"mailto:{described.info.contact}" if described.info.contact else "")
    assert blanks(crate["@graph"]) == []
