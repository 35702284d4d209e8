"""The package as a wheel, for readers who run the notebooks in a folder of their own."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from edition.stamps import stamp

# the rights of the files that setuptools writes are to be the same everywhere, too
_BUILD = """
import os, sys
from setuptools.build_meta import build_wheel
os.umask(0o022)
build_wheel(sys.argv[1])
"""


def write_wheel(root: Path, work: Path, date: dt.date, folder: Path) -> None:
    """Put the wheel of the package in ``root`` into a folder.

    It is made of a copy of the sources in ``work``, without the network, dated with the
    edition, and only when the code has changed.
    """
    made, stamp_file = work / "made", work / "stamp"
    current = f"{stamp(_sources(root), root)} {date}"
    if not stamp_file.is_file() or stamp_file.read_text() != current:
        shutil.rmtree(work, ignore_errors=True)
        _build(root, work / "sources", date, made)
        stamp_file.write_text(current)
    for wheel in made.iterdir():
        shutil.copyfile(wheel, folder / wheel.name)


def _sources(root: Path) -> Iterator[Path]:
    """What the wheel is made of."""
    yield root / "pyproject.toml"
    yield root / "README.md"
    for folder in (root / "LICENSES", root / "scripts" / "edition"):
        yield from (p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)


def _build(root: Path, copy: Path, date: dt.date, made: Path) -> None:
    for source in _sources(root):
        target = copy / source.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        target.chmod(0o644)  # a wheel keeps the rights of its files, and they are to be the same
    made.mkdir(parents=True)
    noon = dt.datetime.combine(date, dt.time(12), dt.UTC)
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(noon.timestamp()))}
    subprocess.run([sys.executable, "-c", _BUILD, str(made)], cwd=copy, env=environment,
                   check=True, capture_output=True)
