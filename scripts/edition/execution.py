"""Notebooks: how they are read, run side by side, and kept as long as they hold.

A notebook is kept as long as its cells, the tables, modules and further files that it was
seen to read (:mod:`edition.tracing`) and the versions of the libraries are the same. What was
run is stored where MyST-NB looks for it; what was read stands beside that, one file for each
notebook.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import os
import re
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from myst_nb.core.read import create_nb_reader
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from edition.charts.registry import KEPT
from edition.edition import Edition
from edition.finding import VARIABLE
from edition.problems import Problem, Where
from edition.tracing import TRACE, files_of
from edition.versions import versions

_silent = logging.getLogger(f"{__name__}.silent")
_silent.setLevel(logging.CRITICAL + 1)  # what goes wrong is told once, as a problem

# run behind the last cell; a notebook that never imports the edition reads nothing of it
_PROBE = """import sys
if "edition.tracing" in sys.modules:
    print(sys.modules["edition.tracing"].report())
"""
_IN_FILE = re.compile(r" \(\d+\.py, line \d+\)$")  # a name that the kernel made up


@dataclass(frozen=True)
class Notebook:
    """A page with code cells, as it stands in the book."""

    docname: str
    path: Path
    source: str
    cells: NotebookNode  # as MyST-NB reads it


@dataclass(frozen=True)
class Run:
    """What came of running a notebook."""

    notebook: Notebook
    executed: NotebookNode  # with its outputs
    seconds: float
    reads: Mapping[str, list[str]]  # "tables" and "files", as tracing.report() has them
    problem: Problem | None = None


def read_notebook(docname: str, path: Path, markdown: Any, settings: Any) -> Notebook | None:
    """The page as MyST-NB reads it; None if it has no code cells."""
    source = path.read_text("utf-8")
    reader = create_nb_reader(str(path), markdown, settings, source)
    return Notebook(docname, path, source, reader.read(source)) if reader else None


# --- running ----------------------------------------------------------------------


class Running(Iterator[Run]):
    """Notebooks at work side by side, as many as there are cores; each when it is done."""

    def __init__(self, run: Callable[[Notebook], Run], notebooks: Iterable[Notebook]) -> None:
        self._pool = ThreadPoolExecutor(os.cpu_count())
        self._runs = self._pool.map(run, notebooks)
        self._pool.shutdown(wait=False)  # that is: nothing is added

    def __next__(self) -> Run:
        """The next in the order given."""
        return next(self._runs)

    def stop(self) -> None:
        """Begin no further one."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def run_all(notebooks: Iterable[Notebook], root: Path, timeout: float,
            figures: Path | None = None) -> Running:
    """Begin to run notebooks.

    ``figures`` is the folder in which they keep the files of figures, each in one of its own.
    """
    return Running(lambda n: run_notebook(n, root, timeout, figures), notebooks)


def run_notebook(notebook: Notebook, root: Path, timeout: float,
                 figures: Path | None = None) -> Run:
    """Run a notebook in a kernel of its own, in the folder it stands in, and see what it reads."""
    running = deepcopy(notebook.cells)
    running.cells.append(new_code_cell(_PROBE))
    begun: list[int] = []
    client = NotebookClient(
        running, timeout=timeout, record_timing=False, log=_silent,
        extra_arguments=["--log-level=CRITICAL"],  # what a cell says comes with its outputs
        resources={"metadata": {"path": str(notebook.path.parent)}},
        on_cell_start=lambda cell, cell_index: begun.append(cell_index),
    )
    environment = {**os.environ, VARIABLE: str(root), TRACE: str(root)}
    if figures:
        environment[KEPT] = str(_emptied(_unfinished(figures, notebook)))
    start = time.perf_counter()
    problem = None
    try:
        asyncio.run(client.async_execute(env=environment))
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        problem = _problem(notebook, running, begun[-1], error, root)
    seconds = time.perf_counter() - start
    probe = running.cells.pop()
    told = "".join(output.get("text", "") for output in probe.outputs) or "{}"
    return Run(notebook, running, seconds, json.loads(told), problem)


