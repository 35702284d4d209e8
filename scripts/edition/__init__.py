"""The executable edition *Two Accounts of the Albanian Resistance, 1939–1944*.

Open the data with :func:`open_edition`; everything else is reached from the
:class:`~edition.edition.Edition` it returns. ``model.py`` is the data dictionary.
"""

from edition.edition import Edition
from edition.load import open_edition
from edition.problems import EditionError

__all__ = ["Edition", "EditionError", "open_edition"]
