"""The page of the book: two layers of notes, layouts, columns, what is for print."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pikepdf
import pytest
import typst
from docutils import nodes as dn

from conftest import change
from edition import open_edition
from edition.sphinxext.tables import table
from edition.sphinxext.typst.builder import LAYOUTS, STANDARDS
from edition.sphinxext.typst.escape import pieces, running
from edition.sphinxext.typst.metrics import width as text_width
from edition.sphinxext.typst.tables import (
    MEASURE,
    SMALLEST,
    _fitted,
    _shared,
    _widths,
    smaller,
)
from printed import heights_of_words, words_of_pages
from test_sphinx_extension import BACK, REST, TEXT, Book

PAGES = {"text": TEXT, "back": BACK, "rest": REST}
SUBJECTS = "# Subjects\n\n```{edition-index} subjects\n```\n"
FIRST, SECOND, THIRD = "Leadingcomment", "Emendation", "Trailingcomment"

HEAD = """
#import "template.typ": *
#let day = datetime(year: 2026, month: 11, day: 21)
#show: book.with((title: "T", subtitle: "S", editors: "E", keywords: (), date: day,
  language: "en", region: "GB"))
"""

SAMPLE = HEAD + """
#chapter(1, siglum: "AA")[Text]
#text-block[#sentence-begin("AA 1.1")Some words#commentary(1, "1")[Leadingcomment on them, which
goes on for more than a line of the foot of the page, so that its height is not that of one line.]
and others#textual(2, "2")[Emendation.], and more#commentary(3, "3")[Trailingcomment.]#sentence-end(
"AA 1.1")]
"""


def compiled(folder: Path, source: str) -> Path:
    """A book of the given source in the design of the edition."""
    for design in files("edition.sphinxext.typst").iterdir():
        if design.name.endswith(".typ"):
            (folder / design.name).write_text(design.read_text("utf-8"), "utf-8")
    (folder / "book.typ").write_text(source, "utf-8")
    content, warnings = typst.compile_with_warnings(
        str(folder / "book.typ"), pdf_standards=STANDARDS, timestamp=0,
        font_paths=typst.Fonts(include_system_fonts=False))
    assert warnings == []
    (folder / "book.pdf").write_bytes(content)
    return folder / "book.pdf"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A page with three notes, of which the second is textual."""
    return compiled(tmp_path, SAMPLE)


def test_textual_notes_stand_above_the_commentary(sample: Path) -> None:
    """On the page the textual note is first; the comments keep their order below it."""
    first, second, third = heights_of_words(sample, FIRST, SECOND, THIRD)
    assert second > first > third


def test_a_note_is_tagged_at_its_mark(sample: Path) -> None:
    """In the structure each note is a note, in the order of the marks and not of the page."""
    with pikepdf.open(sample) as file:
        kinds, queue = [], [file.Root.StructTreeRoot]
        while queue:
            held = queue.pop(0).get("/K", [])
            below = [k for k in (held if isinstance(held, pikepdf.Array) else [held])
                     if isinstance(k, pikepdf.Dictionary) and "/S" in k]
            kinds += [str(k.S) for k in below]
            queue += below
    assert kinds.count("/Note") == 3


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_layout_meets_the_standards(tiny: Callable[..., Path], layout: str) -> None:
    """One setting makes a book, a working copy or large print, all tagged and archival."""
    book = Book(tiny(), PAGES, builder="typst", edition_pdf_layout=layout)
    assert book.warnings == ""
    with pikepdf.open(book.out / "albanian-resistance.pdf") as file:
        with file.open_metadata() as metadata:
            assert metadata.pdfa_status == "3A"
            assert metadata["pdfuaid:part"] == "1"
        sizes = {tuple(round(float(n)) for n in page.MediaBox[2:]) for page in file.pages}
    assert sizes == {{"book": (442, 663), "working-letter": (612, 792)}.get(layout, (595, 842))}


