"""The small subset of MyST in which notes are written, read without Sphinx.

Allowed are ``*emphasis*`` and roles, ``{passage}`DB.12.5``` or
``{person}`the governor <francesco-jacomoni>```. Everything else is plain text: HTML
in a note is shown as it was typed. The subset is parsed here once, so that pages,
TEI and annotations all carry the same note.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

ROLES = (
    "passage", "note", "claim", "person", "place", "org", "work", "event", "cite", "lang",
)

_TOKEN = re.compile(r"\{(?P<role>[a-z]+)\}`(?P<body>[^`]*)`|\*(?P<emph>[^*\s](?:[^*]*[^*\s])?)\*")
_TITLED = re.compile(r"^(?P<title>.+?)\s*<(?P<target>[^<>]+)>$", re.DOTALL)


@dataclass(frozen=True)
class Inline:
    """A run of a note: plain text, emphasis, or a role."""

    kind: str  # "text", "emphasis", or one of ROLES
    text: str  # the words to show; for a role without a title, blank
    target: str = ""  # what the role points to; for "lang", the language code


class MarkupError(ValueError):
    """Markup that is not of the subset."""


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
    return tuple(runs)


def _plain(text: str, kind: str = "text") -> Inline:
    if "`" in text:
        raise MarkupError("a backtick without its role or its pair, or within emphasis")
    return Inline(kind, text)


def _role(role: str, body: str) -> Inline:
    if role not in ROLES:
        raise MarkupError(f"unknown role {{{role}}}; allowed: {', '.join(sorted(ROLES))}")
    if not body.strip():
        raise MarkupError(f"empty role {{{role}}}")
    if role == "lang":
        code, _, words = body.partition(":")
        if not re.fullmatch(r"[a-z]{2,3}", code) or not words:
            raise MarkupError("{lang} needs a language code and words, as {lang}`sq:Lëvizja`")
        return Inline("lang", words, code)
    titled = _TITLED.match(body)
    return Inline(role, titled["title"], titled["target"]) if titled else Inline(role, "", body)


def plain_text(runs: Iterable[Inline], name: Callable[[str, str], str]) -> str:
    """The words of a note; ``name(role, target)`` gives those of a role without a title."""
    return "".join(run.text or name(run.kind, run.target) for run in runs)
