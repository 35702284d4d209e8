"""The whole book as one Typst source: what it is called, its parts, what is attached."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from edition.citation.pages import told_apart, whole_in_prose
from edition.codebook import TABLES
from edition.description import doi_address, shown_licences
from edition.edition import Edition
from edition.sphinxext.contents import Part
from edition.sphinxext.typst.escape import array, call, dictionary, literal, words
from edition.stamps import input_stamp
from edition.vocabularies import GRADES, NOTE_TYPES

KEYWORDS = ("Albania", "resistance", "Second World War", "annotated edition", "digital edition")

MIME_TYPES = {".csv": "text/csv", ".bib": "application/x-bibtex", ".txt": "text/plain",
              ".xml": "application/tei+xml"}

_FINGERPRINT = 12  # digits of the hash that the imprint gives


@dataclass(frozen=True)
class Attachment:
    """A file that travels in the PDF."""

    path: Path
    description: str

    @property
    def name(self) -> str:
        """What it is called in the PDF, and beside the source."""
        return f"data/{self.path.name}"

    @property
    def mime_type(self) -> str:
        """MIME type by the ending of the name."""
        return MIME_TYPES[self.path.suffix]


def attachments_of(edition: Edition, root: Path, exported: Path | None) -> list[Attachment]:
    """The data tables, the bibliography, the base texts if the book has their words, the TEI.

    ``exported`` is a folder with the texts in TEI, made before the book.
    """
    tables = [Attachment(path, TABLES[path.stem].about.removesuffix("."))
              for path in sorted((root / "data").glob("*.csv"))]
    works = [Attachment(root / "data" / "references.bib", "Every work cited, in BibTeX")]
    texts = [Attachment(root / t.file, f"Base text {t.siglum}, byte for byte as supplied")
             for t in {t.file: t for t in edition.texts.values()}.values()
             ] if edition.info.include_base_texts else []
    encoded = [Attachment(path, f"Text {path.stem} with its apparatus, in TEI P5")
               for path in sorted(exported.glob("*.xml"))] if exported else []
    return [*tables, *works, *texts, *encoded]


def source(edition: Edition, root: Path, front: list[str], parts: list[tuple[Part, list[str]]],
           attachments: list[Attachment], figures: int) -> str:
    """The source; ``front`` and ``parts`` come with the sources of their documents.

    ``figures`` is the number of figures in them.
    """
    info = _info(edition, root)
    blocks = ['#import "template.typ": *', f"#show: book.with({info})"]
    blocks += [call("pdf.attach", literal(a.name), 'relationship: "data"',
                    f"mime-type: {literal(a.mime_type)}",
                    f"description: {literal(a.description)}") for a in attachments]
    blocks.append(call("front-matter", info, _key(edition), f"figures: {str(figures > 0).lower()}",
                       body="\n\n".join(front)))
    for part, chapters in parts:
        blocks.append(call("part", body=words(part.caption)) if part.caption else "")
        blocks += chapters
    blocks.append(call("colophon", info, _files(attachments)))
    blocks.append(call("told-spots"))
    return "\n\n".join(filter(None, blocks)) + "\n"


def _info(edition: Edition, root: Path) -> str:
    info = edition.info
    day = info.date
    return dictionary({
        "title": literal(info.title),
        "subtitle": literal(info.subtitle),
        "editors": literal(info.editors),
        "publisher": literal(info.publisher),
        "version": literal(info.version),
        "revision": literal(input_stamp(root)[:_FINGERPRINT]),
        "date": f"datetime(year: {day.year}, month: {day.month}, day: {day.day})",
        "language": literal(info.language.partition("-")[0]),
        "region": literal(info.language.partition("-")[2]) if "-" in info.language else "none",
        "keywords": array([literal(word) for word in KEYWORDS]),
        "address": literal(info.address or ""),
        "doi": literal(info.doi or ""),
        "doi-address": literal(doi_address(info)),
        "citation": _citation(edition),
        "contact": literal(info.contact or ""),
        "licences": dictionary({k: literal(v) for k, v in shown_licences(info).items()}),
        "texts": array([dictionary({"siglum": literal(t.siglum), "title": literal(t.title),
                                    "host": literal(t.host)}) for t in edition.texts.values()]),
        "with-texts": str(info.include_base_texts).lower(),
    }).replace("\n", " ")


def _citation(edition: Edition) -> str:
    said = told_apart(whole_in_prose(edition)["chicago"])
    return f"[{''.join(f'#emph[{words(s)}]' if italic else words(s) for s, italic in said)}]"


def _key(edition: Edition) -> str:
    used = {note.note_type for note in edition.notes.values()}
    return dictionary({
        "grades": dictionary({k: literal(v) for k, v in GRADES.items()}),
        "types": dictionary({k: literal(v) for k, v in NOTE_TYPES.items() if k in used}),
    })


def _files(attachments: list[Attachment]) -> str:
    return array([array([literal(a.path.name), literal(a.description)])
                  for a in attachments])
