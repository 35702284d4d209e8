"""The site that this edition makes, as against another theme or another builder.

The pages can be set with a stock theme, too: to weigh them, or for someone who wants it. What
belongs to the edition's own theme then stays away.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

THEME = "edition"


def is_our_site(app: Sphinx) -> bool:
    """Whether a build makes web pages in the edition's own theme."""
    return app.builder.name == "html" and app.config.html_theme == THEME


def write_script(app: Sphinx, name: str, variable: str, value: Any) -> None:
    """Write a value as a script that sets a global variable; it is loaded without fetching."""
    words = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    Path(app.outdir, "_static", name).write_text(f"window.{variable}={words};\n", "utf-8")
