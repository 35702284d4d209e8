"""From the words to the data: what was coded from a passage, and where it is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from docutils import nodes as dn

from edition.charts.chart import Chart
from edition.charts.registry import CHARTS, drawn_in, left_out
from edition.charts.words import coded_of, mark_id
from edition.edition import Edition
from edition.model import Claim, Control, DateRow, Parallel, Passage
from edition.sphinxext import nodes as en
from edition.sphinxext.crossrefs import numref, xref
from edition.sphinxext.tables import table

Coded = Claim | Control | DateRow

KINDS: Mapping[type, tuple[str, str]] = {
    Claim: ("figure", "figures"),
    Control: ("statement on territory", "statements on territory"),
    DateRow: ("date", "dates"),
}
"""The records that feed charts, with their names in the singular and plural."""

PARALLELS_PAGE = "parallels"  # the document that sets the comparison


class Provenance:
    """Sets the signs and the data lines of a text.

    ``documents`` are those of the book: a figure is named only if its notebook is there.
    """

    def __init__(self, edition: Edition, documents: Collection[str]) -> None:
        self.edition = edition
        self.compares = PARALLELS_PAGE in documents
        self.left_out = left_out(edition)
        self.drawn_in = {key: [c for c in charts if c.notebook in documents]
                         for key, charts in drawn_in(edition).items()}

    def rows(self, passage: Passage) -> list[Coded]:
        """What is coded from a passage, in the order of its words.

        A row belongs to the passage in which its first words stand.
        """
        edition = self.edition
        found: list[Coded] = [
            row for table in (edition.claims, edition.controls, edition.dates)
            for row in edition.in_passage(table, passage)
            if row.first.text_id == passage.text_id
            and passage.start <= row.first.start < passage.end
        ]
        return sorted(found, key=lambda row: (row.first.start, row.first.end, row.id))

    def sign(self, passage: Passage) -> list[dn.Node]:
        """The small sign behind a sentence that feeds data; it leads to its rows."""
        rows = self.rows(passage)
        if not rows:
            return []
        only_dates = all(isinstance(row, DateRow) for row in rows)
        first = next((row for row in rows if not isinstance(row, DateRow)), rows[0])
        return [en.data_sign("", refid=first.id, label=f"{passage.label}: {counted(rows)}",
                             classes=["ed-sign", *["ed-sign-date"] * only_dates])]

    def line(self, paragraph: Passage) -> list[dn.Node]:
        """The line under a paragraph that opens to its rows."""
        rows = self.rows(paragraph)
        if not rows:
            return []
        line = en.data_line("", label=paragraph.label, counts=counted(rows), classes=["ed-data"],
                            support_smartquotes=False)
        for row in rows:
            side = [f"ed-side-{row.side}"] if isinstance(row, Claim) else []
            datum = en.data_row("", ids=[row.id], row_id=row.id, in_print=not isinstance(
                row, DateRow), classes=["ed-datum", *side])
            datum += self._datum(row)
            line += datum
        line += [self._comparison(parallel) for parallel in self._parallels(paragraph)]
        return [line]

    def _parallels(self, paragraph: Passage) -> list[Parallel]:
        """The statements of the comparison that rest on a paragraph, if the book has them."""
        held = {
            parallel.id: parallel for sentence in self.edition.sentences(paragraph)
            for parallel in self.edition.parallels_of.get(sentence.passage_id, ())
        }
        return list(held.values()) if self.compares else []

    def _comparison(self, parallel: Parallel) -> dn.Node:
        """A line for a statement of the comparison, on the web alone: print has it there."""
        row = en.data_row("", row_id=parallel.id, in_print=False, classes=["ed-datum"])
        paragraph = dn.paragraph("", "Compared with the other text: ")
        paragraph += xref("parallel", parallel.id, parallel.topic)
        charts = self.drawn_in.get(parallel.id, [])
        if charts:
            paragraph += [dn.Text("; drawn in "), *_figures(charts, parallel.id)]
        paragraph += dn.Text(".")
        row += paragraph
        return row

    def _datum(self, row: Coded) -> dn.Node:
        passage = row.first.passage_id
        paragraph = dn.paragraph()
        paragraph += xref("passage", passage, self.edition.name_of("passage", passage))
        paragraph += dn.Text(f" “{row.lemma}”, coded as {coded_of(self.edition, row)}")
        charts = self.drawn_in.get(row.id, [])
        if charts:
            paragraph += [dn.Text("; drawn in "), *_figures(charts, row.id)]
        elif row.id in self.left_out:
            paragraph += dn.Text(f"; not drawn: {self.left_out[row.id]}")
        paragraph += dn.Text(".")
        return paragraph


def counted(rows: Iterable[Coded]) -> str:
    """``2 figures, 1 date``."""
    counts = Counter(type(row) for row in rows)
    return ", ".join(f"{counts[kind]} {names[counts[kind] > 1]}" for kind, names in KINDS.items()
                     if counts[kind])


def _figures(charts: Iterable[Chart], row_id: str) -> list[dn.Node]:
    """The figures that draw a row, each by its number."""
    nodes: list[dn.Node] = []
    for chart in charts:
        nodes += [dn.Text(", ")] * bool(nodes)
        nodes.append(en.to_mark("", "", numref(chart.chart_id),
                                mark=mark_id(chart.chart_id, row_id)))
    return nodes


def charts_table(edition: Edition, documents: Collection[str]) -> list[dn.Node]:
    """Every figure: its number, what it shows, how much it draws and leaves out."""
    rows = []
    for chart in (c for c in CHARTS.values() if c.notebook in documents):
        counts = (chart.drawn(edition), chart.estimates(edition), chart.left_out(edition))
        rows.append((
            [numref(chart.chart_id)],
            [dn.Text(chart.title)],
            *([dn.Text(str(len(counted) or ""))] for counted in counts),
        ))
    heads = ("Figure", "What it shows", "Drawn", "Outside", "Left out")
    return [table(heads, rows, (18, 50, 9, 11, 12), "ed-charts")]
