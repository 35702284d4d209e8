"""A passage with one of its notes, and a figure of another page: what a first page shows.

Both are made from what the book holds and never written out by hand. On the web alone: a book
in print has the passage and the figure in their places.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docutils import nodes as dn
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.charts.registry import CHARTS
from edition.problems import EditionError
from edition.sphinxext import nodes as en
from edition.sphinxext.crossrefs import numref, xref
from edition.sphinxext.directives import EditionDirective
from edition.sphinxext.render import TextRenderer


class EditionExcerpt(EditionDirective):
    """Sets a sentence and the one note named: ``{edition-excerpt} DB.3.5 N0314``."""

    required_arguments = 2

    def run(self) -> list[dn.Node]:
        """The sentence with its names, figures and dates, where it stands, and the note."""
        edition, (passage_id, note_id) = self.edition, self.arguments
        try:
            passage = edition.passage(passage_id)
            edition.name_of("note", note_id)
        except EditionError as error:
            return [self.state.document.reporter.warning(str(error), line=self.lineno)]
        note = edition.notes[note_id]
        if note.last.passage_id != passage_id:
            return self.unknown(f"note on {passage_id}", note_id, sorted(
                key for key, n in edition.notes.items() if n.last.passage_id == passage_id))
        renderer = TextRenderer(edition, passage.text_id, self.note_renderer(),
                                self.env.found_docs)
        text = edition.texts[passage.text_id]
        block = en.web_only("", classes=["ed-excerpt"])
        block += renderer.excerpt(passage, note)
        line = dn.paragraph(classes=["ed-excerpt-source"])
        line += [xref("passage", passage_id, passage.label), dn.Text(f", {text.title}, as "
                                                                     f"published by {text.host}")]
        block += line
        return [block]


class EditionFigure(EditionDirective):
    """Shows a figure of another page: ``{edition-figure} casualties-events``."""

    def run(self) -> list[dn.Node]:
        """A place that is filled when the page is written."""
        chart_id = self.arguments[0]
        if chart_id not in CHARTS:
            return self.unknown("chart", chart_id, CHARTS)
        if CHARTS[chart_id].notebook not in self.env.found_docs:
            return []
        self.env.note_dependency(self.env.doc2path(CHARTS[chart_id].notebook))
        CHARTS[chart_id].marks(self.edition)  # this page, too, is made from what the figure draws
        shown = en.figure_elsewhere("", chart_id=chart_id, classes=["ed-elsewhere"])
        shown += dn.paragraph("", "", numref(chart_id), dn.Text(f". {CHARTS[chart_id].title}."),
                              classes=["ed-elsewhere-caption"])
        return [shown]


class BringFigures(SphinxPostTransform):
    """Fill the places with the drawings that the notebooks made, whose marks are links."""

    default_priority = 20  # when references are resolved, before outputs are chosen
    formats = ("html",)

    def run(self, **_: object) -> None:
        """Copy each drawing; the page it comes from has been read by now."""
        for place in list(self.document.findall(en.figure_elsewhere)):
            found = next(self._drawings(place["chart_id"]), None)
            if found is None:
                raise ExtensionError(f"the page {CHARTS[place['chart_id']].notebook} shows no "
                                     f"figure '{place['chart_id']}'")
            place.insert(0, found.deepcopy())

    def _drawings(self, chart_id: str) -> Iterator[dn.raw]:
        tree: Any = self.env.get_doctree(CHARTS[chart_id].notebook)
        for figure in tree.findall(dn.figure):
            if chart_id in figure["ids"]:
                yield from (raw for raw in figure.findall(dn.raw)
                            if raw.parent.get("mime_type") == "text/html")


def register(app: Sphinx) -> None:
    """Add the directives and what fills the places."""
    app.add_directive("edition-excerpt", EditionExcerpt)
    app.add_directive("edition-figure", EditionFigure)
    app.add_post_transform(BringFigures)
