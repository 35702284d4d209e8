"""Boxes around what a page should not show at once or at full width: code and tables."""

from __future__ import annotations

from typing import Any

from docutils import nodes as dn
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform


class code_fold(dn.container):
    """The input of a notebook cell, shown on demand; works without scripts."""


class scroll_box(dn.container):
    """A table that scrolls sideways within itself."""


class BoxCodeAndTables(SphinxPostTransform):
    """Put every cell's input and every table into its box."""

    default_priority = 190  # before MyST-NB's own folding, which it replaces for inputs
    formats = ("html",)

    def run(self, **_: object) -> None:
        """Wrap the nodes."""
        for cell in list(self.document.findall(_is_code_cell)):
            if cell.get("hide_mode") == "input":
                cell["hide_mode"] = None
            if cell.get("hide_mode") is None:
                _wrap(cell.children[0], code_fold())
        for table in list(self.document.findall(dn.table)):
            _wrap(table, scroll_box())


def _is_code_cell(node: dn.Node) -> bool:
    return (isinstance(node, dn.container) and node.get("nb_element") == "cell_code"
            and bool(node.children) and node.children[0].get("nb_element") == "cell_code_source")


def _wrap(node: dn.Node, box: dn.Element) -> None:
    node.parent.replace(node, box)
    box += node


def _visit_code_fold(self: Any, node: dn.Element) -> None:
    self.body.append('<details class="code-fold"><summary>Code</summary>')


def _depart_code_fold(self: Any, node: dn.Element) -> None:
    self.body.append("</details>")


def _visit_scroll_box(self: Any, node: dn.Element) -> None:
    self.body.append('<div class="scroll-box" tabindex="0" role="group" aria-label="Table">')


def _depart_scroll_box(self: Any, node: dn.Element) -> None:
    self.body.append("</div>")


def register(app: Sphinx) -> None:
    """Add the nodes and the transform."""
    for node, visitors in ((code_fold, (_visit_code_fold, _depart_code_fold)),
                           (scroll_box, (_visit_scroll_box, _depart_scroll_box))):
        app.add_node(node, html=visitors)
    app.add_post_transform(BoxCodeAndTables)