@pytest.mark.parametrize("address", ["", "https://example.org/two/"])
def test_passages_lead_to_the_web_once_there_is_an_address(
    tiny: Callable[..., Path], address: str
) -> None:
    """The numbers of paragraphs and sentences are links if, and only if, the address is set."""
    root = tiny()
    change(root, "data/edition.yml", "address:\n", f"address: {address}\n")
    book = Book(root, PAGES, builder="typst")
    assert book.warnings == ""
    with pikepdf.open(book.out / "albanian-resistance.pdf") as file:
        found = {str(link.A.URI) for page in file.pages for link in page.get("/Annots", [])
                 if "/A" in link and "/URI" in link.A}
    passages = open_edition(root).passages
    wanted = {f"https://example.org/two/{key}/" for key in passages}
    assert found & wanted == (wanted if address else set())


def test_an_unknown_layout_is_named(tiny: Callable[..., Path]) -> None:
    """A layout that there is not stops the build, with those that there are."""
    with pytest.raises(Exception, match=r"'pocket': unknown layout; allowed: book, working-a4"):
        Book(tiny(), PAGES, builder="typst", edition_pdf_layout="pocket")


def test_pages_for_the_screen_are_left_out(tiny: Callable[..., Path]) -> None:
    """Whole pages and passages are for one medium, by what they say of themselves."""
    medium = ("# Medium\n\n```{edition-screen}\nClick.\n```\n\n```{edition-print}\n"
              "Turn over.\n```\n\nSee [Home](home).\n")
    pages = {**PAGES, "medium": medium, "home": "---\nin_print: omit\n---\n\n# Home\n\nWebwords.\n",
             "key": "---\nin_print: front\n---\n\n# Key\n\nKeywords.\n"}
    root = tiny()
    web, book = Book(root, pages), Book(root, pages, builder="typst")
    assert web.warnings == book.warnings == ""
    page = (web.out / "medium.html").read_text("utf-8")
    assert "Click" in page
    assert "Turn over" not in page
    texts = words_of_pages(book.out / "albanian-resistance.pdf")
    words = " ".join(texts)
    assert "Turn over" in words
    assert "Click" not in words
    assert "Webwords" not in words
    front = next(n for n, text in enumerate(texts) if "Keywords" in text)
    assert front < next(n for n, text in enumerate(texts) if "twice" in text)


def test_subjects_are_indexed_with_see_and_see_also(tiny: Callable[..., Path]) -> None:
    """A subject has its passages and notes; another word for it leads to it."""
    pages = {**PAGES, "subjects": SUBJECTS}
    root = tiny()
    web, book = Book(root, pages), Book(root, pages, builder="typst")
    assert web.warnings == book.warnings == ""
    page = (web.out / "subjects.html").read_text("utf-8")
    assert 'id="subject-meetings"' in page
    assert re.search(r'Assemblies, <em>see</em> <a [^>]*href="#subject-meetings"', page)
    assert re.search(r'<em>see also</em> <a [^>]*href="#subject-speeches"', page)
    words = " ".join(words_of_pages(book.out / "albanian-resistance.pdf"))
    assert re.search(r"Meetings\s+\d+\s\(AA\s1\.1", words)
    assert re.search(r"\dn+1", words)  # a note, with the page on which it begins


TABLE = HEAD + """
#for filled in range(14, 34) {
  chapter(1)[Chapter #filled]
  for line in range(filled) [Line #line #parbreak()]
  section(2, 1)[Section #filled]
  lead-in(true)[Lead#filled:]
  let said = lorem(if calc.odd(filled) { 4 } else { 40 })
  ruled(columns: (1fr, 3fr), head: (table.cell[Head#filled], table.cell[What]),
    ..range(30).map(row => (table.cell[Row#filled;.#row;.],
      table.cell[Begin#filled;.#row; #said end#filled;.#row;.])).flatten())
}
"""


def test_tables_keep_their_rows_and_their_beginning(tmp_path: Path) -> None:
    """Wherever on a page a table begins, heading, lead-in, head and short rows are on one page.

    No row is cut by the end of a page.
    """
    pages = words_of_pages(compiled(tmp_path, TABLE))
    begun = set()
    for filled in range(14, 34):
        page, = [text for text in pages if f"Lead{filled}:" in text]
        assert f"Section {filled}" in page
        kept = range(3 if filled % 2 else 1)  # rows of several lines need more room
        assert [row for row in kept if f"Row{filled}.{row}." not in page] == []
        begun.add(f"Line {filled - 1}" in page)
        for row in range(30):
            page, = [text for text in pages if f"Begin{filled}.{row} " in text]
            assert f"end{filled}.{row}." in page
    assert begun == {True, False}  # some stand below their lines, some go overleaf


