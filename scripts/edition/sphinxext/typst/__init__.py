"""The PDF builder: Typst from the resolved document tree.

``builder`` collects the documents and compiles, ``book`` writes the whole source,
``writer`` sets documents with the setters of ``blocks``, ``texts``, ``indices`` and
``tables``, ``labels`` knows what can be linked to; the design is in the files ``*.typ``,
of which ``template.typ`` is the first to read.
"""

from sphinx.application import Sphinx

from edition.sphinxext.typst.builder import TypstBuilder


def register(app: Sphinx) -> None:
    """Add the builder, the layout, and what is attached besides the data."""
    app.add_builder(TypstBuilder)
    app.add_config_value("edition_pdf_layout", "book", "", str)
    app.add_config_value("edition_pdf_attachments", "", "", str)  # a folder with TEI files
