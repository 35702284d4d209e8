"""What a declaration says: which rows a figure is about, and which of them it does not draw."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from edition.edition import Edition
from edition.model import Claim, Control, DateRow, Estimate, Parallel

Row = Claim | Control | DateRow | Estimate | Parallel
R = TypeVar("R", Claim, Control, DateRow, Parallel, Row)


@dataclass(frozen=True)
class Chart(Generic[R]):
    """A figure of the book."""

    chart_id: str  # label of the figure; also the name of its files
    notebook: str  # document that shows it
    title: str  # what it shows, for lists, file descriptions and screen readers
    about: Callable[[Edition], Iterable[R]]  # every row it could draw
    reasons: Mapping[str, str] = field(default_factory=dict)  # row id → why it is not drawn
    rules: Mapping[str, Callable[[Edition, R], bool]] = field(default_factory=dict)
    # reason → the rows for which it holds
    outside: bool = False  # draws outside estimates for the claims drawn, in the same unit
    sizes: bool = False  # draws outside figures for the size of one formation of those counted

    def candidates(self, edition: Edition) -> dict[str, R]:
        """Every row that the figure is about."""
        return {row.id: row for row in self.about(edition)}

    def drawn(self, edition: Edition) -> dict[str, R]:
        """The rows of the texts that the figure draws."""
        left = self.left_out(edition)
        return {key: row for key, row in self.candidates(edition).items() if key not in left}

    def left_out(self, edition: Edition) -> dict[str, str]:
        """The rows that it does not draw, each with the reason."""
        found = {}
        for key, row in self.candidates(edition).items():
            reasons = (reason for reason, holds in self.rules.items() if holds(edition, row))
            reason = self.reasons.get(key) or next(reasons, "")
            if reason:
                found[key] = reason
        return found

    def estimates(self, edition: Edition) -> dict[str, Estimate]:
        """The figures from outside that stand beside the claims drawn."""
        if not (self.outside or self.sizes):
            return {}
        drawn = {key: c for key, c in self.drawn(edition).items() if isinstance(c, Claim)}
        return {
            e.estimate_id: e for e in edition.estimates.values()
            if any(self._fits(drawn[key], e) for key in e.claim_list if key in drawn)
        }

    def _fits(self, claim: Claim, estimate: Estimate) -> bool:
        return self.outside if claim.unit == estimate.unit else self.sizes

    def marks(self, edition: Edition) -> dict[str, Row]:
        """Everything that has a mark: rows of the texts, then outside estimates."""
        return {**self.drawn(edition), **self.estimates(edition)}


def claims(*variables: str, where: Callable[[Claim], bool] = lambda _: True
           ) -> Callable[[Edition], Iterable[Claim]]:
    """The claims of some variables, for ``about``."""
    return lambda edition: (c for c in edition.claims.values()
                            if c.variable in variables and where(c))
