"""The PDF builder: Typst from the resolved document tree."""

from sphinx.application import Sphinx


def register(app: Sphinx) -> None:
    """Add the builder."""
