"""The two texts side by side: what both say, with their figures, and what one leaves unsaid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docutils import nodes as dn
from sphinx.application import Sphinx

from edition.anchors import Span, split_spans
from edition.charts.words import relation_of
from edition.edition import Edition
from edition.model import (
    Anchored,
    Claim,
    Control,
    DateRow,
    Mention,
    Parallel,
    Passage,
    split_list,
)
from edition.sphinxext import nodes as en
from edition.sphinxext.apparatus import linked, passage_link, quoted

_FAMILIES = {"force_size": "strength", "units": "strength", "members": "strength",
             "killed": "losses", "wounded": "losses", "killed_and_wounded": "losses",
             "captured": "losses", "wounded_and_captured": "losses"}
_TERRITORY = "territory_share"
_NAMES_THAT_DIFFER = ("person", "organisation")


@dataclass(frozen=True)
class Figure:
    """A number that a text gives, or the share of the country that its words are read as."""

    row: Claim | Control

    @property
    def variable(self) -> str:
        """What is counted."""
        return self.row.variable if isinstance(self.row, Claim) else _TERRITORY

    @property
    def family(self) -> str:
        """Figures of one family can be set against each other."""
        return _FAMILIES.get(self.variable, self.variable)

    @property
    def side(self) -> str:
        """Side of those counted, or of those who hold the share."""
        if isinstance(self.row, Claim):
            return self.row.side
        return "resistance" if self.row.status_after == "resistance" else "occupiers"

    @property
    def reading(self) -> str:
        """The coded value in words."""
        if isinstance(self.row, Claim):
            return self.row.reading
        bounds = dict.fromkeys((self.row.share_low, self.row.share_high))
        number = "–".join(f"{bound:g}" for bound in bounds if bound is not None)
        tail = " (read from the word)" if self.row.share_from_word else ""
        return f"{number} per cent{tail}"

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Claims that it is tied to, each with the words that say how."""
        if isinstance(self.row, Control):
            return []
        return [*((other, "conflicts with") for other in self.row.conflict_list),
                *((other, "the same in") for other in split_list(self.row.same_as))]

    @property
    def partners(self) -> set[str]:
        """Ids of the claims that it is tied to."""
        return {other for other, _ in self.pairs}


def parallels(edition: Edition) -> list[dn.Node]:
    """Both texts side by side, statement by statement."""
    view = ParallelView(edition)
    return [dn.container("", *map(view.alignment, edition.parallels.values()),
                         classes=["ed-alignments"])]


