"""A third text, added to the tiny edition with data and settings, and no code."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import change, segment
from edition import EditionError, open_edition
from edition.cards import row_cards
from edition.citation import cite
from edition.export import exporters
from test_sphinx_extension import BACK, REST, TEXT, Book

WORDS = ("In May 1944 a test witness saw 12 partisans at Peza. Ana Leka was not there.\n"
         "\nNobody counted the men.\n")
TEXT_ENTRY = """
  - siglum: TWX
    file: texts/tw.txt
    sha256: {sha256}
    title: The test witness
    short_title: Test witness
    host: nowhere
    page: tw
"""
ROWS = {
    "mentions.csv": ("M0013,TWX.1.1,Peza,,peze,", "M0014,TWX.1.2,Ana Leka,,ana-leka,"),
    "claims.csv": ("C201,TWX.1.1,12 partisans,,force_size,stock,,resistance,,12,12,12,exact,"
                   "stated,persons,1944-05,peze,,high,,,,Without Ana Leka (TWX.1.2).",),
    "dates.csv": ("D0003,TWX.1.1,In May 1944,,1944-05,stated,,,",),
    "numerals.csv": ("Q0101,TWX.1.1,1944,,digits,date,D0003,",
                     "Q0102,TWX.1.1,12,,digits,claim,C201,"),
    "reviews.csv": ("TWX.1.1,N0101,", "TWX.1.2,,Where she was is not told.",
                    "TWX.2.1,,Nobody can be asked; it is invented."),
    "allowed.csv": ("capitals,TWX.2.1,Nobody,It opens a sentence.",),
}
NOTE = """- note_id: N0101
  passage_id: TWX.1.1
  quote: "12 partisans"
  note_type: figure
  grade: internal
  certainty: high
  body: "Fewer than {passage}`AA.1.1` has."
"""


@pytest.fixture
def root(tiny: Callable[..., Path]) -> Path:
    """The tiny edition with a third text."""
    root = tiny()
    data = root / "data"
    (data / "texts/tw.txt").write_text(WORDS, "utf-8")
    with (data / "edition.yml").open("a", encoding="utf-8") as file:
        file.write(TEXT_ENTRY.strip("\n").format(sha256=hashlib.sha256(WORDS.encode()).hexdigest()))
        file.write("\n")
    for name, rows in {**ROWS, "passages.csv": segment("TWX", WORDS)}.items():
        with (data / name).open("a", encoding="utf-8") as file:
            file.write("".join(f"{row}\n" for row in rows))
    (data / "notes/TWX.yml").write_text(NOTE, "utf-8")
    return root


@pytest.fixture
def exports(root: Path, tmp_path: Path) -> Path:
    """All exports of it."""
    edition, folder = open_edition(root), tmp_path / "exports"
    for name, write in exporters(root / "data").items():
        (folder / name).mkdir(parents=True)
        write(edition, folder / name)
    return folder


def test_it_is_read_and_checked(root: Path) -> None:
    """Passages, notes and rows are tied to its words; the comparison stays with the first two."""
    edition = open_edition(root)
    assert list(edition.texts) == ["AA", "BB", "TWX"] and edition.compared == ("AA", "BB")
    assert edition.passage("TWX.2.1").words == "Nobody counted the men."
    assert edition.claims["C201"].lemma == "12 partisans"
    assert edition.note_numbers["N0101"] == 1
    assert cite(edition, "TWX.1.1", "text", None).count("TWX 1.1") == 1


def test_a_mistake_in_it_is_found(root: Path) -> None:
    """A numeral without a row, and a sentence set into the comparison of the other two."""
    change(root, "data/numerals.csv", "Q0102,TWX.1.1,12,,digits,claim,C201,\n", "")
    change(root, "data/parallels.csv", "AA.1.1,BB.1.1", "AA.1.1 | TWX.1.2,BB.1.1")
    with pytest.raises(EditionError) as raised:
        open_edition(root)
    said = str(raised.value)
    assert "numerals: '12': no row accounts for it (TWX 1.1)" in said
    assert "data/parallels.csv:2: db: 'TWX.1.2': is not of AA, which this column is for" in said


def test_its_page_is_set(root: Path) -> None:
    """Anchors, notes, names and data lines, and all that finds and cites them."""
    pages = {"aa": TEXT, "tw": "# Third\n\n```{edition-text} TWX\n```\n", "back": BACK,
             "rest": REST,
             "compared": "# Compared\n\n```{edition-table} parallels\n```\n"}
    book = Book(root, pages)
    assert book.warnings == ""
    page = (book.out / "tw.html").read_text("utf-8")
    assert {"TWX.1", "TWX.1.1", "TWX.1.2", "TWX.2.1", "N0101", "C201", "D0003"} <= set(
        re.findall(r'id="([^"]+)"', page))
    assert 'href="back.html#ana-leka"' in page and 'href="aa.html#AA.1.1"' in page
    assert "tw.html#TWX.1.2" in (book.out / "back.html").read_text("utf-8")
    assert "../tw.html#TWX.1.1" in (book.out / "TWX.1.1/index.html").read_text("utf-8")
    for data in ("cite-data.js", "find-data.js"):
        assert '"TWX' in (book.out / "_static" / data).read_text("utf-8")


def test_its_cards_name_passages_as_people_do(root: Path) -> None:
    """An id of three letters becomes a label like those of two."""
    edition = open_edition(root)
    assert ("", "Without Ana Leka (TWX 1.2).") in row_cards(edition)["C201"].lines


def test_it_is_exported(exports: Path) -> None:
    """TEI, annotations, text API and package have it as they have the others."""
    tei = (exports / "tei/TWX.xml").read_text("utf-8")
    body = re.search("<body.*</body>", tei, re.DOTALL)
    assert body and re.sub("<[^>]*>", "", body[0]) == WORDS
    assert 'xml:id="TWX.1.2"' in tei and 'xml:id="N0101"' in tei
    made = json.loads((exports / "annotations/TWX.jsonld").read_text("utf-8"))["items"]
    assert {item["body"]["id"] for item in made} == {
        "M0013", "M0014", "C201", "D0003", "Q0101", "Q0102", "N0101"}
    root = json.loads((exports / "dts/collection.json").read_text("utf-8"))
    assert [member["@id"] for member in root["member"]] == ["AA", "BB", "TWX"]
    assert "Ana Leka" in (exports / "dts/document/TWX/TWX.1.2.xml").read_text("utf-8")
    assert (exports / "data/texts/tw.txt").read_text("utf-8") == WORDS
