"""The tree of all versions: old ones stay as they are, and no address is lost."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from conftest import REPO
from edition import Edition, EditionError
from edition.archive import files_below
from edition.cli import main
from edition.edition import EditionInfo
from edition.publish import add_version, publish, published


@pytest.fixture
def info(tiny_edition: Edition) -> EditionInfo:
    """Version 0.1.0."""
    return tiny_edition.info


def site(folder: Path, *pages: str) -> Path:
    """A site with pages that say where they are from."""
    for name in ("index.html", "404.html", "_static/find-data.js", *pages):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{folder.name} {name}", "utf-8")
    return folder


@pytest.fixture
def tree(tmp_path: Path, info: EditionInfo) -> Path:
    """Version 0.1.0 and, over it, 0.2.0, in which a page and an id are gone."""
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "CNAME").write_text("example.org")
    (tree / ".git").write_text("gitdir: elsewhere")
    add_version(site(tmp_path / "one", "gone.html", "text.html", "AA.1.1/index.html"), tree, info)
    later = replace(info, version="0.2.0", date=dt.date(2027, 2, 1))
    add_version(site(tmp_path / "two", "text.html", "new.html"), tree, later)
    return tree


def test_old_versions_stay(tree: Path, tmp_path: Path) -> None:
    """Byte for byte, under their number; the root is the newest."""
    for name, folder in (("one", "v0.1.0"), ("two", "v0.2.0")):
        ours = {n: p.read_bytes() for n, p in files_below(tmp_path / name).items()}
        assert {n: p.read_bytes() for n, p in files_below(tree / folder).items()} == ours
    assert (tree / "text.html").read_text("utf-8") == "two text.html"
    assert (tree / "404.html").read_text("utf-8") == "two 404.html"
    assert (tree / ".nojekyll").exists()


def test_what_is_the_hosts_stays(tree: Path) -> None:
    """The name of the site and the repository are no part of any version."""
    assert (tree / "CNAME").read_text() == "example.org"
    assert (tree / ".git").is_file()


def test_addresses_that_are_gone_lead_to_the_old_version(tree: Path) -> None:
    """A page, and an id of a folder of its own; what is still there is not touched."""
    gone = (tree / "gone.html").read_text("utf-8")
    assert 'url=v0.1.0/gone.html"' in gone and "This page is of version 0.1.0" in gone
    assert 'url=../v0.1.0/AA.1.1/index.html"' in (tree / "AA.1.1/index.html").read_text("utf-8")
    assert 'url=../index.html"' in (tree / "latest/index.html").read_text("utf-8")
    for path in tree.rglob("*.html"):
        for target in re.findall(r'url=([^"]+)"', path.read_text("utf-8")):
            assert (path.parent / target).is_file(), path


def test_the_versions_are_listed(tree: Path) -> None:
    """For programs and for readers, the newest first."""
    rows = json.loads((tree / "versions.json").read_text("utf-8"))
    assert [(r["version"], r["date"], r["path"], r["newest"]) for r in rows] == [
        ("0.2.0", "2027-02-01", "v0.2.0/", True), ("0.1.0", "2026-11-21", "v0.1.0/", False)]
    page = (tree / "versions.html").read_text("utf-8")
    assert re.findall(r'href="(v\d[^"]+)"', page) == ["v0.2.0/index.html", "v0.1.0/index.html"]
    assert [v.number for v in published(tree)] == ["0.2.0", "0.1.0"]


def test_an_older_version_does_not_become_the_root(tree: Path, tmp_path: Path,
                                                   info: EditionInfo) -> None:
    """0.10.0 is later than 0.2.0, and a correction of an old version is not the newest."""
    add_version(site(tmp_path / "ten"), tree, replace(info, version="0.10.0"))
    add_version(site(tmp_path / "mend"), tree, replace(info, version="0.1.1"))
    assert [v.number for v in published(tree)] == ["0.10.0", "0.2.0", "0.1.1", "0.1.0"]
    assert (tree / "index.html").read_text("utf-8") == "ten index.html"


def test_publishing_again_changes_nothing(tree: Path, tmp_path: Path, info: EditionInfo) -> None:
    """The same site makes the same tree; another site under the same number is refused."""
    before = {n: p.read_bytes() for n, p in files_below(tree).items()}
    add_version(tmp_path / "one", tree, info)
    assert {n: p.read_bytes() for n, p in files_below(tree).items()} == before
    site(tmp_path / "one", "more.html")
    with pytest.raises(EditionError, match=r"v0\.1\.0: 'more.html': was published with other"):
        add_version(tmp_path / "one", tree, info)
    assert {n: p.read_bytes() for n, p in files_below(tree).items()} == before


def test_an_interrupted_copy_is_made_anew(tmp_path: Path, info: EditionInfo,
                                          monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a version is neither published nor held for one that was."""
    tree, one = tmp_path / "tree", site(tmp_path / "one", "text.html")
    tree.mkdir()

    def half(source: Path, target: Path) -> None:
        target.mkdir()
        shutil.copy(source / "text.html", target)
        raise KeyboardInterrupt("half way")

    with monkeypatch.context() as patched, pytest.raises(
            KeyboardInterrupt, match="half way"):
        patched.setattr(shutil, "copytree", half)
        add_version(one, tree, info)
    assert published(tree) == [] and not (tree / "v0.1.0").exists()
    add_version(one, tree, info)
    assert files_below(tree / "v0.1.0").keys() == files_below(one).keys()
    assert not list(tree.glob(".v*"))


