"""Open JupyterLab on a working copy of the notebooks, never on the sources."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def working_copy(root: Path, folder: Path) -> list[Path]:
    """Write each notebook of the book as ``.ipynb``; what is there already stays as it is."""
    import nbformat
    from myst_nb.core.read import read_myst_markdown_notebook
    from myst_parser.config.main import MdParserConfig

    folder.mkdir(parents=True, exist_ok=True)
    copies = []
    for source in sorted((root / "book").glob("*.md")):
        text = source.read_text(encoding="utf-8")
        if "```{code-cell}" not in text:
            continue
        target = folder / f"{source.stem}.ipynb"
        if not target.exists():
            notebook = read_myst_markdown_notebook(
                text, config=MdParserConfig(), code_directive="{code-cell}",
                raw_directive="{raw-cell}", add_source_map=False, path=source,
            )
            nbformat.write(notebook, target)
        copies.append(target)
    return copies


def open_lab(root: Path, folder: Path | None, *, browser: bool = True) -> int:
    """Start JupyterLab on the working copy; the notebooks find the data by EDITION_DATA."""
    folder = (folder or root / "lab").resolve()
    for notebook in working_copy(root, folder):
        print(notebook)
    command = [sys.executable, "-m", "jupyterlab", str(folder)]
    if not browser:
        command.append("--no-browser")
    return subprocess.call(command, env={**os.environ, "EDITION_DATA": str(root)})
