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
    """A row for each component, and a link to the licences; in print what the book shows."""
    rows = [([dn.Text(f"{c.name} {c.version}".strip())], [dn.Text(c.what)], [dn.Text(c.licence)])
            for c in COMPONENTS]
    heads = ("What", "What of it is here", "Licence")
    line = dn.paragraph("", "The licences in full: ")
    line += en.file_link("", "", dn.literal("", FILE.rpartition("/")[2]), path=FILE)
    shown = [table(heads, rows, (28, 48, 24), "ed-files"), line]
    return [en.web_only("", *shown), en.ebook_only("", *(node.deepcopy() for node in shown)),
            en.print_only("", _printed())]


def _printed() -> dn.bullet_list:
    """A line for each component that a printed book shows."""
    listed = dn.bullet_list(bullet="-")
    for c in COMPONENTS:
        if c.in_print:
            said = f"{c.name} {c.version}, {c.in_print}: {c.licence}"
            listed += dn.list_item("", dn.paragraph("", said))
    return listed


def _write(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.name == "html":
        Path(app.outdir, FILE).write_text(licences(), encoding="utf-8")


def register(app: Sphinx) -> None:
    """Connect the above."""
    app.connect("build-finished", _write)
