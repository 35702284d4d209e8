"""The figures: every claim drawn where it stands, linked, said in words, in the same bytes."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import matplotlib.pyplot as plt
import pytest
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from edition import Edition
from edition.anchors import ROW
from edition.assumptions import assume
from edition.charts.chart import Chart, Row
from edition.charts.registry import CHART_FILES, CHARTS, KEPT
from edition.charts.words import address_of, label_of, lemma_of, mark_id, passages_of
from edition.figures.forces import STRENGTHS
from edition.figures.legend import LEGEND
from edition.figures.marks import draw_claim
from edition.figures.publish import publish
from edition.figures.registry import FIGURES, write_figures
from edition.model import Claim, Dated, Estimate

MARK = rf"{ROW}\."  # the id of a part of a mark begins with its row's
SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"

KEYS = ("claim_id", "control_id", "date_id", "parallel_id", "estimate_id")

pytestmark = pytest.mark.usefixtures("closed_figures")


@pytest.fixture
def closed_figures() -> Iterator[None]:
    """No figure stays open after a test."""
    yield
    plt.close("all")


@pytest.fixture
def axes() -> Axes:
    """Axes to draw on."""
    return plt.subplots()[1]


@pytest.fixture(scope="module")
def published(edition: Edition) -> Mapping[str, str]:
    """Chart id → its SVG as a page shows it."""
    return {key: drawing.show(edition).svg for key, drawing in FIGURES.items()}


def parts(figure: Figure) -> dict[str, Line2D]:
    """The parts of marks in a figure by their group ids."""
    found = [a for a in figure.findobj() if re.match(MARK, a.get_gid() or "")]
    keys = [a.get_gid() for a in found]
    assert len(keys) == len(set(keys))
    return dict(zip(keys, found, strict=True))


@pytest.mark.parametrize("chart_id", CHARTS)
def test_marks_are_the_declared_rows(edition: Edition, chart_id: str) -> None:
    """Every part of a mark belongs to a row that is declared, and each of those is drawn."""
    drawn = parts(FIGURES[chart_id].figure(edition))
    assert {key.partition(".")[0] for key in drawn} == set(CHARTS[chart_id].marks(edition))


@pytest.mark.parametrize("chart_id", CHARTS)
def test_every_mark_is_labelled(edition: Edition, chart_id: str) -> None:
    """The passage of each row drawn, or the work that gives a figure, stands in the drawing."""
    figure = FIGURES[chart_id].figure(edition)
    written = " ".join(t.get_text() for t in figure.findobj(Text)).replace("\n", " ")
    for row in CHARTS[chart_id].marks(edition).values():
        key = row.id if isinstance(row, Estimate) else label_of(edition, row)
        assert key.removeprefix("DB ").removeprefix("HL ") in written


@pytest.mark.parametrize("chart_id", CHARTS)
@pytest.mark.parametrize("assumed", [{"texts": ["HL"]}, {"texts": ["DB"]}, {"certainty": "high"}])
def test_a_figure_draws_what_it_is_given(edition: Edition, chart_id: str, assumed: dict) -> None:
    """Under an assumption the marks are the rows that are left, be it none."""
    less = assume(edition, **assumed)
    drawing = FIGURES[chart_id]
    assert {key.partition(".")[0] for key in parts(drawing.figure(less))} == set(
        drawing.chart.marks(less))
    assert set(drawing.chart.marks(less)) <= set(drawing.chart.marks(edition))
    assert drawing.show(less).text.startswith(drawing.chart.title)


@pytest.mark.parametrize("chart_id", CHARTS)
def test_nothing_joins_two_claims(edition: Edition, chart_id: str) -> None:
    """Each line in the axes belongs to one mark, or is a rule of the legend."""
    figure = FIGURES[chart_id].figure(edition)
    for axes in figure.axes:
        for line in axes.lines:
            # rules of the legend and between the lines of a figure, ticks of a result
            apart = line.get_transform() != axes.transData or len(line.get_xdata()) == 1
            assert apart or re.match(MARK, line.get_gid() or "")


QUALIFIED = {
    "exact": ({"low": 5.0, "best": 5.0, "high": 5.0}, {"dot", "label"}, "5"),
    "approx": ({"best": 5.0}, {"dot", "label"}, "≈ 5"),
    "at_least": ({"low": 5.0}, {"dot", "bound", "label"}, "> 5"),
    "at_most": ({"high": 5.0}, {"dot", "bound", "label"}, "≤ 5"),
    "range": ({"low": 5.0, "high": 9.0}, {"range", "label"}, "5–9"),
    "vague": ({"low": 5.0}, {"dot", "bound", "label"}, "≥ 5"),
}


def coded(claim: Claim, qualifier: str, **changes: object) -> Claim:
    """The claim with another qualifier and the numbers that go with it."""
    numbers = {"low": None, "best": None, "high": None, **QUALIFIED[qualifier][0]}
    return replace(claim, **{"qualifier": qualifier, "date_edtf": "1943-07-10", **numbers,
                             **changes})


@pytest.mark.parametrize("qualifier", QUALIFIED)
def test_each_qualifier_has_its_mark(tiny_edition: Edition, axes: Axes, qualifier: str) -> None:
    """Dot, arrow, bar and label are those of the chart rules; the label gives every number."""
    _, wanted, number = QUALIFIED[qualifier]
    claim = coded(tiny_edition.claims["C101"], qualifier)
    artists = draw_claim(axes, tiny_edition, claim)
    assert {a.get_gid() for a in artists} == {f"C101.{part}" for part in wanted}
    label, = [a for a in artists if a.get_gid() == "C101.label"]
    assert label.get_text() == f"{number}\nAA 1.1"
    assert {a.get_url() for a in artists} == {"aa.html#AA.1.1"}


def test_a_range_is_a_bar_from_low_to_high(tiny_edition: Edition, axes: Axes) -> None:
    """Both numbers are drawn, and no dot between them."""
    draw_claim(axes, tiny_edition, coded(tiny_edition.claims["C101"], "range"))
    bar, = [line for line in axes.lines if line.get_gid() == "C101.range"]
    assert list(bar.get_ydata()) == [5.0, 9.0]


@pytest.mark.parametrize(("changes", "hollow"), [
    ({"qualifier": "exact"}, False),
    ({"qualifier": "vague"}, True),
    ({"qualifier": "exact", "cert": "low"}, True),
])  # fmt: skip
def test_a_hollow_dot_is_vague_or_of_low_certainty(tiny_edition: Edition, axes: Axes,
                                                   changes: dict[str, str], hollow: bool) -> None:
    """A filled dot is a number given with some certainty."""
    dot, *_ = draw_claim(axes, tiny_edition, coded(tiny_edition.claims["C101"], **changes))
    assert (dot.get_markerfacecolor() == "white") == hollow


@pytest.mark.parametrize(("edtf", "dotted"), [
    ("1943-07-10", None), ("1943-07-10/1943-07-12", None), ("1943-07", False), ("1943", False),
    ("../1943-07", True), ("1943-07/..", True),
])  # fmt: skip
def test_a_bar_lies_along_an_uncertain_date(tiny_edition: Edition, axes: Axes, edtf: str,
                                            dotted: bool | None) -> None:
    """No bar for a day, a full one between two ends, a dotted one towards an open end."""
    claim = coded(tiny_edition.claims["C101"], "exact", date_edtf=edtf)
    draw_claim(axes, tiny_edition, claim)
    bars = [line for line in axes.lines if line.get_gid() == "C101.date"]
    assert [bar.is_dashed() for bar in bars] == ([] if dotted is None else [dotted])
    if dotted is False:
        ends = [float(date2num(day)) for day in (claim.date.start, claim.date.end)]
        assert list(bars[0].get_xdata()) == ends


def test_marks_link_to_what_exists(edition: Edition, published: Mapping) -> None:
    """Each row drawn has a named link to each of its passages, or to its estimate."""
    pages = {text.page: text.siglum for text in edition.texts.values()}
    for chart_id, svg in published.items():
        marks = CHARTS[chart_id].marks(edition)
        links = list(ET.fromstring(svg).iter(f"{SVG}a"))
        assert all(link.get("target") is None for link in links)
        assert {link.get("data-row") for link in links} == set(marks)
        for link in links:
            row = marks[link.get("data-row", "")]
            page, _, anchor = link.get(f"{XLINK}href", "").partition(".html#")
            assert f"{page}.html#{anchor}" in addresses_of(edition, row)
            if isinstance(row, Estimate):
                assert (page, anchor in edition.estimates) == ("estimates", True)
            else:
                assert pages[page] == edition.passages[anchor].text_id
        named = [link for link in links if link.get("aria-label")]
        assert sorted((link.get("data-row", ""), link.get(f"{XLINK}href")) for link in named
                      ) == sorted((key, address) for key, row in marks.items()
                                  for address in addresses_of(edition, row))
        anchors = [element.get("id") for element in ET.fromstring(svg).iter()]
        assert all(anchors.count(mark_id(chart_id, key)) == 1 for key in marks)
        assert {link.get("id") for link in named} >= {mark_id(chart_id, key) for key in marks}
        for link in named:
            row, passage = marks[link.get("data-row", "")], link.get(f"{XLINK}href", "")
            assert lemma_of(edition, row, passage.partition("#")[2]) in (
                link.findtext(f"{SVG}title") or "")
            assert link.get("tabindex") is None


def test_a_mark_of_a_long_id_is_a_named_link(tiny_edition: Edition, axes: Axes) -> None:
    """The ten-thousandth row is linked like the first."""
    claim = replace(tiny_edition.claims["C101"], claim_id="C10001")
    chart = Chart("any", "rest", "Any", about=lambda edition: edition.claims.values())
    grown = replace(tiny_edition, claims={"C10001": claim})
    draw_claim(axes, grown, claim)
    svg = publish(axes.get_figure(root=True), chart, grown, "").svg
    assert "C10001" in {link.get("data-row") for link in ET.fromstring(svg).iter(f"{SVG}a")
                        if link.get("aria-label")}


def addresses_of(edition: Edition, row: Row) -> set[str]:
    """Where the marks of a row lead."""
    if isinstance(row, Estimate):
        return {address_of(edition, row)}
    return {address_of(edition, row, passage) for passage in passages_of(edition, row)}


def test_ids_of_a_figure_are_its_own(published: Mapping) -> None:
    """Every id begins with the chart's, stands once, and every reference within meets one."""
    for chart_id, svg in published.items():
        root = ET.fromstring(svg)
        ids = [e.get("id") for e in root.iter() if e.get("id")]
        assert len(ids) == len(set(ids))
        assert all(key.startswith(f"{chart_id}-") for key in ids)
        used = set(re.findall(r'(?:href="#|url\(#)([^")]+)', svg))
        assert used <= set(ids)
        assert set(f"{root.get('aria-labelledby')} {root.get('aria-describedby')}".split()) <= set(
            ids)


