"""Cells, rows and tables: typed values in, and every slip told with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from edition.model import Claim, Place, Record, WordValue, column
from edition.problems import Problem, Problems, Where, nearest
from edition.tables import Source, parse_cell, read_csv, read_yaml

HEAD = "word,low,high,reason\n"


def read(folder: Path, content: str | bytes) -> tuple[list[WordValue], list[str]]:
    """The records of a table, and the problems as they are printed."""
    raw = content.encode() if isinstance(content, str) else content
    (folder / "t.csv").write_bytes(raw)
    source = Source(folder, Problems())
    return read_csv(source, "t.csv", WordValue), [str(p) for p in source.problems]


def cell(value: str, **meta: Any) -> tuple[Any, list[str]]:
    """A cell parsed by a column's description, and what is wrong with it."""
    problems = Problems()
    described = column("A column.", **meta).metadata
    return parse_cell(problems, Where("t.csv", 2), "c", value, described), [
        p.message for p in problems]


def test_rows_become_records(tmp_path: Path) -> None:
    """A row is a record with its line; a quoted cell may hold commas, quotes and line ends."""
    rows, problems = read(tmp_path, HEAD + 'some,2,,"more, or\nless ""one"""\nten,10,,number\n')
    assert problems == []
    assert [(r.word, r.low, r.reason, r.where.line) for r in rows] == [
        ("some", 2.0, 'more, or\nless "one"', 2),
        ("ten", 10.0, "number", 4),
    ]


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    """Cells are known by the name of their column."""
    rows, problems = read(tmp_path, "low,reason,word,high\n2,why,some,\n")
    assert (rows[0].word, rows[0].low, problems) == ("some", 2.0, [])


@pytest.mark.parametrize(("content", "said"), [
    ("", "t.csv:1: the table is empty"),
    ("word,low,high\nsome,2,\n", "t.csv:1: reason: column is missing"),
    ("word,low,high,raeson,reason\n", "t.csv:1: raeson: unknown column; allowed: high, low, "
                                      "reason, word (did you mean 'reason'?)"),
    ("word,low,high,reason,low\n", "t.csv:1: low: column is doubled"),
    (HEAD + "some,2\n", "t.csv:2: 'some,2': the row has 2 cells; allowed: 4 cells"),
    (HEAD + "\n", "t.csv:2: the row has 0 cells"),
    (HEAD + "some,2,,a\nsome,3,,b\n", "t.csv:3: word: 'some': is used twice, first in t.csv:2"),
    (HEAD + 'some,2,,"a\n', "t.csv:2: is not well-formed CSV"),
    (HEAD.encode() + b"some,2,,\xe9\n", "t.csv:2: 'e9': is not UTF-8"),
    ("\ufeff" + HEAD, "t.csv: begins with a byte-order mark"),
    (HEAD + "some,2,,a\r\n", "t.csv:2: has Windows or old Mac line ends"),
])  # fmt: skip
def test_slips_of_a_table(tmp_path: Path, content: str | bytes, said: str) -> None:
    """What is wrong with the shape of a table is told once, with its line."""
    _, problems = read(tmp_path, content)
    assert len(problems) == 1
    assert problems[0].startswith(said)


def test_reading_goes_on_after_a_slip(tmp_path: Path) -> None:
    """Good rows are read and all bad ones are reported."""
    rows, problems = read(tmp_path, HEAD + "a,x,,why\nb,2,,why\nc,,,why\n")
    assert [r.word for r in rows] == ["b"]
    assert [p.split(":")[1] for p in problems] == ["2", "4"]


@pytest.mark.parametrize(("value", "meta", "parsed"), [
    ("2104", {"kind": "integer"}, 2104),
    ("", {"kind": "integer"}, None),
    ("41.33", {"kind": "number"}, 41.33),
    ("-3", {"kind": "number"}, -3.0),
    ("", {"kind": "number"}, None),
    ("", {}, ""),
    ("1943-07~", {"kind": "edtf"}, "1943-07~"),
    ("low", {"vocabulary": {"low": "", "high": ""}}, "low"),
    ("a *b*", {"kind": "markup"}, "a *b*"),
])  # fmt: skip
def test_a_good_cell(value: str, meta: dict[str, Any], parsed: Any) -> None:
    """A cell has the type of its column; a blank number is None, never nought."""
    assert cell(value, **meta) == (parsed, [])


