"""Markup of a page that the stock translator sets otherwise.

A cell's code is folded, a table scrolls within its own box, and the bibliography is a list:
the stock one uses roles that no longer exist and shows labels that the entries repeat.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from docutils import nodes as dn
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.sphinxext.visitors import element, markup

STACK = "ed-stack"
"""Class of a table whose rows the style sheet makes blocks on a phone."""

# what such a table is to a screen reader, said outright since the look of blocks may take it away
_ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row",
          "th": "columnheader", "td": "cell"}
_TAG = re.compile(rf"<({'|'.join(_ROLES)})\b")


class code_fold(dn.container):
    """The input of a notebook cell, shown on demand; works without scripts."""


class scroll_box(dn.container):
    """A table that scrolls sideways within itself: ``label`` says which."""


class bibliography_list(dn.container):
    """A run of works cited."""


class bibliography_entry(dn.container):
    """A work cited, without its label."""


class BoxTheStock(SphinxPostTransform):
    """Put code, tables and works cited into the nodes above."""

    default_priority = 190  # before MyST-NB's own folding, which it replaces for inputs
    formats = ("html",)

    def run(self, **_: object) -> None:
        """Wrap the nodes."""
        for node in list(self.document.findall(dn.Element)):
            if isinstance(node, dn.table):
                _wrap(node, scroll_box("", label=_label(node)))
            elif isinstance(node, dn.citation):
                _list(node)
            elif isinstance(node, dn.inline) and "bibtex-citation" in node["classes"]:
                node["ids"] = []  # nothing leads back to them, and there are hundreds
            elif _is_code_cell(node) and node.get("hide_mode") == "input":
                node["hide_mode"] = None
                _wrap(node.children[0], code_fold())


def _is_code_cell(node: dn.Node) -> bool:
    return (isinstance(node, dn.container) and node.get("nb_element") == "cell_code"
            and bool(node.children) and node.children[0].get("nb_element") == "cell_code_source")


def _label(table: dn.table) -> str:
    """What a table is called: by the heading that it stands under."""
    above: dn.Node = table
    while above.parent is not None and not isinstance(above, dn.section):
        above = above.parent
    head = above.next_node(dn.title)
    return f"Table: {head.astext()}" if head is not None else "Table"


def _wrap(node: dn.Node, box: dn.Element) -> None:
    node.parent.replace(node, box)
    box += node


def _list(citation: dn.citation) -> None:
    entry = bibliography_entry("", *citation.children[1:], ids=citation["ids"],
                               classes=["citation"])
    before = citation.previous_sibling()
    if isinstance(before, bibliography_list):
        before += entry
        citation.parent.remove(citation)
    else:
        citation.parent.replace(citation, bibliography_list("", entry, classes=["citation-list"]))


def _visit_scroll_box(self: Any, node: dn.Element) -> None:
    # a box that scrolls must be reachable by the keyboard
    self.body.append('<div class="scroll-box" tabindex="0" role="group" '
                     f'aria-label="{escape(node["label"])}">')
    node["begins"] = len(self.body)


def _depart_scroll_box(self: Any, node: dn.Element) -> None:
    if STACK in node.children[0]["classes"]:
        self.body[node["begins"]:] = map(_with_roles, self.body[node["begins"]:])
    self.body.append("</div>")


def _with_roles(markup: str) -> str:
    return _TAG.sub(lambda tag: f'{tag[0]} role="{_ROLES[tag[1]]}"', markup)


_VISITORS = {
    code_fold: markup('<details class="code-fold"><summary>Code</summary>', "</details>"),
    scroll_box: (_visit_scroll_box, _depart_scroll_box),
    bibliography_list: element("ul"),
    bibliography_entry: element("li"),
}


def register(app: Sphinx) -> None:
    """Add the nodes and the transform."""
    for node, visitors in _VISITORS.items():
        app.add_node(node, html=visitors, epub=visitors)
    app.add_post_transform(BoxTheStock)
