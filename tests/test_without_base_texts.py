"""The whole book built without its base texts, and each of its files searched for them.

The build is a real one, with the notebooks run, in a copy of the sources; so is the release.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import REPO
from edition import Edition, open_edition
from edition.archive import files_below
from edition.ids import all_ids
from edition.load import RUNS
from edition.notebooks import book_notebooks
from edition.release import source_files
from verbatim import MOST, Search, letters, readings


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources, built and released with ``--without-base-texts``."""
    root = tmp_path_factory.mktemp("bare") / "two"
    for name, path in source_files(REPO, open_edition(REPO)).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, root / name)
    put_on_record(root)
    for command in (["release", "--metadata"], ["build", "--without-base-texts"], ["release"]):
        call(root, *command)
    return root


def put_on_record(root: Path) -> None:
    """What ``release --record`` writes, without running the notebooks once more for it."""
    edition = open_edition(root)
    version = edition.info.version
    (root / f"data/releases/{version}.txt").write_text(
        "".join(f"{key}\n" for key in all_ids(edition)), "utf-8")
    with (root / RUNS).open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            [notebook.docname, "2026-11-21", 1, version, "3", "3", "3"]
            for notebook in book_notebooks(root) if notebook.docname not in edition.runs)


def call(root: Path, *command: str) -> None:
    """The command of the copy, with its own code."""
    paths = os.pathsep.join(filter(None, [str(root / "scripts"), os.environ.get("PYTHONPATH")]))
    done = subprocess.run([sys.executable, "-m", "edition.cli", "--root", str(root), *command],
                          capture_output=True, text=True, check=False,
                          env={**os.environ, "PYTHONPATH": paths})
    assert done.returncode == 0, done.stdout + done.stderr


def published(root: Path) -> Iterator[tuple[str, bytes]]:
    """Every file that is handed out."""
    for name, path in files_below(root / "_build").items():
        if not name.startswith((".work/", ".stamp")):
            yield name, path.read_bytes()


def test_no_file_holds_a_run_of_words(bare: Path, edition: Edition) -> None:
    """More than 25 words in a row stand nowhere: no page, table, script, archive or attachment."""
    search = Search(text.words for text in edition.texts.values())
    found = [run for name, raw in published(bare) for run in search.found(name, raw)]
    assert found == []


def test_the_search_finds_what_is_there(outputs: Path, edition: Edition) -> None:
    """In the book with its texts it meets them in every kind of file that has them."""
    search = Search(text.words for text in edition.texts.values())
    names = ["html/db.html", "albanian-resistance.pdf", "tei/DB.xml", "dts/document/DB/DB.12.xml",
             "html/downloads/two-accounts-data-0.1.0.zip"]
    for name in names:
        assert next(search.found(name, (outputs / name).read_bytes()), None), name


def test_the_search_sees_through_what_hides_words(edition: Edition) -> None:
    """Markup, notes, hyphens, escapes and capitals between the words make no difference."""
    words = edition.passages["DB.2"].words.split()[: MOST + 1]
    search = Search([edition.texts["DB"].words])
    hidden = {
        "a.html": "<p>" + "<b>12</b> ".join(f"<i>{w[:2]}</i>{w[2:]}" for w in words),
        "b.json": '{"a": "' + "\\u00ad ".join(words).replace('"', "") + '"}',
        "c.csv": ",".join(words).upper(),
        "d.js": 'window.x=["' + '","'.join(w.strip('"') for w in words) + '"];',
        "e.svg": f'<image alt="&lt;b&gt;{"&lt;/b&gt; ".join(words)}"/>',
    }
    for name, text in hidden.items():
        assert next(search.found(name, text.encode()), None), name
    assert not list(search.found("f.txt", " ".join(words[1:]).encode()))
    assert letters("Zë-ri, 1943!") == "zëri"


def test_everything_is_there_but_the_texts(bare: Path, outputs: Path) -> None:
    """The same outputs, the same pages, the same notebooks, run."""
    def names(build: Path) -> set[str]:
        return {name for name in files_below(build) if not name.startswith((".", "release/"))}

    lost = {name for name in names(outputs) - names(bare / "_build") if "/texts/" not in name}
    assert {name for name in lost if not name.startswith("html/_images/")} == {
        name for name in lost if name.startswith("data/texts/")}
    page = (bare / "_build/html/db.html").read_text("utf-8")
    assert 'id="DB.12.5"' in page and 'id="N1201"' in page


def test_the_package_of_the_build_is_one_to_work_with(bare: Path) -> None:
    """It opens without the texts, so that its notebooks run again."""
    opened = open_edition(bare / "_build/data")
    assert not opened.has_words and len(opened.notes) > 400


def test_the_sources_of_the_release_are_whole(bare: Path, tmp_path: Path) -> None:
    """The source archive has no base text and passes its own checks."""
    archive, = (bare / "_build/release").glob("*/*-source-*.zip")
    shutil.unpack_archive(archive, tmp_path)
    root, = tmp_path.iterdir()
    assert not list((root / "data").glob("texts/*"))
    assert not open_edition(root).has_words


def test_every_kind_of_file_is_read(bare: Path) -> None:
    """An ending that the search does not know is an error, so that nothing is passed over."""
    with pytest.raises(AssertionError, match="how is it to be read"):
        list(readings("some.docx", b""))
    assert any(name.endswith(".pdf") for name, _ in published(bare))
