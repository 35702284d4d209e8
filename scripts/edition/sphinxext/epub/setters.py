"""How the edition's nodes are set in the e-book: no links to themselves, notes that pop up.

The words of a text stand here, too, as they stand in the file: taking away the elements of
the classes in ``NOT_WORDS`` leaves the base text, which a test checks.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes as dn

from edition.sphinxext import nodes as en
from edition.sphinxext.epub.tree import notes_section, page_break
from edition.sphinxext.theme import boxes
from edition.sphinxext.visitors import (
    CHILDREN,
    NOT_AT_ALL,
    Visitors,
    closing,
    element,
    markup,
    whole,
)

NOT_WORDS = ("ed-mark", "ed-num", "ed-ref", "ed-notes", "ed-data")
GRADE_SIGNS = {"sourced": "●", "internal": "◐", "editorial": "○"}

def _paragraph_mark(node: dn.Element) -> str:
    return f'<span class="ed-mark">{node["label"]}</span>'


def _sentence_mark(node: dn.Element) -> str:
    return f'<sup class="ed-num">{node["label"].rpartition(".")[2]}</sup>'


def _note_ref(node: dn.Element) -> str:
    # 12 and 13 side by side would be read as 1213
    comma = "," if isinstance(node.previous_sibling(), en.note_ref) else ""
    return (f'<sup class="ed-ref" id="{node["ids"][0]}">{comma}<a epub:type="noteref"'
            f' role="doc-noteref" href="#{node["refid"]}">{node["label"]}</a></sup>')


def _visit_notes(self: Any, node: dn.Element) -> None:
    self.body.append('<section class="ed-notes" epub:type="footnotes" aria-labelledby="notes">'
                     '<h2 id="notes">Notes</h2>')


def _visit_note(self: Any, node: dn.Element) -> None:
    node.children = [child for child in node.children if not isinstance(child, dn.label)]
    self.body.append(
        f'<aside class="ed-note" id="{node["note_id"]}" epub:type="footnote" role="doc-footnote">'
    )
    number = node["number"]
    back = dn.raw("", f'<a class="ed-note-number" href="#{node["backrefs"][0]}"'
                  f' role="doc-backlink" title="Back to the text">{number}</a> ', format="epub")
    node.children[0].insert(0, back)


def _grade(node: dn.Element) -> str:
    grade = node["grade"]
    return f'<span class="ed-grade" role="img" aria-label="{grade}">{GRADE_SIGNS[grade]}</span>'


def _visit_annotated(self: Any, node: dn.Element) -> None:
    # in a text names are links already; side by side, what differs is marked
    if isinstance(node.parent.parent, en.alignment_side):
        self.body.append('<span class="ed-differs">')


def _depart_annotated(self: Any, node: dn.Element) -> None:
    if isinstance(node.parent.parent, en.alignment_side):
        self.body.append("</span>")


def _visit_data_line(self: Any, node: dn.Element) -> None:
    self.body.append(f'<div class="ed-data" role="group" aria-label="Data of {node["label"]}">')


def _visit_index_group(self: Any, node: dn.Element) -> None:
    letter = node["letter"]
    self.body.append(f'<section class="ed-index-group" id="{node.parent["kind"]}-{letter}">'
                     f'<h2 class="ed-letter">{letter}</h2>')


def _page_break(node: dn.Element) -> str:
    tag = "div" if node.get("block") else "span"
    page = node["page"]
    return (f'<{tag} epub:type="pagebreak" role="doc-pagebreak" id="page-{page}"'
            f' aria-label="page {page}"></{tag}>')


SETTERS: dict[type[dn.Element], Visitors] = {
    en.text_block: element("div"),
    en.paragraph_block: element("div"),
    en.paragraph_mark: whole(_paragraph_mark),
    en.sentence: element("span"),
    en.sentence_mark: whole(_sentence_mark),
    en.annotated: (_visit_annotated, _depart_annotated),
    en.word_link: CHILDREN,  # the line under the paragraph leads on
    en.cross_link: (lambda self, node: self.visit_reference(node),
                    lambda self, node: self.depart_reference(node)),
    en.to_mark: CHILDREN,
    en.lemma_gap: markup('<span class="ed-gap">', "</span>"),
    en.note_ref: whole(_note_ref),
    notes_section: (_visit_notes, closing("section")),
    en.editors_note: (_visit_note, closing("aside")),
    en.grade_sign: whole(_grade),
    en.data_sign: NOT_AT_ALL,  # the line under the paragraph says it
    en.data_line: (_visit_data_line, closing("div")),
    en.data_row: element("div"),
    en.index_list: element("div"),
    en.index_group: (_visit_index_group, closing("section")),
    en.index_entry: element("div"),
    en.index_see: element("p"),
    en.locators: CHILDREN,
    en.note_locators: CHILDREN,
    en.choice_term: whole(lambda node: node["in_book"]),
    en.file_link: CHILDREN,
    en.ebook_only: CHILDREN,
    en.alignment: element("section"),
    en.alignment_head: element("h2"),
    en.text_shape: markup('<span class="ed-shape">', "</span>"),
    boxes.scroll_box: CHILDREN,
    page_break: whole(_page_break),
}
