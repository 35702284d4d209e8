"""The typeface of the figures: the one of page and print, told to the drawing library.

Words are measured by it wherever a figure is laid out, so that labels end where they are
thought to end; the PNG files are set in it. The fonts in ``fonts`` are subsets, see there.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from matplotlib.font_manager import fontManager

FAMILY = "Libertinus Serif"
SEMIBOLD = 600

_FOLDER = Path(__file__).with_name("fonts")
_WEIGHTS = {"regular": 400, "italic": 400, "semibold": SEMIBOLD}  # file → weight


@cache
def provide_fonts() -> None:
    """Make the typeface known, before any copy that the machine may have: once is enough."""
    for name, weight in _WEIGHTS.items():
        fontManager.addfont(_FOLDER / f"libertinus-{name}.otf")
        # the semibold calls itself a family of its own
        entry = replace(fontManager.ttflist.pop(), name=FAMILY, weight=weight)
        fontManager.ttflist.insert(0, entry)
