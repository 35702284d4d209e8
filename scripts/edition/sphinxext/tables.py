"""Tables of document nodes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes as dn

Cell = Sequence[dn.Node]


def table(heads: Sequence[str], rows: Iterable[Sequence[Cell]], widths: Sequence[int],
          css: str) -> dn.table:
    """A table of the given cells with a head that repeats in print."""
    group = dn.tgroup(cols=len(heads))
    group += [dn.colspec(colwidth=width) for width in widths]
    group += dn.thead("", _row([[dn.Text(head)] for head in heads]))
    group += dn.tbody("", *map(_row, rows))
    return dn.table("", group, classes=["ed-table", css])


def _row(cells: Sequence[Cell]) -> dn.row:
    return dn.row("", *(dn.entry("", dn.paragraph("", "", *cell)) for cell in cells))
