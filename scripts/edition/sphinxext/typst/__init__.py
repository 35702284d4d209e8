"""The PDF builder: Typst from the resolved document tree.

``builder`` collects the documents and compiles, ``book`` writes the whole source,
``writer`` sets documents with the setters of ``blocks``, ``texts``, ``indices`` and
``tables``, ``labels`` knows what can be linked to, ``template.typ`` is the design.
"""

from sphinx.application import Sphinx

from edition.sphinxext.typst.builder import TypstBuilder


def register(app: Sphinx) -> None:
    """Add the builder and the name of its file."""
    app.add_builder(TypstBuilder)
    app.add_config_value("edition_pdf_name", "albanian-resistance", "", str)
