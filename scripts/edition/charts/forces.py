"""The figures of the notebook on forces."""

from __future__ import annotations

from collections.abc import Mapping

from edition.charts.chart import Chart, claims
from edition.edition import Edition
from edition.model import Claim

NO_ORDER = "the words name no order of magnitude"
FORMATIONS = ("groups", "detachments", "battalions", "brigades", "divisions", "corps")

IMPLAUSIBLE: Mapping[str, str] = {
    "C013": "more than the whole German force that either text gives for Albania",
}
"""Claims that cannot be true as they stand: drawn apart from the others, and said so."""

STRENGTHS = Chart(
    chart_id="forces-strengths",
    notebook="forces",
    title="Strengths that the two texts give, in persons",
    about=claims("force_size"),
    reasons={
        **dict.fromkeys(("C008", "C015", "C018", "C105", "C309"), NO_ORDER),
        "C010": "a mission of advisers is not a fighting force",
    },
)

UNITS = Chart(
    chart_id="forces-formations",
    notebook="forces",
    title="Formations that the two texts count, each kind by itself",
    about=claims("units"),
)


def _unmatched(edition: Edition, claim: Claim) -> bool:
    return not any(e.unit == claim.unit for e in edition.estimates_of.get(claim.id, ()))


def _beside(chart_id: str, title: str, variable: str, reasons: Mapping[str, str]) -> Chart[Claim]:
    return Chart(
        chart_id=chart_id,
        notebook="forces",
        title=title,
        about=claims(variable),
        reasons=reasons,
        rules={"no figure from outside was found": _unmatched},
        outside=True,
    )


OUTSIDE_PERSONS = _beside("forces-outside-persons",
                          "Strengths in persons, and figures from outside for the same",
                          "force_size", STRENGTHS.reasons)
OUTSIDE_UNITS = _beside("forces-outside-formations",
                        "Formations counted, and figures from outside for the same", "units",
                        {})

PAIRS = (("C007", "C319"), ("C012", "C307"), ("C014", "C311"), ("C014", "C310"), ("C014", "C312"))
"""Persons and the formations that they would fill: what can be divided by what."""

def quotients(edition: Edition) -> list[tuple[Claim, Claim, float]]:
    """Persons, formations, and the men that each formation would have; by date.

    Both claims of a pair must be there, and the pair must be of numbers given (a lower
    bound divided by a lower bound bounds nothing).
    """
    found = []
    for many, few in PAIRS:
        persons, units = edition.claims.get(many), edition.claims.get(few)
        if persons and units and persons.best and units.best:
            found.append((persons, units, persons.best / units.best))
    return found


def _unpaired(edition: Edition, claim: Claim) -> bool:
    return not any(claim.id in (persons.id, units.id) for persons, units, _ in quotients(edition))


ARITHMETIC = Chart(
    chart_id="forces-arithmetic",
    notebook="forces",
    title="Men to a formation, if both figures of a pair are true",
    about=claims("force_size", "units",
                 where=lambda c: any(c.claim_id in pair for pair in PAIRS)),
    rules={"the other figure of the pair is not there": _unpaired},
    sizes=True,
)

CHARTS = (STRENGTHS, UNITS, ARITHMETIC, OUTSIDE_PERSONS, OUTSIDE_UNITS)
