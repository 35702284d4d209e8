"""The files of each figure that readers can download."""

from __future__ import annotations

import csv
from pathlib import Path

from edition.charts import CHARTS
from edition.edition import Edition
from edition.figures import FIGURES, publish
from edition.model import Claim


def write_figures(edition: Edition, folder: Path) -> None:
    """Write ``<chart>.svg``, ``.png`` and ``.csv`` for every chart."""
    folder.mkdir(parents=True)
    for chart_id, draw in FIGURES.items():
        figure = draw(edition)
        figure.savefig(folder / f"{chart_id}.png", dpi=200, facecolor="white",
                       metadata={"Software": None})
        published = publish(figure, chart_id, edition)
        (folder / f"{chart_id}.svg").write_text(published.svg + "\n", encoding="utf-8")
        _write_rows(edition, chart_id, folder / f"{chart_id}.csv")


def _write_rows(edition: Edition, chart_id: str, path: Path) -> None:
    """The rows drawn, in the columns of claims.csv, and the days their dates cover."""
    columns = [*Claim.columns(), "date_start", "date_end", "date_prec"]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for claim in CHARTS[chart_id].drawn(edition).values():
            cells = [_cell(getattr(claim, name)) for name in Claim.columns()]
            writer.writerow([*cells, claim.date.start or "", claim.date.end or "",
                             claim.date.precision])


def _cell(value: object) -> object:
    if value is None:
        return ""
    return int(value) if isinstance(value, float) and value.is_integer() else value
