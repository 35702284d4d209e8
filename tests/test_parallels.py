"""The two texts side by side: every row, every difference marked, every figure with its rival."""

from __future__ import annotations

from dataclasses import replace

import pytest
from docutils import nodes as dn

from edition import Edition
from edition.model import Parallel, split_list
from edition.sphinxext import nodes as en
from edition.sphinxext.parallels import Figure, ParallelView, parallels
from test_apparatus import labelled, targets


@pytest.fixture(scope="module")
def view(edition: Edition) -> ParallelView:
    """The view of the real edition."""
    return ParallelView(edition)


def closed(edition: Edition) -> Edition:
    """The edition as it is built without the base texts."""
    return replace(edition, info=replace(edition.info, include_base_texts=False))


def cells(parallel: Parallel) -> tuple[str, str]:
    """What both texts say, as the table has it."""
    return parallel.db, parallel.hl


def passages_of(edition: Edition, cell: str) -> list[str]:
    """The words of the passages that a cell names."""
    return [p.words for locator in split_list(cell) for p in edition.locate(locator)[1]]


def readings(view: ParallelView, parallel: Parallel) -> list[list[str]]:
    """The figures of both texts in words."""
    return [[figure.reading for figure in side] for side in view.figures(parallel)]


def test_there_is_a_block_for_each_row(edition: Edition) -> None:
    """Topic, the sides that speak with their words, and the comment, in the order of the table."""
    block, = parallels(edition)
    assert [child["ids"] for child in block.children] == [[key] for key in edition.parallels]
    for child, parallel in zip(block.children, edition.parallels.values(), strict=True):
        said = child.astext()
        assert said.startswith(parallel.topic)
        assert said.endswith(labelled(edition, parallel.comment))
        sides = list(child.findall(en.alignment_side))
        speaking = [cell for cell in cells(parallel) if cell]
        for side, cell in zip(sides, speaking, strict=True):
            assert all(words in side.astext() for words in passages_of(edition, cell))
            assert targets(side) == [("passage", p) for p in split_list(cell)]


def test_a_silence_is_shown_where_the_other_text_speaks(edition: Edition) -> None:
    """In the place of the side that is blank, in words; both sides stand in the order of texts."""
    block, = parallels(edition)
    for child, parallel in zip(block.children, edition.parallels.values(), strict=True):
        sides = child.children[1].children
        assert len(sides) == 2
        for side, cell, text_id in zip(sides, cells(parallel), edition.texts, strict=True):
            assert isinstance(side, en.alignment_side if cell else en.web_only)
            assert cell or side.astext() == f"{text_id} says nothing of this."


def test_a_share_in_digits_is_not_read_from_a_word(edition: Edition) -> None:
    """Only what the passage has in words is said to be read from them."""
    shares = [k for k in edition.controls.values() if k.share_low is not None]
    assert {k.share_from_word for k in shares} == {True, False}
    for control in shares:
        assert Figure(control).reading.endswith("(read from the word)") == control.share_from_word


@pytest.mark.parametrize(("key", "expected"), [
    ("P028", [["47,000 persons"], ["50,000 persons"]]),  # in conflict: and no other figure
    ("P016", [["29 detachments", "at least 36 groups (read from the word)",
               "about 20,000 persons"], ["about 20 battalions"]]),
    ("P017", [["10–50 per cent (read from the word)"],  # a control statement against a claim
              ["at least 90 per cent (read from the word)"]]),
    ("P021", [[], ["40,000 persons"]]),  # only one text gives a figure
    ("P018", [["at least 2 persons (read from the word)"]] * 2),  # they agree, in the vague
    ("P003", []),  # figures in one text that are not what the row is about
    ("P066", []),  # losses of which only one text speaks
])
def test_figures_stand_against_their_rivals(
    edition: Edition, view: ParallelView, key: str, expected: list[list[str]]
) -> None:
    """Those in conflict, those of one kind where figures differ, those of one variable."""
    assert readings(view, edition.parallels[key]) == expected


