"""What an edition shows of its base texts when their words are withheld."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import REPO, change
from edition import Edition, EditionError, open_edition
from edition.anchors import Anchor
from edition.archive import files_below
from edition.coverage import coverage
from edition.export import exporters
from edition.load import read_edition
from edition.withheld import (
    LONGEST_LEMMA,
    LONGEST_RUN,
    VARIABLE,
    WITHHELD,
    as_published,
    without_words,
)

WORD = re.compile(r"[^\W_]+")
TABLES = ("mentions", "claims", "controls", "dates", "numerals", "notes", "entities", "parallels",
          "estimates", "reviews", "references", "passages", "texts", "number_words", "allowed")


@pytest.fixture(scope="module")
def closed(edition: Edition) -> Edition:
    """The edition without the words of its texts."""
    return without_words(edition)


@pytest.fixture(scope="module")
def package(closed: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data package that is published of it."""
    folder = tmp_path_factory.mktemp("package") / "data"
    folder.mkdir()
    exporters(REPO / "data")["data"](closed, folder)
    return folder


def shown_runs(text: str) -> list[int]:
    """How many words stand in each run that nothing withheld interrupts."""
    return [len(WORD.findall(run)) for run in text.split(WITHHELD)]


def test_lemmata_in_their_places_are_no_running_text(closed: Edition) -> None:
    """All of them together hold no run that is too long, and none is too long by itself."""
    for text in closed.texts.values():
        assert 8 < max(shown_runs(text.words)) <= LONGEST_RUN < 25
    for row in closed.anchored:
        for anchor in row.anchors:
            assert len(WORD.findall(anchor.quote)) <= LONGEST_LEMMA


def test_what_is_shown_stands_where_it_stood(edition: Edition, closed: Edition) -> None:
    """Offsets are the same, and each character is the text's own or one that says nothing."""
    for before, after in zip(edition.anchored, closed.anchored, strict=True):
        assert before.id == after.id
        for a, b in zip(before.anchors, after.anchors, strict=True):
            assert (a.start, a.end, a.passage_id) == (b.start, b.end, b.passage_id)
            head, gap, tail = b.quote.partition(WITHHELD)
            assert a.quote.startswith(head) and a.quote.endswith(tail)
            assert gap or a.quote == b.quote
        assert after.quote == "|".join(a.quote for a in after.anchors)
    for key, text in closed.texts.items():
        own = edition.texts[key].words
        assert all(c == own[at] or c in f"{WITHHELD} \n" for at, c in enumerate(text.words))


def test_little_is_withheld_that_coding_rests_on(edition: Edition, closed: Edition) -> None:
    """Numerals are whole, and every turn of the word table is found again."""
    assert [n.quote for n in closed.numerals.values()] == [
        n.quote for n in edition.numerals.values()]
    for before, after in zip(edition.anchored, closed.anchored, strict=True):
        assert edition.word_of(before) == closed.word_of(after)
    assert [c.share_from_word for c in closed.controls.values()] == [
        c.share_from_word for c in edition.controls.values()]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), min_size=1, max_size=40))
def test_whatever_rows_cover_no_run_is_too_long(tiny_edition: Edition,
                                                spans: list[tuple[int, int]]) -> None:
    """Rows that overlap, cross, repeat and cover everything."""
    words = [f"word{n}" for n in range(90)]
    starts = [sum(len(w) + 1 for w in words[:n]) for n in range(91)]
    text = replace(tiny_edition.texts["AA"], words=" ".join(words))
    passage = replace(tiny_edition.passages["AA.1"], start=0, end=len(text.words))
    note = next(iter(tiny_edition.notes.values()))
    notes = {}
    for n, (first, length) in enumerate(spans):
        start, end = starts[first], starts[first + length] - 1
        anchor = Anchor("AA", start, end, "AA.1", text.words[start:end])
        notes[f"N{n}"] = replace(note, note_id=f"N{n}", quote=anchor.quote, anchors=(anchor,))
    closed = without_words(replace(
        tiny_edition, texts={"AA": text}, passages={"AA.1": passage}, notes=notes, mentions=(),
        claims={}, controls={}, dates={}, numerals={}))
    # the paragraph has no sentence here, so that blanks stand for what is withheld
    runs = re.split(f"{WITHHELD}| {{2,}}", closed.texts["AA"].words)
    assert max(len(WORD.findall(run)) for run in runs) <= LONGEST_RUN
    assert all(len(WORD.findall(n.quote)) <= LONGEST_LEMMA for n in closed.notes.values())


def test_the_package_opens(package: Path, closed: Edition) -> None:
    """What is read from it is the edition that it was written from, but for places of files."""
    opened = open_edition(package)
    assert not opened.has_words and not list(package.glob("texts/*"))
    for name in TABLES:
        ours, theirs = getattr(closed, name), getattr(opened, name)
        if name == "texts":
            theirs = {key: replace(text, file=f"data/{text.file}") for key, text in theirs.items()}
        assert theirs == ours, name
    assert replace(opened.info) == closed.info


def test_the_package_makes_the_package(package: Path, tmp_path: Path) -> None:
    """Written anew from what was read, every file is the same byte for byte."""
    again = tmp_path / "again"
    again.mkdir()
    exporters(package)["data"](open_edition(package), again)
    made, first = files_below(again), files_below(package)
    assert made.keys() == first.keys()
    assert [name for name in made if made[name].read_bytes() != first[name].read_bytes()] == []


def test_sentences_are_still_counted(package: Path) -> None:
    """Without the words only what is asked of ids can be counted."""
    assert [c.what for c in coverage(open_edition(package))] == ["sentences"]


@pytest.mark.parametrize(("table", "old", "new", "said"), [
    ("anchors.csv", "C101,1,DB.1.1", "C101,2,DB.1.1", "is not what anchors.csv has for part 1"),
    ("edition.yml", "include_base_texts: false", "include_base_texts: true", "cannot be read"),
    ("mentions.csv", "", None, "cannot be read"),
    ("anchors.csv", "", None, "anchors.csv: cannot be read"),
])  # fmt: skip
def test_a_package_that_does_not_agree(package: Path, tmp_path: Path, table: str, old: str,
                                       new: str | None, said: str) -> None:
    """A row without its place, a text that is missing against the settings, a missing table."""
    root = tmp_path / "data"
    shutil.copytree(package, root)
    if new is None:
        (root / table).unlink()
    else:
        text = (root / table).read_text("utf-8")
        first = next((line for line in text.splitlines() if line.startswith("C1")), "")
        old = old if old in text else first.rpartition(",")[0]
        (root / table).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(EditionError, match=said):
        open_edition(root)


def test_settings_and_environment_decide(tiny: Callable[..., Path],
                                         monkeypatch: pytest.MonkeyPatch) -> None:
    """Either is enough; what is read for counting keeps its words."""
    root = tiny()
    assert open_edition(root).has_words
    monkeypatch.setenv(VARIABLE, "1")
    assert not open_edition(root).has_words
    monkeypatch.delenv(VARIABLE)
    change(root, "data/edition.yml", "include_base_texts: true", "include_base_texts: false")
    assert not open_edition(root).has_words
    read = read_edition(root)
    assert read.has_words and not as_published(read).has_words


def test_one_text_of_two_is_not_left_out(tiny: Callable[..., Path]) -> None:
    """A file that is missing beside others is lost, not withheld."""
    root = tiny()
    change(root, "data/edition.yml", "include_base_texts: true", "include_base_texts: false")
    (root / "data/texts/bb.txt").unlink()
    with pytest.raises(EditionError, match="data/texts/bb.txt: cannot be read"):
        open_edition(root)
