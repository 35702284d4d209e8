"""The build as a whole: same bytes, nothing lost when it fails, nothing done twice."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from jupyter_cache import get_cache

from edition.description import PDF_FILE
from edition.export import exporters

REPO = Path(__file__).resolve().parents[1]
INPUTS = ("_config.yml", "pyproject.toml", "requirements.txt", "README.md", "CHANGELOG.md",
          "LICENSES", "book", "data", "scripts")
# another hash seed, time zone and locale
ELSEWHERE = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8"}
# a clock that is three years, five months and some hours ahead, for a process and its children
LATER = {"LD_PRELOAD": "/usr/$LIB/faketime/libfaketimeMT.so.1", "FAKETIME": "+30007h"}
FAKETIME = shutil.which("faketime")


def run_build(root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """``edition build`` on a folder, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "edition.cli", "--root", str(root), "build"],
        capture_output=True, text=True, check=False, env={**os.environ, **environment},
    )


def published(root: Path) -> dict[str, bytes]:
    """Every published file of a build: all but the caches, whose names begin with a point."""
    out = root / "_build"
    files = {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and not path.relative_to(out).parts[0].startswith(".")
    }
    assert {"html", PDF_FILE, "notebooks", *exporters(root / "data")} <= {
        name.partition("/")[0] for name in files}
    return files


@pytest.fixture(scope="module")
def there() -> dict[str, str]:
    """The surroundings of the copy: not those of this repository, nor of this day if it can be."""
    return {**ELSEWHERE, **(LATER if FAKETIME else {})}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory, there: dict[str, str]) -> Path:
    """A clean build of the same sources in another folder and in other surroundings."""
    root = tmp_path_factory.mktemp("copy")
    for name in INPUTS:
        source = REPO / name
        if source.is_dir():
            shutil.copytree(source, root / name)
        else:
            shutil.copyfile(source, root / name)
    assert_quiet(run_build(root, **there))
    return root


def assert_quiet(done: subprocess.CompletedProcess[str]) -> None:
    """A build that succeeds says what it does, and warns of nothing."""
    assert done.returncode == 0, done.stderr
    assert "warning" not in (done.stdout + done.stderr).casefold()
    assert done.stderr == ""


def change(root: Path, name: str, old: str, new: str) -> None:
    """Change a file where these words first stand."""
    text = (root / name).read_text("utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def edited(copy: Path) -> Iterator[Callable[[str, str, str], None]]:
    """Change a file of the copy for one test."""
    kept: dict[Path, str] = {}

    def edit(name: str, old: str, new: str) -> None:
        kept.setdefault(copy / name, (copy / name).read_text("utf-8"))
        change(copy, name, old, new)

    yield edit
    for path, text in kept.items():
        path.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def changed(copy: Path) -> Path:
    """The copy with other prose and another number, from here on."""
    change(copy, "book/about.md", "# About this edition", "# About this edition\n\nA line more.")
    # what a word is read as; a number that the text gives cannot be another
    change(copy, "data/word_values.csv", "several hundred,300,", "several hundred,400,")
    change(copy, "data/claims.csv", ",,300,,vague,from_word,persons,1943-05-17",
           ",,400,,vague,from_word,persons,1943-05-17")
    return copy


def test_same_input_gives_the_same_bytes(outputs: Path, copy: Path) -> None:
    """A build elsewhere, at another time and in another locale, is identical file by file."""
    here, away = published(outputs.parent), published(copy)
    assert sorted(here.keys() ^ away.keys()) == []
    assert [name for name in here if here[name] != away[name]] == []


def test_the_copy_is_of_another_year(copy: Path) -> None:
    """What the build noted of its notebooks' runs tells that its clock was years ahead."""
    if not FAKETIME:
        if os.environ.get("CI"):
            pytest.fail("CI must have faketime; .ci/run installs it")
        pytest.skip("no faketime on this machine: the copy is of the same day")
    runs = get_cache(copy / "_build/.work/.jupyter_cache").list_cache_records()
    assert runs
    assert {run.created.year - dt.date.today().year for run in runs} <= {3, 4}


def test_nothing_is_done_twice(outputs: Path) -> None:
    """A second build with nothing changed says so and writes nothing."""
    before = {p: p.stat().st_mtime_ns for p in outputs.rglob("*") if p.is_file()}
    done = run_build(outputs.parent)
    assert "Nothing has changed" in done.stdout
    assert {p: p.stat().st_mtime_ns for p in outputs.rglob("*") if p.is_file()} == before


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("data/claims.csv", "1943-08,", "1943-13,", "data/claims.csv:"),
        ("book/introduction.md", "{passage}`DB.1.1`", "{passage}`DB.99.1`", "DB.99.1"),
        ("book/forces.md", "    open_edition(),", "    open_edition() / 0,",
         "'open_edition() / 0,': raises TypeError: unsupported operand"),
    ],
    ids=["bad data", "unknown passage in prose", "a cell that raises"],
)
def test_a_failing_build_leaves_the_last_good_one(
    copy: Path, edited: Callable, there: dict[str, str], name: str, old: str, new: str, said: str
) -> None:
    """The exit code is not zero, the message names the place, and no output changes."""
    before = published(copy)
    edited(name, old, new)
    done = run_build(copy, **there)
    assert done.returncode == 1
    assert said in done.stderr
    assert len(set(done.stderr.splitlines())) == len(done.stderr.splitlines())  # once is enough
    assert "Traceback" not in done.stderr
    assert published(copy) == before


