"""The figures of the notebook on casualties: what is drawn is what is coded."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.colors import same_color, to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch
from matplotlib.text import Annotation, Text

from conftest import REPO
from edition import Edition
from edition.assumptions import assume
from edition.charts.casualties import DERIVED, PARTIES, SET_ASIDE
from edition.figures.casualties import BESIDE_OTHERS, BY_EVENT
from edition.figures.casualties_national import (
    OF_THE_NATION,
    national,
    national_shares,
    share_table,
)
from edition.figures.casualties_silence import COLUMNS, SPANS, WHOSE
from edition.figures.drawing import Drawing
from edition.figures.marks import number_of
from edition.figures.style import SIDE_COLOURS
from test_figures import closed_figures, parts

__all__ = ["closed_figures"]

pytestmark = pytest.mark.usefixtures("closed_figures")


def written(figure: Figure) -> list[str]:
    """Every run of words in a figure."""
    return [t.get_text().replace("\N{NO-BREAK SPACE}", " ") for t in figure.findobj(Text)]


def arrows(figure: Figure) -> dict[str, FancyArrowPatch]:
    """The arrows of a figure by their group ids; they are parts of the words they belong to."""
    patches = [a.arrow_patch for a in figure.findobj(Annotation) if a.arrow_patch]
    return {patch.get_gid() or "": patch for patch in patches}


@pytest.mark.parametrize("drawing", [BY_EVENT, BESIDE_OTHERS, OF_THE_NATION],
                         ids=lambda d: d.chart.chart_id)
def test_dots_stand_at_their_numbers(edition: Edition, drawing: Drawing) -> None:
    """Each number is drawn where it is, within the axes, with its bound and its label."""
    figure = drawing.figure(edition)
    drawn, bounds = parts(figure), arrows(figure)
    for key, row in drawing.chart.marks(edition).items():
        dot = drawn[f"{key}.dot"]
        assert list(dot.get_xdata()) == [row.value]
        low, high = dot.axes.get_xlim()
        assert low < row.value < high
        one_sided = row.best is None and (row.low is None) != (row.high is None)
        assert (f"{key}.bound" in bounds) == one_sided
        assert drawn[f"{key}.label"].get_text().replace("\n", " ").startswith(number_of(row))


@pytest.mark.parametrize("drawing", [BY_EVENT, BESIDE_OTHERS, OF_THE_NATION],
                         ids=lambda d: d.chart.chart_id)
def test_arrows_point_away_from_the_bound(edition: Edition, drawing: Drawing) -> None:
    """A lower bound has its arrow to the right of the dot, an upper one to its left."""
    figure = drawing.figure(edition)
    figure.canvas.draw()
    dots = parts(figure)
    found = {key.partition(".")[0]: patch for key, patch in arrows(figure).items()
             if key.endswith(".bound")}
    assert found
    for key, patch in found.items():
        row = drawing.chart.marks(edition)[key]
        at = dots[f"{key}.dot"].axes.transData.transform((row.value, 0))[0]
        box = patch.get_window_extent()
        assert ((box.x0 + box.x1) / 2 > at) == (row.high is None)


@pytest.mark.parametrize("drawing", [BY_EVENT, BESIDE_OTHERS, OF_THE_NATION, WHOSE],
                         ids=lambda d: d.chart.chart_id)
def test_no_words_run_into_others_or_out(edition: Edition, drawing: Drawing) -> None:
    """No two runs of words overlap, and none leaves the figure."""
    figure = drawing.figure(edition)
    figure.canvas.draw()
    boxes = [(t.get_text(), t.get_window_extent()) for t in figure.findobj(Text)
             if t.get_text().strip() and t.get_visible()]
    width, height = figure.canvas.get_width_height()
    for index, (text, box) in enumerate(boxes):
        assert box.x0 >= -1, text
        assert box.x1 <= width + 1, text
        assert -1 <= box.y0 < box.y1 <= height + 1, text
        for other, second in boxes[index + 1:]:
            over = (min(box.x1, second.x1) - max(box.x0, second.x0),
                    min(box.y1, second.y1) - max(box.y0, second.y0))
            assert min(over) < 1.5, (text, other)


def test_hollow_is_vague(edition: Edition) -> None:
    """A number read from a word has a hollow dot, a number of the text a filled one."""
    drawn = parts(BY_EVENT.figure(edition))
    hollow = {key.partition(".")[0] for key, dot in drawn.items()
              if key.endswith(".dot") and dot.get_markerfacecolor() == "white"}
    assert hollow == {"C104", "C205", "C304", "C305"}


def test_what_contains_another_is_bracketed(edition: Edition) -> None:
    """A bracket runs from the row of the total to the row of its part, and nowhere else."""
    drawn = parts(BY_EVENT.figure(edition))
    within = {key.partition(".")[0]: a for key, a in drawn.items() if key.endswith(".within")}
    assert within.keys() == {"C205"}
    heights = within["C205"].get_ydata()
    assert heights[0] == drawn["C207.dot"].get_ydata()[0]
    assert heights[-1] == drawn["C205.dot"].get_ydata()[0]
    assert "part of the 1,000" in written(BY_EVENT.figure(edition))
    claims = {k: c for k, c in edition.claims.items() if k != "C207"}
    alone = parts(BY_EVENT.figure(replace(edition, claims=claims)))
    assert not [key for key in alone if key.endswith(".within")]


def test_the_derived_number_shows_its_derivation(edition: Edition) -> None:
    """The label has the factor and the number of the base; without the base there is none."""
    figure = BY_EVENT.figure(edition)
    drawn = parts(figure)
    assert {key.partition(".")[0] for key in arrows(figure)
            if key.endswith(".derivation")} == set(DERIVED)
    assert "(2 × 300)" in drawn["C211.label"].get_text()
    assert "× 2" in written(figure)
    claims = {k: c for k, c in edition.claims.items() if k != "C210"}
    assert "C211.derivation" not in arrows(BY_EVENT.figure(replace(edition, claims=claims)))


def test_other_figures_stand_below_their_claim(edition: Edition) -> None:
    """Each grey cross is below the number of the text, and above the next event's."""
    drawn = parts(BESIDE_OTHERS.figure(edition))
    depth = {key.partition(".")[0]: a.get_ydata()[0] for key, a in drawn.items()
             if key.endswith(".dot")}
    for key, estimate in BESIDE_OTHERS.chart.estimates(edition).items():
        assert depth[key] > max(depth[c] for c in estimate.claim_list if c in depth)
        assert drawn[f"{key}.dot"].get_marker() == "x"
    order = sorted(depth, key=lambda key: depth[key])
    assert [key for key in order if key.startswith("C")] == ["C205", "C210", "C211", "C304", "C305"]


