"""What is handed out and was made by others: a table for a page, and the licences in full."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes as dn
from sphinx.application import Sphinx

from edition.sphinxext import nodes as en
from edition.sphinxext.tables import table
from edition.third_party import COMPONENTS, licences

FILE = "_static/licences.txt"


def third_party() -> list[dn.Node]:
    """A row for each component, and a link to the licences."""
    rows = [([dn.Text(f"{c.name} {c.version}".strip())], [dn.Text(c.what)], [dn.Text(c.licence)])
            for c in COMPONENTS]
    heads = ("What", "What of it is here", "Licence")
    line = dn.paragraph("", "The licences in full: ")
    line += en.file_link("", "", dn.literal("", FILE.rpartition("/")[2]), path=FILE)
    return [table(heads, rows, (28, 48, 24), "ed-files"), line]


def _write(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.name == "html":
        Path(app.outdir, FILE).write_text(licences(), encoding="utf-8")


def register(app: Sphinx) -> None:
    """Connect the above."""
    app.connect("build-finished", _write)
