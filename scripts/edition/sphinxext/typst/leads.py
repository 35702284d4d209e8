"""Words that lead to a table, a list or a listing stand on one page with its beginning."""

from __future__ import annotations

from docutils import nodes as dn

from edition.sphinxext import nodes as en
from edition.sphinxext.notebooks import is_hidden_code
from edition.sphinxext.typst.escape import call

_LED_TO = (dn.table, dn.bullet_list, dn.enumerated_list, dn.definition_list, dn.field_list,
           dn.literal_block)
_AROUND = (dn.document, dn.section, en.print_only)  # what such words stand in


def led(node: dn.paragraph, body: str) -> str:
    """The source of a paragraph, kept with what it leads to, if it does."""
    if not body or not isinstance(node.parent, _AROUND):
        return body
    at = node.parent.index(node)
    follows = next(filter(None, map(_first, node.parent.children[at + 1:])), None)
    if not isinstance(follows, _LED_TO) and not _leads_itself(follows):
        return body
    before = node.parent.children[at - 1] if at else None
    runs_on = isinstance(before, dn.paragraph) and "ed-besides" not in before["classes"]
    return call("lead-in", str(runs_on).lower(), body=body)


def _leads_itself(node: dn.Node | None) -> bool:
    return isinstance(node, dn.paragraph) and "ed-leads" in node["classes"]


def _first(node: dn.Node) -> dn.Node | None:
    """What a node begins with on the page; None if it sets nothing there."""
    if isinstance(node, (dn.comment, dn.target, en.web_only, en.ebook_only)) \
            or is_hidden_code(node):
        return None
    if isinstance(node, dn.container):
        return next(filter(None, map(_first, node.children)), None)
    return node