def _heed_interruptions() -> None:
    """Tests that were started in the background hand on that Ctrl-C is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize(("step", "number"), [
    ("Data and checks", signal.SIGINT), ("Pages and notebooks", signal.SIGKILL),
    ("PDF", signal.SIGINT), ("Site and downloads", signal.SIGKILL),
])  # fmt: skip
def test_an_interrupted_build_leaves_the_last_good_one(
    changed: Path, there: dict[str, str], step: str, number: signal.Signals
) -> None:
    """Ctrl-C or a kill in the midst of a step changes no output; an interruption is told."""
    before = published(changed)
    command = [sys.executable, "-m", "edition.cli", "--root", str(changed), "build"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          start_new_session=True, preexec_fn=_heed_interruptions,
                          env={**os.environ, **there, "PYTHONUNBUFFERED": "1"}) as process:
        assert process.stdout is not None
        assert any(line.startswith(f"{step} …") for line in process.stdout)
        # a terminal sends Ctrl-C to every process, a kill strikes the first one alone
        send = os.killpg if number == signal.SIGINT else os.kill
        send(process.pid, number)
        _, err = process.communicate(timeout=60)
    assert process.returncode == (1 if number == signal.SIGINT else -number)
    assert "Traceback" not in err
    assert ("interrupted; the last good build stays as it was" in err) == (number == signal.SIGINT)
    assert published(changed) == before


def test_what_was_changed_reaches_page_figure_and_export(changed: Path,
                                                         there: dict[str, str]) -> None:
    """The build that follows takes up the new prose, and the claim in page, mark and export."""
    assert_quiet(run_build(changed, **there))
    files = published(changed)
    assert "A line more." in files["html/about.html"].decode()
    assert "at least 400 persons" in files["html/db.html"].decode()
    assert "≥ 400 killed and wounded" in files["html/casualties.html"].decode()
    assert '"low": 400' in files["annotations/DB.jsonld"].decode()


def test_jupyter_book_builds_the_same_pages(site: Path, tmp_path: Path) -> None:
    """What Jupyter Book users type makes the same pages, but for the links to downloads."""
    command = [Path(sys.executable).with_name("jupyter-book"), "build", REPO / "book", "-W",
               "--path-output", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    built = tmp_path / "_build" / "html"
    pages = sorted(page.name for page in site.glob("*.html"))
    assert pages == sorted(page.name for page in built.glob("*.html"))
    own = {page: (built / page).read_text("utf-8") for page in pages}
    assert [p for p in pages if without_files((site / p).read_text("utf-8")) != own[p]] == []
    assert [p for p in pages if 'href="downloads/' in own[p]] == []


def without_files(page: str) -> str:
    """A page with its links to downloads left out, or as words in the list of them all."""
    return re.sub(r'(?s)<a href="downloads/[^"]*">(.*?)</a>', r"<span>\1</span>",
                  _DOWNLOADS.sub("", page))


_DOWNLOADS = re.compile(
    r'<a href="downloads/[^"]*">PDF</a>\n|<p class="notebook-download">.*?</p>\n'
    r'|<div class="ed-downloads">.*?</div>', re.DOTALL
)