def test_every_conflict_and_every_difference_of_figures_is_shown(
    edition: Edition, view: ParallelView
) -> None:
    """No claim with a rival, and no row whose difference is a figure, goes without its figures."""
    shown: dict[str, set[str]] = {}
    for parallel in edition.parallels.values():
        figures = view.figures(parallel)
        assert figures or "figure" not in split_list(parallel.aspect), parallel.id
        ids = {f.row.id for side in figures for f in side}
        for key in ids:
            shown.setdefault(key, set()).update(ids)
    tied = [(c.id, other) for c in edition.claims.values()
            for other in (*c.conflict_list, *split_list(c.same_as))]
    assert tied
    assert all(other in shown.get(key, ()) for key, other in tied)


def test_a_figure_says_value_words_passage_and_rival(edition: Edition, view: ParallelView) -> None:
    """With the shape of its text and the colour of its side."""
    node = view.alignment(edition.parallels["P028"])
    figures, = node.findall(en.alignment_figures)
    first, second = figures.children
    assert first.astext() == ("● 47,000 persons 47 thousand soldiers altogether, DB 15.12; "
                              "conflicts with HL 6.1")
    assert second.astext() == "◆ 50,000 persons 50,000 men, HL 6.1; conflicts with DB 15.12"
    shapes = list(node.findall(en.text_shape))
    assert [(s["shape"], s["side"]) for s in shapes] == [("●", "germany"), ("◆", "germany")]


def test_the_words_that_bear_the_difference_are_marked(
    edition: Edition, view: ParallelView
) -> None:
    """Figures in the colour of their side, dates, names; nothing where judgements differ."""
    def marked(key: str) -> list[tuple[str, str]]:
        sides = view.alignment(edition.parallels[key]).findall(en.alignment_side)
        return [(run.astext(), run["classes"][-1]) for side in sides
                for run in side.findall(en.annotated)]

    assert marked("P028") == [("47 thousand soldiers altogether", "ed-side-germany"),
                              ("50,000 men", "ed-side-germany")]
    assert ("In July 1943", "ed-differs-date") in marked("P014")
    assert "soon" not in dict(marked("P014"))  # no date can be set against it
    assert {look for _, look in marked("P014")} == {"ed-differs-date"}
    assert ("Enver Hoxha", "ed-differs-name") in marked("P013")
    assert marked("P024") == []  # a judgement
    assert marked("P004") == []  # they agree


def test_without_base_texts_there_are_no_running_words(edition: Edition) -> None:
    """Citations, figures and comments stay; where words would stand there is a gap."""
    block, = parallels(closed(edition))
    said = block.astext()
    assert len(block.children) == len(edition.parallels)
    gaps = 0
    for parallel in edition.parallels.values():
        for cell in cells(parallel):
            gaps += len(split_list(cell))
            # a name alone that is a sentence of its own may stand in a comment
            assert not [w for w in passages_of(edition, cell) if len(w.split()) > 3 and w in said]
    assert len(list(block.findall(en.lemma_gap))) == gaps > 0
    for side in block.findall(en.alignment_side):
        for paragraph in side.findall(dn.paragraph):
            own = paragraph.astext()
            for link in targets(paragraph):
                own = own.replace(edition.name_of(*link), "")
            assert own.strip() == "…"


def test_the_tiny_edition_is_set_with_its_own_texts(tiny_edition: Edition) -> None:
    """Texts of other names are told apart by their order; rivals are tied."""
    view = ParallelView(tiny_edition)
    assert readings(view, tiny_edition.parallels["P001"]) == [
        ["about 2,000 persons"], ["1,500 persons"]]
    block, = parallels(tiny_edition)
    assert "BB says nothing of this." in block.astext()


def test_a_sentence_knows_its_rows(edition: Edition) -> None:
    """From a passage to the rows that set it beside the other text; each sentence has one."""
    sentences = [p.passage_id for p in edition.passages.values() if p.level == "sentence"]
    assert set(edition.parallels_of) == set(sentences)
    assert "P028" in [p.parallel_id for p in edition.parallels_of["HL.6.1"]]
    for key, rows in edition.parallels_of.items():
        words = edition.passages[key].words
        assert all(words in passages_of(edition, f"{p.db}|{p.hl}") for p in rows)
