"""Notebooks are run before pages are read, and only those that need it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util import logging

from edition.execution import Notebook, Shelf, read_notebook, run_all
from edition.problems import EditionError
from edition.sphinxext.opened import edition_of

logger = logging.getLogger(__name__)


class NotebookError(SphinxError):
    """Cells that raise; the message names every one."""

    category = "Notebooks"


def run_notebooks(app: Sphinx, env: BuildEnvironment, docnames: list[str],
                  among: Collection[str] | None = None) -> None:
    """Run what must be run (``among`` some pages, or all), and have those pages read again.

    Raises :class:`NotebookError` with every notebook that fails.
    """
    if app.config.nb_execution_mode != "cache":
        return
    root = Path(app.srcdir, app.config.edition_root).resolve()
    figures = Path(app.config.edition_figures) if app.config.edition_figures else None
    shelf = Shelf(Path(env.mystnb_config.execution_cache_path), root, edition_of(env), figures)  # type: ignore[attr-defined]
    stale = [n for n in notebooks_of(env, among) if not shelf.holds(n)]
    runs = run_all(stale, root, env.mystnb_config.execution_timeout, figures)  # type: ignore[attr-defined]
    for run in runs:
        if not run.problem:
            shelf.store(run)
            logger.info("%s: %.1f s", run.notebook.docname, run.seconds)
    problems = [run.problem for run in runs if run.problem]
    if problems:
        raise NotebookError(str(EditionError(problems)))
    docnames[:] = sorted({*docnames, *(n.docname for n in stale)})


def notebooks_of(env: BuildEnvironment, among: Collection[str] | None = None) -> list[Notebook]:
    """The notebooks among the pages, in the order of their names."""
    docnames = env.found_docs if among is None else among
    read = [read_notebook(docname, Path(env.doc2path(docname)), env.myst_config, env.mystnb_config)  # type: ignore[attr-defined]
            for docname in sorted(docnames)]
    return [notebook for notebook in read if notebook]
