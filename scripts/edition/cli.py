"""The command ``edition``: build, check, cite, serve, lab, release, publish."""

from __future__ import annotations

import argparse
import datetime as dt
import errno
import sys
from collections import Counter
from pathlib import Path

from edition.problems import EditionError


def main(arguments: list[str] | None = None) -> int:
    """Run a command; the exit code is 0 if all is well, 1 if not, 2 for a wrong call."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if not hasattr(given, "run"):
        parser.print_help()
        return 2
    try:
        return given.run(given)
    except EditionError as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        print("interrupted; the last good build stays as it was", file=sys.stderr)
    except OSError as error:
        print(_said(error), file=sys.stderr)
    return 1


_REMEDIES = {
    errno.ENOSPC: "the disk is full; make room",
    errno.EDQUOT: "the disk quota is used up; make room",
    errno.EROFS: "the folder is read-only; work on a copy that can be written to",
    errno.EACCES: "permission is missing; work on a copy that you may write to",
    errno.EPERM: "permission is missing; work on a copy that you may write to",
    errno.EADDRINUSE: "another program is served there; name another port with --port",
}


def _said(error: OSError) -> str:
    """What the system refused, where, and what to do about it."""
    where = f"{error.filename}: " if error.filename else ""
    remedy = _REMEDIES.get(error.errno or 0, "see that the place can be read and written")
    return (f"{where}{error.strerror or error}; {remedy}, then run the command again. "
            "The last good build stays as it was")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="edition", description="Build, check, cite and read the edition 'Two Accounts'."
    )
    parser.add_argument("--root", type=Path, metavar="FOLDER",
                        help="the edition's folder (default: the nearest with data/edition.yml)")
    commands = parser.add_subparsers(title="commands", metavar="")

    build = commands.add_parser("build", help="build site, PDF and exports into _build/")
    build.add_argument("--without-base-texts", action="store_true",
                       help="set citations and lemmata only, for publishing without permission")
    build.set_defaults(run=_build)

    check = commands.add_parser("check", help="report every problem in the data, in one pass")
    check.set_defaults(run=_check)

    from edition.citation import FORMS

    cite = commands.add_parser("cite", help="print a citation of a passage, as DB.12.5-7, of a "
                                            "note, a coded row or a figure by its id, or of the "
                                            "whole edition as two-accounts")
    cite.add_argument("locator", help="DB.12.5, DB.12, DB.12.5-7, DB.12.13-13.2; N0310, C014, "
                                      "K301; forces-strengths; two-accounts")
    cite.add_argument("--format", choices=sorted(FORMS), default="text", dest="form")
    cite.add_argument("--accessed", type=_day, metavar="DATE",
                      help="day of access, as 2026-12-01 (default: none is given)")
    cite.set_defaults(run=_cite)

    serve = commands.add_parser("serve", help="show the site and rebuild it when a file changes")
    serve.add_argument("--port", type=int, default=8000)
    serve.set_defaults(run=_serve)

    lab = commands.add_parser("lab", help="open JupyterLab on a working copy of the notebooks")
    lab.add_argument("--folder", type=Path, help="the working copy (default: lab/)")
    lab.add_argument("--no-browser", action="store_true", help="print the address only")
    lab.set_defaults(run=_lab)

    release = commands.add_parser("release", help="assemble the deposit of a version that is built")
    steps = release.add_mutually_exclusive_group()
    steps.add_argument("--metadata", action="store_true",
                       help="write CITATION.cff and the like anew, and nothing else")
    steps.add_argument("--record", action="store_true",
                       help="run the notebooks, write down that and the ids, and stop; then build")
    release.set_defaults(run=_release)

    publish = commands.add_parser("publish", help="add the site of a version to the tree that a "
                                                  "static host serves")
    publish.add_argument("tree", type=Path, metavar="FOLDER",
                         help="all versions: the newest at the root, each under its number")
    publish.set_defaults(run=_publish)
    return parser


def _day(said: str) -> dt.date:
    try:
        return dt.date.fromisoformat(said)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{said}' is not a day; write 2026-12-01") from None


def _root(given: argparse.Namespace) -> Path:
    from edition.finding import find_root

    return given.root.resolve() if given.root else find_root()


def _build(given: argparse.Namespace) -> int:
    from edition.build import BuildError, build

    root = _root(given)
    try:
        changed = build(root, base_texts=False if given.without_base_texts else None)
    except BuildError as error:
        print(f"{error}; the last good build stays as it was", file=sys.stderr)
        return 1
    site = root / "_build" / "html" / "index.html"
    print(f"Built: {site}" if changed else f"Nothing has changed since the last build: {site}")
    return 0


def _check(given: argparse.Namespace) -> int:
    from edition.coverage import coverage
    from edition.manuscript import read_book
    from edition.steps import collect_seldom

    collect_seldom()
    edition = read_book(_root(given))
    sentences = sum(p.level == "sentence" for p in edition.passages.values())
    kinds = Counter(e.kind for e in edition.entities.values())
    grades = Counter(n.grade for n in edition.notes.values())
    types = Counter(n.note_type for n in edition.notes.values())
    for figure in coverage(edition):
        print(f"{figure.met:6,} of {figure.found:,} {figure.what}")
    for label, count in {
        "texts": len(edition.texts), "sentences": sentences, "mentions": len(edition.mentions),
        **{f"records of kind {kind}": n for kind, n in sorted(kinds.items())},
        "claims": len(edition.claims), "control statements": len(edition.controls),
        "dates": len(edition.dates), "parallels": len(edition.parallels),
        "outside estimates": len(edition.estimates), "notes": len(edition.notes),
        **{f"notes graded {grade}": n for grade, n in sorted(grades.items())},
        **{f"notes of type {kind}": n for kind, n in sorted(types.items())},
        "works in the bibliography": len(edition.references),
    }.items():
        print(f"{count:6,} {label}")
    print("no problem found")
    return 0


def _cite(given: argparse.Namespace) -> int:
    from edition.citation import cite
    from edition.load import open_edition

    print(cite(open_edition(_root(given)), given.locator, given.form, given.accessed))
    return 0


def _serve(given: argparse.Namespace) -> int:
    from edition.serve import serve

    serve(_root(given), given.port)
    return 0


def _lab(given: argparse.Namespace) -> int:
    from edition.lab import open_lab

    return open_lab(_root(given), given.folder, browser=not given.no_browser)


def _release(given: argparse.Namespace) -> int:
    from edition import release

    root = _root(given)
    if given.metadata:
        release.renew_metadata(root)
    elif given.record:
        print(f"Recorded: {release.record(root)}")
    else:
        print(f"Ready for deposit: {release.release(root)}")
    return 0


def _publish(given: argparse.Namespace) -> int:
    from edition.publish import publish

    given.tree.mkdir(parents=True, exist_ok=True)
    versions = publish(_root(given), given.tree)
    print(f"Published in {given.tree}: {', '.join(v.number for v in versions)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
