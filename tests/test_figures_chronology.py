"""The figures of the chronology: bars and marks cover the days coded, an event on one row."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from matplotlib.dates import date2num
from matplotlib.text import Text

from conftest import REPO
from edition import Edition
from edition.assumptions import assume
from edition.chronology import entries
from edition.figures.chronology import DRAWINGS, finding, left_out
from edition.figures.drawing import Drawing
from test_figures import closed_figures, parts

__all__ = ["closed_figures"]

pytestmark = pytest.mark.usefixtures("closed_figures")

each = pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda d: d.chart.chart_id)


@each
def test_bars_run_from_the_first_to_the_last_day(edition: Edition, drawing: Drawing) -> None:
    """A day has a mark alone, an interval a bar, an open end a dotted line towards it."""
    drawn = parts(drawing.figure(edition))
    for key, row in drawing.chart.drawn(edition).items():
        start, end = row.date.start, row.date.end
        if start and end and start < end:
            assert list(drawn[f"{key}.date"].get_xdata()) == [date2num(start), date2num(end)]
            assert not drawn[f"{key}.date"].is_dashed()
        else:
            assert f"{key}.date" not in drawn
        assert (f"{key}.open" in drawn) == (not (start and end))
        if f"{key}.open" in drawn:
            low, high = drawn[f"{key}.open"].get_xdata()
            assert drawn[f"{key}.open"].is_dashed()
            assert (low if start else high) == date2num(start or end)


@each
def test_dots_have_shape_fill_and_place(edition: Edition, drawing: Drawing) -> None:
    """Shape of the text, hollow if inferred, at the middle of the time, within the axes."""
    drawn = parts(drawing.figure(edition))
    for key, row in drawing.chart.drawn(edition).items():
        dot = drawn[f"{key}.dot"]
        assert dot.get_marker() == {"DB": "o", "HL": "D"}[row.first.text_id]
        assert (dot.get_markerfacecolor() == "white") == (row.basis == "inferred")
        left, right = dot.axes.get_xlim()
        assert left < dot.get_xdata()[0] < right, key
        if row.date.start and row.date.end:
            assert dot.get_xdata()[0] == date2num(row.date.middle)


def test_about_is_dashed(edition: Edition) -> None:
    """A date with "about" has a dashed bar that reaches beyond its days on both sides."""
    drawing = DRAWINGS[0]
    row = replace(edition.dates["D0701"], date_edtf="1942-09~")
    drawn = parts(drawing.figure(replace(edition, dates={**edition.dates, "D0701": row})))
    low, high = drawn["D0701.date"].get_xdata()
    assert low < date2num(row.date.start) < date2num(row.date.end) < high
    assert drawn["D0701.date"].is_dashed()


@each
def test_an_entry_has_its_row(edition: Edition, drawing: Drawing) -> None:
    """The statements of one event stand on one row, those of two on two."""
    rows = drawing.chart.drawn(edition)
    drawn = parts(drawing.figure(edition))
    heights = {entry.key: {round(drawn[f"{d.id}.dot"].get_ydata()[0]) for d in entry.dates}
               for entry in entries(edition, rows.values())}
    assert sorted(y for ys in heights.values() for y in ys) == list(range(len(heights)))


@each
def test_labels_stay_within_the_figure(edition: Edition, drawing: Drawing) -> None:
    """No title or passage runs over the edge or into the title of the next row."""
    figure = drawing.figure(edition)
    figure.canvas.draw()
    width = figure.bbox.width
    labels = [t for t in figure.findobj(Text) if re.search(r"\.label", t.get_gid() or "")]
    boxes = [label.get_window_extent() for label in labels]
    assert labels
    assert all(box.x0 >= 0 and box.x1 <= width for box in boxes)
    assert not any(a.overlaps(b) and min(a.y1, b.y1) - max(a.y0, b.y0) > 2
                   for n, a in enumerate(boxes) for b in boxes[n + 1:])


@each
def test_the_finding_counts_what_is_drawn(edition: Edition, drawing: Drawing) -> None:
    """Subjects, statements, those of each text, and those to the day; it follows the data."""
    rows = list(drawing.chart.drawn(edition).values())
    subjects = len(entries(edition, rows))
    said = finding(drawing.chart, rows, subjects)
    assert f": {subjects} subjects\nin {len(rows)} statements" in said
    for text in edition.texts:
        assert f"{sum(r.first.text_id == text for r in rows)} of {text}" in said
    assert f"{sum(r.date.precision == 1 for r in rows)} are precise" in said
    alone = list(drawing.chart.drawn(assume(edition, texts=["HL"])).values())
    assert "DB" not in finding(drawing.chart, alone, 1)
    assert "nothing that is drawn" in finding(drawing.chart, [], 0)


def test_what_is_left_out_is_told(edition: Edition) -> None:
    """One line for each expression that no part draws, with its reason."""
    reasons = [why for drawing in DRAWINGS for why in drawing.chart.left_out(edition).values()]
    assert sorted(left_out(edition).frame["why not drawn"]) == sorted(reasons)
    lines = left_out(edition)._repr_mimebundle_()["text/markdown"].splitlines()
    assert [line.split("*")[1] for line in lines] == list(dict.fromkeys(
        left_out(edition).frame["why not drawn"]))
    told = [passage for line in lines for passage in re.findall(r"{passage}`(.+?)`", line)]
    assert sorted(told) == sorted(left_out(edition).frame["passage"])
    assert sum(line.count("“already”") for line in lines) == 1
    drawn = sum(len(drawing.chart.drawn(edition)) for drawing in DRAWINGS)
    assert drawn + len(reasons) == len(edition.dates)


def test_prose_names_what_is_drawn(edition: Edition) -> None:
    """The rows that the notebook calls shared, and its count of them, are those of 1943."""
    prose = " ".join((REPO / "book" / "chronology.md").read_text("utf-8").split())
    made = entries(edition, DRAWINGS[1].chart.drawn(edition).values())
    shared = {e.key for e in made if len({d.first.text_id for d in e.dates}) == 2}
    assert shared == {"founding-of-unc", "italian-capitulation", "german-winter-offensive",
                      "winter-reprisals-1943-1944"}
    assert "Four rows have marks of both" in prose
    days = {d.chart.chart_id: sum(r.date.precision == 1 for r in d.chart.drawn(edition).values())
            for d in DRAWINGS}
    assert max(days, key=lambda key: days[key]) == "chronology-line-1944"
