"""Citing on the pages: the data of the card, and the files that show it.

``theme/static/cite.js`` brings the card (``cite-card.js``); both fetch nothing, but take up the
scripts written here when they are first needed, which works from disk.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes as dn
from sphinx.application import Sphinx

from edition.citation.pages import note_words, page_data
from edition.sphinxext.opened import edition_of
from edition.sphinxext.site import is_our_site, write_script

HELP = "citing"  # the page that explains it, if the book has it


def _mark_citable(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any],
                  doctree: dn.document | None) -> None:
    """Tell the template whether it is a page of the book, and where citing is explained."""
    context["citable"] = doctree is not None
    context["cite_page"] = HELP if HELP in app.env.found_docs else ""


def _write_data(app: Sphinx, error: Exception | None) -> None:
    if error is None and is_our_site(app):
        edition = edition_of(app.env)
        write_script(app, "cite-data.js", "editionCite", page_data(edition))
        write_script(app, "cite-notes.js", "editionNotes", note_words(edition))


def register(app: Sphinx) -> None:
    """Connect the above."""
    app.connect("html-page-context", _mark_citable)
    app.connect("build-finished", _write_data)
