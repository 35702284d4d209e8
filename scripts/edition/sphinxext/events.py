"""What happens around a build: defaults, loading, and what must be read again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from edition.sphinxext.opened import edition_of_app
from edition.stamps import data_stamp


def set_defaults(app: Sphinx, config: Config) -> None:
    """Take what the edition's record says, and let ``{passage}`` be written without the domain.

    The data are loaded before any page is read, so that bad data stops the build at once, and
    before Sphinx compares its settings with those of the last build, which would otherwise
    seem to have changed each time.
    """
    config.primary_domain = "ed"
    info = edition_of_app(app).info
    config.version = config.release = info.version
    config.html_title = config.project = info.title
    config.author = info.editors
    config.copyright = f"{info.year}, {info.editors}"
    config.today = info.date.isoformat()


def reread_on_change(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Read the pages again when the data or the code that sets them have changed.

    The stamp is over all of them: a page holds names and numbers that can come from any.
    """
    stamp = data_stamp(Path(app.srcdir, app.config.edition_root).resolve())
    old: Any = getattr(env, "edition_stamp", None)
    if old is not None and old != stamp:
        docnames[:] = sorted({*docnames, *env.found_docs})
    env.edition_stamp = stamp  # type: ignore[attr-defined]
