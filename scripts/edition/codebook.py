"""The description of every table and column, written from the model.

``python -m edition.codebook > data/README.md`` renews the file in the repository; a test
compares the two, so that the description cannot drift from the data.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from edition.load import BIBLIOGRAPHY, ENTITY_TABLES, INFO_FILE, NOTES_FOLDER, RUNS
from edition.model import (
    Allowed,
    Claim,
    Control,
    DateRow,
    Estimate,
    Mention,
    Note,
    NotebookRun,
    NumberWord,
    Numeral,
    Parallel,
    Passage,
    Record,
    Review,
    WordValue,
)

TABLES: Mapping[str, tuple[type[Record], str]] = {
    "data/passages.csv": (Passage, "The frozen division of the texts. Never renumbered."),
    **{name: (record, f"Authority list. {record.__doc__}") for name, record in
       ENTITY_TABLES.items()},
    "data/mentions.csv": (Mention, "Names in the texts, each tied to one record."),
    "data/claims.csv": (Claim, "Quantified statements, as the texts make them."),
    "data/word_values.csv": (WordValue, "What quantity words are read as."),
    "data/control.csv": (Control, "Statements about who holds what."),
    "data/dates.csv": (DateRow, "Every temporal expression, resolved as the text states it."),
    "data/numerals.csv": (Numeral, "The ledger: every numeral, and what accounts for it."),
    "data/number_words.csv": (NumberWord, "The words that the ledger counts as numerals."),
    "data/parallels.csv": (Parallel, "The two texts aligned, statement by statement."),
    "data/estimates.csv": (Estimate, "Figures from outside, beside the claims they bear on."),
    "data/reviews.csv": (Review, "One row for each sentence: its notes, or why it has none."),
    "data/allowed.csv": (Allowed, "What a finder meets and no row accounts for, with reasons."),
    RUNS: (NotebookRun, "The last run of each notebook for a release; `edition release` alone "
           "writes it, and it is empty until then."),
    f"{NOTES_FOLDER}/*.yml": (Note, "The notes, one file for each paragraph; besides the keys "
                              "below each may have `sources`, a list of `ref` (a key of the "
                              "bibliography) and `supports` (which statement it covers)."),
}

_HEAD = f"""# The data

All tables are UTF-8 CSV with a header line and line feeds. Blank means not given, never
nought. Several values in a cell are joined by `|`. Dates are EDTF. This page is written from
`scripts/edition/model.py` by `python -m edition.codebook`; do not edit it by hand.

Besides the tables there are `{INFO_FILE}`, the one place for title, version, date and
licences; `{BIBLIOGRAPHY}`, every work cited, with `keywords` *consulted* or *further*, and for
consulted works `url`, `urldate`, `kind` and `annote`; `data/texts/`, the base texts as
supplied, never edited; `data/releases/`, the passage ids of each released version; and
`data/research/`, the log of what was looked up.

**Anchors.** The columns `passage_id`, `quote` and `occurrence` tie a row to words: the passage,
the words exactly as they stand, and, where the same run of characters stands in the passage
more than once, which of them. Rows with several parts join all three by `|` in parallel.
"""


def codebook() -> str:
    """The whole description in Markdown."""
    return "\n".join([_HEAD, *(_table(name, record, about) for name, (record, about) in
                               TABLES.items())])


def _table(name: str, record: type[Record], about: str) -> str:
    columns = record.columns()
    lines = [f"## {name}", "", about, "", "| Column | Meaning | Type | Required |",
             "| --- | --- | --- | --- |"]
    lines += [_row(column, meta) for column, meta in columns.items()]
    for column, meta in columns.items():
        if meta["vocabulary"]:
            lines += ["", f"`{column}` is one of:", ""]
            lines += [f"- `{term}`: {meaning}" for term, meaning in meta["vocabulary"].items()]
    return "\n".join([*lines, ""])


def _row(column: str, meta: Mapping[str, Any]) -> str:
    kind = "vocabulary" if meta["vocabulary"] else meta["kind"]
    if meta["pattern"]:
        kind += f", `{meta['pattern']}`".replace("|", "\\|")
    required = "key" if meta["key"] else "yes" if meta["required"] else ""
    return f"| `{column}` | {meta['doc']} | {kind} | {required} |".replace("joined by |",
                                                                          "joined by \\|")


if __name__ == "__main__":
    print(codebook(), end="")
