"""Steps side by side: each waits for what it needs, and the first error ends all."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from edition import steps
from edition.problems import EditionError, Problem, Where
from edition.steps import BuildError, Others, Step, run_steps


def write(path: Path, words: str, others: Others) -> None:
    """A step that leaves a file."""
    path.write_text(words)


def join(folder: Path, others: Others) -> None:
    """A step that needs the files of two others."""
    (folder / "c").write_text((folder / "a").read_text() + (folder / "b").read_text())


def test_a_step_begins_when_what_it_needs_is_there(tmp_path: Path) -> None:
    """Whatever the order of the list; each says when it begins, and how long it took."""
    said: list[str] = []
    run_steps([
        Step("Both", partial(join, tmp_path), after=("A", "B")),
        Step("A", partial(write, tmp_path / "a", "1")),
        Step("B", partial(write, tmp_path / "b", "2"), after=("A",)),
    ], said.append)
    assert (tmp_path / "c").read_text() == "12"
    for title in ("A", "B", "Both"):  # lines of several steps may come in any order
        begins, ends = (line for line in said if line.startswith((f"{title} ", f"{title}:")))
        assert begins == f"{title} …"
        assert re.fullmatch(rf"{title}: \d+\.\d s", ends)


def give(folder: Path, others: Others, *things: object) -> None:
    """A step that others need not wait for to the end."""
    others.give("half", *things)
    for _ in range(600):  # it ends only when the other has begun
        if (folder / "begun").exists():
            return
        time.sleep(0.01)
    raise AssertionError("the other step did not begin")


def test_what_a_step_gives_can_be_taken_up_at_once(tmp_path: Path) -> None:
    """The second step runs while the first one is at work."""
    run_steps([
        Step("First", partial(give, tmp_path), gives=("half",)),
        Step("Second", partial(write, tmp_path / "begun", ""), after=("half",)),
    ], lambda line: None)
    assert (tmp_path / "begun").exists()


def hand_over(folder: Path, others: Others) -> None:
    """A step that hands over what could not be sent to another process."""
    give(folder, others, lambda: str(os.getpid()))


def take(name: str, folder: Path, others: Others, whose: Callable[[], str]) -> None:
    """A step that makes use of it, in its own process, and waits for a third one."""
    (folder / "begun").write_text("")
    others.wait("Third")
    (folder / name).write_text(f"{whose()} {(folder / 'third').read_text()}")


def test_what_a_step_hands_over_is_taken_up_by_copies_of_it(tmp_path: Path) -> None:
    """Two steps go on side by side with all that is in the memory of the one before them."""
    said: list[str] = []
    run_steps([
        Step("One", partial(take, "one", tmp_path), takes="half"),
        Step("First", partial(hand_over, tmp_path), gives=("half",)),
        Step("Two", partial(take, "two", tmp_path), takes="half", after=("First",)),
        Step("Third", partial(write, tmp_path / "third", "3"), after=("First",)),
    ], said.append)
    assert sorted(line.partition(":")[0] for line in said if ":" in line) == [
        "First", "One", "Third", "Two"]
    one, two = ((tmp_path / name).read_text() for name in ("one", "two"))
    assert one.endswith(" 3")
    assert two.endswith(" 3")
    assert len({one, two, str(os.getpid())}) == 3


def test_a_step_begins_in_no_process_before_there_is_one(tmp_path: Path) -> None:
    """Something that is never handed over is not waited for without end."""
    with pytest.raises(BuildError, match="the step 'Second' ended early"):
        run_steps([
            Step("First", partial(write, tmp_path / "first", ""), gives=("half",)),
            Step("Second", partial(take, "two", tmp_path), takes="half"),
        ], lambda line: None)


def test_where_no_process_is_copied_such_steps_follow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One after another, in the process of the step that hands something over."""
    monkeypatch.setattr(steps, "_FORKS", False)
    (tmp_path / "begun").write_text("")
    run_steps([
        Step("First", partial(hand_over, tmp_path), gives=("half",)),
        Step("One", partial(take, "one", tmp_path), takes="half"),
        Step("Two", partial(take, "two", tmp_path), takes="half", after=("One",)),
        Step("Third", partial(write, tmp_path / "third", "3")),
    ], lambda line: None)
    assert (tmp_path / "one").read_text() == (tmp_path / "two").read_text()


def fail(error: Exception, others: Others) -> None:
    """A step that cannot be done."""
    raise error


def sleep(path: Path, others: Others, *things: object) -> None:
    """A step that takes long."""
    time.sleep(60)
    path.write_text("")


def test_the_first_error_ends_all(tmp_path: Path) -> None:
    """It is raised as it is; what is at work ends, and what waits never begins."""
    problem = Problem(Where("data/claims.csv", 3), "best", "x", "is not a number", "digits")
    began = time.monotonic()
    with pytest.raises(EditionError, match=r"claims\.csv:3: best: 'x': is not a number"):
        run_steps([
            Step("Long", partial(sleep, tmp_path / "long")),
            Step("Giving", lambda others: others.give("half"), gives=("half",)),
            Step("Taking", partial(sleep, tmp_path / "long"), takes="half"),
            Step("Bad", partial(fail, EditionError([problem])), after=("Giving",)),
            Step("After", partial(write, tmp_path / "after", ""), after=("Bad",)),
        ], lambda line: None)
    assert time.monotonic() - began < 30
    assert not list(tmp_path.iterdir())


def die(others: Others, *things: object) -> None:
    """A step whose process is killed."""
    os._exit(9)


def test_a_step_that_dies_is_named() -> None:
    """A process that ends without a word is an error, and nothing is waited for in vain."""
    with pytest.raises(BuildError, match="the step 'Dying' ended early"):
        run_steps([Step("Dying", die), Step("After", die, after=("Dying",))], lambda line: None)


def test_a_step_in_the_copy_of_a_process_that_dies_is_named(tmp_path: Path) -> None:
    """Also where other copies wait for it, and the process it was copied from is at work."""
    with pytest.raises(BuildError, match="the step 'Dying' ended early"):
        run_steps([
            Step("Giving", partial(hand_over, tmp_path), gives=("half",)),
            Step("Waiting", partial(sleep, tmp_path / "long"), takes="half"),
            Step("Dying", die, takes="half"),
            Step("After", partial(sleep, tmp_path / "long"), takes="half", after=("Dying",)),
        ], lambda line: None)