def test_short_listings_stand_on_one_page(tmp_path: Path) -> None:
    """With what they print, which is told apart."""
    listing = "\\n".join(f"code{{0}}.{n}." for n in range(12))
    blocks = [f'#chapter(1)[Chapter {n}]\n' + "Line#parbreak()\n" * n
              + f'#listing("{listing.format(n)}", "python")\n'
              f'#listing("output{n}", "", printed: true)\n' for n in range(14, 34)]
    pages = words_of_pages(compiled(tmp_path, HEAD + "".join(blocks)))
    for n in range(14, 34):
        page, = [text for text in pages if f"code{n}.0." in text]
        assert f"code{n}.11." in page
        page, = [text for text in pages if f"output{n}" in text]
        assert re.search(rf"prints\s+output{n}", page)


@pytest.mark.parametrize(("text", "kept"), [
    ("on 8 September 1943", ["on", "8\u00a0September", "1943"]),
    ("21–31 August 1940", ["21–31\u00a0August", "1940"]),
    ("with 29 detachments of 12,000 men", ["with", "29\u00a0detachments", "of", "12,000", "men"]),
    ("6,000–6,500 persons", ["6,000–6,500", "persons"]),
    ("note 279 to DB", ["note\u00a0279\u00a0to\u00a0DB"]),
    ("note 3 to TWX 1.2, TWX alone", ["note\u00a03\u00a0to\u00a0TWX\u00a01.2,",
                                      "TWX\u00a0alone"]),
    ("he, Gen. Birk – a general", ["he,", "Gen.\u00a0Birk\u00a0–", "a", "general"]),
    ("E. Hoxha", ["E.\u00a0Hoxha"]),
    ("January–February", ["January–", "February"]),
])
def test_what_belongs_together_is_not_parted(text: str, kept: list[str]) -> None:
    """A day, a count, the name of a note, an initial; everything else may be."""
    assert pieces(text) == kept
    assert "\u2060" not in running(text)  # which would be copied with the words


def test_columns_have_room_for_their_words() -> None:
    """No column gets less than it needs; the measure is shared out and no more."""
    assert _shared([5, 5, 5], [1, 1, 8], 36) == [5, 5, 26]
    assert _shared([5, 5], [1, 1], 36) == [18, 18]
    assert _shared([30, 20], [1, 9], 36) == [30, 20]
    assert _fitted([5, 5], [[3, 4], [30, 90]], 36) == [5, 31]


def test_a_table_that_needs_more_room_is_set_smaller() -> None:
    """As much as it needs, but not below what can be read."""
    assert smaller(MEASURE - 1) == 1
    assert smaller(MEASURE / 0.9) == pytest.approx(0.9)
    assert smaller(MEASURE * 2) == SMALLEST


def test_a_column_is_as_wide_as_what_cannot_be_broken() -> None:
    """A word, a date that is kept together, a part of the name of a site fit their column."""
    rows = [("E023", "5 divisions", "14 September\u00a0– 4 October", "(Qeli 2023)"),
            ("E040", "84 persons", "4 February 1944", "(nevingtonwarmuseum.com)"),
            ("E041", "communications", "", "(kosovare.albanianforum.net\u00a02009)")]
    made = table(("No.", "Figure", "When", "Source"),
                 [[[dn.Text(cell)] for cell in row] for row in rows], (4, 60, 20, 16), "ed-x")
    widths = _widths(next(made.findall(dn.tgroup)))
    for n, share in enumerate(widths):
        longest = max(text_width(piece) for row in rows for piece in pieces(row[n]))
        assert share / sum(widths) * MEASURE > longest + 0.9, n
    assert pieces("by 4 October") == ["by", "4\u00a0October"]
    assert pieces("see (kosovare.albanianforum.net\u00a02009)") == [
        "see", "(kosovare.", "albanianforum.", "net\u00a02009)"]


def test_long_names_of_sites_may_be_broken() -> None:
    """They break behind a dot; short ones and other words stay whole."""
    assert running("(luftapartizane.blogspot.com 2013)").count("box()") == 2
    assert "box()" not in running("qmksh.al and e.g. these. More")
