"""The record of the notebooks' runs for a release; builds never write it."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

from edition.execution import Run, run_notebook
from edition.load import RUNS, open_edition
from edition.model import NotebookRun
from edition.notebooks import book_notebooks
from edition.problems import EditionError
from edition.versions import versions

_TIMEOUT = 120  # seconds for a cell


def record_runs(root: Path, today: dt.date | None = None) -> Path:
    """Run every notebook of the book once, one after another, and write down how it went.

    Raises :class:`~edition.problems.EditionError` with every cell that raises; the record then
    stays as it was.
    """
    version = open_edition(root).info.version
    runs = [run_notebook(notebook, root, _TIMEOUT) for notebook in book_notebooks(root)]
    problems = [run.problem for run in runs if run.problem]
    if problems:
        raise EditionError(problems)
    day = (today or dt.datetime.now(dt.UTC).date()).isoformat()
    with (root / RUNS).open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, NotebookRun.columns(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(_row(run, day, version) for run in runs)
    return root / RUNS


def _row(run: Run, day: str, version: str) -> dict[str, str]:
    return {"notebook": run.notebook.docname, "run_on": day, "seconds": f"{run.seconds:.1f}",
            "version": version, **versions()}
