"""The book as Sphinx makes it: read once, and written by one builder after another.

The settings are those that Jupyter Book makes of ``_config.yml``, so that the pages are the
same as those of ``jupyter-book build book``.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from jupyter_book.config import get_final_config
from sphinx.application import Sphinx
from sphinx.cmd.build import handle_exception
from sphinx.util.docutils import docutils_namespace, patch_docutils

from edition.steps import BuildError


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
        yield Sphinx(
            root / "book", None, work / builder, work / ".doctrees", builder, settings,
            status=None, warning=warning or sys.stderr, warningiserror=True, keep_going=True,
        )


def write_book(root: Path, work: Path, base_texts: bool | None, builder: str,
               when_read: Callable[[], None] = lambda: None, **further: str) -> None:
    """Read what has changed, and write the book; what is wrong is printed.

    ``further`` are settings of the builder.
    """
    app = None
    try:
        with book(root, work, builder, base_texts, warning=None, **further) as app:
            # the first event behind the writing of the environment, on which other builders rest
            app.connect("env-check-consistency", lambda *_: when_read())
            app.build()
            status = app.statuscode
    except OSError:
        raise
    except Exception as error:
        quiet = Namespace(pdb=False, verbosity=0, traceback=False)
        handle_exception(app, quiet, error, sys.stderr)
        status = 1
    if status != 0:
        raise BuildError(f"the step '{builder}' failed")
