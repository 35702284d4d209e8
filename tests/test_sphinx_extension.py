"""The extension on tiny books: one behaviour each, and no warning but the one expected."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from io import StringIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from docutils import nodes as dn
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from conftest import change
from edition.edition import Edition
from edition.sphinxext import nodes as en
from edition.sphinxext.directives import TABLES
from edition.sphinxext.held import held, unfolded

CONF = """
extensions = ["myst_nb", "sphinxcontrib.bibtex", "edition.sphinxext"]
edition_root = ".."
bibtex_bibfiles = ["../data/references.bib"]
html_theme = "edition"
numfig = True
nb_execution_mode = "off"
"""
TEXT = "# Text\n\n```{edition-text} AA\n```\n\n# Other\n\n```{edition-text} BB\n```\n"


class Book:
    """A tiny book that has been built."""

    def __init__(self, root: Path, pages: Mapping[str, str], builder: str = "html",
                 **overrides: object) -> None:
        source = root / "book"
        source.mkdir(exist_ok=True)
        contents = "\n".join(name for name in pages if name != "index")
        pages = {"index": "# Index\n", **pages}
        pages["index"] += f"\n```{{toctree}}\n{contents}\n```\n"
        for name, content in pages.items():
            (source / f"{name}.md").write_text(content, "utf-8")
        (source / "conf.py").write_text(CONF, "utf-8")
        (source / "chart.svg").write_text(CHART, "utf-8")
        warnings = StringIO()
        with patch_docutils(), docutils_namespace():
            self.app = Sphinx(
                source, source, root / "out" / builder, root / "doctrees", builder,
                confoverrides=overrides, status=None, warning=warnings, freshenv=False,
            )
            self.app.build()
            self.trees = {name: unfolded(self.app.env.get_doctree(name)) for name in pages}
        self.warnings = warnings.getvalue()
        self.out = root / "out" / builder


@pytest.fixture
def book(tiny: Callable[..., Path]) -> Callable[..., Book]:
    """Build a tiny book over the tiny edition."""

    def make(pages: Mapping[str, str], **overrides: object) -> Book:
        return Book(tiny(), pages, **overrides)

    return make


CHART = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><desc>Four dots.</desc></svg>'
# the data lines of the texts point to the chart of the real book
FIGURE = "\n```{figure} chart.svg\n:name: forces-strengths\n\nFour dots.\n```\n"
BACK = ("# Persons\n\n```{edition-index} persons\n```\n\n"
        "# Places\n\n```{edition-index} places\n```\n")
REST = ("# Rest\n\n```{edition-index} organisations\n```\n\n```{edition-index} works\n```\n\n"
        "```{edition-index} events\n```\n\n```{edition-index} peoples\n```\n\n"
        "```{bibliography}\n```\n" + FIGURE)


def test_a_text_is_held_back_while_its_page_is_read(tiny: Callable[..., Path]) -> None:
    """Nothing of it is gone through then; its notes have quotation marks as other words have."""
    root = tiny()
    change(root, "data/notes/BB.yml", '"Pezë, a village."', """'Not "a ''b'' c" -- *it''s* ...'""")
    built = Book(root, {"text": TEXT, "back": BACK, "rest": REST})
    kept = built.app.env.get_doctree("text")
    assert not list(kept.findall(en.text_block))
    assert [place["block"]["text_id"] for place in kept.findall(held)] == ["AA", "BB"]
    assert "Not “a ‘b’ c” – <em>it’s</em> …" in (built.out / "text.html").read_text("utf-8")


def test_a_text_is_set_with_anchors_and_notes(
    book: Callable[..., Book], tiny_edition: Edition
) -> None:
    """Each passage and note of the text is a node with its id, and the words are the text's."""
    built = book({"text": TEXT, "back": BACK, "rest": REST})
    assert built.warnings == ""
    tree = built.trees["text"]
    own = list(tiny_edition.passages.values())
    ids = {i for node in tree.findall(dn.Element) for i in node.get("ids", ())}
    assert {p.passage_id for p in own} <= ids
    assert set(tiny_edition.notes) <= ids
    sentences = [node["passage_id"] for node in tree.findall(en.sentence)]
    assert sentences == [p.passage_id for p in own if p.level == "sentence"]


