"""The description of the data package as metadata for CSV on the Web.

Recommendation: Metadata Vocabulary for Tabular Data, W3C, 17 December 2015. It is made from
``datapackage.json``, so that the two cannot differ. A value that may refer to several tables,
and a list whose items refer to one, have no word there either.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from edition.description import filled

FILE = "csv-metadata.json"

_TYPES = {"integer": "integer", "number": "number", "date": "date", "boolean": "boolean"}


def csvw(described: Mapping[str, Any], language: str) -> dict[str, Any]:
    """``csv-metadata.json`` for the tables of a data package."""
    tables = {r["name"]: r for r in described["resources"] if "schema" in r}
    licences = [licence["path"] for licence in described.get("licenses", ()) if "path" in licence]
    return filled({
        "@context": ["http://www.w3.org/ns/csvw", {"@language": language.partition("-")[0]}],
        "dc:title": described["title"],
        "dc:description": described["description"],
        "dc:hasVersion": described["version"],
        "dc:license": {"@id": licences[0]} if licences else "",
        "tables": [_table(resource, tables) for resource in tables.values()],
    })


def _table(resource: Mapping[str, Any], tables: Mapping[str, Any]) -> dict[str, Any]:
    schema = resource["schema"]
    return filled({
        "url": resource["path"],
        "dc:description": resource["description"],
        "dialect": {"header": True, "encoding": "utf-8", "lineTerminators": ["\n"]},
        "tableSchema": filled({
            "columns": [_column(column) for column in schema["fields"]],
            "primaryKey": schema.get("primaryKey", []),
            "foreignKeys": [_foreign(key, resource, tables)
                            for key in schema.get("foreignKeys", ())],
        }),
    })


def _column(field: Mapping[str, Any]) -> dict[str, Any]:
    return filled({
        "name": field["name"],
        "titles": field["name"],
        "dc:description": field["description"],
        "datatype": _datatype(field),
        "separator": field.get("separator", ""),
        "required": field.get("constraints", {}).get("required", False),
    })


def _datatype(field: Mapping[str, Any]) -> dict[str, Any]:
    """Of an item, where a cell is a list; the forms that a schema has are of a whole cell."""
    limits = field.get("constraints", {})
    terms = field.get("itemCategories") or field.get("categories") or ()
    base = _TYPES.get(field["type"], "string")
    pattern = "" if field.get("separator") else limits.get("pattern", "")
    form = "|".join(str(term["value"]) for term in terms) if base == "string" else ""
    return {"base": base, **filled({
        "@id": field.get("rdfType", ""), "format": form or pattern,
        "minimum": limits.get("minimum"), "maximum": limits.get("maximum"),
    })}


def _foreign(key: Mapping[str, Any], own: Mapping[str, Any],
             tables: Mapping[str, Any]) -> dict[str, Any]:
    reference = key["reference"]
    target = tables[reference["resource"]] if "resource" in reference else own
    return {"columnReference": key["fields"],
            "reference": {"resource": target["path"], "columnReference": reference["fields"]}}
