"""A text is held back while its page is read, and stands there when it is written.

Sphinx goes through every page some thirty times on the way from its source to its document; in a
text, made of tens of thousands of nodes that are as they should be, nothing is found there.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes as dn
from docutils.transforms.universal import SmartQuotes
from docutils.utils.smartquotes import educate_tokens
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import is_smartquotable


class held(dn.General, dn.Element):
    """The place of a block that is held back: ``block``."""


def hold(block: dn.Element, language: str) -> held:
    """The place of a block, in which straight quotation marks are made those of a language."""
    for paragraph in block.findall(dn.paragraph):
        if is_smartquotable(paragraph):
            _educate(paragraph, language)
    return held("", block=block)


def _educate(paragraph: dn.paragraph, language: str) -> None:
    """Do to the words what Sphinx does to those of a page that it reads."""
    words = list(paragraph.findall(dn.Text))
    tokens = (("plain" if is_smartquotable(node) else "literal", str(node)) for node in words)
    educated = educate_tokens(tokens, SmartQuotes.smartquotes_action, language)
    for node, said in zip(words, educated, strict=True):
        if said != node:
            node.parent.replace(node, dn.Text(said))


def unfolded(document: dn.document) -> dn.document:
    """The document with every block in its place."""
    for place in list(document.findall(held)):
        place.replace_self(place["block"])
    return document


class Unfold(SphinxPostTransform):
    """Puts every block in its place before anything else is resolved."""

    default_priority = 0

    def run(self, **_: Any) -> None:
        """Do it."""
        unfolded(self.document)


def register(app: Sphinx) -> None:
    """Add the transform."""
    app.add_post_transform(Unfold)
