"""HTML for the edition's nodes; the e-book sets some of them otherwise.

The words of a text stand in the page as they stand in the file: taking away the
elements of the classes in ``NOT_WORDS`` leaves the base text, which a test checks.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes as dn

from edition.anchors import PASSAGE_NAME
from edition.sphinxext import nodes as en
from edition.sphinxext.visitors import (
    CHILDREN,
    NOT_AT_ALL,
    Visitors,
    closing,
    element,
    markup,
    whole,
)

NOT_WORDS = ("ed-layers", "ed-jump", "ed-mark", "ed-num", "ed-ref", "ed-notes", "ed-note",
             "ed-data", "ed-cite")

def visitors(node: type[dn.Element]) -> Visitors:
    """The pair of functions that set a node."""
    return _VISITORS.get(node, element("div"))


def _visit_text_block(self: Any, node: dn.Element) -> None:
    self.body.append(self.starttag(node, "div", suffix=""))
    self.body.append('<div class="ed-layers"></div>')  # site.js puts the switches here
    links = "".join(
        f'<a href="#{block["passage_id"]}">{block["passage_id"].rpartition(".")[2]}</a>'
        for block in node.findall(en.paragraph_block)
    )
    self.body.append(f'<nav class="ed-jump" aria-label="Paragraphs of {node["text_id"]}">'
                     f'<span>{node["text_id"]}</span>{links}</nav>')


def _paragraph_mark(node: dn.Element) -> str:
    return f'<a class="ed-mark" href="#{node["passage_id"]}">{node["label"]}</a>'


def _sentence_mark(node: dn.Element) -> str:
    number = node["label"].rpartition(".")[2]
    return (f'<a class="ed-num" href="#{node["passage_id"]}"'
            f' aria-label="{node["label"]}">{number}</a>')


def _visit_annotated(self: Any, node: dn.Element) -> None:
    # the rows let a script light up the words of a note or a claim
    rows = {"data-rows": " ".join(node["rows"])}
    self.body.append(self.starttag(node, "span", suffix="", **rows))


def _visit_word_link(self: Any, node: dn.Element) -> None:
    self.body.append(f'<a class="ed-to" href="{_row_address(self, node)}"{_stop(node)}>')


def _stop(node: dn.Element) -> str:
    """Words cut up by others lead to one place: the keyboard stops at the first of them alone."""
    return ' tabindex="-1"' if node.get("continues") else ""


def _row_address(self: Any, node: dn.Element) -> str:
    """A figure leads to its row under the paragraph, a date into the chronology if there is one."""
    row, here = node["row_id"], self.builder.current_docname
    found: Any = self.builder.env.get_domain("ed").data["objects"].get((node["of"], row))
    if found is None or found[0] == here:
        return f"#{row}"
    return f"{self.builder.get_relative_uri(here, found[0])}#{row}"


def _visit_cross_link(self: Any, node: dn.Element) -> None:
    # bare, since a text has thousands of them: the classes of its words are those of the link
    inner = node.children[0]
    assert isinstance(inner, dn.Element)
    classes = [css for css in inner["classes"] if css not in ("xref", "ed-xref")]
    if node["role"] in _WITH_CARDS and "ed-name" not in classes:
        classes.append("ed-to")
    if node["role"] == "passage" and PASSAGE_NAME.fullmatch(node.astext()):
        classes.append("ed-passage")
    named = f' class="{" ".join(classes)}"' if classes else ""
    address = node.get("refuri") or f"#{node['refid']}"
    self.body.append(f'<a{named} href="{address}"{_stop(node)}>')
    node.children = inner.children


_WITH_CARDS = {"person", "place", "org", "work", "event", "people", "note", "claim",
               "control", "date"}
"""Roles whose links show a card; see ``theme/static/cards.js``."""


def _visit_to_mark(self: Any, node: dn.Element) -> None:
    for reference in node.findall(dn.reference):
        page = reference.get("refuri", "").partition("#")[0]
        reference["refuri"] = f"{page}#{node['mark']}"


def _note_ref(node: dn.Element) -> str:
    label = node["label"]
    before = node.previous_sibling()
    # two numbers in a row would read as one
    classes = [*node["classes"], *["ed-ref-next"] * isinstance(before, en.note_ref)]
    return (
        f'<sup class="{" ".join(classes)}" id="{node["ids"][0]}">'
        f'<a href="#{node["refid"]}" role="doc-noteref" aria-label="Note {label}">{label}</a></sup>'
    )


def _visit_note(self: Any, node: dn.Element) -> None:
    # the number below says what the label says, and leads back
    node.children = [child for child in node.children if not isinstance(child, dn.label)]
    self.body.append(
        f'<aside class="{" ".join(node["classes"])}" id="{node["note_id"]}" role="note">'
        f'<a class="ed-note-number" href="#{node["backrefs"][0]}"'
        f' aria-label="{node["number"]}, back to the text">{node["number"]}</a>'
    )


def _visit_note_list(self: Any, node: dn.Element) -> None:
    self.body.append(f'<div class="ed-notes" aria-label="Notes to {node["label"]}" role="group">')


def _data_sign(node: dn.Element) -> str:
    return (f'<a class="{" ".join(node["classes"])}" href="#{node["refid"]}"'
            f' aria-label="{node["label"]}"></a>')


def _visit_data_line(self: Any, node: dn.Element) -> None:
    self.body.append(f'<details class="ed-data"><summary>Data: {node["counts"]}</summary>')


def _grade(node: dn.Element) -> str:
    return (f'<span class="ed-grade ed-grade-{node["grade"]}" title="{node["title"]}">'
            f'<span class="ed-hidden">{node["grade"]}</span></span>')


_FOLDED_FROM = 500  # entries; the letters of a longer index are folded, or it could not be scrolled


def _visit_index_list(self: Any, node: dn.Element) -> None:
    letters = [group["letter"] for group in node.findall(en.index_group)]
    node["folded"] = sum(1 for _ in node.findall(en.index_entry)) >= _FOLDED_FROM
    kind = node["kind"]  # a page may hold several indices
    links = "".join(f'<a href="#{kind}-{letter}">{letter}</a>' for letter in letters)
    self.body.append(self.starttag(node, "div", suffix=""))
    self.body.append(f'<nav class="ed-letters" aria-label="Letters: {kind}">{links}</nav>')


def _visit_index_group(self: Any, node: dn.Element) -> None:
    letter = node["letter"]
    kind = node.parent["kind"]
    level = self.section_level + 1
    head = f'<h{level} class="ed-letter">{letter}</h{level}>'
    if node.parent["folded"]:
        count = sum(1 for _ in node.findall(en.index_entry))
        head = f'<details><summary>{head} <span class="ed-count">{count}</span></summary>'
    self.body.append(f'<section class="ed-index-group" id="{kind}-{letter}">{head}')


def _depart_index_group(self: Any, node: dn.Element) -> None:
    self.body.append("</details></section>" if node.parent["folded"] else "</section>")


def _is_there(self: Any, path: str) -> bool:
    """Whether a file lies beside the pages: no download in a plain build."""
    return self.config.edition_downloads or not path.startswith("downloads/")


def _visit_file_link(self: Any, node: dn.Element) -> None:
    self.body.append(f'<a href="{node["path"]}">' if _is_there(self, node["path"]) else "<span>")


def _depart_file_link(self: Any, node: dn.Element) -> None:
    self.body.append("</a>" if _is_there(self, node["path"]) else "</span>")


def _visit_alignment(self: Any, node: dn.Element) -> None:
    first, second = node["begins"]
    self.body.append(self.starttag(node, "section", suffix="", **{
        "data-relation": node["relation"], "data-aspects": " ".join(node["aspects"]),
        "data-first": str(first), "data-second": str(second)}))


def _depart_alignment_head(self: Any, node: dn.Element) -> None:
    own = node["refid"]
    self.body.append(f' <a class="ed-alignment-id" href="#{own}">{own}</a></h2>')


def _text_shape(node: dn.Element) -> str:
    place = en.text_shape.SHAPES.index(node["shape"]) + 1
    return f'<span class="ed-shape ed-shape-{place} ed-side-{node["side"]}"></span>'


_VISITORS: dict[type[dn.Element], Visitors] = {
    en.text_block: (_visit_text_block, closing("div")),
    en.paragraph_block: element("section"),
    en.paragraph_mark: whole(_paragraph_mark),
    en.sentence: element("span"),
    en.sentence_mark: whole(_sentence_mark),
    en.annotated: (_visit_annotated, closing("span")),
    en.word_link: (_visit_word_link, closing("a")),
    en.cross_link: (_visit_cross_link, closing("a")),
    en.to_mark: (_visit_to_mark, CHILDREN[1]),
    en.lemma_gap: markup('<span class="ed-gap">', "</span>"),
    en.note_ref: whole(_note_ref),
    en.note_list: (_visit_note_list, closing("div")),
    en.editors_note: (_visit_note, closing("aside")),
    en.grade_sign: whole(_grade),
    en.data_sign: whole(_data_sign),
    en.data_line: (_visit_data_line, closing("details")),
    en.data_row: element("div"),
    en.index_list: (_visit_index_list, closing("div")),
    en.index_group: (_visit_index_group, _depart_index_group),
    en.index_entry: element("div"),
    en.index_see: element("p"),
    en.choice_term: element("span"),
    en.file_link: (_visit_file_link, _depart_file_link),
    en.alignment: (_visit_alignment, closing("section")),
    en.alignment_head: (element("h2")[0], _depart_alignment_head),
    en.text_shape: whole(_text_shape),
    en.print_only: NOT_AT_ALL,
    en.ebook_only: NOT_AT_ALL,
    en.locators: element("span", CLASS="ed-locators"),
    en.note_locators: CHILDREN,
}
