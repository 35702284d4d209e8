"""The figures of the notebook on territory: what is drawn is what the rows say, and no more."""

from __future__ import annotations

from dataclasses import replace

import matplotlib.pyplot as plt
import pytest
from matplotlib.artist import Artist
from matplotlib.dates import date2num
from matplotlib.lines import Line2D
from matplotlib.text import Text

from edition import Edition
from edition.assumptions import assume
from edition.charts.territory import (
    CONTRADICTIONS,
    REGIONS,
    SHARE,
    STRIP,
    at_odds_with,
    following,
    share_of,
)
from edition.figures import territory as drawings
from edition.figures.style import STATUS_FILLS
from edition.figures.territory_share import PANELS, finding, interval, share_table
from edition.figures.territory_strip import SPANS, draw_statement, rows_of, span_of
from edition.model import Control
from test_figures import closed_figures, parts

__all__ = ["closed_figures"]

pytestmark = pytest.mark.usefixtures("closed_figures")


def of_row(drawn: dict[str, Line2D], key: str) -> dict[str, Line2D]:
    """Part → artist of one row."""
    return {name.partition(".")[2]: a for name, a in drawn.items() if name.startswith(f"{key}.")}


def written(figure: Artist) -> str:
    """All the words in a figure."""
    return "\n".join(t.get_text() for t in figure.findobj(Text))


# --- the declarations ---------------------------------------------------------------


def test_every_statement_of_control_is_in_the_strip(edition: Edition) -> None:
    """None of the rows is left out."""
    assert STRIP.drawn(edition).keys() == edition.controls.keys()


def test_what_is_said_as_claim_and_as_control_is_drawn_once(edition: Edition) -> None:
    """Of two rows for one statement the share chart draws one; they are equally sure."""
    drawn, left = SHARE.drawn(edition), SHARE.left_out(edition)
    for control_id, claim_id in (("K307", "C308"), ("K319", "C321")):
        control, claim = edition.controls[control_id], edition.claims[claim_id]
        assert claim_id in drawn
        assert claim_id in left[control_id]
        assert (control.first.passage_id, control.date_edtf, control.cert) == (
            claim.first.passage_id, claim.date_edtf, claim.cert)
        assert share_of(edition, claim) == (control.share_low, control.share_high)


def test_every_share_is_weighed(edition: Edition) -> None:
    """No statement of a share is forgotten, and only the one without a size has no bounds."""
    shares = {k.id for k in edition.controls.values() if k.control_scope == "country_share"}
    shares |= {k.id for k in edition.controls.values() if k.share_low is not None}
    shares |= {c.id for c in edition.claims.values() if c.variable == "territory_share"}
    assert SHARE.candidates(edition).keys() == shares
    assert [k for k in SHARE.left_out(edition) if k.startswith("K")
            and edition.controls[k].share_low is None] == ["K308"]


def test_contradictions_are_of_statements_about_one_place(edition: Edition) -> None:
    """Each pair is of two rows on the same place; either names the other."""
    for pair in CONTRADICTIONS:
        first, second = (edition.controls[key] for key in pair)
        assert first.place_id == second.place_id
        assert second in at_odds_with(edition, first)
        assert first in at_odds_with(edition, second)


def test_regions_are_named_between_places_that_have_coordinates(edition: Edition) -> None:
    """A region without coordinates of its own has its name between two that have them."""
    for region, places in REGIONS.items():
        assert edition.entities[region].lat is None
        assert all(edition.entities[p].lat is not None for p in places)


@pytest.mark.parametrize(("key", "then"), [
    ("K311", "K312"),  # Tirana, blocked until it was free
    ("K226", "K227"),  # Pezë, contested until the brigade came out
    ("K210", "K213"), ("K211", "K213"),
    ("K212", None),  # what follows does not say of the time before what this row says
    ("K202", None),  # nothing says for how long
    ("K206", None),  # temporary, and nothing follows
    ("K312", None),  # lasting
])  # fmt: skip
def test_a_state_ends_where_the_rows_say_so(edition: Edition, key: str, then: str | None) -> None:
    """Only a temporary state that the next statement takes up runs on to it."""
    after = following(edition, edition.controls[key])
    assert (after.id if after else None) == then


# --- the strip ----------------------------------------------------------------------


def test_dots_of_the_strip_stand_at_their_dates(edition: Edition) -> None:
    """Dot: the middle of the date, in the colours of who holds the place then."""
    drawn = parts(drawings.STRIP.figure(edition))
    for key, control in edition.controls.items():
        own = of_row(drawn, key)
        assert list(own["dot"].get_xdata()) == [date2num(control.date.middle)]
        left, right = own["dot"].axes.get_xlim()
        assert left < own["dot"].get_xdata()[0] < right
        assert (own["dot"].get_markerfacecolor(), own["dot"].get_markerfacecoloralt()) == (
            STATUS_FILLS[control.status_after])
        assert own["dot"].get_marker() == {"DB": "o", "HL": "D"}[control.first.text_id]
        assert ("hole" in own) == (control.cert == "low" and control.status_after != "unknown")


