"""Build everything, aside, and swap it in when all is well.

Caches (doctrees, executed notebooks, the pages of the last build) stay in
``_build/.work``; what is published is made in ``_build/.next`` and takes the place of
the last good output only at the end, so that a failing build changes nothing.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from edition.description import EPUB_FILE, PDF_FILE, file_name
from edition.stamps import input_stamp
from edition.steps import BuildError, Others, Step, run_steps
from edition.swap import NEXT, STAMP, alone, is_whole, swap
from edition.withheld import withholding

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from edition.edition import Edition

__all__ = ["BuildError", "build", "last_build"]

READ = "all pages read"
DOWNLOADS = "downloads"  # made beside the pages, and laid below them at the end


def build(root: Path, *, say: Callable[[str], None] = print,
          base_texts: bool | None = None) -> bool:
    """Build the book in ``root`` into ``root/_build``; False if nothing had changed.

    Raises :class:`~edition.problems.EditionError` for bad data and :class:`BuildError`
    for a page that cannot be built; the last good output stays as it is. While another build
    is at work in the same folder, it waits.
    """
    out = root / "_build"
    if _is_current(out, _stamp(root, base_texts)):
        return False
    with alone(out, say), withholding(base_texts is False):
        stamp = _stamp(root, base_texts)  # of now: another build may have been waited for
        if _is_current(out, stamp):
            return False
        work, following = out / ".work", out / NEXT
        (following / DOWNLOADS).mkdir(parents=True)
        began = time.perf_counter()
        say("Data and checks …")
        edition = _open(root)
        say(f"Data and checks: {time.perf_counter() - began:.1f} s")
        run_steps(_steps(root, work, following, edition, base_texts), say)
        # what was saved meanwhile may have been read or not: then no stamp fits
        swap(out, stamp if stamp == _stamp(root, base_texts) else "")
    return True


def _stamp(root: Path, base_texts: bool | None) -> str:
    return f"{input_stamp(root)} {base_texts}"


def _is_current(out: Path, stamp: str) -> bool:
    stamp_file = out / STAMP
    return (is_whole(out) and stamp_file.is_file() and stamp_file.read_text() == stamp
            and (out / "html").is_dir())


def last_build(root: Path) -> tuple[str, str]:
    """Stamp of the inputs of the last good build, and its switch for base texts; or blanks."""
    stamp_file = root / "_build" / STAMP
    stamp, _, switch = (stamp_file.read_text() if stamp_file.is_file() else "").partition(" ")
    return stamp, switch


def _steps(root: Path, work: Path, following: Path, edition: Edition,
           base_texts: bool | None) -> list[Step]:
    """What is made of the edition, and what of it must be there before what."""
    return [
        Step("Pages and notebooks", partial(_pages, root, edition, work, following, base_texts),
             gives=(READ,)),
        Step("Exports", partial(_exports, root, edition, following)),
        Step("Package", partial(_package, root, edition, work, following)),
        Step("Figures", partial(_figures, edition, work, following), after=(READ,)),
        Step("PDF", partial(_pdf, work, following), takes=READ, after=("Exports",)),
        Step("EPUB", partial(_epub, work, following), takes=READ),
        Step("Site and downloads", partial(_site, root, edition, work, following),
             after=("Pages and notebooks", "Exports", "Package", "Figures")),
    ]


def _open(root: Path) -> Edition:
    from edition.manuscript import read_book
    from edition.withheld import as_published

    return as_published(read_book(root))


def _pages(root: Path, edition: Edition, work: Path, following: Path, base_texts: bool | None,
           others: Others) -> None:
    """Run the notebooks, read all pages, and write the site."""
    from edition.notebooks import write_executed
    from edition.pages import write_book

    write_book(root, work, base_texts, "html", lambda app: others.give(READ, app),
               edition_figures=str(work / "figures"),
               edition_pdf_attachments=str(following / "tei"))
    write_executed(root, work / ".jupyter_cache", edition, following / "notebooks")


def _pdf(work: Path, following: Path, _: Others, app: Sphinx) -> None:
    """Set the pages that have been read as a book, in which the texts in TEI travel."""
    from edition.pages import write_also

    write_also(app, "typst")
    shutil.copyfile(work / "typst" / PDF_FILE, following / PDF_FILE)


def _epub(work: Path, following: Path, others: Others, app: Sphinx) -> None:
    """Make an e-book of the pages that have been read, with the page numbers of the PDF."""
    from edition.pages import write_also
    from edition.sphinxext.places import WANTED

    app.connect(WANTED, lambda _: others.wait("PDF"))
    write_also(app, "epub")
    shutil.copyfile(work / "epub" / EPUB_FILE, following / EPUB_FILE)


def _exports(root: Path, edition: Edition, following: Path, _: Others) -> None:
    """Write the edition in every format that machines read."""
    from edition.export import exporters

    for name, write in exporters(root / "data").items():
        (following / name).mkdir()
        write(edition, following / name)


def _package(root: Path, edition: Edition, work: Path, following: Path, _: Others) -> None:
    """Make the package that runs the notebooks."""
    from edition.wheel import write_wheel

    write_wheel(root, work / "wheel", edition.info.date, following / DOWNLOADS)


def _figures(edition: Edition, work: Path, following: Path, _: Others) -> None:
    """Gather the files of the figures that the notebooks have kept, and draw the others."""
    from edition.charts.registry import CHARTS

    folder, missing = following / DOWNLOADS / "figures", []
    folder.mkdir()
    for chart in CHARTS.values():
        kept = list((work / "figures" / chart.notebook).glob(f"{chart.chart_id}.*"))
        for file in kept:
            shutil.copyfile(file, folder / file.name)
        missing += [chart.chart_id] if not kept else []
    if missing:
        from edition.figures.registry import write_figures

        write_figures(edition, missing, folder)


def _site(root: Path, edition: Edition, work: Path, following: Path, others: Others) -> None:
    """Put together what is published: the pages, and under them copies of everything."""
    from edition.archive import files_below, write_zip
    from edition.export import exporters

    site = following / "html"
    shutil.copytree(work / "html", site)
    shutil.rmtree(site / "_sources", ignore_errors=True)
    (site / ".buildinfo").unlink(missing_ok=True)
    downloads = (following / DOWNLOADS).rename(site / "downloads")
    for name in (*exporters(root / "data"), "notebooks"):
        shutil.copytree(following / name, downloads / name)
    write_zip(downloads / file_name(edition.info, "data", ".zip"),
              files_below(following / "data"), edition.info.date)
    for step, name in (("PDF", PDF_FILE), ("EPUB", EPUB_FILE)):
        others.wait(step)
        shutil.copyfile(following / name, downloads / name)
