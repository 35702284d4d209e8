"""The tables of the apparatus: a row for each record, and no running words where none may be."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from docutils import nodes as dn
from sphinx.addnodes import pending_xref

from edition import Edition
from edition.coverage import coverage
from edition.dates import readable
from edition.model import split_list
from edition.sphinxext import apparatus, indices
from edition.sphinxext import nodes as en
from edition.sphinxext.directives import TABLES
from edition.sphinxext.render import NoteRenderer


def notes_of(edition: Edition) -> NoteRenderer:
    """A renderer of notes that sets a citation as its key."""
    return NoteRenderer(edition, lambda key: [dn.inline(key, key)])


def cells(nodes: list[dn.Node]) -> list[list[dn.entry]]:
    """The cells of the body of the one table."""
    table, = nodes
    body, = table.findall(dn.tbody)
    return [list(row.findall(dn.entry)) for row in body.findall(dn.row)]


def targets(node: dn.Node) -> list[tuple[str, str]]:
    """The links in a node: role and target."""
    return [(x["reftype"], x["reftarget"]) for x in node.findall(pending_xref)]


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("base_texts", [True, False], ids=["open", "closed"])
def test_each_table_is_set(edition: Edition, name: str, base_texts: bool) -> None:
    """Each name of the directive gives nodes; tables have a head and equal rows; links resolve."""
    own = replace(edition, info=replace(edition.info, include_base_texts=base_texts))
    nodes = TABLES[name](own, notes_of(own))
    assert nodes
    for node in nodes:
        for group in node.findall(dn.tgroup):
            assert len(list(group.findall(dn.thead))) == 1
            widths = [len(list(row.findall(dn.entry))) for row in group.findall(dn.row)]
            assert len(widths) > 1
            assert set(widths) == {group["cols"]} == {len(list(group.findall(dn.colspec)))}
        for role, target in targets(node):
            if role == "passage":
                own.locate(target)
            else:
                assert any(target in held for held in (
                    own.notes, own.claims, own.dates, own.controls, own.entities))


def test_the_ledger_has_a_row_for_each_numeral(edition: Edition) -> None:
    """In the order of the texts, each with its words and what accounts for it."""
    rows = cells(apparatus.ledger(edition))
    assert len(rows) == len(edition.numerals) > 200
    for row, numeral in zip(rows, edition.numerals.values(), strict=True):
        assert targets(row[0]) == [("passage", numeral.first.passage_id)]
        assert [cell.astext() for cell in row[1:4]] == [
            numeral.lemma, numeral.numeral_class, numeral.use.replace("_", " ")]
        said = row[4].astext()
        assert said.endswith(labelled(edition, numeral.comment))
        assert said, numeral.id
        if numeral.row_id in edition.claims:
            claim = edition.claims[numeral.row_id]
            assert targets(row[4])[0] == ("claim", claim.id)
            assert claim.reading in said
        elif numeral.row_id in edition.dates:
            assert targets(row[4])[0] == ("date", numeral.row_id)
            assert readable(edition.dates[numeral.row_id].date_edtf) in said
        elif numeral.row_id in edition.controls:
            place = edition.entities[edition.controls[numeral.row_id].place_id]
            assert targets(row[4])[:2] == [("control", numeral.row_id), ("place", place.id)]
        elif numeral.row_id:
            assert targets(row[4]) != []


def test_the_chronology_runs_on(edition: Edition) -> None:
    """Each date stands once, and none before one that is earlier."""
    rows = cells(apparatus.chronology(edition))
    known = sorted((readable(d.date_edtf), d.lemma, d.first.passage_id)
                   for d in edition.dates.values())
    assert sorted((line(row[0]), line(row[1]), targets(row[1])[0][1]) for row in rows) == known
    days = {(readable(d.date_edtf), d.lemma, d.first.passage_id): d.date
            for d in edition.dates.values()}
    order = [days[line(row[0]), line(row[1]), targets(row[1])[0][1]] for row in rows]
    first = [date.start or date.end for date in order]
    assert first == sorted(first)
    for one, other in pairwise(order):
        if (one.start or one.end) == (other.start or other.end):
            assert (one.start is None) >= (other.start is None)  # by a day, before that day
            assert (one.end or dt.date.max) <= (other.end or dt.date.max)
    events = [targets(row[2]) for row in rows if targets(row[2])]
    assert len(events) == sum(bool(d.event_id) for d in edition.dates.values()) > 0
    assert all(role == "event" for (role, _), in events)


def test_what_a_date_leans_on_stands_below_it(edition: Edition) -> None:
    """Just where a part of it is supplied, with a link to each passage."""
    dates = {(d.lemma, d.first.passage_id): d for d in edition.dates.values()}
    for row in cells(apparatus.chronology(edition)):
        date = dates[line(row[1]), targets(row[1])[0][1]]
        leaning = [target for _, target in targets(row[0])]
        assert leaning == list(split_list(date.relative_to))
        assert bool(leaning) == (date.basis == "inferred")


def line(cell: dn.entry) -> str:
    """The first line of a cell."""
    return cell.children[0].astext()


def test_books_have_a_dash_where_nothing_is_told(edition: Edition) -> None:
    """Of a date with neither event nor coding pages name a kind to choose by, books do not."""
    events = {row["ids"][0]: list(row.findall(dn.entry))[-1] for table in
              apparatus.chronology(edition) for body in table.findall(dn.tbody)
              for row in body.findall(dn.row)}
    nobody, italians, coded = (list(events[key].findall(en.choice_term))
                               for key in ("D0401", "D0101", "D0303"))
    assert [(term.astext(), term["in_book"]) for term in nobody] == [("the course of things", "–")]
    assert [(term.astext(), term["in_book"]) for term in italians] == [
        ("the course of things; ", "")]
    assert events["D0101"].astext().endswith("Italy")
    assert not coded


def test_the_date_of_an_estimate_is_said_once(edition: Edition) -> None:
    """Where what is counted names day, month and year, they are not said again."""
    said = {row[0].astext(): row[3].astext()
            for row in cells(apparatus.estimates(edition, notes_of(edition)))}
    assert said["E056"].startswith("strength of the division in June 1944 axis")
    assert "15 September to 4 October 1943 habazaj" in said["E031"]
    assert "men of the division, “some”, 1944 " in said["E050"]
    assert said["E045"].count("3–4 February 1944") == 1


def labelled(edition: Edition, comment: str) -> str:
    """A comment as it is set: passage ids in the form that people read."""
    return re.sub(r"\b(DB|HL)\.(\d+(?:\.\d+)?)\b",
                  lambda m: edition.name_of("passage", m[0]), comment)


@pytest.mark.parametrize("make", [
    lambda e: apparatus.ledger(e), lambda e: apparatus.chronology(e),
    lambda e: apparatus.open_questions(e, notes_of(e)), apparatus.slips,
], ids=["ledger", "chronology", "open-questions", "slips"])
def test_without_base_texts_only_lemmata_are_set(
    edition: Edition, make: Callable[[Edition], list[dn.Node]]
) -> None:
    """A table holds the words that a row is about, and no longer sentence beside them."""
    closed = replace(edition, info=replace(edition.info, include_base_texts=False))
    rows = cells(make(closed))
    lemmata = {row[1].astext() for row in rows}
    for row in rows:
        said = " ".join(cell.astext() for n, cell in enumerate(row) if n != 1)
        for passage in edition.passages.values():
            if len(passage.words) > 60 and passage.words not in lemmata:
                assert passage.words not in said


def test_open_questions_are_the_notes_that_say_so(edition: Edition) -> None:
    """Just the notes with 'No confirmation found', in the order of the texts."""
    wanted = [n for n in edition.notes.values() if "no confirmation found" in
              " ".join(edition.plain(n).casefold().split())]
    rows = cells(apparatus.open_questions(edition, notes_of(edition)))
    assert [targets(row[2]) for row in rows] == [[("note", n.note_id)] for n in wanted] != []
    assert [row[2].astext() for row in rows] == [
        str(edition.note_numbers[n.note_id]) for n in wanted]
    assert all(row[3].astext()[0].isupper() for row in rows if row[3].astext()[0].isalpha())
    assert [row[1].astext() for row in rows] == [n.lemma for n in wanted]


def test_slips_are_the_readings_proposed(edition: Edition) -> None:
    """A row for each run of words that a note would read otherwise, in the order of the texts."""
    rows = cells(apparatus.slips(edition))
    wanted = [(anchor.passage_id, anchor.quote, reading, note.certainty, note.note_id)
              for note in edition.notes.values() if note.reading
              for anchor, reading in zip(note.anchors, note.reading.split("|"), strict=True)]
    found = [(targets(row[0])[0][1], row[1].astext(), row[2].astext(), row[3].astext(),
              targets(row[4])[0][1]) for row in rows]
    assert sorted(found) == sorted(wanted) != []
    places = list(edition.passages)
    assert [row[0] for row in found] == sorted((row[0] for row in found), key=places.index)
    assert {n.note_id for n in edition.notes.values() if n.note_type == "textual"} <= {
        row[4] for row in found}


def test_a_note_that_says_what_to_read_is_listed_with_it(edition: Edition) -> None:
    """A body that begins a sentence with *Read* proposes a reading, and the table has it."""
    saying = re.compile(r"(?:^|[.;] )[Rr]ead (?:perhaps )?(?:\"|[A-Z\d])")
    found = [n for n in edition.notes.values() if saying.search(" ".join(edition.plain(n).split()))]
    assert len(found) > 50
    assert [n.note_id for n in found if not n.reading] == []


def test_the_notes_of_a_subject_are_named_each_and_seen_together(edition: Edition) -> None:
    """Each number is a link with its whole name; what is seen is "notes 46, 47 to DB"."""
    entries = {entry["name"]: entry for node in indices.subject_nodes(edition)
               for entry in node.findall(en.index_entry)}
    for subject in edition.subjects.values():
        where = next(p for p in entries[subject.name].findall(dn.paragraph)
                     if "ed-entry-where" in p["classes"])
        links = [x for x in where.findall(pending_xref) if x["reftype"] == "note"]
        assert {x["reftarget"] for x in links} == set(split_list(subject.notes))
        assert all(x.astext().replace("notes", "note") == edition.name_of("note", x["reftarget"])
                   for x in links)
        shown = "".join(text for text in where.findall(dn.Text)
                        if "ed-hidden" not in text.parent.get("classes", ()))
        numbers = {text_id: [edition.note_numbers[x["reftarget"]] for x in links
                             if edition.notes[x["reftarget"]].first.text_id == text_id]
                   for text_id in edition.texts}
        wanted = "; ".join(f"note{'s' * (len(own) > 1)} {', '.join(map(str, own))} to {text_id}"
                           for text_id, own in numbers.items() if own)
        assert shown.partition(" · ")[2] == wanted


def test_the_coverage_table_says_what_check_says(edition: Edition) -> None:
    """Four rows, with the figures that ``edition check`` prints."""
    rows = [[cell.astext() for cell in row] for row in cells(apparatus.coverage_table(edition))]
    assert rows == [[c.what, str(c.found), str(c.met)] for c in coverage(edition)]


def test_the_index_of_places_says_where_they_lie(edition: Edition) -> None:
    """Coordinates and their precision, or the reason why there are none: for every place."""
    index, = indices.index_nodes(edition, ("place",), notes_of(edition))
    said = {entry["entity_id"]: [p.astext() for p in entry.findall(dn.paragraph)
                                 if "ed-entry-at" in p["classes"]]
            for entry in index.findall(en.index_entry)}
    assert said.keys() == {place.id for place in edition.of_kind("place")}
    assert {len(lines) for lines in said.values()} == {1}
    assert said["berat"] == ["40.71° N, 19.95° E (exact)"]
    assert said["adriatic-sea"] == ["No coordinates. Sea; no point stands for it."]
    assert said["zagori"] == [
        "40.19° N, 20.26° E (second-order administrative area). Middle of the outline of the "
        "commune of Zagori, Gjirokastër baldassaro2019, worked out by the editors."]
