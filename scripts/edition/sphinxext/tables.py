"""Tables of document nodes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes as dn

Cell = Sequence[dn.Node]  # words and links, or paragraphs


def table(heads: Sequence[str], rows: Iterable[Sequence[Cell]], widths: Sequence[int],
          css: str) -> dn.table:
    """A table of the given cells with a head that repeats in print, and one or more classes."""
    group = dn.tgroup(cols=len(heads))
    group += [dn.colspec(colwidth=width) for width in widths]
    group += dn.thead("", _row([[dn.Text(head)] for head in heads]))
    group += dn.tbody("", *map(_row, rows))
    return dn.table("", group, classes=["ed-table", *css.split()])


def _row(cells: Sequence[Cell]) -> dn.row:
    return dn.row("", *(dn.entry("", *_paragraphs(cell)) for cell in cells))


def _paragraphs(cell: Cell) -> Cell:
    if cell and all(isinstance(node, dn.paragraph) for node in cell):
        return cell
    return [dn.paragraph("", "", *cell)]


def second(*said: dn.Node) -> dn.paragraph:
    """A second line of a cell, less prominent than the first."""
    return dn.paragraph("", "", *said, classes=["ed-second"])