def test_roles_lead_to_other_pages(book: Callable[..., Book], tiny_edition: Edition) -> None:
    """A role in prose says the standard name and links to the page that sets the thing."""
    person = next(e for e in tiny_edition.entities.values() if e.kind == "person")
    passage = next(p for p in tiny_edition.passages.values() if p.level == "sentence")
    prose = f"# Prose\n\n{{passage}}`{passage.passage_id}` and {{person}}`{person.id}`.\n"
    built = book({"prose": prose, "text": TEXT, "back": BACK, "rest": REST})
    assert built.warnings == ""
    page = (built.out / "prose.html").read_text("utf-8")
    assert f'href="text.html#{passage.passage_id}"' in page
    assert passage.label in page
    assert f'href="back.html#{person.id}"' in page
    assert person.name in page


@pytest.mark.parametrize(
    ("prose", "said"),
    [
        ("{passage}`AA.99.1`", "there is no passage 'AA.99.1'"),
        ("{passage}`nonsense`", "'nonsense' is not a passage"),
        ("{person}`nobody`", "there is no entity 'nobody'"),
        ("{note}`N9999`", "there is no note 'N9999'"),
        ("{claim}`C999`", "there is no claim 'C999'"),
    ],
)
def test_an_unknown_id_in_prose_is_a_warning_with_its_place(
    book: Callable[..., Book], prose: str, said: str
) -> None:
    """The warning names page, line, the id, and what there is."""
    built = book({"prose": f"# Prose\n\n{prose}\n", "text": TEXT, "back": BACK, "rest": REST})
    assert said in built.warnings
    assert "prose.md:3" in built.warnings


def test_a_note_named_in_prose_is_not_set_as_a_note(
    book: Callable[..., Book], tiny_edition: Edition
) -> None:
    """The link has classes of its own, so that nothing places it in the margin."""
    note = next(iter(tiny_edition.notes))
    built = book({"prose": f"# Prose\n\nSee {{note}}`{note}`.\n", "text": TEXT, "back": BACK,
                  "rest": REST})
    page = (built.out / "prose.html").read_text("utf-8")
    assert 'class="ed-to"' in page
    assert not re.search('<span class="[^"]*ed-note', page)


def test_the_name_of_a_passage_is_one_word(book: Callable[..., Book]) -> None:
    """A link that is the name of a passage is not broken; other words that lead there may be."""
    prose = "See {passage}`AA.1.1`, {passage}`AA.1.1-2` and {passage}`the first words <AA.1.1>`."
    built = book({"prose": f"# Prose\n\n{prose}\n", "text": TEXT, "back": BACK, "rest": REST})
    page = BeautifulSoup((built.out / "prose.html").read_text("utf-8"), "html.parser")
    assert [(link.text, "ed-passage" in link.get("class", []))
            for link in page.select('a[href^="text.html#AA"]')] == [
        ("AA 1.1", True), ("AA 1.1–2", True), ("the first words", False)]


def test_an_unknown_text_index_or_table_is_a_warning(book: Callable[..., Book]) -> None:
    """The directives say what there is."""
    built = book({"wrong": "# W\n\n```{edition-text} ZZ\n```\n\n```{edition-index} ships\n```\n\n"
                            "```{edition-table} stars\n```\n"})
    assert "there is no text 'ZZ'" in built.warnings
    assert "there is no index 'ships'" in built.warnings
    assert "there is no table 'stars'" in built.warnings


@pytest.mark.parametrize("name", TABLES)
def test_each_table_of_the_apparatus_is_set_without_a_warning(
    book: Callable[..., Book], name: str
) -> None:
    """The directive makes a page of it, and all its links lead somewhere."""
    built = book({"table": f"# Table\n\n```{{edition-table}} {name}\n```\n",
                  "text": TEXT, "back": BACK, "rest": REST})
    assert built.warnings == ""
    tree = built.trees["table"]
    wanted = "ed-alignments" if name == "parallels" else "ed-table"
    assert [n for n in tree.findall(dn.Element) if wanted in n.get("classes", ())]


@pytest.mark.parametrize("name", ["open-questions", "slips", "estimates"])
def test_a_table_of_blocks_says_its_roles(book: Callable[..., Book], name: str) -> None:
    """Set as blocks on a phone it is still a table to a screen reader; others need no roles."""
    built = book({"table": f"# Of words\n\n```{{edition-table}} {name}\n```\n\n## Inner\n\n"
                           "```{edition-table} words\n```\n",
                  "text": TEXT, "back": BACK, "rest": REST})
    page = BeautifulSoup((built.out / "table.html").read_text("utf-8"), "html.parser")
    stacked, plain = page.find_all("table")
    roles = {tag.name: tag.get("role") for tag in [stacked, *stacked.find_all(True)]}
    assert roles.items() >= {"table": "table", "thead": "rowgroup", "tbody": "rowgroup",
                             "tr": "row", "th": "columnheader"}.items()
    assert all(tag.get("role") == "cell" for tag in stacked.find_all("td"))
    assert not [tag for tag in [plain, *plain.find_all(True)] if tag.get("role")]
    assert [box["aria-label"] for box in page.find_all(class_="scroll-box")] == [
        "Table: Of words", "Table: Inner"]


