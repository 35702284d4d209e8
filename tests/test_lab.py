"""The working copy of the notebooks for JupyterLab."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from conftest import REPO
from edition import lab


@pytest.fixture
def copy(tmp_path: Path) -> list[Path]:
    """A working copy of this repository's notebooks."""
    return lab.working_copy(REPO, tmp_path / "lab")


def test_each_notebook_is_copied(copy: list[Path]) -> None:
    """Every page with a code cell, and no other, becomes a notebook that is valid."""
    pages = sorted(p.stem for p in (REPO / "book").glob("*.md")
                   if "```{code-cell}" in p.read_text("utf-8"))
    assert [path.name for path in copy] == [f"{name}.ipynb" for name in pages]
    for path in copy:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        source = (REPO / "book" / f"{path.stem}.md").read_text("utf-8")
        code = [c for c in notebook.cells if c.cell_type == "code"]
        assert len(code) == source.count("```{code-cell}")
        assert all(cell.source.strip() in source for cell in code)


def test_what_a_reader_has_changed_stays(copy: list[Path]) -> None:
    """A second run writes what is missing and never over what is there."""
    kept, *_ = copy
    kept.write_text("my own work")
    assert lab.working_copy(REPO, kept.parent) == copy
    assert kept.read_text() == "my own work"
    kept.unlink()
    lab.working_copy(REPO, kept.parent)
    nbformat.read(kept, as_version=4)


def test_sources_stay_as_they_are(tmp_path: Path) -> None:
    """Making a working copy changes nothing in the book."""
    before = {p: p.read_bytes() for p in (REPO / "book").iterdir() if p.is_file()}
    lab.working_copy(REPO, tmp_path)
    assert {p: p.read_bytes() for p in (REPO / "book").iterdir() if p.is_file()} == before


def test_lab_opens_on_the_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                               capsys: pytest.CaptureFixture) -> None:
    """JupyterLab is started in the copy and told where the data are."""
    calls: list[tuple[list[str], dict[str, str]]] = []

    def call(command: list[str], env: dict[str, str]) -> int:
        calls.append((command, env))
        return 0

    monkeypatch.setattr(lab.subprocess, "call", call)
    assert lab.open_lab(REPO, tmp_path, browser=False) == 0
    (command, env), = calls
    assert command[1:] == ["-m", "jupyterlab", str(tmp_path), "--no-browser"]
    assert env["EDITION_DATA"] == str(REPO)
    assert "forces.ipynb" in capsys.readouterr().out
