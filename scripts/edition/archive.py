"""Archives that are the same byte for byte whenever they are made from the same files."""

from __future__ import annotations

import datetime as dt
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path


def files_below(folder: Path) -> dict[str, Path]:
    """Path relative to the folder → file, in order."""
    return {path.relative_to(folder).as_posix(): path
            for path in sorted(folder.rglob("*")) if path.is_file()}


def write_zip(target: Path, members: Mapping[str, Path], date: dt.date) -> None:
    """Write the files under the names given, all of them dated with ``date``.

    They lie in one folder with the name of the archive, so that unpacking it litters
    nothing. Of the rights only whether a file can be run is kept.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, path in sorted(members.items()):
            runs = os.access(path, os.X_OK)
            archive.writestr(dated(f"{target.stem}/{name}", date, 0o755 if runs else 0o644),
                             path.read_bytes())


def dated(name: str, date: dt.date, rights: int = 0o644) -> zipfile.ZipInfo:
    """An entry of an archive that does not depend on the clock or the machine."""
    entry = zipfile.ZipInfo(name, (*date.timetuple()[:3], 0, 0, 0))
    entry.create_system = 3  # Unix, on every machine, so that the rights are understood
    entry.external_attr = (0o100000 | rights) << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
