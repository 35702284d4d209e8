"""Steps of a build, side by side: each in a process of its own, as soon as it can begin.

How to add a step: name it in the list of :mod:`edition.build`, with the titles of the steps
(or of what they give on the way) that it must wait for. A step that ``takes`` what another
gives begins as a copy of the other's process at that moment, with all that is in its memory.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.synchronize import Event
from typing import Any

_FORKS = "fork" in multiprocessing.get_all_start_methods()
# a process that begins as a copy of this one has the modules and the edition already
_PROCESSES: Any = multiprocessing.get_context("fork" if _FORKS else "spawn")
_MOMENT = 10.0  # seconds


@dataclass(frozen=True)
class Step:
    """Something to be made."""

    title: str
    make: Callable[..., None]  # takes Others, and the things that it is handed
    after: tuple[str, ...] = ()  # titles of steps, or what they give, that it waits for
    gives: tuple[str, ...] = ()  # what others may take up before the step is done
    takes: str = ""  # what another step gives, in whose process it begins


class BuildError(Exception):
    """The book could not be built; what was wrong has been printed."""


Branch = tuple[Step, Connection]  # a step, and the way on which it says how it goes


class Others:
    """What a step says to the others, and hears from them, while it is at work."""

    def __init__(self, there: Mapping[str, Event], branches: Sequence[Branch]) -> None:
        self._there, self._branches = there, list(branches)
        self._later: list[Callable[[], None]] = []

    def wait(self, *names: str) -> None:
        """Wait until steps are done, or what they give is there."""
        for name in names:
            self._there[name].wait()

    def give(self, name: str, *things: object) -> None:
        """Tell that something is there; the steps that take it begin, with ``things``."""
        self._there[name].set()
        taking = [branch for branch in self._branches if branch[0].takes == name]
        for step, told in taking:
            run = _Run(step, self._there, told, tuple(away for _, away in self._branches), things)
            if _FORKS:
                _start(_PROCESSES.Process(target=run))
                told.close()
            else:
                self._later.append(run)
            self._branches.remove((step, told))

    def end(self) -> None:
        """Where a process cannot be copied, the steps that take something come at its end."""
        for run in self._later:
            run()


@dataclass(frozen=True)
class _Run:
    """What the process of a step does."""

    step: Step
    there: Mapping[str, Event]
    told: Connection
    foreign: Sequence[Connection] = ()  # ways of other steps, which a copied process holds, too
    things: Sequence[object] = ()
    branches: Sequence[Branch] = ()

    def __call__(self) -> None:
        """Wait, do the step, and say how it went."""
        threading.Thread(target=_end_with_parent, daemon=True).start()
        try:
            _heed_interruptions()
            if _FORKS:
                for way in self.foreign:
                    if way is not self.told:
                        way.close()
            gc.freeze()  # what was loaded before stays
            collect_seldom()
            self._do()
        except KeyboardInterrupt:
            pass  # the parent has been interrupted, too, and says so
        except Exception as error:
            error.add_note(traceback.format_exc())  # of this process; it is raised in another
            self.told.send(error)

    def _do(self) -> None:
        others = Others(self.there, self.branches)
        others.wait(*self.step.after)
        self.told.send(None)
        began = time.perf_counter()
        self.step.make(others, *self.things)
        self.told.send(time.perf_counter() - began)
        for name in (self.step.title, *self.step.gives):
            self.there[name].set()
        others.end()


def _start(process: Any) -> None:
    """Begin a process; Ctrl-C waits until both can heed it."""
    if not _FORKS:
        process.start()
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _heed_interruptions() -> None:
    if _FORKS:  # else nothing was held back
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])


def run_steps(steps: Iterable[Step], say: Callable[[str], None]) -> None:
    """Run all steps; the first error ends the others and is raised as it is."""
    listed = list(steps)
    there = {name: _PROCESSES.Event() for s in listed for name in (s.title, *s.gives)}
    running: dict[Connection, Step] = {}
    processes = []
    try:
        for step in (s for s in listed if not s.takes):
            branches = [s for s in listed if s.takes in step.gives]
            ways = {s.title: _PROCESSES.Pipe(duplex=False) for s in (step, *branches)}
            running |= {ways[s.title][0]: s for s in (step, *branches)}
            process = _PROCESSES.Process(target=_Run(
                step, there, ways[step.title][1],
                branches=[(s, ways[s.title][1]) for s in branches]))
            processes.append(process)
            _start(process)
            for _, away in ways.values():
                away.close()
        while running:
            for ready in wait(list(running)):
                _hear(running, ready, say)  # type: ignore[arg-type]
    finally:
        for process in processes if running else ():
            process.terminate()
        for process in processes:
            process.join()
        for here in running:
            _hear_out(here)


def _hear(running: dict[Connection, Step], ready: Connection, say: Callable[[str], None]) -> None:
    """Take what a step says: that it begins, how long it took, or what went wrong."""
    step = running[ready]
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
    del running[ready]


def _hear_out(here: Connection) -> None:
    """Wait until the process at the other end is no more, which ends by itself in a moment."""
    with suppress(EOFError):
        while here.poll(_MOMENT):
            here.recv()


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
