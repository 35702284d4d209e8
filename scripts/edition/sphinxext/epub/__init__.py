"""The e-book: an EPUB 3 from the documents that the pages and the PDF are made from.

``builder`` goes through the documents, ``tree`` changes what an e-book has otherwise than a
page, ``setters`` and ``translator`` set it, ``pictures`` makes images of the charts and the
cover, ``checks`` holds what was made against the edition, ``package`` describes it and puts
it into one file. ``templates`` are the pages of its own, and ``book.css`` is the design.
"""

from sphinx.application import Sphinx

from edition.sphinxext import places
from edition.sphinxext.epub import setters
from edition.sphinxext.epub.builder import EpubBuilder


def register(app: Sphinx) -> None:
    """Put the builder in the place of Sphinx's own, and add how it sets nodes of ours."""
    app.add_event(places.WANTED)
    app.add_builder(EpubBuilder, override=True)
    for node, pair in setters.SETTERS.items():
        app.add_node(node, override=True, epub=pair)
