"""From a drawn figure to what a page shows: SVG with links, a description, no clock.

On the web the figure is inline SVG, so that its marks are links; in print and EPUB it
is the same SVG as an image. Each mark's parts become one link with a name for screen
readers; the description carries the numbers.
"""

from __future__ import annotations

import io
import re
from typing import Any
from xml.etree import ElementTree as ET

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from edition.anchors import ROW
from edition.charts.chart import Chart, Row
from edition.charts.words import lemma_of, mark_id, said_of
from edition.edition import Edition
from edition.figures.marks import MAIN_PARTS
from edition.figures.style import HALO, INK, OCCUPIED, PAPER, QUIET, RULE, SIDE_COLOURS
from edition.model import Claim

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_VARIABLES = {
    INK: "ink", QUIET: "soft", RULE: "rule", OCCUPIED: "occupied", PAPER: "paper",
    **{SIDE_COLOURS[s]: s for s in ("resistance", "italy", "germany", "collaboration")},
}  # colour of the drawing → custom property of the site's style
_OUTLINE = (f"paint-order: stroke; stroke: {PAPER}; stroke-width: {2 * HALO:g}px; "
            "stroke-linejoin: round")
ET.register_namespace("", _SVG)
ET.register_namespace("xlink", _XLINK)


class Published:
    """A figure ready to be shown; notebooks and pages take the form they can use."""

    def __init__(self, svg: str, text: str) -> None:
        self.svg, self.text = svg, text

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        inline = recoloured(self.svg[self.svg.index("<svg") :])
        return {
            # on a phone it scrolls within itself, and must be reachable by the keyboard
            "text/html": '<div class="ed-figure" tabindex="0" role="group" aria-label="Figure">'
                         f"{inline}</div>",
            "image/svg+xml": self.svg,
            "text/plain": self.text,
        }


def recoloured(svg: str) -> str:
    """The same drawing with the page's own colours, so that it follows a dark theme."""
    for colour, variable in _VARIABLES.items():
        svg = svg.replace(colour.lower(), f"var(--{variable}, {colour.lower()})")
    return svg


def publish(figure: Figure, chart: Chart[Any], edition: Edition, text: str) -> Published:
    """The figure as it is published, with ``text`` as its description.

    The figure itself is closed, so that it shows once.
    """
    svg = _svg(figure)
    plt.close(figure)
    return Published(_finish(svg, chart, edition, text), text)


def _svg(figure: Figure) -> str:
    buffer = io.StringIO()
    metadata = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    figure.savefig(buffer, format="svg", metadata=metadata)
    return buffer.getvalue()


def _finish(svg: str, chart: Chart[Any], edition: Edition, text: str) -> str:
    root = ET.fromstring(svg)
    _prefix_ids(root, chart.chart_id)
    _shorten_numbers(root)
    _outline_words(root)
    for width in ("width", "height"):  # the page decides the size, the view box the shape
        root.attrib.pop(width, None)
    root.set("role", "group")
    root.set("class", "ed-chart")
    root.set("aria-labelledby", f"{chart.chart_id}-title")
    root.set("aria-describedby", f"{chart.chart_id}-desc")
    title = ET.Element(f"{{{_SVG}}}title", {"id": f"{chart.chart_id}-title"})
    title.text = chart.title
    description = ET.Element(f"{{{_SVG}}}desc", {"id": f"{chart.chart_id}-desc"})
    description.text = text
    root.insert(0, title)
    root.insert(1, description)
    _name_links(root, chart, edition)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode")


def _outline_words(root: ET.Element) -> None:
    """Give all words an outline of paper, so that no line and no cloud runs through them."""
    for words in root.iter(f"{{{_SVG}}}text"):
        words.set("style", f"{words.get('style', '')}; {_OUTLINE}".removeprefix("; "))


def _shorten_numbers(root: ET.Element) -> None:
    """Two decimals of a point are finer than any eye; six make a map twice as heavy."""
    for element in root.iter():
        for name in {"d", "x", "y", "transform"} & element.attrib.keys():
            element.set(name, re.sub(r"(\.\d\d)\d+", r"\1", element.get(name, "")))


def _prefix_ids(root: ET.Element, prefix: str) -> None:
    """Make ids unique on a page that may show several figures."""
    for element in root.iter():
        if "id" in element.attrib:
            element.set("id", f"{prefix}-{element.get('id')}")
        for name, value in element.attrib.items():
            if name == f"{{{_XLINK}}}href" and value.startswith("#"):
                element.set(name, f"#{prefix}-{value[1:]}")
            elif "url(#" in value:
                element.set(name, value.replace("url(#", f"url(#{prefix}-"))


def _name_links(root: ET.Element, chart: Chart[Any], edition: Edition) -> None:
    """Make one part of each mark a named link; keep its other parts out of the tab order.

    A row with marks at several passages has a named link to each; the first can be gone to.
    """
    rows = chart.marks(edition)
    named: set[tuple[str, str]] = set()
    for group in root.iter(f"{{{_SVG}}}g"):
        part = re.fullmatch(rf"{chart.chart_id}-({ROW})\.([\w-]+)", group.get("id", ""))
        if not part or part[1] not in rows:
            continue
        row = rows[part[1]]
        for link in group.iter(f"{{{_SVG}}}a"):
            link.attrib.pop("target", None)
            side = f" ed-side-{row.side}" if isinstance(row, Claim) else ""
            link.set("class", f"ed-mark-link{side}")
            link.set("data-row", row.id)
            address = link.get(f"{{{_XLINK}}}href", "")
            if (row.id, address) not in named and part[2].split("-")[0] in MAIN_PARTS:
                if row.id not in {key for key, _ in named}:
                    link.set("id", mark_id(chart.chart_id, row.id))
                named.add((row.id, address))
                _name(link, edition, row, address.partition("#")[2])
            else:
                link.set("tabindex", "-1")
                link.set("aria-hidden", "true")


def _name(link: ET.Element, edition: Edition, row: Row, passage: str) -> None:
    said = said_of(edition, row)
    link.set("role", "link")
    link.set("aria-label", said)
    tip = ET.Element(f"{{{_SVG}}}title")
    tip.text = f"{said} — {lemma_of(edition, row, passage)}"
    link.insert(0, tip)