def test_the_same_drawing_gives_the_same_bytes(edition: Edition, published: Mapping) -> None:
    """Drawn again, a figure is identical, and names neither a day of making nor a program."""
    for chart_id, drawing in FIGURES.items():
        again = drawing.show(edition).svg
        assert again == published[chart_id]
        for word in ("<metadata", "dc:date", "Created with", "Matplotlib v"):
            assert word.casefold() not in again.casefold(), word


@pytest.mark.parametrize("chart_id", CHARTS)
def test_the_description_gives_every_number(edition: Edition, published: Mapping,
                                            chart_id: str) -> None:
    """The alternative text names each passage with its number, and is in the SVG."""
    drawing = FIGURES[chart_id]
    text = drawing.words(edition, drawing.chart)
    assert text.startswith(f"{drawing.chart.title}. ")
    for row in drawing.chart.marks(edition).values():
        assert label_of(edition, row).removeprefix("DB ").removeprefix("HL ") in text
        if isinstance(row, Claim | Estimate):
            assert f"{row.value:,.0f}" in text
    described = ET.fromstring(published[chart_id]).find(f"{SVG}desc")
    assert described is not None
    assert described.text == text


def test_a_page_gets_inline_svg_and_an_image(edition: Edition) -> None:
    """A figure offers HTML for the web, SVG for print and EPUB, words for a terminal."""
    shown = STRENGTHS.show(edition)
    bundle = shown._repr_mimebundle_()
    assert bundle["text/html"].startswith('<div class="ed-figure" tabindex="0"')
    assert "<svg" in bundle["text/html"]
    assert bundle["image/svg+xml"].startswith("<?xml")
    assert bundle["text/plain"] == shown.text
    assert plt.get_fignums() == []


