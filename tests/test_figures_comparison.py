"""The figures of the comparison: a mark for each passage at its time, and counts that are right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from matplotlib.dates import date2num

from conftest import REPO
from edition import Edition
from edition.assumptions import assume, compare
from edition.charts.comparison import AGREEMENT, CHARTS, DB_ALONE, DIFFERENCE, HL_ALONE
from edition.charts.words import address_of, passages_of
from edition.figures import comparison as drawings
from edition.figures.comparison import DRAWINGS, agreement, difference, in_order, silence
from edition.figures.drawing import Drawing
from edition.model import Parallel, split_list
from edition.timing import sides, timed
from test_figures import closed_figures, parts

__all__ = ["closed_figures"]

pytestmark = pytest.mark.usefixtures("closed_figures")

def test_every_parallel_stands_in_one_figure(edition: Edition) -> None:
    """The figures together draw each row once, and leave none out."""
    assert sorted(key for chart in CHARTS for key in chart.drawn(edition)) == sorted(
        edition.parallels)


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda d: d.chart.chart_id)
def test_each_passage_has_a_mark_at_its_time(edition: Edition, drawing: Drawing) -> None:
    """One dot for each passage, in the shape of its text, where it is dated, leading to it."""
    drawn = parts(drawing.figure(edition))
    for key, row in drawing.chart.drawn(edition).items():
        locators = [x for own in sides(row).values() for x in own]
        dots = [drawn[f"{key}.dot{f'-{n}' if n > 1 else ''}"]
                for n in range(1, len(locators) + 1)]
        assert f"{key}.dot-{len(locators) + 1}" not in drawn
        for locator, dot in zip(locators, dots, strict=True):
            time = timed(edition, locator)
            assert dot.get_marker() == {"DB": "o", "HL": "D"}[locator[:2]]
            assert dot.get_url() == address_of(edition, row, edition.locate(locator)[0].first)
            if time:
                assert list(dot.get_xdata()) == [date2num(time.middle)]
                assert (dot.get_markerfacecolor() == "white") == time.borrowed
            else:
                assert dot.get_xdata()[0] > date2num(timed(edition, "DB.17.4").end)
        assert [d.get_url() for d in dots] == [
            address_of(edition, row, p) for p in passages_of(edition, row)]


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda d: d.chart.chart_id)
def test_bars_cover_the_days(edition: Edition, drawing: Drawing) -> None:
    """A full bar runs from the first to the last day known; a dotted one only where it is open."""
    drawn = parts(drawing.figure(edition))
    for key, row in drawing.chart.drawn(edition).items():
        times = [t for own in sides(row).values() for x in own
                 if (t := timed(edition, x))]
        bars = [a for name, a in drawn.items() if re.match(rf"{key}\.date(-|$)", name)]
        assert sorted(tuple(map(float, bar.get_xdata())) for bar in bars) == sorted(
            (date2num(t.start) - 15 * t.about, date2num(t.end) + 15 * t.about)
            for t in times if t.start < t.end or t.about)
        assert sum(bar.is_dashed() for bar in bars) == sum(t.about for t in times)
        tails = [a for name, a in drawn.items() if re.match(rf"{key}\.open(-|$)", name)]
        assert len(tails) == sum(t.opens + t.runs_on for t in times)
        assert all(tail.is_dashed() for tail in tails)


def test_marks_of_one_row_share_it(edition: Edition) -> None:
    """No two subjects stand on the same line; both texts of one stand beside each other."""
    for drawing in DRAWINGS:
        lines: dict[int, set[str]] = {}
        for name, artist in parts(drawing.figure(edition)).items():
            if ".dot" in name:
                lines.setdefault(round(artist.get_ydata()[0] * 2), set()).add(name[:4])
        assert all(len(keys) == 1 for keys in lines.values())


def test_aspects_are_those_of_the_row(edition: Edition) -> None:
    """A cross for each aspect in which the texts differ, and none besides."""
    drawn = parts(drawings.DIFFERENCE.figure(edition))
    crossed = {(name[:4], name.partition("aspect-")[2]) for name in drawn if "aspect-" in name}
    assert crossed == {(key, aspect) for key, row in DIFFERENCE.drawn(edition).items()
                       for aspect in split_list(row.aspect)}


def test_the_finding_counts_agreement(edition: Edition) -> None:
    """Titles of the first two figures: on how many they agree, and the aspect named most often."""
    agreed, differing = (list(c.drawn(edition).values()) for c in (AGREEMENT, DIFFERENCE))
    both = len(agreed) + len(differing)
    assert f"agree on {len(agreed)} of the {both} subjects" in agreement(edition, agreed)
    assert agreement(edition, []) == "The two agree on nothing that is drawn"
    aspects = Counter(a for p in differing for a in split_list(p.aspect))
    most = max(aspects, key=lambda a: aspects[a])
    assert difference(differing) == (f"The two differ on {len(differing)} subjects, most often in "
                                     f"{most} ({aspects[most]})")
    figures = [p for p in differing if "figure" in p.aspect]
    assert difference(figures).startswith("The two differ on 6 subjects")
    assert difference([]) == "The two differ on nothing that is drawn"


def test_the_finding_counts_silence(edition: Edition) -> None:
    """Titles of the others: how many each tells alone, and how many are over before HL begins."""
    rows = list(DB_ALONE.drawn(edition).values())
    said = silence(edition, DB_ALONE, rows)
    assert f"DB speaks of {len(rows)} subjects of which HL does not" in said
    before = [p for p in rows if (times := [
        timed(edition, x) for x in split_list(p.db)]) and all(
            t and t.end.isoformat() < "1942-07-01" and not t.runs_on for t in times)]
    assert f"{len(before)} are over before HL begins" in said
    alone = list(HL_ALONE.drawn(edition).values())
    assert silence(edition, HL_ALONE, alone) == (
        f"HL speaks of {len(alone)} subjects of which DB does not")
    assert silence(edition, DB_ALONE, []) == "DB speaks alone of nothing that is drawn"


def test_rows_stand_in_the_order_of_time(edition: Edition) -> None:
    """What has no time comes last."""
    alone = [p for chart in (HL_ALONE, DB_ALONE) for p in chart.drawn(edition).values()]
    ordered = [p.id for p in in_order(edition, alone)]
    assert ordered.index("P040") < ordered.index("P054") < ordered.index("P085")
    assert set(ordered[-4:]) == {"P011", "P015", "P031", "P068"}


def test_another_date_moves_the_mark(edition: Edition) -> None:
    """The time of a subject is that of its passages, and follows the tables."""
    dates = {key: replace(d, date_edtf="1941-03-01") if d.first.passage_id == "DB.3.8" else d
             for key, d in edition.dates.items()}
    moved = parts(drawings.DB_ALONE.figure(replace(edition, dates=dates)))["P047.dot"]
    assert list(moved.get_xdata()) == [date2num(dates["D0308"].date.middle)]


@pytest.mark.parametrize(("asked", "kept"), [
    ({"relations": ["agree"]}, lambda p: p.relation == "agree"),
    ({"relations": ["only_DB", "only_HL"]}, lambda p: p.relation.startswith("only")),
    ({"aspects": ["figure"]}, lambda p: not p.aspect or "figure" in p.aspect),
    ({"relations": ["differ"], "aspects": ["date", "name"]},
     lambda p: p.relation == "differ" and {"date", "name"} & set(split_list(p.aspect))),
])  # fmt: skip
def test_relations_and_aspects_can_be_chosen(edition: Edition, asked: dict,
                                                 kept: Callable[[Parallel], bool]) -> None:
    """The figures draw just the parallels asked for."""
    less = compare(edition, **asked)
    wanted = {key for key, p in edition.parallels.items() if kept(p)}
    assert less.parallels.keys() == wanted < edition.parallels.keys()
    shown = {name[:4] for drawing in DRAWINGS for name in parts(drawing.figure(less))}
    assert shown == wanted


def test_one_text_alone_leaves_its_passages(edition: Edition) -> None:
    """A subject of both is then drawn for the text that is heard, and no other."""
    heard = assume(edition, texts=["HL"])
    assert heard.parallels.keys() == {k for k, p in edition.parallels.items() if p.hl}
    urls = {a.get_url() for drawing in (drawings.AGREEMENT, drawings.DIFFERENCE)
            for a in parts(drawing.figure(heard)).values()}
    assert {url.partition("#")[0] for url in urls} == {"hl.html"}


def test_a_subject_says_the_relation_unless_all_rows_have_it(edition: Edition) -> None:
    """In a table of what one text alone tells, or both alike, subjects are told and no more."""
    def subjects(drawing: Drawing) -> list[str]:
        return list(drawing.rows(edition).frame["subject"])

    assert "Priority and beginning" in subjects(drawings.DB_ALONE)
    assert "Name of the army" in subjects(drawings.AGREEMENT)
    assert "Politics of the resistance: they differ in judgement and scope" in subjects(
        drawings.DIFFERENCE)


def test_rows_that_stand_elsewhere_are_not_told_again(edition: Edition) -> None:
    """The rows of a figure and those of a part of it make up the whole."""
    rival = compare(edition, aspects=["figure"])
    apart = [drawings.DIFFERENCE.rows(rival), drawings.DIFFERENCE.rows(edition, without=rival)]
    told = [subject for table in apart for subject in table.frame["subject"]]
    assert sorted(told) == sorted(drawings.DIFFERENCE.rows(edition).frame["subject"])


def test_tables_link_every_passage(edition: Edition) -> None:
    """Each locator, and each passage that a comment names, becomes a link."""
    markdown = drawings.DIFFERENCE.rows(edition)._repr_mimebundle_()["text/markdown"]
    for row in DIFFERENCE.drawn(edition).values():
        for locator in (*split_list(row.db), *split_list(row.hl)):
            assert f"{{passage}}`{locator}`" in markdown
    assert "{passage}`DB.6.4-6`" in markdown
    assert not re.search(r"(?<!`)\b(DB|HL)\.\d+\.\d+", markdown)


def test_prose_gives_the_numbers_of_the_tables(edition: Edition) -> None:
    """What the notebook says in numbers is what the data say."""
    prose = " ".join((REPO / "book" / "comparison.md").read_text("utf-8").split())
    relations = Counter(p.relation for p in edition.parallels.values())
    aspects = Counter(a for p in edition.parallels.values() for a in split_list(p.aspect))
    assert (relations["agree"], relations["differ"]) == (9, 22)
    assert (relations["only_HL"], relations["only_DB"]) == (7, 50)
    assert (aspects["judgement"], aspects["date"], aspects["figure"]) == (13, 6, 6)
    assert "speak of 31 subjects and agree on nine" in prose
    sentences = Counter(p.text_id for p in edition.passages.values() if p.level == "sentence")
    assert f"HL has {sentences['HL']} sentences to DB's {sentences['DB']}" in prose
    words = {t: re.findall(r"[\w']+", text.words.casefold()) for t, text in edition.texts.items()}
    assert 9 < len(words["DB"]) / len(words["HL"]) < 10
    runs = {n: set.intersection(*({tuple(w[i : i + n]) for i in range(len(w) - n + 1)}
                                  for w in words.values())) for n in (4, 5)}
    assert {" ".join(run) for run in runs[4]} == {
        "number of italian soldiers", "the national liberation army", "the resistance movement in"}
    assert runs[5] == set()
