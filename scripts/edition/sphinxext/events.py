"""What happens around a build: defaults, loading, and what must be read again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from edition.sphinxext.domain import edition_of
from edition.stamps import data_stamp


def set_defaults(app: Sphinx, config: Config) -> None:
    """Let ``{passage}`` and the others be written without the domain's name."""
    config.primary_domain = "ed"


def load_edition(app: Sphinx) -> None:
    """Load the data before any page is read, so that bad data stops the build at once."""
    info = edition_of(app.env).info
    app.config.version = app.config.release = info.version
    app.config.html_title = app.config.project = info.title
    app.config.author = info.editors
    app.config.copyright = f"{info.year}, {info.editors}"
    app.config.today = info.date.isoformat()


def reread_on_change(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Read the pages again when the data or the code that sets them have changed.

    The stamp is over all of them: a page holds names and numbers that can come from any.
    """
    stamp = data_stamp(Path(app.srcdir, app.config.edition_root).resolve())
    old: Any = getattr(env, "edition_stamp", None)
    if old is not None and old != stamp:
        docnames[:] = sorted({*docnames, *env.found_docs})
    env.edition_stamp = stamp  # type: ignore[attr-defined]
