"""The builder: all documents in the order of the contents, as one EPUB.

It takes from Sphinx's own what concerns addresses and markup, and leaves what concerns its
themes, scripts and styles; descriptions, contents and file are made in ``package``.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from docutils import nodes as dn
from docutils.frontend import get_default_settings
from jinja2 import Environment, PackageLoader, StrictUndefined
from sphinx.builders.epub3 import Epub3Builder
from sphinx.errors import SphinxError
from sphinx.util import logging
from sphinx.writers.html import HTMLWriter

from edition.citation.pages import whole_in_prose
from edition.dates import readable
from edition.description import EPUB_FILE, doi_address, shown_licences
from edition.sphinxext import contents, places, theme
from edition.sphinxext.epub import checks, package, pictures, tree
from edition.sphinxext.epub.setters import GRADE_SIGNS
from edition.sphinxext.epub.translator import EpubTranslator, kind_of
from edition.sphinxext.held import unfolded
from edition.sphinxext.opened import edition_of
from edition.vocabularies import GRADES, NOTE_TYPES

logger = logging.getLogger(__name__)

_FRONT = {"cover": "Cover", "title": "Title page", "imprint": "Imprint",
          "reading": "How to read this book"}
_KINDS = {"cover": "cover", "title": "titlepage", "imprint": "copyright-page",
          "reading": "preface"}


class EpubError(SphinxError):
    """The e-book cannot be made; the message says where and why."""

    category = "EPUB error"


class EpubBuilder(Epub3Builder):
    """Makes the e-book."""

    epilog = "The e-book is in %(outdir)s."
    default_translator_class = EpubTranslator

    def init(self) -> None:
        """Set what the constructor of builders leaves blank."""
        super().init()
        self.imagedir = self.imgpath = "images"

    def get_outdated_docs(self) -> str:  # type: ignore[override]
        """One book: always made as a whole."""
        return "the book"

    def write(self, build_docnames: Iterable[str] | None, updated_docnames: Iterable[str],
              method: str = "update") -> None:
        """Write all documents, and everything that goes with them."""
        self.edition = edition_of(self.env)
        self.folder = Path(self.outdir, package.FOLDER)
        self.templates = Environment(
            loader=PackageLoader(__package__), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True)
        self._clear()
        self._prepare_settings()
        front = contents.Part("", tuple((name, 0) for name in contents.front_of(self.env)))
        listed = (front, *contents.for_print(self.env, self.config.root_doc))
        names = [name for part in listed for name, _ in part.documents]
        self.omitted = self.env.found_docs - set(names)
        trees = {name: self._tree(name) for name in names}
        self._write_assets()
        self.events.emit(places.WANTED)
        pages = places.read(self.app)
        breaks = tree.PageBreaks(page for found in pages.values() for page in found.values())
        parts = [(part.caption, [self._chapter(name, trees[name], breaks, pages.get(name, {}))
                                 for name, _ in part.documents])
                 for part in listed]
        book = package.Contents(
            self.edition, [package.Chapter(*pair, _KINDS[pair[0]]) for pair in _FRONT.items()],
            parts, self._start(parts),
            {page: f"{name}.xhtml#page-{page}" for page, name in sorted(breaks.placed.items())})
        self._write_front(book)
        self._describe(book)

    def finish(self) -> None:
        """Hold what was made against the edition, and put it into one file."""
        problems = checks.problems(self.folder, self.edition)
        if problems:
            raise EpubError("the e-book cannot be made:\n" + "\n".join(problems))
        package.write_epub(Path(self.outdir), self.file, self.edition.info)

    @property
    def file(self) -> Path:
        """The e-book."""
        return Path(self.outdir, EPUB_FILE)

    def _clear(self) -> None:
        """Take away the last book, but for its pictures, which take time to draw."""
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            if path.name != self.imagedir:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        (self.folder / self.imagedir).mkdir(parents=True, exist_ok=True)
        # other extensions leave their styles and scripts here, out of the book
        Path(self.outdir, "_static").mkdir(exist_ok=True)

    def _prepare_settings(self) -> None:
        """What translators ask for."""
        self.docwriter = HTMLWriter(self)
        self.docsettings = get_default_settings(self.docwriter)
        vars(self.docsettings).update(self.env.settings)

    # --- documents ------------------------------------------------------------------

    def _chapter(self, docname: str, document: dn.document, breaks: tree.PageBreaks,
                 pages: Mapping[str, str]) -> package.Chapter:
        breaks.put(docname, document, pages)
        document.settings = self.docsettings
        self.current_docname = docname
        self.secnumbers = self.env.toc_secnumbers.get(docname, {})
        self.fignumbers = self.env.toc_fignumbers.get(docname, {})
        translator = self.create_translator(document, self)
        document.walkabout(translator)
        title = self.env.titles[docname].astext()
        self._write(f"{docname}.xhtml", "chapter.xhtml", title=title,
                    body="".join(translator.fragment))
        return package.Chapter(docname, title, kind_of(docname, document)[0],
                               tuple(_sections(docname, document)))

    def _tree(self, docname: str) -> dn.document:
        """The document as this builder sets it."""
        document = contents.without_contents(unfolded(self.env.get_doctree(docname)))
        places.mark(document)
        tree.without_code(document)
        tree.without_others(document)
        tree.gather_notes(document)
        self.env.apply_post_transforms(document, docname)
        tree.without_links(document, {self.get_target_uri(name) for name in self.omitted})
        self.post_process_images(document)
        return document

    def post_process_images(self, doctree: dn.document) -> None:
        """Charts go into the book as PNG."""
        super().post_process_images(doctree)
        for uri, name in self.images.items():
            if name.endswith(".svg"):
                self.images[uri] = pictures.name_of(Path(self.srcdir, uri))

    # --- what goes with them --------------------------------------------------------

    def _write_front(self, book: package.Contents) -> None:
        info = self.edition.info
        used = {note.note_type for note in self.edition.notes.values()}
        said = {"info": info, "day": readable(info.date.isoformat()), "paged": bool(book.pages),
                "citation": whole_in_prose(self.edition)["chicago"],
                "doi_address": doi_address(info), "licences": shown_licences(info),
                "texts": list(self.edition.texts.values()),
                "grades": GRADES, "signs": GRADE_SIGNS,
                "types": {name: what for name, what in NOTE_TYPES.items() if name in used}}
        for chapter in book.front:
            self._write(chapter.file, f"{chapter.name}.xhtml", title=chapter.title, **said)

    def _write_assets(self) -> None:
        """Style, face, pictures."""
        images = self.folder / self.imagedir
        drawn = {Path(self.srcdir, uri): images / name for uri, name in self.images.items()}
        pictures.draw({svg: png for svg, png in drawn.items() if svg.suffix == ".svg"})
        for source, target in drawn.items():
            if source.suffix != ".svg":
                shutil.copyfile(source, target)
        pictures.draw_cover(self.edition.info, images / "cover.png")
        for path in images.iterdir():
            if path not in {*drawn.values(), images / "cover.png"}:
                path.unlink()
        style = files(__package__).joinpath("book.css").read_text("utf-8")
        (self.folder / "book.css").write_text(style, encoding="utf-8")
        fonts = Path(theme.__path__[0], "static", "fonts")
        (self.folder / "fonts").mkdir()
        for font in (*fonts.glob("*.woff2"), fonts / "OFL.txt"):
            shutil.copyfile(font, self.folder / "fonts" / font.name)

    def _describe(self, book: package.Contents) -> None:
        said = {**package.metadata(book), "book": book}
        self._write("nav.xhtml", "nav.xhtml", title="Contents", **said)
        self._write("toc.ncx", "toc.ncx", **said)
        self._write("package.opf", "package.opf", items=package.manifest(self.folder),
                    spine=package.spine(book), **said)

    @staticmethod
    def _start(parts: list[tuple[str, list[package.Chapter]]]) -> str:
        """Where reading begins: the first chapter that stands in a part, if there are parts."""
        in_parts = [chapter for caption, listed in parts for chapter in listed if caption]
        return (in_parts or [chapter for _, listed in parts for chapter in listed])[0].file

    def _write(self, name: str, template: str, **said: Any) -> None:
        language = self.edition.info.language
        text = self.templates.get_template(f"{template}.jinja").render(language=language, **said)
        (self.folder / name).write_text(text, encoding="utf-8")


def _sections(docname: str, document: dn.document) -> Iterator[package.Section]:
    """The sections below the title of a document."""
    for top in document.findall(lambda node: isinstance(node, dn.section)
                                and isinstance(node.parent, dn.document)):
        for section in (child for child in top.children if isinstance(child, dn.section)):
            title = next(iter(section.findall(dn.title)), None)
            if title is not None and section["ids"]:
                yield package.Section(title.astext(), f"{docname}.xhtml#{section['ids'][0]}")
