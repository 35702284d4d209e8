"""The codebook as a page: a section for each table, an anchor for each column and term.

The anchor of a column is ``claims.qualifier``, that of a term ``claims.qualifier.vague``;
``xref("column", "claims.qualifier", …)`` links to it from any page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from docutils import nodes as dn

from edition.codebook import (
    DERIVED_NOTE,
    INTRODUCTION,
    KINDS,
    TABLES,
    Table,
    bounds_of,
    each_of,
    if_blank,
    type_of,
)
from edition.sphinxext.tables import Cell, table

_MARKED = re.compile(r"(`[^`]+`|\*\*[^*]+\*\*|\*[^*]+\*)")


def anchors() -> Iterator[tuple[str, str]]:
    """The anchor of each column, with the words for a link to it."""
    for own in TABLES.values():
        for column in own.columns:
            yield f"{own.name}.{column}", f"{column} in {own.file}"


def codebook() -> list[dn.Node]:
    """The introduction, then a section for each table."""
    kinds = ((kind, _marked(meaning)) for kind, meaning in KINDS.items())
    return [
        *(dn.paragraph("", "", *_marked(said)) for said in INTRODUCTION),
        dn.paragraph("", "The types of columns:"),
        _terms("", kinds),
        *map(_section, TABLES.values()),
    ]


def _section(own: Table) -> dn.section:
    section = dn.section(ids=[own.name], names=[own.file])
    section += dn.title("", "", dn.Text(own.file))
    about = " ".join([own.about, *[DERIVED_NOTE] * own.derived])
    section += dn.paragraph("", "", *_marked(about))
    heads = ("Column", "Meaning", "Type", "If blank")
    rows = (_row(own, column, meta) for column, meta in own.columns.items())
    section += table(heads, rows, (20, 42, 24, 14), "ed-codebook")
    for column, meta in own.columns.items():
        if meta["vocabulary"]:
            section += dn.paragraph("", "", dn.Text(each_of(meta)), _name(column),
                                    dn.Text(" is one of:"))
            terms: Iterable[tuple[str, Cell]] = (
                (term, [dn.Text(said)]) for term, said in meta["vocabulary"].items())
            section += _terms(f"{own.name}.{column}", terms)
    return section


def _row(own: Table, column: str, meta: Mapping[str, Any]) -> tuple[Cell, ...]:
    name = _name(column)
    name["ids"] = [f"{own.name}.{column}"]
    kind: list[dn.Node] = [dn.Text(type_of(meta))]
    if meta["pattern"]:
        kind += [dn.Text(", "), _name(meta["pattern"])]
    if bounds := bounds_of(meta):
        kind.append(dn.Text(f", {bounds}"))
    for index, target in enumerate(meta["refers"]):
        kind += [dn.Text(", " if index else ", refers to "), _link(target)]
    return [name], _marked(meta["doc"]), kind, [dn.Text(if_blank(meta))]


def _link(target: str) -> dn.reference:
    return dn.reference("", target, internal=True, refid=target)


def _name(name: str) -> dn.literal:
    return dn.literal("", name)


def _terms(anchor: str, terms: Iterable[tuple[str, Cell]]) -> dn.bullet_list:
    """A list of terms with their meaning, each with an anchor if they are of a column."""
    listed = dn.bullet_list(bullet="-")
    for term, meaning in terms:
        # an id has no spaces
        ids = {"ids": [f"{anchor}.{term.replace(' ', '-')}"]} if anchor else {}
        listed += dn.list_item("", dn.paragraph("", "", _name(term), dn.Text(": "), *meaning),
                               **ids)
    return listed


def _marked(text: str) -> list[dn.Node]:
    """Words with `code`, **strong** and *emphasis*, as the codebook writes them."""
    return [_run(part) for part in _MARKED.split(text) if part]


def _run(part: str) -> dn.Node:
    if part.startswith("`"):
        return _name(part.strip("`"))
    if part.startswith("**"):
        return dn.strong("", part.strip("*"))
    return dn.emphasis("", part.strip("*")) if part.startswith("*") else dn.Text(part)
