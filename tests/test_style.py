"""The machine holds the line: ruff and types, as ``pyproject.toml`` sets them."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import REPO

TESTS = sorted((REPO / "tests").glob("test_*.py"))


@pytest.mark.parametrize("command", [
    ("ruff", "check", "--no-cache", "scripts", "tests"),
    ("mypy", "--cache-dir", "{cache}", "scripts/edition"),
], ids=["ruff", "mypy"])  # fmt: skip
def test_code_passes(command: tuple[str, ...], tmp_path: Path) -> None:
    """Neither tool has anything to say."""
    arguments = [part.format(cache=tmp_path) for part in command]
    done = subprocess.run([sys.executable, "-m", *arguments], cwd=REPO, capture_output=True,
                          text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.stem)
def test_tests_state_facts(path: Path) -> None:
    """Each test has a docstring, and asserts or expects something by name."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            assert ast.get_docstring(node), node.name
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.raises":
            assert any(k.arg == "match" for k in node.keywords) or "EditionError" in ast.unparse(
                node) or "MarkupError" in ast.unparse(node), ast.unparse(node)


def test_every_mistake_has_its_message() -> None:
    """A folder of the catalogue holds a change and what is expected, and nothing else."""
    folders = [p for p in (REPO / "tests" / "mistakes").iterdir() if p.is_dir()]
    assert len(folders) >= 30
    for folder in folders:
        assert {p.name for p in folder.iterdir()} == {"change.toml", "expected.txt"}, folder.name
        lines = (folder / "expected.txt").read_text("utf-8").splitlines()
        assert all(line.startswith("data/") for line in lines[:-1])
        assert lines[-1] == f"{len(lines) - 1} problem{'s' * (len(lines) > 2)}"
