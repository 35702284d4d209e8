"""The command ``edition``: help, check, cite, and what a wrong call is answered."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import REPO, change
from edition import cli

COMMANDS = ("build", "check", "cite", "serve", "lab", "release")


def run(capsys: pytest.CaptureFixture, *arguments: object) -> tuple[int, str, str]:
    """Exit code, output and errors of a command."""
    try:
        code = cli.main([str(a) for a in arguments])
    except SystemExit as stop:  # argparse leaves this way
        code = int(stop.code or 0)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_help_explains_each_command(capsys: pytest.CaptureFixture) -> None:
    """``edition --help`` names the commands, each with what it does."""
    code, out, _ = run(capsys, "--help")
    assert code == 0
    for command in COMMANDS:
        assert f"\n    {command} " in out


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command(capsys: pytest.CaptureFixture, command: str) -> None:
    """Each command has a help of its own."""
    code, out, _ = run(capsys, command, "--help")
    assert code == 0
    assert out.startswith(f"usage: edition {command}")


def test_no_command_is_a_wrong_call(capsys: pytest.CaptureFixture) -> None:
    """Without a command the help is printed, and the exit code is 2."""
    code, out, _ = run(capsys)
    assert code == 2
    assert "commands:" in out


@pytest.mark.parametrize("arguments", [
    ("chek",), ("cite",), ("cite", "DB.1.1", "--format", "apa"), ("serve", "--port", "many"),
    ("check", "--fast"),
])  # fmt: skip
def test_a_wrong_call(capsys: pytest.CaptureFixture, arguments: tuple[str, ...]) -> None:
    """A wrong call exits with 2, says what is wrong, and does nothing."""
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert "error: " in err


def test_check_counts_what_is_there(capsys: pytest.CaptureFixture,
                                    tiny: Callable[..., Path]) -> None:
    """``check`` lists how much there is of each kind and says that all is well."""
    code, out, err = run(capsys, "--root", tiny(), "check")
    assert (code, err) == (0, "")
    lines = {line.strip() for line in out.splitlines()}
    assert {"2 texts", "6 sentences", "9 mentions", "5 claims", "3 notes",
            "8 of 8 numerals", "6 of 6 sentences", "2 dates", "1 control statements",
            "1 notes graded sourced", "1 records of kind person",
            "no problem found"} <= lines


def test_check_from_a_folder_within(tiny: Callable[..., Path], capsys: pytest.CaptureFixture,
                                    monkeypatch: pytest.MonkeyPatch) -> None:
    """Without ``--root`` the nearest folder above with an edition is taken."""
    root = tiny()
    change(root, "data/claims.csv", "approx,stated", "aprox,stated")
    monkeypatch.delenv("EDITION_DATA", raising=False)
    monkeypatch.chdir(root / "data" / "notes")
    code, _, err = run(capsys, "check")
    assert code == 1
    assert err.startswith("data/claims.csv:2: qualifier: 'aprox': unknown term")


def test_an_edition_that_is_not_there(capsys: pytest.CaptureFixture, tmp_path: Path) -> None:
    """A folder without an edition is a message, not a traceback."""
    code, out, err = run(capsys, "--root", tmp_path, "check")
    assert (code, out) == (1, "")
    assert err == ("data/edition.yml: cannot be read: No such file or directory; "
                   "allowed: a readable file\n1 problem\n")


def test_bad_data_in_a_process_of_its_own(tiny: Callable[..., Path]) -> None:
    """The exit code of the program is 1, and nothing of Python shows."""
    root = tiny()
    change(root, "data/claims.csv", "1943-08~", "1943-06-31")
    done = subprocess.run([sys.executable, "-m", "edition.cli", "--root", str(root), "check"],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert "data/claims.csv:4: date_edtf: '1943-06-31'" in done.stderr


def test_cite(capsys: pytest.CaptureFixture) -> None:
    """A citation goes to the standard output, in the form asked for."""
    code, out, err = run(capsys, "--root", REPO, "cite", "DB 12.5–7")
    assert (code, err) == (0, "")
    assert "DB 12.5–7" in out
    code, out, _ = run(capsys, "--root", REPO, "cite", "DB.12.5", "--format", "csl-json")
    assert code == 0
    assert json.loads(out)[0]["id"] == "two-accounts-DB.12.5"


def test_cite_a_passage_that_is_not_there(capsys: pytest.CaptureFixture) -> None:
    """An unknown passage is told with the likeliest one."""
    code, out, err = run(capsys, "--root", REPO, "cite", "HL.9.1")
    assert (code, out) == (1, "")
    assert err.startswith("there is no passage 'HL.9.1'; allowed: ")


def test_an_interruption_is_told(capsys: pytest.CaptureFixture,
                                 monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends a command with a word on what stays."""

    def interrupt(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_check", interrupt)
    assert run(capsys, "check") == (1, "",
                                    "interrupted; the last good build stays as it was\n")


def test_a_port_that_is_taken_is_told_before_the_build(
    tiny: Callable[..., Path], capsys: pytest.CaptureFixture
) -> None:
    """Nobody waits for a build that cannot be shown."""
    root = tiny()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, out, err = run(capsys, "--root", root, "serve", "--port", taken.getsockname()[1])
    assert (code, out) == (1, "")
    assert "another program is served there; name another port with --port" in err
    assert not (root / "_build").exists()
