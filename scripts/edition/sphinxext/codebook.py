"""The codebook as a page: a section for each table, an anchor for each column and term.

What many tables have is said once: columns in a section of their own, the terms of a
vocabulary where the first column with them stands. The others name it and lead there.

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
    repeated,
    type_of,
)
from edition.sphinxext.tables import Cell, table

_SEVERAL = "several"  # anchor of the section on columns of several tables
_HEADS, _WIDTHS = ("Column", "Meaning", "Type", "If blank"), (19, 40, 23, 18)
_MARKED = re.compile(r"(`[^`]+`|\*\*[^*]+\*\*|\*[^*]+\*)")
_STANDARD = re.compile(r"(?<=\b[A-Z]{3}) (?=\d)")  # the space within ISO 639 or WGS 84


def anchors() -> Iterator[tuple[str, str]]:
    """The anchor of each column, with the words for a link to it."""
    for own in TABLES.values():
        for column in own.columns:
            yield f"{own.name}.{column}", f"{column} in {own.file}"


def codebook() -> list[dn.Node]:
    """The introduction, then a section for each table."""
    kinds = ((kind, _marked(meaning)) for kind, meaning in KINDS.items())
    told: dict[str, str] = {}  # vocabulary → the column under which its terms stand
    return [
        *(dn.paragraph("", "", *_marked(said)) for said in INTRODUCTION),
        dn.paragraph("", "The types of columns:"),
        _terms("", kinds),
        _several(),
        *(_section(own, told) for own in TABLES.values()),
    ]


def _several() -> dn.section:
    section = dn.section(ids=[_SEVERAL], names=["columns of several tables"])
    section += dn.title("", "Columns of several tables")
    section += dn.paragraph("", "These mean the same in every table that has them; the tables "
                                "name them below and do not describe them again.")
    rows = (_row(_name(column), TABLES[names[0]].columns[column])
            for column, names in repeated().items())
    section += table(_HEADS, rows, _WIDTHS, "ed-codebook")
    return section


def _section(own: Table, told: dict[str, str]) -> dn.section:
    section = dn.section(ids=[own.name], names=[own.file])
    section += dn.title("", "", dn.Text(own.file))
    about = " ".join([own.about, *[DERIVED_NOTE] * own.derived])
    section += dn.paragraph("", "", *_marked(about))
    elsewhere = [c for c, names in repeated().items() if own.name in names]
    rows = (_row(_anchored(own, column), meta)
            for column, meta in own.columns.items() if column not in elsewhere)
    if elsewhere:
        section += _besides(own, elsewhere)
    section += table(_HEADS, rows, _WIDTHS, "ed-codebook")
    for column, meta in own.columns.items():
        if meta["vocabulary"]:
            section += _vocabulary(f"{own.name}.{column}", meta, told)
    return section


def _besides(own: Table, columns: Iterable[str]) -> dn.paragraph:
    """Names the columns that are described for several tables."""
    said = dn.paragraph("", "From the ", classes=["ed-besides", "ed-leads"])
    said += [dn.reference("", "columns of several tables", internal=True, refid=_SEVERAL),
             dn.Text(": ")]
    for index, column in enumerate(columns):
        said += [dn.Text(", " if index else ""), _anchored(own, column)]
    said += dn.Text(". Of its own:")
    return said


def _vocabulary(anchor: str, meta: Mapping[str, Any], told: dict[str, str]) -> list[dn.Node]:
    """The terms of a column, or the column under which the same terms stand already."""
    name, terms = anchor.rpartition(".")[2], meta["vocabulary"]
    first = told.setdefault(str(terms), anchor)
    begin = [dn.Text(each_of(meta)), _name(name)]
    if first == anchor:
        listed: Iterable[tuple[str, Cell]] = ((t, [dn.Text(said)]) for t, said in terms.items())
        return [dn.paragraph("", "", *begin, dn.Text(" is one of:")), _terms(anchor, listed)]
    ids = [_term(anchor, term) for term in terms]
    return [dn.paragraph("", "", *begin, dn.Text(" has the terms of "), _link(first),
                         dn.Text("."), ids=ids, classes=["ed-besides"])]


def _anchored(own: Table, column: str) -> dn.literal:
    name = _name(column)
    name["ids"] = [f"{own.name}.{column}"]
    return name


def _row(name: dn.Node, meta: Mapping[str, Any]) -> tuple[Cell, ...]:
    kind: list[dn.Node] = [dn.Text(type_of(meta))]
    if meta["pattern"]:
        kind += [dn.Text(", "), _name(meta["pattern"])]
    if bounds := bounds_of(meta):
        kind.append(dn.Text(f", {_unbroken(bounds)}"))
    for index, target in enumerate(meta["refers"]):
        kind += [dn.Text(", " if index else ", refers to "), _link(target)]
    return [name], _marked(meta["doc"]), kind, [dn.Text(if_blank(meta))]


def _unbroken(bounds: str) -> str:
    """Bounds on one line, with true minus signs."""
    return bounds.replace("-", "−").replace(" ", "\u00a0")


def _link(target: str) -> dn.reference:
    return dn.reference("", target, internal=True, refid=target)


def _name(name: str) -> dn.literal:
    return dn.literal("", name)


def _terms(anchor: str, terms: Iterable[tuple[str, Cell]]) -> dn.bullet_list:
    """A list of terms with their meaning, each with an anchor if they are of a column."""
    listed = dn.bullet_list(bullet="-", classes=["ed-terms"])
    for term, meaning in terms:
        ids = {"ids": [_term(anchor, term)]} if anchor else {}
        listed += dn.list_item("", dn.paragraph("", "", _name(term), dn.Text(": "), *meaning),
                               **ids)
    return listed


def _term(anchor: str, term: str) -> str:
    return f"{anchor}.{term.replace(' ', '-')}"  # an id has no spaces


def _marked(text: str) -> list[dn.Node]:
    """Words with `code`, **strong** and *emphasis*, as the codebook writes them."""
    # the sign that joins begins no line, nor does the number of a standard
    joined = text.replace(" |", "\u00a0|").replace(" `|`", "\u00a0`|`")
    joined = _STANDARD.sub("\u00a0", joined)
    return [_run(part) for part in _MARKED.split(joined) if part]


def _run(part: str) -> dn.Node:
    if part.startswith("`"):
        return _name(part.strip("`"))
    if part.startswith("**"):
        return dn.strong("", part.strip("*"))
    return dn.emphasis("", part.strip("*")) if part.startswith("*") else dn.Text(part)
