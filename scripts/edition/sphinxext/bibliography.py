"""How works are cited and listed: the domain of sphinxcontrib-bibtex with what the edition knows.

Roles and what is cited where are the stock's, and so is the directive but for what it reads.
Labels, order and words of the entries are those of the edition's records, so that pages, PDF,
e-book and exports call a work the same.
The anchor of an entry is made of the key of the work: ``bibliography.html#ref-elsie2012``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from docutils import nodes as dn
from pybtex.richtext import Text
from pybtex.style import FormattedEntry
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.nodes import make_refnode
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.directives import BibliographyDirective, BibliographyKey
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.nodes import bibliography

from edition.labels import filed, unbroken
from edition.sphinxext.entries import entries, under_letters
from edition.sphinxext.opened import edition_of
from edition.sphinxext.site import is_our_site

logger = logging.getLogger(__name__)

_LETTERS_FROM = 100  # works; a shorter list is soon gone through


def anchor_of(key: str) -> str:
    """The anchor of an entry: the key of the work is for good, its place in the list is not."""
    return f"ref-{dn.make_id(key)}"


class Works(BibtexDomain):
    """Works cited, under the labels of the edition."""

    def env_updated(self) -> Iterable[str]:
        """Find out what is listed where, as the stock does, with anchors that last."""
        updated = super().env_updated()
        self.data["citations"] = [each._replace(citation_id=anchor_of(each.key))
                                  for each in self.citations]
        return updated

    def get_formatted_entries(self, bibliography_key: Any, docnames: list[str], tooltips: bool,
                              tooltips_style: str) -> Iterator[tuple[Any, FormattedEntry, None]]:
        """The entries of a list in their order; their words are set when the page is resolved."""
        found = dict(self.get_filtered_entries(bibliography_key))
        works = edition_of(self.env).references
        for work in filed(works[key] for key in found if key in works):
            yield found[work.key], FormattedEntry(work.key, Text(), work.short), None

    def resolve_xref(self, env: Any, fromdocname: str, builder: Any, typ: str, target: str,
                     node: addnodes.pending_xref, contnode: dn.Element) -> dn.Element:
        """``(Elsie 2010; Hoti 1992)``, each work a link of its own, in the order given."""
        if typ != "p":
            return super().resolve_xref(env, fromdocname, builder, typ, target, node, contnode)
        listed = {citation.key: citation for citation in self.citations}
        said: list[dn.Node] = []
        for asked in {each.key: each for each in parse_citation_targets(target)}.values():
            said += [dn.Text("; " if said else "("), dn.Text(f"{asked.pre} " if asked.pre else "")]
            if asked.key in listed:
                said.append(_link(builder, fromdocname, listed[asked.key]))
            else:
                logger.warning('could not find bibtex key "%s"', asked.key, location=node,
                               type="bibtex", subtype="key_not_found")
                said.append(dn.Text(asked.key))
            said.append(dn.Text(f", {asked.post}" if asked.post else ""))
        return dn.inline(target, "", *said, dn.Text(")"), classes=["bibtex-citation"])


def _link(builder: Any, docname: str, citation: Any) -> dn.Node:
    label = dn.Text(unbroken(citation.formatted_entry.label))
    return make_refnode(builder, docname, citation.bibliography_key.docname,
                        citation.citation_id, label)


class Bibliography(BibliographyDirective):
    """The stock's list of works; what its entries are made from counts as read by its page."""

    def run(self) -> list[dn.Node]:
        """The list, which is filled when the page is resolved."""
        edition = edition_of(self.env)
        for table in (edition.references, edition.notes, edition.entities, edition.estimates):
            iter(table)
        return list(super().run())


class ListWorks(SphinxPostTransform):
    """Set the lists of works, before the stock would and before what they cite is resolved."""

    default_priority = 4

    def run(self, **_: object) -> None:
        """Put the entries in the place of each list."""
        domain: Any = self.env.get_domain("cite")
        edition = edition_of(self.env)
        for node in list(self.document.findall(bibliography)):
            key = BibliographyKey(docname=node["docname"], id_=node["ids"][0])
            works = [edition.references[c.key] for c in domain.citations
                     if c.bibliography_key == key]
            *head, listed = entries(edition, works, anchor_of)
            for citation in listed.findall(dn.citation):
                citation["docname"] = node["docname"]  # by which LaTeX tells them apart
            if is_our_site(self.app) and len(works) >= _LETTERS_FROM:  # books have no jumps
                listed = under_letters(works, listed, node.parent["ids"][0])
            node.replace_self([*head, listed])


def register(app: Sphinx) -> None:
    """Put the domain in the place of the stock's, and set its lists."""
    app.setup_extension("sphinxcontrib.bibtex")
    app.add_domain(Works, override=True)
    app.add_directive("bibliography", Bibliography, override=True)
    app.add_post_transform(ListWorks)
