"""What can be linked to: every id of every document, as ``document#id``.

Automatic ids repeat from file to file, so a label always begins with its document.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from docutils import nodes as dn

from edition.sphinxext import nodes as en


class Labels:
    """The labels of the book, gathered before anything is written."""

    def __init__(self, trees: Mapping[str, dn.document], documents: Collection[str]) -> None:
        self.omitted = set(documents) - trees.keys()  # documents that are not for print
        self.nodes: dict[str, dn.Element] = {}  # label → the node it stands at
        self.doubled: list[tuple[str, str]] = []  # document, label
        self.emitted: set[str] = set()
        self.used: dict[str, str] = {}  # label → a document that links to it
        for docname, tree in trees.items():
            for label, node in self._of(docname, tree):
                if label in self.nodes:
                    self.doubled.append((docname, label))
                self.nodes.setdefault(label, node)

    @staticmethod
    def _of(docname: str, tree: dn.document) -> Iterator[tuple[str, dn.Element]]:
        yield f"{docname}#", tree
        for node in tree.findall(dn.Element):
            for identifier in node.get("ids", ()):
                yield f"{docname}#{identifier}", node
        mentions = {row for node in tree.findall(en.annotated) if "ed-mention" in node["classes"]
                    for row in node["rows"]}
        for mention_id in sorted(mentions):
            yield f"{docname}#{mention_id}", tree

    def __contains__(self, label: str) -> bool:
        return label in self.nodes

    def use(self, label: str, docname: str) -> None:
        """Remember that ``docname`` links to the label."""
        self.used.setdefault(label, docname)

    def take(self, label: str) -> bool:
        """Whether the label is still to be emitted; it counts as emitted from now on."""
        new = label in self.nodes and label not in self.emitted
        self.emitted.add(label)
        return new

    def lost(self) -> dict[str, str]:
        """Labels that are linked to but were not emitted, with a document that links."""
        return {label: doc for label, doc in self.used.items() if label not in self.emitted}


def target_of(node: dn.Element, docname: str) -> str | None:
    """The label that a reference points to; None if it points outside the book."""
    if "refid" in node:
        return f"{docname}#{node['refid']}"
    uri = node.get("refuri", "")
    if uri.startswith("%"):
        target, _, identifier = uri[1:].partition("#")
        return f"{target}#{identifier}"
    return None
