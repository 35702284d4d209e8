"""Put a finished build in the place of the last one, so that nothing can come in between.

What a build has made stands whole in ``.next`` before anything is swapped. The swap is first
written down in ``.swap``; whoever comes next finds it there after a crash and finishes it, so
that the outputs are never of two builds. One build at a time works in a folder: it holds a
lock of the operating system, which is given back when the process ends, however it ends.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

STAMP = ".stamp"  # of the inputs; goes first and comes last, so that it never tells of a mixture
NEXT, OLD, PLAN, LOCK = ".next", ".old", ".swap", ".lock"
_PAUSE = 0.2  # seconds between two looks at the lock


@contextlib.contextmanager
def alone(out: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Wait until no other build works in ``out``, then finish what a crash has left."""
    out.mkdir(parents=True, exist_ok=True)
    with (out / LOCK).open("a+") as lock:
        if not _locked(lock):
            say("Another build is at work in this folder; waiting for it to end …")
            while not _locked(lock):
                time.sleep(_PAUSE)
        finish(out)
        try:
            yield
        finally:
            if is_whole(out):  # what was not finished takes up room for nothing
                shutil.rmtree(out / NEXT, ignore_errors=True)


def swap(out: Path, stamp: str) -> None:
    """Put everything in ``.next``, with its stamp, in the place of what stands in ``out``."""
    following = out / NEXT
    (following / STAMP).write_text(stamp)
    names = sorted(made.name for made in following.iterdir() if made.name != STAMP)
    shutil.rmtree(out / OLD, ignore_errors=True)
    _write_whole(out / PLAN, json.dumps([*names, STAMP]))
    finish(out)


def finish(out: Path) -> None:
    """Carry a swap that is written down to its end; without one, clear what a crash has left."""
    plan = out / PLAN
    if plan.is_file():
        (out / OLD).mkdir(exist_ok=True)
        names = json.loads(plan.read_text())
        _set_aside(out, STAMP)
        for name in names:
            _set_aside(out, name)
            made = out / NEXT / name
            if made.exists():
                made.rename(out / name)
        plan.unlink()
    _part(plan).unlink(missing_ok=True)
    for left in (OLD, NEXT):
        shutil.rmtree(out / left, ignore_errors=True)


def is_whole(out: Path) -> bool:
    """Whether no swap is under way, or was when a build was ended."""
    return not (out / PLAN).exists()


def _set_aside(out: Path, name: str) -> None:
    """Move an output away, if its follower is still to come."""
    current = out / name
    if (out / NEXT / name).exists() and current.exists():
        current.rename(out / OLD / name)


def _write_whole(path: Path, text: str) -> None:
    """Write a file so that it is there in full or not at all, also when the power fails."""
    with _part(path).open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    _part(path).replace(path)


def _part(path: Path) -> Path:
    """Where a file is written that is not yet whole."""
    return path.with_name(f"{path.name}.part")


def _locked(lock: IO[str]) -> bool:
    """Take the lock if nobody holds it."""
    try:
        _take(lock.fileno())
    except (BlockingIOError, PermissionError):  # held by another process
        return False
    return True


if sys.platform == "win32":
    import msvcrt

    def _take(number: int) -> None:
        os.lseek(number, 0, os.SEEK_SET)
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
