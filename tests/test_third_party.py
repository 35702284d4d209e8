"""Everything that is handed out and was made by others is named with its licence."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pikepdf

from conftest import REPO
from edition.third_party import COMPONENTS, licences
from printed import words_of_pages

THEME = REPO / "scripts/edition/sphinxext/theme/static"
# how a script begins that holds data of the edition and nothing else
DATA = (b"window.edition", b"globalThis.edition")
PATTERNS = [(component, pattern) for component in COMPONENTS for pattern in component.files]


def static(site: Path) -> list[str]:
    """The files that pages load, relative to ``_static/``."""
    folder = site / "_static"
    return [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*"))
            if path.is_file()]


def owners(name: str) -> list[str]:
    """What a file is of."""
    return [component.name for component in COMPONENTS if component.holds(name)]


def is_own(site: Path, name: str) -> bool:
    """Whether a file of the theme, or one that the build writes."""
    data = (site / "_static" / name).read_bytes().startswith(DATA)
    return data or name == "licences.txt" or (THEME / name).is_file()


def test_every_file_that_pages_load_is_accounted_for(site: Path) -> None:
    """It is the edition's own or of one component, never both but for the fonts."""
    for name in static(site):
        if name.startswith("fonts/"):
            assert owners(name) == ["Libertinus Serif"], name
        else:
            assert len(owners(name)) + is_own(site, name) == 1, name


def test_no_file_of_others_is_among_our_own(site: Path) -> None:
    """What the theme has and no component names is written here: nothing says otherwise."""
    for name in static(site):
        if is_own(site, name) and not owners(name) and not name.endswith(".txt"):
            head = (site / "_static" / name).read_text("utf-8")[:400]
            assert not re.search(r"licen[cs]e|copyright|©", head, re.IGNORECASE), name


def test_nothing_is_named_that_is_not_there(site: Path, outputs: Path) -> None:
    """Each pattern is met, and each font stands in the PDF."""
    names = [*static(site), *(PurePosixPath(name).name for name in wheel(outputs))]
    for component, pattern in PATTERNS:
        assert any(component.holds(name) for name in names), pattern
    for component in COMPONENTS:
        assert component.files or component.fonts
        assert component.version and component.licence


def wheel(outputs: Path) -> Iterator[str]:
    """The members of the wheel."""
    path, = (outputs / "html/downloads").glob("*.whl")
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        yield from archive.namelist()


def test_the_wheel(outputs: Path) -> None:
    """It holds files of this repository alone; those of others are the fonts and the coast."""
    foreign = set()
    for name in wheel(outputs):
        if ".dist-info/" not in name:
            assert (REPO / "scripts" / name).is_file(), name
        foreign |= {owner for part in (name.rpartition("static/")[2], PurePosixPath(name).name)
                    for owner in owners(part)} if not name.endswith(".py") else set()
    assert foreign == {"Libertinus Serif", "Natural Earth"}


def test_the_fonts_of_the_pdf(outputs: Path) -> None:
    """Each is one that is named."""
    book = outputs / "albanian-resistance.pdf"
    with pikepdf.open(book) as file:
        found = {str(font.BaseFont).rpartition("+")[2] for page in file.pages
                 for font in page.resources.get("/Font", {}).values()}
    known = tuple(start for component in COMPONENTS for start in component.fonts)
    assert found and all(name.startswith(known) for name in found), found
    assert all(any(name.startswith(start) for name in found) for start in known)
    # the page about the edition names what is in the book, and no more
    words = " ".join(" ".join(words_of_pages(book)).split())
    for component in COMPONENTS:
        said = f"{component.name} {component.version}, "
        assert (said in words) == bool(component.in_print), component.name
        assert component.in_print or not component.fonts


def test_the_fonts_and_images_of_the_epub(outputs: Path) -> None:
    """Fonts are those of the site; style sheets and scripts are named as there."""
    with zipfile.ZipFile(outputs / "albanian-resistance.epub") as archive:
        names = [n.partition("_static/")[2] for n in archive.namelist() if "_static/" in n]
        fonts = [n for n in archive.namelist() if n.endswith((".woff2", ".otf", ".ttf"))]
    assert fonts and all(PurePosixPath(name).name.startswith("libertinus") for name in fonts)
    assert all(owners(name) or (THEME / name).is_file() for name in names)


def test_the_licences_are_handed_out(site: Path) -> None:
    """In full, and linked from the table on the page about the edition."""
    text = (site / "_static/licences.txt").read_text("utf-8")
    assert text == licences()
    for component in COMPONENTS:
        assert f"{component.name} {component.version}: {component.licence}" in text
        if component.package:
            assert list(component.licence_texts()), component.name
    assert "Permission is hereby granted" in text and "Redistribution and use" in text
    page = (site / "about.html").read_text("utf-8")
    assert 'href="_static/licences.txt"' in page
    assert all(component.name in page for component in COMPONENTS)
