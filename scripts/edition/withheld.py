"""An edition without the running words of its base texts: lemmata, offsets and ids alone.

Notes, names and figures are tied to words that lie close together, so that the lemmata put
back in their places would be much of a text. Two rules keep them from being that:

* a lemma of more than :data:`LONGEST_LEMMA` words loses words from its middle;
* where the lemmata of all rows, put back in their places, would run on for more than
  :data:`LONGEST_RUN` words, a word between is withheld from every lemma that holds it.

What is withheld is an ellipsis. Numerals and the words of the word table are withheld only
where there is nothing else, since coding rests on them. Everything that is made from such an
edition follows these rules, whatever it takes from where.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

from edition.anchors import Anchor
from edition.edition import Edition
from edition.model import Anchored, BaseText, Passage

A = TypeVar("A", bound=Anchored)

VARIABLE = "EDITION_WITHOUT_BASE_TEXTS"  # not blank withholds them, whatever the settings say
LONGEST_LEMMA = 12  # words of one lemma
LONGEST_RUN = 20  # words of all lemmata together; what is asked for is 25
WITHHELD = "…"  # stands for a run of words in a lemma, for each character in a text
_WORD = re.compile(r"[^\W_]+")  # a hyphen parts words, which makes for more of them


class Piece(NamedTuple):
    """Words that are shown, and where they stand in the text."""

    start: int
    words: str


def is_asked_for() -> bool:
    """Whether the environment has the base texts withheld, as in the kernels of a build."""
    return bool(os.environ.get(VARIABLE))


@contextmanager
def withholding(on: bool) -> Iterator[None]:
    """Have the base texts withheld from everything that is opened within, if ``on``."""
    before = os.environ.get(VARIABLE, "")
    os.environ[VARIABLE] = "1" if on else before
    try:
        yield
    finally:
        os.environ[VARIABLE] = before


def as_published(edition: Edition) -> Edition:
    """The edition as its settings want it: whole, or without the words of its base texts."""
    if edition.info.include_base_texts or not edition.has_words:
        return edition
    return without_words(edition)


def without_words(edition: Edition) -> Edition:
    """The same edition with the words of its lemmata only; texts keep their length."""
    lemmata = {text.siglum: _Lemmata(edition, text) for text in edition.texts.values()}

    def closed(row: A) -> A:
        anchors = tuple(replace(a, quote=lemmata[a.text_id].quote(a)) for a in row.anchors)
        return replace(row, quote="|".join(a.quote for a in anchors), anchors=anchors)

    def table(rows: Mapping[str, A]) -> dict[str, A]:
        return {key: closed(row) for key, row in rows.items()}

    mentions = tuple(map(closed, edition.mentions))
    forms = {a.quote: b.quote for before, after in zip(edition.mentions, mentions, strict=True)
             for a, b in zip(before.anchors, after.anchors, strict=True)}
    entities = {key: replace(e, variants=" | ".join(forms.get(v, v) for v in e.variant_list))
                for key, e in edition.entities.items()}
    tables: dict[str, Any] = {name: table(getattr(edition, name)) for name in
                              ("claims", "notes", "controls", "dates", "numerals")}
    shortened = replace(edition, entities=entities, mentions=mentions, **tables)
    anchors = [a for row in shortened.anchored for a in row.anchors]
    texts = {key: replace(text, words=mask(edition.paragraphs_and_sentences(key), anchors),
                          whole=False)
             for key, text in edition.texts.items()}
    passages = {key: replace(p, words=texts[p.text_id].words[p.start : p.end])
                for key, p in edition.passages.items()}
    info = replace(edition.info, include_base_texts=False)
    return replace(shortened, info=info, texts=texts, passages=passages)


def pieces(anchor: Anchor) -> Iterator[Piece]:
    """What a lemma shows: all of it, or what stands before and behind the ellipsis."""
    before, _, behind = anchor.quote.partition(WITHHELD)
    yield Piece(anchor.start, before)
    yield Piece(anchor.end - len(behind), behind)


def mask(passages: Iterable[Passage], anchors: Iterable[Anchor]) -> str:
    """A text of the right length with the words of its lemmata in their places."""
    own = list(passages)
    text_id = own[0].text_id if own else ""
    letters = ["\n"] * max((p.end for p in own), default=0)
    for passage in own:
        filling = " " if passage.level == "paragraph" else WITHHELD
        letters[passage.start : passage.end] = filling * (passage.end - passage.start)
    for anchor in anchors:
        if anchor.text_id == text_id:
            for piece in pieces(anchor):
                letters[piece.start : piece.start + len(piece.words)] = piece.words
    return "".join(letters)


class _Lemmata:
    """The lemmata of one text, as runs of its words, counted from 0."""

    def __init__(self, edition: Edition, text: BaseText) -> None:
        self.text = text
        found = [match.span() for match in _WORD.finditer(text.words)]
        self.starts, self.ends = [start for start, _ in found], [end for _, end in found]
        self.kept = set(self._coded(edition))
        rows = (row for row in edition.anchored if any(a.text_id == text.siglum
                                                       for a in row.anchors))
        runs = {self._run(a) for row in rows for a in row.anchors if a.text_id == text.siglum}
        self.holes = {run: self._middle(run) for run in runs if len(run) > LONGEST_LEMMA}
        self._break_up(runs)

    def quote(self, anchor: Anchor) -> str:
        """The words of a lemma as they are shown."""
        hole = self.holes.get(self._run(anchor))
        if not hole:
            return anchor.quote
        first = max(anchor.start, self.starts[hole[0]])
        last = min(anchor.end, self.ends[hole[-1]])
        words = self.text.words
        return words[anchor.start : first] + WITHHELD + words[last : anchor.end]

    def _run(self, anchor: Anchor) -> range:
        """The words that a lemma touches."""
        return range(bisect_right(self.ends, anchor.start), bisect_left(self.starts, anchor.end))

    def _coded(self, edition: Edition) -> Iterator[int]:
        """The words on which coding rests: numerals, and turns of the word table."""
        for numeral in edition.numerals.values():
            for a in numeral.anchors:
                if a.text_id == self.text.siglum:
                    yield from self._run(a)
        for value in edition.word_values.values():
            turn = rf"\b{re.escape(value.word)}\b"
            for match in re.finditer(turn, self.text.words, re.IGNORECASE):
                yield from range(bisect_right(self.ends, match.start()),
                                 bisect_left(self.starts, match.end()))

    def _middle(self, run: range) -> range:
        """The words that a long lemma loses: as few coded ones as can be, else in its middle."""
        length = len(run) - LONGEST_LEMMA
        centre = run.start + (len(run) - length) / 2
        holes = (range(at, at + length) for at in range(run.start + 1, run.stop - length))
        return min(holes, key=lambda h: (len(self.kept.intersection(h)), abs(h.start - centre)))

    def _break_up(self, runs: Collection[range]) -> None:
        """Withhold words until no run of shown ones is too long.

        Of the words in question one goes whose shortest lemma is the longest: the least is lost.
        """
        over: dict[int, list[range]] = {}
        for run in sorted(runs, key=len):
            for at in run:
                over.setdefault(at, []).append(run)
        while long := list(self._long(runs)):
            for shown in long:
                cut = min(shown[LONGEST_RUN // 2 : LONGEST_RUN + 1],
                          key=lambda at: (at in self.kept, -len(over[at][0]), at))
                for run in over[cut]:
                    held = self.holes.get(run, range(cut, cut + 1))
                    self.holes[run] = range(min(held.start, cut), max(held.stop, cut + 1))

    def _long(self, runs: Iterable[range]) -> Iterator[range]:
        """The runs of words that are shown and are too long."""
        shown = sorted({at for run in runs for at in run if at not in self.holes.get(run, ())})
        begun = 0
        for index, at in enumerate(shown):
            if index + 1 == len(shown) or shown[index + 1] != at + 1:
                if index + 1 - begun > LONGEST_RUN:
                    yield range(shown[begun], at + 1)
                begun = index + 1
