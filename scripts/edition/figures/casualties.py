"""Losses by event: the texts' own counts, and the same beside what other writing gives."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

import matplotlib.pyplot as plt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from edition.charts.casualties import DERIVED, DISPUTED, EVENTS, OTHERS
from edition.charts.words import counted, label_of
from edition.dates import readable
from edition.edition import Edition
from edition.figures.casualties_marks import (
    LINE,
    PEOPLE,
    draw_count,
    label_lines,
    prepare_persons,
    rule_rows,
)
from edition.figures.casualties_words import losses_in_words
from edition.figures.drawing import Drawing
from edition.figures.marks import qualifier_of, tie
from edition.figures.style import QUIET, SIDE_COLOURS, WIDTH
from edition.losses import Episode, Line, episodes
from edition.model import Claim, Estimate
from edition.vocabularies import COUNTED

_TICKS = (10, 100, 1_000)
_ENDS = (2, 40_000)
_HEAD, _ROW, _GAP = 0.18, 0.178, 0.06  # inches: a heading, a row, air between events
_LEFT_FROM = 1_000  # labels of greater numbers stand to the left of their marks
_LETTERS, _PAST_ARROW = 117, 8  # of a label across the whole axis; as many as an arrow is long
_TITLE, _TOP, _FOOT, _SIDE = 0.14, 0.14, 0.4, 0.04  # inches: its lines, air, axis, margins


def name_of(edition: Edition, episode: Episode | Line) -> str:
    """What a heading calls an event, without its year, or a total."""
    if episode.event:
        return re.sub(r",[^,]*\d{4}[^,]*$", "", episode.event.name)
    contains = any(c.part_of == episode.claims[0].claim_id for c in edition.claims.values())
    return "A total over several events" if contains else "No one event"


def _losers(claims: Iterable[Claim]) -> str:
    """Who lost, and at whose hands, as the texts have it."""
    claims = list(claims)
    lost = " and ".join(dict.fromkeys(PEOPLE[c.side] for c in claims))
    by = " and ".join(dict.fromkeys(PEOPLE[c.inflicted_by] for c in claims if c.inflicted_by))
    doubt = dict.fromkeys(DISPUTED[c.claim_id] for c in claims if c.claim_id in DISPUTED)
    said = "; ".join([f"{lost}, by {by}" if by else lost, *doubt])
    return said[:1].upper() + said[1:]


def _heading(axes: Axes, edition: Edition, episode: Episode, y: float, indent: float) -> None:
    across = axes.get_yaxis_transform()
    name = name_of(edition, episode)
    when = readable(episode.date_edtf)
    title = name if when in name else f"{name}, {when}"
    axes.text(indent, y, title, transform=across, fontsize=8, va="top", weight="semibold")
    axes.text(1, y, _losers(episode.claims), transform=across, fontsize=7, va="top", ha="right",
              color=QUIET)


def _draw_claim(axes: Axes, edition: Edition, claim: Claim, y: float) -> float:
    """Draw a claim with its words and its derivation; returns the height of its row."""
    words = COUNTED[claim.variable]
    given = DERIVED.get(claim.claim_id)
    base = edition.claims.get(given.base) if given else None
    if given and base:
        words += f" ({given.factor:g} × {base.number})"
        tie(edition, claim, "derivation",
            _derivation(axes, base, claim, y + _ROW / 2, given.factor))
    return _draw_row(axes, edition, claim, y, words, f"“{claim.lemma}”")


def _draw_row(axes: Axes, edition: Edition, row: Claim | Estimate, y: float, words: str,
              tail: str) -> float:
    left = row.value >= _LEFT_FROM
    low, high = map(math.log10, _ENDS)
    share = (math.log10(row.value) - low) / (high - low)
    bounded = qualifier_of(row) in ("at_least", "at_most", "vague")
    letters = int((share if left else 1 - share) * _LETTERS) - (_PAST_ARROW if bounded else 3)
    told = label_lines(edition, row, words, tail, letters)
    draw_count(axes, edition, row, y + _ROW / 2, told=told, left=left)
    return _ROW + LINE * (len(told) - 1)


def _derivation(axes: Axes, base: Claim, claim: Claim, y: float, factor: float) -> Artist:
    """From the number that the text gives to the one that follows from it."""
    drawn = axes.annotate(
        f"× {factor:g}", xy=(claim.value, y), xytext=(base.value, y), fontsize=7, ha="right",
        va="center", color=SIDE_COLOURS[claim.side],
        arrowprops={"arrowstyle": "-|>", "color": SIDE_COLOURS[claim.side], "lw": 0.8,
                    "ls": (0, (2, 1.5)), "shrinkA": 1, "shrinkB": 3, "mutation_scale": 6},
    )
    patch = drawn.arrow_patch
    assert patch is not None  # there is one wherever arrowprops are given
    return patch


# --- the texts' own counts --------------------------------------------------------


def draw_events(axes: Axes, edition: Edition, claims: Iterable[Claim]) -> float:
    """Draw the claims by event, in order of time; returns the height needed, in inches.

    What another claim contains is set in, under a bracket that comes down from the
    container, so that nobody adds the two.
    """
    prepare_persons(axes, _TICKS, _ENDS, log=True)
    listed = list(claims)
    drawn = {c.claim_id for c in listed}
    height, at = 0.0, {}
    for episode in episodes(edition, listed):
        inner = any(c.part_of in drawn for c in episode.claims)
        _heading(axes, edition, episode, height, 0.045 if inner else 0)
        top = height + _HEAD
        height = top
        for claim in episode.claims:
            at[claim.claim_id] = height + _ROW / 2
            height += _draw_claim(axes, edition, claim, height)
        rule_rows(axes, _TICKS, top, height)
        height += _GAP
    for claim in listed:
        if claim.part_of in drawn:
            _bracket(axes, edition, claim, at[claim.part_of], at[claim.claim_id])
    return height


def _bracket(axes: Axes, edition: Edition, claim: Claim, top: float, foot: float) -> None:
    """A line from the row of the container down to the row it contains, and the words."""
    across = axes.get_yaxis_transform()
    line, = axes.plot([0.005, 0.005, 0.03], [top, foot, foot], transform=across, color=QUIET,
                      lw=0.9, clip_on=False)
    tie(edition, claim, "within", line)
    container = edition.claims[claim.part_of]
    axes.text(0.04, foot, f"part of the {container.number}", transform=across, fontsize=7,
              style="italic", color=QUIET, va="center")


def _events_title(claims: Sequence[Claim]) -> str:
    """The finding: how many counts there are of whose losses."""
    def count(*sides: str) -> str:
        return str(sum(c.side in sides for c in claims) or "none")

    return (f"{counted(len(claims), 'count')} of losses: "
            f"{count('italy', 'germany', 'occupiers')} of the occupiers,\n"
            f"{count('civilian')} of civilians, {count('resistance')} of the "
            "resistance")


def events_figure(edition: Edition) -> Figure:
    """The whole figure."""
    claims = list(EVENTS.drawn(edition).values())
    axes = _axes()
    return _finished(axes, draw_events(axes, edition, claims), _events_title(claims))


def _axes() -> Axes:
    return plt.figure(figsize=(WIDTH, 4)).add_axes((0, 0, 1, 1))


def _finished(axes: Axes, height: float, title: str) -> Figure:
    """The figure with the height that its rows have taken, one inch to the inch."""
    rows = max(height, _HEAD)
    whole = _TITLE * (title.count("\n") + 1) + _TOP + rows + _FOOT
    figure = axes.get_figure(root=True)
    assert figure is not None  # the axes were made in one
    figure.set_size_inches(WIDTH, whole)
    axes.set_position((_SIDE / WIDTH, _FOOT / whole, 1 - 2 * _SIDE / WIDTH, rows / whole))
    axes.set_ylim(rows, 0)
    axes.set_xlabel("persons, on a logarithmic scale", fontsize=7.5)
    figure.text(_SIDE / WIDTH, 1 - 0.03 / whole, title, fontsize=9, va="top", linespacing=1.15)
    return figure


# --- beside other figures ---------------------------------------------------------


def draw_others(axes: Axes, edition: Edition, claims: Iterable[Claim],
                estimates: Iterable[Estimate]) -> float:
    """Draw each claim with the outside figures for it below; returns the height in inches."""
    prepare_persons(axes, _TICKS, _ENDS, log=True)
    outside = sorted(estimates, key=lambda e: (e.variable, e.value, e.estimate_id))
    height = 0.0
    for episode in episodes(edition, claims):
        _heading(axes, edition, episode, height, 0)
        top = height + _HEAD
        height = top
        for claim in episode.claims:
            height += _draw_claim(axes, edition, claim, height)
            for estimate in (e for e in outside if _last(e, episode) == claim.claim_id):
                height += _draw_row(axes, edition, estimate, height, "", estimate.counts)
        rule_rows(axes, _TICKS, top, height)
        height += _GAP
    return height


def _last(estimate: Estimate, episode: Episode) -> str:
    """The last claim of the episode that an estimate bears on: it stands below that one."""
    return next((c.claim_id for c in reversed(episode.claims)
                 if c.claim_id in estimate.claim_list), "")


def _others_title(edition: Edition, claims: Sequence[Claim], estimates: Sequence[Estimate]) -> str:
    """The finding: between what the outside figures for the dead of one claim lie."""
    killed = {c.claim_id: [e for e in estimates if c.claim_id in e.claim_list
                           and e.variable == c.variable == "killed"] for c in claims}
    most = max(claims, key=lambda c: len(killed[c.claim_id]), default=None)
    if most is None or len(killed[most.claim_id]) < 2:
        return "What other writing gives for the same losses"
    values = [e.value for e in killed[most.claim_id]]
    return (f"The “{most.lemma}” of {label_of(edition, most)}: {len(values)} figures from outside, "
            f"between {min(values):,.0f} and {max(values):,.0f}")


def others_figure(edition: Edition) -> Figure:
    """The whole figure."""
    claims = list(OTHERS.drawn(edition).values())
    estimates = list(OTHERS.estimates(edition).values())
    axes = _axes()
    height = draw_others(axes, edition, claims, estimates)
    return _finished(axes, height, _others_title(edition, claims, estimates))


BY_EVENT = Drawing(EVENTS, events_figure, losses_in_words)
BESIDE_OTHERS = Drawing(OTHERS, others_figure, losses_in_words)

DRAWINGS = (BY_EVENT, BESIDE_OTHERS)
