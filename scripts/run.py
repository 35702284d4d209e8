#!/usr/bin/env python3
"""Set up the environment from the lock file and build or test the edition.

    python3 scripts/run.py build [options of 'edition build']
    python3 scripts/run.py test [options of pytest]

Needs Python 3.11 or newer with venv and pip, and a package index. Everything else is
installed into .venv, in the versions and with the hashes of the lock file; when .venv
is current, nothing is installed.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
# the second lock holds the first and the test tools, so that both agree on versions
LOCKS = {"build": "requirements.txt", "test": "requirements-test.txt"}


def main() -> int:
    """Run the command named on the command line."""
    if sys.version_info < (3, 11):
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}")
    if len(sys.argv) < 2 or sys.argv[1] not in LOCKS:
        print(__doc__)
        return 2
    command, rest = sys.argv[1], sys.argv[2:]
    python = _environment(command)
    if command == "build":
        arguments = [python, "-m", "edition.cli", "--root", str(ROOT), "build", *rest]
    else:
        arguments = [python, "-m", "pytest", *rest]
    return subprocess.call(arguments, cwd=ROOT)


def _environment(command: str) -> str:
    """The interpreter of an environment that holds what the command needs."""
    python = str(VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
    here, wanted = _hash(sys.version.encode()), _stamp(command)
    stamp = VENV / ".stamp"
    held = stamp.read_text().split() if stamp.is_file() else []
    # the test environment holds what a build needs
    if held in ([here, wanted], [here, _stamp("test")]):
        return python
    if held[:1] != [here]:  # there is none, or it was made by another Python
        print("Making .venv …", flush=True)
        venv.create(VENV, clear=True, with_pip=True)
    lock = LOCKS[command]
    count = sum(line[:1].isalnum() for line in (ROOT / lock).read_text().splitlines())
    print(f"Installing {count} packages from {lock} (a minute or two) …", flush=True)
    stamp.unlink(missing_ok=True)
    pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*pip, "--require-hashes", "--no-deps", "-r", lock], cwd=ROOT, check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "--editable", "."], cwd=ROOT,
                   check=True)
    stamp.write_text(f"{here} {wanted}")
    return python


def _stamp(command: str) -> str:
    """A hash over the files that say what is installed for the command."""
    return _hash(*((ROOT / name).read_bytes() for name in (LOCKS[command], "pyproject.toml")))


def _hash(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
