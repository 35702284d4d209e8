"""The content security policy: what a page may load, and which scripts within it may run."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docutils import nodes as dn
from sphinx.application import Sphinx

FIRST_SCRIPT = (Path(__file__).parent / "first.js").read_text("utf-8").strip()
"""What runs before a page is painted; every page has it but that for missing addresses."""

MOVED_SCRIPT = (Path(__file__).parent / "moved.js").read_text("utf-8").strip()
"""What the page for missing addresses runs; it can rely on no file beside it."""

_INLINE = re.compile(r"<script(?![^>]*\b(?:src|type)=)[^>]*>(.*?)</script>", re.DOTALL)


def policy(scripts: Iterable[str]) -> str:
    """The policy for a page with these scripts in it.

    Styles may stand in a page, since a drawn figure has its own.
    """
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    return (f"default-src 'none'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; "
            "img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'")


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _set(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any],
         doctree: dn.document | None) -> None:
    """Give the template the scripts of the page and the policy that lets only them run."""
    own = [FIRST_SCRIPT, *_INLINE.findall(context.get("body", ""))]
    context["first_script"], context["moved_script"] = FIRST_SCRIPT, MOVED_SCRIPT
    context["policy"] = policy([MOVED_SCRIPT] if pagename == "404" else own)


def register(app: Sphinx) -> None:
    """Connect the above, when the page has its body."""
    app.connect("html-page-context", _set, priority=950)
