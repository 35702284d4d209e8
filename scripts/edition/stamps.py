"""Has anything changed? Hashes over the files that something is made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def stamp(files: Iterable[Path], root: Path) -> str:
    """A hash over names and contents; a file that is missing counts as such.

    It does not depend on where the files lie: those of the package have the same names
    whether it is in ``root`` or installed elsewhere.
    """
    digest = hashlib.sha256()
    for name, path in sorted((_name(path, root), path) for path in set(files)):
        digest.update(name.encode() + b"\0")
        digest.update(path.read_bytes() if path.is_file() else b"(missing)")
        digest.update(b"\0")
    return digest.hexdigest()


def _name(path: Path, root: Path) -> str:
    for folder, prefix in ((_PACKAGE, _PACKAGE.name), (root, "")):
        if path.is_relative_to(folder):
            return Path(prefix, path.relative_to(folder)).as_posix()
    return path.name


def data_stamp(root: Path) -> str:
    """Over the data and the code that reads and draws them: what pages are made from."""
    return stamp([*_below(root / "data"), *_below(_PACKAGE, ".py"),
                  *_below(_PACKAGE, ".geojson")], root)


def input_stamp(root: Path) -> str:
    """Over everything that the book is built from."""
    return stamp(sources(root), root)


def sources(root: Path) -> list[Path]:
    """Every file that the book is built from."""
    own = [root / name for name in ("_config.yml", "pyproject.toml", "requirements.txt",
                                    "README.md", "CHANGELOG.md")]
    folders = (root / "data", root / "book", root / "LICENSES", _PACKAGE)
    return [*own, *(path for folder in folders for path in _below(folder))]


def _below(folder: Path, suffix: str = "") -> list[Path]:
    return [p for p in folder.rglob("*")
            if p.is_file() and p.name.endswith(suffix)
            and not {"__pycache__", ".ipynb_checkpoints"} & set(p.parts)]
