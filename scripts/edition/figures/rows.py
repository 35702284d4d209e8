"""The rows behind a figure, as a table that a page and a notebook can both show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from edition.anchors import SIGLUM
from edition.charts.chart import Row
from edition.charts.words import relation_of
from edition.dates import readable
from edition.edition import Edition
from edition.model import Anchored, Claim, Control, DateRow, Estimate, Parallel
from edition.vocabularies import CONTROL_SCOPE_NAMES, CONTROL_STATUSES_SHORT, SIDE_NAMES

WHY = "why not drawn"
TOLD = ("side", "place", "coded", "when")  # what a list of rows that are not drawn says of each

_CITED = re.compile(rf"\b{SIGLUM}\.\d+\.\d+(?:-\d+(?:\.\d+)?)?")


class RowTable:
    """A table of rows: MyST for the book, HTML for JupyterLab, a frame for work.

    ``roles`` names the columns whose cells are targets of a role of the book, several of
    them with commas between; in a cell of ``prose`` the passages named become links.
    """

    def __init__(self, frame: pd.DataFrame, roles: Mapping[str, str] | None = None) -> None:
        self.frame = frame
        self._roles = roles or {}

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {
            "text/html": self.frame.to_html(index=False),
            "text/markdown": self._markdown(),
            "text/plain": self.frame.to_string(index=False),
        }

    def _markdown(self) -> str:
        heads = [name[:1].upper() + name[1:] for name in map(str, self.frame.columns)]
        lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
        for row in self.frame.itertuples(index=False):
            cells = [self._cell(str(name), str(value)) for name, value in
                     zip(self.frame.columns, row, strict=True)]
            lines.append("| " + " | ".join(cells) + " |")
        return "\n".join(lines)

    def _cell(self, column: str, value: str) -> str:
        value = value.replace("|", "\\|")
        role = self._roles.get(column)
        if role == "prose":
            return _CITED.sub(r"{passage}`\g<0>`", value)
        return ", ".join(f"{{{role}}}`{v}`" for v in value.split(", ")) if role and value else value


class LeftOut(RowTable):
    """What a figure does not draw: a list of the reasons in the book, each with its words.

    ``told`` names the columns that the list has besides; without any, words that are left
    out more than once stand once, with all their passages.
    """

    def __init__(self, frame: pd.DataFrame, told: Sequence[str]) -> None:
        super().__init__(frame)
        self._told = [name for name in told if name in frame]

    def _markdown(self) -> str:
        groups = self.frame.groupby(WHY, sort=False)
        return "\n".join(f"- *{reason}*: {'; '.join(self._items(rows))}."
                         for reason, rows in groups) or "Nothing is left out."

    def _items(self, rows: pd.DataFrame) -> Iterator[str]:
        found: dict[tuple[str, str], list[str]] = {}  # words, what is told → passages
        for row in rows.to_dict("records"):
            told = ", ".join(str(row[name]) for name in self._told if row[name])
            found.setdefault((row["words"], told), []).append(f"{{passage}}`{row['passage']}`")
        for (words, told), passages in found.items():
            yield f"{words} {', '.join(passages)}" + (f": {told}" if told else "")


def left_out_list(edition: Edition, rows: Iterable[Row], reasons: Mapping[str, str],
                  told: Sequence[str] = TOLD) -> LeftOut:
    """The rows that are not drawn, by date, with the reasons (row id → why)."""
    listed = sorted(rows, key=_order)
    frame = row_table(edition, listed).frame
    frame[WHY] = [reasons[row.id] for row in listed]
    return LeftOut(frame.loc[:, (frame != "").any()] if listed else frame, told)


def row_table(edition: Edition, rows: Iterable[Row]) -> RowTable:
    """One line for each row, by date: passage, words, what is coded, when.

    All rows are of one kind; no rows make an empty table.
    """
    listed = sorted(rows, key=_order)
    lines = [_line(edition, row) for row in listed]
    _say_relations(listed, lines)
    frame = pd.DataFrame(lines, columns=list(lines[0]) if lines else ["passage", "words"])
    return RowTable(frame, {"passage": "passage", "passages": "passage", "beside": "passage",
                            "no.": "estimate", "source": "cite", "comment": "prose"})


def _order(row: Row) -> tuple[Any, ...]:
    return (row.id,) if isinstance(row, Parallel) else (row.date.order, row.id)


def _line(edition: Edition, row: Row) -> dict[str, str]:
    """The cells of one row, by the head of their column."""
    if isinstance(row, Parallel):
        return {"passages": ", ".join(row.locators), "subject": row.topic,
                "comment": row.comment}
    if isinstance(row, Estimate):
        beside = [edition.claims[key] for key in row.claim_list if key in edition.claims]
        return {"no.": row.estimate_id,
                # two claims of one passage name it once
                "beside": ", ".join(dict.fromkeys(c.first.passage_id for c in beside)),
                "figure": row.reading, "counts": row.counts, "when": readable(row.date_edtf),
                "source": row.source}
    head = {"passage": row.first.passage_id, "words": f"“{row.lemma}”"}
    return head | _coded(edition, row) | {"when": readable(row.date_edtf)}


def _say_relations(rows: Sequence[Row], lines: Sequence[dict[str, str]]) -> None:
    """Add to each subject how the texts stand to it, unless it is the same throughout."""
    parallels = [row for row in rows if isinstance(row, Parallel)]
    if len({row.relation for row in parallels}) > 1 or any(row.aspect for row in parallels):
        for row, line in zip(parallels, lines, strict=True):
            line["subject"] += f": {relation_of(row)}"


def _coded(edition: Edition, row: Anchored) -> dict[str, str]:
    if isinstance(row, Claim):
        return {"side": SIDE_NAMES[row.side], "coded": row.reading}
    if isinstance(row, Control):
        return {"place": edition.entities[row.place_id].name,
                "scope": CONTROL_SCOPE_NAMES[row.control_scope],
                "before": CONTROL_STATUSES_SHORT[row.status_before],
                "then": CONTROL_STATUSES_SHORT[row.status_after]}
    assert isinstance(row, DateRow)
    return {"event": edition.entities[row.event_id].name if row.event_id else ""}