def _unfinished(figures: Path, notebook: Notebook) -> Path:
    """Where the figures of a notebook are until it has been run to its end."""
    return figures / f"{notebook.docname}.part"


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _problem(notebook: Notebook, running: NotebookNode, index: int, error: Exception,
             root: Path) -> Problem:
    """Which cell and line, the line itself, and the error in its own words."""
    cell = running.cells[index]
    number = sum(c.cell_type == "code" for c in running.cells[: index + 1])
    code = cell.source.splitlines()
    at = _line_in_cell(cell, number)
    if isinstance(error, CellExecutionError):
        message = f"raises {error.ename}: {_IN_FILE.sub('', error.evalue)}"
    elif isinstance(error, CellTimeoutError):
        message = "takes longer than the book allows for a cell"
    else:
        message = "ends its kernel"
    where = Where(notebook.path.relative_to(root).as_posix(), _line_of_code(notebook, index) + at)
    return Problem(where, f"cell {number}", code[at].strip(), message)


def _line_in_cell(cell: NotebookNode, number: int) -> int:
    """The line of the cell that was being run, from 0, as the traceback has it."""
    told = "\n".join(line for output in cell.outputs for line in output.get("traceback", ()))
    plain = re.sub(r"\x1b\[[0-9;]*m", "", told)
    lines = re.findall(rf"Cell In\[{number}\], line (\d+)", plain)
    return int(lines[-1]) - 1 if lines else 0


def _line_of_code(notebook: Notebook, index: int) -> int:
    """The line of the page on which the code of a cell begins, behind its options, from 1."""
    lines = notebook.source.splitlines()
    code = notebook.cells.cells[index].source.splitlines()
    first = notebook.cells.metadata.get("source_map", [0] * (index + 1))[index]
    return next((at + 1 for at in range(first, len(lines)) if lines[at : at + len(code)] == code),
                first)


# --- keeping ----------------------------------------------------------------------


class Shelf:
    """The notebooks that were run, what each of them read, and its figures, if they are kept."""

    def __init__(self, cache: Path, root: Path, edition: Edition,
                 figures: Path | None = None) -> None:
        self.cache, self.root, self.edition = get_cache(str(cache)), root, edition
        self.folder, self.figures = cache.with_name(".notebook_reads"), figures

    def holds(self, notebook: Notebook) -> bool:
        """Whether the notebook was run as it is, and nothing that it reads has changed."""
        record = self._record(notebook)
        if not record.is_file() or (self.figures and not self._drawn(notebook).is_dir()):
            return False
        kept = json.loads(record.read_text("utf-8"))
        return kept == self._account(notebook, kept["reads"]) and self._is_cached(notebook)

    def store(self, run: Run) -> None:
        """Keep a notebook that was run, what it read, and its figures."""
        if self.figures:
            shutil.rmtree(self._drawn(run.notebook), ignore_errors=True)
            _unfinished(self.figures, run.notebook).rename(self._drawn(run.notebook))
        self.cache.cache_notebook_bundle(
            CacheBundleIn(run.executed, str(run.notebook.path),
                          data={"execution_seconds": run.seconds}),
            check_validity=False, overwrite=True,
        )
        record = self._record(run.notebook)
        record.parent.mkdir(parents=True, exist_ok=True)
        account = self._account(run.notebook, run.reads)
        record.write_text(json.dumps(account, indent=1, sort_keys=True) + "\n", "utf-8")

    def executed(self, notebook: Notebook) -> NotebookNode:
        """The notebook with the outputs of its last run."""
        return self.cache.merge_match_into_notebook(notebook.cells)[1]

    def _account(self, notebook: Notebook, reads: Mapping[str, list[str]]) -> dict[str, Any]:
        """What the outputs rest on, with the hashes of today."""
        tables = (self.root / file for file in files_of(self.edition, reads.get("tables", ())))
        files = {*tables, *map(Path, reads.get("files", ()))}
        return {
            "cells": self._key(notebook),
            "reads": reads,
            "base_texts": self.edition.info.include_base_texts,
            "files": {str(path): _digest(path) for path in sorted(files)},
            "versions": versions(),
        }

    def _drawn(self, notebook: Notebook) -> Path:
        assert self.figures
        return self.figures / notebook.docname

    def _record(self, notebook: Notebook) -> Path:
        return self.folder / f"{notebook.docname}.json"

    def _key(self, notebook: Notebook) -> str:
        return self.cache.create_hashed_notebook(notebook.cells)[1]

    def _is_cached(self, notebook: Notebook) -> bool:
        try:
            self.cache.match_cache_notebook(notebook.cells)
        except KeyError:
            return False
        return True


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "(missing)"
