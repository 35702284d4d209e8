"""What each page reads of the edition: watched while it is read, as notebooks are.

``edition serve`` then reads again only the pages that use a file that has changed.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractContextManager
from dataclasses import replace

from docutils import nodes as dn
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors import EnvironmentCollector

from edition import tracing
from edition.edition import Edition
from edition.sphinxext.opened import editions_of, take_edition


class Reads(EnvironmentCollector):
    """Remembers the tables that a page looked into."""

    def __init__(self) -> None:
        self.whole: tuple[Edition, ...] = ()  # the edition, as long as a page has a watched one
        self.found: set[str] = set()
        self.watching: AbstractContextManager[set[str]] | None = None

    def begin(self, app: Sphinx, docname: str, source: list[str]) -> None:
        """Give a page that is about to be read an edition that tells what is looked into.

        It is one for this page alone: what an edition has worked out for another page, it
        would not look up again.
        """
        self.end(app)  # of a page that could not be read
        self.whole = read, published = editions_of(app)
        self.watching = tracing.read_within()
        self.found = self.watching.__enter__()
        own = tracing.watched(replace(published))
        take_edition(app, own if read is published else tracing.watched(replace(read)), own)

    def end(self, app: Sphinx) -> None:
        """Take the watched edition away again."""
        if self.watching:
            self.watching.__exit__(None, None, None)
            take_edition(app, *self.whole)
            self.watching = None

    def process_doc(self, app: Sphinx, doctree: dn.document) -> None:
        """Keep what the page has read."""
        self.end(app)
        _kept(app.env)[app.env.docname] = frozenset(self.found)

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget a page."""
        _kept(env).pop(docname, None)

    def merge_other(self, app: Sphinx, env: BuildEnvironment, docnames: set[str],
                    other: BuildEnvironment) -> None:
        """Take over what a parallel reader found."""
        _kept(env).update({name: _kept(other)[name] for name in docnames & _kept(other).keys()})


def _kept(env: BuildEnvironment) -> dict[str, frozenset[str]]:
    return env.__dict__.setdefault("edition_reads", {})


def pages_that_use(env: BuildEnvironment, edition: Edition, files: Collection[str]) -> set[str]:
    """The pages made from any of these files; one of which nothing is known is among them."""
    return {docname for docname in env.found_docs
            if not tracing.files_of(edition, _kept(env).get(docname, ("*",))).isdisjoint(files)}


def register(app: Sphinx) -> None:
    """Watch from before a page is read until it has been."""
    reads = Reads()
    reads.enable(app)
    app.connect("source-read", reads.begin)
