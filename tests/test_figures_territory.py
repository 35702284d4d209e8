"""The figures of the notebook on territory: what is drawn is what the rows say, and no more."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import matplotlib.pyplot as plt
import pytest
from matplotlib.artist import Artist
from matplotlib.colors import to_rgb
from matplotlib.dates import date2num
from matplotlib.lines import Line2D
from matplotlib.path import Path as Polygon2D
from matplotlib.text import Text

from edition import Edition
from edition.assumptions import assume
from edition.charts.territory import (
    CONTRADICTIONS,
    COUNTRY,
    FRAMES,
    MAPS_1943,
    MAPS_1944,
    PLACES,
    REGIONS,
    SHARE,
    THE_COUNTRY,
    at_odds_with,
    following,
    share_of,
)
from edition.dates import MONTHS
from edition.figures import territory as drawings
from edition.figures.maps import GROUND, is_point, position
from edition.figures.style import RULE, STATUS_FILLS
from edition.figures.territory_share import (
    PANELS,
    finding,
    from_word,
    interval,
    share_table,
    word_reasons,
)
from edition.figures.territory_strip import SPANS, draw_statement, rows_of, span_of
from edition.model import Place
from test_figures import closed_figures, parts

__all__ = ["closed_figures"]

pytestmark = pytest.mark.usefixtures("closed_figures")


STRIPS, MAPS = ("COUNTRY", "PLACES"), ("MAPS_1943", "MAPS_1944")


def of_all(edition: Edition, names: Iterable[str]) -> dict[str, Line2D]:
    """The parts of the marks of several figures; a row stands in one of them."""
    found: dict[str, Line2D] = {}
    for name in names:
        own = parts(getattr(drawings, name).figure(edition))
        assert found.keys().isdisjoint(own)
        found |= own
    return found


def of_row(drawn: dict[str, Line2D], key: str) -> dict[str, Line2D]:
    """Part → artist of one row."""
    return {name.partition(".")[2]: a for name, a in drawn.items() if name.startswith(f"{key}.")}


def written(figure: Artist) -> str:
    """All the words in a figure."""
    return "\n".join(t.get_text() for t in figure.findobj(Text))


# --- the declarations ---------------------------------------------------------------


@pytest.mark.parametrize("pair", [(COUNTRY, PLACES), (MAPS_1943, MAPS_1944)])
def test_every_statement_of_control_is_in_one_figure(edition: Edition, pair: tuple) -> None:
    """None of the rows is left out of the strips, nor of the maps, and none stands twice."""
    drawn = [key for chart in pair for key in chart.drawn(edition)]
    assert sorted(drawn) == sorted(edition.controls)
    assert list(drawings.statements(edition).frame["words"]) == [
        f"“{k.lemma}”" for k in sorted(edition.controls.values(),
                                      key=lambda k: (k.date.order, k.id))]


def test_the_country_has_a_strip_of_its_own(edition: Edition) -> None:
    """Statements about no part of it stand there, those about its parts in the other."""
    assert {k.place_id for k in COUNTRY.drawn(edition).values()} == {THE_COUNTRY}
    assert THE_COUNTRY not in {k.place_id for k in PLACES.drawn(edition).values()}


def test_what_is_said_as_claim_and_as_control_is_drawn_once(edition: Edition) -> None:
    """Of two rows for one statement the share chart draws one; they are equally sure."""
    drawn, left = SHARE.drawn(edition), SHARE.left_out(edition)
    for control_id, claim_id in (("K307", "C308"), ("K319", "C321")):
        control, claim = edition.controls[control_id], edition.claims[claim_id]
        assert claim_id in drawn
        assert "fewer words of the same passage" in left[control_id]
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
    drawn = of_all(edition, STRIPS)
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
    drawn = of_all(edition, STRIPS)
    for key, control in edition.controls.items():
        before = of_row(drawn, key).get("before")
        assert (before is None) == (control.status_before == "unknown")
        if before is not None:
            assert (before.get_markerfacecolor(), before.get_markerfacecoloralt()) == (
                STATUS_FILLS[control.status_before])


def test_nothing_is_drawn_beyond_what_the_rows_say(edition: Edition) -> None:
    """A line runs on only to the statement that follows, to the end if lasting, or is dotted."""
    drawn = of_all(edition, STRIPS)
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
    drawn = of_all(edition, STRIPS)
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


@pytest.mark.parametrize("name", [*STRIPS, "SHARE"])
def test_labels_do_not_overlap(edition: Edition, name: str) -> None:
    """Each label can be read."""
    figure = getattr(drawings, name).figure(edition)
    assert overlaps(figure, parts(figure)) == []


@pytest.mark.parametrize("name", [*STRIPS, *MAPS, "SHARE"])
def test_labels_are_not_cut_off(edition: Edition, name: str) -> None:
    """No word leaves the sheet."""
    figure = getattr(drawings, name).figure(edition)
    figure.canvas.draw()
    for key, artist in parts(figure).items():
        if key.endswith((".label", ".name")):
            box = artist.get_window_extent()
            assert box.x0 > -1, key
            assert box.x1 < figure.bbox.width + 1, key


def test_the_titles_of_the_strips_count(edition: Edition) -> None:
    """The findings are worked out from the rows, and change with them."""
    rows = COUNTRY.drawn(edition).values()
    voices = {t: sum(k.first.text_id == t for k in rows) for t in ("DB", "HL")}
    lasting = sum(k.lasting == "lasting" for k in rows)
    assert (f"{len(rows)} statements on the country: {voices['DB']} by DB, {voices['HL']} by HL;\n"
            f"{lasting} of them") in written(drawings.COUNTRY.figure(edition))
    rows = PLACES.drawn(edition).values()
    places = len({k.place_id for k in rows})
    assert f"{len(rows)} statements on {places} places and regions: all by DB;\n" in written(
        drawings.PLACES.figure(edition))
    sure = assume(edition, certainty="high")
    assert f"{len(PLACES.drawn(sure))} statements on" in written(drawings.PLACES.figure(sure))


def test_the_axis_of_time_is_broken_where_it_leaves_out_years(edition: Edition) -> None:
    """A stroke at the end of the first stretch and one at the beginning of the second."""
    for name in STRIPS:
        panels = getattr(drawings, name).figure(edition).axes[:2]
        strokes = [[line.get_xdata()[0] for line in axes.lines if line.get_ydata()[0] == 0
                    and line.get_transform() == axes.transAxes] for axes in panels]
        assert strokes == [[1], [0]]


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
    assert "DB 20–40, 10–50, 75, 100 per cent; HL 80–95, " in written(drawings.SHARE.figure(read))
    strip = parts(drawings.COUNTRY.figure(read))
    assert "80–95 per cent" in of_row(strip, "K319")["label"].get_text()


@pytest.mark.parametrize("name", [*STRIPS, "SHARE"])
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


def test_the_table_gives_the_bounds_of_every_share(edition: Edition) -> None:
    """Each share has its words and its bounds."""
    frame = share_table(edition).frame.set_index("words")
    assert len(frame) == len(SHARE.drawn(edition))
    assert frame.loc["“near enough the whole country”", "per cent"] == "90–99"
    assert frame.loc["“75% of the territory of the country”", "per cent"] == "75"


def test_every_word_has_its_reason(edition: Edition) -> None:
    """The words that stand in the figure are told with bounds and reason, each once."""
    frame = word_reasons(edition).frame.set_index("word")
    assert frame.index.is_unique
    words = [edition.word_of(r) for r in SHARE.drawn(edition).values() if from_word(r)]
    assert set(frame.index) == {f"“{w.word}”" for w in words if w}
    assert None not in words
    for word in words:
        assert frame.loc[f"“{word.word}”", "why"] == word.reason


def test_the_table_says_whose_share_it_is(edition: Edition) -> None:
    """Shares of the occupiers and of regions are told apart in the table too."""
    frame = share_table(edition).frame
    assert (frame["with"] == "the occupiers").sum() == 2
    assert (frame["of"] != edition.entities["albania"].name).sum() == 2


# --- the maps ---------------------------------------------------------------------------


def test_every_statement_has_one_map(edition: Edition) -> None:
    """The spans of time follow one another without a gap, and hold each statement once."""
    for control in edition.controls.values():
        assert sum(frame.holds(control) for frame in FRAMES) == 1
    for before, after in pairwise(FRAMES):
        assert (after.first - before.last).days == 1


def test_a_map_is_called_by_all_of_its_time(edition: Edition) -> None:
    """The last year of the span stands in the title, and its last month where months do."""
    for frame in FRAMES:
        assert str(frame.last.year) in frame.title
        months = [month for month in MONTHS if month in frame.title]
        assert not months or months[-1] == MONTHS[frame.last.month - 1], frame.title


def test_every_map_has_something_to_show(edition: Edition) -> None:
    """There is no map without a statement."""
    for frame in FRAMES:
        assert any(frame.holds(k) for k in edition.controls.values())


def test_marks_stand_at_the_coordinates_of_their_places(edition: Edition) -> None:
    """Disc and cloud lie at longitude and latitude, on the map of their time."""
    drawn = of_all(edition, MAPS)
    placed = {k.place_id for k in edition.controls.values() if position(edition, k.place_id)}
    seen = set()
    for key, artist in drawn.items():
        control = edition.controls[key.partition(".")[0]]
        number = next(n for n, frame in enumerate(FRAMES, 1) if frame.holds(control))
        assert artist.axes.get_gid() == f"frame-{number}"
        place = position(edition, control.place_id)
        if place and key.partition(".")[2].startswith(("dot", "area")):
            assert (artist.get_xdata()[0], artist.get_ydata()[0]) == place
            seen.add(control.place_id)
    assert seen == placed


def test_only_towns_with_a_known_place_are_points(edition: Edition) -> None:
    """Country about a place, districts and regions are clouds, never points with an edge."""
    drawn = of_all(edition, MAPS)
    for key, control in edition.controls.items():
        clouds = {part for part in of_row(drawn, key) if part.startswith("area")}
        place = edition.entities[control.place_id]
        assert isinstance(place, Place)
        known = control.control_scope == "town" and place.where_prec in ("1", "2")
        assert is_point(edition, control) == known
        assert not (known and clouds)


def test_nothing_is_filled_but_the_land(edition: Edition) -> None:
    """No map colours an area as held: the one filled shape is the country itself, in grey."""
    for axes in (a for name in MAPS for a in getattr(drawings, name).figure(edition).axes):
        assert {p.get_facecolor()[:3] for p in axes.patches if p.get_fill() and p.get_alpha()} <= {
            to_rgb(RULE)}


@pytest.mark.parametrize("name", MAPS)
def test_statements_on_the_whole_stand_below_the_map(edition: Edition, name: str) -> None:
    """What has no place on the map is told under it, within its width, in the order of time."""
    drawing = getattr(drawings, name)
    figure = drawing.figure(edition)
    figure.canvas.draw()
    drawn = parts(figure)
    for key, control in drawing.chart.drawn(edition).items():
        label = of_row(drawn, key)["label"]
        frame = label.axes.get_window_extent()
        box = label.get_window_extent()
        below = box.y1 < frame.y0
        assert below == (position(edition, control.place_id) is None)
        assert not below or frame.x0 < box.x0 < box.x1 < frame.x1


@pytest.mark.parametrize("name", MAPS)
def test_labels_of_the_maps_do_not_overlap(edition: Edition, name: str) -> None:
    """Names and numbers can be read beside one another."""
    figure = getattr(drawings, name).figure(edition)
    drawn = parts(figure)
    names = {key.replace(".name", ".x.label"): a for key, a in drawn.items()
             if key.endswith(".name")}
    assert overlaps(figure, {**drawn, **names}) == []


def test_the_ground_is_about_the_country() -> None:
    """Land, coast and borders of the clipped file lie in its window, in degrees."""
    features = json.loads(GROUND.read_text("utf-8"))["features"]
    assert [f["properties"]["kind"] for f in features] == ["land", "coast", "border"]
    for line in (line for f in features for line in f["geometry"]["coordinates"]):
        assert all(17.5 < x < 22.5 and 39 < y < 43.2 for x, y in line)
    assert "public domain" in GROUND.with_suffix(".md").read_text("utf-8")


def test_places_on_the_map_lie_in_the_country(edition: Edition) -> None:
    """Each mark is on the land of the clipped file, which nothing else vouches for."""
    land = json.loads(GROUND.read_text("utf-8"))["features"][0]["geometry"]["coordinates"][0]
    # the simplified coast may cut off a port by a kilometre or two
    near = Polygon2D(land)
    for control in edition.controls.values():
        place = position(edition, control.place_id)
        assert place is None or near.contains_point(place, radius=0.04) or near.contains_point(
            place, radius=-0.04), control.place_id


@pytest.mark.parametrize("name", MAPS)
def test_modern_borders_are_said_to_be_so(edition: Edition, name: str) -> None:
    """The figure names the source of its ground and says that the borders are of today."""
    words = written(getattr(drawings, name).figure(edition))
    assert "Natural Earth" in words
    assert "borders are those of today" in words
    assert "50 km" in words


def test_the_scale_bar_is_fifty_kilometres_long(edition: Edition) -> None:
    """The bar has the length that it names, at its latitude."""
    first = drawings.MAPS_1943.figure(edition).axes[0]
    (west, south), (east, _) = first.collections[-1].get_segments()[0]
    assert (east - west) * 111.2 * math.cos(math.radians(south)) == pytest.approx(50, abs=0.5)


def test_a_degree_is_as_long_northwards_as_eastwards(edition: Edition) -> None:
    """The proportion of the map is right at the middle of the country."""
    axes = drawings.MAPS_1944.figure(edition).axes[0]
    box = axes.get_window_extent()
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    eastwards, northwards = box.width / (east - west), box.height / (north - south)
    middle = math.cos(math.radians((south + north) / 2))
    assert eastwards / northwards == pytest.approx(middle, rel=0.01)


@pytest.mark.parametrize("name", MAPS)
def test_the_title_of_the_maps_counts(edition: Edition, name: str) -> None:
    """How many statements can be put on a map is worked out from the rows."""
    drawing = getattr(drawings, name)
    rows = list(drawing.chart.drawn(edition).values())
    points = sum(is_point(edition, k) for k in rows)
    nowhere = sum(position(edition, k.place_id) is None for k in rows)
    assert f"Of {len(rows)} statements {points} are of a town with a known place;\n{nowhere} " in (
        written(drawing.figure(edition)))


@pytest.mark.parametrize("assumed", [{"certainty": "high"}, {"texts": ["HL"]}])
def test_assumptions_change_the_maps(edition: Edition, assumed: dict) -> None:
    """Marks go with the rows that go."""
    less = assume(edition, **assumed)
    left = {key.partition(".")[0] for key in of_all(less, MAPS)}
    assert left == less.controls.keys()
    assert len(left) < len(edition.controls)


def test_contradictions_are_told_in_a_table(edition: Edition) -> None:
    """A pair for each line, and only while both are drawn."""
    assert len(drawings.contradictions(edition).frame) == len(CONTRADICTIONS)
    assert list(drawings.contradictions(assume(edition, texts=["HL"])).frame["passage"]) == [
        "HL.4.2"]
    assert drawings.contradictions(assume(edition, certainty="high")).frame.empty
