"""The annotation export: complete, exact, and anchored three ways to the same place."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from conftest import REPO
from edition import Edition
from edition.anchors import Anchor
from edition.export import EXPORTERS
from edition.export.annotations import around, collection
from edition.model import (
    Anchored,
    Claim,
    Control,
    DateRow,
    Mention,
    Note,
    Numeral,
    Support,
)
from edition.problems import Where

KINDS = {"mention": "identifying", "claim": "classifying", "note": "commenting",
         "control": "classifying", "date": "classifying", "numeral": "classifying"}


def items(edition: Edition, text_id: str) -> list[dict[str, Any]]:
    """The annotations of a text, as JSON gives them back."""
    return json.loads(json.dumps(collection(edition, text_id)))["items"]


def targets(item: dict[str, Any]) -> list[dict[str, Any]]:
    """The targets of an annotation; a single one stands without a list."""
    target = item["target"]
    return target if isinstance(target, list) else [target]


def selectors(target: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The selectors of a target by their type."""
    return {selector["type"]: selector for selector in target["selector"]}


def test_every_anchored_row_is_there(edition: Edition) -> None:
    """Each anchored row stands once in the file of each text it speaks of."""
    rows = [*edition.mentions, *edition.claims.values(), *edition.notes.values(),
            *edition.controls.values(), *edition.dates.values(), *edition.numerals.values()]
    for text_id in edition.texts:
        wanted = [row.id for row in rows if any(a.text_id == text_id for a in row.anchors)]
        assert sorted(item["body"]["id"] for item in items(edition, text_id)) == sorted(wanted)
        page = collection(edition, text_id)
        assert page["partOf"]["total"] == len(page["items"]) == len(wanted)


@pytest.mark.parametrize("text_id", ["DB", "HL"])
def test_selectors_hold_the_very_words(edition: Edition, text_id: str) -> None:
    """Position and quote are the same words in the file; the fragment is their passage."""
    for item in items(edition, text_id):
        for target in targets(item):
            words = (REPO / edition.texts[target["source"]].file).read_bytes().decode("utf-8")
            own = selectors(target)
            start, end = (own["TextPositionSelector"][key] for key in ("start", "end"))
            assert words[start:end] == own["TextQuoteSelector"]["exact"]
            passage = edition.passages[own["FragmentSelector"]["value"]]
            assert passage.start <= start < end <= passage.end


@pytest.mark.parametrize("which", ["edition", "tiny_edition"])
def test_prefix_and_suffix_land_on_the_same_place(which: str, request: pytest.FixtureRequest,
                                                  tmp_path: Path) -> None:
    """The second path: of all places where the words stand, the surroundings leave the one."""
    own: Edition = request.getfixturevalue(which)
    EXPORTERS["annotations"](own, tmp_path)
    count = 0
    for path in sorted(tmp_path.glob("*.jsonld")):
        for item in json.loads(path.read_text("utf-8"))["items"]:
            for target in targets(item):
                words = own.texts[target["source"]].words
                chosen = selectors(target)
                place = found_by_quote(words, **chosen["TextQuoteSelector"])
                position = chosen["TextPositionSelector"]
                assert place == [(position["start"], position["end"])], item["id"]
                count += 1
    rows = [*own.mentions, *own.claims.values(), *own.notes.values(), *own.controls.values(),
            *own.dates.values(), *own.numerals.values()]
    assert count == sum(len(row.anchors) * len({a.text_id for a in row.anchors}) for row in rows)


def found_by_quote(words: str, exact: str, prefix: str, suffix: str,
                   **_: str) -> list[tuple[int, int]]:
    """Where the quoted words stand with these surroundings, as a reader of the standard would."""
    places, at = [], words.find(exact)
    while at >= 0:
        end = at + len(exact)
        if words[:at].endswith(prefix) and words[end:].startswith(suffix):
            places.append((at, end))
        at = words.find(exact, at + 1)
    return places


