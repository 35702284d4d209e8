"""The description of every table and column, from the model.

``data/README.md``, the page *Codebook* and the schemas of the data package are all made
from ``TABLES``, so that they can differ neither from one another nor from what the
checks ask for. ``python -m edition.codebook > data/README.md`` renews the first; a test
compares the two.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from edition.checks.reach import ANY, FREE, GONE, in_words
from edition.derived import DERIVED
from edition.load import ENTITY_TABLES
from edition.model import (
    Allowed,
    Claim,
    Control,
    DateRow,
    Estimate,
    Mention,
    NotebookRun,
    NumberWord,
    Numeral,
    Parallel,
    Passage,
    Record,
    Review,
    Subject,
    WordValue,
)


@dataclass(frozen=True)
class Table:
    """A table of the data, with what is said of it."""

    name: str  # as other tables refer to it
    record: type[Record]
    about: str
    folder: str = ""  # below data/, with a slash

    @property
    def file(self) -> str:
        """Its file in the data package."""
        return f"{self.folder}{self.name}.csv"

    @property
    def derived(self) -> bool:
        """Whether it is made for the data package and stands in no file of ``data/``."""
        return self.name in DERIVED

    @property
    def columns(self) -> dict[str, Mapping[str, Any]]:
        """Column name → its description, the identifier first."""
        return dict(sorted(self.record.columns().items(), key=lambda item: not item[1]["key"]))


_MANY = 4  # tables that have a column: from so many on it is described once for all

MISSING = "not given"
"""What a blank means, everywhere."""

TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        Table("passages", Passage, "The frozen division of the texts. Never renumbered."),
        *(Table(PurePosixPath(file).stem, record, f"Authority list. {record.__doc__}")
          for file, record in ENTITY_TABLES.items()),
        Table("mentions", Mention, "Names in the texts, each tied to one record."),
        Table("claims", Claim, "Quantified statements, as the texts make them."),
        Table("word_values", WordValue, "What quantity words are read as."),
        Table("control", Control, "Statements about who holds what."),
        Table("dates", DateRow, "Every temporal expression, resolved as the text states it."),
        Table("numerals", Numeral, "The ledger: every numeral, and what accounts for it."),
        Table("number_words", NumberWord, "The words that the ledger counts as numerals."),
        Table("parallels", Parallel, "The two texts aligned, statement by statement."),
        Table("estimates", Estimate, "Figures from outside, beside the claims they bear on."),
        Table("subjects", Subject, "The subjects of texts and notes, for the index."),
        Table("reviews", Review, "One row for each sentence: its notes, or why it has none."),
        Table("allowed", Allowed, "What a finder meets and no row accounts for, with reasons."),
        Table("notebooks", NotebookRun, "The last run of each notebook for a release; empty until "
              "there is one.", "releases/"),
        *(Table(name, record, str(record.__doc__)) for name, (record, _) in DERIVED.items()),
    )
}

KINDS = {
    "text": "words",
    "prose": "whole sentences, from a capital to a full stop",
    "vocabulary": "one of the terms listed",
    "integer": "a whole number",
    "number": "digits with a point, no thousands sign",
    "boolean": "true or false",
    "date": "a day, as 1943-07-10",
    "edtf": "a date as the text states it, in EDTF",
    "list": "several values joined by `|`",
    "parts": "several values joined by `|`, in parallel with other columns",
    "markup": "prose with emphasis and roles in a small subset of MyST",
}
"""Type of a column → what its cells hold."""

INTRODUCTION = (
    "All tables are UTF-8 CSV with a header line and line feeds. Blank means not given, never "
    "nought. Several values in a cell are joined by `|`. Dates are EDTF.",
    "Besides the tables there are `edition.yml`, the one place for title, version, date and "
    "licences; `references.bib`, every work cited, with `keywords` *consulted* or *further*, and "
    "for consulted works `url`, `urldate`, `kind` and `annote`; `language` is that of the work, "
    "`langid` the ISO 639 code of the language in which its title is set, read out and hyphenated, "
    "`shortauthor` a surname of another alphabet in Latin letters, for citations and the order of "
    "the list, and `\\cite{key}` in `annote` names another work; `notes/`, the notes in YAML, one "
    "file for each paragraph, in the columns of the table `notes` below but the last, and with "
    "`sources`, a list of `ref` and `supports`; `texts/`, the base texts as supplied, never "
    "edited; and `releases/`, the ids of each released version (`0.txt` has the passages alone, as "
    "they were frozen). The source also keeps `research/`, the log of what was looked up.",
    "**Anchors.** The columns `passage_id`, `quote` and `occurrence` tie a row to words: the "
    "passage, the words exactly as they stand, and, where the same run of characters stands in "
    "the passage more than once, which of them. Rows with several parts join all three by `|` in "
    "parallel.",
)
DERIVED_NOTE = "Made for the data package; stands in no file of the source."

_HEAD = """# The data

