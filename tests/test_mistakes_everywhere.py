"""The mistakes that can be made in every table, tried in every table and every column.

What the catalogue of ``tests/mistakes`` holds for one table at a time is worked out here over
the schema: each table and each column, with the whole message in words of its own.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import write_tiny
from edition.codebook import TABLES
from edition.load import load
from edition.problems import Problems

HELD = {f"data/{table.file}": table.record.columns() for table in TABLES.values()
        if not table.derived}
FILES = sorted(HELD)
COLUMNS = [(file, column) for file in FILES for column in HELD[file]]
KEYED = [file for file in FILES if any(meta["key"] for meta in HELD[file].values())]
NOTES, BIBLIOGRAPHY, SETTINGS = "data/notes/AA.yml", "data/references.bib", "data/edition.yml"
# what no other row need name
MAY_BE_EMPTY = ("data/estimates.csv", "data/releases/notebooks.csv", "data/subjects.csv")
EMPTY_ALONE = ("data/passages.csv",)  # all else hangs on it, and is not asked
EVERY_FILE = [*FILES, NOTES, "data/notes/BB.yml", BIBLIOGRAPHY, SETTINGS]


def described(*tests: Callable[[dict], bool]) -> list[tuple[str, str]]:
    """The columns whose description passes a test."""
    return [(file, column) for file, column in COLUMNS
            if any(test(HELD[file][column]) for test in tests)]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny edition; every test puts back what it changes."""
    return write_tiny(tmp_path_factory.mktemp("tiny") / "tiny")


@pytest.fixture
def said(root: Path) -> Iterator[Callable[[str, Any], list[str]]]:
    """What the check says when a file holds other bytes, or is gone; the file is put back."""
    kept: dict[Path, bytes] = {}

    def check(file: str, change: Callable[[bytes], bytes | None]) -> list[str]:
        path = root / file
        kept[path] = path.read_bytes()
        changed = change(kept[path])
        if changed is None:
            path.unlink()
        else:
            path.write_bytes(changed)
        problems = Problems()
        load(root, problems)
        return [str(problem) for problem in sorted(problems)]

    yield check
    for path, raw in kept.items():
        path.write_bytes(raw)


def rows_of(raw: bytes) -> list[list[str]]:
    """Header and rows of a table."""
    return list(csv.reader(io.StringIO(raw.decode())))


