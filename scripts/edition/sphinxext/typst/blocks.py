"""Setters for what every document has: sections, paragraphs, lists, links, emphasis."""

from __future__ import annotations

import re

from docutils import nodes as dn
from sphinx import addnodes

from edition.anchors import SIGLUM
from edition.sphinxext import nodes as en
from edition.sphinxext.typst.escape import address, call, in_covered_script, literal, running, words
from edition.sphinxext.typst.labels import target_of
from edition.sphinxext.typst.writer import Setter, Writer
from edition.typography import shown_address

_LOCATOR = re.compile(rf"(?:{SIGLUM}[ \u00a0])?\d[\d.–]*")
_NUMBERED = re.compile(r"[\w.]+ \d+")  # fig. 3
_PAGED = (dn.section, dn.figure, dn.table, dn.document)


def _nothing(w: Writer, node: dn.Element) -> str:
    return ""


def _inline(w: Writer, node: dn.Element) -> str:
    return w.children(node)


def _flow(w: Writer, node: dn.Element) -> str:
    return w.children(node, "\n\n")


def _wrapped(function: str, between: str = "") -> Setter:
    def set_node(w: Writer, node: dn.Element) -> str:
        body = w.children(node, between)
        return call(function, body=body) if body else ""

    return set_node


def _text(w: Writer, node: dn.Text) -> str:
    text = node.astext()
    shown = in_covered_script(text)
    if shown != text:
        w.unshown.append(text)
    return running(shown)


def _raw(w: Writer, node: dn.raw) -> str:
    if node.get("format") == "typst":
        return node.astext()
    # scripts and styles are of the web; words that would be lost are not
    text = node.astext().strip()
    if not text.startswith(("<script", "<style", "<!--")):
        w.warn(f"raw {node.get('format')} is not set in the PDF: {text[:40]!r}", node, "raw")
    return ""


def _section(w: Writer, node: dn.section) -> str:
    level, depth = w.level, w.depth
    title = next((c for c in node.children if isinstance(c, dn.title)), None)
    head = "" if title is None else _heading(w, node, title)
    w.level, w.depth = level + 1, depth + 1
    body = w.all((c for c in node.children if c is not title), "\n\n")
    w.level, w.depth = level, depth
    return f"{head}\n\n{body}"


def _heading(w: Writer, node: dn.section, title: dn.title) -> str:
    anchors = w.anchors(node) + w.anchors(title)
    if w.is_front and not w.depth:
        return call("front-chapter", body=w.children(title)) + w.anchor("") + anchors
    if w.depth:
        return call("section", str(w.level), str(w.depth), body=w.children(title)) + anchors
    args = [str(w.level), f"opens: {str(w.opens).lower()}"]
    w.opens = False
    if text := next(iter(node.findall(en.text_block)), None):
        args.append(f"siglum: {literal(text['text_id'])}")
    return call("chapter", *args, body=w.children(title)) + w.anchor("") + anchors


def _reference(w: Writer, node: dn.reference) -> str:
    label = target_of(node, w.docname)
    if label is None:
        return _outside(w, node)
    body = _unbroken(w, node, label)
    if label not in w.labels:
        if label.partition("#")[0] in w.labels.omitted:
            return body
        w.warn(f"there is no '{label}' in the book to link to", node, "missing_label")
        return body
    w.labels.use(label, w.docname)
    target = w.labels.nodes[label]
    if label.partition("#")[2] in w.edition.entities or isinstance(target, dn.citation):
        return call("name", literal(label), body=body)
    elsewhere = label.partition("#")[0] != w.docname
    if isinstance(target, _PAGED) and elsewhere:
        within = ["within: true"] if _is_bracketed(node) else []
        return call("paged", literal(label), *within, body=body)
    link = call("to", literal(label), body=body)
    return call("passage-key", body=link) if "ed-passage-key" in node["classes"] else link


def _is_bracketed(node: dn.Element) -> bool:
    """Whether a bracket is open where the node stands in its paragraph."""
    before = "".join(n.astext() for n in node.parent.children[: node.parent.index(node)])
    return before.count("(") > before.count(")")


