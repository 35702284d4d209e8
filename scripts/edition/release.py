"""Put a version together for deposit: site, book, exports, source, checksums, descriptions.

Two steps, with a build between them: ``record`` writes down what the version consists of,
which belongs to the sources; ``release`` then assembles what has been built from them, and
refuses where anything is stale. Nothing is sent anywhere.
"""

from __future__ import annotations

import csv
import hashlib
import re
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from edition import withheld_files
from edition.archive import files_below, write_zip
from edition.build import last_build
from edition.description import NAME, Part, file_name
from edition.downloads import OUTPUTS, licences_of, media_of
from edition.edition import Edition
from edition.export.metadata import CITATIONS, TOP_LEVEL, ro_crate, write_top_level
from edition.ids import RELEASES, all_ids, is_passage, records
from edition.load import RUNS, open_edition
from edition.notebooks import book_notebooks
from edition.problems import EditionError, Problem, Where
from edition.runs import record_runs
from edition.stamps import input_stamp
from edition.withheld import as_published

CHECKSUMS = "SHA256SUMS"
CRATE = "ro-crate-metadata.json"
MANIFEST = "manifest.csv"
SOURCES = (
    ".binder", ".ci", ".github", ".gitignore", ".zenodo.json", "CHANGELOG.md", "CITATION.cff",
    "CONTRIBUTING.md", "LICENSES", "README.md", "_config.yml", "book", "codemeta.json", "data",
    "docs", "pyproject.toml", "requirements-test.txt", "requirements.txt", "scripts", "tests",
)
"""What the source archive is made of."""
_SHOWS_TEXT = "docs/"  # pictures of pages; left out together with the base texts


def renew_metadata(root: Path) -> None:
    """Write the files at the top of the repository that describe the edition."""
    write_top_level(open_edition(root), root)


def record(root: Path) -> Path:
    """Run the notebooks and write down how that went, and every id; the file of the ids.

    Raises :class:`~edition.problems.EditionError` if the version has other ids already, or a
    cell raises.
    """
    edition = open_edition(root)
    _raise_if_any(_other_ids(root, edition))
    file = root / _ids_file(edition)
    file.parent.mkdir(exist_ok=True)
    record_runs(root)
    file.write_text("".join(f"{key}\n" for key in all_ids(edition)), encoding="utf-8")
    return file


def release(root: Path) -> Path:
    """Assemble the deposit of this version; its folder.

    Raises :class:`~edition.problems.EditionError` with every reason why it cannot be.
    """
    edition = open_edition(root)
    _raise_if_any(refusals(root, edition))
    _, switch = last_build(root)
    if switch != str(None):
        info = replace(edition.info, include_base_texts=switch == str(True))
        edition = as_published(replace(edition, info=info))
    folder = root / "_build" / "release" / f"{NAME}-{edition.info.version}"
    following = folder.with_name(f".{folder.name}")
    shutil.rmtree(following, ignore_errors=True)
    following.mkdir(parents=True)
    _assemble(root, edition, following)
    shutil.rmtree(folder, ignore_errors=True)
    following.rename(folder)
    return folder


# --- reasons to refuse ------------------------------------------------------------


def refusals(root: Path, edition: Edition) -> Iterator[Problem]:
    """Every reason why what has been built is not the release of this version."""
    yield from _not_built(root)
    yield from _not_recorded(root, edition)
    yield from _other_ids(root, edition)
    yield from _disagreements(root, edition)


def _raise_if_any(problems: Iterator[Problem]) -> None:
    found = list(problems)
    if found:
        raise EditionError(found)


def _not_built(root: Path) -> Iterator[Problem]:
    stamp, _ = last_build(root)
    if stamp != input_stamp(root):
        yield Problem(Where("_build"), "", "", "is not built from the sources as they are now",
                      "what 'edition build' makes")
    for name in ("html", *OUTPUTS):
        if not (root / "_build" / name).exists():
            yield Problem(Where(f"_build/{name}"), "", "", "is missing",
                          "what 'edition build' makes")


def _not_recorded(root: Path, edition: Edition) -> Iterator[Problem]:
    file = _ids_file(edition)
    if not (root / file).is_file():
        yield Problem(Where(file), "", "", "the ids of this version are not recorded",
                      "what 'edition release --record' writes, before the build")
    for notebook in book_notebooks(root):
        run = edition.runs.get(notebook.docname)
        if run is None or run.version != edition.info.version:
            yield Problem(Where(RUNS), "notebook", notebook.docname, "has no run for this version",
                          "what 'edition release --record' writes, before the build")


def _other_ids(root: Path, edition: Edition) -> Iterator[Problem]:
    """Where the version has been recorded with other ids, or a passage of any has gone."""
    own = _ids_file(edition)
    for path in records(root):
        file, released = f"{RELEASES}/{path.name}", path.read_text("utf-8").splitlines()
        if file == own and set(released) != set(all_ids(edition)):
            yield Problem(Where(file), "", "", f"version {edition.info.version} was recorded with "
                          "other ids", "a new version in data/edition.yml; for one that is not yet "
                          "published, delete the file and record it anew")
        for line, key in enumerate(released, 1):
            if is_passage(key) and key not in edition.passages:
                yield Problem(Where(file, line), "", key, "was released and is gone",
                              "every passage that was ever released")


def _ids_file(edition: Edition) -> str:
    return f"{RELEASES}/{edition.info.version}.txt"


