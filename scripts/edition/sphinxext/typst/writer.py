"""The writer: document nodes to Typst source.

How to set a new kind of node: write ``def _set_x(w, node) -> str`` in the module it
belongs to and enter it in that module's ``SETTERS``. Words go through
:func:`escape.words`; anchors are put in by :meth:`Writer.set`, unless the kind stands
in ``OWN_ANCHORS``. A node without a setter is set as its nearest base class; where
there is none either, its words are kept and a warning is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docutils import nodes as dn
from sphinx.util import logging

from edition.edition import Edition
from edition.sphinxext import nodes as en
from edition.sphinxext.typst.escape import array, call, literal
from edition.sphinxext.typst.labels import Labels

if TYPE_CHECKING:
    from edition.sphinxext.typst.builder import TypstBuilder

logger = logging.getLogger(__name__)

Setter = Callable[["Writer", dn.Element], str]

# these put their anchors where they do no harm (a heading's would be doubled in the contents)
OWN_ANCHORS = (dn.document, dn.section, en.sentence, en.editors_note, en.note_ref, dn.figure,
               dn.footnote, dn.footnote_reference, dn.list_item, en.index_entry, dn.citation)


@dataclass
class Counts:
    """What has been set, to be compared with what the model holds."""

    passages: set[str] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)
    entries: set[str] = field(default_factory=set)
    figures: int = 0


class Writer:
    """Sets one document after the other; knows the labels of all."""

    def __init__(self, builder: TypstBuilder, edition: Edition, labels: Labels) -> None:
        # these import the writer
        from edition.sphinxext.typst import blocks, indices, tables, texts

        self.builder = builder
        self.edition = edition
        self.labels = labels
        self.counts = Counts()
        self.problems: list[str] = []  # each stops the build
        self.unshown: list[str] = []  # words in a script that no font of the PDF has
        self.setters: Mapping[type, Setter] = {
            **blocks.SETTERS, **tables.SETTERS, **texts.SETTERS, **indices.SETTERS,
        }
        self.docname = ""
        self.document: dn.document
        self.level = 1  # of the heading that comes next
        self.depth = 0  # of the section within its document
        self.set_notes = 0  # at the foot, through the book
        self.is_front = False
        self.opens = False  # whether the chapter stands under the heading of its part
        self.notes: dict[str, en.editors_note] = {}  # notes of this document not yet set

    def chapter(self, docname: str, tree: dn.document, level: int, opens: bool) -> str:
        """The source of one document; ``opens`` if it is the first of its part."""
        self.docname, self.document, self.level, self.depth = docname, tree, level, 0
        self.opens, self.is_front = opens, False
        self.notes = {node["note_id"]: node for node in tree.findall(en.editors_note)}
        return self.children(tree, "\n\n")

    def front(self, docname: str, tree: dn.document) -> str:
        """The source of a document that stands in front."""
        self.docname, self.document, self.level, self.depth = docname, tree, 1, 0
        self.opens, self.is_front, self.notes = False, True, {}
        return self.children(tree, "\n\n")

    def children(self, node: dn.Element, between: str = "") -> str:
        """The source of all children."""
        return self.all(node.children, between)

    def all(self, listed: Iterable[dn.Node], between: str = "") -> str:
        """The source of several nodes; what sets nothing leaves no trace."""
        return between.join(filter(None, (self.set(node) for node in listed)))

    def set(self, node: dn.Node) -> str:
        """The source of a node, with the anchors that others link to."""
        for kind in type(node).__mro__:
            if kind in self.setters:
                source = self.setters[kind](self, node)
                break
        else:
            self.warn(f"the PDF has no way to set '{type(node).__name__}'; only its words are kept",
                      node, "unknown_node")
            source = self.children(node)
        if not isinstance(node, dn.Element):
            return source
        if source and "place" in node:
            spot = "spot-in-line" if isinstance(node, en.sentence) else "spot"
            source = call(spot, literal(f"{self.docname}#{node['place']}")) + source
        return source if isinstance(node, OWN_ANCHORS) else self.anchors(node) + source

    def note(self, layer: str, number: str, body: str) -> str:
        """A note at the foot, with its number in the text and its place among all of the book."""
        self.set_notes += 1
        return call(layer, str(self.set_notes), number, body=body)

    def anchors(self, node: dn.Element) -> str:
        """The anchors of a node."""
        return "".join(self.anchor(identifier) for identifier in node.get("ids", ()))

    def anchor(self, identifier: str) -> str:
        """An anchor, once for each label."""
        label = f"{self.docname}#{identifier}"
        return call("anchor", literal(label)) if self.labels.take(label) else ""

    def names(self, node: dn.Element) -> str:
        """The labels of a node as a Typst array, for functions that place them."""
        own = [f"{self.docname}#{i}" for i in node.get("ids", ())]
        return array([literal(label) for label in own if self.labels.take(label)])

    def warn(self, message: str, node: dn.Node, subtype: str) -> None:
        """A warning with its place."""
        line = next((n.line for n in _upwards(node) if getattr(n, "line", None)), None)
        logger.warning(message, type="typst", subtype=subtype, location=(self.docname, line))


def _upwards(node: dn.Node) -> Iterable[dn.Node]:
    while node is not None:
        yield node
        node = node.parent