def test_surroundings_are_as_long_as_they_must_be() -> None:
    """Words in a text that repeats itself are still told apart; others have 32 characters."""
    refrain = "and so they marched; " * 20
    words = f"First, {refrain}then they rested. {refrain}"
    for start in (words.index("marched"), words.rindex("marched"), words.index("rested")):
        end = start + 6
        prefix, suffix = around(words, start, end)
        assert found_by_quote(words, words[start:end], prefix, suffix) == [(start, end)]
    rested = words.index("rested")
    assert [len(side) for side in around(words, rested, rested + 6)] == [32, 32]


@pytest.mark.parametrize("which", ["edition", "tiny_edition"])
def test_rows_come_back_from_annotations(which: str, request: pytest.FixtureRequest,
                                         tmp_path: Path) -> None:
    """Annotations to spans to rows: anchors and columns rebuilt from JSON are the model's."""
    own: Edition = request.getfixturevalue(which)
    EXPORTERS["annotations"](own, tmp_path)
    rebuilt = {}
    for path in tmp_path.glob("*.jsonld"):
        for item in json.loads(path.read_text("utf-8"))["items"]:
            rebuilt[item["body"]["id"]] = rebuilt_row(item)
    rows = [*own.mentions, *own.claims.values(), *own.controls.values(), *own.dates.values(),
            *own.numerals.values(), *own.notes.values()]
    assert sorted(rebuilt) == sorted(row.id for row in rows)
    for row in rows:
        plain: dict[str, Any] = {}
        if isinstance(row, Note):  # the export has the words of a note, not its markup
            plain = {"body": own.plain(row), "runs": ()}
        # which of several equal runs of words is meant, the position says
        assert rebuilt[row.id] == replace(row, occurrence="", **plain)


def rebuilt_row(item: dict[str, Any]) -> Anchored:
    """The row that an annotation was made of, but for the markup of a note."""
    records = {"mention": Mention, "claim": Claim, "control": Control, "date": DateRow,
               "numeral": Numeral, "note": Note}
    body = dict(item["body"])
    record: Any = records[body.pop("kind")]
    anchors = []
    for target in targets(item):
        own = selectors(target)
        anchors.append(Anchor(
            target["source"], own["TextPositionSelector"]["start"],
            own["TextPositionSelector"]["end"], own["FragmentSelector"]["value"],
            own["TextQuoteSelector"]["exact"],
        ))
    cells: dict[str, Any] = {
        name: body.get(name, None if meta["kind"] == "number" else "")
        for name, meta in record.columns().items()
    }
    cells[record.key_column()] = body["id"]
    cells["passage_id"] = "|".join(anchor.passage_id for anchor in anchors)
    cells["quote"] = "|".join(anchor.quote for anchor in anchors)
    if record is Note:
        cells["body"] = body["value"]
        cells["sources"] = tuple(Support(**source) for source in body.get("sources", []))
    return record(**cells, where=Where("annotations"), anchors=tuple(anchors))


def test_no_column_is_lost_on_readers_of_json_ld(edition: Edition) -> None:
    """Terms that the W3C does not know have an address, and none has one it uses otherwise."""
    # the terms of the context http://www.w3.org/ns/anno.jsonld that are properties
    known = {
        "id", "type", "body", "target", "source", "selector", "state", "scope", "refinedBy",
        "startSelector", "endSelector", "renderedVia", "creator", "generator", "rights",
        "homepage", "via", "canonical", "stylesheet", "cached", "conformsTo", "items", "partOf",
        "first", "last", "next", "prev", "audience", "motivation", "purpose", "textDirection",
        "accessibility", "bodyValue", "format", "language", "processingLanguage", "value",
        "exact", "prefix", "suffix", "styleClass", "name", "email", "email_sha1", "nickname",
        "label", "created", "modified", "generated", "sourceDate", "sourceDateStart",
        "sourceDateEnd", "start", "end", "total", "startIndex",
    }
    page = json.loads(json.dumps(collection(edition, "HL")))
    theirs, ours = page["@context"]
    assert theirs == "http://www.w3.org/ns/anno.jsonld"
    assert ours == {"@version": 1.1, "@vocab": "#"}
    assert page.keys() - known == {"@context"}
    columns = {name for record in (Mention, Claim, Control, DateRow, Numeral, Note)
               for name in record.columns()} - {"body"}  # of a note; it goes out as value
    assert not columns & known
    used = {key for item in page["items"] for key in item["body"]}
    assert used - known <= columns | {"kind", "sources"}


