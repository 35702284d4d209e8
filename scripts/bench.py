"""How long the build takes, beside a plain build of the same pages, and how it grows.

The plain build is that of Jupyter Book as it comes, in which MyST-NB runs one notebook after
the other; below it stands ``jupyter-book build`` as this book has it set up, in which the
edition's extension runs them side by side.

Everything is measured in one run, on copies in a temporary folder, so that the ratios mean
something on any machine. ``python scripts/bench.py`` prints the tables; ``--grow 1,10,100``
chooses the sizes of the synthetic editions of ``grow.py`` and ``--only build`` or ``--only
growth`` one of the two tables. ``seconds`` is the time one waits, ``busy`` that of all
processors together; the memory is that of the largest process. Where xelatex is not installed,
its line says so.

How to add a measure: add a line to ``_builds`` or ``_growth``.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from edition.description import PDF_FILE
from grow import ROOT, grow

SOURCES = ("_config.yml", "pyproject.toml", "requirements.txt", "README.md", "CHANGELOG.md",
           "LICENSES", "book", "data", "scripts")
EDITION = [sys.executable, "-m", "edition.cli", "--root"]

# what is changed: file, words, and the words that take their place
CHANGES = {
    "one note changed": ("data/notes/DB-03.yml", "body: >-\n    ", "body: >-\n    Seen. "),
    "one claim changed": ("data/claims.csv", "The date is the start", "The day is the start"),
    "one sentence of prose changed": ("book/about.md", "# About this edition",
                                      "# About this edition\n\nOne sentence more."),
    "one notebook cell changed": ("book/forces.md", "    open_edition(),", "    open_edition() ,"),
}
_AS_IT_COMES = ("_config.yml", "execute_notebooks: cache", "execute_notebooks: force")


@dataclass(frozen=True)
class Spent:
    """What a command took."""

    seconds: float
    busy: float  # seconds of all processors, which other work on the machine changes little
    megabytes: float  # of its largest process
    said: str


class BenchError(Exception):
    """A command failed; there is nothing to be measured."""


def run(*command: object, cwd: Path | None = None) -> Spent:
    """Run a command, and see what it takes."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    with tempfile.TemporaryFile("w+") as out:
        began = time.perf_counter()
        process = subprocess.Popen([str(part) for part in command], stdout=out, stderr=out,
                                   cwd=cwd, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        said = out.read()
    if process.returncode:
        raise BenchError(f"{' '.join(map(str, command))}\n{said}")
    return Spent(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said)


# --- the builds -------------------------------------------------------------------


def builds(folder: Path) -> Iterator[tuple[str, Spent | str]]:
    """Each thing measured and what it took, or why it was not."""
    own, plain = _copy(folder / "own"), _copy(folder / "plain")
    jupyter_book = Path(sys.executable).with_name("jupyter-book")
    with changed(plain, *_AS_IT_COMES):
        yield "plain jupyter-book build, HTML only", run(jupyter_book, "build", plain / "book")
    shutil.rmtree(plain / "_build")
    yield "  with the notebooks side by side", run(jupyter_book, "build", plain / "book")
    yield "everything, empty caches", run(*EDITION, own, "build")
    yield "nothing changed", run(*EDITION, own, "build")
    for title, change in CHANGES.items():
        with changed(own, *change):
            yield title, run(*EDITION, own, "build")
    run(*EDITION, own, "build")
    yield "one note changed, seen with edition serve", _served(own)
    yield "PDF alone", run(sys.executable, "-c", _STEP, own, "typst")
    yield from _latex(plain, jupyter_book)


def _copy(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        else:
            shutil.copyfile(source, folder / name)
    return folder


@contextmanager
def changed(root: Path, name: str, old: str, new: str) -> Iterator[None]:
    """A file with other words in it, for a while."""
    path = root / name
    before = path.read_text("utf-8")
    if old not in before:
        raise BenchError(f"{name} does not hold '{old}'")
    path.write_text(before.replace(old, new, 1), "utf-8")
    try:
        yield
    finally:
        path.write_text(before, "utf-8")


def _served(root: Path) -> Spent:
    """From the change of a note to the page that has it, asked for as a browser does."""
    server = subprocess.Popen([*EDITION, str(root), "serve", "--port", "0"], text=True,
                              stdout=subprocess.PIPE,
                              env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")})
    assert server.stdout is not None
    try:
        address = next(m[0] for line in server.stdout
                       if (m := re.search(r"http://[\d.]+:\d+/", line)))
        told = urllib.request.urlopen(f"{address}-/events?page=db")
        told.readline()  # the server is there
        with changed(root, *CHANGES["one note changed"]):
            began = time.perf_counter()
            while b"Seen. " not in urllib.request.urlopen(f"{address}db.html").read():
                while not told.readline().startswith(b"data:"):
                    pass
            return Spent(time.perf_counter() - began, 0, 0, "")
    finally:
        server.terminate()
        server.wait()


def _latex(plain: Path, jupyter_book: Path) -> Iterator[tuple[str, Spent | str]]:
    title = "xelatex of the same pages (latexmk)"
    if not (shutil.which("latexmk") and shutil.which("xelatex")):
        yield title, "absent on this machine"
        return
    run(jupyter_book, "build", plain / "book", "--builder", "latex")
    yield title, run("latexmk", "-xelatex", "-interaction=nonstopmode", "-f",
                     cwd=plain / "_build" / "latex")


def pages_of(pdf: Path) -> int:
    """How many pages a PDF has; 0 where nothing here can count them."""
    try:
        from pypdfium2 import PdfDocument
    except ImportError:
        return 0
    return len(PdfDocument(pdf)) if pdf.is_file() else 0


# --- growth -----------------------------------------------------------------------

_EXPORTS = """
import sys
from pathlib import Path
from edition.export import exporters
from edition.load import open_edition
from edition.steps import collect_seldom
collect_seldom()
root = Path(sys.argv[1])
edition = open_edition(root)
for name, write in exporters(root / "data").items():
    (root / "out" / name).mkdir(parents=True)
    write(edition, root / "out" / name)
"""
_STEP = """
import sys
from pathlib import Path
from edition.pages import write_book
from edition.steps import collect_seldom
collect_seldom()
root = Path(sys.argv[1])
write_book(root, root / "_build" / ".work", None, sys.argv[2])
"""
_LARGEST_PDF = 10  # beyond that in volumes


def growth(folder: Path, sizes: list[int]) -> Iterator[tuple[str, int, Spent]]:
    """What each step takes for editions of several sizes."""
    steps: dict[str, Callable[[Path], Spent]] = {
        "load and check": lambda root: run(*EDITION, root, "check"),
        "exports": lambda root: run(sys.executable, "-c", _EXPORTS, root),
        "HTML": lambda root: run(sys.executable, "-c", _STEP, root, "html"),
        "PDF": lambda root: run(sys.executable, "-c", _STEP, root, "typst"),
    }
    for size in sizes:
        root = folder / f"times-{size}"
        grow(root, size)
        for title, step in steps.items():
            if title != "PDF" or size <= _LARGEST_PDF:
                yield title, size, step(root)
        shutil.rmtree(root)


# --- tables -----------------------------------------------------------------------


def tell_builds(folder: Path) -> None:
    """Print the first table, line by line as it is measured."""
    print(f"{'':44}{'seconds':>9}{'of plain':>10}{'busy':>9}{'memory':>10}")
    plain = 0.0
    for title, spent in builds(folder):
        if isinstance(spent, str):
            print(f"{title:44}{spent:>29}")
            continue
        plain = plain or spent.seconds
        memory = f"{spent.megabytes:.0f} MB" if spent.megabytes else ""
        busy = f"{spent.busy:.2f}" if spent.busy else ""
        print(f"{title:44}{spent.seconds:9.2f}{spent.seconds / plain:9.0%} {busy:>9}{memory:>10}",
              flush=True)
        if title == "PDF alone":
            pages = pages_of(folder / "own/_build/.work/typst" / PDF_FILE)
            each = f"{1000 * spent.seconds / pages:.0f} ms a page" if pages else "not counted"
            print(f"{f'  of which {pages} pages':44}{each:>29}")
    tell_weights(folder / "own" / "_build" / "html")


def tell_weights(site: Path) -> None:
    """Print what pages weigh; without a browser, that nobody can weigh them here."""
    done = subprocess.run([sys.executable, ROOT / "scripts" / "page_weight.py", "db", "forces",
                           "--root", site.parents[1]], capture_output=True, text=True, check=False)
    print(f"\n{done.stdout}" if done.returncode == 0 else "\nweight of pages: absent (no browser)")


def tell_growth(folder: Path, sizes: list[int]) -> None:
    """Print the second table: for each size also what one unit, this edition once, keeps busy."""
    print(f"\n{'':20}{'times':>6}{'seconds':>10}{'busy':>10}{'per unit':>10}{'memory':>10}"
          f"{'per unit':>11}")
    for title, size, spent in growth(folder, sizes):
        print(f"{title:20}{size:6}{spent.seconds:10.2f}{spent.busy:10.2f}{spent.busy / size:10.2f}"
              f"{spent.megabytes:7.0f} MB{spent.megabytes / size:8.1f} MB", flush=True)


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=("build", "growth"))
    parser.add_argument("--grow", default="1,10", metavar="SIZES",
                        help="sizes of the synthetic editions (default: 1,10)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.only != "growth":
            tell_builds(Path(folder))
        if given.only != "build":
            tell_growth(Path(folder), [int(size) for size in given.grow.split(",")])


if __name__ == "__main__":
    main()
