"""The real edition, loaded: what it holds, and that nothing is lost on the way."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from conftest import REPO, change
from edition import Edition, EditionError, open_edition
from edition.model import Anchored


def csv_rows(name: str) -> list[dict[str, str]]:
    """The rows of a table, read without the edition's own reader."""
    with (REPO / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def anchored(edition: Edition) -> list[Anchored]:
    """Every anchored row."""
    return [*edition.mentions, *edition.claims.values(), *edition.notes.values()]


def test_the_texts_have_their_parts(edition: Edition) -> None:
    """DB has 17 paragraphs, HL 7; together they have 204 sentences."""
    assert {key: len(list(edition.paragraphs(key))) for key in edition.texts} == {"DB": 17, "HL": 7}
    assert sum(p.level == "sentence" for p in edition.passages.values()) == 204


def test_every_row_is_loaded(edition: Edition) -> None:
    """As many records as rows, counted by another reader."""
    assert len(edition.mentions) == len(csv_rows("mentions"))
    assert sorted(edition.claims) == sorted(r["claim_id"] for r in csv_rows("claims"))
    assert len(edition.passages) == len(csv_rows("passages"))
    for name, kind in (("persons", "person"), ("places", "place"), ("works", "work"),
                       ("organisations", "organisation"), ("units", "unit")):
        assert len(edition.of_kind(kind)) == len(csv_rows(name))
    notes = [n["note_id"] for path in sorted((REPO / "data/notes").glob("*.yml"))
             for n in yaml.safe_load(path.read_text("utf-8"))]
    assert sorted(edition.notes) == sorted(notes)
    entries = re.findall(r"^@\w+\{", (REPO / "data/references.bib").read_text("utf-8"), re.M)
    assert len(edition.references) == len(entries)


def test_sentences_and_gaps_rebuild_each_file(edition: Edition) -> None:
    """Sentences joined by what stands between them are the file, character for character."""
    for text in edition.texts.values():
        words = (REPO / text.file).read_bytes().decode("utf-8")
        built, position = "", 0
        for passage in edition.passages.values():
            if passage.text_id == text.siglum and passage.level == "sentence":
                gap = words[position : passage.start]
                assert gap.strip() == ""
                built += gap + passage.words
                position = passage.end
        assert built + words[position:] == words


def test_paragraphs_are_the_lines_of_the_file(edition: Edition) -> None:
    """A paragraph is a non-empty line, numbered from 1."""
    for text in edition.texts.values():
        lines = [line for line in text.words.split("\n") if line.strip()]
        paragraphs = list(edition.paragraphs(text.siglum))
        assert [p.words for p in paragraphs] == lines
        numbers = [str(n) for n in range(1, len(lines) + 1)]
        assert [p.number for p in paragraphs] == numbers


def test_every_anchor_holds_its_words(edition: Edition) -> None:
    """Base text from start to end is the quote, and lies within the passage named."""
    for row in anchored(edition):
        assert len(row.anchors) == len(row.passage_id.split("|"))
        for anchor in row.anchors:
            words = edition.texts[anchor.text_id].words
            passage = edition.passages[anchor.passage_id]
            assert words[anchor.start : anchor.end] == anchor.quote != ""
            assert passage.start <= anchor.start < anchor.end <= passage.end


def test_notes_are_numbered_in_the_order_of_their_words(edition: Edition) -> None:
    """Each text counts its notes from 1, in the order in which their numbers stand."""
    for text_id in edition.texts:
        notes = [n for n in edition.notes.values() if n.first.text_id == text_id]
        assert [edition.note_numbers[n.note_id] for n in notes] == list(range(1, len(notes) + 1))
        ends = [n.last.end for n in notes]
        assert ends == sorted(ends)


def test_a_row_of_several_parts_has_several_anchors(tiny_edition: Edition) -> None:
    """Parts joined by ``|`` stand in parallel; the lemma joins them by an ellipsis."""
    note = tiny_edition.notes["N0002"]
    assert [(a.text_id, a.quote) for a in note.anchors] == [
        ("AA", "August 1943"), ("BB", "late summer of 1943")]
    assert note.lemma == "August 1943 … late summer of 1943"
    assert note.last.text_id == "AA"


def test_who_names_whom(tiny_edition: Edition) -> None:
    """Mentions and notes are found from the record, citing notes from the reference."""
    assert [m.mention_id for m in tiny_edition.mentions_of["ana-leka"]] == ["M0003", "M0004"]
    assert [n.note_id for n in tiny_edition.notes_on["peze"]] == ["N0001"]
    assert [n.note_id for n in tiny_edition.cited_in["leka1950"]] == ["N0001"]


def test_what_is_on_the_same_words_is_found(edition: Edition) -> None:
    """Notes over a row and figures beside a claim are those that a look at each one finds."""
    coded = [*edition.claims.values(), *edition.controls.values(), *edition.dates.values()]
    over = {row.id: [n.id for n in edition.notes_over(row)] for row in coded}
    assert over == {row.id: [n.id for n in edition.notes.values() if any(
        a.text_id == b.text_id and a.start < b.end and b.start < a.end
        for a in row.anchors for b in n.anchors)] for row in coded}
    assert sum(map(len, over.values())) > 100
    assert {key: [e.id for e in found] for key, found in edition.estimates_of.items()} == {
        key: beside for key in edition.claims
        if (beside := [e.id for e in edition.estimates.values() if key in e.claim_list])}


def test_names_in_words(tiny_edition: Edition) -> None:
    """A role without a title says the name, label or short title of what it points to."""
    said = {role: tiny_edition.name_of(role, target) for role, target in (
        ("person", "ana-leka"), ("place", "peze"), ("passage", "AA.1.1-1.2"), ("note", "N0003"),
        ("claim", "C101"), ("cite", "leka1950"))}
    assert said == {"person": "Ana Leka", "place": "Pezë", "passage": "AA 1.1–2",
                    "note": "note 1 to BB", "claim": "C101", "cite": "(Leka 1950)"}


@pytest.mark.parametrize(("ask", "message"), [
    (lambda e: e.entity("ana-leke"), "there is no entity 'ana-leke'.*did you mean 'ana-leka'"),
    (lambda e: e.passage("AA.1.9"), "there is no passage 'AA.1.9'"),
    (lambda e: e.locate("AA.1.2-1.1"), "'AA.1.2-1.1' ends before it begins"),
    (lambda e: e.locate("first"), "'first' is not a passage; write DB.12.5"),
    (lambda e: e.name_of("claim", "C999"), "there is no claim 'C999'"),
    (lambda e: e.name_of("cite", "leka"), "there is no reference 'leka'.*leka1950"),
])  # fmt: skip
def test_what_is_not_there(tiny_edition: Edition, ask: Callable, message: str) -> None:
    """Asking for something that is not there names the nearest that is."""
    with pytest.raises(EditionError, match=message):
        ask(tiny_edition)


@pytest.mark.parametrize(("lived", "life"), [
    ("1908-10-16,1985-04-11", "1908–1985"),
    ("1910~,1944-05-02", "about 1910–1944"),
    ("1888-01?,", "born 1888 (?)"),
    ("1888/1890,", "born 1888–1890"),
    (",1944", "died 1944"),
    (",", ""),
])  # fmt: skip
def test_life_keeps_its_doubts(tiny: Callable[..., Path], lived: str, life: str) -> None:
    """Years of birth and death are said with their signs of doubt."""
    root = tiny()
    change(root, "data/persons.csv", "1910~,1944-05-02", lived)
    assert open_edition(root).entities["ana-leka"].life == life


def test_licences_and_switch_come_from_the_settings(tiny: Callable[..., Path]) -> None:
    """Settings are read as they are written; blank ones are blank."""
    root = tiny()
    change(root, "data/edition.yml", "include_base_texts: true", "include_base_texts: false")
    info = open_edition(root).info
    assert (info.include_base_texts, info.doi, info.year) == (False, "", 2026)
    assert info.licences == {"apparatus": "CC-BY-4.0"}


@pytest.mark.parametrize(("old", "new", "said"), [
    ("licences:\n  apparatus: CC-BY-4.0", "licences:", "licences: holds no settings"),
    ("texts:\n", "texts: none\nother:\n", "other: unknown key"),
    ("  - siglum: AA\n", "  - AA\n  - siglum: AA\n", "data/edition.yml:15: texts: is incomplete"),
])  # fmt: skip
def test_broken_settings_are_problems(tiny: Callable[..., Path], old: str, new: str,
                                      said: str) -> None:
    """Whatever stands in edition.yml, the answer is a message and no traceback."""
    root = tiny()
    change(root, "data/edition.yml", old, new)
    with pytest.raises(EditionError, match=said):
        open_edition(root)


@pytest.mark.parametrize("content", ["- a\n", "word\n", "", "texts: foo\n", "texts:\n  - foo\n",
                                     "title: [a, b]\n", "licences: [a]\n"])
def test_settings_of_another_shape(tiny: Callable[..., Path], content: str) -> None:
    """A file of settings that holds something else is reported as such."""
    root = tiny()
    (root / "data/edition.yml").write_text(content)
    with pytest.raises(EditionError, match=r"data/edition\.yml"):
        open_edition(root)


def test_files_read_are_listed(tiny_edition: Edition) -> None:
    """Every file that was read is named, so that pages can depend on it."""
    assert {"data/edition.yml", "data/claims.csv", "data/notes/AA.yml", "data/references.bib",
            "data/texts/aa.txt"} <= set(tiny_edition.files)
