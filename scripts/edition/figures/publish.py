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

from edition.charts import CHARTS, Chart
from edition.dates import readable
from edition.edition import Edition
from edition.figures.style import INK, QUIET, RULE, SIDE_COLOURS
from edition.model import Claim
from edition.vocabularies import SIDE_NAMES

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_VARIABLES = {
    INK: "ink", QUIET: "soft", RULE: "rule", "#ffffff": "paper",
    **{SIDE_COLOURS[s]: s for s in ("resistance", "italy", "germany", "collaboration")},
}  # colour of the drawing → custom property of the site's style
ET.register_namespace("", _SVG)
ET.register_namespace("xlink", _XLINK)


class Published:
    """A figure ready to be shown; notebooks and pages take the form they can use."""

    def __init__(self, svg: str, text: str) -> None:
        self.svg, self.text = svg, text

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        inline = recoloured(self.svg[self.svg.index("<svg") :])
        return {
            "text/html": f'<div class="ed-figure">{inline}</div>',
            "image/svg+xml": self.svg,
            "text/plain": self.text,
        }


def recoloured(svg: str) -> str:
    """The same drawing with the page's own colours, so that it follows a dark theme."""
    for colour, variable in _VARIABLES.items():
        svg = svg.replace(colour.lower(), f"var(--{variable}, {colour.lower()})")
    return svg


def publish(figure: Figure, chart_id: str, edition: Edition) -> Published:
    """The figure as it is published; the figure itself is closed, so that it shows once."""
    chart = CHARTS[chart_id]
    text = describe(edition, chart)
    svg = _svg(figure)
    plt.close(figure)
    return Published(_finish(svg, chart, edition, text), text)


def describe(edition: Edition, chart: Chart) -> str:
    """The alternative text: what is drawn, claim by claim, with its numbers."""
    said = [said_of(edition, claim) for claim in chart.drawn(edition).values()]
    return f"{chart.title}. {len(said)} statements: " + "; ".join(said) + "."


def said_of(edition: Edition, claim: Claim) -> str:
    """One claim in words: ``DB 3.4, resistance, autumn 1940: more than 3,000 persons``."""
    passage = edition.name_of("passage", claim.first.passage_id)
    return f"{passage}, {SIDE_NAMES[claim.side]}, {readable(claim.date_edtf)}: {claim.reading}"


def _svg(figure: Figure) -> str:
    buffer = io.StringIO()
    metadata = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    figure.savefig(buffer, format="svg", metadata=metadata)
    return buffer.getvalue()


def _finish(svg: str, chart: Chart, edition: Edition, text: str) -> str:
    root = ET.fromstring(svg)
    _prefix_ids(root, chart.chart_id)
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


def _name_links(root: ET.Element, chart: Chart, edition: Edition) -> None:
    """Make the dot of each claim a named link; keep its other parts out of the tab order."""
    drawn = chart.drawn(edition)
    for group in root.iter(f"{{{_SVG}}}g"):
        part = re.fullmatch(rf"{chart.chart_id}-(C\d{{3,4}})\.(\w+)", group.get("id", ""))
        if not part or part[1] not in drawn:
            continue
        claim = drawn[part[1]]
        for link in group.iter(f"{{{_SVG}}}a"):
            link.attrib.pop("target", None)
            link.set("class", f"ed-mark-link ed-side-{claim.side}")
            link.set("data-claim", claim.claim_id)
            if part[2] == "dot":
                _name(link, edition, claim)
            else:
                link.set("tabindex", "-1")
                link.set("aria-hidden", "true")


def _name(link: ET.Element, edition: Edition, claim: Claim) -> None:
    said = said_of(edition, claim)
    link.set("aria-label", said)
    tip = ET.Element(f"{{{_SVG}}}title")
    tip.text = f"{said} — “{claim.lemma}”"
    link.insert(0, tip)
