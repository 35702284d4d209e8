"""The base text with names, dates, figures and numerals in place.

The string value of ``body`` is the base text, character for character; white space
between sentences and line ends between paragraphs stand where they stood. What nests is
nested, with the longer run outside; a row whose words cross another's, or lie apart, is
cut into fragments that ``next`` and ``prev`` chain. Notes and statements on who holds
what overlap everything and are tied to empty ``anchor`` elements at their ends instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import takewhile
from xml.etree.ElementTree import Element

from edition.anchors import Anchor, Span, common_prefix, split_spans
from edition.edition import Edition
from edition.export.tei.elements import across, append, dating, element, to, word
from edition.model import (
    Anchored,
    Claim,
    Control,
    DateRow,
    Mention,
    Note,
    Numeral,
    Passage,
    plain,
    split_list,
)
from edition.withheld import WITHHELD

NAMES: Mapping[str, tuple[str, str]] = {
    "person": ("persName", ""),
    "place": ("placeName", ""),
    "organisation": ("orgName", ""),
    "unit": ("orgName", "unit"),
    "people": ("name", "people"),
    "event": ("rs", "event"),
    "work": ("rs", "work"),
}  # kind of entity → the element and type of words that mean one

_OUTERMOST = (Mention, Claim, DateRow, Numeral)  # of rows on the very same words


def ends(row: Anchored, part: int) -> tuple[str, str]:
    """The ids of the anchors before and behind a part of a row, counted from 0."""
    stem = fragment_id(row.id, part)
    return f"{stem}.from", f"{stem}.to"


def fragment_id(row_id: str, nth: int) -> str:
    """The first fragment of a row has the id of the row, the others a number behind it."""
    return f"{row_id}.{nth + 1}" if nth else row_id


class Body:
    """Builds the ``body`` of one text."""

    def __init__(self, edition: Edition, text_id: str) -> None:
        self.edition = edition
        self.text = edition.texts[text_id]
        self.with_words = edition.info.include_base_texts
        self.makers: dict[str, Callable[[], Element]] = {}
        self.ends: dict[str, int] = {}
        self.spans: dict[str, list[Span]] = {}  # paragraph id → what covers words of it
        self.starts: dict[int, list[str]] = {}  # offset → ids of the anchors there
        self.stops: dict[int, list[str]] = {}
        self._place_rows()

    def element(self) -> Element:
        """The whole text, with what is in it."""
        body, position = element("body", xml_space="preserve"), 0
        for paragraph in self.edition.paragraphs(self.text.siglum):
            self._fill(body, position, paragraph.start, "")
            body.append(self._paragraph(paragraph))
            position = paragraph.end
        self._fill(body, position, len(self.text.words), "")
        chain(body)
        return body

    def _paragraph(self, passage: Passage) -> Element:
        node, position = element("p", xml_id=passage.passage_id), passage.start
        for sentence in self.edition.sentences(passage):
            self._fill(node, position, sentence.start, passage.passage_id)
            node.append(self._sentence(sentence))
            position = sentence.end
        self._fill(node, position, passage.end, passage.passage_id)
        return node

    def _sentence(self, passage: Passage) -> Element:
        node = element("s", xml_id=passage.passage_id)
        self._fill(node, passage.start, passage.end, passage.parent_id,
                   with_words=self.with_words)
        return node

    def _fill(self, node: Element, start: int, end: int, paragraph_id: str, *,
              with_words: bool = True) -> None:
        """Put the words from ``start`` to ``end`` into the node, with what covers them."""
        open_keys: tuple[str, ...] = ()
        open_nodes = [node]
        for left, right, covering in split_spans(start, end, self.spans.get(paragraph_id, ())):
            keys = tuple(key for key in covering if key in self.makers)
            kept = common_prefix(open_keys, keys)
            del open_nodes[kept + 1 :]
            append(open_nodes[-1], *self._anchors(self.starts, left))
            for key in keys[kept:]:
                fragment = self.makers[key]()
                open_nodes[-1].append(fragment)
                open_nodes.append(fragment)
            words = self.text.words[left:right]
            shown = self._shown(words) if with_words or keys else [_gap(words)]
            append(open_nodes[-1], *shown)
            open_keys = keys
            if right in self.stops:  # an anchor stands behind the tags that end with it
                open_keys = tuple(takewhile(partial(self._goes_on, right), keys))
                del open_nodes[len(open_keys) + 1 :]
                append(open_nodes[-1], *self._anchors(self.stops, right))

    def _shown(self, words: str) -> Iterator[str | Element]:
        """The words; what is withheld among them is a gap."""
        runs = [words] if self.text.whole else re.split(f"({WITHHELD}+)", words)
        return (_gap(run) if index % 2 else run for index, run in enumerate(runs) if run)

    def _goes_on(self, offset: int, key: str) -> bool:
        return self.ends[key] > offset

    def _anchors(self, where: Mapping[int, list[str]], offset: int) -> Iterator[Element]:
        return (element("anchor", xml_id=key) for key in where.get(offset, ()))

    def _place_rows(self) -> None:
        for row in self.edition.rows_on.get(self.text.siglum, ()):
            for part, anchor in enumerate(row.anchors):
                if anchor.text_id != self.text.siglum:
                    continue
                if isinstance(row, Note | Control):
                    first, last = ends(row, part)
                    self.starts.setdefault(anchor.start, []).append(first)
                    self.stops.setdefault(anchor.end, []).append(last)
                    self._keep(anchor, Span(anchor.start, anchor.end, first))
                else:
                    self._place(row, part, anchor)

    def _keep(self, anchor: Anchor, span: Span) -> None:
        self.spans.setdefault(anchor.paragraph_id, []).append(span)

    def _place(self, row: Anchored, part: int, anchor: Anchor) -> None:
        """Keys are sorted: of equal runs the outermost first."""
        key = f"{_OUTERMOST.index(type(row))} {row.id} {part}"
        tag, attributes = _coded(self.edition, row)
        self._make(anchor, key, tag, xml_id=row.id, **attributes)
        if isinstance(row, Claim) and row.best is None:
            self._make(anchor, f"{key} bounds", "num", xml_id=f"{row.id}.bounds",
                       atLeast=plain(row.low), atMost=plain(row.high))

    def _make(self, anchor: Anchor, key: str, tag: str, **attributes: str) -> None:
        self.makers[key] = lambda: element(tag, **attributes)
        self.ends[key] = anchor.end
        self._keep(anchor, Span(anchor.start, anchor.end, key))


def chain(body: Element) -> None:
    """Give the fragments of each row their own ids, and tie them together in order."""
    fragments: dict[str, list[Element]] = {}
    for node in body.iter():
        if node.tag not in ("p", "s", "anchor") and node.get("xml:id"):
            fragments.setdefault(node.attrib["xml:id"], []).append(node)
    for row_id, nodes in fragments.items():
        for nth, node in enumerate(nodes):
            if nth:
                node.attrib.clear()
                node.set("xml:id", fragment_id(row_id, nth))
                node.set("prev", f"#{fragment_id(row_id, nth - 1)}")
            if nth + 1 < len(nodes):
                node.set("next", f"#{fragment_id(row_id, nth + 1)}")


def _gap(words: str) -> Element:
    return element("gap", reason="permission", quantity=len(words), unit="chars")


def _coded(edition: Edition, row: Anchored) -> tuple[str, dict[str, str]]:
    """The element that a row is, and its attributes."""
    if isinstance(row, Mention):
        tag, kind = NAMES[edition.entity(row.entity_id).kind]
        return tag, {"type": kind, "ref": to(row.entity_id)}
    if isinstance(row, DateRow):
        leans_on = across(edition, row.first.text_id, *split_list(row.relative_to))
        return "date", {**dating(row.date_edtf), "ana": to(f"basis.{row.basis}"),
                        "source": leans_on, "corresp": to(row.event_id)}
    if isinstance(row, Numeral):
        return "num", {"type": row.numeral_class, "value": _value(row),
                       "ana": to(f"use.{row.use}"), "corresp": to(row.row_id)}
    assert isinstance(row, Claim)
    return "measure", {"type": row.variable, "unit": word(row.unit), "commodity": row.side,
                       "quantity": plain(row.best), "cert": row.cert, "ana": to(f"{row.id}.row")}


def _value(numeral: Numeral) -> str:
    """The number, where the numeral is digits and nothing else."""
    digits = numeral.quote.replace(",", "")
    return digits if re.fullmatch("[0-9]+", digits) else ""
