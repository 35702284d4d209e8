"""Running notebooks: which are run again and which are kept, and what is said of one that fails."""

from __future__ import annotations

import json
import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
from myst_nb.core.config import NbParserConfig
from myst_parser.config.main import MdParserConfig

from conftest import REPO, change, write_tiny
from edition import execution, open_edition
from edition.sphinxext import execution as pages_of_notebooks
from edition.sphinxext.execution import NotebookError
from test_sphinx_extension import Book

HEAD = """---
jupytext:
  text_representation:
    format_name: myst
kernelspec:
  display_name: Python 3
  name: python3
---

# A notebook
"""
CELL = "\n```{{code-cell}} ipython3\n:tags: [hide-input]\n\n{}\n```\n"
OPEN = "from edition import open_edition\nedition = open_edition()"


def notebook(*cells: str) -> str:
    """The page of a notebook."""
    return HEAD + "".join(CELL.format(cell) for cell in cells)


CLAIMS = notebook(OPEN, "[c.cert for c in edition.claims.values()]")
PERSONS = notebook(
    OPEN, "from edition.citation import cite\n[e.description for e in edition.of_kind('person')]"
)
ASSUMED = notebook(OPEN, "from dataclasses import replace\nedition = replace(edition, claims={})",
                   "[p.comment for p in edition.parallels.values()]")
BESIDE = notebook("from pathlib import Path\nimport edition",
                  "Path('../data/coast.txt').read_text()")
PAGES = {"claims": CLAIMS, "persons": PERSONS, "assumed": ASSUMED, "beside": BESIDE}


def read(name: str, root: Path) -> execution.Notebook:
    """A notebook of the book in ``root``."""
    found = execution.read_notebook(name, root / f"book/{name}.md", MdParserConfig(),
                                    NbParserConfig())
    assert found is not None
    return found


