"""Setters for notebooks' matter: figures, tables, code."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from pathlib import Path

from docutils import nodes as dn

from edition.charts.registry import CHARTS
from edition.sphinxext.notebooks import is_hidden_code
from edition.sphinxext.typst.escape import array, call, literal, pieces, words
from edition.sphinxext.typst.metrics import width
from edition.sphinxext.typst.writer import Setter, Writer

# widths are in em of the type in which tables are set
MEASURE = 37.6  # of a line of the book
_INSET = 1.0  # the space between two columns
_LONGEST = 12  # for a longer word no column is widened
_STEP = 0.5  # by which columns are widened
_CROWDED = 0.8  # of the measure; a table that needs more than that at least is set smaller
_SMALL, SMALLEST = 0.9, 0.84  # of the usual size
_AIRY = 1.75  # lines of a row, in the mean; from there on rows stand further apart
_WHOLE = 20  # lines, about a third of a page; a longer row, or a longer table, may go on overleaf
_SIZE = re.compile(r'<svg[^>]* viewBox="\S+ \S+ (\S+) (\S+)"')


def _image(w: Writer, node: dn.image) -> str:
    alt = node.get("alt", "").strip()
    place = f"{w.docname}: image {node['uri']}"
    if not alt:
        w.problems.append(f"{place}: has no alternative text; give it alt text")
    if node["uri"] not in w.builder.images:
        w.warn(f"the image '{node['uri']}' cannot be set in the PDF", node, "image")
        return words(alt)
    path = f"{w.builder.imagedir}/{w.builder.images[node['uri']]}"
    name = "inline-picture" if isinstance(node.parent, dn.TextElement) else "picture"
    return call(name, literal(path), literal(alt))


def _figure(w: Writer, node: dn.figure) -> str:
    w.counts.figures += 1
    caption = [c for c in node.children if isinstance(c, dn.caption)]
    legend = [c for c in node.children if isinstance(c, dn.legend)]
    content = [c for c in node.children if not isinstance(c, (dn.caption, dn.legend))]
    return call("numbered", "kind: image", f"tall: {str(_is_tall(w, node)).lower()}",
                f"number: {literal(_number(w, node, 'figure'))}",
                f"title: {literal(_title(node, caption))}", f"names: {w.names(node)}",
                f"legend: [{w.all(legend)}]",
                f"caption: [{w.all(caption)}]", body=w.all(content, "\n\n"))


def _is_tall(w: Writer, node: dn.figure) -> bool:
    """Whether a drawing is higher than wide, and so takes most of a page."""
    paths = (Path(w.builder.srcdir, image["uri"].lstrip("/")) for image in node.findall(dn.image))
    sizes = (_SIZE.search(path.read_text("utf-8")) for path in paths
             if path.suffix == ".svg" and path.is_file())
    return any(float(size[2]) > float(size[1]) for size in sizes if size)


def _title(node: dn.figure, caption: list[dn.Node]) -> str:
    """What the list of figures calls it: the title of its chart, or how its caption begins."""
    charts = [CHARTS[identifier] for identifier in node["ids"] if identifier in CHARTS]
    if charts:
        return charts[0].title
    return " ".join(part.astext() for part in caption).partition(". ")[0].rstrip(".")


def _number(w: Writer, node: dn.Element, kind: str) -> str:
    """The number that the web page gives, too, so that references agree."""
    numbers = w.builder.env.toc_fignumbers.get(w.docname, {}).get(kind, {})
    for identifier in node.get("ids", ()):
        if identifier in numbers:
            form = w.builder.config.numfig_format.get(kind, kind + " %s")
            return form % ".".join(map(str, numbers[identifier]))
    return ""


def _table(w: Writer, node: dn.table) -> str:
    title = [c for c in node.children if isinstance(c, dn.title)]
    group = next(iter(node.findall(dn.tgroup)))
    body = _grid(w, group)
    number = _number(w, node, "table")
    if not title and not number:
        return call("plain-table", body=body)
    return call("numbered", "kind: table", f"number: {literal(number)}",
                f"caption: [{w.all(c for t in title for c in t.children)}]", body=body)


def _grid(w: Writer, group: dn.tgroup) -> str:
    head = [row for part in group.findall(dn.thead) for row in part.children]
    body = [row for part in group.findall(dn.tbody) for row in part.children]
    widths = _widths(group)
    lines = [_lines(row, widths) for row in body]
    args = [f"columns: ({', '.join(f'{share:.2f}fr' for share in widths)},)",
            f"airy: {str(sum(lines) > _AIRY * len(lines)).lower()}",
            f"whole: {str(sum(lines) <= _WHOLE).lower()}"]
    if sum(widths) > MEASURE:
        args.append(f"smaller: {smaller(sum(widths)):.2f}")
    if head:
        args.append(f"head: {array(_cells(w, head, whole=True))}")
    cells = (_cells(w, [row], whole=n <= _WHOLE) for row, n in zip(body, lines, strict=True))
    return call("ruled", *args, *chain.from_iterable(cells))


def smaller(needed: float) -> float:
    """The size, as a part of the usual one, in which a table fits that needs so many em."""
    return min(1, max(MEASURE / needed, SMALLEST))


def _lines(row: dn.Element, widths: list[float]) -> int:
    """In about how many lines a row is set; a cell over several columns has their room."""
    shares = iter(widths)
    room = MEASURE / sum(widths)
    most = 1
    for entry in row.children:
        line = sum(islice(shares, entry.get("morecols", 0) + 1)) * room - _INSET
        parts = (width(part.astext()) for part in entry.children)
        most = max(most, sum(math.ceil(length / max(line, 0.5)) for length in parts))
    return most


def _widths(group: dn.tgroup) -> list[float]:
    """How the columns share the measure: as the table says, or else after what they hold.

    No column is narrower than its longest word; what it lacks the wider ones give. If all are
    as narrow as that, they may need more than the measure.
    """
    given = [float(spec["colwidth"]) for spec in group.findall(dn.colspec)]
    rows = [row.children for row in group.findall(dn.row)]
    if any(len(row) != len(given) for row in rows):
        return [share * MEASURE / sum(given) for share in given]
    columns = [[row[n].astext() for row in rows] for n in range(len(given))]
    least = [min(_longest(cells), _LONGEST) + _INSET for cells in columns]
    room = MEASURE if sum(least) <= _CROWDED * MEASURE else MEASURE / _SMALL
    if len(set(given)) > 1:
        return _shared(least, given, room)
    return _fitted(least, [[width(cell) for cell in cells] for cells in columns], room)


def _shared(least: list[float], wanted: list[float], room: float) -> list[float]:
    """The room shared out as wanted, but to each what it needs at least."""
    if sum(least) >= room:
        return least
    held: dict[int, float] = {}  # columns that get no more than the least
    while True:
        free = [n for n in range(len(least)) if n not in held]
        rest, total = room - sum(held.values()), sum(wanted[n] for n in free)
        short = [n for n in free if rest * wanted[n] / total < least[n]]
        if not short:
            return [held.get(n, rest * wanted[n] / total) for n in range(len(least))]
        held |= {n: least[n] for n in short}


def _longest(cells: list[str]) -> float:
    return max((width(piece) for cell in cells for piece in pieces(cell)), default=0.5)


def _fitted(least: list[float], columns: Sequence[Sequence[float]], room: float) -> list[float]:
    """The room shared out in small steps, each to the column whose high cells it lowers most.

    ``columns`` holds how long each cell is when it is set in one line.
    """
    widths = list(least)
    while sum(widths) + _STEP <= room:
        gains = [_heights(cells, share) - _heights(cells, share + _STEP)
                 for cells, share in zip(columns, widths, strict=True)]
        widths[gains.index(max(gains))] += _STEP
    return widths


def _heights(cells: Iterable[float], share: float) -> float:
    """The lines that cells take, parts of a line included; high ones count for much more."""
    return sum(max(length / (share - _INSET), 1) ** 3 for length in cells)


def _cells(w: Writer, rows: list[dn.Element], *, whole: bool) -> list[str]:
    """The cells of some rows; what leads to a row leads to the first of its cells."""
    return [_cell(w, entry, whole, "" if n else w.anchors(row))
            for row in rows for n, entry in enumerate(row.children)]


def _cell(w: Writer, entry: dn.entry, whole: bool, anchors: str) -> str:
    args = [] if whole else ["breakable: true"]
    for name, attribute in (("colspan", "morecols"), ("rowspan", "morerows")):
        if entry.get(attribute):
            args.append(f"{name}: {entry[attribute] + 1}")
    for side in ("left", "center", "right"):
        if f"text-{side}" in entry.get("classes", ()):
            args.append(f"align: {side}")
    # a cell is run on in one line of source: a blank line would be a paragraph
    said = "#parbreak();".join(filter(None, (_line_of(w, part) for part in entry.children)))
    return f"table.cell({', '.join(args)})[{anchors}{w.anchors(entry)}{said}]"


def _line_of(w: Writer, part: dn.Node) -> str:
    said = w.set(part)
    is_second = isinstance(part, dn.Element) and "ed-second" in part.get("classes", ())
    return call("second", body=said) if is_second and said else said


def _container(w: Writer, node: dn.container) -> str:
    return "" if is_hidden_code(node) else w.children(node, "\n\n")


SETTERS: dict[type, Setter] = {
    dn.image: _image,
    dn.figure: _figure,
    dn.caption: lambda w, node: w.children(node),
    dn.legend: lambda w, node: w.children(node, "#parbreak();"),
    dn.table: _table,
    dn.container: _container,
}
