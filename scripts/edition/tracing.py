"""What a notebook reads: watched while it runs, never declared.

Where the environment variable :data:`TRACE` names the edition's folder,
:func:`~edition.load.open_edition` hands out an edition whose tables tell when they are looked
into. It is the tables that are watched and not the fields that hold them, so that
``dataclasses.replace`` on such an edition reads nothing and hands the watched tables on. Loading
and checking read everything, and do not count. Other files below the edition and the package
count when they are opened.

How to add a table: name its files in ``_FILES``; a table that is not named there counts as
made from every file of the edition.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from edition.edition import Edition, EditionInfo

TRACE = "EDITION_TRACE"

_PACKAGE = Path(__file__).resolve().parent
# anchors are counted in the texts, or stand in a table where these are left out
_TEXTS = ("edition.yml", "passages.csv", "texts/*", "anchors.csv")
_FILES: Mapping[str, tuple[str, ...]] = {
    "info": ("edition.yml",),
    "texts": ("edition.yml", "texts/*"),
    "passages": _TEXTS,
    "entities": ("persons.csv", "places.csv", "organisations.csv", "units.csv", "works.csv",
                 "events.csv", "peoples.csv"),
    "mentions": ("mentions.csv", *_TEXTS),
    "claims": ("claims.csv", *_TEXTS),
    "notes": ("notes/*.yml", *_TEXTS),
    "references": ("references.bib",),
    "word_values": ("word_values.csv",),
    "controls": ("control.csv", *_TEXTS),
    "dates": ("dates.csv", *_TEXTS),
    "numerals": ("numerals.csv", *_TEXTS),
    "parallels": ("parallels.csv",),
    "estimates": ("estimates.csv",),
    "subjects": ("subjects.csv",),
    "reviews": ("reviews.csv",),
    "number_words": ("number_words.csv",),
    "allowed": ("allowed.csv",),
    "runs": ("releases/notebooks.csv",),
}
"""Field of the edition → the files that it is made from."""


def files_of(edition: Edition, tables: Iterable[str]) -> set[str]:
    """The files that tables of the edition are made from, relative to its root."""
    patterns = [pattern for table in tables for pattern in _FILES.get(table, ("*",))]
    return {file for file in edition.files
            if any(PurePosixPath(file).match(pattern) for pattern in patterns)}


# --- watching ---------------------------------------------------------------------

_read: set[str] = set()  # tables looked into
_opened: set[str] = set()  # files opened other than by loading
_loading = 0


def tracing() -> bool:
    """Whether this process is to tell what it reads."""
    return bool(os.environ.get(TRACE))


@contextmanager
def unwatched() -> Iterator[None]:
    """Files opened within are not counted."""
    global _loading
    _loading += 1
    try:
        yield
    finally:
        _loading -= 1


def watched(edition: Edition) -> Edition:
    """The same edition with tables that tell when they are looked into."""
    return replace(edition, **{
        field.name: _watch(getattr(edition, field.name), partial(_read.add, field.name))
        for field in fields(Edition)
    })


@contextmanager
def read_within() -> Iterator[set[str]]:
    """The tables of watched editions that are looked into within, once it has been left."""
    before, found = set(_read), set[str]()
    _read.clear()
    try:
        yield found
    finally:
        found |= _read
        _read.update(before)


def report() -> str:
    """What has been read so far, as JSON: tables; modules of the package and further files."""
    modules = {str(getattr(module, "__file__", "")) for name, module in sys.modules.items()
               if name.partition(".")[0] == _PACKAGE.name}
    return json.dumps({"tables": sorted(_read), "files": sorted(modules | _opened)})


def _watch(value: Any, tell: Callable[[], None]) -> Any:
    if isinstance(value, EditionInfo):
        return _Info.telling(value, tell)
    return _Table(value, tell) if isinstance(value, Mapping) else _Rows.telling(value, tell)


class _Table(Mapping[str, Any]):
    """A table by identifier."""

    def __init__(self, rows: Mapping[str, Any], tell: Callable[[], None]) -> None:
        self._rows, self._tell = rows, tell

    def __getitem__(self, key: str) -> Any:
        self._tell()
        return self._rows[key]

    def __iter__(self) -> Iterator[str]:
        self._tell()
        return iter(self._rows)

    def __len__(self) -> int:
        self._tell()
        return len(self._rows)


class _Rows(tuple):
    """A table without identifiers."""

    _tell: Callable[[], None]

    @classmethod
    def telling(cls, rows: tuple[Any, ...], tell: Callable[[], None]) -> _Rows:
        made = cls(rows)
        made._tell = tell
        return made

    def __getitem__(self, key: Any) -> Any:
        self._tell()
        return super().__getitem__(key)

    def __iter__(self) -> Iterator[Any]:
        self._tell()
        return super().__iter__()

    def __len__(self) -> int:
        self._tell()
        return super().__len__()

    def __contains__(self, value: object) -> bool:
        self._tell()
        return super().__contains__(value)


class _Info(EditionInfo):
    """What is said of the edition as a whole."""

    @classmethod
    def telling(cls, info: EditionInfo, tell: Callable[[], None]) -> _Info:
        made = cls(**{field.name: getattr(info, field.name) for field in fields(EditionInfo)})
        object.__setattr__(made, "_tell", tell)
        return made

    def __getattribute__(self, name: str) -> Any:
        # one made by dataclasses.replace has no such function: its fields have been read
        object.__getattribute__(self, "__dict__").get("_tell", lambda: None)()
        return object.__getattribute__(self, name)


def _note_opened(event: str, details: tuple[Any, ...]) -> None:
    if event != "open" or _loading or details[1] not in ("r", "rb") or isinstance(details[0], int):
        return
    path = Path(os.fsdecode(details[0])).resolve()
    root = Path(os.environ[TRACE])
    own = any(map(path.is_relative_to, (_PACKAGE, root / "data", root / "book")))
    if own and path.suffix not in (".py", ".pyc"):  # modules are told by their names
        _opened.add(str(path))


if tracing():
    sys.addaudithook(_note_opened)
