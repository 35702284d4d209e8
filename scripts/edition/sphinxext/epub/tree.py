"""What an e-book has otherwise than a page: no code, notes in one place, breaks of pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from docutils import nodes as dn

from edition.sphinxext import nodes as en
from edition.sphinxext.notebooks import has_hidden_code, is_hidden_code
from edition.sphinxext.theme.boxes import bibliography_entry, bibliography_list

POINTER = ("The code that draws the figures and tables of this chapter is in its notebook, with "
           "the web edition.")
_OPENINGS = (dn.section, dn.container, dn.bullet_list, bibliography_list)


class notes_section(dn.container):
    """The notes of a document, gathered at its end, where a reader can open them in place."""


class page_break(dn.inline):
    """Where a page of the PDF begins: ``page``; ``block`` if it stands between blocks."""


def without_code(tree: dn.document) -> None:
    """Leave out code that the web shows on demand, and say where it is, as the PDF does."""
    if not has_hidden_code(tree):
        return
    for source in [node for node in tree.findall(dn.container) if is_hidden_code(node)]:
        source.parent.remove(source)
    _first_section(tree).append(dn.paragraph("", POINTER, classes=["ed-pointer"]))


def without_others(tree: dn.document) -> None:
    """Leave out what is said of the page or of the PDF alone, and what print has elsewhere."""
    for node in [n for kind in (en.web_only, en.print_only) for n in tree.findall(kind)]:
        node.parent.remove(node)
    for row in list(tree.findall(en.data_row)):
        if not row["in_print"]:
            row.parent.remove(row)
    for line in list(tree.findall(en.data_line)):
        if not line.children:
            line.parent.remove(line)


def without_links(tree: dn.document, omitted: Collection[str]) -> None:
    """Keep the words of links to documents that are not in the book."""
    for link in list(tree.findall(dn.reference)):
        if link.get("refuri", "").partition("#")[0] in omitted:
            link.parent.replace(link, link.children)


def gather_notes(tree: dn.document) -> None:
    """Put the notes of all paragraphs at the end of the document."""
    lists = list(tree.findall(en.note_list))
    if not lists:
        return
    gathered = notes_section("", classes=["ed-notes"])
    for held in lists:
        held.parent.remove(held)
        gathered += held.children
    _first_section(tree).append(gathered)


class PageBreaks:
    """Breaks the documents where the pages of the PDF begin."""

    def __init__(self, pages: Iterable[str]) -> None:
        self._begun = {int(page) for page in pages if page.isdigit()}
        self.placed: dict[int, str] = {}  # page → document

    def put(self, docname: str, tree: dn.document, pages: Mapping[str, str]) -> None:
        """Put a break before the first block of each page."""
        for block in list(_placed(tree)):
            page = pages.get(block["place"], "")
            if page.isdigit() and int(page) not in self.placed:
                breaks = [page_break("", page=str(n), ids=[f"page-{n}"])
                          for n in self._due(int(page))]
                self.placed |= {int(each["page"]): docname for each in breaks}
                _insert(block, breaks)

    def _due(self, page: int) -> list[int]:
        """The page, and those before it on which no block begins: blank, or full of a figure."""
        due = [page]
        while due[0] > 1 and due[0] - 1 not in self._begun and due[0] - 1 not in self.placed:
            due.insert(0, due[0] - 1)
        return due


def _placed(tree: dn.document) -> Iterator[dn.Element]:
    for node in tree.findall(dn.Element):
        if isinstance(node, bibliography_entry):
            node["place"] = node["ids"][0]
        if "place" in node:
            yield node


def _insert(block: dn.Element, breaks: list[page_break]) -> None:
    """Before the heading that the block comes first under, or else at its own beginning."""
    top = block
    while isinstance(top.parent, _OPENINGS) and _is_first(top):
        top = top.parent
    if isinstance(top, dn.section) or isinstance(block, dn.literal_block):
        at = top if isinstance(top, dn.section) else block
        for each in breaks:
            each["block"] = True
        at.parent.insert(at.parent.index(at), breaks)
    else:
        block.insert(0, breaks)


def _is_first(node: dn.Node) -> bool:
    """Whether only the heading stands before it."""
    before = node.parent.children[: node.parent.index(node)]
    return all(isinstance(each, dn.title | page_break) for each in before)


def _first_section(tree: dn.document) -> dn.Element:
    return next(iter(tree.findall(dn.section)), tree)
