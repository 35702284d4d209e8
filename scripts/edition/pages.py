"""The book as Sphinx makes it: read once, and written by one builder after another.

The settings are those that Jupyter Book makes of ``_config.yml``, so that the pages are the
same as those of ``jupyter-book build book``.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TextIO

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.cmd.build import handle_exception
from sphinx.util.build_phase import BuildPhase
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.tags import Tags

from edition.sparing import without
from edition.sphinxext.execution import stop_notebooks
from edition.steps import BuildError

# a grammar for addresses, which are not checked here, takes a second to be made ready
with without("rfc3987_syntax"):
    from jupyter_book.config import get_final_config


@contextmanager
def book(root: Path, work: Path, builder: str, base_texts: bool | None,
         warning: TextIO | None = None, **further: str) -> Iterator[Sphinx]:
    """The book in ``root`` with one builder, warnings as errors; doctrees are shared by all.

    Warnings go to ``warning``, or to where errors go; ``further`` are settings of the builder.
    """
    settings, _ = get_final_config(
        user_yaml=root / "_config.yml", sourcedir=root / "book",
        cli_config={
            "external_toc_path": str(root / "book" / "_toc.yml"),
            "latex_individualpages": False,
            "edition_base_texts": base_texts,
            "edition_downloads": True,
            **further,
        },
    )
    with patch_docutils(), docutils_namespace():
        app = Sphinx(
            root / "book", None, work / builder, work / ".doctrees", builder, settings,
            status=None, warning=warning or sys.stderr, warningiserror=True, keep_going=True,
        )
        try:
            yield app
        finally:
            stop_notebooks(app)


def write_book(root: Path, work: Path, base_texts: bool | None, builder: str,
               when_read: Callable[[Sphinx], None] = lambda app: None, **further: str) -> None:
    """Read what has changed, and write the book; what is wrong is printed.

    ``when_read`` is called once, when all pages have been read; ``further`` are settings of the
    builders.
    """
    with (_judged(builder), _to_the_end(work, builder),
          book(root, work, builder, base_texts, None, **further) as app):
        tell = cache(lambda: when_read(app))
        # the first event behind the last one that concerns what was read
        app.connect("env-check-consistency", lambda *_: tell())
        app.build()
        tell()  # there was nothing to be read
        _refuse_warnings(app)


def write_also(app: Sphinx, builder: str) -> None:
    """Write a book that has been read with a further builder, in the folder beside its first."""
    with _judged(builder):
        app._warncount = 0  # of what was read, the first one tells
        app.tags = Tags()  # builders set their own
        app.outdir = app.outdir.with_name(builder)
        app.outdir.mkdir(exist_ok=True)
        app.builder = app.create_builder(builder)
        app.builder.init()
        app.phase = BuildPhase.RESOLVING
        app.builder.write(None, [])
        app.builder.finish()
        app.emit("build-finished", None)
        _refuse_warnings(app)


def _refuse_warnings(app: Sphinx) -> None:
    if app._warncount:
        raise BuildError(f"the step '{app.builder.name}' failed")


@contextmanager
def _to_the_end(work: Path, builder: str) -> Iterator[None]:
    """After a writing that was cut short everything is read anew.

    What has been read is kept before it is written; the next build would hold the pages that
    were not reached for those of today.
    """
    begun = work / f"{builder}.begun"
    if begun.exists():
        (work / ".doctrees" / ENV_PICKLE_FILENAME).unlink(missing_ok=True)
    begun.parent.mkdir(parents=True, exist_ok=True)
    begun.touch()
    yield
    begun.unlink()


@contextmanager
def _judged(builder: str) -> Iterator[None]:
    """What Sphinx stumbles over is printed, and ends the step."""
    try:
        yield
    except (BuildError, OSError):
        raise
    except Exception as error:
        quiet = Namespace(pdb=False, verbosity=0, traceback=False)
        handle_exception(None, quiet, error, sys.stderr)
        raise BuildError(f"the step '{builder}' failed") from error
