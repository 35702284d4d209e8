"""From files to typed records: CSV tables and YAML lists, checked cell by cell.

A cell is judged by the description of its column in ``model.py``; whatever is wrong is
reported with file, line and column, and reading goes on, so that all problems come
out in one pass.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import yaml

from edition.dates import DATE_FORMS, parse_date
from edition.finding import is_flat
from edition.markup import MarkupError, parse_markup
from edition.model import Record, split_list
from edition.problems import ANYTHING, Problems, Where, nearest

R = TypeVar("R", bound=Record)
T = TypeVar("T")
Wrong = Callable[..., None]
"""Reports a cell: what is wrong with it, what is allowed, and the part meant if it is a part."""

_TARGET = re.compile(r"`(?:[^`]*<)?([^`<>]+)>?`")
_ODD_SPACE = re.compile("[\u00a0\u2007\u202f\u200b\ufeff]")


@dataclass
class Source:
    """The folder the edition is read from, and what has been read."""

    root: Path
    problems: Problems
    read: list[str] = field(default_factory=list)  # every file read
    unread: list[str] = field(default_factory=list)  # those that cannot be used as a whole
    bare: list[str] = field(default_factory=list)  # tables with a header and no row

    @cached_property
    def flat(self) -> bool:
        """Whether the folder is a data package, or the data folder itself."""
        return is_flat(self.root)

    def name(self, relative: str) -> str:
        """A file as it is called in this folder: a data package has no ``data/``."""
        return relative.removeprefix("data/") if self.flat else relative

    def where(self, relative: str, line: int = 0) -> Where:
        """An address in a file of this folder."""
        return Where(self.name(relative), line)

    def raw(self, relative: str) -> bytes:
        """The bytes of a file; :class:`OSError` if it cannot be read."""
        return (self.root / self.name(relative)).read_bytes()

    def once(self, relative: str, make: Callable[[], T], *rests_on: str) -> T:
        """What ``make`` makes of a file and of those it rests on.

        A subclass may hand out what it has kept for the same files.
        """
        return make()

    def text(self, relative: str) -> str | None:
        """The content of a file, or None with a problem reported."""
        where = self.where(relative)
        self.read.append(where.file)
        try:
            raw = self.raw(relative)
        except OSError as error:
            self.unread.append(relative)
            self.problems.add(where, "", "", f"cannot be read: {error.strerror}", "a readable file")
            return None
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            self.unread.append(relative)
            line = raw[: error.start].count(b"\n") + 1
            value = raw[error.start : error.end].hex(" ")
            self.problems.add(self.where(relative, line), "", value, "is not UTF-8", "UTF-8 text")
            return None
        if text.startswith("\ufeff"):
            self.problems.add(where, "", "", "begins with a byte-order mark", "UTF-8 without one")
            text = text[1:]
        if "\r" in text:
            line = text.partition("\r")[0].count("\n") + 1
            self.problems.add(self.where(relative, line), "", "",
                              "has Windows or old Mac line ends", "line feeds")
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text


def read_csv(source: Source, relative: str, record: type[R]) -> list[R]:
    """The records of a CSV table with one header line."""
    return source.once(relative, lambda: _read_csv(source, relative, record))


def _read_csv(source: Source, relative: str, record: type[R]) -> list[R]:
    text = source.text(relative)
    if text is None:
        return []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, None)
        if not header:
            source.unread.append(relative)
            source.problems.add(source.where(relative, 1), "", "", "the table is empty",
                                "a header line: " + ", ".join(record.columns()))
            return []
        if not _check_header(source, relative, header, record):
            source.unread.append(relative)
            return []
        records = list(_records(source, relative, reader, header, record))
        if reader.line_num == 1:
            source.bare.append(relative)
        return records
    except csv.Error as error:
        source.unread.append(relative)
        source.problems.add(source.where(relative, reader.line_num), "", "",
                            f"is not well-formed CSV: {error}", "cells with commas or quotes "
                            'in double quotes, a quote inside doubled ("")')
        return []


def _check_header(source: Source, relative: str, header: list[str], record: type[Record]) -> bool:
    allowed = record.columns()
    good = True
    for name in allowed.keys() - set(header):
        source.problems.add(source.where(relative, 1), name, "", "column is missing",
                            ", ".join(allowed))
        good = False
    for name in dict.fromkeys(header):
        if name not in allowed or header.count(name) > 1:
            what, right = ("column is doubled", "each column once") if name in allowed else (
                "unknown column", nearest(name, allowed))
            source.problems.add(source.where(relative, 1), name, "", what, right)
            good = False
    return good


def _records(source: Source, relative: str, reader: Any, header: list[str],
             record: type[R]) -> Iterator[R]:
    seen: dict[str, Where] = {}
    line = reader.line_num + 1
    for cells in reader:
        where = source.where(relative, line)
        line = reader.line_num + 1
        if len(cells) != len(header):
            source.problems.add(where, "", ",".join(cells)[:60],
                                f"the row has {len(cells)} cells", f"{len(header)} cells")
            lose(source.problems, {}, record, (record.key_column(),))
            continue
        built = build(source.problems, where, dict(zip(header, cells, strict=True)), record, seen)
        if built is not None:
            yield built


def build(problems: Problems, where: Where, cells: Mapping[str, str], record: type[R],
          seen: dict[str, Where], **extra: Any) -> R | None:
    """One record from its cells, or None with its problems reported."""
    before = len(problems)
    values, wrong = {}, []
    for name, meta in record.columns().items():
        count = len(problems)
        values[name] = parse_cell(problems, where, name, cells.get(name, ""), meta)
        if len(problems) > count:
            wrong.append(name)
    key = record.key_column()
    if key and cells.get(key) and [m["key"] for m in record.columns().values()].count(True) == 1:
        if cells[key] in seen:
            problems.add(where, key, cells[key], f"is used twice, first in {seen[cells[key]]}",
                         "an identifier of its own")
        seen.setdefault(cells[key], where)
    if len(problems) > before:
        lose(problems, cells, record, wrong)
        return None
    return record(where=where, **values, **extra)


def lose(problems: Problems, cells: Mapping[str, Any], record: type[Record],
         wrong: Collection[str] = ()) -> None:
    """Remember what a row that cannot be used is and names, as far as that can be told."""
    columns = record.columns()
    problems.lost.add(record.__name__)
    if any(not cells.get(name) for name in wrong if name in (record.key_column(), "quote")):
        problems.lost.add(ANYTHING)
    for name, cell in cells.items():
        if name.endswith("_id") or name in (record.key_column(), "quote", "sources", "db", "hl"):
            problems.lost.update(split_list(cell))
        elif name in columns and columns[name]["kind"] == "markup":
            problems.lost.update(_TARGET.findall(cell))


def parse_cell(problems: Problems, where: Where, name: str, cell: str,
               meta: Mapping[str, Any]) -> Any:
    """The typed value of a cell; a blank number is None, a blank text is blank."""

    def wrong(message: str, allowed: str, value: str = cell) -> None:
        problems.add(where, name, value, message, allowed)

    _check_spaces(cell, wrong)
    if not cell:
        if meta["required"]:
            allowed = ", ".join(sorted(meta["vocabulary"] or ())) or meta["doc"]
            wrong("must not be blank", allowed)
        return None if meta["kind"] in ("integer", "number") else ""
    _check_terms(cell, meta, wrong)
    if meta["pattern"] and not re.fullmatch(meta["pattern"], cell):
        wrong("has the wrong form", f"the pattern {meta['pattern']}")
    if meta["kind"] == "markup":
        _check_markup(cell, wrong)
    value = _convert(cell, meta["kind"], wrong)
    if isinstance(value, int | float):
        _check_bounds(value, meta["bounds"], wrong)
    return value


def _check_spaces(cell: str, wrong: Wrong) -> None:
    if _ODD_SPACE.search(cell):
        wrong("holds a non-breaking or invisible space", "ordinary spaces")
    if cell != cell.strip():
        wrong("begins or ends with a space", "no space at either end")


def _check_terms(cell: str, meta: Mapping[str, Any], wrong: Wrong) -> None:
    """A list is one, and what is of a vocabulary stands in it."""
    terms: tuple[str, ...] = (cell,)
    if meta["kind"] == "list":
        terms = split_list(cell)
        if " | ".join(terms) != cell.strip():
            wrong("is not a list", "items joined by ' | '")
    for term in terms if meta["vocabulary"] is not None else ():
        if term not in meta["vocabulary"]:
            wrong("unknown term", nearest(term, meta["vocabulary"]), term)


def _check_markup(cell: str, wrong: Wrong) -> None:
    try:
        parse_markup(cell)
    except MarkupError as error:
        wrong(error.message, error.allowed, error.near)


def _check_bounds(value: float, bounds: tuple[float | None, float | None], wrong: Wrong) -> None:
    least, most = bounds
    if (least is not None and value < least) or (most is not None and value > most):
        said = [f"{least} or more"] * (least is not None) + [f"{most} or less"] * (
            most is not None)
        wrong("is out of bounds", " and ".join(said))


def _convert(cell: str, kind: str, wrong: Wrong) -> Any:
    if kind == "integer":
        if re.fullmatch(r"\d+", cell):
            return int(cell)
        wrong("is not a whole number", "digits only, as 2104")
    elif kind == "number":
        if re.fullmatch(r"-?\d+(\.\d+)?", cell):
            return float(cell)
        wrong("is not a number", "digits with a point, no thousands sign, as 3000 or 41.33")
    elif kind == "edtf":
        try:
            parse_date(cell)
        except ValueError as error:
            wrong(str(error), DATE_FORMS)
    return cell


@dataclass(frozen=True)
class YamlItem:
    """A YAML value with the line it stands on; scalars are always text."""

    value: Any  # str, list[YamlItem] or dict[str, YamlItem]
    line: int

    def text(self, key: str) -> str:
        """The scalar under a key of a mapping; blank if there is none."""
        item = self.value.get(key)
        return item.value if item is not None and isinstance(item.value, str) else ""


def read_yaml(source: Source, relative: str) -> YamlItem | None:
    """A YAML file with lines kept and every scalar as the text it is written as."""
    return source.once(relative, lambda: _read_yaml(source, relative))


def _read_yaml(source: Source, relative: str) -> YamlItem | None:
    text = source.text(relative)
    if text is None:
        return None
    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        source.unread.append(relative)
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        source.problems.add(source.where(relative, line), "", "",
                            f"is not well-formed YAML: {getattr(error, 'problem', error)}",
                            "indented 'key: value' lines; words with a colon in quotes")
        return None
    if node is None:
        source.problems.add(source.where(relative, 1), "", "", "the file is empty",
                            "at least one entry")
        return None
    return _yaml_item(source, relative, node)


def _yaml_item(source: Source, relative: str, node: yaml.Node) -> YamlItem:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return YamlItem([_yaml_item(source, relative, n) for n in node.value], line)
    if isinstance(node, yaml.MappingNode):
        items: dict[str, YamlItem] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                source.problems.add(source.where(relative, key.start_mark.line + 1), "", "",
                                    "a key is not a word", "'key: value' lines")
                continue
            if key.value in items:
                source.problems.add(source.where(relative, key.start_mark.line + 1), key.value,
                                    "", "key is doubled", "each key once")
            items[key.value] = _yaml_item(source, relative, value)
        return YamlItem(items, line)
    null = node.tag.endswith(":null")
    return YamlItem("" if null else node.value, line)
