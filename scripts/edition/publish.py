"""The tree that a static host serves: the newest version at the root, each under its number.

``v0.1.0/`` holds the site of that version as it was published, and is never changed again;
the root is the newest one, so that addresses without a version go on working. Where a page
of an older version is gone, its address leads to the newest version that has it; ids need
nothing, for ``404.html`` of the newest site hands every address over to the page that finds
ids. Pages of an older version say which is the newest. Nothing is sent anywhere.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from itertools import chain
from pathlib import Path

from edition.archive import files_below
from edition.edition import EditionInfo
from edition.load import open_edition
from edition.problems import EditionError, Problem, Where
from edition.release import refusals

LIST = "versions.json"
SCRIPT = "versions.js"  # from which pages of an older version learn of the newest
_FOLDER = re.compile(r"v(\d+)\.(\d+)\.(\d+)")
_OF_THE_HOST = ("CNAME",)  # besides what begins with a dot, kept at the root

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
{head}
<title>{title}</title>
</head>
<body>
{body}
</body>
</html>
"""


@dataclass(frozen=True)
class Version:
    """A version that is published."""

    number: str  # 0.1.0
    date: str  # day of the version, as 2026-11-21

    @property
    def folder(self) -> str:
        """Where it stays readable."""
        return f"v{self.number}"

    @property
    def order(self) -> tuple[int, ...]:
        """What versions are sorted by."""
        return tuple(map(int, self.number.split(".")))


def publish(root: Path, tree: Path) -> list[Version]:
    """Add the version built in ``root`` to the tree of all versions, newest first.

    Raises :class:`~edition.problems.EditionError` where the build is not that of a release, or
    the version was published with other content.
    """
    edition = open_edition(root)
    problems = list(refusals(root, edition))
    if problems:
        raise EditionError(problems)
    return add_version(root / "_build" / "html", tree, edition.info)


def add_version(site: Path, tree: Path, info: EditionInfo) -> list[Version]:
    """Put a site into the tree; see :func:`publish`."""
    own = Version(info.version, info.date.isoformat())
    if not _FOLDER.fullmatch(own.folder):
        raise EditionError(f"version '{own.number}' cannot be published; allowed: three numbers, "
                           "as 0.1.0")
    _keep(site, tree / own.folder)
    known = {version.number: version for version in published(tree)}
    versions = sorted({**known, own.number: own}.values(), key=lambda v: v.order, reverse=True)
    _renew_root(tree, versions[0])
    _lead_on(tree, versions, info)
    _list(tree, versions, info)
    return versions


def published(tree: Path) -> list[Version]:
    """The versions that the tree lists."""
    file = tree / LIST
    if not file.is_file():
        return []
    return [Version(row["version"], row["date"]) for row in json.loads(file.read_text("utf-8"))]


def _keep(site: Path, folder: Path) -> None:
    """Copy the site; a version that is there already must be the same."""
    if folder.exists():
        ours, theirs = files_below(site), files_below(folder)
        other = [name for name in {**ours, **theirs} if name not in ours or name not in theirs
                 or ours[name].read_bytes() != theirs[name].read_bytes()]
        if other:
            raise EditionError([Problem(
                Where(folder.name), "", other[0], f"was published with other content in "
                f"{len(other)} files", "a new version in data/edition.yml")])
        return
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)  # of a copy that was interrupted
    shutil.copytree(site, part)
    part.rename(folder)


def _renew_root(tree: Path, newest: Version) -> None:
    """The newest site at the root, and nothing left of the one before."""
    for path in tree.iterdir():
        if path.name.startswith(".") or path.name in _OF_THE_HOST or _FOLDER.fullmatch(path.name):
            continue
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(tree / newest.folder, tree, dirs_exist_ok=True)
    (tree / ".nojekyll").touch()  # names that begin with _ are published, too


def _lead_on(tree: Path, versions: Iterable[Version], info: EditionInfo) -> None:
    """Pages of older versions that are gone lead to the newest version that has them."""
    for version in versions:
        held = tree / version.folder
        for page in sorted(chain(held.glob("*.html"), held.glob("*/index.html"))):
            name = page.relative_to(held).as_posix()
            if not (tree / name).exists():
                up = "../" * name.count("/")
                _forward(tree / name, f"{up}{version.folder}/{name}", info,
                         f"This page is of version {version.number}")
    _forward(tree / "latest" / "index.html", "../index.html", info, "The newest version")


def _forward(path: Path, target: str, info: EditionInfo, said: str) -> None:
    path.parent.mkdir(exist_ok=True)
    head = (f'<meta http-equiv="refresh" content="0; url={target}">\n'
            f'<meta name="robots" content="noindex">\n<link rel="canonical" href="{target}">')
    path.write_text(_PAGE.format(language=escape(info.language), head=head,
                                 title=escape(info.title),
                                 body=f'<p><a href="{target}">{said}</a></p>'), "utf-8")


def _list(tree: Path, versions: list[Version], info: EditionInfo) -> None:
    """``versions.json`` for programs, ``versions.js`` for older pages, a page for readers."""
    rows: list[Mapping[str, object]] = [
        {"version": v.number, "date": v.date, "path": f"{v.folder}/", "newest": v is versions[0]}
        for v in versions]
    listed = json.dumps(rows, indent=1)
    (tree / LIST).write_text(f"{listed}\n", "utf-8")
    (tree / SCRIPT).write_text(f"window.editionVersions = {listed};\n", "utf-8")
    items = "\n".join(
        f'<li><a href="{v.folder}/index.html">Version {v.number}</a>, {v.date}'
        f'{", the newest" if v is versions[0] else ""}</li>' for v in versions)
    body = (f"<h1>All versions of <cite>{escape(info.title)}</cite></h1>\n"
            f"<p>Each stays as it was published. Addresses without a version lead to the newest."
            f"</p>\n<ul>\n{items}\n</ul>\n<p><a href=\"index.html\">The first page</a></p>")
    (tree / "versions.html").write_text(
        _PAGE.format(language=escape(info.language), head='<link rel="canonical" '
                     'href="versions.html">', title=f"Versions · {escape(info.title)}", body=body),
        "utf-8")