{introduction}

This page is written from `scripts/edition/model.py` by `python -m edition.codebook`; do not
edit it by hand.

The types of columns:

{kinds}
"""


def codebook() -> str:
    """The whole description in Markdown."""
    paragraphs = (textwrap.fill(p, 92, break_on_hyphens=False) for p in INTRODUCTION)
    kinds = (f"- *{kind}*: {meaning}" for kind, meaning in KINDS.items())
    head = _HEAD.format(introduction="\n\n".join(paragraphs), kinds="\n".join(kinds))
    return "\n".join([head, *map(_section, TABLES.values()), _reach()])


def repeated() -> dict[str, list[str]]:
    """The columns that mean the same in many tables: name → the tables, in their order."""
    met: dict[tuple[str, ...], list[str]] = {}
    for own in TABLES.values():
        for column, meta in own.columns.items():
            key = (column, meta["doc"], type_of(meta), if_blank(meta), *meta["refers"])
            met.setdefault(key, []).append(own.name)
    return {column: names for (column, *_), names in met.items() if len(names) >= _MANY}


def type_of(meta: Mapping[str, Any]) -> str:
    """The type of a column in words."""
    return "vocabulary" if meta["vocabulary"] and meta["kind"] != "list" else meta["kind"]


def each_of(meta: Mapping[str, Any]) -> str:
    """What goes before the name of a column in front of its terms."""
    return "Each item of " if meta["kind"] == "list" else ""


def if_blank(meta: Mapping[str, Any]) -> str:
    """What a blank means, or that there is none."""
    return "never (key)" if meta["key"] else "never" if meta["required"] else MISSING


def bounds_of(meta: Mapping[str, Any]) -> str:
    """The least and the greatest number that a column may hold, in words."""
    least, most = meta["bounds"]
    if least is not None and most is not None:
        return f"{least} to {most}"
    return f"{least} or more" if least is not None else f"{most} or less" if most else ""


def _section(table: Table) -> str:
    about = [table.about, *[DERIVED_NOTE] * table.derived]
    lines = [f"## {table.file}", "", " ".join(about), "",
             "| Column | Meaning | Type | If blank |", "| --- | --- | --- | --- |"]
    lines += [_row(column, meta) for column, meta in table.columns.items()]
    for column, meta in table.columns.items():
        if meta["vocabulary"]:
            lines += ["", f"{each_of(meta)}`{column}` is one of:", ""]
            lines += [f"- `{term}`: {meaning}" for term, meaning in meta["vocabulary"].items()]
    return "\n".join([*lines, ""])


def _row(column: str, meta: Mapping[str, Any]) -> str:
    form = f"`{meta['pattern']}`" if meta["pattern"] else ""
    refers = f"refers to {', '.join(meta['refers'])}" if meta["refers"] else ""
    kind = ", ".join(filter(None, (type_of(meta), form, bounds_of(meta), refers)))
    cells = (f"`{column}`", meta["doc"], kind, if_blank(meta))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _reach() -> str:
    """What the checks cannot see, by reason and column."""
    reasons: dict[str, list[str]] = {}
    for table, columns in FREE.items():
        for column, (which, why) in columns.items():
            name = f"`{table}.{column}`" if column else f"rows of `{table}`"
            done = "any change" if which == ANY else in_words(which)
            reasons.setdefault(why, []).append(name if which == GONE else f"{name} ({done})")
    lines = [f"- *{why}*: {', '.join(names)}." for why, names in reasons.items()]
    wrapped = [textwrap.fill(line, 92, subsequent_indent="  ", break_on_hyphens=False)
               for line in lines]
    return "\n".join(["## What the checks cannot see", "", textwrap.fill(_REACH, 92), "",
                      *wrapped, ""])


_REACH = (
    "`edition check` compares each cell with its column, with the words of the texts and with the "
    "other rows. `scripts/mutate.py` breaks one cell at a time over all tables and counts what is "
    "caught. A slip passes only where the cell still fits all three; there the editors alone can "
    "tell. In brackets stands what may pass; any other change is caught. `entities` stands for all "
    "authority lists, `rows` for rows left out.")


if __name__ == "__main__":
    print(codebook(), end="")
