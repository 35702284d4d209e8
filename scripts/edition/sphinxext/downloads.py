"""The list of everything that can be taken away, with links on the web."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes as dn

from edition.charts.registry import CHARTS
from edition.description import shown_licence
from edition.downloads import OUTPUTS, Download, format_of, licences_of, of_chart
from edition.edition import Edition
from edition.sphinxext import nodes as en
from edition.sphinxext.tables import Cell, table


def downloads(edition: Edition) -> list[dn.Node]:
    """A section for each output and one for the charts."""
    return [
        *(_section(name, output.what, _files(edition, output.files(edition)))
          for name, output in OUTPUTS.items()),
        _section("figures", "The charts, and the rows that they draw", _charts(edition)),
    ]


def _section(name: str, title: str, rows: dn.table) -> dn.section:
    section = dn.section(ids=[name], names=[name])
    section += [dn.title("", title), rows]
    return section


def _files(edition: Edition, files: Sequence[Download]) -> dn.table:
    """One row for each file."""
    rows = [
        ([_link(file, dn.literal("", file.name))], [dn.Text(file.what)],
         [dn.Text(format_of(file.path))], _licences(edition, file))
        for file in files
    ]
    return table(("File", "What it is", "Format", "Licence"), rows, (28, 42, 12, 18), "ed-files")


def _charts(edition: Edition) -> dn.table:
    """One row for each chart, with its files side by side."""
    rows = []
    for chart in CHARTS.values():
        links: list[dn.Node] = []
        for file in of_chart(chart):
            links += [dn.Text(" · ")] * bool(links)
            links.append(_link(file, dn.Text(format_of(file.path))))
        rows.append(([dn.Text(chart.title)], links, _licences(edition, file)))
    heads = ("Chart", "Files", "Licence")
    return table(heads, rows, (52, 30, 18), "ed-files ed-chart-files")


def _link(file: Download, words: dn.Node) -> dn.Node:
    return en.file_link("", "", words, path=f"downloads/{file.path}")


def _licences(edition: Edition, file: Download) -> Cell:
    return [dn.Text("; ".join(map(shown_licence, licences_of(edition, file.licences))))]