def test_who_held_before_is_shown_where_it_is_said(edition: Edition) -> None:
    """A triangle in the colours of those who held it, and none where the text is silent."""
    drawn = parts(drawings.STRIP.figure(edition))
    for key, control in edition.controls.items():
        before = of_row(drawn, key).get("before")
        assert (before is None) == (control.status_before == "unknown")
        if before is not None:
            assert (before.get_markerfacecolor(), before.get_markerfacecoloralt()) == (
                STATUS_FILLS[control.status_before])


def test_nothing_is_drawn_beyond_what_the_rows_say(edition: Edition) -> None:
    """A line runs on only to the statement that follows, to the end if lasting, or is dotted."""
    drawn = parts(drawings.STRIP.figure(edition))
    for key, control in edition.controls.items():
        line = of_row(drawn, key).get("after")
        after = following(edition, control)
        if after is not None and after.date.start and line is not None:
            assert line.get_xdata()[1] == date2num(after.date.start)
            assert not line.is_dashed()
        elif control.lasting == "lasting":
            assert line is not None
            assert line.get_xdata()[1] == date2num(SPANS[-1].last)
        elif control.lasting == "temporary":
            assert line is not None
            assert line.is_dashed()
        else:
            assert line is None


@pytest.mark.parametrize(("edtf", "dotted"), [
    ("1943-07-10", None), ("1943-07", False), ("1943-03/1943-04", False), ("../1943-07", True),
    ("1943-07-10/..", True), ("1943-07~", True),
])  # fmt: skip
def test_the_ends_of_a_date_are_certain_or_not(edition: Edition, edtf: str,
                                               dotted: bool | None) -> None:
    """No bar for a day, a full one for a month, a dotted one for an open or approximate date."""
    control = replace(edition.controls["K202"], date_edtf=edtf)
    axes = plt.subplots()[1]
    draw_statement(axes, edition, control, 0.5)
    bars = [line for line in axes.lines if line.get_gid() == "K202.date"]
    assert [bar.is_dashed() for bar in bars] == ([] if dotted is None else [dotted])
    if dotted is False:
        ends = [date2num(day) for day in (control.date.start, control.date.end)]
        assert list(bars[0].get_xdata()) == ends


def test_rows_hold_one_place_scope_and_text(edition: Edition) -> None:
    """Every statement is in the row of its own; where both texts speak the rows come first."""
    rows = rows_of(edition, edition.controls.values())
    held = [k for row in rows for lane in row.lanes for k in lane]
    assert sorted(k.id for k in held) == sorted(edition.controls)
    for row in rows:
        assert {(k.place_id, k.control_scope, k.first.text_id) for lane in row.lanes
                for k in lane} == {(row.place_id, row.scope, row.text_id)}
    both = {p for p in {r.place_id for r in rows}
            if len({r.text_id for r in rows if r.place_id == p}) > 1}
    assert {r.place_id for r in rows[: sum(r.place_id in both for r in rows)]} == both


def test_statements_lie_within_the_axis_of_time(edition: Edition) -> None:
    """No date falls into the gap between the two stretches, where no statement is."""
    for control in edition.controls.values():
        span = span_of(control)
        assert span.first < control.date.middle < span.last


def test_contradictions_stand_beside_the_marks(edition: Edition) -> None:
    """The label of each names the passage of the other behind a sign of inequality."""
    drawn = parts(drawings.STRIP.figure(edition))
    for pair in CONTRADICTIONS:
        for one, other in (pair, pair[::-1]):
            label = of_row(drawn, one)["label"].get_text()
            number = edition.controls[other].first.passage_id.partition(".")[2]
            assert number in label.partition("≠")[2]


def overlaps(figure: Artist, drawn: dict[str, Line2D]) -> list[tuple[str, str]]:
    """The pairs of labels that run into one another, by row."""
    figure.canvas.draw()
    boxes = [(key, a.get_window_extent().shrunk(0.98, 0.7)) for key, a in drawn.items()
             if key.endswith(".label")]
    return [(a, b) for i, (a, one) in enumerate(boxes) for b, two in boxes[i + 1:]
            if one.overlaps(two)]


@pytest.mark.parametrize("name", ["STRIP", "SHARE"])
def test_labels_do_not_overlap(edition: Edition, name: str) -> None:
    """Each label can be read."""
    figure = getattr(drawings, name).figure(edition)
    assert overlaps(figure, parts(figure)) == []


