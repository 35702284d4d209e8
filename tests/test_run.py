"""``scripts/run.py``: the environment is made once, and anew for another Python."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import run


class Machine:
    """What is done to the environment: ``made``, and the lock file that is installed."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch) -> None:
        self.done: list[str] = []
        self.root, self.patch = root, patch
        for name in (*run.LOCKS.values(), "pyproject.toml"):
            (root / name).write_text(name)
        patch.setattr(run, "ROOT", root)
        patch.setattr(run, "VENV", root / ".venv")
        patch.setattr(run.venv, "create", self._make)
        patch.setattr(run.subprocess, "run", self._install)

    def _make(self, folder: Path, **options: Any) -> None:
        assert options == {"clear": True, "with_pip": True}
        folder.mkdir(exist_ok=True)
        self.done.append("made")

    def _install(self, command: list[str], **_: Any) -> None:
        if command[-1] in run.LOCKS.values():
            self.done.append(command[-1])

    def needs(self, command: str) -> list[str]:
        """What is done before a command."""
        self.done.clear()
        run._environment(command)
        return [*self.done]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A folder without an environment."""
    return Machine(tmp_path, monkeypatch)


def test_the_environment_is_made_once(machine: Machine) -> None:
    """A build needs nothing after a build or a test; a test needs its own packages."""
    assert machine.needs("build") == ["made", "requirements.txt"]
    assert machine.needs("build") == []
    assert machine.needs("test") == ["requirements-test.txt"]
    assert machine.needs("test") == machine.needs("build") == []


def test_a_changed_lock_is_installed(machine: Machine) -> None:
    """The environment stays, and what is new is put into it."""
    machine.needs("test")
    (machine.root / "requirements.txt").write_text("another")
    (machine.root / "requirements-test.txt").write_text("another")
    assert machine.needs("build") == ["requirements.txt"]


@pytest.mark.parametrize("stamp", ["", "0123abcd"], ids=["none", "of an earlier form"])
def test_an_environment_that_is_not_known_is_made_anew(machine: Machine, stamp: str) -> None:
    """It may have been left half made."""
    machine.needs("build")
    (machine.root / ".venv" / ".stamp").write_text(stamp)
    assert machine.needs("build") == ["made", "requirements.txt"]


def test_another_python_makes_it_anew(machine: Machine) -> None:
    """Its packages would lie where that one does not look."""
    machine.needs("build")
    machine.patch.setattr(run.sys, "version", "3.99.0")
    assert machine.needs("build") == ["made", "requirements.txt"]
