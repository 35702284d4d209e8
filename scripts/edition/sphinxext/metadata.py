"""What a page says of itself to reference managers, search engines and link previews.

``citation_…`` is read by Google Scholar and by Zotero, whose translator takes
``citation_inbook_title`` for a book section, ``og:type`` *book* for a book, and a name that
ends in a comma for that of a body rather than of a person. Whatever needs a public address
or a DOI is left out as long as there is none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any

from docutils import nodes as dn
from sphinx.application import Sphinx

from edition.charts.words import counted
from edition.description import PDF_FILE, doi_address, filled, is_open, licence_address
from edition.edition import Edition
from edition.model import BaseText, Note
from edition.sphinxext.opened import edition_of

_LONGEST = 200  # characters of a description
_PDF = f"downloads/{PDF_FILE}"

Pairs = Iterator[tuple[str, str]]


class PageMetadata:
    """One page, or with ``name`` equal to ``root`` the book."""

    def __init__(self, edition: Edition, name: str, root: str, title: str, about: str) -> None:
        self.edition = edition
        self.info = edition.info
        self.name = name
        self.title = title
        self.is_book = name == root
        self.text: BaseText | None = next(
            (t for t in edition.texts.values() if t.page == name), None)
        self.about = self._about_text(self.text) if self.text else _shortened(about)
        self.base = edition.info.address.rstrip("/")
        self.address = self._absolute("" if self.is_book else f"{name}.html")

    def markup(self, chapters: list[tuple[str, str]]) -> str:
        """The elements of the head; ``chapters`` are names and titles, for the book."""
        lines = [f'<meta name="{name}" content="{escape(value)}">'
                 for name, value in (("description", self.about), *self._citation()) if value]
        lines += [f'<meta property="{name}" content="{escape(value)}">'
                  for name, value in self._open_graph() if value]
        lines += [f'<link rel="{rel}" href="{escape(address)}">'
                  for rel, address in self._links() if address]
        said = json.dumps(self._schema(chapters), ensure_ascii=False).replace("</", "<\\/")
        return "\n".join([*lines, f'<script type="application/ld+json">{said}</script>'])

    def _citation(self) -> Pairs:
        info = self.info
        body = f"{info.editors},"
        yield "citation_title", info.title if self.is_book else self.title
        # the editors edit the base texts and the book, and write the rest
        yield "citation_editor" if self.is_book or self.text else "citation_author", body
        if not self.is_book:
            yield "citation_inbook_title", info.title
        yield "citation_publication_date", info.date.strftime("%Y/%m/%d")
        yield "citation_publisher", info.publisher
        yield "citation_language", info.language
        yield "citation_doi", info.doi
        yield "citation_public_url", self.address
        yield "citation_pdf_url", self._absolute(_PDF)

    def _open_graph(self) -> Pairs:
        yield "og:type", "book" if self.is_book else "article"
        yield "og:title", self.info.title if self.is_book else self.title
        yield "og:site_name", self.info.title
        yield "og:description", self.about
        yield "og:locale", self.info.language.replace("-", "_")
        yield "og:url", self.address

    def _links(self) -> Pairs:
        yield "canonical", self.address
        yield "cite-as", doi_address(self.info) or self.address

    def _schema(self, chapters: list[tuple[str, str]]) -> dict[str, Any]:
        book = self._book()
        if self.is_book:
            parts = [filled({"@type": "Chapter", "name": title,
                              "url": self._absolute(f"{name}.html")}) for name, title in chapters]
            return {"@context": "https://schema.org", **book, "description": self.about,
                    "hasPart": parts}
        role = "editor" if self.text else "author"
        licence = self.info.licences.get("apparatus", "")
        return filled({
            "@context": "https://schema.org", "@type": "Chapter", "name": self.title,
            "description": self.about, "url": self.address, role: self._body(),
            "inLanguage": self.info.language, "datePublished": self.info.date.isoformat(),
            "license": "" if self.text or not is_open(licence) else licence_address(licence),
            "isPartOf": book,
        })

    def _book(self) -> dict[str, Any]:
        info = self.info
        return filled({
            "@type": "Book", "name": info.title, "alternativeHeadline": info.subtitle,
            "editor": self._body(), "publisher": {"@type": "Organization", "name": info.publisher},
            "version": info.version, "datePublished": info.date.isoformat(),
            "inLanguage": info.language, "url": self._absolute(""),
            "identifier": doi_address(info),
            "bookFormat": "https://schema.org/EBook",
        })

    def _body(self) -> dict[str, str]:
        return {"@type": "Organization", "name": self.info.editors}

    def _absolute(self, path: str) -> str:
        return f"{self.base}/{path}" if self.base else ""

    def _about_text(self, text: BaseText) -> str:
        count = sum(isinstance(row, Note) and row.last.text_id == text.siglum
                    for row in self.edition.rows_on.get(text.siglum, ()))
        return (f"{text.title} ({text.siglum}), as published by {text.host}, with "
                f"{counted(count, 'note')}.")


def _shortened(words: str) -> str:
    said = " ".join(words.split())
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST].rsplit(' ', 1)[0]} …"


def _describe(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any],
              doctree: dn.document | None) -> None:
    """Give the template what a page of the book says of itself."""
    context["metadata"] = ""
    if doctree is None:
        return
    root = app.config.root_doc
    # a paragraph with a class is an imprint, a caption or the like
    first = next((p for p in doctree.findall(dn.paragraph) if not p["classes"]), None)
    page = PageMetadata(edition_of(app.env), pagename, root, _plain(app, pagename),
                        first.astext() if first is not None else "")
    documents = [name for name in app.env.toctree_includes.get(root, ()) if name != root]
    context["metadata"] = page.markup([(name, _plain(app, name)) for name in documents])


def _plain(app: Sphinx, name: str) -> str:
    return app.env.titles[name].astext()


def register(app: Sphinx) -> None:
    """Connect the above."""
    app.connect("html-page-context", _describe)
