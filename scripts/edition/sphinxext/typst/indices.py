"""Setters for indices and the bibliography."""

from __future__ import annotations

from docutils import nodes as dn

from edition.sphinxext import nodes as en
from edition.sphinxext.typst.escape import array, call, literal
from edition.sphinxext.typst.labels import target_of
from edition.sphinxext.typst.leads import led
from edition.sphinxext.typst.writer import Setter, Writer

_SMALL = {"ed-entry-about", "ed-entry-also", "ed-entry-at"}
_SHORT = 300  # characters, some eight lines of a column


def _index_list(w: Writer, node: en.index_list) -> str:
    return call("index", body=w.children(node, "\n\n"))


def _index_group(w: Writer, node: en.index_group) -> str:
    head = call("letter", str(w.level), body=f"#{literal(node['letter'])};")
    return head + "\n\n" + w.children(node, "\n\n")


def _index_entry(w: Writer, node: en.index_entry) -> str:
    w.counts.entries.add(node["entity_id"])
    parts = [w.set(child) for child in node.children]
    short = len(node.astext()) < _SHORT
    return call("entry", w.names(node), f"short: {str(short).lower()}",
                *(f"[{part}]" for part in parts if part))


def _see(w: Writer, node: en.index_see) -> str:
    return call("see", body=w.children(node))


def _paragraph(w: Writer, node: dn.paragraph) -> str:
    classes = node.get("classes", ())
    if "ed-entry-where" in classes:
        return _where(w, node)
    if _SMALL.intersection(classes):
        return call("about", body=w.children(node))
    if "ed-cited" in classes:
        return call("cited", body=w.children(node))
    if "ed-besides" in classes:
        return call("besides", f"sticky: {str('ed-leads' in classes).lower()}",
                    body=w.children(node))
    return led(node, w.children(node))


def _where(w: Writer, node: dn.paragraph) -> str:
    """Where an entry occurs; Typst works out the pages from the labels."""
    mentions = [m for found in node.findall(en.locators) for m in found["mentions"]]
    passages, notes = [], []
    for reference in node.findall(dn.reference):
        label = target_of(reference, w.docname)
        if label is None or label not in w.labels:
            w.warn(f"there is no '{label}' in the book to link to", reference, "missing_label")
        elif label.partition("#")[2] in w.edition.notes:
            notes.append(_note(w, label))
        else:
            passages += _places(w, label, reference.astext(), mentions)
    return call("occurrences", array(passages), array(notes)) if passages or notes else ""


def _note(w: Writer, label: str) -> str:
    """Its label and its number."""
    w.labels.use(label, w.docname)
    number = w.edition.note_numbers[label.partition("#")[2]]
    return array([literal(label), literal(str(number))])


def _note_locators(w: Writer, node: en.note_locators) -> str:
    """The pages of notes; their words where no page of the book sets them."""
    labels = [target_of(reference, w.docname) for reference in node.findall(dn.reference)]
    notes = [_note(w, label) for label in labels if label and label in w.labels]
    return call("in-notes", array(notes)) if notes else w.children(node)


def _places(w: Writer, label: str, name: str, mentions: list[str]) -> list[str]:
    """One place for each mention in the passage: the words stand where their label stands."""
    docname, _, passage_id = label.partition("#")
    own = [f"{docname}#{m}" for m in mentions
           if w.edition.mention[m].first.passage_id == passage_id]
    targets = [t for t in own if t in w.labels] or [label]
    for target in targets:
        w.labels.use(target, w.docname)
    return [array([literal(target), literal(name)]) for target in targets]


def _citation(w: Writer, node: dn.citation) -> str:
    # the entry begins with its label already; what cites the work runs on behind it
    body = w.all((c for c in node.children if not isinstance(c, dn.label)), " ")
    first = not isinstance(node.previous_sibling(), dn.citation)
    return call("bib-entry", f"first: {str(first).lower()}", body=w.anchors(node) + body)


SETTERS: dict[type, Setter] = {
    en.index_list: _index_list,
    en.index_group: _index_group,
    en.index_entry: _index_entry,
    en.index_see: _see,
    en.locators: lambda w, node: w.children(node),
    en.note_locators: _note_locators,
    dn.paragraph: _paragraph,
    dn.citation: _citation,
}
