"""Words and values as Typst source.

All words are emitted as string literals, so that nothing in them is read as markup.
"""

from __future__ import annotations

import re
import unicodedata

_SITE = re.compile(r"((?=[\w.-]{16})(?:[\w-]+\.){1,4}[a-z]{2,6}\b)")  # long ones
_BREAK_BEHIND = re.compile(r"(?<=[/?&=_.\-])(?=[^/])")
# what the fonts of the compiler cover, as far as running text goes; the rest would be an error
_UNCOVERED = re.compile(r"[^\u0000-\u058f\u1e00-\u2bff\ufb00-\ufb06\ufeff]+")
_SCRIPTS = {"CJK": "Chinese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean"}


def literal(text: str) -> str:
    """A Typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def words(text: str) -> str:
    """Words in markup; the semicolon keeps what follows from being read as a call."""
    flat = re.sub(r"[ \t\n]+", " ", text)
    return f"#{literal(flat)};" if flat else ""


def running(text: str) -> str:
    """The same for running text, where the names of sites may be broken at their dots."""
    parts = _SITE.split(text)
    return "".join(address(part) if index % 2 else words(part)
                   for index, part in enumerate(parts))


def in_covered_script(text: str) -> str:
    """The words, with runs in a script that no font has named instead of shown."""
    return _UNCOVERED.sub(lambda run: f"[in {_script(run[0][0])} characters]", text)


def _script(character: str) -> str:
    name = unicodedata.name(character, "unknown").split()[0]
    return _SCRIPTS.get(name, name.capitalize())


def address(url: str) -> str:
    """A web address that may be broken behind its signs, without any character added."""
    return "#h(0pt);".join(words(part) for part in _BREAK_BEHIND.split(url))


def call(name: str, *args: str, body: str | None = None) -> str:
    """A function call in markup; ``args`` are Typst expressions, ``body`` is markup."""
    content = "" if body is None else f"[{body}]"
    arguments = f"({', '.join(args)})" if args or body is None else ""
    return f"#{name}{arguments}{content};"


def array(items: list[str]) -> str:
    """An array of expressions; the comma makes one of a single item, too."""
    return "(" + "".join(f"{item}, " for item in items) + ")"


def dictionary(items: dict[str, str]) -> str:
    """A dictionary of expressions."""
    return "(" + ", ".join(f"{literal(k)}: {v}" for k, v in items.items()) + ")" if items else "(:)"
