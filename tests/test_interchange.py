"""The examples on the page *Interchange* do what the page says they do."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import REPO
from edition import Edition
from edition.export import exporters

PAGE = (REPO / "book" / "interchange.md").read_text("utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def downloads(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every export, as a build leaves it."""
    folder = tmp_path_factory.mktemp("downloads")
    for name, write in exporters(REPO / "data").items():
        (folder / name).mkdir()
        write(edition, folder / name)
    return folder


def test_each_example_shows_what_it_prints() -> None:
    """No piece of code without its output."""
    assert len(EXAMPLES) == PAGE.count("```python") >= 3


@pytest.mark.parametrize(("code", "printed"), EXAMPLES, ids=range(1, len(EXAMPLES) + 1))
def test_examples_print_what_the_page_shows(code: str, printed: str, downloads: Path) -> None:
    """Run in the folder of the downloads, with nothing but Python and what the page names."""
    done = subprocess.run([sys.executable, "-I", "-X", "utf8", "-c", code], cwd=downloads,
                          capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.stderr, done.stdout) == ("", printed)
