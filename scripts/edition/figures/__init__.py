"""Drawing the charts that ``charts.py`` declares.

How to add one: declare it in ``charts.py``, write ``draw_x(axes, …)`` in a module of this
package (it draws on axes it is given and marks each claim with :func:`marks.draw_claim`),
name it with its layout in ``FIGURES``, and call it in a notebook.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from matplotlib.figure import Figure

from edition.edition import Edition
from edition.figures.forces import draw_strengths, strengths_figure
from edition.figures.publish import publish
from edition.figures.rows import claims_table
from edition.figures.style import use_style

FIGURES: Mapping[str, Callable[[Edition], Figure]] = {"forces-strengths": strengths_figure}
"""Chart id → the function that draws the whole figure, for the downloads."""

__all__ = ["FIGURES", "claims_table", "draw_strengths", "publish", "use_style"]
