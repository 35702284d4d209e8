"""The record of runs for a release: written by that alone, and read like any table."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import platform
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import REPO, change
from edition import EditionError, open_edition
from edition.runs import record_runs
from test_execution import CLAIMS, OPEN, notebook

TODAY = dt.date(2026, 11, 22)


def test_runs_are_recorded(tiny: Callable[..., Path]) -> None:
    """Each notebook with the day, its seconds, and the versions; the next load reads them."""
    root = tiny(files={"book/claims.md": CLAIMS, "book/prose.md": "# Prose\n"})
    assert record_runs(root, TODAY) == root / "data/releases/notebooks.csv"
    edition = open_edition(root)
    run, = edition.runs.values()
    assert (run.notebook, run.run_on, run.version) == ("claims", "2026-11-22",
                                                       edition.info.version)
    assert run.seconds is not None and 0 < run.seconds < 120
    assert (run.python, run.matplotlib, run.pandas) == (
        platform.python_version(), importlib.metadata.version("matplotlib"),
        importlib.metadata.version("pandas"))


def test_a_failing_notebook_leaves_the_record(tiny: Callable[..., Path]) -> None:
    """No release records a run that did not end well."""
    root = tiny(files={"book/broken.md": notebook(OPEN, "edition.claims['C9']")})
    before = (root / "data/releases/notebooks.csv").read_bytes()
    with pytest.raises(EditionError, match="cell 2: .* raises KeyError"):
        record_runs(root, TODAY)
    assert (root / "data/releases/notebooks.csv").read_bytes() == before


@pytest.mark.parametrize(("old", "new", "told"), [
    ("2026-11-20", "yesterday", r"data/releases/notebooks\.csv:2: run_on: 'yesterday'"),
    ("2.5,", "long,", r"data/releases/notebooks\.csv:2: seconds: 'long': is not a number"),
    ("3.12.1", "", r"data/releases/notebooks\.csv:2: python: must not be blank"),
])
def test_the_record_is_checked(tiny: Callable[..., Path], old: str, new: str, told: str) -> None:
    """As every table, with file, line and column."""
    root = tiny()
    change(root, "data/releases/notebooks.csv", old, new)
    with pytest.raises(EditionError, match=told):
        open_edition(root)


def test_there_is_no_run_without_a_release() -> None:
    """The versions recorded are versions whose passage ids were released."""
    edition = open_edition(REPO)
    released = {p.stem for p in (REPO / "data/releases").glob("*.txt")}
    assert {run.version for run in edition.runs.values()} <= released
