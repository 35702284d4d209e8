"""Steps side by side: each waits for what it needs, and the first error ends all."""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path

import pytest

from edition.problems import EditionError, Problem, Where
from edition.steps import BuildError, Step, run_steps


def write(path: Path, words: str, there: object) -> None:
    """A step that leaves a file."""
    path.write_text(words)


def join(folder: Path, there: object) -> None:
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
    assert [line.split()[0].rstrip(":") for line in said] == ["A", "A", "B", "B", "Both", "Both"]
    assert said[0] == "A …"
    assert said[1].endswith(" s")


def give(folder: Path, there: object) -> None:
    """A step that others need not wait for to the end."""
    assert callable(there)
    there("half")
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


def fail(error: Exception, there: object) -> None:
    """A step that cannot be done."""
    raise error


def sleep(path: Path, there: object) -> None:
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
            Step("Bad", partial(fail, EditionError([problem]))),
            Step("After", partial(write, tmp_path / "after", ""), after=("Bad",)),
        ], lambda line: None)
    assert time.monotonic() - began < 30
    assert not list(tmp_path.iterdir())


def die(there: object) -> None:
    """A step whose process is killed."""
    os._exit(9)


def test_a_step_that_dies_is_named() -> None:
    """A process that ends without a word is an error, and nothing is waited for in vain."""
    with pytest.raises(BuildError, match="the step 'Dying' ended early"):
        run_steps([Step("Dying", die), Step("After", die, after=("Dying",))], lambda line: None)
