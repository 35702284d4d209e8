"""Links to Binder and Colab: just where the sources are public, and to what is there."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from conftest import REPO, change
from edition import Edition, EditionError, open_edition
from edition.execution import Shelf, run_all
from edition.notebooks import book_notebooks, write_executed
from edition.sphinxext.launch import launch_links
from test_execution import CLAIMS
from test_sphinx_extension import NOTEBOOK, Book

PUBLIC = "https://github.com/two-accounts/edition"
BINDER = ("https://mybinder.org/v2/gh/two-accounts/edition/HEAD?urlpath=lab/tree/lab/"
          "notebook.ipynb")
COLAB = ("https://colab.research.google.com/github/two-accounts/edition/blob/gh-pages/downloads/"
         "notebooks/notebook.ipynb")


def publish(root: Path, address: str = PUBLIC) -> Path:
    """Set the repository of a tiny edition."""
    change(root, "data/edition.yml", "\nlanguage:", f"\nrepository: {address}\nlanguage:")
    return root


@pytest.mark.parametrize("downloads", [True, False], ids=["with files", "without"])
@pytest.mark.parametrize("public", [True, False], ids=["public", "not public"])
def test_links_stand_just_where_the_sources_are_public(
    tiny: Callable[..., Path], public: bool, downloads: bool
) -> None:
    """On notebook pages, in words, and never an image from elsewhere; else there is nothing."""
    root = publish(tiny()) if public else tiny()
    built = Book(root, {"notebook": NOTEBOOK, "prose": "# Prose\n"}, nb_execution_mode="cache",
                 edition_downloads=downloads)
    assert built.warnings == ""
    page = (built.out / "notebook.html").read_text("utf-8")
    for address, words in ((BINDER, "Open in Binder"), (COLAB, "Open in Colab")):
        assert (f'<a href="{address}" rel="external">{words}</a>' in page) is public
    assert ("notebook-download" in page) is (public or downloads)
    assert "<img" not in page
    prose = (built.out / "prose.html").read_text("utf-8")
    assert not any(word in prose for word in ("Binder", "Colab", "notebook-download"))


def test_the_edition_has_no_repository_yet(edition: Edition) -> None:
    """Its pages show no dead link."""
    assert edition.info.repository == ""
    assert launch_links(edition.info, "forces") == []


@pytest.mark.parametrize("address", ["github.com/a/b", "https://gitlab.com/a/b",
                                     "https://github.com/a", "https://github.com/a/b/tree/main"])
def test_another_kind_of_address_is_told(tiny: Callable[..., Path], address: str) -> None:
    """A link made of it would lead nowhere."""
    root = publish(tiny(), address)
    with pytest.raises(EditionError, match=r"data/edition\.yml:\d+: repository: .*; allowed: "
                                           r"https://github\.com/owner/name, or blank"):
        open_edition(root)


def test_colab_fetches_what_the_notebook_needs(
    tiny: Callable[..., Path], tmp_path: Path, tiny_edition: Edition
) -> None:
    """The first cell does so in Colab, and nothing elsewhere; it comes with a repository only."""
    root = tiny(files={"book/claims.md": CLAIMS})
    for name, repository in (("public", PUBLIC), ("private", "")):
        edition = replace(tiny_edition, info=replace(tiny_edition.info, repository=repository))
        shelf = Shelf(tmp_path / name / "cache", root, edition)
        for run in run_all(book_notebooks(root), root, 60):
            shelf.store(run)
        write_executed(root, tmp_path / name / "cache", edition, tmp_path / name / "out")
    with_it, without = (nbformat.read(tmp_path / name / "out/claims.ipynb", as_version=4)
                        for name in ("public", "private"))
    nbformat.validate(with_it)
    assert f"!git clone --quiet --depth 1 {PUBLIC} two-accounts" in with_it.cells[1].source
    assert [c.id for c in without.cells] == [c.id for c in with_it.cells if c.id != "setup"]
    script = "from IPython.core.inputtransformer2 import TransformerManager as T\n"
    script += f"exec(T().transform_cell({with_it.cells[1].source!r}))"
    subprocess.run([sys.executable, "-c", script], check=True)


def test_binder_makes_what_the_links_open() -> None:
    """The locked environment, the package, and the working copy in ``lab/``."""
    folder = REPO / ".binder"
    assert (folder / "requirements.txt").read_text("utf-8") == "-r ../requirements.txt\n"
    assert (folder / "requirements.txt").parent.joinpath("../requirements.txt").is_file()
    script = (folder / "postBuild").read_text("utf-8")
    assert (folder / "postBuild").stat().st_mode & 0o100
    subprocess.run(["bash", "-n", folder / "postBuild"], check=True)
    code = script.partition('python -c "')[2].rpartition('"')[0]
    called = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    assert ast.unparse(called[0]) == "working_copy(Path.cwd(), Path('lab'))"
    assert BINDER.endswith("urlpath=lab/tree/lab/notebook.ipynb")
