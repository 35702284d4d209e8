"""One cell broken at a time over the real tables: what the check must catch, it catches.

A sample of what ``scripts/mutate.py`` does, one change to each column; the whole is run by hand.
"""

from __future__ import annotations

import importlib.util
import random
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from conftest import REPO, write_tiny
from edition.checks import reach
from edition.codebook import TABLES

TABLES_BY_NAME = {t.name: t.record.columns() for t in TABLES.values() if not t.derived}


def load_script() -> ModuleType:
    """``scripts/mutate.py``, which is no module of the package."""
    spec = importlib.util.spec_from_file_location("mutate", REPO / "scripts" / "mutate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["mutate"] = module
    spec.loader.exec_module(module)
    return module


mutate = load_script()


def test_a_change_to_each_column_of_the_real_tables_is_caught() -> None:
    """Nothing passes that the columns say must not, and each problem has its line."""
    every = list(mutate.mutations(REPO, (), mutate.SEED))
    assert len(every) > 90_000
    assert {m.table for m in every} >= {*TABLES_BY_NAME, "notes", "references", "edition.yml"} - {
        "notebooks"}  # no version has been released, so there is no run to change
    wanted = mutate.drawn(every, 1, mutate.SEED, lambda m: (m.table, m.column))
    assert len(wanted) == len({(m.table, m.column) for m in every}) > 150
    tally = mutate.run(REPO, wanted, print)
    assert [(m.file, m.row, m.column, m.how, m.new) for m in tally.missed] == []
    assert tally.unplaced == []
    assert tally.caught.total() > len(wanted) / 2


def test_every_mutation_of_the_tiny_edition_is_accounted_for(tmp_path: Path) -> None:
    """The whole run over the tiny tables: caught, or free with a reason; in two processes, too."""
    root = write_tiny(tmp_path / "tiny")
    wanted = list(mutate.mutations(root, TINY_TABLES, mutate.SEED))
    tally = mutate.run(root, wanted, print)
    assert len(wanted) > 300
    assert mutate.report(mutate.run(root, wanted, print, jobs=2)) == mutate.report(tally)
    assert [(m.file, m.row, m.column, m.how, m.new) for m in tally.missed] == []
    assert tally.unplaced == []


TINY_TABLES = ("claims", "control", "dates", "numerals", "passages", "mentions")


def test_what_is_not_declared_free_is_missed(tmp_path: Path,
                                             monkeypatch: pytest.MonkeyPatch) -> None:
    """The run would tell of a change that the check lets through."""
    root = write_tiny(tmp_path / "tiny")
    wanted = [m for m in mutate.mutations(root, ["estimates"], 1)
              if (m.column, m.how) == ("counts", "a letter more")]
    monkeypatch.setattr(mutate, "reason_why_free", lambda *_: "")
    tally = mutate.run(root, wanted, print)
    assert tally.missed == wanted
    assert "missed: data/estimates.csv E001 counts a letter more" in mutate.report(tally)


def test_so_many_of_each_sort_are_drawn() -> None:
    """Of each change to each column so many, or all; the same for the same seed."""
    every = list(mutate.mutations(REPO, ["works"], 1))
    few, all_of_them = mutate.drawn(every, 2, 5), mutate.drawn(every, len(every), 5)
    sorts = Counter((m.column, m.how) for m in every)
    assert Counter((m.column, m.how) for m in few) == {s: min(n, 2) for s, n in sorts.items()}
    assert sorted(map(repr, all_of_them)) == sorted(map(repr, every))
    assert mutate.drawn(every, 2, 5) == few


def test_free_columns_are_columns() -> None:
    """What is declared free is there, and says what may be done to it."""
    for table, columns in reach.FREE.items():
        assert all(which and why and which <= reach.ANY for which, why in columns.values())
        if table in ("entities", "notes", "references", "edition.yml"):
            continue
        for column in columns:
            assert column in {"", *TABLES_BY_NAME[table]}, (table, column)


@pytest.mark.parametrize("change", ["blanked", "a letter more", "another digit"])
def test_what_changes_are_made(change: str) -> None:
    """A cell is blanked, lengthened, shortened, given another digit and another row's value."""
    made = dict(mutate.changes("1943-08", ["1943-08", "1944", ""], random.Random(1)))
    assert set(made) == {"blanked", "a letter more", "a letter less", "another digit",
                         "of another row"}
    assert made[change] != "1943-08"
    assert dict(mutate.changes("", ["a"], random.Random(1))) == {"filled from another row": "a"}