def _unbroken(w: Writer, node: dn.reference, label: str) -> str:
    """The words of a link; the name of a passage, of a run of them, or of a figure is one word."""
    text = node.astext()
    is_passage = label.partition("#")[2] in w.edition.passages and _LOCATOR.fullmatch(text)
    is_numbered = isinstance(w.labels.nodes.get(label), (dn.figure, dn.table))
    if is_passage or is_numbered and _NUMBERED.fullmatch(text):
        return call("box", body=words(text))
    return w.children(node)


def _outside(w: Writer, node: dn.reference) -> str:
    uri = node.get("refuri", "")
    if not uri:
        return w.children(node)
    if not uri.startswith(("http:", "https:", "mailto:", "doi:")):
        w.warn(f"'{uri}' is not an address that the PDF can link to", node, "link")
        return w.children(node)
    text = node.astext()
    if text in (uri, shown_address(uri)) and in_covered_script(text) == text:
        return call("url", literal(uri), body=address(text))
    return call("link", literal(uri), body=w.children(node))


def _emphasis(w: Writer, node: dn.emphasis) -> str:
    body = w.children(node)
    if language := node.get("lang"):
        body = call("foreign", literal(language), body=body)
    return call("emph", body=body)


def _literal(w: Writer, node: dn.literal) -> str:
    return call("code", body=words(node.astext()))


def _literal_block(w: Writer, node: dn.literal_block) -> str:
    language = node.get("language", "")
    known = language if language not in ("ipython3", "none", "default", "myst-ansi") else ""
    if language == "ipython3":
        known = "python"
    return call("listing", literal(node.astext()), literal(known),
                f"printed: {str(_is_printed(node)).lower()}",
                f"prints: {str(_is_printed(node.next_node(descend=False, siblings=True))).lower()}")


def _is_printed(node: dn.Node | None) -> bool:
    """Whether a block is what the program before it prints."""
    return (isinstance(node, dn.literal_block) and node.get("language") == "text"
            and isinstance(node.previous_sibling(), dn.literal_block))


def _math(w: Writer, node: dn.Element) -> str:
    w.warn("the PDF shows a formula as its source", node, "math")
    return call("code", body=words(node.astext()))


def _footnote_reference(w: Writer, node: dn.footnote_reference) -> str:
    found = next((f for f in w.document.findall(dn.footnote)
                  if node.get("refid") in f.get("ids", ())), None)
    if found is None:
        w.warn(f"the footnote '{node.astext()}' is missing", node, "missing_label")
        return words(node.astext())
    body = w.all((c for c in found.children if not isinstance(c, dn.label)), "\n\n")
    anchors = w.anchors(node) + w.anchors(found)
    return w.note("commentary", literal(node.astext()), anchors + body)


def _list_item(w: Writer, node: dn.list_item) -> str:
    return "[" + w.anchors(node) + w.children(node, "\n\n") + "]"


def _items(w: Writer, node: dn.Element) -> list[str]:
    return [w.set(item) for item in node.children if isinstance(item, dn.list_item)]


def _bullet_list(w: Writer, node: dn.bullet_list) -> str:
    # terms of a vocabulary are many, and looked up rather than read
    return call("term-list" if "ed-terms" in node.get("classes", ()) else "list", *_items(w, node))


def _enumerated_list(w: Writer, node: dn.enumerated_list) -> str:
    pattern = {"loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}.get(
        node.get("enumtype", ""), "1") + node.get("suffix", ".")
    start = f"start: {node.get('start', 1)}"
    return call("enum", f"numbering: {literal(pattern)}", start, *_items(w, node))


def _definition_list(w: Writer, node: dn.definition_list) -> str:
    items = []
    for item in node.children:
        terms = [c for c in item.children if not isinstance(c, dn.definition)]
        bodies = [c for c in item.children if isinstance(c, dn.definition)]
        term = "".join(w.anchors(c) for c in (item, *terms)) + w.all(terms, "#h(0.5em);")
        items.append(f"terms.item([{term}], [{w.all(bodies, chr(10) * 2)}])")
    return call("terms", *items)


