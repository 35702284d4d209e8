"""The figures on the printed page: how large they come out there, and their letters with them."""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest
from matplotlib.font_manager import FontProperties, findfont

from conftest import REPO
from edition import Edition
from edition.figures.fonts import FAMILY, SEMIBOLD, provide_fonts
from edition.figures.legend import LEGEND
from edition.figures.registry import FIGURES
from test_figures import SVG, closed_figures

__all__ = ["closed_figures"]

pytestmark = pytest.mark.usefixtures("closed_figures")

TEMPLATE = REPO / "scripts" / "edition" / "sphinxext" / "typst"
POINTS = 72 / 25.4  # to a millimetre
SMALLEST = 6.5  # points, in print
DRAWN = {**FIGURES, LEGEND.chart.chart_id: LEGEND}


class Page(NamedTuple):
    """What the template allows a figure on the page of the book, in points."""

    room: float  # the width of the text
    beyond: float  # what it may take of the outer margin
    tallest: float
    enlarged: float  # at most so many times

    def scale(self, width: float, height: float) -> float:
        """How many times its own size a figure is set; what goes out but little stays in."""
        scale = min(self.enlarged, (self.room + self.beyond) / width, self.tallest / height)
        inside = scale * width < self.room + self.beyond / 2
        return min(scale, self.room / width) if inside else scale


@pytest.fixture(scope="module")
def page() -> Page:
    """Read from the template that sets the figures."""
    measures = (TEMPLATE / "measures.typ").read_text("utf-8")
    matter = (TEMPLATE / "matter.typ").read_text("utf-8")
    sheet, = re.findall(r'"book": \(([^)]*)\)', measures)
    mm = {name: float(value) for name, value in re.findall(r"(\w+): ([\d.]+)mm", sheet)}
    beyond, = re.findall(r"#let beyond = .*sheet\.outside \* ([\d.]+)", matter)
    tallest, = re.findall(r"#let tallest = .*\) \* ([\d.]+)", matter)
    enlarged, = re.findall(r"natural\.width \* ([\d.]+) \* sheet\.scale", matter)
    room = mm["width"] - mm["inside"] - mm["outside"]
    return Page(room * POINTS, float(beyond) * mm["outside"] * POINTS,
                (mm["height"] - mm["top"] - mm["bottom"]) * float(tallest) * POINTS,
                float(enlarged))


@pytest.mark.parametrize("chart_id", DRAWN)
def test_letters_are_readable_in_print(edition: Edition, page: Page, chart_id: str) -> None:
    """The smallest of a figure, at the size that the template gives it, are of 6.5 points."""
    root = ET.fromstring(DRAWN[chart_id].show(edition).svg)
    width, height = map(float, root.get("viewBox", "").split()[2:])
    scale = page.scale(width, height)
    sizes = {float(size) for words in root.iter(f"{SVG}text")
             for size in re.findall(r"([\d.]+)px", words.get("style", "").partition("stroke")[0])}
    assert min(sizes) * scale >= SMALLEST, f"{min(sizes)} at {scale:.3f}, {height:.0f} high"


@pytest.mark.parametrize("chart_id", DRAWN)
def test_no_line_runs_through_words(edition: Edition, chart_id: str) -> None:
    """All words have an outline in the colour of the paper, in either theme."""
    shown = DRAWN[chart_id].show(edition)
    words = list(ET.fromstring(shown.svg).iter(f"{SVG}text"))
    assert words
    assert all("paint-order: stroke; stroke: #ffffff" in w.get("style", "") for w in words)
    assert "stroke: var(--paper, #ffffff)" in shown._repr_mimebundle_()["text/html"]


@pytest.mark.parametrize(("style", "weight", "name"), [
    ("normal", "normal", "regular"), ("italic", "normal", "italic"),
    ("normal", SEMIBOLD, "semibold"),
])  # fmt: skip
def test_words_are_measured_in_the_typeface_of_the_page(style: str, weight: str | int,
                                                        name: str) -> None:
    """Each face is the one that comes with the package, whatever the machine has."""
    provide_fonts()
    found = findfont(FontProperties(family=FAMILY, style=style, weight=weight),
                     fallback_to_default=False)
    assert found.endswith(f"fonts/libertinus-{name}.otf")