def test_a_figure_that_is_shown_keeps_its_files(
    edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where notebooks are to keep them: the same as are drawn for themselves, to the byte."""
    folders = shown, drawn = tmp_path / "shown", tmp_path / "drawn"
    for folder in folders:
        folder.mkdir()
    write_figures(edition, ["forces-strengths"], drawn)
    monkeypatch.setenv(KEPT, str(shown))
    STRENGTHS.show(edition)
    LEGEND.show(edition)  # it is no chart, and cannot be downloaded
    files = [{path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders]
    assert files[0] == files[1]
    assert files[0].keys() == {f"forces-strengths{end}" for end in CHART_FILES.values()}


def test_files_to_download(edition: Edition, tmp_path: Path) -> None:
    """Each chart has its files; the CSV holds the rows drawn, with blank for not given."""
    (tmp_path / "figures").mkdir()
    write_figures(edition, CHARTS, tmp_path / "figures")
    names = {p.name for p in (tmp_path / "figures").iterdir()}
    assert names == {f"{key}{suffix}" for key in CHARTS for suffix in CHART_FILES.values()}
    for chart_id, chart in CHARTS.items():
        with (tmp_path / "figures" / f"{chart_id}.csv").open(encoding="utf-8", newline="") as file:
            rows = {next(filter(None, (row.get(k) for k in KEYS))): row
                    for row in csv.DictReader(file)}
        assert rows.keys() == chart.marks(edition).keys()
        for key, one in rows.items():
            row = chart.marks(edition)[key]
            for name in row.columns():
                value = getattr(row, name)
                given = float(one[name]) if isinstance(value, float) else one[name]
                assert given == ("" if value is None else value)
            if isinstance(row, Dated):
                assert one["date_start"] == str(row.date.start or "")
                assert one["date_end"] == str(row.date.end or "")
