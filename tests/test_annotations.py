"""The annotation export: complete, exact, and anchored three ways to the same place."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from conftest import REPO
from edition import Edition
from edition.export import EXPORTERS
from edition.export.annotations import collection

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


@pytest.mark.parametrize("text_id", ["DB", "HL"])
def test_prefix_and_suffix_land_on_the_same_place(edition: Edition, text_id: str) -> None:
    """Prefix, words and suffix stand just once in the file, where the position says."""
    for item in items(edition, text_id):
        for target in targets(item):
            words = edition.texts[target["source"]].words
            own = selectors(target)
            quote = own["TextQuoteSelector"]
            whole = quote["prefix"] + quote["exact"] + quote["suffix"]
            assert words.count(whole) == 1, item["id"]
            start = own["TextPositionSelector"]["start"]
            assert words.index(whole) + len(quote["prefix"]) == start


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
        files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*")}
        written.append(files)
    assert written[0] == written[1] != {}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["one", "two"]
