"""The Sphinx extension that sets the edition: ``extensions = ["edition.sphinxext"]``."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from edition.sphinxext import (
    bibliography,
    cards,
    citing,
    epub,
    events,
    excerpts,
    held,
    html,
    licences,
    locator,
    metadata,
    notebooks,
    numbers,
    parallels,
    reads,
    search,
    theme,
    typst,
)
from edition.sphinxext.domain import EditionDomain
from edition.sphinxext.nodes import NODES


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything the extension offers."""
    app.add_config_value("edition_root", "..", "env", str)
    app.add_config_value("edition_base_texts", None, "env")
    app.add_config_value("edition_downloads", False, "env", bool)  # whether files go with the pages
    app.add_domain(EditionDomain)
    for node in NODES:
        app.add_node(node, html=html.visitors(node), epub=html.visitors(node))
    app.connect("config-inited", events.set_defaults)
    app.connect("env-before-read-docs", events.reread_on_change)
    bibliography.register(app)
    cards.register(app)
    citing.register(app)
    excerpts.register(app)
    held.register(app)
    licences.register(app)
    locator.register(app)
    metadata.register(app)
    notebooks.register(app)
    numbers.register(app)
    reads.register(app)
    theme.register(app)
    search.register(app)
    parallels.register(app)
    typst.register(app)
    epub.register(app)
    return {"version": "1", "env_version": 4, "parallel_read_safe": True,
            "parallel_write_safe": True}