def test_without_base_texts_nothing_of_them_is_around(edition: Edition) -> None:
    """Only the words themselves are given, no prefix and no suffix."""
    closed = replace(edition, info=replace(edition.info, include_base_texts=False))
    for text_id in closed.texts:
        quotes = [selectors(t)["TextQuoteSelector"] for item in items(closed, text_id)
                  for t in targets(item)]
        assert quotes
        assert {key for quote in quotes for key in quote} == {"type", "exact"}


def test_bodies_carry_the_columns(edition: Edition) -> None:
    """Columns stand under their names, numbers as numbers, blank cells not at all."""
    every = {item["body"]["id"]: item for key in edition.texts for item in items(edition, key)}
    claim = every["C003"]["body"]
    assert claim["low"] == 3000
    assert (claim["variable"], claim["qualifier"]) == ("force_size", "at_least")
    assert "best" not in claim
    assert "high" not in claim
    for item in every.values():
        assert item["id"] == f"#{item['body']['id']}"
        assert item["motivation"] == KINDS[item["body"]["kind"]]
        assert not {"", None} & {v for v in item["body"].values() if not isinstance(v, list)}
    for note in edition.notes.values():
        body = every[note.note_id]["body"]
        assert body["value"] == edition.plain(note)
        assert (body["note_type"], body["grade"]) == (note.note_type, note.grade)
        assert body.get("reading", "") == note.reading
        assert [s["ref"] for s in body.get("sources", [])] == [s.ref for s in note.sources]


def test_every_kind_carries_its_columns(edition: Edition) -> None:
    """Control statements, dates and numerals are there, with all their cells under their names."""
    every = {item["body"]["id"]: item["body"] for key in edition.texts
             for item in items(edition, key)}
    assert {body["kind"] for body in every.values()} == set(KINDS)
    tables = {"control": edition.controls, "date": edition.dates, "numeral": edition.numerals}
    for kind, rows in tables.items():
        assert rows
        for row in rows.values():
            own = set(row.columns()) - {"passage_id", "quote", "occurrence", row.key_column()}
            wanted = {name: getattr(row, name) for name in own
                      if getattr(row, name) not in ("", None)}
            assert every[row.id] == {"type": "TextualBody", "kind": kind, "id": row.id, **wanted}
    shares = [body["share_low"] for body in every.values() if "share_low" in body]
    assert shares
    assert all(isinstance(share, int) for share in shares)


def test_several_parts_are_several_targets(tiny_edition: Edition) -> None:
    """A row with two parts has two targets, and stands with both texts."""
    for text_id in ("AA", "BB"):
        note, = [i for i in items(tiny_edition, text_id) if i["body"]["id"] == "N0002"]
        assert [t["source"] for t in note["target"]] == ["AA", "BB"]


def test_offsets_count_code_points(tiny_edition: Edition) -> None:
    """``Zëri`` is four characters long, and what follows it is not shifted."""
    zeri, = [i for i in items(tiny_edition, "AA") if i["body"].get("entity_id") == "zeri"]
    position = selectors(zeri["target"])["TextPositionSelector"]
    assert position["end"] - position["start"] == 4


@pytest.mark.parametrize("name", EXPORTERS)
def test_exports_are_the_same_in_every_run(tiny_edition: Edition, tmp_path: Path,
                                           name: str) -> None:
    """Two runs write the same files with the same bytes, and only into their folder."""
    written = []
    for run in ("one", "two"):
        folder = tmp_path / run / name
        folder.mkdir(parents=True)
        EXPORTERS[name](tiny_edition, folder)
        files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*")
                 if p.is_file()}
        written.append(files)
    assert written[0] == written[1] != {}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["one", "two"]
