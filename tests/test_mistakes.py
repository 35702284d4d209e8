"""The catalogue of mistakes: one folder for each in ``tests/mistakes``.

``change.toml`` says what is done to the tiny edition (``old`` becomes ``new``, or the bytes
``hex``; or the file is deleted), ``expected.txt`` what ``edition check`` then says, in full.

How to add one: make a folder with a ``change.toml``, run the test, read what it says, and
put that into ``expected.txt`` if an editor could mend the mistake by it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from edition import EditionError, open_edition
from edition.cli import main

MISTAKES = sorted(path for path in Path(__file__).with_name("mistakes").iterdir() if path.is_dir())


def make_mistake(root: Path, folder: Path) -> None:
    """Change the edition in ``root`` as the folder's ``change.toml`` says."""
    described = tomllib.loads((folder / "change.toml").read_text("utf-8"))
    for change in described["change"]:
        path = root / change["file"]
        if change.get("delete"):
            path.unlink()
            continue
        old, raw = change["old"].encode(), path.read_bytes()
        new = bytes.fromhex(change["hex"]) if "hex" in change else change["new"].encode()
        assert raw.count(old) == 1, f"{change['old']!r} stands {raw.count(old)} times"
        path.write_bytes(raw.replace(old, new))


def content(root: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


@pytest.mark.parametrize("folder", MISTAKES, ids=lambda folder: folder.name)
def test_mistake(folder: Path, tiny: Callable[..., Path], capsys: pytest.CaptureFixture) -> None:
    """``edition check`` exits with 1, says just what is expected, and changes no file."""
    root = tiny()
    make_mistake(root, folder)
    before = content(root)
    assert main(["--root", str(root), "check"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (folder / "expected.txt").read_text("utf-8")
    assert content(root) == before


def test_the_tiny_edition_has_no_problem(tiny: Callable[..., Path]) -> None:
    """Every message in the catalogue is due to its mistake."""
    assert open_edition(tiny()).info.title == "Two Tiny Accounts"


@pytest.mark.parametrize("names", [
    ("impossible-date", "words-ambiguous", "note-without-grade", "setting-misspelt",
     "conflict-one-sided", "variant-not-found", "consulted-without-day"),
    ("numeral-unmet", "numeral-outside-its-row", "capital-unmet", "date-of-unknown-event",
     "shares-out-of-order", "parallel-not-fitting", "estimate-without-number",
     "review-says-nothing", "review-with-wrong-notes", "event-at-no-place",
     "words-tied-twice"),
], ids=["of-many-files", "of-the-apparatus"])
def test_all_problems_come_out_in_one_pass(tiny: Callable[..., Path],
                                           names: tuple[str, ...]) -> None:
    """Several mistakes in several files are reported together, sorted by file and line."""
    folder = Path(__file__).with_name("mistakes")
    root = tiny()
    expected = []
    for name in names:
        make_mistake(root, folder / name)
        *problems, _ = (folder / name / "expected.txt").read_text("utf-8").splitlines()
        expected += problems
    with pytest.raises(EditionError) as raised:
        open_edition(root)
    *said, count = str(raised.value).splitlines()
    assert set(said) == set(expected)
    assert count == f"{len(expected)} problems"
    assert list(raised.value.problems) == sorted(raised.value.problems)


def test_a_lost_row_is_no_problem_of_those_that_name_it(tiny: Callable[..., Path]) -> None:
    """A person whose date is wrong is not also reported as missing by mentions and notes."""
    root = tiny()
    path = root / "data" / "persons.csv"
    path.write_text(path.read_text("utf-8").replace("1910~", "1910-13"), "utf-8")
    with pytest.raises(EditionError) as raised:
        open_edition(root)
    assert [p.value for p in raised.value.problems] == ["1910-13"]
