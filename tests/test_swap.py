"""The last good output stays whole: a crash at any moment, two builds at once, a full disk."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from edition import build, cli, swap
from edition.problems import EditionError
from edition.steps import Step

NAMES = ("book.pdf", "html", "tei")
MOMENTS = 18  # changes of the folder, by rename, replace, unlink and rmtree, in a swap of three


def make(folder: Path, word: str) -> None:
    """Three outputs, each of a build that is named in every file."""
    for name in NAMES[1:]:
        (folder / name).mkdir(parents=True)
        for page in ("a", "b"):
            (folder / name / page).write_text(word)
    (folder / NAMES[0]).write_text(word)


def words(out: Path, name: str) -> set[str]:
    """What stands in the files of an output."""
    path = out / name
    files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
    return {p.read_text() for p in files}


def published(out: Path) -> dict[str, set[str]]:
    """Output → the builds that its files are of."""
    return {name: words(out, name) for name in NAMES}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with a good build."""
    folder = tmp_path / "_build"
    with swap.alone(folder, print):
        make(folder / swap.NEXT, "old")
        swap.swap(folder, "stamp of old")
    return folder


def run_and_die(out: Path, moment: int) -> bool:
    """Build ``new`` in a process that kills itself before its n-th change; whether it did."""
    code = f"""
import os, pathlib, shutil, signal, sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from test_swap import make
from edition import swap
left = {moment}
def dying(change):
    def once(*arguments, **options):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return change(*arguments, **options)
    return once
for name in ("rename", "unlink", "replace"):
    setattr(pathlib.Path, name, dying(getattr(pathlib.Path, name)))
shutil.rmtree = dying(shutil.rmtree)
out = pathlib.Path({str(out)!r})
with swap.alone(out, print):
    make(out / swap.NEXT, "new")
    swap.swap(out, "stamp of new")
"""
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0


@pytest.mark.parametrize("moment", range(1, MOMENTS + 1))
def test_a_swap_that_is_killed_is_finished_by_the_next(out: Path, moment: int) -> None:
    """Before the swap is written down all is old, after the next start all is old or all new."""
    assert run_and_die(out, moment)
    for found in published(out).values():
        assert found in ({"old"}, {"new"}, set())  # no output is of two builds
    with swap.alone(out, print):
        found = published(out)
        assert list(found.values()) in ([{"old"}] * 3, [{"new"}] * 3)
        word, = found["html"]
        assert (out / swap.STAMP).read_text() == f"stamp of {word}"
        assert sorted(p.name for p in out.iterdir()) == sorted([*NAMES, swap.LOCK, swap.STAMP])


def test_each_moment_of_a_swap_is_tried(out: Path) -> None:
    """The test above kills at every change of the folder: one more, and the swap is done."""
    assert not run_and_die(out, MOMENTS + 1)
    assert published(out) == dict.fromkeys(NAMES, {"new"})


def test_what_fails_before_the_swap_changes_nothing(out: Path) -> None:
    """A build that stops half-way leaves the outputs as they are, and no leavings."""
    with pytest.raises(EditionError, match="bad data"), swap.alone(out, print):
        (out / swap.NEXT).mkdir()
        (out / swap.NEXT / "html").mkdir()
        raise EditionError("bad data")
    assert published(out) == dict.fromkeys(NAMES, {"old"})
    assert not (out / swap.NEXT).exists()


def test_a_mixture_is_not_taken_for_current(out: Path) -> None:
    """As long as a swap is not finished, nobody says that nothing has changed."""
    assert swap.is_whole(out)
    (out / swap.PLAN).write_text("[]")
    assert not swap.is_whole(out)


HOLD = """
import pathlib, sys, time
from edition import swap
with swap.alone(pathlib.Path(sys.argv[1]), print):
    print("inside", flush=True)
    time.sleep(float(sys.argv[2]))
"""


