"""The PDF as a file: its words, its structure, what it carries."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest
from pypdfium2 import PdfDocument

from edition.edition import Edition
from edition.figures.registry import FIGURES
from printed import words_of_pages


@pytest.fixture(scope="module")
def words(outputs: Path) -> str:
    """All its words, hyphens at line ends and white space taken away."""
    return squeezed("".join(words_of_pages(outputs / "albanian-resistance.pdf")))


def squeezed(text: str) -> str:
    """Letters and digits only, so that line breaks, ligatures and quotation marks do not count."""
    for ligature, letters in {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"}.items():
        text = text.replace(ligature, letters)
    return re.sub(r"[\W_]", "", text)


def structure(file: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Every element of the structure tree."""
    found, queue = [], [file.Root.StructTreeRoot]
    while queue:
        element = queue.pop()
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                found.append(kid)
                queue.append(kid)
    return found


def test_metadata_are_those_of_the_edition(outputs: Path, edition: Edition) -> None:
    """Title, language and date come from the edition record, not from the clock."""
    with pikepdf.open(outputs / "albanian-resistance.pdf") as file:
        assert file.docinfo["/Title"] == edition.info.title
        assert str(file.Root.Lang).casefold() == edition.info.language.casefold()
        assert str(file.docinfo["/CreationDate"]).startswith(f"D:{edition.info.date:%Y%m%d}")


def test_every_note_is_in_it(outputs: Path, edition: Edition) -> None:
    """There is one Note element for each note of the edition."""
    with pikepdf.open(outputs / "albanian-resistance.pdf") as file:
        kinds = [str(element.S) for element in structure(file)]
    assert sum(kind in ("/Note", "/FENote") for kind in kinds) == len(edition.notes)


def test_words_of_the_texts_can_be_found(words: str, edition: Edition) -> None:
    """Runs of words from the sentences are found in the order of letters in which they stand."""
    missing = []
    for passage in edition.passages.values():
        if passage.level == "sentence":
            # one word of each sentence: numbers of notes and sentences may stand between words
            longest = max(passage.words.split(), key=len)
            if squeezed(longest) not in words:
                missing.append((passage.passage_id, longest))
    # a word may be broken by a hyphen at a line end, which extraction keeps
    assert len(missing) <= 12, missing


def test_passage_numbers_are_in_the_margin(words: str, edition: Edition) -> None:
    """Each paragraph's siglum and number can be found."""
    for text_id in edition.texts:
        for paragraph in edition.paragraphs(text_id):
            assert squeezed(paragraph.label) in words


def test_figures_have_their_words(outputs: Path, edition: Edition) -> None:
    """Each figure is tagged with the description that the web page has."""
    with pikepdf.open(outputs / "albanian-resistance.pdf") as file:
        texts = [str(e.Alt) for e in structure(file) if str(e.S) == "/Figure" and "/Alt" in e]
    for drawing in FIGURES.values():
        assert drawing.words(edition, drawing.chart) in texts


def test_it_is_tagged_and_claims_its_standards(outputs: Path) -> None:
    """It is marked as tagged and exported as PDF/A-3a with PDF/UA-1."""
    with pikepdf.open(outputs / "albanian-resistance.pdf") as file:
        assert bool(file.Root.MarkInfo.Marked)
        with file.open_metadata() as metadata:
            assert metadata.pdfa_status == "3A"
            assert metadata["pdfuaid:part"] == "1"


def test_the_data_are_attached(outputs: Path, edition: Edition) -> None:
    """The tables and the bibliography can be read back byte for byte."""
    root = outputs.parent
    with pikepdf.open(outputs / "albanian-resistance.pdf") as file:
        held = {Path(name).name: file.attachments[name].get_file().read_bytes()
                for name in file.attachments}
    for name in ("claims.csv", "persons.csv", "mentions.csv", "passages.csv", "references.bib"):
        assert held[name] == (root / "data" / name).read_bytes()


def test_outline_names_the_chapters(outputs: Path) -> None:
    """The bookmarks name the texts, the notebook and the indices."""
    with PdfDocument(outputs / "albanian-resistance.pdf") as document:
        found = {bookmark.get_title() for bookmark in document.get_toc()}
    assert {"The long account", "The short account", "Forces", "Persons", "Bibliography"} <= found


def test_all_fonts_are_embedded(outputs: Path) -> None:
    """No page relies on a font of the reader's machine."""
    with pikepdf.open(outputs / "albanian-resistance.pdf") as file:
        for thing in file.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
                assert any(key in thing for key in ("/FontFile", "/FontFile2", "/FontFile3"))