@pytest.mark.usefixtures("unchecked")
def test_the_ledger_leads_to_rows_of_every_kind(tiny: Callable[..., Path]) -> None:
    """A date to the chronology, a figure or a statement of control to its row under the text."""
    root = tiny()
    change(root, "data/numerals.csv", "500,,digits,claim,C105", "500,,digits,control,K001")
    table = "# {0}\n\n```{{edition-table}} {0}\n```\n".format
    drawn = FIGURE.replace("forces-strengths", "chronology-line-1943")
    built = Book(root, {"ledger": table("ledger"), "chronology": table("chronology") + drawn,
                        "text": TEXT, "back": BACK, "rest": REST})
    assert built.warnings == ""
    page = (built.out / "ledger.html").read_text("utf-8")
    for key, name in (("D0001", "chronology"), ("C104", "text"), ("K001", "text")):
        assert f'<a class="ed-to" href="{name}.html#{key}">{key}</a>' in page
        assert f'id="{key}"' in (built.out / f"{name}.html").read_text("utf-8")


def test_without_base_texts_only_lemmata_are_set(
    book: Callable[..., Book], tiny_edition: Edition
) -> None:
    """The switch leaves the running words out and keeps anchors, notes and lemmata."""
    built = book({"text": TEXT, "back": BACK, "rest": REST}, edition_base_texts=False)
    assert built.warnings == ""
    tree = built.trees["text"]
    notes = list(tiny_edition.notes.values())
    assert len(list(tree.findall(en.editors_note))) == len(notes)
    lines = " ".join(p.astext() for p in tree.findall(dn.paragraph) if "ed-line" in p["classes"])
    for passage in tiny_edition.passages.values():
        if passage.level == "sentence":
            assert passage.words not in lines
    assert all(n.last.quote in lines for n in notes)


def test_a_changed_datum_is_read_again(tiny: Callable[..., Path]) -> None:
    """Editing one table reads the pages that are set from the data once more."""
    root = tiny()
    pages = {"text": TEXT, "back": BACK, "rest": REST}
    first = Book(root, pages)
    assert "A speaker." not in (first.out / "back.html").read_text("utf-8")
    change(root, "data/persons.csv", "Speaker at Pezë, invented.", "A speaker.")
    second = Book(root, pages)
    assert "A speaker." in (second.out / "back.html").read_text("utf-8")


def test_bad_data_stop_the_build_with_every_problem(tiny: Callable[..., Path]) -> None:
    """The extension raises with file, line and column and no traceback of its own."""
    from sphinx.errors import ExtensionError

    root = tiny()
    claims = root / "data" / "claims.csv"
    claims.write_text(claims.read_text("utf-8").replace("resistance", "resistence"), "utf-8")
    with pytest.raises(ExtensionError, match=r"data/claims\.csv:\d+: side: 'resistence'"):
        Book(root, {"text": TEXT})


NOTEBOOK = """---
jupytext:
  text_representation:
    format_name: myst
kernelspec:
  language: python
  name: python3
---

# Notebook

```{code-cell} ipython3
6 * 7
```

```{edition-downloads} forces-strengths
```
"""


@pytest.mark.parametrize("given", [True, False], ids=["with files", "without"])
def test_links_to_files_stand_just_where_there_are_files(
    book: Callable[..., Book], given: bool
) -> None:
    """PDF, notebook and figures are offered by a build that makes them, and by no other."""
    built = book({"notebook": NOTEBOOK, "prose": "# Prose\n"}, edition_downloads=given,
                 nb_execution_mode="cache")
    assert built.warnings == ""
    notebook = (built.out / "notebook.html").read_text("utf-8")
    prose = (built.out / "prose.html").read_text("utf-8")
    assert ('href="downloads/notebooks/notebook.ipynb"' in notebook) is given
    assert ('href="downloads/figures/forces-strengths.svg"' in notebook) is given
    assert ('href="downloads/albanian-resistance.pdf"' in prose) is given
    assert "downloads/notebooks" not in prose
    assert given or "downloads/" not in notebook + prose


