"""The small subset of MyST in which notes are written, read without Sphinx.

Allowed are ``*emphasis*`` and roles, ``{passage}`DB.12.5``` or
``{person}`the governor <francesco-jacomoni>```. Everything else is plain text: HTML
in a note is shown as it was typed. Works cited one behind the other, with at most a
space between, share a bracket: ``{cite}`elsie2012,hoti1992```. The subset is parsed here
once, so that pages, TEI and annotations all carry the same note.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from edition.problems import nearest

ROLES = (
    "passage", "note", "claim", "person", "place", "org", "work", "event", "people", "cite",
    "lang",
)

ROLE = re.compile(r"\{(?P<role>[a-z:]+)\}`(?P<body>[^`]+)`")
"""A role as notes and pages have it; :func:`titled` reads what stands in it."""

ENTITY_ROLES: Mapping[str, tuple[str, ...]] = {
    "person": ("person",),
    "place": ("place",),
    "org": ("organisation", "unit"),
    "work": ("work",),
    "event": ("event",),
    "people": ("people",),
}
"""Role → the kinds of entity that it points to."""

KIND_ROLES = {kind: role for role, kinds in ENTITY_ROLES.items() for kind in kinds}
"""Kind of entity → the role that points to one."""

_TOKEN = re.compile(rf"{ROLE.pattern}|\*(?P<emph>[^*\s](?:[^*]*[^*\s])?)\*")
_TITLED = re.compile(r"(?P<title>.+?)\s*<(?P<target>[^<>]+)>", re.DOTALL)


@dataclass(frozen=True)
class Inline:
    """A run of a note: plain text, emphasis, or a role."""

    kind: str  # "text", "emphasis", or one of ROLES
    text: str  # the words to show; for a role without a title, blank
    target: str = ""  # what the role points to; for "lang", the language code

    @property
    def targets(self) -> tuple[str, ...]:
        """All that the role points to: works cited in one bracket are joined by commas."""
        return tuple(part.strip() for part in self.target.split(",") if part.strip())


class MarkupError(ValueError):
    """Markup that is not of the subset: what is wrong, where, and what would be right."""

    def __init__(self, message: str, near: str, allowed: str) -> None:
        super().__init__(f"{message}: '{near}'")
        self.message, self.near, self.allowed = message, near, allowed


@cache  # asked when a cell is read, and when its row is tied to words
def parse_markup(source: str) -> tuple[Inline, ...]:
    """Read a note body; :class:`MarkupError` names what is not allowed."""
    runs: list[Inline] = []
    position = 0
    for match in _TOKEN.finditer(source):
        if match.start() > position:
            runs.append(_plain(source[position : match.start()]))
        runs.append(_role(match["role"], match["body"]) if match["role"] else
                    _plain(match["emph"], "emphasis"))
        position = match.end()
    if position < len(source):
        runs.append(_plain(source[position:]))
    return tuple(_joined(runs))


def _joined(runs: list[Inline]) -> Iterator[Inline]:
    """The runs, works cited one behind the other in one bracket."""
    waiting: list[Inline] = []  # a citation, and the space behind it
    for run in runs:
        is_cite = run.kind == "cite" and not run.text
        if waiting and is_cite:
            waiting = [Inline("cite", "", f"{waiting[0].target},{run.target}")]
        elif is_cite or (len(waiting) == 1 and run.kind == "text" and not run.text.strip()):
            waiting.append(run)
        else:
            yield from waiting
            yield run
            waiting = []
    yield from waiting


def _plain(text: str, kind: str = "text") -> Inline:
    if "`" in text:
        near = text[max(0, text.index("`") - 16) : text.index("`") + 16].strip()
        raise MarkupError("a backtick without its role or its pair, or within emphasis", near,
                          "roles as {person}`ana-leka`, never within *emphasis*")
    return Inline(kind, text)


def _role(role: str, body: str) -> Inline:
    if role not in ROLES:
        raise MarkupError("unknown role", role, nearest(role, ROLES))
    if not body.strip():
        raise MarkupError("empty role", role, f"{{{role}}}`what it points to`")
    if role == "lang":
        code, _, words = body.partition(":")
        if not re.fullmatch(r"[a-z]{2,3}", code) or not words:
            raise MarkupError("a language without its code or its words", body,
                              "{lang}`sq:Lëvizja`")
        return Inline("lang", words, code)
    return Inline(role, *titled(body))


def titled(body: str) -> tuple[str, str]:
    """The title of a role, blank if it has none, and what it points to."""
    found = _TITLED.fullmatch(body)
    return (found["title"], found["target"]) if found else ("", body)


def plain_text(runs: Iterable[Inline], name: Callable[[str, str], str]) -> str:
    """The words of a note; ``name(role, target)`` gives those of a role without a title."""
    return "".join(run.text or name(run.kind, run.target) for run in runs)