@contextlib.contextmanager
def hold(out: Path, seconds: float) -> Iterator[subprocess.Popen[str]]:
    """A process that is at work in the folder."""
    command = [sys.executable, "-c", HOLD, str(out), str(seconds)]
    with subprocess.Popen(command, text=True, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "inside\n"
        yield process


def test_a_second_build_waits_for_the_first(out: Path) -> None:
    """It says that it waits, and goes on when the first has ended."""
    said: list[str] = []
    with hold(out, 1.0) as first, swap.alone(out, said.append):
        assert first.wait(5) == 0  # it was over, or this would still be waiting
    assert said == ["Another build is at work in this folder; waiting for it to end …"]


def test_the_lock_of_a_killed_build_holds_nobody_up(out: Path) -> None:
    """The system gives the lock back when a process is killed; the file that stays is none."""
    with hold(out, 60.0) as first:
        first.kill()
    said: list[str] = []
    began = time.monotonic()
    with swap.alone(out, said.append):
        assert (out / swap.LOCK).exists()
    assert said == []
    assert time.monotonic() - began < 5


# --- the command ------------------------------------------------------------------


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Make a build of other steps, one after another, each with ``.next``."""

    def set_steps(*actions: Callable[[Path], None]) -> None:
        def made(root: Path, work: Path, following: Path, *_: object) -> list[Step]:
            return [Step(f"Step {n}", lambda _, act=act: act(following),
                         after=(f"Step {n - 1}",) if n > 1 else ())
                    for n, act in enumerate(actions, 1)]

        monkeypatch.setattr(build, "_open", lambda *_: None)
        monkeypatch.setattr(build, "_steps", made)

    return set_steps


def refuse(number: int, name: str) -> Callable[[Path], None]:
    """A step that the system refuses, as it does when a disk is full."""

    def act(_: Path) -> None:
        raise OSError(number, os.strerror(number), name)

    return act


def interrupt(_: Path) -> None:
    """A step during which Ctrl-C is pressed."""
    time.sleep(0.5)  # until all processes of the build have begun
    os.kill(os.getppid(), signal.SIGINT)
    time.sleep(5)


def new(following: Path) -> None:
    """A step that makes the outputs."""
    make(following, "new")


@pytest.mark.parametrize(("failing", "said"), [
    (refuse(errno.ENOSPC, "_build/.next/html/db.html"),
     "_build/.next/html/db.html: No space left on device; the disk is full; make room, then run "
     "the command again. The last good build stays as it was\n"),
    (refuse(errno.EROFS, "_build/.next"),
     "_build/.next: Read-only file system; the folder is read-only; work on a copy that can be "
     "written to, then run the command again. The last good build stays as it was\n"),
    (refuse(errno.EACCES, "_build/.work"),
     "_build/.work: Permission denied; permission is missing; work on a copy that you may write "
     "to, then run the command again. The last good build stays as it was\n"),
    (interrupt, "interrupted; the last good build stays as it was\n"),
], ids=["full disk", "read-only folder", "no permission", "Ctrl-C"])
@pytest.mark.parametrize("when", ["first", "last"])
def test_a_build_that_cannot_go_on(out: Path, failing: Callable[[Path], None], said: str,
                                   when: str, capsys: pytest.CaptureFixture,
                                   steps: Callable[..., None]) -> None:
    """A message without traceback, an exit code, and every output as it was."""
    actions = [failing, new] if when == "first" else [new, failing]
    steps(*actions)
    assert cli.main(["--root", str(out.parent), "build"]) == 1
    assert capsys.readouterr().err == said
    assert published(out) == dict.fromkeys(NAMES, {"old"})
    steps(new)
    assert cli.main(["--root", str(out.parent), "build"]) == 0
    assert published(out) == dict.fromkeys(NAMES, {"new"})


def test_a_full_disk_while_swapping(out: Path, capsys: pytest.CaptureFixture,
                                    steps: Callable[..., None],
                                    monkeypatch: pytest.MonkeyPatch) -> None:
    """If there is no room for the plan of the swap, nothing is swapped."""
    steps(new)
    monkeypatch.setattr(swap, "_write_whole",
                        lambda path, _: refuse(errno.ENOSPC, path.name)(path))
    assert cli.main(["--root", str(out.parent), "build"]) == 1
    assert capsys.readouterr().err.startswith(".swap: No space left on device; the disk is full")
    assert published(out) == dict.fromkeys(NAMES, {"old"})


def test_the_second_of_two_builds_finds_nothing_to_do(out: Path, capsys: pytest.CaptureFixture,
                                                      steps: Callable[..., None],
                                                      monkeypatch: pytest.MonkeyPatch) -> None:
    """What the build that was waited for has made is current, and is not made again."""
    steps(new)
    assert cli.main(["--root", str(out.parent), "build"]) == 0
    asked: list[bool] = []
    is_current = build._is_current
    monkeypatch.setattr(build, "_is_current", lambda *a: bool(asked) and is_current(*a)
                        or asked.append(True) or False)
    steps(refuse(errno.EIO, "never asked"))
    assert cli.main(["--root", str(out.parent), "build"]) == 0
    assert "Nothing has changed since the last build" in capsys.readouterr().out


def make_new(root: Path, capsys: pytest.CaptureFixture) -> bool:
    """Build; whether there was anything to do."""
    assert cli.main(["--root", str(root), "build"]) == 0
    return "Nothing has changed" not in capsys.readouterr().out


def test_what_is_saved_while_a_build_is_waited_for(out: Path, capsys: pytest.CaptureFixture,
                                                   steps: Callable[..., None],
                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    """The stamp is that of the files as they are when the build begins."""
    source = out.with_name("README.md")
    source.write_text("before")

    @contextlib.contextmanager
    def wait(*arguments: Any) -> Iterator[None]:
        source.write_text("saved meanwhile")
        with swap.alone(*arguments):
            yield

    steps(new)
    with monkeypatch.context() as patched:
        patched.setattr(build, "alone", wait)
        assert make_new(out.parent, capsys)
    assert not make_new(out.parent, capsys)
    source.write_text("before")
    assert make_new(out.parent, capsys)


def test_what_is_saved_during_a_build(out: Path, capsys: pytest.CaptureFixture,
                                      steps: Callable[..., None]) -> None:
    """Nobody knows what of it was read: the next build begins anew, though it is put back."""
    source = out.with_name("README.md")
    source.write_text("before")

    def save(following: Path) -> None:
        source.write_text("saved meanwhile")

    steps(save, new)
    assert make_new(out.parent, capsys)
    source.write_text("before")
    steps(new)
    assert make_new(out.parent, capsys)
    assert not make_new(out.parent, capsys)
