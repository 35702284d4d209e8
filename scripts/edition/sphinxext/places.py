"""Places: marks by which a page of the PDF is found again in the e-book.

Both books are set from the same documents. Each paragraph, term and sentence is numbered
in the order of the document; the PDF writes down on which page each number stands, and the
e-book breaks its pages there. What moves about (figures, notes) has no place.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from docutils import nodes as dn
from sphinx.application import Sphinx

from edition.sphinxext import nodes as en
from edition.sphinxext.opened import edition_of_app
from edition.stamps import input_stamp

Pages = Mapping[str, Mapping[str, str]]  # document → place → page as it is printed

WANTED = "edition-places-wanted"  # event before the places are read: the PDF must be there
FILE = Path("typst", "places.json")  # beside the folder of each builder
_BLOCKS = (dn.paragraph, dn.term, dn.literal_block, en.sentence)
_APART = (en.note_list, en.web_only, en.print_only, en.ebook_only, dn.footnote, dn.figure,
          dn.thead)


def mark(tree: dn.document) -> None:
    """Number the blocks of a document as it was read, before a builder changes it."""
    for number, block in enumerate(_blocks(tree)):
        block["place"] = str(number)


def mark_works(tree: dn.document) -> None:
    """Mark works cited, which come when citations are resolved, by their ids."""
    for citation in tree.findall(dn.citation):
        citation["place"] = citation["ids"][0]


def _blocks(node: dn.Element) -> Iterator[dn.Element]:
    for child in node.children:
        if isinstance(child, (dn.Text, *_APART)):
            continue
        if isinstance(child, _BLOCKS):
            yield child
        if isinstance(child, dn.row):  # a row is on one page, and one mark is enough
            yield from islice(_blocks(child), 1)
        else:
            yield from _blocks(child)


def write(app: Sphinx, pages: Pages) -> None:
    """Write down where the places are."""
    said = {"stamp": _stamp(app), "pages": pages}
    _file(app).write_text(json.dumps(said, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def read(app: Sphinx) -> Pages:
    """Where the places are in the PDF; nothing if none was made from these very sources."""
    file = _file(app)
    if not file.is_file():
        return {}
    said: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return said["pages"] if said["stamp"] == _stamp(app) else {}


def _file(app: Sphinx) -> Path:
    return Path(app.outdir).parent / FILE


def _stamp(app: Sphinx) -> str:
    info = edition_of_app(app).info
    root = Path(app.srcdir, app.config.edition_root).resolve()
    return f"{input_stamp(root)} {info.include_base_texts}"
