"""Document nodes to XHTML: Sphinx's translator, without what only a web page needs."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes as dn
from sphinx import addnodes
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

from edition.anchors import PASSAGE_NAME
from edition.sphinxext import nodes as en
from edition.sphinxext.theme.boxes import bibliography_list

logger = logging.getLogger(__name__)

# what a document is to a reading system, and the role that says so to a screen reader
_BY_NAME = {"introduction": ("introduction", "doc-introduction"),
            "glossary": ("glossary", "doc-glossary")}
_BY_CONTENT: tuple[tuple[type[dn.Element], tuple[str, str]], ...] = (
    (en.index_list, ("index", "doc-index")),
    (bibliography_list, ("bibliography", "doc-bibliography")),
)
_CHAPTER = ("chapter", "doc-chapter")


def kind_of(docname: str, tree: dn.document) -> tuple[str, str]:
    """Type and role of a document."""
    for node, kind in _BY_CONTENT:
        if next(iter(tree.findall(node)), None) is not None:
            return kind
    return _BY_NAME.get(docname, _CHAPTER)


class EpubTranslator(HTML5Translator):
    """Sets one document."""

    def starttag(self, node: dn.Element, tagname: str, suffix: str = "\n",
                 empty: bool = False, **attributes: Any) -> str:
        """A start tag; a language is named in both ways, a head says what it heads."""
        tag = super().starttag(node, tagname, suffix, empty, **attributes)
        if ' lang="' in tag:
            language = tag.partition(' lang="')[2].partition('"')[0]
            tag = tag.replace(' lang="', f' xml:lang="{language}" lang="', 1)
        if tagname == "th":
            tag = tag.replace("<th", '<th scope="col"', 1)
        return tag

    def visit_section(self, node: dn.Element) -> None:
        """The first section is the document."""
        self.section_level += 1
        attributes: dict[str, Any] = {}
        if self.section_level == 1:
            kind, role = kind_of(self.builder.current_docname, self.document)
            attributes = {"epub:type": kind, "role": role}
        self.body.append(self.starttag(node, "section", **attributes))

    def visit_reference(self, node: dn.Element) -> None:
        """A link, with nothing but its target."""
        name = any("ed-name" in inner["classes"] for inner in node.findall(dn.inline))
        look = "ed-name" if name else "ed-passage" if PASSAGE_NAME.fullmatch(node.astext()) else ""
        target = node["refuri"] if "refuri" in node else f"#{node['refid']}"
        self.body.append(self.starttag(node, "a", "", href=target, CLASS=look))

    def visit_inline(self, node: dn.Element) -> None:
        """A span only if it says something."""
        says = [c for c in node["classes"] if not c.startswith(("ed-xref", "ed-name", "ed-of-"))
                and c not in ("std", "std-numref", "std-ref", "std-doc", "doc", "xref")]
        node["classes"] = says
        said = says or node.get("ids")
        self.body.append(self.starttag(node, "span", "") if said else "")
        self.context.append("</span>" if said else "")

    def depart_inline(self, node: dn.Element) -> None:
        """Its end."""
        self.body.append(self.context.pop())

    def visit_image(self, node: dn.Element) -> None:
        """A picture with its description."""
        name = self.builder.images.get(node["uri"])
        if name is None:
            logger.warning("the image '%s' cannot be set in the e-book", node["uri"],
                           type="epub", subtype="image", location=node)
            raise dn.SkipNode
        if not node.get("alt", "").strip():
            logger.warning("the image '%s' has no alternative text", node["uri"],
                           type="epub", subtype="image", location=node)
        self.body.append(self.emptytag(node, "img", "", src=f"{self.builder.imgpath}/{name}",
                                       alt=node.get("alt", "")))

    def depart_image(self, node: dn.Element) -> None:
        """Nothing is open."""

    def visit_literal_block(self, node: dn.Element) -> None:
        """Code as it was typed, without colours."""
        self.body.append(self.starttag(node, "pre", "", CLASS="ed-code")
                         + f"<code>{escape(node.astext(), quote=False)}</code></pre>\n")
        raise dn.SkipNode

    def visit_raw(self, node: dn.Element) -> None:
        """What was written for this book only; scripts and styles are of the web."""
        if node.get("format") == "epub":
            self.body.append(node.astext())
        elif not node.astext().strip().startswith(("<script", "<style", "<!--")):
            logger.warning("raw %s is not set in the e-book: %r", node.get("format"),
                           node.astext()[:40], type="epub", subtype="raw", location=node)
        raise dn.SkipNode

    def visit_download_reference(self, node: addnodes.download_reference) -> None:
        """Files do not go with the book."""

    def depart_download_reference(self, node: addnodes.download_reference) -> None:
        """Nothing is open."""