class ParallelView:
    """Sets the rows of ``parallels.csv``."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.rows: dict[str, list[Anchored]] = {}  # sentence id -> what begins in it
        for row in (*edition.claims.values(), *edition.controls.values(),
                    *edition.dates.values(), *edition.mentions):
            self.rows.setdefault(row.first.passage_id, []).append(row)

    def alignment(self, parallel: Parallel) -> dn.Node:
        """Head, both sides or one and a silence, figures if there are any, comment."""
        cells = (parallel.db, parallel.hl)
        begins = [min((p.start for p in self._sentences(cell)), default=-1) for cell in cells]
        figures = self.figures(parallel)
        block = en.alignment("", ids=[parallel.parallel_id], relation=parallel.relation,
                             aspects=split_list(parallel.aspect), begins=begins,
                             classes=["ed-alignment", f"ed-{parallel.relation.casefold()}"])
        block += en.alignment_head("", "", dn.strong("", parallel.topic),
                                   dn.Text(f" · {relation_of(parallel)}"),
                                   refid=parallel.parallel_id, classes=["ed-alignment-head"])
        marked = self._rows_that_differ(parallel, figures)
        block += dn.container("", *(
            self._side(cell, marked) if cell else _silence(text_id)
            for text_id, cell in zip(self.edition.compared, cells, strict=False)
        ), classes=["ed-alignment-sides"])
        if figures:
            block += self._figures(figures)
        block += dn.paragraph("", "", *linked(self.edition, parallel.comment),
                              classes=["ed-alignment-comment"])
        return block

    def figures(self, parallel: Parallel) -> list[list[Figure]]:
        """The figures that stand against each other, one list for each text; none if none do.

        They do if a claim names another as the same or as in conflict, if the difference is
        one of figures, or if both texts give a figure of one variable.
        """
        given = [self._given(cell) for cell in (parallel.db, parallel.hl)]
        ids = {f.row.id for side in given for f in side}
        tied = [[f for f in side if f.partners & ids] for side in given]
        if any(tied):
            return tied
        figures = "figure" in split_list(parallel.aspect)
        shared = set.intersection(*({f.family if figures else f.variable for f in side}
                                    for side in given))
        if shared:
            return [[f for f in side if {f.family, f.variable} & shared] for side in given]
        claims = [[f for f in side if isinstance(f.row, Claim)] for side in given]
        return claims if figures and any(claims) else []

    def _given(self, cell: str) -> list[Figure]:
        """The claims of the passages, and the shares of the country that no claim has."""
        rows = self._rows(cell)
        claims: list[Claim] = [row for row in rows if isinstance(row, Claim)]
        shares = [row for row in rows if isinstance(row, Control) and row.share_low is not None
                  and row.control_scope == "country_share"
                  and not any(_overlap(row, c) for c in claims if c.variable == _TERRITORY)]
        return sorted([*map(Figure, claims), *map(Figure, shares)],
                      key=lambda f: f.row.first.start)

    def _rows(self, cell: str) -> list[Anchored]:
        return [row for p in self._sentences(cell) for row in self.rows.get(p.passage_id, ())]

    def _sentences(self, cell: str) -> list[Passage]:
        passages = (p for locator in split_list(cell) for p in self.edition.locate(locator)[1])
        return [s for p in passages
                for s in (self.edition.sentences(p) if p.level == "paragraph" else (p,))]

    def _rows_that_differ(self, parallel: Parallel, figures: list[list[Figure]]) -> set[str]:
        """Ids of the rows whose words bear the difference: figures, dates, names."""
        aspects = split_list(parallel.aspect)
        found = {f.row.id for side in figures for f in side}
        for row in self._rows("|".join(parallel.locators)):
            if (isinstance(row, DateRow) and "date" in aspects and _is_a_time(row)
                    or isinstance(row, Mention) and "name" in aspects
                    and self.edition.entities[row.entity_id].kind in _NAMES_THAT_DIFFER):
                found.add(row.id)
        return found

    def _side(self, cell: str, marked: set[str]) -> dn.Node:
        side = en.alignment_side("", classes=["ed-alignment-side"], support_smartquotes=False)
        for locator in split_list(cell):
            key = passage_link(self.edition, locator)
            key["classes"].append("ed-passage-key")
            paragraph = dn.paragraph("", "", key, dn.Text(" "))
            if self.edition.info.include_base_texts:
                for index, sentence in enumerate(self._sentences(locator)):
                    paragraph += [dn.Text(" ")] * bool(index)
                    paragraph += self._words(sentence, marked)
            else:
                paragraph += en.lemma_gap("", "…")
            side += paragraph
        return side

    def _words(self, sentence: Passage, marked: set[str]) -> list[dn.Node]:
        """The words of a sentence, with those that bear the difference marked."""
        rows = {r.id: r for r in self.rows.get(sentence.passage_id, ()) if r.id in marked}
        spans = [Span(a.start, a.end, r.id) for r in rows.values() for a in r.anchors
                 if a.text_id == sentence.text_id]
        words = self.edition.texts[sentence.text_id].words
        result: list[dn.Node] = []
        for start, end, keys in split_spans(sentence.start, sentence.end, spans):
            run = dn.Text(words[start:end])
            result.append(en.annotated("", "", run, rows=list(keys), classes=_look(rows[keys[0]]))
                          if keys else run)
        return result

    def _figures(self, sides: list[list[Figure]]) -> dn.Node:
        """The figures of both texts beside each other, and what is said of them as a pair."""
        node = en.alignment_figures("", classes=["ed-alignment-figures"],
                                    support_smartquotes=False)
        for shape, text_id, figures in zip(en.text_shape.SHAPES, self.edition.compared, sides,
                                           strict=False):
            column = dn.container("", *(self._figure(f, shape) for f in figures))
            if not figures:
                column += dn.paragraph("", f"{text_id} gives no figure.",
                                       classes=["ed-alignment-silent"])
            node += column
        return node

    def _figure(self, figure: Figure, shape: str) -> dn.Node:
        paragraph = dn.paragraph("", "", en.text_shape("", shape, side=figure.side, shape=shape),
                                 dn.Text(" "), dn.strong("", figure.reading), dn.Text(" "))
        paragraph += [quoted(figure.row.lemma), dn.Text(", "),
                      passage_link(self.edition, figure.row.first.passage_id)]
        for other, said in figure.pairs:
            claim = self.edition.claims[other]
            paragraph += [dn.Text(f"; {said} "),
                          passage_link(self.edition, claim.first.passage_id)]
        return paragraph


def _silence(text_id: str) -> dn.Node:
    """The empty place beside what one text alone says; in print the head says it."""
    return en.web_only("", dn.paragraph("", f"{text_id} says nothing of this."),
                       classes=["ed-alignment-silent"])


def _is_a_time(row: DateRow) -> bool:
    """Not "later" or "so far", which no date can be set against."""
    return ".." not in row.date_edtf or any(c.isdigit() for c in row.lemma)


def _overlap(one: Anchored, other: Anchored) -> bool:
    return one.first.start < other.first.end and other.first.start < one.first.end


def _look(row: Anchored) -> list[str]:
    if isinstance(row, Claim | Control):
        return ["ed-claim", f"ed-side-{Figure(row).side}"]
    return ["ed-differs", f"ed-differs-{'name' if isinstance(row, Mention) else 'date'}"]


# --- the page ---------------------------------------------------------------------


def _bring_files(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any],
                 doctree: dn.document | None) -> None:
    """Script and style of the parallel view, on the page that has it."""
    if doctree is not None and next(doctree.findall(en.alignment), None) is not None:
        app.add_css_file("parallels.css")
        app.add_js_file("parallels.js", loading_method="defer")


def register(app: Sphinx) -> None:
    """Bring the files of the view to its page."""
    app.connect("html-page-context", _bring_files)
