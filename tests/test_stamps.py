"""Stamps: a hash that changes just when the files do."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from conftest import change
from edition.stamps import data_stamp, input_stamp, stamp


def test_same_files_same_stamp(tiny: Callable[..., Path]) -> None:
    """The stamp of a copy elsewhere is the same; reading changes nothing."""
    root = tiny("a")
    copy = root.parent / "b"
    shutil.copytree(root, copy)
    assert data_stamp(root) == data_stamp(root) == data_stamp(copy)


def test_a_changed_cell_changes_the_stamp(tiny: Callable[..., Path]) -> None:
    """One letter of one table is enough, for notebooks and for the book."""
    root = tiny()
    before = data_stamp(root), input_stamp(root)
    change(root, "data/works.csv", "invented newspaper", "invented Newspaper")
    assert data_stamp(root) != before[0]
    assert input_stamp(root) != before[1]


def test_a_page_changes_the_book_and_not_the_data(tiny: Callable[..., Path]) -> None:
    """Notebooks need not run again because a page of prose was changed."""
    root = tiny(files={"book/index.md": "# One"})
    before = data_stamp(root), input_stamp(root)
    change(root, "book/index.md", "One", "Two")
    assert data_stamp(root) == before[0]
    assert input_stamp(root) != before[1]


def test_names_and_absence_count(tmp_path: Path) -> None:
    """Renaming a file or taking it away changes the stamp, the order of listing does not."""
    a, b, c = (tmp_path / name for name in "abc")
    a.write_text("x")
    b.write_text("y")
    assert stamp([a, b], tmp_path) == stamp([b, a, a], tmp_path)
    before = stamp([a, b], tmp_path)
    b.rename(c)
    assert len({before, stamp([a, b], tmp_path), stamp([a, c], tmp_path)}) == 3
