"""The deposit: all that was built, with checksums; refused where anything is stale."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import REPO, change, write_tiny
from edition import Edition, EditionError, open_edition
from edition.archive import files_below
from edition.description import EPUB_FILE, PDF_FILE
from edition.downloads import OUTPUTS
from edition.export import exporters
from edition.ids import all_ids, withdrawn
from edition.release import (
    SOURCES,
    record,
    refusals,
    release,
    renew_metadata,
    source_files,
)
from edition.stamps import input_stamp
from test_execution import CLAIMS

TOML = '[project]\nname = "tiny"\nversion = "0.1.0"\n'
CHANGES = "# Changes\n\n## 0.1.0 (2026-11-21)\n\nThe first.\n\n## 0.0.9 (2026-01-01)\n\nBefore.\n"
IGNORED = "__pycache__/\n*.egg-info/\n"


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    """A tiny edition that is recorded and built; the site and the book are stand-ins."""
    root = write_tiny(tmp_path / "tiny", {
        "pyproject.toml": TOML, "CHANGELOG.md": CHANGES, ".gitignore": IGNORED,
        "README.md": "# Tiny\n", "scripts/run.py": "print()\n",
        "scripts/__pycache__/run.pyc": "compiled", "stray.txt": "of no release\n",
    })
    renew_metadata(root)
    record(root)
    built(root)
    return root


def built(root: Path, switch: bool | None = None) -> None:
    """Stand-ins for what a build makes, and its stamp."""
    out = root / "_build"
    edition = open_edition(root)
    shutil.rmtree(out, ignore_errors=True)
    for name, write in exporters(root / "data").items():
        (out / name).mkdir(parents=True)
        write(edition, out / name)
    for name in ("html", "notebooks"):
        (out / name).mkdir()
    (out / "notebooks" / "one.ipynb").write_text("{}", "utf-8")
    (out / "html" / "index.html").write_text("<title>Tiny</title>", "utf-8")
    (out / PDF_FILE).write_bytes(b"%PDF-1.7")
    (out / EPUB_FILE).write_bytes(b"PK")
    (out / ".stamp").write_text(f"{input_stamp(root)} {switch}")


def members(archive: Path) -> set[str]:
    """The names in an archive, without the folder that holds them all."""
    with zipfile.ZipFile(archive) as opened:
        names = opened.namelist()
    assert {name.partition("/")[0] for name in names} == {archive.stem}
    return {name.partition("/")[2] for name in names}


def manifest(folder: Path) -> dict[str, dict[str, str]]:
    """The manifest by file."""
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: row for row in csv.DictReader(file)}


def test_a_release_holds_everything(ready: Path) -> None:
    """Site, book, exports, source and descriptions, and no file that is not accounted for."""
    folder = release(ready)
    assert folder == ready / "_build/release/two-accounts-0.1.0"
    names = set(files_below(folder))
    exports = {*exporters(ready / "data"), "notebooks"}
    archives = {f"two-accounts-{name}-0.1.0.zip" for name in ("site", "source", *exports)}
    about = {".zenodo.json", "CITATION.cff", "citation.bib", "citation.csl.json", "citation.ris",
             "codemeta.json"}
    made = {"SHA256SUMS", "manifest.csv", "ro-crate-metadata.json"}
    assert names == archives | about | made | {PDF_FILE, EPUB_FILE}
    assert set(manifest(folder)) == names - made
    assert members(folder / "two-accounts-site-0.1.0.zip") == {"index.html"}
    for name in exports:
        assert members(folder / f"two-accounts-{name}-0.1.0.zip") == set(
            files_below(ready / "_build" / name))


def test_checksums_hold(ready: Path) -> None:
    """``sha256sum -c`` finds every file as it was, and every file but the list itself."""
    folder = release(ready)
    done = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=folder,
                          capture_output=True, text=True, check=True)
    checked = {line.removesuffix(": OK") for line in done.stdout.splitlines()}
    assert checked == set(files_below(folder)) - {"SHA256SUMS"}
    for name, row in manifest(folder).items():
        raw = (folder / name).read_bytes()
        assert row["sha256"] == hashlib.sha256(raw).hexdigest()
        assert int(row["bytes"]) == len(raw)
        assert row["what"] and "/" in row["media_type"] and name


def test_the_crate_describes_the_files(ready: Path) -> None:
    """Each file of the manifest, and the manifest, is a part of the RO-Crate, with its hash."""
    folder = release(ready)
    crate = json.loads((folder / "ro-crate-metadata.json").read_text("utf-8"))
    graph = {node["@id"]: node for node in crate["@graph"]}
    parts = {part["@id"] for part in graph["./"]["hasPart"]}
    assert parts == {*manifest(folder), "manifest.csv"}
    for name in parts:
        assert graph[name]["sha256"] == hashlib.sha256((folder / name).read_bytes()).hexdigest()


def test_the_source_archive(ready: Path) -> None:
    """It holds the sources and nothing that is ignored, built or of no release."""
    found = members(release(ready) / "two-accounts-source-0.1.0.zip")
    assert {"README.md", "scripts/run.py", "data/texts/aa.txt", "data/releases/0.1.0.txt",
            "CITATION.cff"} <= found
    assert not [name for name in found if "pycache" in name or name.startswith("_build")]
    assert "stray.txt" not in found


def test_without_base_texts(ready: Path) -> None:
    """A build without the texts is released without them, in the source archive, too."""
    built(ready, switch=False)
    folder = release(ready)
    found = members(folder / "two-accounts-source-0.1.0.zip")
    assert "data/passages.csv" in found
    assert not [name for name in found if name.startswith("data/texts/")]
    record, = [row for name, row in manifest(folder).items() if "source" in name]
    assert "rights reserved" not in record["licences"]


def test_a_release_is_the_same_in_every_run(ready: Path) -> None:
    """Assembling it again gives the same bytes and leaves nothing of the first run."""
    first = {n: p.read_bytes() for n, p in files_below(release(ready)).items()}
    stray = ready / "_build/release/two-accounts-0.1.0/stray"
    stray.write_text("of an earlier run")
    assert {n: p.read_bytes() for n, p in files_below(release(ready)).items()} == first
    assert [p.name for p in (ready / "_build/release").iterdir()] == ["two-accounts-0.1.0"]


# --- refusals ---------------------------------------------------------------------


def stale(root: Path) -> None:
    """A source is changed after the build."""
    change(root, "data/persons.csv", "Speaker at Pezë", "A speaker at Pezë")


def broken(root: Path) -> None:
    """The data do not pass the checks."""
    change(root, "data/persons.csv", ",high,", ",hihg,")


def not_built(root: Path) -> None:
    """There has been no build."""
    shutil.rmtree(root / "_build")


def not_whole(root: Path) -> None:
    """An output is missing."""
    (root / "_build" / PDF_FILE).unlink()


def no_entry(root: Path) -> None:
    """The changelog stops at the version before."""
    change(root, "CHANGELOG.md", "## 0.1.0 (2026-11-21)", "## 0.1.0 (2026-11-20)")


def other_version(root: Path) -> None:
    """The package has another version."""
    change(root, "pyproject.toml", "0.1.0", "0.2.0")


def other_citation(root: Path) -> None:
    """A description was edited by hand."""
    change(root, "CITATION.cff", "version: 0.1.0", "version: 0.1.1")


def not_recorded(root: Path) -> None:
    """The ids of the version were not written down."""
    (root / "data/releases/0.1.0.txt").unlink()


def other_ids(root: Path) -> None:
    """The version was recorded with other ids."""
    change(root, "data/releases/0.1.0.txt", "BB.1.2\n", "")


def lost_id(root: Path) -> None:
    """An earlier version had an id that there is no more."""
    (root / "data/releases/0.txt").write_text("AA.1\nAA.9\n", "utf-8")


@pytest.mark.parametrize(("spoil", "said"), [
    (stale, "_build: is not built from the sources as they are now; allowed: what 'edition build'"),
    (broken, "data/persons.csv:2: certainty: 'hihg': unknown term"),
    (not_built, "_build/html: is missing"),
    (not_whole, f"_build/{PDF_FILE}: is missing"),
    (no_entry, "CHANGELOG.md: '0.1.0 (2026-11-20)': has no entry for this version at its head; "
               "allowed: ## 0.1.0 (2026-11-21)"),
    (other_version, "pyproject.toml: version: '0.2.0': is not the version of data/edition.yml"),
    (other_citation, "CITATION.cff: does not say what data/edition.yml says; allowed: what "
                     "'edition release --metadata' writes"),
    (not_recorded, "data/releases/0.1.0.txt: the ids of this version are not recorded"),
    (other_ids, "data/releases/0.1.0.txt: version 0.1.0 was recorded with other ids"),
    (lost_id, "data/releases/0.txt:2: 'AA.9': was released and is gone"),
], ids=lambda value: value.__name__ if callable(value) else "")  # fmt: skip
def test_a_release_is_refused(ready: Path, spoil: Callable[[Path], None], said: str) -> None:
    """The message names the place and what is to be done; the last deposit stays."""
    kept = files_below(release(ready)) if spoil is not not_built else {}
    before = {name: path.read_bytes() for name, path in kept.items()}
    spoil(ready)
    with pytest.raises(EditionError) as raised:
        release(ready)
    assert said in str(raised.value)
    assert {name: path.read_bytes() for name, path in kept.items()} == before


def test_all_reasons_are_told_at_once(ready: Path) -> None:
    """Nobody has to try again and again."""
    for spoil in (no_entry, other_version, other_citation, not_recorded):
        spoil(ready)
    with pytest.raises(EditionError) as raised:
        release(ready)
    files = {problem.where.file for problem in raised.value.problems}
    assert files == {"CHANGELOG.md", "CITATION.cff", "_build", "data/releases/0.1.0.txt",
                     "pyproject.toml"}


def test_a_release_is_refused_without_a_run_of_each_notebook(ready: Path) -> None:
    """A notebook that was not run for this version, and one run for the version before."""
    (ready / "book").mkdir()
    for name in ("one", "two"):
        (ready / "book" / f"{name}.md").write_text(CLAIMS, "utf-8")
    record(ready)
    change(ready, "data/releases/notebooks.csv", "\ntwo,", "\nthree,")
    runs = (ready / "data/releases/notebooks.csv").read_text("utf-8")
    (ready / "data/releases/notebooks.csv").write_text(runs.replace(",0.1.0,", ",0.0.9,", 1))
    with pytest.raises(EditionError) as raised:
        release(ready)
    told = [p for p in raised.value.problems if p.where.file == "data/releases/notebooks.csv"]
    assert [p.value for p in told] == ["one", "two"]
    assert all(p.message == "has no run for this version" for p in told)


# --- what is recorded -------------------------------------------------------------


def test_recording_writes_the_ids(tiny: Callable[..., Path]) -> None:
    """One id to a line, passages first; a second time changes nothing."""
    root = tiny()
    file = record(root)
    assert file == root / "data/releases/0.1.0.txt"
    assert file.read_text("utf-8").splitlines() == all_ids(open_edition(root))
    before = file.read_bytes()
    assert record(root).read_bytes() == before


def test_a_recorded_version_is_not_written_over(tiny: Callable[..., Path]) -> None:
    """Other ids under the same version are an error, and the file stays."""
    root = tiny(files={"data/releases/0.1.0.txt": "AA.1\n"})
    with pytest.raises(EditionError, match="was recorded with other ids"):
        record(root)
    assert (root / "data/releases/0.1.0.txt").read_text("utf-8") == "AA.1\n"


def test_the_record_begins_like_that_of_the_first_release(tmp_path: Path) -> None:
    """The passages are written as ``0.txt`` has them, and notes and rows behind them."""
    shutil.copytree(REPO / "data", tmp_path / "data")
    written = record(tmp_path).read_bytes()
    assert written.startswith((REPO / "data/releases/0.txt").read_bytes())
    assert {b"N0310", b"C014", b"K301", b"forces-strengths"} <= set(written.splitlines())


def test_a_row_of_a_release_may_be_withdrawn(ready: Path) -> None:
    """The next version does without it, and what it was is known."""
    change(ready, "data/claims.csv", "C105,", "C106,")
    change(ready, "data/numerals.csv", ",C105,", ",C106,")
    said = [problem.message for problem in refusals(ready, open_edition(ready))]
    assert "version 0.1.0 was recorded with other ids" in said
    change(ready, "data/edition.yml", "version: 0.1.0", "version: 0.2.0")
    edition = open_edition(ready)
    assert not [problem for problem in refusals(ready, edition) if "0.1.0.txt" in str(problem)]
    assert withdrawn(ready, edition) == {"C105": "0.1.0"}


# --- the edition itself -----------------------------------------------------------


def git(*options: str) -> set[str]:
    """The files that git lists."""
    done = subprocess.run(["git", "ls-files", "-z", *options], cwd=REPO, capture_output=True,
                          check=True)
    return {name for name in done.stdout.decode().split("\0") if name}


@pytest.mark.skipif(not (REPO / ".git").exists(), reason="is not a clone")
def test_the_sources_are_what_is_tracked() -> None:
    """The source archive holds the files that git does not ignore, of all that it tracks."""
    assert {name.partition("/")[0] for name in git()} == set(SOURCES)
    known = git("--cached", "--others", "--exclude-standard", *SOURCES)
    assert set(source_files(REPO, open_edition(REPO))) == known


def test_without_base_texts_no_source_holds_a_paragraph(edition: Edition) -> None:
    """Neither the files of the texts nor any other file of the archive has their words."""
    info = replace(edition.info, include_base_texts=False)
    files = source_files(REPO, replace(edition, info=info))
    long = [p for p in edition.passages.values() if p.level == "paragraph" and len(p.words) > 200]
    assert len(long) > 15
    for name, path in files.items():
        words = " ".join(path.read_bytes().decode("utf-8", "replace").split())
        assert [p.passage_id for p in long if p.words[:200] in words] == [], name


def test_outputs_are_what_a_build_makes(outputs: Path) -> None:
    """Every published output has its entry among the downloads, and each entry its output."""
    published = {path.name for path in outputs.iterdir() if not path.name.startswith(".")}
    assert published - {"html", "release"} == set(OUTPUTS)


def test_the_edition_can_be_released(outputs: Path, tmp_path: Path) -> None:
    """With a record and a build the edition passes, and its source archive can be run."""
    root = tmp_path / "two"
    for name, path in source_files(REPO, open_edition(REPO)).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, root / name)
    record(root)
    renew_metadata(root)
    (root / "_build").mkdir()
    for name in ("html", *OUTPUTS):
        (root / "_build" / name).symlink_to(outputs / name)
    (root / "_build/.stamp").write_text(f"{input_stamp(root)} None")
    folder = release(root)
    with zipfile.ZipFile(folder / "two-accounts-source-0.1.0.zip") as opened:
        runs = opened.getinfo("two-accounts-source-0.1.0/.ci/run")
        assert runs.external_attr >> 16 & 0o111
        assert opened.read("two-accounts-source-0.1.0/pyproject.toml") == (
            REPO / "pyproject.toml").read_bytes()
    data = (outputs / "html/downloads/two-accounts-data-0.1.0.zip").read_bytes()
    assert (folder / "two-accounts-data-0.1.0.zip").read_bytes() == data
