"""The data package: complete, valid, and the same frames as the model's."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from frictionless import Package

from conftest import REPO, change
from edition import Edition, open_edition
from edition.archive import files_below, write_zip
from edition.codebook import TABLES
from edition.derived import DERIVED
from edition.export import exporters
from edition.export.metadata import CITATIONS
from edition.load import ENTITY_TABLES
from edition.model import split_list

DTYPES = {"string": "string", "integer": "Int64", "number": "float64", "date": "string",
          "boolean": "boolean"}


def write(edition: Edition, root: Path, folder: Path) -> Path:
    """Write the package of an edition that was read from ``root``."""
    folder.mkdir(parents=True)
    exporters(root / "data")["data"](edition, folder)
    return folder


@pytest.fixture(scope="module")
def package(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of the edition."""
    return write(edition, REPO, tmp_path_factory.mktemp("package") / "data")


@pytest.fixture
def tiny_package(tiny: Callable[..., Path], tmp_path: Path) -> Path:
    """The package of the tiny edition."""
    root = tiny()
    return write(open_edition(root), root, tmp_path / "package")


@pytest.fixture(scope="module")
def closed(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of an edition that is built without its base texts."""
    info = replace(edition.info, include_base_texts=False)
    folder = tmp_path_factory.mktemp("closed") / "data"
    return write(replace(edition, info=info), REPO, folder)


def descriptor(package: Path) -> dict[str, Any]:
    """``datapackage.json``."""
    return json.loads((package / "datapackage.json").read_text("utf-8"))


def resources(package: Path) -> dict[str, dict[str, Any]]:
    """The tables by the names that the model gives them."""
    return {r["name"].replace("-", "_"): r for r in descriptor(package)["resources"]
            if "schema" in r}


def complaints(package: Path) -> list[str]:
    """What frictionless finds wrong."""
    report = Package(str(package / "datapackage.json")).validate()
    return [f"{task.name}: {error.type}" for task in report.tasks for error in task.errors] + [
        error.type for error in report.errors]


@pytest.mark.parametrize("which", ["package", "tiny_package", "closed"])
def test_the_package_is_valid(which: str, request: pytest.FixtureRequest) -> None:
    """Description, tables, keys, references, sizes and hashes pass frictionless."""
    assert complaints(request.getfixturevalue(which)) == []


@pytest.mark.parametrize(("table", "old", "new", "said"), [
    ("claims", ",approx,", ",aprox,", "claims: constraint-error"),
    ("claims", ",front,", ",font,", "claims: foreign-key"),
    ("places", ",41.2,", ",141.2,", "places: constraint-error"),
    ("persons", "ana-leka,", "Ana Leka,", "persons: constraint-error"),
    ("reviews", "AA.1.1,", "AA.9.1,", "reviews: foreign-key"),
    ("parallels", "figure | date", "figure | dates", "parallels: constraint-error"),
])  # fmt: skip
def test_the_schema_finds_what_is_wrong(tiny_package: Path, table: str, old: str, new: str,
                                        said: str) -> None:
    """A term, a reference, a bound or a form that is wrong is found by the schema alone."""
    path = tiny_package / TABLES[table].file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    described = descriptor(tiny_package)
    for resource in described["resources"]:
        resource.pop("bytes"), resource.pop("hash")
    (tiny_package / "datapackage.json").write_text(json.dumps(described), "utf-8")
    assert said in complaints(tiny_package)


def test_a_changed_file_is_found(tiny_package: Path) -> None:
    """Size and hash of every file stand in the description, also of those that are no tables."""
    with (tiny_package / "references.bib").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert {"references-bib: hash-count", "references-bib: byte-count"} <= set(
        complaints(tiny_package))


def test_the_files_of_the_edition_are_there(package: Path) -> None:
    """All of ``data/`` but the research log, byte for byte, and without a folder between."""
    source = {name: path.read_bytes() for name, path in files_below(REPO / "data").items()
              if not name.startswith("research/")}
    packed = {name: path.read_bytes() for name, path in files_below(package).items()}
    assert {name: packed.get(name) for name in source} == source
    made = {f"{name}.csv" for name in DERIVED}
    about = {"csv-metadata.json", "datapackage.json", "CITATION.cff", "codemeta.json", *CITATIONS}
    assert packed.keys() - source.keys() == {"entities.jsonld", "CHANGELOG.md", *about, *made}
    assert packed["CHANGELOG.md"] == (REPO / "CHANGELOG.md").read_bytes()
    listed = {r["path"] for r in descriptor(package)["resources"]}
    assert listed == packed.keys() - about - {"README.md", "CHANGELOG.md"}


def test_without_base_texts_no_paragraph_is_there(closed: Path, edition: Edition) -> None:
    """The texts are left out and the settings say so; passages and lemmata stay."""
    assert not (closed / "texts").exists()
    assert (closed / "passages.csv").read_bytes() == (REPO / "data/passages.csv").read_bytes()
    assert "\ninclude_base_texts: false\n" in (closed / "edition.yml").read_text("utf-8")
    words = "\n".join(path.read_text("utf-8") for path in files_below(closed).values())
    long = [p for p in edition.passages.values() if p.level == "paragraph" and len(p.words) > 200]
    assert len(long) > 15
    assert [p.passage_id for p in long if p.words in words] == []
    assert not [r for r in descriptor(closed)["resources"] if r["path"].startswith("texts/")]


# --- the schema is that of the model ----------------------------------------------


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_described(package: Path, name: str) -> None:
    """The fields are the columns of the file, each with the words and terms of the model."""
    schema = resources(package)[name]["schema"]
    with (package / TABLES[name].file).open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == [field["name"] for field in schema["fields"]]
    columns = TABLES[name].columns
    assert schema["missingValues"] == [{"value": "", "label": "not given"}]
    for field in schema["fields"]:
        meta, rules = columns[field["name"]], field.get("constraints", {})
        assert field["description"] == meta["doc"]
        assert rules.get("required", False) == meta["required"]
        assert meta["pattern"] in ("", rules.get("pattern"))
        assert (rules.get("minimum"), rules.get("maximum")) == meta["bounds"]
        listed = "itemCategories" if meta["kind"] == "list" else "categories"
        categories = {str(c["value"]): c["label"] for c in field.get(listed, [])}
        assert categories == dict(meta["vocabulary"] or {})
        if listed == "categories":
            assert [str(term) for term in rules.get("enum", [])] == list(categories)
    assert schema.get("primaryKey", []) == [n for n, meta in columns.items() if meta["key"]]


def test_everything_referred_to_exists(package: Path) -> None:
    """Each item of a list, and each value that may refer to several tables, is a key of one."""
    tables = resources(package)
    cells = {name: pd.read_csv(package / r["path"], dtype=str, keep_default_na=False)
             for name, r in tables.items()}
    followed = 0
    for name, resource in tables.items():
        for field in resource["schema"]["fields"]:
            allowed = {key for target in field.get("refersTo", [])
                       for key in cells[target["resource"].replace("-", "_")][target["fields"][0]]}
            if not allowed:
                continue
            found = {item for cell in cells[name][field["name"]] for item in split_list(cell)}
            assert found <= allowed, (name, field["name"])
            followed += len(found)
    assert followed > 1000


def test_every_column_of_ids_says_what_it_refers_to() -> None:
    """A column whose name is that of another table's identifier refers to that table."""
    keys = {column: name for name, table in TABLES.items() for column, meta in
            table.columns.items() if meta["key"] and column.endswith("_id") and column != "row_id"}
    for name, table in TABLES.items():
        for column, meta in table.columns.items():
            if column in keys and not meta["key"]:
                assert meta["refers"], f"{name}.{column}"


# --- the frames are those of the model --------------------------------------------


def records(edition: Edition, name: str) -> Iterable[Any]:
    """The rows of a table, as the model holds them."""
    if name in DERIVED:
        _, rows = DERIVED[name]
        return [type("Row", (), dict(row)) for row in rows(edition)]
    if f"data/{name}.csv" in ENTITY_TABLES:
        return edition.of_kind(ENTITY_TABLES[f"data/{name}.csv"].kind)
    held = getattr(edition, {"control": "controls", "notebooks": "runs"}.get(name, name))
    return held if isinstance(held, tuple) else held.values()


@pytest.mark.parametrize("name", TABLES)
def test_the_same_frames(package: Path, edition: Edition, name: str) -> None:
    """Reading a table with the types of its schema gives what the model holds, cell by cell."""
    fields = resources(package)[name]["schema"]["fields"]
    types = {field["name"]: DTYPES[field["type"]] for field in fields}
    read = pd.read_csv(package / TABLES[name].file, dtype=types, keep_default_na=False,
                       na_values=[""])
    rows = [{column: getattr(row, column) for column in types} for row in records(edition, name)]
    held = pd.DataFrame({column: _typed([row[column] for row in rows], kind)
                         for column, kind in types.items()})
    order = list(types)
    assert len(read) == len(held)
    assert len(held) or name == "notebooks"  # written by the first release
    pd.testing.assert_frame_equal(read.sort_values(order, ignore_index=True),
                                  held.sort_values(order, ignore_index=True))


def _typed(cells: list[Any], kind: str) -> pd.Series:
    """Cells of the model with the type that the schema gives them."""
    given = [None if cell == "" else cell for cell in cells]
    if kind == "boolean":
        return pd.Series([cell == "true" for cell in given], dtype="boolean")
    if kind == "string":
        return pd.Series([cell and str(cell) for cell in given], dtype="string")
    return pd.Series(pd.to_numeric(pd.Series(given, dtype="object")), dtype=kind)


def test_one_line_of_pandas(package: Path, edition: Edition) -> None:
    """Without any options numbers are read as numbers, and each row is there."""
    claims = pd.read_csv(package / "claims.csv")
    assert set(claims["claim_id"]) == set(edition.claims)
    assert claims["best"].sum() == sum(c.best or 0 for c in edition.claims.values())
    notes = pd.read_csv(package / "notes.csv")
    assert set(notes["note_id"]) == set(edition.notes)


def test_anchors_are_the_very_words(package: Path, edition: Edition) -> None:
    """Each part of each anchored row has the words between its offsets."""
    anchors = pd.read_csv(package / "anchors.csv", keep_default_na=False)
    for row in anchors.itertuples():
        words = edition.texts[edition.passages[row.passage_id].text_id].words
        assert words[row.start : row.end] == row.quote


# --- what is said of the package --------------------------------------------------


def test_what_is_not_known_is_left_out(package: Path) -> None:
    """Without DOI, address and contact the description has no place for them."""
    described = descriptor(package)
    assert not {"id", "homepage"} & described.keys()
    assert [list(c) for c in described["contributors"]] == [["title", "roles"]]
    assert (described["version"], described["created"]) == ("0.1.0", "2026-11-27T00:00:00Z")
    assert described["licenses"][0]["name"] == "CC-BY-4.0"
    texts = [r for r in described["resources"] if r["name"].startswith("text-")]
    assert [r["licenses"][0]["name"] for r in texts] == ["other-closed"] * 2


def test_what_is_known_is_said(edition: Edition, tmp_path: Path) -> None:
    """DOI, address, contact and a publisher of its own stand where the standard has them."""
    info = replace(edition.info, doi="10.1234/abc", address="https://example.org/accounts",
                   contact="editors@example.org", publisher="A Press")
    folder = write(replace(edition, info=info), REPO, tmp_path / "data")
    described = descriptor(folder)
    assert described["id"] == "https://doi.org/10.1234/abc"
    assert described["homepage"] == "https://example.org/accounts"
    assert described["contributors"] == [
        {"title": edition.info.editors, "email": "editors@example.org", "roles": ["Editor"]},
        {"title": "A Press", "roles": ["Publisher"]},
    ]
    assert complaints(folder) == []


def test_a_package_is_the_same_in_every_run(tiny: Callable[..., Path], tmp_path: Path) -> None:
    """Two runs write the same files; their archives are the same bytes, dated by the edition."""
    root = tiny()
    edition = open_edition(root)
    archives = []
    for run in ("one", "two"):
        folder = write(edition, root, tmp_path / run / "data")
        archive = tmp_path / run / "data-1.zip"
        write_zip(archive, files_below(folder), edition.info.date)
        archives.append(archive.read_bytes())
    assert archives[0] == archives[1]
    with zipfile.ZipFile(tmp_path / "one" / "data-1.zip") as opened:
        entries = opened.infolist()
        assert {e.filename for e in entries} == {f"data-1/{n}" for n in files_below(folder)}
        assert {e.date_time for e in entries} == {(2026, 11, 21, 0, 0, 0)}
        assert opened.read("data-1/claims.csv") == (root / "data/claims.csv").read_bytes()


def test_the_source_is_left_alone(tiny: Callable[..., Path], tmp_path: Path) -> None:
    """Leaving the base texts out changes the copy of the settings, not the settings."""
    root = tiny()
    change(root, "data/edition.yml", "include_base_texts: true", "include_base_texts:  true")
    edition = open_edition(root)
    before = (root / "data/edition.yml").read_bytes()
    info = replace(edition.info, include_base_texts=False)
    folder = write(replace(edition, info=info), root, tmp_path / "data")
    assert (root / "data/edition.yml").read_bytes() == before
    assert "include_base_texts: false" in (folder / "edition.yml").read_text("utf-8")


# --- CSV on the Web ---------------------------------------------------------------


def test_every_table_is_described_for_csv_on_the_web(package: Path) -> None:
    """Columns stand as in the header, and keys of other tables lead to columns that are there."""
    described = json.loads((package / "csv-metadata.json").read_text("utf-8"))
    assert described["@context"][0] == "http://www.w3.org/ns/csvw"
    tables = {table["url"]: table["tableSchema"] for table in described["tables"]}
    assert tables.keys() == {r["path"] for r in resources(package).values()}
    columns = {url: [column["name"] for column in schema["columns"]]
               for url, schema in tables.items()}
    for url, schema in tables.items():
        with (package / url).open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == columns[url]
        for key in schema.get("foreignKeys", ()):
            reference = key["reference"]
            assert set(key["columnReference"]) <= set(columns[url])
            assert set(reference["columnReference"]) <= set(columns[reference["resource"]])


def test_both_descriptions_have_the_same_bounds(package: Path) -> None:
    """The least and the greatest number there can be, also where one of them is nought."""
    described = json.loads((package / "csv-metadata.json").read_text("utf-8"))
    on_the_web = {(table["url"], column["name"]): _bounds(column["datatype"])
                  for table in described["tables"] for column in table["tableSchema"]["columns"]}
    own = {(r["path"], field["name"]): _bounds(field.get("constraints", {}))
           for r in resources(package).values() for field in r["schema"]["fields"]}
    assert on_the_web == own
    assert (0, 100) in own.values() and (0, None) in own.values()


def _bounds(described: dict[str, Any]) -> tuple[float | None, float | None]:
    return described.get("minimum"), described.get("maximum")


def test_cells_are_what_csv_on_the_web_is_told(package: Path) -> None:
    """Each item has the form, each number lies within the bounds, what is required is there."""
    described = json.loads((package / "csv-metadata.json").read_text("utf-8"))
    formed = 0
    for table in described["tables"]:
        with (package / table["url"]).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for column in table["tableSchema"]["columns"]:
            kind, separator = column["datatype"], column.get("separator")
            for cell in (row[column["name"]] for row in rows):
                assert cell or not column.get("required"), (table["url"], column["name"])
                for item in cell.split(separator) if separator else [cell] if cell else []:
                    if not item:
                        continue
                    if kind["base"] in ("integer", "number"):
                        assert kind.get("minimum", -1e9) <= float(item) <= kind.get("maximum", 1e9)
                    elif "format" in kind:
                        formed += 1
                        assert re.fullmatch(kind["format"], item), (table["url"], item)
    assert formed > 1000
