"""Words and values as Typst source.

All words are emitted as string literals, so that nothing in them is read as markup.
"""

from __future__ import annotations

import re
import unicodedata

from edition.anchors import SIGLUM
from edition.dates import MONTHS

_SITE = re.compile(r"((?=[\w.-]{16})(?:[\w-]+\.){1,4}[a-z]{2,6}\b)")  # long ones
# signs of an address; and the codes of one letter, of a script that cannot be shown
_BREAK_BEHIND = re.compile(r"(?<=[/?&=_.\-])(?=[^/])|(?<=%[89AB][0-9A-F])(?=%[C-F])")
_MONTHS = "|".join(MONTHS)
# Spaces at which no line ends: in a day, between a small number and what it counts, in the name of
# a passage or of a note, behind an initial or a rank, before a dash.
_KEPT = re.compile("|".join((
    rf"(?<=\d) (?=(?:{_MONTHS})\b)",
    r"(?<!,\d{3})(?<=\d) (?=(?:persons?|detachments?|divisions?|corps|brigades?|"
    r"battalions?|members|thousand|million|per cent)\b)",
    r"(?<=\bper) (?=cent\b)",
    rf"\b{SIGLUM} (?=\d|alone\b)",
    r"(?<=\bnote) (?=\d)", rf"(?<=\d) (?=to {SIGLUM}\b)", rf"(?<=\d to) (?={SIGLUM}\b)",
    r"(?<=\b[A-Z]\.) (?=[A-Z])", r"(?<=\b(?:Gen|Col)\.) ", r"(?<=\b(?:Lt|Dr|Mr|St)\.) ",
    r" (?=[–-] )", r"(?<=·) ")))
# what is neither broken nor hyphenated: a day or some days of a month, a range of numbers
_UNIT = re.compile(rf"((?:\b\d+–)?\b\d+\u00a0(?:{_MONTHS})\b"
                   r"|(?<![\w.,])\d+(?:,\d{3})*–\d+(?:,\d{3})*(?![.,]?\w))")
# spaces, and behind the dash or hyphen between two words
_BREAKS = re.compile(r"[ \t\n]+|(?<=[^\W\d][–-])(?=[^\W\d])")
_HOST = re.compile(r"\w+://(?:www\.)?(?:[^/.]{1,3}\.)*[^/.]+\.?")
_START = 6  # characters; fewer are not left behind at the end of a line
# an empty box is a place to break at, and no character
_BREAK = "#box();"
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
    """The same for running text.

    The names of sites may be broken at their dots; what belongs together is not parted.
    """
    parts = _SITE.split(_bound(text))
    return "".join(site(part) if index % 2 else _in_units(part)
                   for index, part in enumerate(parts))


def _bound(text: str) -> str:
    return _KEPT.sub(lambda kept: kept[0].replace(" ", "\u00a0"), text)


def _in_units(text: str) -> str:
    return "".join(call("box", body=words(part)) if index % 2 else words(part)
                   for index, part in enumerate(_UNIT.split(text)))


def in_covered_script(text: str) -> str:
    """The words, with runs in a script that no font has named instead of shown."""
    return _UNCOVERED.sub(lambda run: f"[in {_script(run[0][0])} characters]", text)


def _script(character: str) -> str:
    name = unicodedata.name(character, "unknown").split()[0]
    return _SCRIPTS.get(name, name.capitalize())


def pieces(text: str) -> list[str]:
    """The runs of characters of running text that stay together, as in a narrow column."""
    found = []
    for word in _BREAKS.split(_bound(text)):
        before, *rest = _SITE.split(word)
        parts = [before]
        for index, part in enumerate(rest):
            broken = _parts(part, _START) if index % 2 == 0 else [part]
            parts = [*parts[:-1], parts[-1] + broken[0], *broken[1:]]
        found += parts
    return found


def site(name: str) -> str:
    """The name of a site, which may be broken behind its dots and is never hyphenated."""
    return call("text", "hyphenate: false", body=_breakable(name, _START))


def address(url: str) -> str:
    """A web address that may be broken behind its signs and codes, without any character added.

    How it begins is set in a box: behind ``://`` the compiler breaks an address by rules of its
    own, which tear words and codes apart.
    """
    begins = _HOST.match(url)
    if not begins:
        return _breakable(url)
    return call("box", body=words(begins[0])) + _BREAK + _breakable(url[begins.end():])


def _breakable(text: str, least: int = 0) -> str:
    """The text with places to break at, none before so many characters."""
    return _BREAK.join(words(part) for part in _parts(text, least))


def _parts(text: str, least: int) -> list[str]:
    first, *others = _BREAK_BEHIND.split(text[least:])
    return [text[:least] + first, *others]


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
