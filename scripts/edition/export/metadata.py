"""What libraries, repositories and reference managers read of the edition as a whole.

All of it is said once, in ``data/edition.yml``. ``edition release --metadata`` writes the
three files that are looked for at the top of a repository, and a test compares them. What
is not known (a DOI, an address, a contact) is left out everywhere.

Sources: Citation File Format 1.2.0; CodeMeta 3.0; the deposit metadata of Zenodo; RO-Crate 1.2.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from edition.citation import cite
from edition.description import (
    NAME,
    Part,
    abstract,
    doi_address,
    filled,
    full_title,
    is_open,
    licence_address,
    rights,
)
from edition.edition import Edition, EditionInfo

_MESSAGE = ("If you use this edition, please cite it as below; cite a passage by its id, "
            "as {label}.")
_CRATE = "https://w3id.org/ro/crate/1.2"


def write(edition: Edition, folder: Path) -> None:
    """Write the citations of the whole, and the files for repositories, into the folder."""
    for name, made in {**CITATIONS, **TOP_LEVEL}.items():
        if not name.startswith("."):  # what a web server does not show
            (folder / name).write_text(made(edition), encoding="utf-8")


def write_top_level(edition: Edition, root: Path) -> None:
    """Write the files that stand at the top of the repository."""
    for name, made in TOP_LEVEL.items():
        (root / name).write_text(made(edition), encoding="utf-8")


# --- files for repositories -------------------------------------------------------


def citation_cff(edition: Edition) -> str:
    """``CITATION.cff``."""
    info = edition.info
    passage = next(p for p in edition.passages.values() if p.level == "sentence")
    described = filled({
        "cff-version": "1.2.0",
        "message": _MESSAGE.format(label=passage.label),
        "type": "dataset",
        "title": full_title(info),
        "abstract": abstract(edition),
        "version": info.version,
        "date-released": info.date.isoformat(),
        "authors": [{"name": info.editors}],
        "contact": [{"name": info.editors, "email": info.contact}] if info.contact else [],
        "license": _open_licences(info, "data", "apparatus"),
        "url": info.address,
        "doi": info.doi,
    })
    return yaml.safe_dump(described, sort_keys=False, allow_unicode=True, width=96)


def codemeta(edition: Edition) -> str:
    """``codemeta.json``: the code of the edition."""
    info = edition.info
    maker = {"@type": "Organization", "name": info.editors}
    return _json(filled({
        "@context": "https://w3id.org/codemeta/3.0",
        "@type": "SoftwareSourceCode",
        "name": full_title(info),
        "description": abstract(edition),
        "identifier": doi_address(info),
        "version": info.version,
        "datePublished": info.date.isoformat(),
        "author": [filled({**maker, "email": info.contact})],
        "publisher": {"@type": "Organization", "name": info.publisher},
        "license": [licence_address(name) for name in _open_licences(info, "code")],
        "programmingLanguage": "Python",
        "url": info.address,
    }))


def zenodo(edition: Edition) -> str:
    """``.zenodo.json``: what a deposit at Zenodo is described with."""
    info = edition.info
    licence = next(iter(_open_licences(info, "data", "apparatus")), "")
    return _json(filled({
        "title": full_title(info),
        "upload_type": "dataset",
        "description": f"<p>{abstract(edition)}</p>",
        "creators": [{"name": info.editors}],
        "publication_date": info.date.isoformat(),
        "version": info.version,
        "access_right": "open",
        "license": licence,
        "language": info.language.partition("-")[0],
        "notes": rights(info),
        "doi": info.doi,
    }))


def _open_licences(info: EditionInfo, *parts: str) -> list[str]:
    """The licences of the parts, once each, without those that only reserve rights."""
    named = (info.licences.get(part, "") for part in parts)
    return list(dict.fromkeys(filter(is_open, named)))


# --- RO-Crate ---------------------------------------------------------------------


def ro_crate(edition: Edition, parts: Iterable[Part]) -> str:
    """``ro-crate-metadata.json`` of a folder with the parts."""
    info, listed = edition.info, list(parts)
    licences = dict.fromkeys(licence for part in listed for licence in part.licences)
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": full_title(info),
        "description": abstract(edition),
        "datePublished": info.date.isoformat(),
        "version": info.version,
        "inLanguage": info.language,
        "license": _licence_ids(licences),
        "editor": {"@id": "#editors"},
        "publisher": {"@id": _publisher_id(info)},
        "identifier": {"@id": doi_address(info)} if info.doi else "",
        "url": info.address,
        "hasPart": [{"@id": part.path} for part in listed],
    }
    graph = [
        {"@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": {"@id": "./"},
         "conformsTo": {"@id": _CRATE}},
        filled(root),
        *map(_file, listed),
        *_makers(info),
        *map(_licence, licences),
        *([_identifier(info)] if info.doi else []),
    ]
    return _json({"@context": f"{_CRATE}/context", "@graph": graph})


def _file(part: Part) -> dict[str, Any]:
    return filled({
        "@id": part.path,
        "@type": "File",
        "name": part.path,
        "description": part.what,
        "encodingFormat": part.media,
        "contentSize": str(part.size),
        "sha256": part.sha256,
        "license": _licence_ids(part.licences),
    })


def _makers(info: EditionInfo) -> list[dict[str, Any]]:
    contact = f"mailto:{info.contact}" if info.contact else ""
    makers = [filled({
        "@id": "#editors", "@type": "Organization", "name": info.editors, "url": info.address,
        "contactPoint": {"@id": contact} if contact else "",
    })]
    if _publisher_id(info) != "#editors":
        makers.append({"@id": "#publisher", "@type": "Organization", "name": info.publisher})
    if contact:
        makers.append({"@id": contact, "@type": "ContactPoint", "name": info.editors,
                       "email": info.contact, "contactType": "editors"})
    return makers


def _publisher_id(info: EditionInfo) -> str:
    return "#editors" if info.publisher == info.editors else "#publisher"


def _licence_ids(licences: Iterable[str]) -> Any:
    """The identifiers of the licences; one stands by itself."""
    named = [{"@id": _licence_id(licence)} for licence in licences]
    return named[0] if len(named) == 1 else named


def _licence_id(licence: str) -> str:
    name = re.sub(r"\W+", "-", licence.lower())
    return licence_address(licence) if is_open(licence) else f"#{name}"


def _licence(licence: str) -> dict[str, Any]:
    said = "Licence" if is_open(licence) else "No licence"
    return {"@id": _licence_id(licence), "@type": "CreativeWork", "name": licence,
            "description": f"{said}: {licence}"}


def _identifier(info: EditionInfo) -> dict[str, Any]:
    return {"@id": doi_address(info), "@type": "PropertyValue", "name": "DOI",
            "value": info.doi, "url": doi_address(info)}


# --- what they share --------------------------------------------------------------


def _json(described: Any) -> str:
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def _citation(edition: Edition, form: str) -> str:
    return cite(edition, NAME, form) + "\n"


CITATIONS: Mapping[str, Callable[[Edition], str]] = {
    f"citation{suffix}": partial(_citation, form=form)
    for form, suffix in (("bibtex", ".bib"), ("ris", ".ris"), ("csl-json", ".csl.json"))
}
"""File → what makes it: the edition as a whole, for reference managers."""

TOP_LEVEL: Mapping[str, Callable[[Edition], str]] = {
    "CITATION.cff": citation_cff,
    "codemeta.json": codemeta,
    ".zenodo.json": zenodo,
}
"""File → what makes it: looked for at the top of a repository, and committed there."""
