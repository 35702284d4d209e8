"""The figures of the notebook on territory, and what the statements are to one another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from edition.charts.chart import Chart, Row
from edition.edition import Edition
from edition.model import Claim, Control

THE_COUNTRY = "albania"
"""The place that a statement is about if it is about no part of the country."""

_TWICE = "the share is drawn already, by fewer words of the same passage"


def _controls(edition: Edition) -> Iterable[Control]:
    return edition.controls.values()


def _shares(edition: Edition) -> Iterable[Row]:
    """Every statement of how much of the country or of a region is held."""
    yield from (c for c in edition.claims.values() if c.variable == "territory_share")
    yield from (k for k in edition.controls.values()
                if k.control_scope == "country_share" or k.share_low is not None)


COUNTRY: Chart[Control] = Chart(
    chart_id="territory-country",
    notebook="territory",
    title="Who holds the country, when: every statement about the whole of it, or about no place",
    about=lambda edition: (k for k in _controls(edition) if k.place_id == THE_COUNTRY),
)
PLACES: Chart[Control] = Chart(
    chart_id="territory-places",
    notebook="territory",
    title="Who holds what, when: every statement about a place or a region",
    about=lambda edition: (k for k in _controls(edition) if k.place_id != THE_COUNTRY),
)
SHARE: Chart[Row] = Chart(
    chart_id="territory-share",
    notebook="territory",
    title="The share of the country, or of a region, that each text gives",
    about=_shares,
    reasons={
        "K307": _TWICE,
        "K319": _TWICE,
        "K308": "a share of what the partisans had held, whose size the text does not give",
    },
    outside=True,
)

CONTRADICTIONS: Mapping[tuple[str, str], str] = {
    ("K217", "K222"): "the whole country occupied, wide regions with the partisans",
    ("K217", "K225"): "the whole country occupied, only a part of it under control",
    ("K217", "K230"): "the whole country occupied, substantial regions with the partisans",
    ("K222", "K319"): "wide regions in DB, near enough the whole country in HL",
    ("K316", "K317"): "a garrison in the town on the day after the town was liberated",
    ("K319", "K320"): "near enough the whole country Hoxha's, and occupied by the Germans",
}
"""Two statements that cannot both be true as they stand → what they say."""

REGIONS: Mapping[str, tuple[str, str]] = {
    "south-albania": ("elbasan", "konispol"),  # DB.13.2: from Elbasan to the Greek border
    "central-albania": ("tirane", "elbasan"),  # in DB about these two
}
"""A region that has no borders in the texts → the two places halfway between which it is named."""


@dataclass(frozen=True)
class Frame:
    """A span of time that has a map of its own."""

    title: str
    first: dt.date
    last: dt.date

    def holds(self, control: Control) -> bool:
        """Whether the middle of the statement's date, or its one bound, lies in the span."""
        return self.first <= control.date.middle <= self.last


FRAMES = (
    Frame("1939 to 1941", dt.date(1939, 1, 1), dt.date(1941, 12, 31)),
    Frame("1942 to February 1943", dt.date(1942, 1, 1), dt.date(1943, 2, 28)),
    Frame("March to May 1943", dt.date(1943, 3, 1), dt.date(1943, 5, 31)),
    Frame("June to August 1943", dt.date(1943, 6, 1), dt.date(1943, 8, 31)),
    Frame("September 1943", dt.date(1943, 9, 1), dt.date(1943, 9, 30)),
    Frame("October to December 1943", dt.date(1943, 10, 1), dt.date(1943, 12, 31)),
    Frame("January and February 1944", dt.date(1944, 1, 1), dt.date(1944, 2, 29)),
    Frame("Spring 1944", dt.date(1944, 3, 1), dt.date(1944, 5, 27)),
    Frame("28 May to June 1944", dt.date(1944, 5, 28), dt.date(1944, 6, 30)),
    Frame("July to September 1944", dt.date(1944, 7, 1), dt.date(1944, 9, 30)),
    Frame("October 1944", dt.date(1944, 10, 1), dt.date(1944, 10, 31)),
    Frame("November and December 1944", dt.date(1944, 11, 1), dt.date(1944, 12, 31)),
)
"""The maps, in the order of time: cut where the texts change the picture."""


def _maps(name: str, years: str, frames: Sequence[Frame]) -> Chart[Control]:
    return Chart(
        chart_id=f"territory-maps-{name}",
        notebook="territory",
        title=f"Who holds what, on {len(frames)} maps, {years}",
        about=lambda edition: (k for k in _controls(edition)
                               if any(frame.holds(k) for frame in frames)),
    )


MAPS_1943 = _maps("1943", "1939 to 1943", FRAMES[:6])
MAPS_1944 = _maps("1944", "1944", FRAMES[6:])

CHARTS = (COUNTRY, PLACES, MAPS_1943, MAPS_1944, SHARE)


def at_odds_with(edition: Edition, row: Control) -> list[Control]:
    """The statements that cannot be true together with this one, in the order of the table."""
    others = {key for pair in CONTRADICTIONS if row.id in pair for key in pair} - {row.id}
    return [k for k in edition.controls.values() if k.id in others]


def following(edition: Edition, row: Control) -> Control | None:
    """The statement that ends what a temporary one tells.

    It is the next of the same text on the same place and scope, if that says of the time
    before itself what this one says of its own; otherwise the end is not known.
    """
    if row.lasting != "temporary" or row.date.end is None:
        return None
    later = [k for k in edition.controls.values()
             if (k.place_id, k.control_scope, k.first.text_id)
             == (row.place_id, row.control_scope, row.first.text_id)
             and k.date.start is not None and k.date.start > row.date.end]
    after = min(later, key=lambda k: (k.date.start, k.id), default=None)
    return after if after and after.status_before == row.status_after else None


def share_of(edition: Edition, row: Claim | Control) -> tuple[float, float]:
    """The share that a statement gives, in per cent: the number, or the bounds of its word."""
    if isinstance(row, Control):
        assert row.share_low is not None and row.share_high is not None
        return row.share_low, row.share_high
    word = edition.word_of(row) if row.range_basis == "from_word" else None
    low = row.value if row.low is None else row.low
    return low, (word.high if word and word.high is not None else row.high or low)
