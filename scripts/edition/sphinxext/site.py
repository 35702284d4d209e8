"""The site that this edition makes, as against another theme or another builder.

The pages can be set with a stock theme, too: to weigh them, or for someone who wants it. What
belongs to the edition's own theme then stays away.
"""

from __future__ import annotations

from sphinx.application import Sphinx

THEME = "edition"


def is_our_site(app: Sphinx) -> bool:
    """Whether a build makes web pages in the edition's own theme."""
    return app.builder.name == "html" and app.config.html_theme == THEME
