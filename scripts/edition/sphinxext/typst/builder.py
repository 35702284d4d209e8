"""The builder: all documents in the order of the contents, compiled to one PDF."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import time
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import typst
from docutils import nodes as dn
from sphinx.builders import Builder
from sphinx.errors import SphinxError
from sphinx.util import logging
from sphinx.util.docutils import SphinxTranslator
from sphinx.util.fileutil import copy_asset_file

from edition import withheld_files
from edition.description import PDF_FILE
from edition.sphinxext import contents, places
from edition.sphinxext.held import unfolded
from edition.sphinxext.opened import edition_of
from edition.sphinxext.typst import book
from edition.sphinxext.typst.labels import Labels
from edition.sphinxext.typst.writer import Writer

logger = logging.getLogger(__name__)

# archival (with attachments) and accessible at once; see the Typst documentation
STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]  # type: ignore[attr-defined,name-defined]

# the pages that ``measures.typ`` knows
LAYOUTS = ("book", "working-a4", "working-letter", "large-print")


class TypstError(SphinxError):
    """The PDF cannot be made; the message says where and why."""

    category = "PDF error"


class TypstBuilder(Builder):
    """Sets the book with Typst."""

    name = "typst"
    format = "typst"
    epilog = "The PDF is in %(outdir)s."
    supported_image_types = ["image/svg+xml", "image/png", "image/jpeg"]  # noqa: RUF012
    # not used for writing; transforms of Sphinx ask for it
    default_translator_class = SphinxTranslator

    def init(self) -> None:
        """Name the folder of images, which the constructor of builders leaves blank."""
        self.imagedir = "_images"

    def get_outdated_docs(self) -> str:
        """One book: always set as a whole."""
        return "the book"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """A mark that the writer turns into a label."""
        return f"%{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """The same from everywhere: the book is one file."""
        return self.get_target_uri(to, typ)

    def prepare_writing(self, docnames: set[str]) -> None:
        """Nothing: everything is done in :meth:`write`."""

    def write(self, build_docnames: Iterable[str] | None, updated_docnames: Iterable[str],
              method: str = "update") -> None:
        """Set all documents and compile them."""
        edition = edition_of(self.env)
        front = contents.front_of(self.env)
        parts = contents.for_print(self.env, self.config.root_doc)
        names = [*front, *(name for part in parts for name, _ in part.documents)]
        trees = {name: self._tree(name) for name in names}
        labels = Labels(trees, self.env.found_docs)
        for docname, label in labels.doubled:
            logger.warning("the label '%s' stands twice; links go to the first", label,
                           location=docname, type="typst", subtype="doubled_label")
        writer = Writer(self, edition, labels)
        opening = [writer.front(name, trees[name]) for name in front]
        chapters = [(part, self._chapters(writer, part, trees)) for part in parts]
        self._check(writer)
        root = Path(self.srcdir, self.config.edition_root).resolve()
        exported = self.config.edition_pdf_attachments
        attachments = book.attachments_of(edition, root, Path(exported) if exported else None)
        self._copy(attachments)
        main = Path(self.outdir, "book.typ")
        source = book.source(edition, root, opening, chapters, attachments, writer.counts.figures)
        main.write_text(source, encoding="utf-8")
        self._compile(main)

    def _tree(self, docname: str) -> dn.document:
        """The document as this builder sets it."""
        tree = contents.without_contents(unfolded(self.env.get_doctree(docname)))
        places.mark(tree)
        self.env.apply_post_transforms(tree, docname)
        places.mark_works(tree)
        self.post_process_images(tree)
        return tree

    def _chapters(self, writer: Writer, part: contents.Part,
                  trees: dict[str, dn.document]) -> list[str]:
        base = 2 if part.caption else 1
        chapters = []
        for number, (name, depth) in enumerate(part.documents):
            chapters.append(writer.chapter(name, trees[name], base + depth, opens=number == 0))
        return chapters

    def _check(self, writer: Writer) -> None:
        """Everything that would stop the compiler or lose something, all at once."""
        edition, counts = writer.edition, writer.counts
        problems = list(writer.problems)
        problems += [f"{docname}: links to '{label}', which nothing sets"
                     for label, docname in writer.labels.lost().items()]
        set_texts = {p.partition(".")[0] for p in counts.passages}
        problems += [f"{p}: the passage is not set" for p in edition.passages
                     if p not in counts.passages and p.partition(".")[0] in set_texts]
        problems += [f"{n.where}: the note {n.note_id} is not set" for n in edition.notes.values()
                     if n.note_id not in counts.notes and n.last.text_id in set_texts]
        set_kinds = {edition.entities[e].kind for e in counts.entries if e in edition.entities}
        problems += [f"{e.where}: the entry {e.id} is not set" for e in edition.entities.values()
                     if e.kind in set_kinds and e.id not in counts.entries]
        for text in sorted(set(writer.unshown)):
            logger.info("the PDF names the script instead of showing it: %s", text)
        if problems:
            raise TypstError("the PDF cannot be made:\n" + "\n".join(problems))

    def _copy(self, attachments: list[book.Attachment]) -> None:
        """Everything that the source names, beside it: the compiler sees this folder only."""
        out = Path(self.outdir)
        for folder in (self.imagedir, "data"):
            shutil.rmtree(out / folder, ignore_errors=True)
            (out / folder).mkdir(parents=True)
        for uri, name in self.images.items():
            copy_asset_file(str(Path(self.srcdir, uri)), str(out / self.imagedir / name))
        root = Path(self.srcdir, self.config.edition_root).resolve()
        changed = withheld_files.changed(edition_of(self.env), root / "data")
        for attachment in attachments:
            target = out / attachment.name
            if target.name in changed:
                target.write_text(changed[target.name], encoding="utf-8")
            else:
                shutil.copyfile(attachment.path, target)
        for design in files(__package__).iterdir():
            if design.name.endswith(".typ"):
                (out / design.name).write_text(design.read_text("utf-8"), encoding="utf-8")

    def _layout(self) -> str:
        layout = self.config.edition_pdf_layout
        if layout not in LAYOUTS:
            raise TypstError(f"edition_pdf_layout: '{layout}': unknown layout; allowed: "
                             + ", ".join(LAYOUTS))
        return layout

    def _compile(self, main: Path) -> None:
        info = edition_of(self.env).info
        day = dt.datetime(info.date.year, info.date.month, info.date.day, tzinfo=dt.UTC)
        target = main.with_name(PDF_FILE)
        started = time.perf_counter()
        compiler = typst.Compiler(
            str(main), root=str(main.parent), sys_inputs={"layout": self._layout()},
            font_paths=typst.Fonts(include_system_fonts=False))
        try:
            _, warnings = compiler.compile_with_warnings(
                output=str(target), pdf_standards=STANDARDS, timestamp=int(day.timestamp()))
        except typst.TypstError as error:
            raise TypstError(_said(error)) from error
        for warning in warnings:
            logger.warning("Typst: %s", _said(warning), type="typst", subtype="compile")
        places.write(self.app, self._places(compiler))
        logger.info("%s: compiled in %.1f s", target.name, time.perf_counter() - started)

    def _places(self, compiler: typst.Compiler) -> dict[str, dict[str, str]]:
        """On which page each place stands, as the document just set tells at its end."""
        told = compiler.query("<spots>", field="value", one=True)
        pages: dict[str, dict[str, str]] = {}
        for name, page in json.loads(told):
            docname, _, place = name.rpartition("#")
            # what is repeated, as the head of a table, counts where it stands first
            pages.setdefault(docname, {}).setdefault(place, page)
        return pages


def _said(problem: typst.TypstError | typst.TypstWarning) -> str:
    said = "\n  ".join([problem.diagnostic or problem.message, *problem.hints, *problem.trace])
    # a line of the source can be a whole chapter
    return "\n".join(line[:240] for line in said.splitlines())
