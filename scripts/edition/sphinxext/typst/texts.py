"""Setters for the texts: paragraphs, sentences, notes at the foot, data lines."""

from __future__ import annotations

from docutils import nodes as dn

from edition.sphinxext import nodes as en
from edition.sphinxext.typst.escape import array, call, literal
from edition.sphinxext.typst.writer import Setter, Writer

_SHORT = 700  # characters over the whole measure
TEXTUAL = "textual"  # the note type that has a layer of its own at the foot


def _text_block(w: Writer, node: en.text_block) -> str:
    body = w.children(node, "\n\n")
    own = [n for n in node.findall(en.editors_note) if n["note_id"] in w.notes]
    for note in own:
        w.warn(f"note {note['note_id']} has no number in the text; it is set after it", note,
               "note")
        body += "\n\n" + call("loose-note", literal(note["number"]), body=_note_body(w, note))
    return call("text-block", body=body)


def _paragraph_block(w: Writer, node: en.paragraph_block) -> str:
    w.counts.passages.add(node["passage_id"])
    return w.children(node, "\n\n")


def _paragraph_mark(w: Writer, node: en.paragraph_mark) -> str:
    return call("paragraph-mark", literal(node["label"]), _on_the_web(w, node["passage_id"]))


def _sentence(w: Writer, node: en.sentence) -> str:
    w.counts.passages.add(node["passage_id"])
    label = literal(node["label"])
    return (call("sentence-begin", label) + w.anchors(node) + w.children(node)
            + call("sentence-end", label))


def _sentence_mark(w: Writer, node: en.sentence_mark) -> str:
    number = literal(node["label"].rpartition(".")[2])
    return call("sentence-mark", number, _on_the_web(w, node["passage_id"]))


def _on_the_web(w: Writer, passage_id: str) -> str:
    """The address of a passage, to which its number leads; blank until there is one."""
    base = w.edition.info.address.rstrip("/")
    return literal(f"{base}/{passage_id}/" if base else "")


def _annotated(w: Writer, node: en.annotated) -> str:
    anchors = ""
    if "ed-mention" in node["classes"]:
        anchors = "".join(w.anchor(row) for row in node["rows"])
    return anchors + w.children(node)


def _lemma_gap(w: Writer, node: en.lemma_gap) -> str:
    return call("gap", body=w.children(node))


def _note_ref(w: Writer, node: en.note_ref) -> str:
    number = literal(node["label"])
    # 12 and 13 side by side would be read as 1213
    comma = call("between-numbers") if _follows_number(node) else ""
    label = f"{w.docname}#{node['refid']}"
    note = w.notes.get(node["refid"])
    if note is not None:
        layer = "textual" if note["note_type"] == TEXTUAL else "commentary"
        return comma + w.anchors(node) + w.note(layer, number, _note_body(w, note))
    if label in w.labels.emitted:
        w.labels.use(label, w.docname)
        return comma + w.anchors(node) + call("super", body=call("to", literal(label),
                                                         body=f"#{number};"))
    w.warn(f"the note '{node['refid']}' is not in this document", node, "note")
    return call("super", body=f"#{number};")


def _follows_number(node: dn.Element) -> bool:
    index = node.parent.index(node)
    return index > 0 and isinstance(node.parent[index - 1], en.note_ref)


def _note_body(w: Writer, note: en.editors_note) -> str:
    w.notes.pop(note["note_id"], None)
    w.counts.notes.add(note["note_id"])
    return w.anchors(note) + w.all((c for c in note.children if not isinstance(c, dn.label)),
                                   "#parbreak();")


def _grade(w: Writer, node: en.grade_sign) -> str:
    name = "grade-of-note" if isinstance(node.parent.parent, en.editors_note) else "grade"
    return call(name, literal(node["grade"]))


def _inline(w: Writer, node: dn.inline) -> str:
    body = w.children(node)
    classes = node.get("classes", ())
    if "ed-type" in classes:
        return _type(w, node, body)
    if "ed-lemma-word" in classes:
        return call("lemma", body=body)
    return body


def _type(w: Writer, node: dn.inline, body: str) -> str:
    """The kind of a note; its layer tells that of a textual note, whose passage is the key."""
    note = node.parent.parent
    if node.astext() != TEXTUAL or not isinstance(note, en.editors_note):
        return call("note-type", body=body)
    return call("note-key", literal(note["passage_id"].partition(".")[2]))


def _data_line(w: Writer, node: en.data_line) -> str:
    rows = [f"[{w.set(row)}]" for row in node.children if row["in_print"]]
    return call("data-line", *rows) if rows else ""


def _data_row(w: Writer, node: en.data_row) -> str:
    return w.children(node, "#parbreak();")


def _alignment(w: Writer, node: en.alignment) -> str:
    head, comment = node.children[0], node.children[-1]
    statements = list(node.findall(en.alignment_side))
    columns = _columns([len(side.astext()) for side in statements])
    sides = [f"[{w.children(side, chr(10) * 2)}]" for side in statements]
    figures = [f"[{w.children(column, chr(10) * 2)}]"
               for found in node.findall(en.alignment_figures) for column in found.children]
    return call("alignment", f"[{w.set(head)}]", f"[{w.set(comment)}]", *sides,
                f"columns: {array([f'{share}fr' for share in columns])}",
                f"figures: {array(figures)}",
                f"short: {str(_is_short(statements, columns)).lower()}")


def _columns(lengths: list[int]) -> list[int]:
    """The shares of the line that statements of so many characters have.

    A statement more than half as long again as the other has more of it, so that less stays
    empty beside it.
    """
    if len(lengths) < 2:
        return [1]
    first, second = lengths
    return [5 if first > 1.5 * second else 3, 5 if second > 1.5 * first else 3]


def _is_short(statements: list[en.alignment_side], columns: list[int]) -> bool:
    """Whether the statements take no more than about a fifth of a page."""
    return all(len(side.astext()) * sum(columns) / share < _SHORT
               for side, share in zip(statements, columns, strict=True))


SETTERS: dict[type, Setter] = {
    en.alignment: _alignment,
    en.text_block: _text_block,
    en.paragraph_block: _paragraph_block,
    en.paragraph_mark: _paragraph_mark,
    en.sentence: _sentence,
    en.sentence_mark: _sentence_mark,
    en.annotated: _annotated,
    en.lemma_gap: _lemma_gap,
    en.note_ref: _note_ref,
    # the notes stand at the foot, where their numbers are
    en.note_list: lambda w, node: "",
    en.editors_note: lambda w, node: "",
    en.grade_sign: _grade,
    en.data_sign: lambda w, node: "",  # the line under the paragraph says it
    en.data_line: _data_line,
    en.data_row: _data_row,
    dn.inline: _inline,
}