def _field_list(w: Writer, node: dn.field_list) -> str:
    items = [f"terms.item([{w.set(f[0])}], [{w.set(f[1])}])" for f in node.children]
    return call("terms", *items)


def _line_block(w: Writer, node: dn.line_block) -> str:
    return w.children(node, "#linebreak();")


def _block_quote(w: Writer, node: dn.block_quote) -> str:
    return call("quote", "block: true", body=w.children(node, "\n\n"))


def _admonition(w: Writer, node: dn.Element) -> str:
    title = next((c for c in node.children if isinstance(c, dn.title)), None)
    name = w.children(title) if title else words(type(node).__name__.capitalize())
    body = w.all((c for c in node.children if c is not title), "\n\n")
    return call("aside", f"[{name}]", body=body)


def _transition(w: Writer, node: dn.transition) -> str:
    # MyST sets one before the footnotes, which stand at the foot of the page here
    return "" if "footnotes" in node.get("classes", ()) else call("transition")


def _target(w: Writer, node: dn.target) -> str:
    return w.children(node)


def _problematic(w: Writer, node: dn.problematic) -> str:
    w.warn(f"'{node.astext()}' could not be read and is set as it was typed", node, "problematic")
    return words(node.astext())


_ADMONITIONS = (dn.admonition, dn.note, dn.warning, dn.tip, dn.important, dn.hint, dn.caution,
                dn.attention, dn.danger, dn.error, addnodes.seealso)
_SILENT = (dn.comment, dn.substitution_definition, dn.system_message, dn.meta, dn.pending,
           dn.footnote, addnodes.toctree, addnodes.index, addnodes.tabular_col_spec,
           addnodes.highlightlang, dn.colspec, dn.label,
           en.web_only, en.ebook_only)  # print is no screen

SETTERS: dict[type, Setter] = {
    dn.Text: _text,
    dn.document: _flow,
    dn.section: _section,
    dn.title: _wrapped("rubric"),
    dn.rubric: _wrapped("rubric"),
    dn.subtitle: _wrapped("rubric"),
    dn.paragraph: _inline,
    dn.compound: _flow,
    dn.container: _flow,
    en.print_only: _flow,
    en.choice_term: lambda w, node: words(node["in_book"]),
    dn.topic: _flow,
    dn.sidebar: _flow,
    dn.definition: _flow,
    dn.field_name: _inline,
    dn.field_body: _flow,
    dn.inline: _inline,
    dn.generated: _inline,
    dn.term: _inline,
    dn.classifier: _inline,
    dn.line: _inline,
    addnodes.compact_paragraph: _inline,
    addnodes.glossary: _flow,
    addnodes.only: _flow,
    dn.emphasis: _emphasis,
    dn.strong: _wrapped("strong"),
    dn.title_reference: _wrapped("emph"),
    dn.superscript: _wrapped("super"),
    dn.subscript: _wrapped("sub"),
    dn.abbreviation: _inline,
    dn.literal: _literal,
    addnodes.literal_emphasis: _literal,
    addnodes.literal_strong: _literal,
    dn.literal_block: _literal_block,
    dn.doctest_block: _literal_block,
    dn.math: _math,
    dn.math_block: _math,
    dn.raw: _raw,
    dn.reference: _reference,
    addnodes.download_reference: _inline,
    dn.target: _target,
    dn.problematic: _problematic,
    dn.footnote_reference: _footnote_reference,
    dn.list_item: _list_item,
    dn.bullet_list: _bullet_list,
    dn.enumerated_list: _enumerated_list,
    dn.definition_list: _definition_list,
    dn.field_list: _field_list,
    dn.line_block: _line_block,
    dn.block_quote: _block_quote,
    dn.attribution: _wrapped("emph"),
    dn.transition: _transition,
    **dict.fromkeys(_ADMONITIONS, _admonition),
    **dict.fromkeys(_SILENT, _nothing),
}
