"""The order of index entries.

The Albanian letters ``ç`` and ``ë`` follow ``c`` and ``e``, as in Albanian; other
marks are set aside. Digraphs (``sh``, ``xh``) are not taken as letters, because the
lists also hold Italian, German and English names.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_OWN_LETTERS = {"ç": "c\uffff", "ë": "e\uffff"}


@cache
def sort_key(name: str) -> tuple[str, str]:
    """A key to sort by; numbers sort by value."""
    lowered = name.casefold()
    letters = "".join(_OWN_LETTERS.get(c, c) for c in unicodedata.normalize("NFC", lowered))
    bare = "".join(c for c in unicodedata.normalize("NFD", letters) if not unicodedata.combining(c))
    numbered = re.sub(r"\d+", lambda m: m[0].zfill(6), bare)
    return re.sub(r"[^\w\uffff ]", "", numbered), name


def initial(name: str) -> str:
    """The letter an entry is filed under."""
    first = next((c for c in name if c.isalnum()), name[:1])
    if first.isdigit():
        return "0–9"
    if unicodedata.name(first, "").startswith("CYRILLIC"):  # few, and behind Z
        return "А–Я"
    if first.casefold() in _OWN_LETTERS:
        return first.upper()
    return unicodedata.normalize("NFD", first)[0].upper()
