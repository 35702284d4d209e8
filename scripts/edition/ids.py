"""The ids of the edition, and those that its releases have recorded.

A release writes every id to ``data/releases/``, one to a line. A passage is there for good;
a note, a row or a figure may be withdrawn, and is then known as what it was.
"""

from __future__ import annotations

import re
from pathlib import Path

from edition.anchors import PASSAGE
from edition.charts.registry import CHARTS
from edition.description import NAME
from edition.edition import Edition

RELEASES = "data/releases"


def all_ids(edition: Edition) -> list[str]:
    """Every id: passages in the order of the texts, notes, rows, records, figures, the whole."""
    tables = (edition.passages, edition.notes, edition.claims, edition.controls, edition.dates,
              edition.mention, edition.numerals, edition.parallels, edition.estimates,
              edition.entities, edition.subjects, CHARTS, (NAME,))
    return list(dict.fromkeys(key for table in tables for key in table))


def is_passage(key: str) -> bool:
    """Whether an id has the form of a passage's: ``DB.12`` or ``DB.12.5``."""
    return re.fullmatch(PASSAGE, key) is not None


def records(root: Path) -> list[Path]:
    """The records of the releases, in the order of their versions."""
    return sorted((root / RELEASES).glob("*.txt"),
                  key=lambda path: tuple(map(int, path.stem.split("."))))


def withdrawn(root: Path, edition: Edition) -> dict[str, str]:
    """Ids of released versions that the edition no longer has → the last release with them."""
    released = {key: path.stem for path in records(root)
                for key in path.read_text("utf-8").split()}
    known = set(all_ids(edition))
    return {key: release for key, release in released.items() if key not in known}
