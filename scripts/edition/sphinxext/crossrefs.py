"""Cross references, as nodes that are resolved when all pages are read."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes as dn
from sphinx.addnodes import pending_xref


def xref(role: str, target: str, text: str, *, classes: Iterable[str] = ()) -> pending_xref:
    """A cross reference of the edition's domain, resolved when all pages are read."""
    reference = pending_xref(
        text, dn.inline(text, text, classes=["ed-xref", *classes]),
        refdomain="ed", reftype=role, reftarget=target, refexplicit=True, refwarn=True,
    )
    return reference


def numref(label: str) -> dn.Node:
    """A numbered reference to a figure, as ``fig. 1``."""
    return pending_xref("", dn.inline("", label, classes=["xref", "std", "std-numref"]),
                        refdomain="std", reftype="numref", reftarget=label, refexplicit=False,
                        refwarn=True)


def cited(keys: str) -> dn.Node:
    """A citation of works in one bracket, resolved when all pages are read."""
    return pending_xref("", dn.inline("", keys), refdomain="cite", reftype="p", reftarget=keys,
                        refexplicit=False, refwarn=True)