@pytest.mark.parametrize(("value", "meta", "message"), [
    ("3,000", {"kind": "number"}, "is not a number"),
    ("3 000", {"kind": "number"}, "is not a number"),
    ("1e3", {"kind": "number"}, "is not a number"),
    ("nan", {"kind": "number"}, "is not a number"),
    ("-1", {"kind": "integer"}, "is not a whole number"),
    ("2.0", {"kind": "integer"}, "is not a whole number"),
    ("1943-02-30", {"kind": "edtf"}, "not a date that EDTF knows, or an impossible day"),
    ("", {"required": True}, "must not be blank"),
    ("hihg", {"vocabulary": {"high": ""}}, "unknown term"),
    ("C1", {"pattern": r"C\d{3}"}, "has the wrong form"),
    ("xC123", {"pattern": r"C\d{3}"}, "has the wrong form"),
    (" a", {}, "begins or ends with a space"),
    ("a\u00a0b", {}, "holds a non-breaking or invisible space"),
    ("a\u200bb", {}, "holds a non-breaking or invisible space"),
    ("{x}`y`", {"kind": "markup"}, "unknown role"),
])  # fmt: skip
def test_a_bad_cell(value: str, meta: dict[str, Any], message: str) -> None:
    """Each slip has a message of its own."""
    assert cell(value, **meta)[1] == [message]


def test_lines_of_yaml_are_kept(tmp_path: Path) -> None:
    """Scalars are the text that was written, with the line they stand on."""
    (tmp_path / "n.yml").write_text("# why\n- a: 007\n  b: no\n  c:\n- d: 2026-11-21\n")
    source = Source(tmp_path, Problems())
    read_items = read_yaml(source, "n.yml")
    assert read_items is not None
    first, second = read_items.value
    assert [first.text(key) for key in "abcd"] == ["007", "no", "", ""]
    assert (first.line, second.line, second.text("d")) == (2, 5, "2026-11-21")
    assert len(source.problems) == 0


@pytest.mark.parametrize(("content", "said"), [
    ("a: 1\na: 2\n", "n.yml:2: a: key is doubled"),
    ("a: [1\n", "n.yml:2: is not well-formed YAML"),
    ("a: b: c\n", "n.yml:1: is not well-formed YAML"),
    ("---\na: 1\n---\nb: 2\n", "n.yml:3: is not well-formed YAML"),
    ("", "n.yml:1: the file is empty"),
    ("? [a]\n: b\n", "n.yml:1: a key is not a word"),
])  # fmt: skip
def test_slips_of_yaml(tmp_path: Path, content: str, said: str) -> None:
    """What is wrong with a YAML file is told with its line."""
    (tmp_path / "n.yml").write_text(content)
    source = Source(tmp_path, Problems())
    read_yaml(source, "n.yml")
    assert [str(p)[: len(said)] for p in source.problems] == [said]


def test_a_problem_says_where_what_and_what_is_allowed() -> None:
    """File, line, column, value, message, allowed values, in that order."""
    problem = Problem(Where("data/x.csv", 41), "grade", "sure", "unknown term", "high, low")
    assert str(problem) == "data/x.csv:41: grade: 'sure': unknown term; allowed: high, low"
    assert str(Problem(Where("data/x.csv"), "", "", "is not UTF-8")) == "data/x.csv: is not UTF-8"


def test_the_nearest_value_is_suggested() -> None:
    """Allowed values are sorted; the likeliest slip is named; a long list is cut."""
    assert nearest("aprox", ["exact", "approx"]) == "approx, exact (did you mean 'approx'?)"
    assert nearest("zzz", ["exact", "approx"]) == "approx, exact"
    assert nearest("zzz", [f"a{n:02}" for n in range(30)]).endswith("a23 …")


@pytest.mark.parametrize("record", [Claim, Place, WordValue])
def test_every_column_is_described(record: type[Record]) -> None:
    """Each column has a sentence that says what it means, and each table one key."""
    columns = record.columns()
    assert all(meta["doc"].endswith(".") for meta in columns.values())
    assert [name for name, meta in columns.items() if meta["key"]] == [record.key_column()]
