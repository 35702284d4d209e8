"""Random tables: what is written is read, and what is read is written, byte for byte."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edition.model import Claim, Place, Record, Review, WordValue
from edition.problems import Problems
from edition.tables import Source, read_csv

# words as they stand in cells: no control characters, no space at an end, no odd spaces
_LETTERS = st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp", "Zs", "Cf"))
words = st.text(st.one_of(_LETTERS, st.sampled_from(' ,;"\'|–')), max_size=30).map(str.strip)
# the folder is the same for all examples, and each overwrites the file
many = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def cells(record: type[Record]) -> st.SearchStrategy[dict[str, str]]:
    """Rows of a table that its columns allow."""
    return st.fixed_dictionaries({name: _cell(meta) for name, meta in record.columns().items()})


def _cell(meta: dict) -> st.SearchStrategy[str]:
    if meta["vocabulary"]:
        filled = st.sampled_from(sorted(meta["vocabulary"]))
    elif meta["pattern"]:
        filled = st.from_regex(meta["pattern"].replace(r"\d", "[0-9]"), fullmatch=True)
    elif meta["kind"] == "number":
        least, most = meta["bounds"]
        filled = st.integers(int(least or 0), int(most or 10**6)).map(str)
    elif meta["kind"] == "edtf":
        filled = st.dates().map(lambda day: day.isoformat())
    elif meta["kind"] == "list":
        item = words.map(lambda said: said.replace("|", "").strip()).filter(bool)
        filled = st.lists(item, min_size=1, max_size=3).map(" | ".join)
    else:
        filled = words.filter(bool)
    return filled if meta["required"] else st.one_of(st.just(""), filled)


def written(record: type[Record], rows: list[dict[str, str]]) -> str:
    """The table as a file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, record.columns(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def as_written(value: object) -> str:
    """A value as it stands in a cell."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) else str(value)


@pytest.mark.parametrize("record", [Claim, Place, Review, WordValue])
@many
@given(data=st.data())
def test_a_table_comes_back(record: type[Record], tmp_path: Path, data: st.DataObject) -> None:
    """Read, written and read again, a table is the same rows and the same bytes."""
    key = record.key_column()
    rows = data.draw(st.lists(cells(record), max_size=4, unique_by=lambda row: row[key]))
    content = written(record, rows)
    (tmp_path / "t.csv").write_text(content, "utf-8", newline="")
    source = Source(tmp_path, Problems())
    read = read_csv(source, "t.csv", record)
    assert [str(p) for p in source.problems] == []
    again = [{name: as_written(getattr(row, name)) for name in record.columns()} for row in read]
    assert again == rows
    assert written(record, again) == content


@many
@given(raw=st.binary(max_size=200))
def test_any_bytes_are_read_or_told(tmp_path: Path, raw: bytes) -> None:
    """Whatever a file holds, the answer is rows or problems with the file's name, no traceback."""
    (tmp_path / "t.csv").write_bytes(b"word,low,high,reason\n" + raw)
    source = Source(tmp_path, Problems())
    rows = read_csv(source, "t.csv", WordValue)
    assert all(p.where.file == "t.csv" for p in source.problems)
    assert all(row.word and row.reason for row in rows)


@many
@given(text=st.text(max_size=200))
def test_any_text_is_read_or_told(tmp_path: Path, text: str) -> None:
    """The same for any text under a good header: each row is read or has its line."""
    (tmp_path / "t.csv").write_text(f"word,low,high,reason\n{text}", "utf-8", newline="")
    source = Source(tmp_path, Problems())
    read_csv(source, "t.csv", WordValue)
    assert all(p.where.line or "byte-order" in p.message for p in source.problems)
