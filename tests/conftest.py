"""What the tests share: the real edition, a tiny one to break, and the built book."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import hypothesis
import matplotlib
import pytest

from edition import Edition, open_edition

REPO = Path(__file__).resolve().parents[1]
TINY = Path(__file__).with_name("tiny")

# files that take minutes go first, so that no core is left alone with one at the end
LONG = ("test_build.py", "test_rerun.py", "test_browser.py", "test_execution.py",
        "test_browser_citing.py", "test_release.py")

matplotlib.use("agg")

# the same examples in every run, and no time limits: a slow machine is no fault
hypothesis.settings.register_profile("edition", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("edition")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests that take longest first; all others stay in their order."""
    items.sort(key=lambda item: LONG.index(item.path.name) if item.path.name in LONG else len(LONG))


@pytest.fixture(scope="session")
def edition() -> Edition:
    """The edition of this repository."""
    return open_edition(REPO)


@pytest.fixture
def tiny(tmp_path: Path) -> Callable[..., Path]:
    """Write the tiny edition of ``tests/tiny`` into a folder; its root."""

    def make(name: str = "tiny", files: Mapping[str, str] | None = None) -> Path:
        return write_tiny(tmp_path / name, files)

    return make


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that tie any words to any record are read: what is tested is how they are set."""
    monkeypatch.setattr("edition.checks.CHECKS", ())


@pytest.fixture(scope="session")
def tiny_edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The tiny edition, loaded."""
    return open_edition(write_tiny(tmp_path_factory.mktemp("tiny") / "tiny"))


@pytest.fixture(scope="session")
def outputs() -> Path:
    """``_build`` of this repository, built if it is not current."""
    command = [sys.executable, "-m", "edition.cli", "--root", str(REPO), "build"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return REPO / "_build"


@pytest.fixture(scope="session")
def site(outputs: Path) -> Path:
    """The built site."""
    return outputs / "html"


def write_tiny(root: Path, files: Mapping[str, str] | None = None) -> Path:
    """The tiny edition in ``root``, with hashes and passages worked out, and further files."""
    shutil.copytree(TINY, root)
    data = root / "data"
    texts = {path.stem: path.read_bytes() for path in sorted((data / "texts").glob("*.txt"))}
    info = (data / "edition.yml").read_text("utf-8")
    hashes = {name: hashlib.sha256(raw).hexdigest() for name, raw in texts.items()}
    (data / "edition.yml").write_text(info.format(**hashes), "utf-8")
    rows = [row for name, raw in texts.items() for row in segment(name.upper(), raw.decode())]
    head = "passage_id,level,start,end,sha256"
    (data / "passages.csv").write_text("\n".join([head, *rows, ""]), "utf-8")
    for name, content in (files or {}).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, "utf-8")
    return root


def segment(siglum: str, words: str) -> list[str]:
    """The rows of ``passages.csv``: a line is a paragraph, a full stop ends a sentence."""
    rows = []
    lines = re.finditer(r"[^\n]+", words)
    for n, line in enumerate(lines, 1):
        rows.append(_row(words, f"{siglum}.{n}", "paragraph", *line.span()))
        for m, sentence in enumerate(re.finditer(r"\S[^.]*\.", line[0]), 1):
            start, end = (line.start() + at for at in sentence.span())
            rows.append(_row(words, f"{siglum}.{n}.{m}", "sentence", start, end))
    return rows


def _row(words: str, key: str, level: str, start: int, end: int) -> str:
    digest = hashlib.sha256(words[start:end].encode()).hexdigest()
    return f"{key},{level},{start},{end},{digest}"


def change(root: Path, name: str, old: str, new: str) -> None:
    """Replace words that stand just once in a file."""
    path = root / name
    text = path.read_bytes().decode("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    path.write_bytes(text.replace(old, new).encode("utf-8"))
