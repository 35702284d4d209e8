"""The site's own HTML theme, on Sphinx's ``basic``.

To admit a script or a style, add its file name to the lists below; whatever else an
extension brings is left out of the page.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

from docutils import nodes as dn
from sphinx.application import Sphinx
from sphinx.config import Config

from edition.description import PDF_FILE, shown_licences
from edition.sphinxext.nodes import text_block
from edition.sphinxext.opened import edition_of
from edition.sphinxext.site import THEME, is_our_site
from edition.sphinxext.theme import boxes, policy

_ALLOWED_STYLES = ("site.css", "parallels.css")
_ALLOWED_SCRIPTS = ("parallels.js", "chronology.js")

# the signs of the two texts in charts; within the page, so that no browser asks for a file
_ICON = "data:image/svg+xml," + quote(
    (Path(__file__).parent / "icon.svg").read_text("utf-8").strip(), safe=" /:='")

# What the head of every page links to: a word, and the first of these pages that exists.
_DOORS = (("Charts", ("charts", "forces")), ("Indices", ("indices", "persons")),
          ("About", ("about", "introduction")))


def _set_defaults(app: Sphinx, config: Config) -> None:
    config.bibtex_tooltips = False  # a third of the weight of a text page, and unseen on phones


def _basename(asset: Any) -> str:
    return str(getattr(asset, "filename", asset)).rpartition("/")[2].partition("?")[0]


def _admit(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any],
           doctree: dn.document | None) -> None:
    if not is_our_site(app):
        return
    context["script_files"] = [s for s in context["script_files"]
                               if _basename(s) in _ALLOWED_SCRIPTS]
    context["css_files"] = [s for s in context["css_files"] if _basename(s) in _ALLOWED_STYLES]


def _describe(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any],
              doctree: dn.document | None) -> None:
    """Give the template what it says of the edition and of this page."""
    edition = edition_of(app.env)
    known = app.env.found_docs
    context["edition"], context["licences"] = edition.info, shown_licences(edition.info)
    context["texts"] = [(t.siglum, t.title, t.page) for t in edition.texts.values()
                        if t.page in known]
    context["doors"] = [(word, next(filter(known.__contains__, pages)))
                        for word, pages in _DOORS if known.intersection(pages)]
    context["is_text"] = doctree is not None and next(doctree.findall(text_block), None) is not None
    context["pdf"] = f"downloads/{PDF_FILE}" if app.config.edition_downloads else ""
    context["icon"] = _ICON
    context["has_figures"] = re.search('class="(cell|ed-elsewhere)', context.get("body", ""))


def _bring_choice(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any],
                  doctree: dn.document | None) -> None:
    """Script of the chronology, on the page that has its table."""
    if doctree is not None and any("ed-chronology" in t["classes"]
                                   for t in doctree.findall(dn.table)):
        app.add_js_file("chronology.js", loading_method="defer")


def _leave_out_thebe(app: Sphinx, doctree: dn.document, docname: str) -> None:
    """Drop the inline scripts that Jupyter Book's live-code extension puts on every page."""
    if app.config.html_theme != THEME:
        return
    for raw in list(doctree.findall(dn.raw)):
        if "<script" in raw.astext() and ("thebe" in raw.astext() or "kernelName" in raw.astext()):
            raw.parent.remove(raw)


def _sweep(app: Sphinx, error: Exception | None) -> None:
    """Take away the pages of documents that are no longer in the book."""
    if error or not is_our_site(app):
        return
    kept = app.env.found_docs | app._extra_pages  # type: ignore[attr-defined]
    for page in Path(app.outdir).glob("*.html"):
        if page.stem not in kept:
            page.unlink()


def _note_page(app: Sphinx, pagename: str, *_: Any) -> None:
    """Remember the pages that are made besides the documents, at every build."""
    app.__dict__.setdefault("_extra_pages", set()).add(pagename)


def register(app: Sphinx) -> None:
    """Add the theme, what it needs to know, and the allow-list."""
    app.add_html_theme("edition", str(Path(__file__).parent))
    app.connect("config-inited", _set_defaults, priority=900)
    app.connect("doctree-resolved", _leave_out_thebe, priority=900)
    app.connect("html-page-context", _describe)
    app.connect("html-page-context", _bring_choice)
    app.connect("html-page-context", _admit, priority=900)
    app.connect("html-page-context", _note_page)
    app.connect("build-finished", _sweep, priority=900)
    boxes.register(app)
    policy.register(app)
