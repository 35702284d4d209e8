"""The data package: the files of ``data/`` with a description that machines can read.

Specifications: Data Package and Table Schema 2.0, Open Knowledge Foundation, 2024. The
tables are the very files of the edition; their schemas come from the columns of
``model.py``, so that they cannot say something else than what the checks ask for. What a
schema has no word for (a list whose items refer to another table, a value that may refer
to several) stands in the property ``refersTo`` of its column. A list is a string with the
property ``separator``, since the published profile does not know the type that the
standard has for it; where its items are terms, ``itemCategories`` has them.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from edition import csvw, withheld_files
from edition.codebook import DERIVED_NOTE, MISSING, TABLES, Table, codebook
from edition.derived import DERIVED
from edition.description import (
    NAME,
    abstract,
    doi_address,
    filled,
    full_title,
    is_open,
    licence_address,
)
from edition.downloads import media_of
from edition.edition import Edition

DESCRIPTOR = "datapackage.json"
CHANGES = "CHANGELOG.md"
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
_TYPES = {"integer": "integer", "number": "number", "date": "date", "boolean": "boolean"}
_SEPARATORS = {"list": " | ", "parts": "|"}
_LISTED = (".csv", ".yml", ".bib", ".txt", ".jsonld")  # endings of data; the rest is about them


def write(edition: Edition, data: Path, folder: Path) -> None:
    """Write the package of the edition that was read from the folder ``data``.

    What stands in ``folder`` already becomes part of it.
    """
    for name in _sources(edition, data):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes((data / name).read_bytes())
    for name, text in withheld_files.changed(edition, data).items():
        (folder / name).write_text(text, encoding="utf-8")
    for name in DERIVED:
        _write_table(edition, TABLES[name], folder)
    (folder / "README.md").write_text(codebook(), encoding="utf-8")
    for kept in (data.parent, data):  # in the source, or in such a package
        if (kept / CHANGES).is_file():
            (folder / CHANGES).write_bytes((kept / CHANGES).read_bytes())
    described = descriptor(edition, folder)
    _write_json(folder / DESCRIPTOR, described)
    _write_json(folder / csvw.FILE, csvw.csvw(described, edition.info.language))


def _write_json(path: Path, described: Mapping[str, Any]) -> None:
    content = json.dumps(described, ensure_ascii=False, indent=1)
    path.write_text(content + "\n", encoding="utf-8")


def _sources(edition: Edition, data: Path) -> list[str]:
    """The files that make the edition, and the record of its releases, relative to ``data``."""
    read = {name.removeprefix("data/") for name in edition.files}
    releases = {path.relative_to(data).as_posix() for path in data.glob("releases/*")}
    return sorted((read | releases) - withheld_files.left_out(edition))


def _write_table(edition: Edition, table: Table, folder: Path) -> None:
    _, rows = DERIVED[table.name]
    with (folder / table.file).open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(table.columns), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows(edition))


# --- the description --------------------------------------------------------------


def descriptor(edition: Edition, folder: Path) -> dict[str, Any]:
    """``datapackage.json`` of the files in the folder; what is blank is left out."""
    info = edition.info
    described = {
        "$schema": _PROFILE,
        "name": NAME,
        "id": doi_address(info),
        "title": full_title(info),
        "description": abstract(edition),
        "homepage": info.address,
        "version": info.version,
        "created": f"{info.date.isoformat()}T00:00:00Z",
        "licenses": _licences(info.licences.get("data", "")),
        "contributors": _contributors(edition),
        "sources": [{"title": f"{text.title} ({text.siglum}), {text.host}"}
                    for text in edition.texts.values()],
        "resources": [
            *(_table(table, folder) for table in TABLES.values()),
            *(_file(edition, name, folder) for name in _others(folder)),
        ],
    }
    return filled(described)


def _contributors(edition: Edition) -> list[dict[str, Any]]:
    info = edition.info
    people = [filled({"title": info.editors, "email": info.contact, "roles": ["Editor"]})]
    if info.publisher != info.editors:
        people.append({"title": info.publisher, "roles": ["Publisher"]})
    return people


def _licences(licence: str) -> list[dict[str, str]]:
    if not licence:
        return []
    if is_open(licence):
        return [{"name": licence, "path": licence_address(licence)}]
    return [{"name": "other-closed", "title": licence}]


def _table(table: Table, folder: Path) -> dict[str, Any]:
    about = [table.about, *[DERIVED_NOTE] * table.derived]
    return {
        "name": table.name.replace("_", "-"),
        "type": "table",
        **_bytes(table.file, folder),
        "description": " ".join(about),
        "schema": schema(table, _header(folder / table.file)),
    }


def _bytes(name: str, folder: Path) -> dict[str, Any]:
    raw = (folder / name).read_bytes()
    suffix = Path(name).suffix
    return {"path": name, "format": suffix[1:], "mediatype": media_of(name), "encoding": "utf-8",
            "bytes": len(raw), "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}"}


def _header(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def _others(folder: Path) -> list[str]:
    """The files that are no tables: notes, bibliography, texts and so on."""
    tables = {table.file for table in TABLES.values()}
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*"))
    return sorted(name for name in names if Path(name).suffix in _LISTED and name not in tables)


def _file(edition: Edition, name: str, folder: Path) -> dict[str, Any]:
    text = next((t for t in edition.texts.values() if t.file == f"data/{name}"), None)
    plain = re.sub(r"[^a-z0-9]+", "-", Path(name).with_suffix("").as_posix().lower())
    described = {
        "name": f"text-{text.siglum.lower()}" if text else f"{plain}-{Path(name).suffix[1:]}",
        **_bytes(name, folder),
        "title": text.title if text else "",
        "licenses": _licences(edition.info.licences.get("texts", "")) if text else [],
    }
    return filled(described)


def schema(table: Table, header: Iterable[str]) -> dict[str, Any]:
    """The Table Schema of a table whose columns stand in the order of ``header``."""
    columns = table.columns
    keys = [name for name, meta in columns.items() if meta["key"]]
    described = {
        "fields": [_field(name, columns[name], alone=keys == [name]) for name in header],
        "missingValues": [{"value": "", "label": MISSING}],
        "primaryKey": keys,
        "foreignKeys": [
            {"fields": [name], "reference": _reference(meta["refers"][0], table)}
            for name, meta in columns.items() if _is_foreign_key(meta)
        ],
    }
    return filled(described)


def _field(name: str, meta: Mapping[str, Any], *, alone: bool) -> dict[str, Any]:
    terms = meta["vocabulary"] or {}
    listed = meta["kind"] in _SEPARATORS
    numbered = bool(terms) and all(term.isdigit() for term in terms)
    values = {int(term) if numbered else term: label for term, label in terms.items()}
    least, most = meta["bounds"]
    constraints = {
        "required": meta["required"],
        "unique": meta["key"] and alone,
        "pattern": _items_of(terms) if listed and terms else meta["pattern"],
        "minimum": least,
        "maximum": most,
        "enum": [] if listed else list(values),
    }
    described = {
        "name": name,
        "type": "integer" if numbered else _TYPES.get(meta["kind"], "string"),
        "description": meta["doc"],
        "separator": _SEPARATORS.get(meta["kind"], ""),
        "rdfType": _EDTF if meta["kind"] == "edtf" else "",
        "itemCategories" if listed else "categories": [
            {"value": value, "label": label} for value, label in values.items()],
        "categoriesOrdered": numbered,
        "refersTo": [] if _is_foreign_key(meta) else [
            _reference(name, None) for name in meta["refers"]],
        "constraints": filled(constraints),
    }
    return filled(described)


def _items_of(terms: Iterable[str]) -> str:
    """The form of a list whose items are terms."""
    item = f"({'|'.join(terms)})"
    return f"{item}( \\| {item})*"


def _is_foreign_key(meta: Mapping[str, Any]) -> bool:
    """Whether the standard has a word for what the column refers to."""
    return len(meta["refers"]) == 1 and meta["kind"] not in _SEPARATORS


def _reference(target: str, own: Table | None) -> dict[str, Any]:
    """The key of another table, or of this one, which then is not named."""
    key = next(name for name, meta in TABLES[target].columns.items() if meta["key"])
    resource = {} if own is TABLES[target] else {"resource": target.replace("_", "-")}
    return {**resource, "fields": [key]}