def test_only_numbers_are_versions(tmp_path: Path, info: EditionInfo) -> None:
    """A draft has no folder that stays."""
    with pytest.raises(EditionError, match="'0.2.0-draft' cannot be published"):
        add_version(site(tmp_path / "x"), tmp_path / "tree", replace(info, version="0.2.0-draft"))


def test_only_a_release_is_published(tiny: Callable[..., Path], tmp_path: Path,
                                     capsys: pytest.CaptureFixture[str]) -> None:
    """What is not built or recorded is refused, with all the reasons."""
    root = tiny(files={"pyproject.toml": '[project]\nversion = "0.1.0"\n'})
    with pytest.raises(EditionError, match="the ids of this version are not recorded"):
        publish(root, tmp_path / "tree")
    assert main(["--root", str(root), "publish", str(tmp_path / "tree")]) == 1
    assert "_build/html: is missing" in capsys.readouterr().err


STUB = """#!/bin/sh
echo "$1" > "$2/said"
held="$(ls -A "$2" | grep -v '^\\.git$' | sort)"
echo "$held" > "$2/.held"
"""


@pytest.mark.skipif(not shutil.which("git") and os.environ.get("CI") != "true",
                    reason="there is no git")
def test_the_branch_is_made_and_carried_on(tmp_path: Path) -> None:
    """The first version makes it without the sources; the second finds what the first left."""
    def git(folder: Path, *command: str) -> str:
        done = subprocess.run(["git", "-c", "init.defaultBranch=main", *command], cwd=folder,
                              capture_output=True, text=True, check=False, env=environment)
        assert done.returncode == 0, done.stderr
        return done.stdout

    stub = tmp_path / "edition"
    stub.write_text(STUB)
    stub.chmod(0o755)
    person = {f"GIT_{who}_{what}": "test@example.org" for who in ("AUTHOR", "COMMITTER")
              for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **person, "EDITION": str(stub)}
    origin, clone = tmp_path / "origin.git", tmp_path / "clone"
    git(tmp_path, "init", "--bare", str(origin))
    git(tmp_path, "clone", "--quiet", str(origin), str(clone))
    for name in (".ci/publish", "data/edition.yml"):
        (clone / name).parent.mkdir(exist_ok=True)
        shutil.copy(REPO / name, clone / name)
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "-m", "Sources")
    for held in (["said"], [".held", "said"], [".held", "said"]):
        done = subprocess.run(["bash", ".ci/publish"], cwd=clone, env=environment, check=False,
                              capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert git(origin, "show", "gh-pages:.held").split() == held
    assert git(origin, "ls-tree", "--name-only", "gh-pages").split() == [".held", "said"]
    assert git(origin, "log", "--format=%s", "gh-pages").splitlines() == [
        "Version 0.1.0", "Version 0.1.0", "Nothing is published yet"]
    assert git(clone, "worktree", "list").count("\n") == 1


def test_the_workflow_builds_tests_audits_and_publishes() -> None:
    """In this order, with what this repository has."""
    steps = yaml.safe_load((REPO / ".github/workflows/publish.yml").read_text("utf-8"))
    steps = steps["jobs"]["publish"]["steps"]
    done = "\n".join(step.get("run", step.get("uses", "")) for step in steps)
    order = [done.index(words) for words in (
        "actions/checkout@", "bash .ci/run", "pip-audit", "edition release", "bash .ci/publish")]
    assert order == sorted(order)
    used = {step["uses"] for step in steps if "uses" in step}
    assert all(re.fullmatch(r"actions/[\w-]+@v\d+", name) for name in used)