class Bench:
    """A tiny book of notebooks, built again and again, with a copy of the package for kernels."""

    def __init__(self, root: Path) -> None:
        self.root = write_tiny(root / "tiny", {"data/coast.txt": "a line"})
        self.package = root / "code" / "edition"
        shutil.copytree(REPO / "scripts" / "edition", self.package,
                        ignore=shutil.ignore_patterns("__pycache__"))
        self.run: list[str] = []

    def build(self, pages: dict[str, str]) -> list[str]:
        """Build the book; the notebooks that were run."""
        self.run.clear()
        run_all = execution.run_all

        def seen(notebooks: list[execution.Notebook], *rest: Any) -> Any:
            self.run += [n.docname for n in notebooks]
            return run_all(notebooks, *rest)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pages_of_notebooks, "run_all", seen)
            patch.setenv("PYTHONPATH", str(self.package.parent))
            self.book = Book(self.root, pages, nb_execution_mode="cache")
        assert self.book.warnings == ""
        return self.run

    def page(self, name: str) -> str:
        """A page of the last build."""
        return (self.book.out / f"{name}.html").read_text("utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A book whose four notebooks have been run."""
    bench = Bench(tmp_path_factory.mktemp("bench"))
    assert sorted(bench.build(PAGES)) == sorted(PAGES)
    return bench


def test_nothing_changed_nothing_run(built: Bench) -> None:
    """A second build takes every notebook from the cache, also when prose has changed."""
    assert built.build(PAGES) == []
    pages = {**PAGES, "claims": CLAIMS.replace("# A notebook", "# A notebook of claims")}
    assert built.build(pages) == []
    assert "A notebook of claims" in built.page("claims")


@pytest.mark.parametrize(("file", "old", "new", "runs"), [
    ("data/claims.csv", "peze,,high,,,C104", "peze,,low,,,C104", ["claims"]),
    ("data/persons.csv", "Speaker at", "A speaker at", ["persons"]),
    ("data/works.csv", "invented newspaper", "invented Newspaper", ["persons"]),
    ("data/parallels.csv", "gives no speech", "has no speech", ["assumed"]),
    ("data/estimates.csv", "those at", "those who came to", []),
    ("data/coast.txt", "a line", "another line", ["beside"]),
])
def test_a_changed_table_runs_just_the_notebooks_that_read_it(
    built: Bench, file: str, old: str, new: str, runs: list[str]
) -> None:
    """A datum is changed, and the notebook of that table is run, and no other."""
    change(built.root, file, old, new)
    assert built.build(PAGES) == runs
    assert built.build(PAGES) == []
    change(built.root, file, new, old)
    assert built.build(PAGES) == runs


def test_a_changed_value_reaches_the_page(built: Bench) -> None:
    """What is shown is the outcome of the last run."""
    change(built.root, "data/claims.csv", "peze,,high,,,C104", "peze,,medium,,,C104")
    assert built.build(PAGES) == ["claims"]
    assert "medium" in built.page("claims")


def test_an_older_run_of_the_same_cells_is_not_taken_for_one_of_today(built: Bench) -> None:
    """A cell is changed, then a datum, and the cell is changed back."""
    changed = {**PAGES, "claims": CLAIMS.replace("c.cert", "c.low")}
    assert built.build(changed) == ["claims"]
    change(built.root, "data/claims.csv", "peze,,medium,,,C104", "peze,,high,,,C104")
    assert built.build(changed) == ["claims"]
    assert built.build(PAGES) == ["claims"]
    assert "medium" not in built.page("claims")


def test_changed_code_runs_just_the_notebooks_that_import_it(built: Bench) -> None:
    """A module that one notebook imports, and one that all import."""
    def add_a_line(name: str) -> None:
        with (built.package / name).open("a", encoding="utf-8") as file:
            file.write("# a line more\n")

    add_a_line("citation/fill.py")
    assert built.build(PAGES) == ["persons"]
    add_a_line("figures/forces.py")
    assert built.build(PAGES) == []
    add_a_line("anchors.py")
    assert sorted(built.build(PAGES)) == sorted(PAGES)


def test_new_libraries_run_everything(built: Bench) -> None:
    """A chart can look otherwise under another version."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(execution, "versions", lambda: {"python": "3.99"})
        assert sorted(built.build(PAGES)) == sorted(PAGES)
    assert sorted(built.build(PAGES)) == sorted(PAGES)


def test_forces_reads_claims_and_not_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """The notebook of the book: seen to read its tables and its drawing code."""
    monkeypatch.setenv("PYTHONPATH", str(REPO / "scripts"))
    forces = read("forces", REPO)
    run, = execution.run_all([forces], REPO, 120)
    assert run.problem is None
    assert "claims" in run.reads["tables"]
    assert not {"reviews", "allowed", "numerals", "notes"} & set(run.reads["tables"])
    names = {Path(f).relative_to(REPO).as_posix() for f in run.reads["files"]}
    assert {"scripts/edition/figures/forces.py", "scripts/edition/model.py"} <= names
    assert not {n for n in names if n.startswith(("scripts/edition/sphinxext", "data"))}
    assert len(run.executed.cells) == len(forces.cells.cells)


# --- failing ----------------------------------------------------------------------

BROKEN = notebook("one = 1", "two = 2\n\nthree = two / (one - 1)\n'not reached'", "never = 4")
LATE = notebook("def f():\n    raise ValueError('too late')\n", "f()")
GARBLED = notebook("1 +")
SLOW = notebook("1", "import threading\nthreading.Event().wait()")
DEAD = notebook("import os\nos._exit(1)")


def line(page: str, code: str) -> int:
    """The line of a page that begins with this code, from 1."""
    return next(n for n, words in enumerate(page.splitlines(), 1) if words.startswith(code))


def test_failing_cells_are_told_in_one_pass(tmp_path: Path) -> None:
    """Each notebook that fails: page, line, cell, the code line, the error; and no traceback."""
    bench = Bench(tmp_path)
    pages = {"broken": BROKEN, "late": LATE, "garbled": GARBLED, "good": CLAIMS}
    with pytest.raises(NotebookError, match="3 problems") as caught:
        bench.build(pages)
    assert str(caught.value).splitlines() == [
        f"book/broken.md:{line(BROKEN, 'three')}: cell 2: 'three = two / (one - 1)': "
        "raises ZeroDivisionError: division by zero",
        f"book/garbled.md:{line(GARBLED, '1 +')}: cell 1: '1 +': raises SyntaxError: "
        "invalid syntax",
        f"book/late.md:{line(LATE, 'f()')}: cell 2: 'f()': raises ValueError: too late",
        "3 problems",
    ]
    pages["broken"] = BROKEN.replace("one - 1", "one + 1")
    with pytest.raises(NotebookError, match="2 problems"):
        bench.build(pages)
    # what went well was kept, and what failed is tried again
    assert sorted(bench.run) == ["broken", "garbled", "late"]


def test_a_cell_that_hangs_or_ends_its_kernel(
    tmp_path: Path, capfd: pytest.CaptureFixture
) -> None:
    """Both are told as a cell that raises is."""
    root = write_tiny(tmp_path / "tiny", {
        "book/slow.md": SLOW, "book/dead.md": DEAD,
    })
    runs = execution.run_all([read("slow", root), read("dead", root)], root, 4)
    slow, dead = (str(run.problem) for run in runs)
    assert slow == (f"book/slow.md:{line(SLOW, 'threading.')}: cell 2: "
                    "'threading.Event().wait()': takes longer than the book allows for a cell")
    assert dead == f"book/dead.md:{line(DEAD, 'import os')}: cell 1: 'import os': ends its kernel"
    assert capfd.readouterr().err == ""


def test_notebooks_run_side_by_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two notebooks are under way at once where there are two cores."""
    meeting = threading.Barrier(2, timeout=20)
    monkeypatch.setattr(execution.os, "cpu_count", lambda: 2)

    def met(notebook: Any, *_: Any) -> int:
        return meeting.wait()

    monkeypatch.setattr(execution, "run_notebook", met)
    both: Any = [1, 2]
    assert set(execution.run_all(both, tmp_path, 1)) == {0, 1}


def test_the_figures_of_a_notebook_are_kept_with_it(tmp_path: Path) -> None:
    """They are there in full or not at all, and a notebook without them is run again."""
    page = notebook("import os\nfrom pathlib import Path\n"
                    "(Path(os.environ['EDITION_FIGURES']) / 'a.svg').write_text('drawn')")
    root = write_tiny(tmp_path / "tiny", {"book/good.md": page,
                                          "book/bad.md": page + CELL.format("1 / 0")})
    figures = tmp_path / "figures"
    shelf = execution.Shelf(tmp_path / "cache", root, open_edition(root), figures)
    good, bad = read("good", root), read("bad", root)
    for run in execution.run_all([good, bad], root, 60, figures):
        if not run.problem:
            shelf.store(run)
    assert (figures / "good" / "a.svg").read_text() == "drawn"
    assert not (figures / "bad").exists()
    assert shelf.holds(good)
    assert not shelf.holds(bad)
    shutil.rmtree(figures / "good")
    assert not shelf.holds(good)
    assert execution.Shelf(tmp_path / "cache", root, open_edition(root)).holds(good)


def test_what_was_read_stands_beside_the_cache(built: Bench) -> None:
    """One file for each notebook: tables, files with their hashes, versions."""
    folder = built.root / "out" / ".notebook_reads"
    assert sorted(p.stem for p in folder.iterdir()) == sorted(PAGES)
    kept = json.loads((folder / "claims.json").read_text("utf-8"))
    assert kept["reads"]["tables"] == ["claims"]
    assert str(built.root / "data/claims.csv") in kept["files"]
    assert str(built.root / "data/persons.csv") not in kept["files"]
    assert kept["versions"].keys() == {"python", "matplotlib", "pandas"}
