"""Rerunning in a clean environment: the downloads alone, and what ``edition lab`` opens."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from conftest import REPO
from edition import Edition, lab

pytestmark = pytest.mark.index

PIP = ("-m", "pip", "--disable-pip-version-check")
LOCKED = re.compile(r"^([\w.-]+==[^\\\n]*?) *\\?$", re.MULTILINE)
DRAWN = ("image/svg+xml", "text/html")


@pytest.fixture(scope="module")
def python(outputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel, what it needs in the locked versions, and a kernel."""
    folder = tmp_path_factory.mktemp("clean")
    lock = folder / "constraints.txt"
    lock.write_text("\n".join(LOCKED.findall((REPO / "requirements.txt").read_text("utf-8"))))
    probe = run(sys.executable, *PIP, "download", "-q", "--no-deps", "--only-binary", ":all:",
                "-c", lock, "-d", folder, "edtf")
    if probe.returncode and os.environ.get("CI") != "true":
        pytest.skip("no package index can be reached")
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    python = next(p for p in (folder / "venv/bin/python", folder / "venv/Scripts/python.exe")
                  if p.exists())
    wheel, = (outputs / "html/downloads").glob("*.whl")
    done = run(python, *PIP, "install", "-q", "--only-binary", ":all:", "-c", lock, wheel,
               "ipykernel", "nbclient")
    assert done.returncode == 0, done.stderr
    return python


def run(*command: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command that is told nothing of this repository."""
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "EDITION_DATA")}
    return subprocess.run([str(part) for part in command], capture_output=True, text=True,
                          check=False, env={**kept, **environment})


def execute(python: Path, folder: Path, **environment: str) -> None:
    """Run every notebook of a folder, as ``jupyter execute`` does."""
    notebooks = sorted(folder.glob("*.ipynb"))
    assert notebooks
    done = run(python, "-m", "jupyter", "execute", "--inplace", *notebooks, **environment)
    assert done.returncode == 0, done.stderr


def drawn(path: Path) -> list[str]:
    """What the cells of a notebook show: figures and tables."""
    outputs = [output for cell in nbformat.read(path, as_version=4).cells
               for output in cell.get("outputs", ())]
    assert not [o for o in outputs if o.output_type == "error"]
    return [o.data[kind] for o in outputs for kind in DRAWN if kind in o.get("data", {})]


def test_the_downloads_run_by_themselves(outputs: Path, edition: Edition, python: Path,
                                         tmp_path: Path) -> None:
    """Notebooks and data package in a folder, the wheel installed: the same figures."""
    package = tmp_path / "two-accounts-data"
    copy_package(outputs, edition, package)
    for notebook in (outputs / "html/downloads/notebooks").glob("*.ipynb"):
        plain = nbformat.read(notebook, as_version=4)
        for cell in plain.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        nbformat.write(plain, package / notebook.name)
    execute(python, package)
    compare(package, outputs)


def test_the_working_copy_runs_and_draws_the_same(outputs: Path, python: Path,
                                                  tmp_path: Path) -> None:
    """What ``edition lab`` opens, with the data where it says they are."""
    lab.working_copy(REPO, tmp_path)
    execute(python, tmp_path, EDITION_DATA=str(REPO))
    compare(tmp_path, outputs)


def copy_package(outputs: Path, edition: Edition, folder: Path) -> None:
    """The data package of the build."""
    if (outputs / "data").is_dir():
        shutil.copytree(outputs / "data", folder)
        return
    for file in edition.files:
        target = folder / file.removeprefix("data/")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(REPO / file, target)
    described = {"name": "two-accounts", "resources": []}
    (folder / "datapackage.json").write_text(json.dumps(described), "utf-8")


def compare(folder: Path, outputs: Path) -> None:
    """Each notebook has drawn what the published one shows."""
    published = sorted((outputs / "notebooks").glob("*.ipynb"))
    assert [p.name for p in sorted(folder.glob("*.ipynb"))] == [p.name for p in published]
    for path in published:
        assert any("<svg" in shown for shown in drawn(path)), path.name
        assert drawn(folder / path.name) == drawn(path), path.name
