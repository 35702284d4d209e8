"""Losses weighed: the event a claim belongs to, what contains what, shares of a population.

Nothing here is drawn; figures and tests ask the same questions of the same functions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from edition.dates import parse_date
from edition.edition import Edition
from edition.model import Claim, Estimate, Event


@dataclass(frozen=True)
class Episode:
    """Claims of losses that belong to one event, or a claim that belongs to none."""

    event: Event | None
    claims: tuple[Claim, ...]  # in the order of the text

    @property
    def date_edtf(self) -> str:
        """When, as the first claim has it."""
        return self.claims[0].date_edtf


def event_of(edition: Edition, claim: Claim) -> Event | None:
    """The event whose losses a claim counts; None where it counts those of several.

    It has the place of the claim (or neither names one), the days of the claim begin
    within its own, and it is told in the same paragraph; of several, the shortest.
    """
    paragraph = edition.passages[claim.first.passage_id].parent_id
    found = [
        event for event in edition.of_kind("event")
        if isinstance(event, Event) and event.place_id == claim.place_id
        and _begins_within(claim, event) and paragraph in _paragraphs(edition, event)
    ]
    return min(found, key=_length, default=None)


def _begins_within(claim: Claim, event: Event) -> bool:
    first = claim.date.start
    if not event.date_edtf or first is None:
        return False
    days = parse_date(event.date_edtf)
    return days.start is not None and days.start <= first <= (days.end or dt.date.max)


def _length(event: Event) -> dt.timedelta:
    days = parse_date(event.date_edtf)
    return days.end - days.start if days.start and days.end else dt.timedelta.max


def _paragraphs(edition: Edition, event: Event) -> set[str]:
    return {edition.passages[m.first.passage_id].parent_id
            for m in edition.mentions_of.get(event.event_id, ())}


def episodes(edition: Edition, claims: Iterable[Claim]) -> list[Episode]:
    """The claims by event, in order of time; what belongs to no one event stands alone."""
    groups: dict[str, tuple[Event | None, list[Claim]]] = {}
    for claim in sorted(claims, key=lambda c: (c.first.text_id, c.first.start, c.claim_id)):
        event = event_of(edition, claim)
        key = event.event_id if event else claim.claim_id
        groups.setdefault(key, (event, []))[1].append(claim)
    found = [Episode(event, tuple(listed)) for event, listed in groups.values()]
    return sorted(found, key=lambda e: (e.claims[0].date.start or dt.date.min, e.date_edtf))


class InWords(NamedTuple):
    """Losses that a passage speaks of without a number."""

    passage_id: str
    words: str
    event_id: str
    side: str

    @property
    def text_id(self) -> str:
        """Siglum of the text that speaks."""
        return self.passage_id.partition(".")[0]


@dataclass(frozen=True)
class Line:
    """An event in which there were losses to tell, or a total: who stood to lose, what is told."""

    event: Event | None
    date_edtf: str
    passages: tuple[str, ...]  # of the claims and words, else where each text first tells of it
    sides: tuple[str, ...]
    claims: tuple[Claim, ...]
    in_words: tuple[InWords, ...]

    def counts(self, *sides: str) -> bool:
        """Whether it gives a number for the killed or wounded of one of the sides."""
        return any(c.side in sides and c.variable != "captured" for c in self.claims)


def lines(edition: Edition, claims: Iterable[Claim], parties: Mapping[str, tuple[str, ...]],
          in_words: Iterable[InWords]) -> list[Line]:
    """What is told of the losses in each event of ``parties`` (event → sides), by date.

    Events that no text left in the edition tells of are not there; claims that belong to
    no one event have a line of their own.
    """
    grouped = episodes(edition, claims)
    counted = {e.event.event_id: e.claims for e in grouped if e.event}
    words = [w for w in in_words if w.text_id in heard(edition)]
    found = [
        line for key, sides in parties.items()
        if (line := _line(edition, key, sides, counted.get(key, ()),
                          tuple(w for w in words if w.event_id == key)))
    ]
    found += [_total(e) for e in grouped if not e.event]
    return sorted(found, key=lambda one: (parse_date(one.date_edtf).start or dt.date.min,
                                          one.date_edtf))


def _line(edition: Edition, event_id: str, sides: tuple[str, ...], claims: tuple[Claim, ...],
          words: tuple[InWords, ...]) -> Line | None:
    event = edition.entities.get(event_id)
    told = [m.first.passage_id for m in edition.mentions_of.get(event_id, ())]
    said = [c.first.passage_id for c in claims] + [w.passage_id for w in words]
    passages = []
    for text in sorted(heard(edition)):
        own = [p for p in said if p.startswith(f"{text}.")]
        passages += own or [p for p in told if p.startswith(f"{text}.")][:1]
    if not isinstance(event, Event) or not passages:
        return None
    return Line(event, event.date_edtf, tuple(dict.fromkeys(passages)), sides, claims, words)


def _total(episode: Episode) -> Line:
    sides = [side for c in episode.claims for side in (c.side, c.inflicted_by) if side]
    passages = dict.fromkeys(c.first.passage_id for c in episode.claims)
    return Line(None, episode.date_edtf, tuple(passages), tuple(dict.fromkeys(sides)),
                episode.claims, ())


def heard(edition: Edition) -> set[str]:
    """Sigla of the texts that an assumption has left in the edition, with claims or with dates."""
    return {row.first.text_id for row in (*edition.claims.values(), *edition.dates.values())}


# --- shares -----------------------------------------------------------------------


@dataclass(frozen=True)
class Share:
    """A number as a share of another, in per cent; a bound that is not given stays open."""

    part: Claim | Estimate
    whole: Claim | Estimate
    low: float | None
    high: float | None

    @property
    def value(self) -> float:
        """The one number to place a mark at: the lower bound, else the upper."""
        return next(v for v in (self.low, self.high) if v is not None)

    @property
    def reading(self) -> str:
        """``about 2.3 per cent``, ``more than 1.0 per cent``; rounded to a tenth."""
        return f"{self._lead('more than ', 'less than ', 'about ')}{self._number} per cent"

    @property
    def short(self) -> str:
        """``≈ 2.3 per cent``, ``> 1.0 per cent``."""
        return f"{self._lead('> ', '< ', '≈ ')}{self._number} per cent"

    def _lead(self, more: str, less: str, about: str) -> str:
        if self.high is None:
            return more
        if self.low is None:
            return less
        given = [r.qualifier for r in (self.part, self.whole) if isinstance(r, Claim)]
        return about if "approx" in given else ""

    @property
    def _number(self) -> str:
        ends = dict.fromkeys(f"{v:.1f}" for v in (self.low, self.high) if v is not None)
        return "–".join(ends)


def share_of(part: Claim | Estimate, whole: Claim | Estimate) -> Share | None:
    """What share of ``whole`` is ``part``; None where neither bound can be worked out.

    The least the share can be is the least part of the greatest whole, the most it can be
    the greatest part of the least whole. A number given without bounds, “about” or not, is
    taken as it stands: nothing is added that its source does not say.
    """
    (part_low, part_high), (whole_low, whole_high) = _bounds(part), _bounds(whole)
    low = 100 * part_low / whole_high if part_low is not None and whole_high else None
    high = 100 * part_high / whole_low if part_high is not None and whole_low else None
    return None if low is None and high is None else Share(part, whole, low, high)


def _bounds(row: Claim | Estimate) -> tuple[float | None, float | None]:
    if row.low is None and row.high is None:
        return row.best, row.best
    return row.low, row.high


def shares(parts: Iterable[Claim | Estimate], wholes: Iterable[Claim | Estimate]
           ) -> list[Share]:
    """Each part as a share of each whole, where it can be worked out.

    A figure of the texts is set against figures of the texts only, one from outside
    against those from outside: the two are never mixed.
    """
    return list(_shares(parts, wholes))


def _shares(parts: Iterable[Claim | Estimate], wholes: Iterable[Claim | Estimate]
            ) -> Iterator[Share]:
    for part, whole in product(parts, wholes):
        if isinstance(part, Claim) == isinstance(whole, Claim):
            share = share_of(part, whole)
            if share:
                yield share


@dataclass(frozen=True)
class Interval:
    """The lowest and the highest share of several, and whether one of them is open."""

    low: float
    high: float
    open_below: bool  # one of the shares has no lower bound
    open_above: bool  # one of the shares has no upper bound

    @property
    def reading(self) -> str:
        """``2.5 to 3.0 per cent or more``; rounded to a tenth."""
        low, high = f"{self.low:.1f}", f"{self.high:.1f}"
        less, more = " or less" * self.open_below, " or more" * self.open_above
        if low == high:
            return f"{low} per cent{less}{more}"
        return f"{low}{less} to {high} per cent{more}"


    @property
    def short(self) -> str:
        """``2.5–3.0``, with ``>`` or ``<`` before it where there is one end alone."""
        low, high = f"{self.low:.1f}", f"{self.high:.1f}"
        if low == high:
            return f"{'> ' * self.open_above}{'< ' * self.open_below}{low}"
        return f"{low}–{high}"


def interval(found: Iterable[Share]) -> Interval | None:
    """What some shares span: figures given, not a confidence interval; None if there are none."""
    listed = list(found)
    ends = [end for share in listed for end in (share.low, share.high) if end is not None]
    if not ends:
        return None
    return Interval(min(ends), max(ends), any(s.low is None for s in listed),
                    any(s.high is None for s in listed))
