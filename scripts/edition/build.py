"""Build everything, aside, and swap it in when all is well.

Caches (doctrees, executed notebooks, the pages of the last build) stay in
``_build/.work``; what is published is made in ``_build/.next`` and takes the place of
the last good output only at the end, so that a failing build changes nothing.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from edition.stamps import input_stamp

if TYPE_CHECKING:
    from edition.edition import Edition

PDF = "albanian-resistance.pdf"


class BuildError(Exception):
    """The book could not be built; what was wrong has been printed."""


def build(root: Path, *, say: Callable[[str], None] = print,
          base_texts: bool | None = None) -> bool:
    """Build the book in ``root`` into ``root/_build``; False if nothing had changed.

    Raises :class:`~edition.problems.EditionError` for bad data and :class:`BuildError`
    for a page that cannot be built; the last good output stays as it is.
    """
    out = root / "_build"
    stamp = f"{input_stamp(root)} {base_texts}"
    stamp_file = out / ".stamp"
    if stamp_file.is_file() and stamp_file.read_text() == stamp and (out / "html").is_dir():
        return False
    work, following = out / ".work", out / ".next"
    shutil.rmtree(following, ignore_errors=True)
    following.mkdir(parents=True)
    for title, step in _steps(root, work, following, base_texts):
        began = time.perf_counter()
        say(f"{title} …")
        step()
        say(f"{title}: {time.perf_counter() - began:.1f} s")
    _swap(following, out)
    stamp_file.write_text(stamp)
    return True


def last_build(root: Path) -> tuple[str, str]:
    """Stamp of the inputs of the last good build, and its switch for base texts; or blanks."""
    stamp_file = root / "_build" / ".stamp"
    stamp, _, switch = (stamp_file.read_text() if stamp_file.is_file() else "").partition(" ")
    return stamp, switch


def _steps(root: Path, work: Path, following: Path,
           base_texts: bool | None) -> list[tuple[str, Callable[[], None]]]:
    return [
        ("Data and checks", lambda: _load(root)),
        ("Pages and notebooks", lambda: _sphinx(root, work, "html", base_texts)),
        ("PDF", lambda: _set_book(root, work, base_texts)),
        ("Exports and downloads", lambda: _collect(root, work, following, base_texts)),
    ]


def _load(root: Path) -> None:
    from edition.load import open_edition

    open_edition(root)


def _set_book(root: Path, work: Path, base_texts: bool | None) -> None:
    """Set the PDF, with the texts in TEI beside it: they travel in it."""
    from edition.export import exporters

    attachments = work / "attachments"
    shutil.rmtree(attachments, ignore_errors=True)
    attachments.mkdir(parents=True)
    exporters(root / "data")["tei"](_edition(root, base_texts), attachments)
    _sphinx(root, work, "typst", base_texts, edition_pdf_attachments=str(attachments))


def _edition(root: Path, base_texts: bool | None) -> Edition:
    from edition.load import open_edition

    edition = open_edition(root)
    if base_texts is None:
        return edition
    return replace(edition, info=replace(edition.info, include_base_texts=base_texts))


def _sphinx(root: Path, work: Path, builder: str, base_texts: bool | None,
            **settings: str) -> None:
    """Run one Sphinx builder as Jupyter Book would, with warnings as errors."""
    from jupyter_book.sphinx import build_sphinx

    overrides = {
        "external_toc_path": str(root / "book" / "_toc.yml"),
        "latex_individualpages": False,
        "edition_base_texts": base_texts,
        "edition_downloads": True,
        **settings,
    }
    result = build_sphinx(
        root / "book", work / builder, noconfig=True, path_config=root / "_config.yml",
        confoverrides=overrides, doctreedir=work / ".doctrees", builder=builder, quiet=True,
        warningiserror=True, keep_going=True,
    )
    if result != 0:
        raise BuildError(f"the step '{builder}' failed")


def _collect(root: Path, work: Path, following: Path, base_texts: bool | None) -> None:
    """Put together what is published: site, PDF, exports, and copies under downloads/."""
    from edition.archive import files_below, write_zip
    from edition.description import file_name
    from edition.export import exporters
    from edition.figures.files import write_figures
    from edition.notebooks import write_executed
    from edition.wheel import write_wheel

    edition = _edition(root, base_texts)
    site = following / "html"
    shutil.copytree(work / "html", site)
    shutil.rmtree(site / "_sources", ignore_errors=True)
    (site / ".buildinfo").unlink(missing_ok=True)
    downloads = site / "downloads"
    downloads.mkdir()
    for name, write in exporters(root / "data").items():
        (following / name).mkdir()
        write(edition, following / name)
        shutil.copytree(following / name, downloads / name)
    write_zip(downloads / file_name(edition.info, "data", ".zip"),
              files_below(following / "data"), edition.info.date)
    shutil.copyfile(work / "typst" / PDF, following / PDF)
    shutil.copyfile(following / PDF, downloads / PDF)
    write_figures(edition, downloads / "figures")
    write_executed(root, work / ".jupyter_cache", edition, following / "notebooks")
    shutil.copytree(following / "notebooks", downloads / "notebooks")
    write_wheel(root, work / "wheel", edition.info.date, downloads)


def _swap(following: Path, out: Path) -> None:
    """Put each new output in the place of the old one."""
    old = out / ".old"
    shutil.rmtree(old, ignore_errors=True)
    old.mkdir()
    for made in sorted(following.iterdir()):
        current = out / made.name
        if current.exists():
            current.rename(old / made.name)
        made.rename(current)
    shutil.rmtree(old, ignore_errors=True)
    following.rmdir()
