"""The directives of the edition, by their names in :data:`DIRECTIVES`."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes as dn
from docutils.parsers.rst import directives as rst
from sphinx.util.docutils import SphinxDirective
from sphinxcontrib.bibtex.roles import CiteRole

from edition.charts.registry import CHART_FILES, CHARTS
from edition.charts.words import change_of
from edition.dates import readable
from edition.edition import Edition
from edition.model import BaseText, Claim, Control, Note
from edition.problems import nearest
from edition.sphinxext import apparatus, codebook, parallels
from edition.sphinxext import nodes as en
from edition.sphinxext.contents import HOLDS_INDEX
from edition.sphinxext.downloads import downloads
from edition.sphinxext.held import hold
from edition.sphinxext.indices import index_nodes, subject_nodes
from edition.sphinxext.licences import third_party
from edition.sphinxext.opened import edition_as_read, edition_of
from edition.sphinxext.provenance import charts_table
from edition.sphinxext.render import NoteRenderer, TextRenderer
from edition.sphinxext.whole import citations, held, imprint

INDEX_KINDS = {
    "persons": ("person",),
    "places": ("place",),
    "organisations": ("organisation", "unit"),
    "works": ("work",),
    "events": ("event",),
    "peoples": ("people",),
}
SUBJECTS = "subjects"


class EditionDirective(SphinxDirective):
    """What the directives share: the edition, its files as dependencies, citations."""

    required_arguments = 1

    @property
    def edition(self) -> Edition:
        """The edition being built."""
        return edition_of(self.env)

    def note_renderer(self) -> NoteRenderer:
        """A renderer whose citations go to the bibliography."""
        return NoteRenderer(self.edition, self._cite)

    def _cite(self, key: str) -> list[dn.Node]:
        made, messages = CiteRole()("cite:p", f"{{cite}}`{key}`", key, self.lineno,
                                    self.state.inliner)
        return [*made, *messages]

    def unknown(self, what: str, value: str, allowed: Any) -> list[dn.Node]:
        """A warning in place of what was asked for."""
        message = f"there is no {what} '{value}'; allowed: {nearest(value, allowed)}"
        return [self.state.document.reporter.warning(message, line=self.lineno)]

    def note(self, kind: str, key: str, title: str) -> None:
        """Tell the domain that this page sets an object."""
        domain: Any = self.env.get_domain("ed")
        domain.note_object(kind, key, self.env.docname, title)


def _paragraph_range(argument: str | None) -> tuple[int, int]:
    """``8-14`` or ``8``: the first and the last paragraph."""
    match = re.fullmatch(r"(\d+)(?:-(\d+))?", (argument or "").strip())
    if not match or int(match[1]) > int(match[2] or match[1]):
        raise ValueError("write the paragraphs as 1-20, or 20")
    return int(match[1]), int(match[2] or match[1])


class EditionText(EditionDirective):
    """Sets a base text with its apparatus: ``{edition-text} DB``.

    A long text can stand on several pages, each with a run of it: ``:paragraphs: 1-20``.
    Links to a passage, a note or a row lead to the page that sets it. On the web a line above
    says what the text is; what the directive holds, such as links, goes on with it.
    """

    has_content = True
    option_spec = {"paragraphs": _paragraph_range}

    def run(self) -> list[dn.Node]:
        """The nodes of the text."""
        edition, text_id = self.edition, self.arguments[0]
        if text_id not in edition.texts:
            return self.unknown("text", text_id, edition.texts)
        paragraphs = list(edition.paragraphs(text_id))
        first, last = self.options.get("paragraphs", (1, len(paragraphs)))
        if not 1 <= first <= last <= len(paragraphs):
            return self.unknown("run of paragraphs", f"{first}-{last}", [f"1-{len(paragraphs)}"])
        own = paragraphs[first - 1 : last]
        self._note_all(text_id, {paragraph.passage_id for paragraph in own})
        renderer = TextRenderer(edition, text_id, self.note_renderer(), self.env.found_docs)
        return [self._source(edition.texts[text_id]),
                *(hold(node, self.config.language) if isinstance(node, en.text_block) else node
                  for node in renderer.nodes(own))]

    def _source(self, text: BaseText) -> dn.Node:
        line = dn.paragraph("", f"{text.siglum}, as published by {text.host}",
                            classes=["ed-source"])
        held = dn.container()
        self.state.nested_parse(self.content, self.content_offset, held)
        for paragraph in held.findall(dn.paragraph):
            line += [dn.Text(" · "), *paragraph.children]
        return en.web_only("", line)

    def _note_all(self, text_id: str, paragraphs: set[str]) -> None:
        """Tell the domain which passages, notes, claims and statements of control it sets."""
        edition = self.edition
        for passage in edition.passages_of[text_id]:
            if passage.parent_id in paragraphs:
                self.note("passage", passage.passage_id, passage.label)
        for row in edition.rows_on.get(text_id, ()):
            if isinstance(row, Note) and row.last.paragraph_id in paragraphs:
                self.note("note", row.note_id, edition.name_of("note", row.note_id))
            if isinstance(row, Claim) and row.first.paragraph_id in paragraphs:
                self.note("claim", row.claim_id, row.reading)
            if isinstance(row, Control) and row.first.paragraph_id in paragraphs:
                self.note("control", row.control_id, change_of(row))


class EditionIndex(EditionDirective):
    """Sets an index: ``{edition-index} persons``."""

    option_spec = {"class": rst.class_option}

    def run(self) -> list[dn.Node]:
        """The nodes of the index."""
        edition, name = self.edition, self.arguments[0]
        self.env.metadata[self.env.docname][HOLDS_INDEX] = name
        if name == SUBJECTS:
            return subject_nodes(edition)
        if name not in INDEX_KINDS:
            return self.unknown("index", name, [*INDEX_KINDS, SUBJECTS])
        for entity in edition.entities.values():
            if entity.kind in INDEX_KINDS[name]:
                self.note(entity.kind, entity.id, entity.name)
        return index_nodes(edition, INDEX_KINDS[name], self.note_renderer())


class EditionDownloads(EditionDirective):
    """Links to a figure's files, on the web: ``{edition-downloads} forces-strengths``."""

    def run(self) -> list[dn.Node]:
        """A line of links; books in print, and a site without downloads, leave it out."""
        chart_id = self.arguments[0]
        if chart_id not in CHARTS:
            return self.unknown("chart", chart_id, CHARTS)
        if not self.config.edition_downloads:
            return []
        line = en.web_only("", classes=["ed-downloads"])
        paragraph = dn.paragraph("", "Download this figure: ")
        for index, (label, suffix) in enumerate(CHART_FILES.items()):
            paragraph += [dn.Text(" · ")] * bool(index)
            paragraph += dn.reference("", label, internal=False,
                                      refuri=f"downloads/figures/{chart_id}{suffix}")
        line += paragraph
        return [line]


