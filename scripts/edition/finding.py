"""Where the data are: the folder of an edition, its data folder, or a data package.

An edition's folder holds ``data/edition.yml``; a data package is a folder that holds
``datapackage.json`` and the files of ``data/`` beside it.
"""

from __future__ import annotations

import os
from pathlib import Path

from edition.problems import EditionError

VARIABLE = "EDITION_DATA"
_INFO, _PACKAGE, _DATA = "edition.yml", "datapackage.json", "data"
_OWN = Path(__file__).resolve().parents[2]  # where the package is used from its sources


def find_root(start: Path | None = None) -> Path:
    """The folder that :envvar:`EDITION_DATA` names, or the nearest with data above ``start``.

    Raises :class:`~edition.problems.EditionError` with what was looked for and where.
    """
    named = os.environ.get(VARIABLE)
    if named:
        return _named(Path(named))
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents, _OWN):
        found = _in(folder)
        if found:
            return found
    raise EditionError(f"no data found: neither {_DATA}/{_INFO} nor {_PACKAGE} with {_INFO} is in "
                       f"{here} or in a folder above it; {_WAYS}")


def is_flat(root: Path) -> bool:
    """Whether the files of the data stand in the folder itself and not in ``data/``."""
    return not (root / _DATA / _INFO).is_file() and (root / _INFO).is_file()


def _in(folder: Path) -> Path | None:
    """The edition or package that a folder is, or that its ``data`` is."""
    inner = folder / _DATA
    if (inner / _INFO).is_file():
        return inner if (inner / _PACKAGE).is_file() else folder
    return folder if (folder / _INFO).is_file() and (folder / _PACKAGE).is_file() else None


def _named(given: Path) -> Path:
    folder = given.resolve()
    found = _in(folder)
    if found:
        return found
    if (folder / _INFO).is_file():
        return folder.parent if folder.name == _DATA else folder
    raise EditionError(f"no data found: {VARIABLE} names {given}, and neither {_DATA}/{_INFO} nor "
                       f"{_INFO} is there; {_WAYS}")


_WAYS = ("name the folder of the edition, its data folder or a data package, as "
         f"open_edition(\"folder\") or in the environment variable {VARIABLE}; or work in that "
         "folder or below it")
