"""The site's own HTML theme, on Sphinx's ``basic``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils.nodes import Node
from sphinx.application import Sphinx

# Scripts and styles that a page may load; whatever other extensions bring is left out.
_ALLOWED_SCRIPTS = ("site.js",)
_ALLOWED_STYLES = ("site.css", "pygments.css")
_SEARCH_SCRIPTS = ("documentation_options.js", "doctools.js", "searchtools.js",
                   "language_data.js", "searchindex.js")


def _basename(asset: Any) -> str:
    return str(getattr(asset, "filename", asset)).rpartition("/")[2].partition("?")[0]


def _admit(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any],
           doctree: Node | None) -> None:
    scripts = (*_ALLOWED_SCRIPTS, *_SEARCH_SCRIPTS * (pagename == "search"))
    context["script_files"] = [s for s in context["script_files"] if _basename(s) in scripts]
    context["css_files"] = [s for s in context["css_files"] if _basename(s) in _ALLOWED_STYLES]
    context["edition"] = app._edition.info  # type: ignore[attr-defined]


def register(app: Sphinx) -> None:
    """Add the theme and the allow-list."""
    app.add_html_theme("edition", str(Path(__file__).parent))
    app.connect("html-page-context", _admit, priority=900)
