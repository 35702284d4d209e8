"""The texts with their apparatus in TEI P5, a file for each.

The encoding is described in ``two-accounts.odd``, the schema ``two-accounts.rng`` is
generated from it (:mod:`edition.export.tei.schema`), and both go out with the files. To
add an element: write it in the module of its part, declare it in the ODD, renew the
schema with ``python -m edition.export.tei.schema``.
"""

from __future__ import annotations

from pathlib import Path

from edition.edition import Edition
from edition.export.tei.document import ODD, RNG, document
from edition.export.tei.elements import serialise


def write(edition: Edition, folder: Path) -> None:
    """Write ``DB.xml``, ``HL.xml`` … and the schema into the folder."""
    for text_id in edition.texts:
        content = serialise(document(edition, text_id), RNG.name)
        (folder / f"{text_id}.xml").write_text(content, encoding="utf-8")
    for path in (ODD, RNG):
        (folder / path.name).write_bytes(path.read_bytes())


__all__ = ["document", "serialise", "write"]
