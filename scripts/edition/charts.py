"""Which figure draws which claims, and which it leaves out and why.

This is the one source for the links in both directions: the figures draw what is
declared here, the text pages name the figures a claim is drawn in, and the tests
compare the drawn marks with these declarations.

How to add a chart: declare it in ``CHARTS``, write its drawing function in
``figures/``, and call it in a notebook with the chart's id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from edition.edition import Edition
from edition.model import Claim


@dataclass(frozen=True)
class Chart:
    """A figure of the book."""

    chart_id: str  # label of the figure; also the name of its files
    notebook: str  # document that shows it
    title: str  # what it shows, for lists and file descriptions
    variable: str  # the variable of claims.csv it is about
    sides: tuple[str, ...]  # sides drawn, in order from the top
    reasons: Mapping[str, str]  # claim id → why it is not drawn

    def candidates(self, edition: Edition) -> dict[str, Claim]:
        """Every claim of the variable."""
        return {c.claim_id: c for c in edition.claims.values() if c.variable == self.variable}

    def drawn(self, edition: Edition) -> dict[str, Claim]:
        """The claims that the figure draws."""
        left = self.left_out(edition)
        return {key: c for key, c in self.candidates(edition).items() if key not in left}

    def left_out(self, edition: Edition) -> dict[str, str]:
        """The claims of the variable that it does not draw, each with the reason."""
        reasons = {}
        for key, claim in self.candidates(edition).items():
            if key in self.reasons:
                reasons[key] = self.reasons[key]
            elif claim.side not in self.sides:
                reasons[key] = f"counts the side '{claim.side}', which is not a side of this figure"
        return reasons


CHARTS: Mapping[str, Chart] = {
    chart.chart_id: chart
    for chart in (
        Chart(
            chart_id="forces-strengths",
            notebook="forces",
            title="Strengths that the two texts give, in persons",
            variable="force_size",
            sides=("resistance", "italy", "germany", "collaboration"),
            reasons={
                "C008": "the words name no order of magnitude",
                "C015": "the words name no order of magnitude",
                "C018": "the words name no order of magnitude",
                "C105": "the words name no order of magnitude",
                "C309": "the words name no order of magnitude",
                "C010": "a mission of advisers is not a fighting force",
            },
        ),
    )
}

IMPLAUSIBLE: Mapping[str, str] = {
    "C013": "more than the whole German force that either text gives for Albania",
}
"""Claims that cannot be true as they stand: drawn apart from the others, and said so."""

CHART_FILES: Mapping[str, str] = {"SVG": ".svg", "PNG": ".png", "rows as CSV": ".csv"}
"""What can be downloaded of each figure: the words of the link → the ending of the file."""