def test_the_status_page_lists_every_notebook(book: Callable[..., Book]) -> None:
    """With its last run for a release, in the order of the contents."""
    built = book({"two": NOTEBOOK, "one": NOTEBOOK, "prose": "# Prose\n",
                  "status": "# Status\n\n```{edition-runs}\n```\n"})
    assert built.warnings == ""
    rows = [[entry.astext() for entry in row.findall(dn.entry)]
            for row in built.trees["status"].findall(dn.row)][1:]
    assert rows == [["two", "not yet", "", "", "", "", ""],
                    ["one", "20 November 2026", "2.5", "0.0.9", "3.12.1", "3.10.0", "2.2.3"]]
    page = (built.out / "status.html").read_text("utf-8")
    assert 'href="one.html"' in page
    assert "none has been recorded" not in page


@pytest.mark.parametrize("least", [1, 500])
def test_a_long_index_is_folded_by_letters(
    book: Callable[..., Book], monkeypatch: pytest.MonkeyPatch, least: int
) -> None:
    """From a number of entries on each letter is a fold that tells how many it holds."""
    monkeypatch.setattr("edition.sphinxext.html._FOLDED_FROM", least)
    built = book({"text": TEXT, "back": BACK, "rest": REST})
    assert built.warnings == ""
    page = BeautifulSoup((built.out / "back.html").read_text("utf-8"), "html.parser")
    groups = page.select(".ed-index-group")
    assert groups
    for group in groups:
        entries = group.select(".ed-entry")
        assert [e for e in entries if e.find_parent("details")] == (entries if least == 1 else [])
        if least == 1:
            assert group.select_one("details > summary > h2")
            assert int(group.select_one("summary .ed-count").text) == len(entries)


def test_before_the_first_release_the_status_page_says_so(tiny: Callable[..., Path]) -> None:
    """The record has its header line only."""
    root = tiny()
    record = root / "data/releases/notebooks.csv"
    record.write_text(record.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    built = Book(root, {"one": NOTEBOOK, "two": NOTEBOOK,
                        "status": "# Status\n\n```{edition-runs}\n```\n"})
    assert "none has been recorded yet of one and two." in built.trees["status"].astext()
    assert not list(built.trees["status"].findall(dn.table))
    assert 'href="one.html"' in (built.out / "status.html").read_text("utf-8")


def test_a_long_text_stands_on_several_pages(
    book: Callable[..., Book], tiny_edition: Edition
) -> None:
    """Each page sets its run of paragraphs, and links lead to the one that sets the passage."""
    run = "# {0}\n\n```{{edition-text}} AA\n:paragraphs: {1}\n```\n"
    built = book({"part-1": run.format("Part 1", "1"), "part-2": run.format("Part 2", "2-2"),
                  "other": "# Other\n\n```{edition-text} BB\n```\n", "back": BACK, "rest": REST,
                  "prose": "# Prose\n\n{passage}`AA.1.1` and {passage}`AA.2.2`.\n"})
    assert built.warnings == ""
    objects = built.app.env.get_domain("ed").data["objects"]
    assert {key: objects["passage", key][0] for key in tiny_edition.passages} == {
        key: {"AA.1": "part-1", "AA.2": "part-2"}.get(passage.parent_id, "other")
        for key, passage in tiny_edition.passages.items()}
    assert {key for kind, key in objects if kind == "note"} == set(tiny_edition.notes)
    prose = (built.out / "prose.html").read_text("utf-8")
    assert 'href="part-1.html#AA.1.1"' in prose
    assert 'href="part-2.html#AA.2.2"' in prose
    short_link = (built.out / "AA.2.2" / "index.html").read_text("utf-8")
    assert "../part-2.html#AA.2.2" in short_link


@pytest.mark.parametrize(("written", "said"), [
    ("1-3", "there is no run of paragraphs '1-3'; allowed: 1-2"),
    ("2-1", "write the paragraphs as 1-20, or 20"),
    ("two", "write the paragraphs as 1-20, or 20"),
])
def test_a_run_of_paragraphs_that_is_not_there(
    book: Callable[..., Book], written: str, said: str
) -> None:
    """The warning says what would be right."""
    built = book({"part": f"# Part\n\n```{{edition-text}} AA\n:paragraphs: {written}\n```\n"})
    assert said in built.warnings
