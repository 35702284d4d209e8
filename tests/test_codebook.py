"""The description of the data is that of the model."""

from __future__ import annotations

import subprocess
import sys

from conftest import REPO
from edition.codebook import TABLES
from edition.load import ENTITY_TABLES


def test_the_description_cannot_drift() -> None:
    """``data/README.md`` is what ``python -m edition.codebook`` prints."""
    done = subprocess.run([sys.executable, "-m", "edition.codebook"], capture_output=True,
                          check=True)
    assert done.stdout.decode("utf-8") == (REPO / "data/README.md").read_text("utf-8")


def test_every_table_is_described() -> None:
    """Each CSV file of the data has its section, and each section its file."""
    files = {p.relative_to(REPO).as_posix() for p in (REPO / "data").rglob("*.csv")}
    assert files == {name for name in TABLES if name.endswith(".csv")}
    assert set(ENTITY_TABLES) <= set(TABLES)
