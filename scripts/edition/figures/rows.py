"""The rows behind a figure, as a table that a page and a notebook can both show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from edition.dates import readable
from edition.edition import Edition
from edition.model import Claim
from edition.vocabularies import SIDE_NAMES


class RowTable:
    """A table of claims: MyST for the book, HTML for JupyterLab, a frame for work."""

    def __init__(self, frame: pd.DataFrame, markdown: str) -> None:
        self.frame = frame
        self._markdown = markdown

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {
            "text/html": self.frame.to_html(index=False),
            "text/markdown": self._markdown,
            "text/plain": self.frame.to_string(index=False),
        }


def claims_table(edition: Edition, claims: Iterable[Claim],
                 reasons: Mapping[str, str] | None = None) -> RowTable:
    """One row for each claim, by date: passage, words, side, coded value, when.

    With ``reasons`` (claim id → why it is not drawn) a last column tells them.
    """
    rows = sorted(claims, key=lambda c: (c.date.middle, c.claim_id))
    frame = pd.DataFrame(
        {
            "passage": [c.first.passage_id for c in rows],
            "words": [c.lemma for c in rows],
            "side": [SIDE_NAMES[c.side] for c in rows],
            "coded": [c.reading for c in rows],
            "when": [readable(c.date_edtf) for c in rows],
        }
    )
    if reasons is not None:
        frame["why not drawn"] = [reasons[c.claim_id] for c in rows]
    return RowTable(frame, _markdown(frame))


def _markdown(frame: pd.DataFrame) -> str:
    heads = [name.capitalize() for name in map(str, frame.columns)]
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    for row in frame.itertuples(index=False):
        cells = [f"{{passage}}`{row[0]}`", f"“{row[1]}”", *row[2:]]
        lines.append("| " + " | ".join(str(c).replace("|", "\\|") for c in cells) + " |")
    return "\n".join(lines)
