"""The figures of the notebook on casualties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from edition.charts.chart import Chart, claims
from edition.edition import Edition
from edition.losses import InWords
from edition.model import Claim

LOSSES = ("killed", "wounded", "killed_and_wounded", "captured", "wounded_and_captured")


class Derivation(NamedTuple):
    """How a number that a text does not give in digits follows from another that it gives."""

    base: str  # the claim it is worked out from
    factor: float
    words: str  # what the text says


DERIVED: Mapping[str, Derivation] = {"C211": Derivation("C210", 2, "twice as much")}
"""Claims whose number is worked out from another's."""

DISPUTED: Mapping[str, str] = {
    "C304": "by whom is disputed",
    "C305": "by whom is disputed",
}
"""Claims of which others say otherwise who did it; the notes to the passages say how."""


IN_WORDS = (
    InWords("DB.2.12", "liquidated", "shkoder-fight-1940", "italy"),
    InWords("DB.9.15", "heavy losses", "mallakaster-expedition-1943", "resistance"),
    InWords("HL.5.3", "many atrocities", "winter-reprisals-1943-1944", "civilian"),
)
"""Losses of which a passage speaks without a number."""

_ITALIANS = ("italy", "resistance")
_GERMANS = ("germany", "resistance")
_WITH_HELPERS = ("germany", "collaboration", "resistance")

PARTIES: Mapping[str, tuple[str, ...]] = {
    "shkoder-fight-1940": _ITALIANS,
    "lezhe-battle-1940": _ITALIANS,
    "gjirokaster-ambush-1940": _ITALIANS,
    "unity-front-crushing": ("resistance",),  # by whom is not said
    "offensive-1942": ("italy", "collaboration", "resistance"),
    "partisan-actions-1943": _ITALIANS,
    "battle-of-leskovik": _ITALIANS,
    "mallakaster-expedition-1943": _ITALIANS,
    "battle-of-drashovice": _GERMANS,
    "german-winter-offensive": _WITH_HELPERS,
    "peze-advance-1943": _GERMANS,
    "german-advance-december-1943": _GERMANS,
    "german-advance-january-1944": _WITH_HELPERS,
    "germenj-fights-1944": _GERMANS,
    "winter-reprisals-1943-1944": ("civilian",),
    "tirane-killings-1944-02-04": ("civilian",),
    "partisan-spring-offensive-1944": _WITH_HELPERS,
    "june-operation-1944": _WITH_HELPERS,
    "vlore-gjirokaster-battle-1944": _GERMANS,
    "partisan-summer-offensive-1944": _GERMANS,
    "sarande-landing-1944": ("germany", "resistance", "allied"),
    "battle-of-tirane-1944": _GERMANS,
    "himare-raid-1944": ("germany", "resistance", "allied"),
    "albanian-divisions-in-yugoslavia-1944-1945": ("resistance",),  # against whom is not said
}
"""Fights, operations and killings that the texts tell → those who stood to lose men in them.

Sabotage, marches, and the death of a single named man are none of these.
"""

SET_ASIDE: Mapping[str, str] = {
    "E080": "a census taken six years after the war",
    "E087": "counts the dead of all sides, the occupiers’ too",
}
"""Figures from outside of which no share is worked out, since they count something else."""


def _no_estimate(edition: Edition, claim: Claim) -> bool:
    return claim.id not in edition.estimates_of


_in_events = claims(*LOSSES, where=lambda c: c.side != "none")

EVENTS = Chart(
    chart_id="casualties-events",
    notebook="casualties",
    title="Losses that the two texts count, by event",
    about=_in_events,
    reasons={"C108": "the words name no order of magnitude; it stands among the silences"},
)

OTHERS = Chart(
    chart_id="casualties-others",
    notebook="casualties",
    title="Losses in three events, and what other writing gives for them",
    about=_in_events,
    rules={"no figure from outside was found": _no_estimate},
    outside=True,
)

SILENCE = Chart(
    chart_id="casualties-silence",
    notebook="casualties",
    title="Whose losses the two texts count, fight by fight, and whose they do not",
    about=_in_events,
)

NATIONAL = Chart(
    chart_id="casualties-national",
    notebook="casualties",
    title="The losses of the nation, other figures for them, and their share of the population",
    about=claims("killed", "wounded", "population", where=lambda c: c.side == "none"),
    outside=True,
)

CHARTS = (EVENTS, OTHERS, SILENCE, NATIONAL)
