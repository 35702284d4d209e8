"""How wide words are, in the typeface of the book."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files

from fontTools.ttLib import TTFont

_FONT = files("edition") / "figures" / "fonts" / "libertinus-regular.otf"
_USUAL = 0.55  # em; characters that the file lacks


def width(text: str) -> float:
    """The width of a run of characters, in em."""
    known = _advances()
    return sum(known.get(character, _USUAL) for character in text)


@cache
def _advances() -> Mapping[str, float]:
    with as_file(_FONT) as path, TTFont(path) as font:
        advances, size = font["hmtx"], font["head"].unitsPerEm
        return {chr(code): advances[name][0] / size for code, name in font.getBestCmap().items()}
