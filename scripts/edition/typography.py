r"""Words of the bibliography as they are printed: not as BibTeX spells them.

In ``references.bib`` a dash is ``--``, an underscore ``\_``, a work ``\cite{key}``, and quotation
marks are straight. Addresses are left as they are.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

ENGLISH = "“”‘’"
QUOTES = {  # language → its quotation marks, outer and inner
    "cnr": "„“‚‘", "de": "„“‚‘", "en": ENGLISH, "es": "«»“”", "fr": "«»“”", "hu": "„”»«",
    "it": "«»“”", "ja": "「」『』", "mk": "„“‚‘", "pl": "„”«»", "ru": "«»„“", "sh": "„“‚‘",
    "sq": "„“‚‘", "sv": "””’’", "tr": "“”‘’", "zh": "“”‘’",
}
_SPACED = {"fr": "\u00a0"}  # what stands within the outer marks

_CITE = re.compile(r"\\cite\{([^{}]*)\}")
_ADDRESS = re.compile(r"(\w+://[^\s()]+)")
_TEX = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"))
_ESCAPED = re.compile(r"\\([&%$#_{}])|[{}]")
_BEFORE = " \n\t\u00a0([/–—“‘„‚«"  # what a mark that opens stands behind
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK")


def printed(text: str, language: str = "en") -> str:
    r"""A field of BibTeX in words; ``\cite{key}`` becomes the role ``{cite}``."""
    parts = _CITE.split(text)  # words, key, words, …
    return "".join(f"{{cite}}`{part}`" if index % 2 else _plain(part, language)
                   for index, part in enumerate(parts))


def _plain(text: str, language: str) -> str:
    parts = _ADDRESS.split(text)
    return "".join(part if index % 2 else _words(part, language)
                   for index, part in enumerate(parts))


def _words(text: str, language: str) -> str:
    for spelt, meant in _TEX:
        text = text.replace(spelt, meant)
    return quoted(_ESCAPED.sub(lambda m: m[1] or "", text), language)


def short_names(field: str) -> tuple[str, ...]:
    """The names of a field such as ``Arsh and Smirnova``."""
    return tuple(filter(None, (name.strip() for name in re.split(r"\band\b", field))))


def quoted(text: str, language: str = "en") -> str:
    """The words with the quotation marks of their language and with true apostrophes."""
    marks = QUOTES.get(language, ENGLISH)
    within = _SPACED.get(language, "")
    shown: list[str] = []
    inner = False  # whether an inner quotation is open
    for place, character in enumerate(text):
        opens = not shown or shown[-1][-1:] in _BEFORE
        if character == '"':
            character = marks[0] + within if opens else within + marks[1]
        elif character == "'":
            closes = inner and not text[place + 1 : place + 2].isalnum()
            begins = opens and bool(re.match(r"[^\W\d].*\w'(?!\w)", text[place + 1 :]))
            inner = begins or (inner and not closes)
            character = marks[2] if begins else marks[3] if closes else "’"
        shown.append(character)
    return "".join(shown)


def shown_address(url: str) -> str:
    """An address as people read it: letters of alphabets instead of their codes, nothing else.

    A browser makes the same codes of them again, so that nothing is lost.
    """
    return _PERCENT.sub(lambda run: _decoded(run[0]), url)


def _decoded(run: str) -> str:
    """Codes as letters, as far as they are letters with a code beyond ASCII."""
    try:
        words = unquote(run, errors="strict")
    except UnicodeDecodeError:
        return run
    return "".join(c if _is_letter(c) else "".join(f"%{b:02X}" for b in c.encode()) for c in words)


def _is_letter(character: str) -> bool:
    name = unicodedata.name(character, "")
    return character == "–" or (not character.isascii() and character.isalpha()
                                and name.startswith(_ALPHABETS))
