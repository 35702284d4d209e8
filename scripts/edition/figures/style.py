"""The visual language: one colour for each side, one shape for each text, quiet axes.

Colours are Paul Tol's high-contrast set, which survives colour blindness and grey
print. A style sheet of the site may recolour them for the dark theme by their class.
"""

from __future__ import annotations

from typing import Any

import matplotlib as mpl

from edition.figures.fonts import FAMILY, provide_fonts

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
PAPER = "#ffffff"
QUIET = "#4f4b43"
RULE = "#d8d2c4"
OCCUPIED = "#4a453e"  # Italians and Germans alike, since the texts' "enemy" may be either
STATUS_FILLS = {  # who holds a place: one colour, or two halves; what is not said is left as paper
    "resistance": (SIDE_COLOURS["resistance"], SIDE_COLOURS["resistance"]),
    "occupier": (OCCUPIED, OCCUPIED),
    "contested": (SIDE_COLOURS["resistance"], OCCUPIED),
    "unknown": ("white", "white"),
}
UNKNOWN_HATCH = "/////////"

# inches; a figure of this size fills the printed page, and is set there at 98 per cent; a higher
# one would be made smaller, and its words with it
WIDTH, TALLEST = 4.8, 5.8
HALO = 0.9  # points of paper about every letter
SMALL = 6.7  # points; the smallest letters, which come out in print at more than 6.5

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
    "font.serif": [FAMILY, "STIXGeneral", "DejaVu Serif"],
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
    provide_fonts()
    mpl.rcParams.update(_RC)
