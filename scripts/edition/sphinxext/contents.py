"""The contents of the book as books in print and e-books have them: parts and documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docutils import nodes as dn
from sphinx import addnodes
from sphinx.environment import BuildEnvironment


@dataclass(frozen=True)
class Part:
    """A part of the book: its caption, blank for what stands before the first part."""

    caption: str
    documents: tuple[tuple[str, int], ...]  # with their depth below the part


def parts_of(env: BuildEnvironment, root: str) -> list[Part]:
    """The root document, then a part for each caption of its contents."""
    parts = [Part("", ((root, 0),))]
    for tree in env.get_doctree(root).findall(addnodes.toctree):
        listed = [pair for name in tree["includefiles"] for pair in _below(env, name, 0)]
        parts.append(Part(tree.get("caption") or "", tuple(listed)))
    return parts


def _below(env: BuildEnvironment, docname: str, depth: int) -> Iterator[tuple[str, int]]:
    yield docname, depth
    for name in env.toctree_includes.get(docname, ()):
        yield from _below(env, name, depth + 1)


def without_contents(tree: dn.document) -> dn.document:
    """The tree without its lists of contents, which the book has in front."""
    for node in list(tree.findall(addnodes.toctree)):
        node.parent.remove(node)
    return tree
