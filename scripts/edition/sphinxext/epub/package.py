"""The package: what is in the book, in which order, what it says of itself, and the file."""

from __future__ import annotations

import uuid
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from edition.archive import dated
from edition.description import NAME, abstract, doi_address, full_title, rights
from edition.edition import Edition, EditionInfo

FOLDER = "EPUB"
MEDIA = {".xhtml": "application/xhtml+xml", ".css": "text/css", ".png": "image/png",
         ".woff2": "font/woff2", ".ncx": "application/x-dtbncx+xml", ".txt": "text/plain"}
CONTAINER = f"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="{FOLDER}/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""
SUBJECTS = ("Albania", "Second World War", "Resistance movements", "Annotated editions")


@dataclass(frozen=True)
class Section:
    """An entry of the contents below a chapter."""

    title: str
    target: str  # file and id


@dataclass(frozen=True)
class Chapter:
    """A file in the order of reading."""

    name: str  # of the file, without its ending
    title: str
    kind: str  # epub:type
    sections: tuple[Section, ...] = ()

    @property
    def file(self) -> str:
        """Its name in the package."""
        return f"{self.name}.xhtml"


@dataclass(frozen=True)
class Contents:
    """Everything that the descriptions of the package are made from."""

    edition: Edition
    front: Sequence[Chapter]  # what stands before the table of contents
    parts: Sequence[tuple[str, Sequence[Chapter]]]  # caption, chapters
    starts: str  # file at which reading begins
    pages: Mapping[int, str] = field(default_factory=dict)  # page of the PDF → file and id

    @property
    def chapters(self) -> list[Chapter]:
        """All chapters of all parts."""
        return [chapter for _, chapters in self.parts for chapter in chapters]

    def landmarks(self) -> Iterator[tuple[str, str, str]]:
        """Type, file and name of what a reader may want to go to at once."""
        yield "cover", "cover.xhtml", "Cover"
        yield "titlepage", "title.xhtml", "Title page"
        yield "toc", "nav.xhtml", "Contents"
        yield "bodymatter", self.starts, "Start of the book"
        for chapter in self.chapters:
            if chapter.kind in ("index", "bibliography", "glossary", "introduction"):
                yield chapter.kind, chapter.file, chapter.title


def identifier(info: EditionInfo) -> str:
    """DOI or public address; without them one worked out from name, title and version."""
    made = uuid.uuid5(uuid.NAMESPACE_URL, f"{NAME}/{full_title(info)}/{info.version}")
    return doi_address(info) or info.address or f"urn:uuid:{made}"


def metadata(contents: Contents) -> Mapping[str, Any]:
    """What the package says of the book."""
    edition, info = contents.edition, contents.edition.info
    return {
        "info": info, "identifier": identifier(info), "modified": f"{info.date}T00:00:00Z",
        "description": abstract(edition), "rights": _rights(info), "subjects": SUBJECTS,
        "features": list(_features(contents)), "summary": _summary(contents),
        "source": f"The PDF of the same version: {info.title}, version {info.version}, {info.date}"
                  if contents.pages else "",
    }


def _rights(info: EditionInfo) -> str:
    said = rights(info)
    return said if info.include_base_texts else f"{said} The base texts are not reproduced."


def _features(contents: Contents) -> Iterator[str]:
    yield from ("tableOfContents", "structuralNavigation", "readingOrder", "alternativeText",
                "longDescription", "index", "displayTransformability", "ARIA", "unlocked")
    if contents.pages:
        yield from ("pageBreakMarkers", "pageNavigation")


def _summary(contents: Contents) -> str:
    pages = (" Page numbers are those of the PDF of the same version: each stands before the "
             "first sentence, paragraph or line of a table that begins on that page."
             if contents.pages else "")
    return ("All is text that can be enlarged and read aloud, in the order of reading, with "
            "headings, a table of contents, landmarks and indices. Each chart is an image whose "
            "description gives its numbers, and its rows stand in a table below it. Notes open "
            f"in place where the reading system can do so, and lead back.{pages} Phrases in other "
            "languages are marked in the notes. Conformance to a level of WCAG is not claimed, "
            "since no one but the editors has judged it.")


def manifest(folder: Path) -> list[dict[str, str]]:
    """Every file of the package but its own description."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*")
                   if path.is_file() and path.name != "package.opf")
    special = {"nav.xhtml": "nav", "images/cover.png": "cover-image"}
    return [{"id": _item_id(name), "href": name, "media": MEDIA[PurePosixPath(name).suffix],
             "properties": special.get(name, "")} for name in names]


def spine(contents: Contents) -> list[str]:
    """Ids of the files in the order of reading; the contents come after the title."""
    front = [chapter.file for chapter in contents.front]
    return [_item_id(name) for name in (*front[:3], "nav.xhtml", *front[3:],
                                        *(chapter.file for chapter in contents.chapters))]


def _item_id(name: str) -> str:
    return "ncx" if name == "toc.ncx" else "item-" + name.replace("/", "-").replace(".", "-")


def write_epub(folder: Path, target: Path, info: EditionInfo) -> None:
    """Write ``folder`` as an EPUB: the same files make the same bytes."""
    files = sorted(path for path in (folder / FOLDER).rglob("*") if path.is_file())
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        kind = dated("mimetype", info.date)
        kind.compress_type = zipfile.ZIP_STORED
        archive.writestr(kind, "application/epub+zip")
        archive.writestr(dated("META-INF/container.xml", info.date), CONTAINER)
        for path in files:
            name = path.relative_to(folder).as_posix()
            archive.writestr(dated(name, info.date), path.read_bytes())
