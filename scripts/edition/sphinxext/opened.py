"""The edition that a build sets: read once, when it is first asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from edition.edition import Edition
from edition.load import read_edition
from edition.problems import EditionError
from edition.withheld import as_published


def edition_of(env: BuildEnvironment) -> Edition:
    """The edition that this build sets, loaded when first asked for."""
    return edition_of_app(env.app)


def edition_of_app(app: Sphinx) -> Edition:
    """The same, where there is no environment yet."""
    return editions_of(app)[1]


def edition_as_read(env: BuildEnvironment) -> Edition:
    """The edition with the words of its base texts even where they are withheld: for counting."""
    return editions_of(env.app)[0]


def editions_of(app: Sphinx) -> tuple[Edition, Edition]:
    """The edition as it was read and as it is published: one and the same with its base texts."""
    if not hasattr(app, "_editions"):
        root = Path(app.srcdir, app.config.edition_root).resolve()
        try:
            read = read_edition(root)
        except EditionError as error:
            raise ExtensionError(str(error)) from error
        switch = app.config.edition_base_texts
        if switch is not None:
            read = replace(read, info=replace(read.info, include_base_texts=bool(switch)))
        take_edition(app, read)
    return app._editions  # type: ignore[attr-defined]


def take_edition(app: Sphinx, read: Edition, published: Edition | None = None) -> None:
    """Set from now on what was read, or what is published of it if that is known."""
    app._editions = (read, published or as_published(read))  # type: ignore[attr-defined]
