"""The files of ``data/`` for an edition without its base texts.

The texts themselves are not among them. Instead ``anchors.csv`` tells where the words of
each row stand, so that the loader need not look for them; see :mod:`edition.offsets`.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from edition.derived import DERIVED
from edition.edition import Edition
from edition.load import ENTITY_TABLES
from edition.model import Anchored, Claim, Control, DateRow, Mention, Numeral

_TABLES: Mapping[str, type[Anchored]] = {
    "mentions.csv": Mention, "claims.csv": Claim, "control.csv": Control, "dates.csv": DateRow,
    "numerals.csv": Numeral,
}
"""Table of lemmata → its record."""


def left_out(edition: Edition) -> set[str]:
    """The files that an edition without base texts has not, relative to ``data/``."""
    texts = {text.file.removeprefix("data/") for text in edition.texts.values()}
    return set() if edition.info.include_base_texts else texts


def changed(edition: Edition, data: Path) -> dict[str, str]:
    """The files that read otherwise, or are added, relative to ``data/``; none for a whole one."""
    return {} if edition.info.include_base_texts else dict(_changed(edition, data))


def _changed(edition: Edition, data: Path) -> Iterator[tuple[str, str]]:
    quotes = {row.id: row.quote for row in edition.anchored}
    yield "edition.yml", re.sub("(?m)^include_base_texts:.*", "include_base_texts: false",
                                (data / "edition.yml").read_text("utf-8"))
    for name, record in _TABLES.items():
        yield name, _table(data / name, record.key_column(), "quote", quotes)
    forms = {key: entity.variants for key, entity in edition.entities.items()}
    for name, kind in ENTITY_TABLES.items():
        own = name.removeprefix("data/")
        yield own, _table(data / own, kind.key_column(), "variants", forms)
    for path in sorted((data / "notes").glob("*.yml")):
        yield f"notes/{path.name}", _notes(path.read_text("utf-8"), quotes)
    yield "anchors.csv", anchors(edition)


def anchors(edition: Edition) -> str:
    """``anchors.csv``: where the words of each row stand."""
    record, rows = DERIVED["anchors"]
    return _csv(list(record.columns()), rows(edition))


def _table(path: Path, key: str, column: str, cells: Mapping[str, str]) -> str:
    """The table with other cells in a column."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = [{**row, column: cells[row[key]]} for row in reader]
        return _csv(list(reader.fieldnames or ()), rows)


def _csv(header: list[str], rows: object) -> str:
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)  # type: ignore[arg-type]
    return written.getvalue()


def _notes(text: str, quotes: Mapping[str, str]) -> str:
    """The file with the lemmata that are shown; all else stands as it is."""
    entries = yaml.compose(text, Loader=yaml.SafeLoader)
    for entry in reversed(entries.value):
        cells = {key.value: value for key, value in entry.value}
        lemma, shown = cells["quote"], quotes[cells["note_id"].value]
        if lemma.value != shown:
            first, last = lemma.start_mark.index, lemma.end_mark.index
            text = text[:first] + json.dumps(shown, ensure_ascii=False) + text[last:]
    return text
