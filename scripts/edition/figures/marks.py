"""One claim, one mark: the chart rules of the edition, in one place.

A filled dot is the number given; an arrow points away from a one-sided bound; a
hollow dot is vague or of low certainty; an upright bar runs from the lower to the
higher of two numbers; a horizontal bar is an uncertain date, dotted towards an open
end. The shape is that of the text that speaks. Every part of a mark carries
the address of its passage and the id of its claim.
"""

from __future__ import annotations

import datetime as dt

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.dates import date2num

from edition.edition import Edition
from edition.figures.style import INK, SIDE_COLOURS, TEXT_MARKERS
from edition.model import Claim

_OPEN_END = dt.timedelta(days=75)  # how far a dotted line runs towards an open date


def passage_url(edition: Edition, claim: Claim) -> str:
    """Address of the passage, relative to a page of the book."""
    page = edition.texts[claim.first.text_id].page
    return f"{page}.html#{claim.first.passage_id}"


def mark_id(claim: Claim, part: str) -> str:
    """The group id under which a part of a mark stands in the SVG."""
    return f"{claim.claim_id}.{part}"


def draw_claim(axes: Axes, edition: Edition, claim: Claim, *, above: bool = True,
               left: bool = False) -> list[Artist]:
    """Draw a claim at its date and value, with its label; the artists drawn.

    The label stands above or below the mark, to the right of it or to the left.
    """
    colour = SIDE_COLOURS[claim.side]
    x = float(date2num(claim.date.middle))
    artists: list[Artist] = [*_date_bar(axes, claim, colour)]
    hollow = claim.qualifier == "vague" or claim.cert == "low"
    # both shapes are told apart at a glance and outlined, since the yellow is faint
    if claim.qualifier == "range":
        artists.append(_range_bar(axes, claim, x, colour))
    else:
        dot, = axes.plot(
            [x], [claim.value], TEXT_MARKERS.get(claim.first.text_id, "s"), ms=5.2, mew=0.9,
            mfc="white" if hollow else colour, mec=colour if hollow else INK, zorder=4,
        )
        dot.set_gid(mark_id(claim, "dot"))
        artists.append(dot)
    if claim.qualifier in ("at_least", "at_most", "vague"):
        artists.append(_arrow(axes, claim, x, colour))
    artists.append(_label(axes, edition, claim, x, above, left))
    for artist in artists:
        artist.set_url(passage_url(edition, claim))
    return artists


def _date_bar(axes: Axes, claim: Claim, colour: str) -> list[Artist]:
    date = claim.date
    if date.start and date.end and (date.end - date.start).days <= 2:
        return []
    start = date.start or (date.end or dt.date.min) - _OPEN_END
    end = date.end or (date.start or dt.date.min) + _OPEN_END
    dotted = date.start is None or date.end is None
    bar, = axes.plot(
        [float(date2num(start)), float(date2num(end))], [claim.value] * 2, color=colour, lw=1.6,
        ls=(0, (1, 1.6)) if dotted else "-", alpha=0.85, solid_capstyle="butt", zorder=2,
    )
    bar.set_gid(mark_id(claim, "date"))
    return [bar]


def _range_bar(axes: Axes, claim: Claim, x: float, colour: str) -> Artist:
    """Two numbers without one between them: a bar from low to high and no dot."""
    ends = [v for v in (claim.low, claim.high) if v is not None]
    bar, = axes.plot([x] * len(ends), ends, color=colour, lw=2.4, marker="_", ms=7,
                     solid_capstyle="butt", zorder=4)
    bar.set_gid(mark_id(claim, "range"))
    return bar


def _arrow(axes: Axes, claim: Claim, x: float, colour: str) -> Artist:
    up = claim.qualifier != "at_most"
    arrow = axes.annotate(
        "", xy=(x, claim.value), xytext=(0, 20 if up else -20), textcoords="offset points",
        arrowprops={"arrowstyle": "<-", "color": colour, "lw": 1.2, "shrinkA": 0, "shrinkB": 2,
                    "mutation_scale": 9},
        zorder=3,
    )
    patch = arrow.arrow_patch
    assert patch is not None  # there is one wherever arrowprops are given
    patch.set_gid(mark_id(claim, "bound"))
    return patch


def _label(axes: Axes, edition: Edition, claim: Claim, x: float, above: bool,
           left: bool) -> Artist:
    sign = {"approx": "≈ ", "at_least": "> ", "at_most": "< ", "vague": "≥ "}
    passage = edition.name_of("passage", claim.first.passage_id)
    number = f"{sign.get(claim.qualifier, '')}{claim.number}"
    label = axes.annotate(
        f"{number}\n{passage}", xy=(x, claim.value), fontsize=7, linespacing=1.05,
        xytext=(-5 if left else 5, 1.5 if above else -2.5), textcoords="offset points",
        ha="right" if left else "left", va="bottom" if above else "top",
    )
    label.set_gid(mark_id(claim, "label"))
    return label
