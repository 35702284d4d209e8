"""XML elements, pointers and serialisation: the little that the TEI files need.

Tags and attributes are written with their prefixes as they stand (``xml:id``), and the
root declares its namespace as an attribute; nothing is registered globally.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, tostring

from edition.dates import DateRange, parse_date, readable
from edition.edition import Edition

TEI = "http://www.tei-c.org/ns/1.0"

# what holds words, or so little that it fits on a line
_ON_A_LINE = ("body", "p", "label", "f", "category")
Child = Element | str | None


def element(tag: str, *children: Child, **attributes: Any) -> Element:
    """An element with its children; attributes and children that are blank are left out.

    ``xml_id`` is written ``xml:id``, ``when_custom`` ``when-custom``, ``from_`` ``from``.
    """
    node = Element(tag)
    for name, value in attributes.items():
        if value not in ("", None):
            node.set(_attribute(name), str(value))
    append(node, *children)
    return node


def append(node: Element, *children: Child) -> None:
    """Put elements and words behind what the node holds already."""
    for child in children:
        if isinstance(child, Element):
            node.append(child)
        elif child:
            last = node[-1] if len(node) else None
            if last is None:
                node.text = (node.text or "") + child
            else:
                last.tail = (last.tail or "") + child


def _attribute(name: str) -> str:
    if name.startswith(("xml_", "xmlns_")):
        return name.replace("_", ":", 1)
    return name.rstrip("_").replace("_", "-")


def xml_id(key: str) -> str:
    """A key as an XML name: one that begins with a digit has an underscore before it."""
    return f"_{key}" if key[:1].isdigit() else key


def reference_id(key: str) -> str:
    """The id of an entry of the bibliography; its key could be that of a person."""
    return f"bib.{key}"


def to(*keys: str) -> str:
    """Pointers to ids of the same file; those that are blank are left out."""
    return " ".join(f"#{xml_id(key)}" for key in keys if key)


def across(edition: Edition, text_id: str, *keys: str) -> str:
    """Pointers to passages and rows from the file of a text; what is not in it, in the other."""
    pointers = []
    for key in keys:
        texts = _texts_of(edition, key)
        pointers.append(f"#{key}" if text_id in texts else f"{texts[0]}.xml#{key}")
    return " ".join(pointers)


def _texts_of(edition: Edition, key: str) -> list[str]:
    if key in edition.passages:
        return [edition.passages[key].text_id]
    row = edition.notes.get(key) or edition.claims[key]
    return [anchor.text_id for anchor in row.anchors]


def word(term: str) -> str:
    """A term as one word, as attributes of enumerated values want it: ``per-cent``."""
    return term.replace(" ", "-")


def dating(edtf: str) -> dict[str, str]:
    """The dating attributes of an EDTF expression.

    ``when-custom`` keeps the expression as it stands, with the standard that reads it; a
    single day, month or year is ``when`` as well, everything else the days between which
    it lies. What is about or in doubt says so in ``precision`` and ``cert``.
    """
    if not edtf:
        return {}
    date = parse_date(edtf)
    return {**_bounds(date), "when_custom": edtf, "datingMethod": "#edtf",
            "precision": "low" if date.approximate else "",
            "cert": "low" if date.uncertain else ""}


def _bounds(date: DateRange) -> dict[str, str]:
    point = date.edtf.rstrip("~?%")
    season = point[4:5] == "-" and point[5:7] > "12"
    if "/" not in point and not season:
        return {"when": point}
    start, end = (day.isoformat() if day else "" for day in (date.start, date.end))
    return {"notBefore": start, "notAfter": end}


def dated(tag: str, edtf: str) -> Element | None:
    """An element that is a date in words; none if there is no date."""
    return element(tag, readable(edtf), **dating(edtf)) if edtf else None


def serialise(root: Element, schema: str = "") -> str:
    """The file: declaration, the schema it follows, and the elements on lines of their own."""
    _lay_out(root, 0)
    head = ['<?xml version="1.0" encoding="UTF-8"?>']
    if schema:
        head.append(f'<?xml-model href="{schema}" type="application/xml" '
                    'schematypens="http://relaxng.org/ns/structure/1.0"?>')
    # a sentence begins on a new line; within a tag the line break is no part of the text
    content = tostring(root, encoding="unicode").replace("<s xml:id", "<s\n xml:id")
    return "\n".join([*head, content, ""])


def _lay_out(node: Element, depth: int) -> None:
    """Indent elements that hold elements only; words and what holds words stay as they are."""
    if node.tag in _ON_A_LINE or not len(node) or node.text:
        return
    if any(child.tail for child in node):
        return
    node.text = "\n" + " " * (depth + 1)
    for child in node:
        child.tail = node.text
        _lay_out(child, depth + 1)
    node[-1].tail = "\n" + " " * depth
