"""Notebooks are run while the other pages are read, and only those that need it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util import logging

from edition.execution import Notebook, Run, Running, Shelf, read_notebook, run_all
from edition.problems import EditionError
from edition.sphinxext.opened import edition_of

logger = logging.getLogger(__name__)


class NotebookError(SphinxError):
    """Cells that raise; the message names every one."""

    category = "Notebooks"


def run_while_reading(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Begin to run what must be run; its pages are read last, each when its notebook is done.

    The first that fails raises :class:`NotebookError` with every notebook that does.
    """
    if app.config.nb_execution_mode != "cache":
        return  # MyST-NB runs them itself, one after the other
    work = _work(app, env)
    if not work.stale:
        return
    waiting = list(work.pages)
    docnames[:] = [*sorted({*docnames} - {*waiting}), *waiting]
    runs = app._running = work.begin()  # type: ignore[attr-defined]

    def wait(_: Sphinx, __: BuildEnvironment, docname: str) -> None:
        if docname in waiting:
            waiting.remove(docname)
            work.keep(next(runs), runs)

    app.connect("env-purge-doc", wait)  # the event before a page is read


def stop_notebooks(app: Sphinx) -> None:
    """Begin none of the notebooks that are still to be run: the build has ended, or was ended."""
    if running := getattr(app, "_running", None):
        running.stop()


def run_notebooks(app: Sphinx, env: BuildEnvironment,
                  among: Collection[str] | None = None) -> list[str]:
    """Run what must be run, ``among`` some pages or all; the pages that must be read anew.

    Raises :class:`NotebookError` with every notebook that fails.
    """
    work = _work(app, env, among)
    runs = work.begin()
    for run in runs:
        work.keep(run, runs)
    return work.pages


@dataclass(frozen=True)
class _Work:
    """Notebooks that must be run, and where they are kept."""

    stale: list[Notebook]
    shelf: Shelf
    timeout: float

    @property
    def pages(self) -> list[str]:
        """The pages that they are, in the order in which they are run."""
        return [n.docname for n in self.stale]

    def begin(self) -> Running:
        """Run them side by side."""
        return run_all(self.stale, self.shelf.root, self.timeout, self.shelf.figures)

    def keep(self, run: Run, others: Iterable[Run]) -> None:
        """Keep a notebook that was run; if it failed, hear what became of the others, too."""
        problems = []
        for each in (run, *others) if run.problem else (run,):
            if each.problem:
                problems.append(each.problem)
            else:
                self.shelf.store(each)
                logger.info("%s: %.1f s", each.notebook.docname, each.seconds)
        if problems:
            raise NotebookError(str(EditionError(problems)))


def _work(app: Sphinx, env: BuildEnvironment, among: Collection[str] | None = None) -> _Work:
    settings: Any = env.mystnb_config  # type: ignore[attr-defined]
    root = Path(app.srcdir, app.config.edition_root).resolve()
    figures = Path(app.config.edition_figures) if app.config.edition_figures else None
    shelf = Shelf(Path(settings.execution_cache_path), root, edition_of(env), figures)
    stale = [n for n in notebooks_of(env, among) if not shelf.holds(n)]
    # the longest begin, so that none is left over at the end
    stale.sort(key=lambda n: len(n.cells.cells), reverse=True)
    return _Work(stale, shelf, settings.execution_timeout)


def notebooks_of(env: BuildEnvironment, among: Collection[str] | None = None) -> list[Notebook]:
    """The notebooks among the pages, in the order of their names."""
    docnames = env.found_docs if among is None else among
    read = [read_notebook(docname, Path(env.doc2path(docname)), env.myst_config, env.mystnb_config)  # type: ignore[attr-defined]
            for docname in sorted(docnames)]
    return [notebook for notebook in read if notebook]