def _disagreements(root: Path, edition: Edition) -> Iterator[Problem]:
    """Where title, version or date are not those of ``data/edition.yml``."""
    info = edition.info
    wanted = f"{info.version} ({info.date.isoformat()})"
    changes = root / "CHANGELOG.md"
    heads = re.findall("(?m)^## (.*)$", changes.read_text("utf-8")) if changes.is_file() else []
    if heads[:1] != [wanted]:
        yield Problem(Where("CHANGELOG.md"), "", "".join(heads[:1]),
                      "has no entry for this version at its head", f"## {wanted}")
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    if project["version"] != info.version:
        yield Problem(Where("pyproject.toml"), "version", project["version"],
                      "is not the version of data/edition.yml", info.version)
    for name, made in TOP_LEVEL.items():
        held = root / name
        if not held.is_file() or held.read_text("utf-8") != made(edition):
            yield Problem(Where(name), "", "", "does not say what data/edition.yml says",
                          "what 'edition release --metadata' writes")


# --- the deposit ------------------------------------------------------------------


def _assemble(root: Path, edition: Edition, folder: Path) -> None:
    contents = _outputs(root, edition, folder)
    contents |= _archive_of_sources(root, edition, folder)
    contents |= _descriptions(edition, folder)
    parts = [_part(edition, folder / name, *said) for name, said in sorted(contents.items())]
    _write_manifest(folder / MANIFEST, parts)
    about = _part(edition, folder / MANIFEST, "What each file is, with its licence, size and hash",
                  ("data",))
    (folder / CRATE).write_text(ro_crate(edition, [*parts, about]), encoding="utf-8")
    sums = "".join(f"{_sha256(path)}  {name}\n" for name, path in files_below(folder).items())
    (folder / CHECKSUMS).write_text(sums, encoding="utf-8")


Contents = dict[str, tuple[str, tuple[str, ...]]]  # file → what it is, keys of its licences


def _outputs(root: Path, edition: Edition, folder: Path) -> Contents:
    """The site and every output: a file as it is, a folder as an archive."""
    out, info = root / "_build", edition.info
    contents: Contents = {}
    site = ("The site, with all downloads; begin with index.html", ("apparatus", "texts"))
    outputs = {"html": site,
               **{name: (o.what, o.licences(edition)) for name, o in OUTPUTS.items()}}
    for name, said in outputs.items():
        if (out / name).is_file():
            shutil.copyfile(out / name, folder / name)
            contents[name] = said
        else:
            archive = file_name(info, "site" if name == "html" else name, ".zip")
            write_zip(folder / archive, files_below(out / name), info.date)
            contents[archive] = said
    return contents


def _archive_of_sources(root: Path, edition: Edition, folder: Path) -> Contents:
    archive = file_name(edition.info, "source", ".zip")
    with TemporaryDirectory() as changed:
        files = source_files(root, edition, Path(changed))
        write_zip(folder / archive, files, edition.info.date)
    return {archive: ("The source, from which all else is built", ("code", "data", "texts"))}


def source_files(root: Path, edition: Edition, changed: Path | None = None) -> Mapping[str, Path]:
    """The files of the source archive; without the base texts if the edition is.

    What then reads otherwise is written below ``changed``; from the archive the same book can
    be built.
    """
    left_out = () if edition.info.include_base_texts else (
        _SHOWS_TEXT, *(f"data/{name}" for name in withheld_files.left_out(edition)))
    own = {name: root / name for name in SOURCES if (root / name).is_file()}
    below = {f"{name}/{inner}": path for name in SOURCES if (root / name).is_dir()
             for inner, path in files_below(root / name).items()}
    ignored = _ignored(root)
    written = _written(root, edition, changed) if changed else {}
    return {name: path for name, path in sorted({**own, **below, **written}.items())
            if not name.startswith(left_out)
            and not any(fnmatch(part, rule) for part in PurePosixPath(name).parts
                        for rule in ignored)}


def _written(root: Path, edition: Edition, folder: Path) -> Mapping[str, Path]:
    written = {}
    for name, text in withheld_files.changed(edition, root / "data").items():
        path = written[f"data/{name}"] = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        shutil.copymode(root / "data" / "edition.yml", path)
    return written


def _ignored(root: Path) -> list[str]:
    """The names that ``.gitignore`` leaves out; it holds no paths and no exceptions."""
    rules = root / ".gitignore"
    lines = rules.read_text("utf-8").splitlines() if rules.is_file() else []
    return [line.rstrip("/") for line in lines if line]


def _descriptions(edition: Edition, folder: Path) -> Contents:
    """What describes the edition to libraries and repositories."""
    for name, made in {**CITATIONS, **TOP_LEVEL}.items():
        (folder / name).write_text(made(edition), encoding="utf-8")
    return {name: ("The edition as libraries and repositories describe it", ("data",))
            for name in (*CITATIONS, *TOP_LEVEL)}


def _part(edition: Edition, path: Path, what: str, licences: tuple[str, ...]) -> Part:
    return Part(path.name, what, media_of(path.name), tuple(licences_of(edition, licences)),
                path.stat().st_size, _sha256(path))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write_manifest(path: Path, parts: list[Part]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["file", "what", "media_type", "licences", "bytes", "sha256"])
        for part in parts:
            writer.writerow([part.path, part.what, part.media, " | ".join(part.licences),
                             part.size, part.sha256])