def test_the_title_of_the_strip_counts(edition: Edition) -> None:
    """The finding is worked out from the rows, and changes with them."""
    voices = {t: sum(k.first.text_id == t for k in edition.controls.values()) for t in ("DB", "HL")}
    lasting = sum(k.lasting == "lasting" for k in edition.controls.values())
    words = written(drawings.STRIP.figure(edition))
    assert f"{len(edition.controls)} statements" in words
    assert f"{voices['DB']} by DB, {voices['HL']} by HL;\n{lasting} of them" in words
    sure = assume(edition, certainty="high")
    assert f"{len(sure.controls)} statements on" in written(drawings.STRIP.figure(sure))


# --- the shares -----------------------------------------------------------------------


def test_shares_stand_at_their_bounds(edition: Edition) -> None:
    """A bar from the lower to the upper bound, a dot where the two are one, at the date."""
    drawn = parts(drawings.SHARE.figure(edition))
    for key, row in SHARE.drawn(edition).items():
        low, high = share_of(edition, row)
        mark = of_row(drawn, key)["dot" if low == high else "range"]
        assert list(mark.get_ydata()) == ([low] if low == high else [low, high])
        assert set(mark.get_xdata()) == {date2num(row.date.middle)}
        hollow = mark.get_markerfacecolor() == "white"
        assert hollow == (key != "C308")
        assert interval(edition, row) in of_row(drawn, key)["label"].get_text()


def test_regions_and_occupiers_have_panels_of_their_own(edition: Edition) -> None:
    """A share of a region, or one of the occupiers, never stands among those of the country."""
    drawn = parts(drawings.SHARE.figure(edition))
    panels: dict[object, set[str]] = {}
    for key in SHARE.marks(edition):
        axes, = {a.axes for name, a in drawn.items() if name.startswith(f"{key}.")
                 and isinstance(a, Line2D)}
        panels.setdefault(axes, set()).add(key)
    assert sorted(map(sorted, panels.values())) == [
        ["C308", "C321", "E019", "E060", "K222", "K230", "K315", "K321"],
        ["K225", "K229"], ["K303", "K304"]]


def test_each_share_belongs_to_one_panel(edition: Edition) -> None:
    """The panels divide the statements between them."""
    for row in SHARE.drawn(edition).values():
        assert sum(shown(row) for shown in PANELS.values()) == 1


def test_another_reading_of_a_word_moves_the_bounds(edition: Edition) -> None:
    """The assumption on words changes bar, label and title of the shares it concerns."""
    read = assume(edition, words={"near enough the whole": (80, 95), "wide regions": (20, 40)})
    drawn = parts(drawings.SHARE.figure(read))
    assert list(of_row(drawn, "C321")["range"].get_ydata()) == [80, 95]
    assert list(of_row(drawn, "K222")["range"].get_ydata()) == [20, 40]
    assert list(of_row(drawn, "K230")["range"].get_ydata()) == [10, 50]
    assert "DB 20–40 %, 10–50 %, 75 %, 100 %; HL 80–95 %" in written(drawings.SHARE.figure(read))
    strip = parts(drawings.STRIP.figure(read))
    assert "80–95 %" in of_row(strip, "K319")["label"].get_text()


@pytest.mark.parametrize("name", ["STRIP", "SHARE"])
def test_surer_rows_only(edition: Edition, name: str) -> None:
    """The assumption on certainty drops marks, and leaves those that are sure."""
    drawing = getattr(drawings, name)
    sure = assume(edition, certainty="high")
    left = {key.partition(".")[0] for key in parts(drawing.figure(sure))}
    rows = drawing.chart.drawn(edition)
    assert left - {"E060"} == {key for key, row in rows.items() if row.cert == "high"}
    assert left < rows.keys() | {"E060"}


def test_the_finding_says_when_nothing_is_said(edition: Edition) -> None:
    """A panel without a statement has a title that says so."""
    assert finding(edition, "A title", []) == "A title: no statement"


def test_the_table_gives_the_reason_of_every_word(edition: Edition) -> None:
    """Each share read from a word has its bounds and the reason of the word table."""
    frame = share_table(edition).frame.set_index("words")
    assert len(frame) == len(SHARE.drawn(edition))
    row = frame.loc["“near enough the whole country”"]
    assert row["per cent"] == "90–99"
    assert edition.word_values["near enough the whole"].reason in row["why these bounds"]
    assert frame.loc["“75% of the territory of the country”", "per cent"] == "75"
    assert all(frame["why these bounds"])


def test_the_table_says_whose_share_it_is(edition: Edition) -> None:
    """Shares of the occupiers and of regions are told apart in the table too."""
    frame = share_table(edition).frame
    assert (frame["with"] == "the occupiers").sum() == 2
    assert (frame["of"] != edition.entities["albania"].name).sum() == 2


def test_a_control_without_bounds_is_no_share(edition: Edition) -> None:
    """A statement whose share is not given cannot be drawn as one."""
    row = edition.controls["K308"]
    assert isinstance(row, Control)
    with pytest.raises(AssertionError):
        share_of(edition, row)