def test_places_of_a_box_are_what_is_counted(edition: Edition) -> None:
    """A claim fills the places of what it counts, in the column of its side."""
    drawn = parts(WHOSE.figure(edition))
    place = drawn["C102.area"].get_width()
    for key, claim in WHOSE.chart.drawn(edition).items():
        frame = drawn[f"{key}.area"]
        first, last = SPANS[claim.variable]
        assert frame.get_width() == pytest.approx((last - first) * place)
        column = next(i for i, sides in enumerate(COLUMNS.values()) if claim.side in sides)
        left = frame.get_x() - first * place
        assert left == pytest.approx(drawn["C102.area"].get_x() + column * (3 * place + 0.03))
        assert same_color(frame.get_edgecolor(), SIDE_COLOURS[claim.side])
        assert drawn[f"{key}.label"].get_text() == number_of(claim).replace(" ", "")


def test_every_party_has_a_box(edition: Edition) -> None:
    """As many boxes as there are sides in the events; those that share a column have one."""
    figure = WHOSE.figure(edition)
    boxes = [p for p in figure.axes[0].patches if not p.get_gid() and p.get_alpha() is None]
    sides = [*PARTIES.values(), ("italy", "resistance")]
    assert len(boxes) == sum(bool(set(column) & set(one)) for one in sides
                             for column in COLUMNS.values())


def test_only_numbers_of_the_text_are_tinted(edition: Edition) -> None:
    """A number read from a word has a frame and no tint."""
    figure = WHOSE.figure(edition)
    tinted = [p for p in figure.axes[0].patches if p.get_alpha() is not None]
    exact = [c for c in WHOSE.chart.drawn(edition).values() if c.qualifier != "vague"]
    assert len(tinted) == len(exact)
    assert {to_rgba(p.get_facecolor(), 1) for p in tinted} == {
        to_rgba(SIDE_COLOURS[c.side], 1) for c in exact}


def test_silences_are_told_to_those_who_listen(edition: Edition) -> None:
    """The alternative text names the events without a number, and the words instead of one."""
    text = WHOSE.words(edition, WHOSE.chart)
    resistance = re.search(r"of the resistance or Allied men are told for: ([^.]+)\.", text)
    assert resistance is not None
    assert "Battle of Drashovicë" in resistance[1]
    assert "Mallakastër" not in resistance[1]
    assert "“heavy losses”" in text


def test_titles_follow_the_rows(edition: Edition) -> None:
    """Each title is worked out from what is drawn, and changes with it."""
    def title(drawing: Drawing, given: Edition) -> str:
        return " ".join(written(drawing.figure(given))).replace("\n", " ")

    assert ("9 counts of losses: 7 of the occupiers, 2 of civilians, none of the resistance"
            in title(BY_EVENT, edition))
    sure = assume(edition, certainty="high")
    assert "5 counts of losses: 5 of the occupiers, none of civilians" in title(BY_EVENT, sure)
    assert "The “tens of killed” of DB 13.11: 9 figures from outside, between 14 and 84" in title(
        BESIDE_OTHERS, edition)
    assert "are counted in 4 of 20 fights, those of the resistance in none of 22" in title(
        WHOSE, edition)
    assert "are counted in 3 of 20 fights" in title(WHOSE, sure)
    assert "about 2.3 per cent by the text’s own figures, 2.5 to 3.0 per cent or more" in title(
        OF_THE_NATION, edition)
    assert "no figures to work it out from" in title(OF_THE_NATION, sure)


