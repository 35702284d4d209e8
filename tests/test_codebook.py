"""The description of the data is that of the model."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from conftest import REPO
from edition.codebook import TABLES, codebook
from edition.derived import DERIVED
from edition.load import ENTITY_TABLES


def test_the_description_cannot_drift() -> None:
    """``data/README.md`` is what ``python -m edition.codebook`` prints."""
    done = subprocess.run([sys.executable, "-m", "edition.codebook"], capture_output=True,
                          check=True)
    assert done.stdout.decode("utf-8") == (REPO / "data/README.md").read_text("utf-8")


def test_every_table_is_described() -> None:
    """Each CSV file of the data has its section, and each section its file or what makes it."""
    data = REPO / "data"
    files = {p.relative_to(data).as_posix() for p in data.rglob("*.csv")}
    assert files == {table.file for table in TABLES.values() if not table.derived}
    assert {Path(file).name for file in ENTITY_TABLES} <= files
    assert {table.name for table in TABLES.values() if table.derived} == set(DERIVED)
    assert [n for n, t in TABLES.items() if f"\n## {t.file}\n" not in codebook()] == []
