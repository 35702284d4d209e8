"""The contents of the book as books in print and e-books have them: parts and documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from docutils import nodes as dn
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

# what a page says of itself in its first lines: ``in_print: omit`` or ``in_print: front``
IN_PRINT = "in_print"
# what an index notes of its page, so that it need not be read again to know it
HOLDS_INDEX = "holds_index"


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


def for_print(env: BuildEnvironment, root: str) -> list[Part]:
    """The parts of a printed book, indices last.

    Pages that are not for print are left out, and so are those that :func:`front_of` gives.
    """
    kept = [replace(part, documents=tuple((name, depth) for name, depth in part.documents
                                          if not in_print(env, name)))
            for part in parts_of(env, root)]
    return sorted((part for part in kept if part.documents), key=lambda p: _is_index(env, p))


def front_of(env: BuildEnvironment) -> list[str]:
    """The documents that stand in front, before the first part."""
    return [name for name in sorted(env.found_docs) if in_print(env, name) == "front"]


def in_order(env: BuildEnvironment, docnames: Iterable[str]) -> list[str]:
    """The documents in the order of the contents, those that are not in them last."""
    ordered = [name for name, _ in _below(env, env.config.root_doc, 0)]
    return sorted(docnames, key=lambda name: (ordered.index(name) if name in ordered
                                              else len(ordered), name))


def in_print(env: BuildEnvironment, docname: str) -> str:
    """Blank for a page that is set where it stands; else ``front`` or ``omit``."""
    return str(env.metadata.get(docname, {}).get(IN_PRINT, ""))


def _is_index(env: BuildEnvironment, part: Part) -> bool:
    return all(HOLDS_INDEX in env.metadata.get(name, {}) for name, _ in part.documents)


def _below(env: BuildEnvironment, docname: str, depth: int) -> Iterator[tuple[str, int]]:
    yield docname, depth
    for name in env.toctree_includes.get(docname, ()):
        yield from _below(env, name, depth + 1)


def without_contents(tree: dn.document) -> dn.document:
    """The tree without its lists of contents, which the book has in front."""
    for node in list(tree.findall(addnodes.toctree)):
        node.parent.remove(node)
    return tree