def table_of(rows: list[list[str]]) -> bytes:
    """The table that header and rows make."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def in_cell(column: str, change: Callable[[str], str]) -> Callable[[bytes], bytes]:
    """Change the cell of a column in the first row."""

    def changed(raw: bytes) -> bytes:
        header, *rows = rows_of(raw)
        at = header.index(column)
        rows[0][at] = change(rows[0][at])
        return table_of([header, *rows])

    return changed


# --- the file as a whole ----------------------------------------------------------


@pytest.mark.parametrize("file", [f for f in EVERY_FILE if f not in (NOTES, "data/notes/BB.yml")])
def test_a_file_that_is_not_there(said: Callable, file: str) -> None:
    """A missing file is one problem, and nothing is said of what it would have held."""
    assert said(file, lambda _: None) == [
        f"{file}: cannot be read: No such file or directory; allowed: a readable file"]


@pytest.mark.parametrize("file", EVERY_FILE)
def test_a_byte_order_mark(said: Callable, file: str) -> None:
    """A spreadsheet or editor has put a mark before the first character."""
    assert said(file, lambda raw: b"\xef\xbb\xbf" + raw) == [
        f"{file}: begins with a byte-order mark; allowed: UTF-8 without one"]


@pytest.mark.parametrize("file", EVERY_FILE)
def test_windows_line_ends(said: Callable, file: str) -> None:
    """Line ends of another system are told once, with the first line that has them."""
    assert said(file, lambda raw: raw.replace(b"\n", b"\r\n")) == [
        f"{file}:1: has Windows or old Mac line ends; allowed: line feeds"]


@pytest.mark.parametrize("file", EVERY_FILE)
def test_another_encoding(said: Callable, file: str) -> None:
    """Bytes that are no UTF-8 are told with the line they stand on."""
    lines: list[int] = []

    def spoilt(raw: bytes) -> bytes:
        lines.append(raw.count(b"\n"))
        return raw.removesuffix(b"\n") + b"\xe9\n"

    assert said(file, spoilt) == [
        f"{file}:{lines[0]}: 'e9': is not UTF-8; allowed: UTF-8 text"]


@pytest.mark.parametrize("file", FILES)
def test_an_empty_table(said: Callable, file: str) -> None:
    """A table with nothing in it is told its header."""
    columns = ", ".join(HELD[file])
    assert said(file, lambda _: b"") == [
        f"{file}:1: the table is empty; allowed: a header line: {columns}"]


@pytest.mark.parametrize("file", [f for f in FILES if f not in MAY_BE_EMPTY])
def test_a_table_with_a_header_only(said: Callable, file: str) -> None:
    """The rows that are missed name where they are missed, and the bare table is named too."""
    found = said(file, lambda raw: raw.partition(b"\n")[0] + b"\n")
    assert (f"{file}:1: the table has a header only; allowed: a row for each thing that others "
            "name, if they name any") in found
    assert len(found) > 1 or file in EMPTY_ALONE


@pytest.mark.parametrize("file", MAY_BE_EMPTY)
def test_a_table_that_nobody_misses(said: Callable, file: str) -> None:
    """No other row names a run, an estimate or a subject: a header says there is none."""
    assert said(file, lambda raw: raw.partition(b"\n")[0] + b"\n") == []


@pytest.mark.parametrize(("file", "column"), COLUMNS)
def test_a_column_that_is_missing(said: Callable, file: str, column: str) -> None:
    """Each column is missed by name."""

    def without(raw: bytes) -> bytes:
        rows = rows_of(raw)
        at = rows[0].index(column)
        return table_of([[*row[:at], *row[at + 1 :]] for row in rows])

    assert said(file, without) == [
        f"{file}:1: {column}: column is missing; allowed: {', '.join(HELD[file])}"]


@pytest.mark.parametrize(("file", "column"), COLUMNS)
def test_a_column_misspelt(said: Callable, file: str, column: str) -> None:
    """An unknown column is told with the nearest that is known, and the right one is missed."""

    def respelt(raw: bytes) -> bytes:
        header, *rows = rows_of(raw)
        return table_of([[name + "s" if name == column else name for name in header], *rows])

    listed = ", ".join(sorted(HELD[file])) if len(HELD[file]) <= 24 else "?"
    assert said(file, respelt) == sorted([
        f"{file}:1: {column}: column is missing; allowed: {', '.join(HELD[file])}",
        f"{file}:1: {column}s: unknown column; allowed: {listed} (did you mean '{column}'?)"])


@pytest.mark.parametrize("file", FILES)
def test_a_row_with_a_cell_too_many(said: Callable, file: str) -> None:
    """A comma that is not quoted makes a cell more."""
    count = len(HELD[file])

    def longer(raw: bytes) -> bytes:
        lines = raw.split(b"\n")
        lines[1] += b",more"
        return b"\n".join(lines)

    found = said(file, longer)
    assert len(found) == 1
    assert found[0].startswith(f"{file}:2: '")
    assert found[0].endswith(f"': the row has {count + 1} cells; allowed: {count} cells")


# --- cells ------------------------------------------------------------------------


@pytest.mark.parametrize(("file", "column"), COLUMNS)
def test_a_space_from_a_word_processor(said: Callable, file: str, column: str) -> None:
    """A space that cannot be told from others by eye is named in whichever cell it stands."""
    cell: list[str] = []

    def spaced(value: str) -> str:
        cell.append(f"{value}\u00a0x")
        return cell[0]

    found = said(file, in_cell(column, spaced))
    assert (f"{file}:2: {column}: '{cell[0]}': holds a non-breaking or invisible space; allowed: "
            "ordinary spaces") in found
    assert all(problem.startswith(f"{file}:2: {column}: ") for problem in found)


@pytest.mark.parametrize(("file", "column"), COLUMNS)
def test_a_space_at_an_end(said: Callable, file: str, column: str) -> None:
    """A space before or behind is named in whichever cell it stands."""
    cell: list[str] = []

    def padded(value: str) -> str:
        cell.append(f"{value or 'x'} ")
        return cell[0]

    found = said(file, in_cell(column, padded))
    assert (f"{file}:2: {column}: '{cell[0]}': begins or ends with a space; allowed: no space at "
            "either end") in found
    assert all(problem.startswith(f"{file}:2: {column}: ") for problem in found)


@pytest.mark.parametrize(("file", "column"), described(lambda meta: meta["required"]))
def test_a_blank_that_must_be_filled(said: Callable, file: str, column: str) -> None:
    """Each required cell says what belongs there."""
    meta = HELD[file][column]
    allowed = ", ".join(sorted(meta["vocabulary"])) if meta["vocabulary"] else meta["doc"]
    assert said(file, in_cell(column, lambda _: "")) == [
        f"{file}:2: {column}: must not be blank; allowed: {allowed}"]


@pytest.mark.parametrize(("file", "column"), described(lambda meta: meta["vocabulary"]))
def test_an_unknown_term(said: Callable, file: str, column: str) -> None:
    """Each vocabulary lists its terms and names the nearest."""
    terms = sorted(HELD[file][column]["vocabulary"])
    slip = terms[-1] + "x" if len(terms[-1]) > 1 else "1x"
    nearest = terms[-1] if len(terms[-1]) > 1 else "1"
    assert said(file, in_cell(column, lambda _: slip)) == [
        f"{file}:2: {column}: '{slip}': unknown term; allowed: {', '.join(terms)} "
        f"(did you mean '{nearest}'?)"]


WRONG_TYPES = {
    "integer": ("12.5", "is not a whole number; allowed: digits only, as 2104"),
    "number": ("3,000", "is not a number; allowed: digits with a point, no thousands sign, as "
                        "3000 or 41.33"),
    "edtf": ("10.7.1943", "not a date that EDTF knows, or an impossible day; allowed: 1943, "
             "1943-07, 1943-07-10, 1943-22 (summer), 1943~, a/b, ../b, a/.."),
}
IMPOSSIBLE_DATES = ("1943-13", "1943-02-29", "1943-06-31", "1943-00-10", "1943-6-1", "June 1943")


@pytest.mark.parametrize(("file", "column"), described(lambda meta: meta["kind"] in WRONG_TYPES))
def test_a_cell_of_the_wrong_type(said: Callable, file: str, column: str) -> None:
    """Numbers and dates that are none are told how they are written."""
    value, message = WRONG_TYPES[HELD[file][column]["kind"]]
    assert said(file, in_cell(column, lambda _: value)) == [
        f"{file}:2: {column}: '{value}': {message}"]


@pytest.mark.parametrize(("file", "column"), described(lambda meta: meta["kind"] == "edtf"))
@pytest.mark.parametrize("date", IMPOSSIBLE_DATES)
def test_an_impossible_date(said: Callable, file: str, column: str, date: str) -> None:
    """A day that the calendar does not have is refused in each column of dates."""
    assert said(file, in_cell(column, lambda _: date)) == [
        f"{file}:2: {column}: '{date}': {WRONG_TYPES['edtf'][1]}"]


@pytest.mark.parametrize(("file", "column"), described(lambda meta: meta["kind"] == "edtf"))
def test_an_interval_that_runs_backwards(said: Callable, file: str, column: str) -> None:
    """An interval ends after it begins."""
    assert said(file, in_cell(column, lambda _: "1944/1943")) == [
        f"{file}:2: {column}: '1944/1943': the interval ends before it begins; allowed: "
        f"{WRONG_TYPES['edtf'][1].partition('allowed: ')[2]}"]


@pytest.mark.parametrize(("file", "column"),
                         described(lambda meta: meta["bounds"] != (None, None)))
def test_a_number_out_of_bounds(said: Callable, file: str, column: str) -> None:
    """A number below the least or above the greatest there can be is told which those are."""
    least, most = HELD[file][column]["bounds"]
    value = str(most + 1) if most is not None else str(least - 1)
    parts = [f"{least} or more"] * (least is not None) + [f"{most} or less"] * (most is not None)
    if HELD[file][column]["kind"] == "integer":
        expected = "is not a whole number; allowed: digits only, as 2104"
    else:
        expected = f"is out of bounds; allowed: {' and '.join(parts)}"
    assert said(file, in_cell(column, lambda _: value)) == [
        f"{file}:2: {column}: '{value}': {expected}"]


@pytest.mark.parametrize(("file", "column"), described(lambda meta: meta["pattern"]))
def test_quotation_marks_from_a_word_processor(said: Callable, file: str, column: str) -> None:
    """An identifier in typographic quotation marks has the wrong form."""
    cell: list[str] = []

    def quoted(value: str) -> str:
        cell.append(f"“{value}”")
        return cell[0]

    assert said(file, in_cell(column, quoted)) == [
        f"{file}:2: {column}: '{cell[0]}': has the wrong form; allowed: the pattern "
        f"{HELD[file][column]['pattern']}"]


@pytest.mark.parametrize(("file", "column"), described(lambda meta: meta["kind"] == "parts"))
def test_words_in_other_quotation_marks(said: Callable, file: str, column: str) -> None:
    """Passage, words and occurrence in typographic quotation marks are not found."""
    cell: list[str] = []

    def quoted(value: str) -> str:
        cell.append(f"“{value or 1}”")
        return cell[0]

    messages = {"passage_id": "there is no such passage", "occurrence": "is not a number",
                "quote": "these words are not in the passage"}
    found = said(file, in_cell(column, quoted))
    assert len(found) == 1
    assert found[0].startswith(f"{file}:2: {column}: '{cell[0]}': {messages[column]}")


@pytest.mark.parametrize("file", KEYED)
def test_an_identifier_used_twice(said: Callable, file: str) -> None:
    """The second row is told where the first is."""
    lines: list[int] = []
    keys: list[str] = []
    column = next(name for name, meta in HELD[file].items() if meta["key"])

    def doubled(raw: bytes) -> bytes:
        header, *rows = rows_of(raw)
        keys.append(rows[0][header.index(column)])
        lines.append(len(rows) + 2)
        return table_of([header, *rows, rows[0]])

    assert said(file, doubled) == [
        f"{file}:{lines[0]}: {column}: '{keys[0]}': is used twice, first in {file}:2; allowed: an "
        "identifier of its own"]


@pytest.mark.parametrize(("file", "column"), described(lambda meta: meta["refers"]))
def test_a_name_of_nothing(said: Callable, file: str, column: str) -> None:
    """Whatever a cell points to must be there; the message stands at the cell."""
    found = said(file, in_cell(column, lambda _: "nobody"))
    own = [p for p in found if p.startswith(f"{file}:2: {column}: 'nobody': ")]
    assert len(own) == 1
    message = own[0].partition("'nobody': ")[2]
    assert message.startswith((
        "there is no such", "is not in references.bib", "are not the notes of this sentence",
        "'nobody' is not a passage", "must be blank when the use is", "there is no passage"))
