"""What can be taken away: every published output, with what it is and under which licence.

The page *Downloads*, the manifest of a release and its RO-Crate are made from here.

How to add an output: name it in ``OUTPUTS`` under its name below ``_build/``, with the
files that a reader would look for; a test compares them with what a build makes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from edition.charts.chart import Chart
from edition.charts.registry import CHART_FILES, CHARTS
from edition.codebook import TABLES
from edition.description import EPUB_FILE, PDF_FILE, file_name, wheel_name
from edition.edition import Edition

FORMATS: Mapping[str, tuple[str, str]] = {
    ".bib": ("BibTeX", "application/x-bibtex"),
    ".cff": ("Citation File Format", "application/yaml"),
    ".csv": ("CSV", "text/csv"),
    ".epub": ("EPUB", "application/epub+zip"),
    ".ipynb": ("Jupyter notebook", "application/x-ipynb+json"),
    ".json": ("JSON", "application/json"),
    ".jsonld": ("JSON-LD", "application/ld+json"),
    ".md": ("Markdown", "text/markdown"),
    ".odd": ("TEI ODD", "application/tei+xml"),
    ".pdf": ("PDF", "application/pdf"),
    ".png": ("PNG", "image/png"),
    ".ris": ("RIS", "application/x-research-info-systems"),
    ".rng": ("RELAX NG", "application/xml"),
    ".svg": ("SVG", "image/svg+xml"),
    ".txt": ("plain text", "text/plain"),
    ".whl": ("Python wheel", "application/zip"),
    ".xml": ("TEI", "application/tei+xml"),
    ".yml": ("YAML", "application/yaml"),
    ".zip": ("ZIP", "application/zip"),
}
"""Ending of a file → what people call its format, and its media type."""


@dataclass(frozen=True)
class Download:
    """A file that readers would look for."""

    path: str  # below downloads/
    what: str  # what it is, without a full stop
    licences: tuple[str, ...] = ("data",)  # keys of the licences in edition.yml

    @property
    def name(self) -> str:
        """Its name without folders."""
        return PurePosixPath(self.path).name


@dataclass(frozen=True)
class Output:
    """Something that a build publishes: a file, or a folder of files."""

    what: str  # what it is, without a full stop
    files: Callable[[Edition], Sequence[Download]]

    def licences(self, edition: Edition) -> tuple[str, ...]:
        """The keys of all licences of its files."""
        return tuple(dict.fromkeys(key for file in self.files(edition) for key in file.licences))


def format_of(path: str) -> str:
    """What people call the format of a file."""
    return FORMATS[PurePosixPath(path).suffix][0]


def media_of(path: str) -> str:
    """The media type of a file."""
    return FORMATS[PurePosixPath(path).suffix][1]


def licences_of(edition: Edition, keys: Collection[str]) -> list[str]:
    """The licences under the keys; what is said of the texts only where the texts are there."""
    info = edition.info
    named = [info.licences.get(key, "") for key in keys if key != "texts"]
    rights = info.licences.get("texts", "")
    if "texts" in keys and info.include_base_texts and rights:
        named.append(f"texts: {rights}")
    return list(dict.fromkeys(filter(None, named)))


def _pdf(edition: Edition) -> list[Download]:
    return [Download(PDF_FILE, "The whole book, typeset",
                     ("apparatus", "texts"))]


def _epub(edition: Edition) -> list[Download]:
    return [Download(EPUB_FILE, "The whole book, for e-readers and phones",
                     ("apparatus", "texts"))]


def _tei(edition: Edition) -> list[Download]:
    texts = (Download(f"tei/{text.siglum}.xml",
                      f"{text.siglum}, {text.title.lower()}, with all that is said about it",
                      ("apparatus", "data", "texts")) for text in edition.texts.values())
    return [*texts, Download("tei/two-accounts.odd", "What is used of TEI, and how"),
            Download("tei/two-accounts.rng", "The schema of both")]


def _dts(edition: Edition) -> list[Download]:
    return [Download("dts/index.json", "The entry point, from which all else is found",
                     ("apparatus", "data", "texts"))]


def _annotations(edition: Edition) -> list[Download]:
    return [Download(f"annotations/{text.siglum}.jsonld",
                     f"All annotations of {text.siglum}, {text.title.lower()}")
            for text in edition.texts.values()]


def _data(edition: Edition) -> list[Download]:
    tables = (Download(f"data/{table.file}", table.about.replace("`", "").rstrip("."))
              for table in TABLES.values())
    return [
        Download(file_name(edition.info, "data", ".zip"), "The whole data package in one file",
                 ("data", "texts")),
        Download("data/datapackage.json", "Its description, with the schemas of all tables"),
        Download("data/csv-metadata.json", "The same for CSV on the Web"),
        *tables,
        Download("data/references.bib", "The bibliography"),
        Download("data/entities.jsonld", "Persons, places, organisations, events and the like as "
                                         "linked data"),
        Download("data/CHANGELOG.md", "What each version of the edition brought"),
        Download("data/citation.bib", "The edition as a whole, for reference managers"),
        Download("data/citation.ris", "The same, as RIS"),
        Download("data/citation.csl.json", "The same, as CSL-JSON"),
        Download("data/CITATION.cff", "The same, for code repositories"),
        Download("data/codemeta.json", "The code of the edition, as CodeMeta"),
    ]


def _notebooks(edition: Edition) -> list[Download]:
    charted = dict.fromkeys(chart.notebook for chart in CHARTS.values())
    pages = {"charts": "How the charts are to be read",
             **{name: f"The notebook on {name}, with its figures" for name in charted}}
    return [
        *(Download(f"notebooks/{name}.ipynb", what, ("apparatus", "code"))
          for name, what in pages.items()),
        Download(wheel_name(edition.info), "The code that they import, to be installed with pip",
                 ("code",)),
    ]


def of_chart(chart: Chart[Any]) -> list[Download]:
    """The files of a chart, which lie in the site alone."""
    return [Download(f"figures/{chart.chart_id}{suffix}", f"{chart.title} ({label})",
                     ("apparatus",))
            for label, suffix in CHART_FILES.items()]


OUTPUTS: Mapping[str, Output] = {
    PDF_FILE: Output("The book", _pdf),
    EPUB_FILE: Output("The e-book", _epub),
    "tei": Output("The texts in TEI P5", _tei),
    "data": Output("The data package, linked data, and citations of the whole", _data),
    "annotations": Output("Every note, name, figure, date and numeral as W3C Web Annotations",
                          _annotations),
    "notebooks": Output("The notebooks as they were run, and their code", _notebooks),
    "dts": Output("The texts by passages: a static text API (DTS 1.0)", _dts),
}
"""Name below ``_build/`` → what it is; the site itself is not among them."""
