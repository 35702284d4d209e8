"""Notebooks as readers take them up: plain words, captions as cells, the same bytes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from conftest import REPO
from edition import Edition, EditionError
from edition.execution import Shelf, run_all
from edition.notebooks import book_notebooks, plain_notebook, plain_words, write_executed
from test_execution import CELL, HEAD, OPEN

ADDRESS = "https://example.org/albania/"


@pytest.fixture
def addressed(tiny_edition: Edition) -> Edition:
    """The tiny edition with a public address."""
    return replace(tiny_edition, info=replace(tiny_edition.info, address=ADDRESS))


@pytest.mark.parametrize(("myst", "plain"), [
    ("{passage}`AA.1.1` has it", "AA 1.1 has it"),
    ("{passage}`AA.2.1-2.2`", "AA 2.1–2"),
    ("{passage}`the meeting <AA.1.1>`", "the meeting"),
    ("{person}`ana-leka` and {person}`the speaker <ana-leka>`", "Ana Leka and the speaker"),
    ("{cite}`leka1950`", "(Leka 1950)"),
    ("{cite:p}`leka1950,leka1950`", "(Leka 1950; Leka 1950)"),
    ("{claim}`C101`", "C101"),
    ("{numref}`forces-strengths` shows", "figure ‘forces-strengths’ shows"),
    ("{numref}`Figure %s <forces-strengths>`", "Figure forces-strengths"),
    ("{lang}`sq:Lëvizja`", "*Lëvizja*"),
    ("{doc}`the principles <principles>` and {term}`stock`", "the principles and stock"),
    ("the [table of words](principles.md) and [this](db#AA.1)", "the table of words and this"),
    ("[a site](https://example.org) and ![a picture](map)",
     "[a site](https://example.org) and ![a picture](map)"),
    ("One.\n\n```{edition-downloads} forces-strengths\n```\n\nTwo.", "One.\n\nTwo."),
    ("(label)=\n## Heading\n\n% a remark\nWords.", "## Heading\n\nWords."),
    ("```{note}\n:class: tip\n\nSee {passage}`AA.1`.\n```", "> See AA 1."),
    (":::{admonition} Mind\nOne.\n\nTwo.\n:::", "> **Mind**\n>\n> One.\n>\n> Two."),
    ("````{note}\n```{edition-table} ledger\n```\nWords.\n````", "> Words."),
    ("```python\nkept = 1\n```", "```python\nkept = 1\n```"),
])
def test_plain_words(tiny_edition: Edition, myst: str, plain: str) -> None:
    """What only MyST understands is said in words; the rest stays."""
    assert plain_words(myst, tiny_edition) == plain


@pytest.mark.parametrize(("myst", "plain"), [
    ("{passage}`AA.1.1`", "[AA 1.1](https://example.org/albania/{AA}.html#AA.1.1)"),
    ("{passage}`AA.2.1-2.2`", "[AA 2.1–2](https://example.org/albania/{AA}.html#AA.2.1)"),
    ("{claim}`C104`", "[C104](https://example.org/albania/{BB}.html#C104)"),
    ("[words](principles.md)", "[words](https://example.org/albania/principles.html)"),
    ("{person}`ana-leka`", "Ana Leka"),
])
def test_with_an_address_words_are_links(addressed: Edition, myst: str, plain: str) -> None:
    """What stands on a text page, and other pages, can be followed once they are public."""
    pages = {text.siglum: text.page for text in addressed.texts.values()}
    assert plain_words(myst, addressed) == plain.format(**pages)


def test_a_note_is_a_link_to_its_text(addressed: Edition) -> None:
    """The number of the note is said, and leads to it."""
    note = next(iter(addressed.notes.values()))
    page = addressed.texts[note.last.text_id].page
    name = addressed.name_of("note", note.note_id)
    assert plain_words(f"{{note}}`{note.note_id}`", addressed) == (
        f"[{name}]({ADDRESS}{page}.html#{note.note_id})")


def test_an_unknown_id_is_told(tiny_edition: Edition) -> None:
    """As on the pages."""
    with pytest.raises(EditionError):
        plain_words("{person}`nobody`", tiny_edition)


def test_nothing_of_myst_is_left(edition: Edition) -> None:
    """In the notebooks of the book: no role, no directive, no target; every word of prose."""
    for notebook in book_notebooks(REPO):
        plain = plain_notebook(notebook.cells, edition)
        nbformat.validate(plain)
        words = "\n".join(c.source for c in plain.cells if c.cell_type == "markdown")
        assert not re.search(r"\{[a-z:-]+\}`|^(`{3,}|:{3,})\{|^\([\w-]+\)=", words, re.MULTILINE)
        for heading in re.findall(r"^#+ .*", notebook.source.partition("\n---\n")[2], re.M):
            assert heading in words or heading in notebook.source.partition("```{code-cell")[2]


def test_a_caption_stands_behind_its_figure(edition: Edition) -> None:
    """The caption of each figure is a cell after the one that draws it."""
    forces = next(n for n in book_notebooks(REPO) if n.docname == "forces")
    named = {c.metadata.mystnb.figure.name: c.source for c in forces.cells.cells
             if "figure" in c.metadata.get("mystnb", {})}
    cells = plain_notebook(forces.cells, edition).cells
    assert named
    for name, code in named.items():
        at = next(i for i, cell in enumerate(cells) if cell.source == code)
        assert cells[at + 1].source.startswith(f"**Figure ‘{name}’.** ")
        assert cells[at + 1].cell_type == "markdown"


PAGE = HEAD + "\nSee {passage}`AA.1.1`.\n" + CELL.format(OPEN) + CELL.format(
    "from IPython.display import Markdown\nMarkdown('{passage}`AA.1.1`')")


def test_executed_notebooks_are_the_same_bytes(tiny: Callable[..., Path], tmp_path: Path,
                                               tiny_edition: Edition) -> None:
    """Two runs write the same file, with outputs, and with nothing of the machine or the hour."""
    root = tiny(files={"book/one.md": PAGE, "book/prose.md": "# Prose\n"})
    written = []
    for name in ("a", "b"):
        shelf = Shelf(tmp_path / name / "cache", root, tiny_edition)
        for run in run_all(book_notebooks(root), root, 60):
            shelf.store(run)
        write_executed(root, tmp_path / name / "cache", tiny_edition, tmp_path / name / "out")
        assert [p.name for p in (tmp_path / name / "out").iterdir()] == ["one.ipynb"]
        written.append((tmp_path / name / "out/one.ipynb").read_text("utf-8"))
    assert written[0] == written[1]
    notebook = nbformat.reads(written[0], as_version=4)
    nbformat.validate(notebook)
    assert notebook.metadata.keys() == {"kernelspec", "language_info"}
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == [1, 2]
    assert code[1].outputs[0].data["text/markdown"] == "AA 1.1"
    assert f"version {tiny_edition.info.version}" in notebook.cells[0].source
    assert str(root) not in written[0]


def test_a_notebook_whose_run_is_out_of_date_is_not_written(
    tiny: Callable[..., Path], tmp_path: Path, tiny_edition: Edition
) -> None:
    """Nothing is published that the build has not run as it stands."""
    root = tiny(files={"book/one.md": PAGE})
    shelf = Shelf(tmp_path / "cache", root, tiny_edition)
    for run in run_all(book_notebooks(root), root, 60):
        shelf.store(run)
    (root / "book/one.md").write_text(PAGE.replace("edition = open", "same = open"), "utf-8")
    write_executed(root, tmp_path / "cache", tiny_edition, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []
