"""Make a synthetic edition many times the size of this one, to see what grows how.

Each text with all its annotations is copied under another siglum (DB, DBA, DBB, …), every id
with it: records, entities, passages, and what points to them. The words stay, names and prose
are marked with the letters of the copy, so that it passes ``edition check`` as this edition does.
Usage: ``python scripts/grow.py FOLDER TIMES``.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]

# what is the same for all texts, or, as the comparison, for the first two
SHARED = {"number_words.csv", "word_values.csv", "parallels.csv"}
# cells that may not stand twice in a table
SINGLE = {"subjects.csv": {"name", "look_up"},
          "places.csv": {"name", "sort_name", "coord_source"}, **dict.fromkeys(
              (f"{name}.csv" for name in ("persons", "organisations", "units", "works", "events",
                                          "peoples")), {"name", "sort_name"})}
# whole sentences, that are the copy's own
PROSE = {"remark", "comment", "description"}
# cells with words of the texts or of the editors, in which nothing is an id
WORDS = {"quote", "occurrence", "token", "reason", "name", "sort_name", "variants", "topic",
         "source_original", "counts", "relation", "aspect", "numeral_class", "use", "side",
         "inflicted_by", "actors", "event_kind", "source", "sources", "unit", "variable",
         "coord_source"}
_PASSAGE = re.compile(r"\b([A-Z]+)\.(\d)")
_ROW = re.compile(r"\b([MCKDQEN])(\d{3,})\b")
_TARGET = re.compile(r"(\{[a-z]+\}`(?:[^`<]*<)?)([^`<>]+)(>?`)")


def grow(folder: Path, times: int) -> None:
    """Write an edition ``times`` as large as this one, with a book of its texts and indices."""
    shutil.rmtree(folder, ignore_errors=True)
    data = folder / "data"
    shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("research"))
    for name in ("_config.yml", "pyproject.toml", "requirements.txt", "README.md", "CHANGELOG.md"):
        shutil.copyfile(ROOT / name, folder / name)
    shutil.copytree(ROOT / "LICENSES", folder / "LICENSES")
    entities = _entities()
    copies = [_Copy(number, entities) for number in range(1, times)]
    for table in sorted((ROOT / "data").glob("*.csv")):
        _grow_table(table, data / table.name, copies)
    for notes in sorted((ROOT / "data" / "notes").glob("*.yml")):
        for copy in copies:
            name = copy.passages(f"{notes.stem.replace('-', '.')}").replace(".", "-")
            (data / "notes" / f"{name}.yml").write_text(copy.note(notes.read_text("utf-8")),
                                                        "utf-8")
    _grow_texts(data / "edition.yml", copies)
    _write_book(folder / "book", data / "edition.yml")


class _Copy:
    """What the ids are in one copy."""

    def __init__(self, number: int, entities: set[str]) -> None:
        self.number, self.entities = number, entities
        self.letters = _letters(number)

    def passages(self, cell: str) -> str:
        """``DB.1.2`` → ``DBA.1.2``."""
        return _PASSAGE.sub(rf"\g<1>{self.letters}.\2", cell)

    def prose(self, cell: str) -> str:
        """Sentences with the passages and rows that they name, and the letters of the copy."""
        return f"{self._numbered(cell)} Copy {self.letters}." if cell else ""

    def _numbered(self, cell: str) -> str:
        return _ROW.sub(rf"\g<1>{self.number}\2", self.passages(cell))

    def ids(self, cell: str) -> str:
        """The ids of a cell: passages, rows, entities."""
        numbered = self._numbered(cell)
        parts = [part.strip() for part in numbered.split("|")]
        if any(part in self.entities for part in parts):
            return " | ".join(f"{part}-{self.letters.lower()}" if part in self.entities else part
                              for part in parts)
        return numbered

    def note(self, text: str) -> str:
        """The notes of a file: passages and ids at the keys that have them, and in roles."""
        keyed = re.sub(r"(?m)^(- note_id|  passage_id): (.*)$",
                       lambda m: f"{m[1]}: {self.ids(m[2])}", text)
        marked = re.sub(r"(?m)^(  body: >-\n +)", rf"\1Copy {self.letters}. ", keyed)
        return _TARGET.sub(lambda m: m[1] + (m[2] if "{cite}" in m[1] else self.ids(m[2])) + m[3],
                           marked)


def _letters(number: int) -> str:
    """1 → A, 26 → Z, 27 → AA."""
    number, rest = divmod(number - 1, 26)
    return (_letters(number) if number else "") + chr(ord("A") + rest)


def _entities() -> set[str]:
    names = ("persons", "places", "organisations", "units", "works", "events", "peoples",
             "subjects")
    return {row[0] for name in names
            for row in list(_rows(ROOT / "data" / f"{name}.csv"))[1:]}


def _rows(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))


def _grow_table(source: Path, target: Path, copies: list[_Copy]) -> None:
    header, *rows = _rows(source)
    if source.name == "passages.csv":
        grown = [[copy.passages(row[0]), *row[1:]] for copy in copies for row in rows]
    elif source.name in SHARED:
        grown = []
    elif source.name == "allowed.csv":
        grown = [[row[0], copy.passages(row[1]), *row[2:]]
                 for copy in copies for row in rows if row[1]]
    else:
        single = SINGLE.get(source.name, set())
        grown = [[_cell(copy, name, cell, single) for name, cell in zip(header, row, strict=True)]
                 for copy in copies for row in rows]
    with target.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows, *grown])


def _cell(copy: _Copy, name: str, cell: str, single: set[str]) -> str:
    if name in single:
        return " | ".join(f"{part} ({copy.letters})" for part in cell.split(" | ") if part)
    if name in PROSE:
        return copy.prose(cell)
    return cell if name in WORDS else copy.ids(cell)


def _grow_texts(settings: Path, copies: list[_Copy]) -> None:
    head, _, listed = settings.read_text("utf-8").partition("\ntexts:\n")
    items = [item for item in re.split(r"(?m)^(?=  - siglum:)", listed) if item.strip()]
    grown = [re.sub(r"(?m)^    page: (.*)$", rf"    page: \1-{copy.letters.lower()}",
                    re.sub(r"siglum: (\w+)", rf"siglum: \1{copy.letters}", item))
             for copy in copies for item in items]
    settings.write_text(head + "\ntexts:\n" + "".join([*items, *grown]), "utf-8")


PAGES: Mapping[str, str] = {
    "index": "# A synthetic edition\n",
    **{name: f"# {name.capitalize()}\n\n```{{edition-index}} {name}\n```\n"
       for name in ("persons", "places", "works", "events")},
    "organisations": "# Organisations\n\n```{edition-index} organisations\n```\n\n"
                     "## Peoples\n\n```{edition-index} peoples\n```\n",
    "ledger": "# Ledger\n\n```{edition-table} ledger\n```\n",
    "parallels": "# Parallels\n\n```{edition-table} parallels\n```\n",
    "estimates": "# Estimates\n\n```{edition-table} estimates\n```\n",
    "bibliography": "# Bibliography\n\n```{bibliography}\n```\n",
}


def _write_book(book: Path, settings: Path) -> None:
    book.mkdir()
    texts = yaml.safe_load(settings.read_text("utf-8"))["texts"]
    pages = {**PAGES, **{text["page"]: f"# Text {text['siglum']}\n\n"
                         f"```{{edition-text}} {text['siglum']}\n```\n" for text in texts}}
    for name, content in pages.items():
        (book / f"{name}.md").write_text(content, "utf-8")
    listed = "".join(f"  - file: {name}\n" for name in pages if name != "index")
    (book / "_toc.yml").write_text(f"format: jb-book\nroot: index\nchapters:\n{listed}", "utf-8")


if __name__ == "__main__":
    grow(Path(sys.argv[1]), int(sys.argv[2]))
