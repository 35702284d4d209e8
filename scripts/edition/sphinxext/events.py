"""What happens around a build: defaults, loading, and what must be read again."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from edition.sphinxext.domain import edition_of


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
    """Read a page again when data it sets have changed.

    The stamp is over all files of the edition: a page holds names and numbers that can
    come from any of them.
    """
    root = Path(app.srcdir, app.config.edition_root).resolve()
    digest = hashlib.sha256()
    for relative in sorted(edition_of(env).files):
        digest.update((root / relative).read_bytes())
    stamp = digest.hexdigest()
    old: Any = getattr(env, "edition_stamp", None)
    if old is not None and old != stamp:
        docnames[:] = sorted({*docnames, *env.found_docs})
    env.edition_stamp = stamp  # type: ignore[attr-defined]