def test_another_bound_for_a_word_moves_the_mark(edition: Edition) -> None:
    """A vague word read otherwise is drawn otherwise."""
    read = assume(edition, words={"several hundred": 200})
    assert list(parts(BY_EVENT.figure(read))["C205.dot"].get_xdata()) == [200]
    assert list(parts(BESIDE_OTHERS.figure(read))["C205.dot"].get_xdata()) == [200]
    assert parts(WHOSE.figure(read))["C205.label"].get_text() == "≥200"


def test_shares_are_drawn_row_by_row(edition: Edition) -> None:
    """The strokes of a row are its shares; what is set aside has none, but its reason."""
    figure = OF_THE_NATION.figure(edition)
    drawn = parts(figure)
    found = national_shares(edition)
    for key in OF_THE_NATION.chart.marks(edition):
        values = sorted({s.value for s in found if s.part.id == key})
        assert (f"{key}.share" in drawn) == bool(values)
        if values:
            assert list(drawn[f"{key}.share"].get_xdata()) == values
            bound = any(s.high is None for s in found if s.part.id == key)
            assert (f"{key}.share-bound" in arrows(figure)) == bound
            assert np.unique(drawn[f"{key}.share"].get_ydata()) == drawn[f"{key}.dot"].get_ydata()
    words = " ".join(written(figure)).replace("\n", " ")
    assert all(reason in words for reason in SET_ASIDE.values())
    assert "≈ 28,000 of ≈ 1,200,000: ≈ 2.3 per cent" in words
    assert "> 12,000 of ≈ 1,200,000: > 1.0 per cent" in words


def test_what_is_set_aside_can_be_admitted(edition: Edition) -> None:
    """A reader who sets nothing aside sees the shares of every figure."""
    drawn = parts(national({}).figure(edition))
    assert "E087.share" in drawn
    least = min(drawn["E083.share"].get_xdata())
    assert least == pytest.approx(100 * 28_000 / 1_218_943)
    assert len(share_table(edition, {}).frame) > len(share_table(edition).frame)


def test_the_table_of_shares_has_every_pair(edition: Edition) -> None:
    """A line for each share, with both numbers and what comes of them."""
    frame = share_table(edition).frame
    found = national_shares(edition)
    assert list(frame["share"]) == [s.reading for s in found]
    assert list(frame["number"]) == [number_of(s.part) for s in found]
    assert list(frame["inhabitants"]) == [number_of(s.whole) for s in found]
    assert share_table(assume(edition, texts=["HL"])).frame.empty


def test_the_notebook_sets_aside_what_the_edition_does() -> None:
    """The figures named in the cell are all that the edition sets aside."""
    page = (REPO / "book" / "casualties.md").read_text("utf-8")
    named = re.search(r"for key in \((.*)\)}", page)
    assert named is not None
    assert set(re.findall(r"E\d{3}", named[1])) == SET_ASIDE.keys()


def test_the_notebook_says_what_the_rows_say(edition: Edition) -> None:
    """The numbers of the prose are those of the rows, the words of the texts theirs."""
    page = " ".join((REPO / "book" / "casualties.md").read_text("utf-8").split())
    assert "in 4 fights of the 20 in which the texts have them" in page
    assert "those of the resistance in none of 22" in page
    assert "about 2.3 per cent of the inhabitants were killed" in page
    assert "By the outside figures it is 2.5 to 3.0 per cent" in page
    killed = [e for e in edition.estimates.values()
              if "C304" in e.claim_list and e.variable == "killed"]
    assert "that Albanian history keeps is 84. It appears four times" in page
    assert [e.value for e in killed].count(84) == 4
    assert max(e.value for e in killed) == 84
    assert "all but the two lowest agree" in page
    low = edition.claims["C304"].low
    assert low is not None
    assert sum(e.value < low for e in killed) == 2
    assert "though the text has them in five of the events" in page
    assert sum("collaboration" in sides for sides in PARTIES.values()) == 5
    losses = [c for c in edition.claims.values() if c.side != "none" and c.variable in SPANS]
    assert {c.first.text_id for c in losses} == {"DB"}
    assert max(str(c.date.start) for c in losses) == "1944-02-04"
    assert "After 4 February 1944 the counting stops altogether" in page
    assert {c.claim_id for c in losses if c.qualifier == "exact"} == {"C102", "C103"}
