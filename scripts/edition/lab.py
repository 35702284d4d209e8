"""Open JupyterLab on a working copy of the notebooks, never on the sources."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from edition.finding import VARIABLE


def working_copy(root: Path, folder: Path) -> list[Path]:
    """Write each notebook of the book as ``.ipynb``; what is there already stays as it is."""
    import nbformat

    from edition.load import open_edition
    from edition.notebooks import book_notebooks, plain_notebook

    edition = open_edition(root)
    folder.mkdir(parents=True, exist_ok=True)
    copies = []
    for notebook in book_notebooks(root):
        target = folder / f"{notebook.docname}.ipynb"
        if not target.exists():
            nbformat.write(plain_notebook(notebook.cells, edition), target)
        copies.append(target)
    return copies


def open_lab(root: Path, folder: Path | None, *, browser: bool = True) -> int:
    """Start JupyterLab on the working copy; the notebooks find the data by the environment."""
    folder = (folder or root / "lab").resolve()
    for notebook in working_copy(root, folder):
        print(notebook)
    command = [sys.executable, "-m", "jupyterlab", str(folder)]
    if not browser:
        command.append("--no-browser")
    return subprocess.call(command, env={**os.environ, VARIABLE: str(root)})
