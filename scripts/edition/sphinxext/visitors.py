"""How a node becomes markup: pairs of what is written before its children and behind them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docutils import nodes as dn

Visitors = tuple[Callable[..., None], Callable[..., None]]


def element(tag: str, **fixed: str) -> Visitors:
    """An element with the ids and classes of the node, and further attributes."""

    def visit(self: Any, node: dn.Element) -> None:
        self.body.append(self.starttag(node, tag, suffix="", **fixed))

    return visit, closing(tag)


def closing(tag: str) -> Callable[[Any, dn.Element], None]:
    """The end of an element."""

    def depart(self: Any, node: dn.Element) -> None:
        self.body.append(f"</{tag}>")

    return depart


def markup(before: str, behind: str) -> Visitors:
    """The same for each node."""

    def visit(self: Any, node: dn.Element) -> None:
        self.body.append(before)

    def depart(self: Any, node: dn.Element) -> None:
        self.body.append(behind)

    return visit, depart


def whole(written: Callable[[dn.Element], str]) -> Visitors:
    """One piece of markup in the place of the node and its children."""

    def visit(self: Any, node: dn.Element) -> None:
        self.body.append(written(node))
        raise dn.SkipNode

    return visit, _nothing


def _nothing(self: Any, node: dn.Element) -> None:
    """Write nothing here."""


CHILDREN: Visitors = (_nothing, _nothing)
"""Its children alone."""

NOT_AT_ALL = whole(lambda node: "")
"""Neither the node nor its children."""
