"""The visual language: one colour for each side, one shape for each text, quiet axes.

Colours are Paul Tol's high-contrast set, which survives colour blindness and grey
print. A style sheet of the site may recolour them for the dark theme by their class.
"""

from __future__ import annotations

from typing import Any

import matplotlib as mpl

SIDE_COLOURS = {
    "resistance": "#BB5566",
    "italy": "#DDAA33",
    "germany": "#004488",
    "collaboration": "#6699CC",
    "occupiers": "#777777",
    "civilian": "#777777",
    "allied": "#777777",
    "none": "#777777",
}
TEXT_MARKERS = {"DB": "o", "HL": "D"}  # DB a disc, HL a lozenge
OUTSIDE, OUTSIDE_MARKER = "#777777", "x"  # figures that are not of the texts
INK = "#22201c"
QUIET = "#6b665c"
LOCATOR = "#46423b"  # passages in small print: grey, and dark enough to be read
RULE = "#d8d2c4"
OCCUPIED = "#4a453e"  # Italians and Germans alike, since the texts' "enemy" may be either
STATUS_FILLS = {  # who holds a place: one colour, or two halves; what is not said is left as paper
    "resistance": (SIDE_COLOURS["resistance"], SIDE_COLOURS["resistance"]),
    "occupier": (OCCUPIED, OCCUPIED),
    "contested": (SIDE_COLOURS["resistance"], OCCUPIED),
    "unknown": ("white", "white"),
}
UNKNOWN_HATCH = "/////////"

WIDTH = 4.8  # inches; the measure of the printed page, and legible on a phone

_RC: Any = {  # the library's own type is a list of all its names
    "figure.dpi": 100,
    "figure.facecolor": "none",
    "savefig.facecolor": "none",
    "axes.facecolor": "none",
    "axes.edgecolor": QUIET,
    "axes.labelcolor": QUIET,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.linewidth": 0.6,
    "axes.titlesize": 9,
    "axes.titlelocation": "left",
    "font.family": "serif",
    "font.serif": ["Libertinus Serif", "STIXGeneral", "DejaVu Serif"],
    "font.size": 8,
    "text.color": INK,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.major.width": 0.6,
    "ytick.major.size": 0,
    "grid.color": RULE,
    "grid.linewidth": 0.5,
    "hatch.linewidth": 0.4,
    "svg.fonttype": "none",
    "svg.hashsalt": "two-accounts",
}


def use_style() -> None:
    """Switch matplotlib to the style of the edition."""
    mpl.rcParams.update(_RC)
