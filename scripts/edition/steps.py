"""Steps of a build, side by side: each in a process of its own, as soon as it can begin.

How to add a step: name it in the list of :mod:`edition.build`, with the titles of the steps
(or of what they give on the way) that it must wait for.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.synchronize import Event
from typing import Any

# a process that begins as a copy of this one has the modules and the edition already
_PROCESSES: Any = multiprocessing.get_context(
    "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")


@dataclass(frozen=True)
class Step:
    """Something to be made."""

    title: str
    make: Callable[..., None]  # takes the function that tells that something is there already
    after: tuple[str, ...] = ()  # titles of steps, or what they give, that it waits for
    gives: tuple[str, ...] = ()  # what others may take up before the step is done


class BuildError(Exception):
    """The book could not be built; what was wrong has been printed."""


def run_steps(steps: Iterable[Step], say: Callable[[str], None]) -> None:
    """Run all steps; the first error ends the others and is raised as it is."""
    listed = list(steps)
    there = {name: _PROCESSES.Event() for s in listed for name in (s.title, *s.gives)}
    running: dict[Connection, tuple[Step, Any]] = {}
    try:
        for step in listed:
            here, away = _PROCESSES.Pipe(duplex=False)
            process = _PROCESSES.Process(target=_run, args=(step, there, away), daemon=True)
            process.start()
            away.close()
            running[here] = step, process
        while running:
            for ready in wait(list(running)):
                _hear(running, ready, say)  # type: ignore[arg-type]
    finally:
        for _, process in running.values():
            process.terminate()
        for _, process in running.values():
            process.join()


def _hear(running: dict[Connection, tuple[Step, Any]], ready: Connection,
          say: Callable[[str], None]) -> None:
    """Take what a step says: that it begins, how long it took, or what went wrong."""
    step, process = running[ready]
    try:
        said = ready.recv()
    except EOFError:
        raise BuildError(f"the step '{step.title}' ended early") from None
    if isinstance(said, BaseException):
        raise said
    if said is None:
        say(f"{step.title} …")
        return
    say(f"{step.title}: {said:.1f} s")
    process.join()
    del running[ready]


def _run(step: Step, there: Mapping[str, Event], told: Connection) -> None:
    """What the process of a step does."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.freeze()  # what was loaded before stays
    collect_seldom()
    try:
        for name in step.after:
            there[name].wait()
        told.send(None)
        began = time.perf_counter()
        step.make(lambda name: there[name].set())
        told.send(time.perf_counter() - began)
        for name in (step.title, *step.gives):
            there[name].set()
    except KeyboardInterrupt:
        pass  # the parent has been interrupted, too, and says so
    except Exception as error:
        error.add_note(traceback.format_exc())  # of this process; the error is raised in another
        told.send(error)


def collect_seldom() -> None:
    """Look seldom for what may be freed.

    Pages are many small things; looking through them at Python's own pace takes a third of the
    time that a book takes.
    """
    gc.set_threshold(200_000, 20, 100)


def _end_with_parent() -> None:
    """A build that was killed leaves no process behind that goes on writing."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
