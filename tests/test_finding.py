"""Finding the data: by argument, by EDITION_DATA, by the nearest folder above."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import change
from edition import Edition, EditionError, finding, open_edition
from edition.finding import find_root


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable is set, the work is done far from any data, and the package is installed."""
    monkeypatch.delenv("EDITION_DATA", raising=False)
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    monkeypatch.setattr(finding, "_OWN", tmp_path / "site-packages")


@pytest.fixture
def package(tiny: Callable[..., Path], tmp_path: Path) -> Path:
    """The tiny edition as a data package, in a folder with a name of its own."""
    folder = tmp_path / "two-accounts-data"
    shutil.move(tiny() / "data", folder)
    described = {"name": "two-accounts", "resources": []}
    (folder / "datapackage.json").write_text(json.dumps(described), "utf-8")
    return folder


def same(edition: Edition, other: Edition) -> bool:
    """Whether two editions hold the same rows (rows are compared without their places)."""
    return (edition.claims, edition.notes, edition.passages, edition.entities) == (
        other.claims, other.notes, other.passages, other.entities)


def test_a_data_package_is_read(package: Path, tiny_edition: Edition) -> None:
    """The files stand beside ``datapackage.json``, and are named so."""
    edition = open_edition(package)
    assert same(edition, tiny_edition)
    assert edition.files == tuple(f.removeprefix("data/") for f in tiny_edition.files)
    assert all((package / file).is_file() for file in edition.files)


@pytest.mark.parametrize("below", [".", "notes", "work/today"])
def test_the_nearest_package_above(
    package: Path, tiny_edition: Edition, monkeypatch: pytest.MonkeyPatch, below: str
) -> None:
    """Notebooks in the package or in a folder of it need name nothing."""
    (package / below).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(package / below)
    assert find_root() == package
    assert same(open_edition(), tiny_edition)


def test_the_nearest_edition_above(tiny: Callable[..., Path]) -> None:
    """As in the repository, from anywhere in it."""
    root = tiny()
    assert find_root(root / "data" / "notes") == root
    assert find_root(root) == root


def test_a_package_beside_the_notebooks(package: Path) -> None:
    """In a folder ``data`` next to them it is found as well."""
    package.rename(package.parent / "data")
    assert find_root(package.parent / "notebooks") == package.parent / "data"


def test_the_nearer_wins(package: Path, tiny: Callable[..., Path]) -> None:
    """A package within an edition's folder, and a description of other data, which is none."""
    root = tiny("other")
    inner = root / "work" / "package"
    shutil.copytree(package, inner)
    assert find_root(inner / "notes") == inner
    (inner / "notes" / "datapackage.json").write_text("{}")
    assert find_root(inner / "notes") == inner
    assert find_root(root / "work") == root


@pytest.mark.parametrize("given", ["root", "data", "package"])
def test_the_variable_may_name_any_of_them(
    package: Path, tiny: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, given: str,
    tiny_edition: Edition
) -> None:
    """The edition's folder, its data folder, or a data package; and it goes before the nearest."""
    root = tiny("other")
    named = {"root": root, "data": root / "data", "package": package}[given]
    monkeypatch.setenv("EDITION_DATA", str(named))
    assert find_root(package if given != "package" else root) == (
        package if given == "package" else root)
    assert same(open_edition(), tiny_edition)
    assert same(open_edition(named), tiny_edition)


def test_a_data_folder_with_another_name(tiny: Callable[..., Path], tiny_edition: Edition,
                                         monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a description it can be named, as argument or by the variable."""
    folder = tiny().parent / "tables"
    shutil.move(tiny("again") / "data", folder)
    assert same(open_edition(folder), tiny_edition)
    monkeypatch.setenv("EDITION_DATA", str(folder))
    assert same(open_edition(), tiny_edition)


@pytest.mark.parametrize(("file", "old", "new", "told"), [
    ("claims.csv", "approx,stated", "aprox,stated", "claims.csv:2: qualifier: 'aprox'"),
    ("notes/AA.yml", "grade: internal", "grade: sure", "notes/AA.yml:"),
    ("edition.yml", "texts/aa.txt", "texts/zz.txt", "texts/zz.txt: cannot be read"),
    ("claims.csv", ",peze,", ",pezze,", "claims.csv:2: place_id: 'pezze'"),
])
def test_problems_name_the_files_of_the_package(
    package: Path, file: str, old: str, new: str, told: str
) -> None:
    """A problem says which file of this folder, with no ``data/`` that is not there."""
    text = (package / file).read_text("utf-8")
    assert old in text
    (package / file).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(EditionError) as caught:
        open_edition(package)
    lines = str(caught.value).splitlines()
    assert any(line.startswith(told) for line in lines), lines
    assert not any("data/" in line for line in lines)


def test_nothing_found_says_what_was_looked_for(tmp_path: Path) -> None:
    """What, where, and the three ways to name it."""
    with pytest.raises(EditionError) as caught:
        open_edition()
    said = str(caught.value)
    for words in ("data/edition.yml", "datapackage.json", str(tmp_path / "empty"),
                  'open_edition("folder")', "EDITION_DATA", "work in that folder"):
        assert words in said


def test_a_wrong_variable_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not passed over in silence."""
    monkeypatch.setenv("EDITION_DATA", str(tmp_path / "gone"))
    with pytest.raises(EditionError, match="EDITION_DATA names .*gone, and neither"):
        open_edition()


def test_the_command_in_a_package(package: Path) -> None:
    """``edition check`` and ``edition cite`` work where only the data are."""
    change(package, "claims.csv", "approx,stated", "aprox,stated")
    done = subprocess.run([sys.executable, "-m", "edition.cli", "check"], cwd=package / "notes",
                          capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("claims.csv:2: qualifier: 'aprox'")
