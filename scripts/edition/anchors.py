"""Places in the base texts: passage ids, quoted words, spans, and their nesting.

An anchored row names a passage and the exact words it is about. The words are
found once, on load, and carried as offsets from then on; nothing is ever found
again by searching.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

# the forms of ids, for whatever looks for them in words
SIGLUM = r"[A-Z]+"
PASSAGE = rf"{SIGLUM}\.\d+(?:\.\d+)?"
ROW = r"[A-Z]\d{3,}"

_LOCATOR = re.compile(
    rf"^(?P<text>{SIGLUM})[. ](?P<p1>\d+)(?:\.(?P<s1>\d+))?"
    r"(?:[-–](?:(?P<p2>\d+)\.)?(?P<s2>\d+))?$"
)

PASSAGE_NAME = re.compile(rf"{SIGLUM} [\d.]+(–[\d.]+)?")
"""What a passage is called, as ``DB 12.5–7``: one word, in spite of its space."""


@dataclass(frozen=True, order=True)
class Anchor:
    """A run of characters in a base text."""

    text_id: str  # siglum of the text
    start: int  # code-point offset in the file, inclusive
    end: int  # code-point offset in the file, exclusive
    passage_id: str  # the passage the row names
    quote: str  # the words, exactly as they stand

    @property
    def paragraph_id(self) -> str:
        """The paragraph of the words: ``DB.12`` for a row on ``DB.12.5``."""
        return ".".join(self.passage_id.split(".")[:2])


class AnchorError(ValueError):
    """Words that are not in the passage, or not only once."""


def find_quote(passage: str, quote: str, occurrence: int | None) -> int:
    """Offset of ``quote`` in ``passage``.

    Raises :class:`AnchorError` if the words are missing, if they are found more than
    once and no occurrence is given, or if there is no such occurrence.
    """
    if not quote:
        raise AnchorError("there are no words to look for")
    starts = list(_places(passage, quote))
    if not starts:
        raise AnchorError("these words are not in the passage")
    if occurrence is None:
        if len(starts) > 1:
            raise AnchorError(
                f"these words stand {len(starts)} times in the passage; give the occurrence"
            )
        return starts[0]
    if not 1 <= occurrence <= len(starts):
        raise AnchorError(f"there is no occurrence {occurrence}; the words stand {len(starts)} ×")
    return starts[occurrence - 1]


def _places(passage: str, quote: str) -> Iterator[int]:
    """Every offset at which the words stand, also where they overlap."""
    at = passage.find(quote)
    while at >= 0:
        yield at
        at = passage.find(quote, at + 1)


@dataclass(frozen=True)
class Locator:
    """A passage or a range of passages, as people cite it."""

    text_id: str
    first: str  # id of the first passage
    last: str  # id of the last passage; the same as ``first`` for one passage

    def __str__(self) -> str:
        """The id form: ``DB.12.5``, ``DB.12.5-7``, ``DB.12.13-13.2``."""
        if self.first == self.last:
            return self.first
        _, p1, *s1 = self.first.split(".")
        _, p2, *s2 = self.last.split(".")
        if not s1:
            return f"{self.first}-{p2}"
        return f"{self.first}-{s2[0]}" if p1 == p2 else f"{self.first}-{p2}.{s2[0]}"

    @property
    def label(self) -> str:
        """The form people read: ``DB 12.5–7``."""
        return str(self).replace(".", " ", 1).replace("-", "–")


@cache
def parse_locator(text: str) -> Locator:
    """Read ``DB.12.5``, ``DB 12.5``, ``DB.12``, ``DB.12.5-7`` or ``DB.12.13-13.2``.

    Raises :class:`ValueError` for anything else. Whether the passages exist is for
    the edition to say.
    """
    match = _LOCATOR.match(text.strip())
    # DB.12-13.2 would set out from a paragraph and end at a sentence
    if not match or (match["p2"] and not match["s1"]):
        raise ValueError(f"'{text}' is not a passage; write DB.12.5, DB.12 or DB.12.5-7")
    siglum, p1, s1 = match["text"], match["p1"], match["s1"]
    first = ".".join(filter(None, (siglum, p1, s1)))
    if not match["s2"]:
        return Locator(siglum, first, first)
    if s1 is None:  # a range of paragraphs: DB.12-13
        return Locator(siglum, first, f"{siglum}.{match['s2']}")
    return Locator(siglum, first, f"{siglum}.{match['p2'] or p1}.{match['s2']}")


@dataclass(frozen=True)
class Span:
    """Something that covers characters ``start`` to ``end``; may overlap others."""

    start: int
    end: int
    key: str  # what it is the span of


def split_spans(start: int, end: int, spans: Iterable[Span]) -> Iterator[tuple[int, int, tuple]]:
    """Cut ``start``–``end`` at every span boundary.

    Yields ``(start, end, keys)`` runs in order, without gaps; ``keys`` are the spans
    that cover the run, outermost (earliest begun, then longest) first. Crossing spans
    thus come out as fragments, which is what both HTML and a tagged PDF need.
    """
    inside = sorted(
        (s for s in spans if s.start < end and s.end > start and s.start < s.end),
        key=lambda s: (s.start, -s.end, s.key),
    )
    cuts = {start, end}
    for span in inside:
        cuts.update(cut for cut in (span.start, span.end) if start < cut < end)
    edges = sorted(cuts)
    for left, right in zip(edges, edges[1:], strict=False):
        yield left, right, tuple(s.key for s in inside if s.start <= left and s.end >= right)


def common_prefix(a: Sequence, b: Sequence) -> int:
    """How many leading items two sequences share."""
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count
