"""The files of the book beside the data: settings, contents, and the roles in its pages.

Sphinx would find what is wrong here, too, but late and one thing at a time; ``edition check``
and ``edition build`` report it in one pass with the problems of the data.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from edition.edition import Edition
from edition.load import load
from edition.markup import ENTITY_ROLES, ROLE, titled
from edition.problems import EditionError, Problem, Problems, Where, nearest
from edition.tables import Source, YamlItem, read_yaml

CONFIG, CONTENTS, FOLDER = "_config.yml", "book/_toc.yml", "book"
_KEYS = ("format", "root", "parts", "chapters", "sections", "caption", "file", "title", "url",
         "glob", "numbered", "maxdepth", "hidden", "titlesonly", "reversed", "options", "defaults",
         "entries", "subtrees")
_PAGES = (".md", ".ipynb", ".rst")
_FENCE = re.compile(r"\s*(`{3,}|:{3,}|~{3,})")


def read_book(root: Path) -> Edition:
    """The edition in ``root``, read and checked with the book around it, if there is one.

    Raises :class:`~edition.problems.EditionError` with every problem of both. A data package has
    no pages, and they are not missed.
    """
    problems = Problems()
    edition = load(root, problems)
    if (root / FOLDER).is_dir():
        check_book(Source(root, problems), None if len(problems) else edition)
    problems.raise_if_any()
    assert edition is not None  # load() reports a problem where it returns None
    return edition


def check_book(source: Source, edition: Edition | None) -> None:
    """Report what is wrong with settings and contents, and with roles if there is an edition."""
    root, problems = source.root, source.problems
    for relative in (CONFIG, CONTENTS):
        described = read_yaml(source, relative)
        if described is not None and not isinstance(described.value, dict):
            problems.add(Where(relative, described.line), "", "", "holds no settings",
                         "'key: value' lines")
        elif described is not None and relative == CONTENTS:
            problems.extend(_contents(root, described))
    if edition is not None:
        problems.extend(_pages_of_texts(root, edition))
        for page in sorted((root / FOLDER).glob("*.md")):
            for where, role, target in _roles(source, page.relative_to(root).as_posix()):
                problems.extend(_target(edition, where, role, target))


def _pages_of_texts(root: Path, edition: Edition) -> Iterator[Problem]:
    """Texts that are set by other pages than the one that the settings name."""
    pages = {path.stem: path.read_text("utf-8", errors="replace")
             for path in sorted((root / FOLDER).glob("*.md"))}
    for text in edition.texts.values():
        sets = re.compile(rf"\{{edition-text\}} {text.siglum}\b")
        setting = [name for name, words in pages.items() if sets.search(words)]
        if setting and text.page not in setting:
            yield Problem(Where("data/edition.yml", text.line), "page", text.page,
                          f"does not set {text.siglum}", ", ".join(setting))


def _contents(root: Path, item: YamlItem) -> Iterator[Problem]:
    """Pages that are named and not there, and keys that nobody knows."""
    if isinstance(item.value, list):
        for entry in item.value:
            yield from _contents(root, entry)
    elif isinstance(item.value, dict):
        for key, value in item.value.items():
            if key not in _KEYS:
                yield Problem(Where(CONTENTS, value.line), key, "", "unknown key",
                              nearest(key, _KEYS))
            elif key in ("file", "root") and not _page(root, value.value):
                pages = [p.stem for p in (root / FOLDER).glob("*.md")]
                yield Problem(Where(CONTENTS, value.line), key, str(value.value),
                              "there is no such page", nearest(str(value.value), pages))
            else:
                yield from _contents(root, value)


def _page(root: Path, name: object) -> bool:
    return isinstance(name, str) and any(
        (root / FOLDER / f"{name}{suffix}").is_file() for suffix in ("", *_PAGES))


def _roles(source: Source, relative: str) -> list[tuple[Where, str, str]]:
    """The roles in a page: where each stands, what it is called, and what it points to."""
    return source.once(relative, lambda: list(_roles_of(source, relative)))


def _roles_of(source: Source, relative: str) -> Iterator[tuple[Where, str, str]]:
    """The same, read anew; what stands in a code cell is code."""
    fence, code = "", False
    for number, line in enumerate((source.text(relative) or "").splitlines(), 1):
        opened = _FENCE.match(line)
        if opened and not fence and "{code" in line:
            fence, code = opened[1], True
        elif opened and code and line.strip() == fence:
            fence, code = "", False
        elif not code:
            for match in ROLE.finditer(line):
                yield Where(relative, number), match["role"], titled(match["body"])[1].strip()


def _target(edition: Edition, where: Where, role: str, target: str) -> Iterator[Problem]:
    if role in ENTITY_ROLES:
        kinds, entity = ENTITY_ROLES[role], edition.entities.get(target)
        if entity is None or entity.kind not in kinds:
            ids = [e.id for e in edition.entities.values() if e.kind in kinds]
            yield Problem(where, role, target, f"there is no such {' or '.join(kinds)}",
                          nearest(target, ids))
    elif role in _LOOKED_UP:
        try:
            _LOOKED_UP[role](edition, target)
        except EditionError as error:
            message, _, allowed = str(error).partition("; allowed: ")
            yield Problem(where, role, target, message, allowed)


_LOOKED_UP: dict[str, Callable[[Edition, str], object]] = {
    "passage": lambda edition, target: edition.locate(target),
    "note": lambda edition, target: edition.name_of("note", target),
    "claim": lambda edition, target: edition.name_of("claim", target),
}