class EditionScreen(SphinxDirective):
    """Words that only a reader of web pages can use."""

    has_content = True
    kind: type[dn.container] = en.web_only

    def run(self) -> list[dn.Node]:
        """The words in a node that the other medium leaves out."""
        node = self.kind("\n".join(self.content))
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


class EditionPrint(EditionScreen):
    """Words for a reader of the book instead."""

    kind = en.print_only


class EditionEbook(EditionScreen):
    """Words for a reader of the e-book."""

    kind = en.ebook_only


class EditionImprint(EditionDirective):
    """Says what the edition is and who publishes it: ``{edition-imprint}``."""

    required_arguments = 0

    def run(self) -> list[dn.Node]:
        """A paragraph."""
        return [imprint(self.edition)]


class EditionHeld(EditionDirective):
    """Says by what the edition is reached, or that it is not yet: ``{edition-held}``."""

    required_arguments = 0

    def run(self) -> list[dn.Node]:
        """A list."""
        return [held(self.edition)]


class EditionCitation(EditionDirective):
    """Says how the whole edition is cited: ``{edition-citation}``."""

    required_arguments = 0

    def run(self) -> list[dn.Node]:
        """A list of forms, and links to files where files go with the pages."""
        return citations(self.edition, with_files=self.config.edition_downloads)


class EditionCharts(EditionDirective):
    """Lists the figures of the book: ``{edition-charts}``."""

    required_arguments = 0

    def run(self) -> list[dn.Node]:
        """A table with a line for each figure whose notebook is in the book."""
        return charts_table(self.edition, self.env.found_docs)


class EditionTable(EditionDirective):
    """Sets a table of the apparatus: ``{edition-table} ledger``."""

    def run(self) -> list[dn.Node]:
        """The nodes of the table."""
        name = self.arguments[0]
        if name not in TABLES:
            return self.unknown("table", name, TABLES)
        if name == "estimates":
            for key, estimate in self.edition.estimates.items():
                self.note("estimate", key, estimate.counts)
        if name == "chronology":
            for key, date in self.edition.dates.items():
                self.note("date", key, readable(date.date_edtf))
        if name == "parallels":
            for parallel in self.edition.parallels.values():
                self.note("parallel", parallel.parallel_id, parallel.topic)
        if name == "coverage":  # nothing but counts of words
            return apparatus.coverage_table(edition_as_read(self.env))
        return TABLES[name](self.edition, self.note_renderer())


class EditionCodebook(EditionDirective):
    """Sets the description of every table of the data: ``{edition-codebook}``."""

    required_arguments = 0

    def run(self) -> list[dn.Node]:
        """The sections of the tables; each column can be linked to."""
        for anchor, title in codebook.anchors():
            self.note("column", anchor, title)
        return codebook.codebook()


TABLES = {
    "ledger": lambda edition, notes: apparatus.ledger(edition),
    "chronology": lambda edition, notes: apparatus.chronology(edition),
    "parallels": lambda edition, notes: parallels.parallels(edition),
    "coverage": lambda edition, notes: apparatus.coverage_table(edition),
    "downloads": lambda edition, notes: downloads(edition),
    "third-party": lambda edition, notes: third_party(),
    "words": lambda edition, notes: apparatus.word_table(edition),
    "estimates": apparatus.estimates,
    "open-questions": apparatus.open_questions,
    "slips": lambda edition, notes: apparatus.slips(edition),
}

DIRECTIVES = {
    "edition-charts": EditionCharts,
    "edition-citation": EditionCitation,
    "edition-held": EditionHeld,
    "edition-imprint": EditionImprint,
    "edition-print": EditionPrint,
    "edition-ebook": EditionEbook,
    "edition-screen": EditionScreen,
    "edition-table": EditionTable,
    "edition-text": EditionText,
    "edition-index": EditionIndex,
    "edition-downloads": EditionDownloads,
    "edition-codebook": EditionCodebook,
}
