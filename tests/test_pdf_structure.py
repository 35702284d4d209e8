"""The PDF as an archive and for readers who listen: tags, languages, attachments, validity."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from edition.edition import Edition
from printed import labels_of_pages, words_of_pages

# the validator, from Maven Central
VERAPDF = "org.verapdf.apps:greenfield-apps:1.28.2"
MAIN = "org.verapdf.apps.GreenfieldCliWrapper"
PDF = "albanian-resistance.pdf"

# what can be done to a page and not to paper; "press" and "site" have other meanings
SCREEN_WORDS = re.compile(
    r"(?<![.\w/])(click\w*|hover\w*|tap(?:s|ped|ping)?|scroll\w*|touch screen|select a mark|"
    r"pointed at|dark (?:mode|theme)|browser|this web page|JavaScript|link below|line below|"
    r"next cell|page up as|head of its page|beside the pages|the build fails)\b",
    re.IGNORECASE)


@pytest.fixture(scope="module")
def pdf(outputs: Path) -> Iterator[pikepdf.Pdf]:
    """The PDF, open."""
    with pikepdf.open(outputs / PDF) as file:
        yield file


def elements(file: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Every element of the structure tree."""
    found, queue = [], [file.Root.StructTreeRoot]
    while queue:
        element = queue.pop()
        for kid in kids(element):
            found.append(kid)
            queue.append(kid)
    return found


def kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    """The elements below an element."""
    held = element.get("/K", [])
    listed = held if isinstance(held, pikepdf.Array) else [held]
    return [kid for kid in listed if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def test_every_figure_has_its_description(pdf: pikepdf.Pdf) -> None:
    """No figure is without alternative text."""
    figures = [e for e in elements(pdf) if e.S == "/Figure"]
    assert len(figures) > 10
    assert all(str(figure.get("/Alt", "")).strip() for figure in figures)


def test_every_table_has_heads(pdf: pikepdf.Pdf) -> None:
    """Each table has a head of header cells, and cells for data below."""
    tables = [e for e in elements(pdf) if e.S == "/Table"]
    assert len(tables) > 20
    for table in tables:
        heads = [part for part in kids(table) if part.S == "/THead"]
        assert len(heads) == 1
        cells = [cell for row in kids(heads[0]) for cell in kids(row)]
        assert cells
        assert {str(cell.S) for cell in cells} == {"/TH"}


def test_foreign_phrases_have_their_language(pdf: pikepdf.Pdf, edition: Edition) -> None:
    """Each language that the notes use is marked in the pages, without a country of its own."""
    used = {run.target for note in edition.notes.values() for run in note.runs
            if run.kind == "lang"}
    assert {"sq", "it", "de"} <= used
    marked = {lang for page in pdf.pages
              for lang in re.findall(rb"/Lang ?\(([a-zA-Z-]+)\)", page.Contents.read_bytes())}
    assert {lang.encode() for lang in used} <= marked
    assert str(pdf.Root.Lang) == edition.info.language


def test_pages_are_labelled(outputs: Path) -> None:
    """What stands in front has Roman numbers, and the first part begins with page 1."""
    labels = labels_of_pages(outputs / PDF)
    assert labels[0] == "i"
    first = labels.index("1")
    assert first % 2 == 0  # a right-hand page
    assert labels[first:] == [str(n) for n in range(1, len(labels) - first + 1)]


def test_attachments_can_be_read_back(pdf: pikepdf.Pdf, outputs: Path, edition: Edition) -> None:
    """Tables, bibliography, base texts and TEI are in the file, whole and with descriptions."""
    root = outputs.parent
    expected = {path.name: path for path in (
        *(root / "data").glob("*.csv"), root / "data" / "references.bib",
        *(root / text.file for text in edition.texts.values()),
        *(outputs / "tei").glob("[A-Z][A-Z].xml"))}
    held = {Path(name).name: pdf.attachments[name] for name in pdf.attachments}
    assert held.keys() == expected.keys()
    assert {"claims.csv", "DB.xml", "HL.xml"} <= held.keys()
    for name, path in expected.items():
        assert held[name].get_file().read_bytes() == path.read_bytes(), name
        assert held[name].description, name
        assert held[name].obj.AFRelationship == "/Data", name


def flat(words: str) -> str:
    """In one line, and the name of a site that is broken at its dot in one piece."""
    return re.sub(r"(?<=\w\.) (?=[a-z]{2,6}[);])", "", re.sub(r"\s+", " ", words))


def test_it_speaks_of_no_screen(outputs: Path) -> None:
    """Nothing tells a reader of paper to do what only a screen can."""
    found = [(number, match[0]) for number, words in enumerate(words_of_pages(outputs / PDF), 1)
             for match in SCREEN_WORDS.finditer(flat(words))]
    assert found == []


def test_links_lead_both_ways(pdf: pikepdf.Pdf, edition: Edition) -> None:
    """Mark and note lead to one another, so that every note is the end of a link and its start."""
    inside = sum(1 for page in pdf.pages for link in page.get("/Annots", [])
                 if "/Dest" in link or link.get("/A", {}).get("/S") == "/GoTo")
    # two for each note, and one at least for each place in an index
    assert inside > 2 * len(edition.notes) + len(edition.mentions) / 2


@pytest.fixture(scope="module")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The jar of veraPDF, fetched once; the one test that needs it is skipped without it."""
    if not shutil.which("java") or not shutil.which("mvn"):
        pytest.skip("veraPDF needs Java and Maven, which this machine has not")
    folder = tmp_path_factory.mktemp("verapdf")
    command = ["mvn", "-q", "-B", "dependency:copy", f"-Dartifact={VERAPDF}",
               f"-DoutputDirectory={folder}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    jars = list(folder.glob("*.jar"))
    if done.returncode or not jars:
        pytest.skip(f"veraPDF could not be had from Maven Central: {done.stdout[-200:]}")
    return jars[0]


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_verapdf_finds_no_failed_rule(validator: Path, outputs: Path, profile: str) -> None:
    """The independent validator passes the book under PDF/UA-1 and under PDF/A-3a."""
    command = ["java", "-cp", str(validator), MAIN, "--flavour", profile, "--format", "text", "-v",
               str(outputs / PDF)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=1500,
                          env={**os.environ, "LC_ALL": "C.UTF-8"})
    assert done.stdout.startswith("PASS"), done.stdout[-3000:] + done.stderr[-1000:]
