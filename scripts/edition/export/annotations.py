"""Every anchored row as a W3C Web Annotation, one file for each text.

Recommendation: Web Annotation Data Model, W3C, 23 February 2017. A row with several
parts has several targets. Positions are code-point offsets into the base text file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from edition.anchors import Anchor
from edition.edition import Edition
from edition.model import Anchored, Claim, Control, DateRow, Mention, Note, Numeral, whole

# the second gives the columns, which the W3C does not know, an address in the file itself;
# without it a JSON-LD processor drops them
_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"@version": 1.1, "@vocab": "#"}]
_AROUND = 32  # characters of prefix and suffix, if these are enough
_KINDS: Mapping[type[Anchored], tuple[str, str]] = {
    Note: ("note", "commenting"),
    Mention: ("mention", "identifying"),
    Claim: ("claim", "classifying"),
    Control: ("control", "classifying"),
    DateRow: ("date", "classifying"),
    Numeral: ("numeral", "classifying"),
}  # record → its kind in the export and the W3C motivation


def write(edition: Edition, folder: Path) -> None:
    """Write ``DB.jsonld``, ``HL.jsonld`` … into the folder."""
    for text_id in edition.texts:
        content = json.dumps(collection(edition, text_id), ensure_ascii=False, indent=1)
        (folder / f"{text_id}.jsonld").write_text(content + "\n", encoding="utf-8")


def collection(edition: Edition, text_id: str) -> dict[str, Any]:
    """The annotations of one text, in the order of the text."""
    own = sorted(edition.rows_on.get(text_id, ()),
                 key=lambda row: (row.first.start, row.first.end, row.id))
    return {
        "@context": _CONTEXT,
        "id": f"{text_id}.jsonld",
        "type": "AnnotationPage",
        "partOf": {
            "id": f"{text_id}.jsonld#collection",
            "type": "AnnotationCollection",
            "label": f"{edition.info.title}, version {edition.info.version}: {text_id}",
            "total": len(own),
        },
        "startIndex": 0,
        "items": [annotation(edition, row) for row in own],
    }


def annotation(edition: Edition, row: Anchored) -> dict[str, Any]:
    """One row."""
    kind, motivation = _KINDS[type(row)]
    targets = [_target(edition, anchor) for anchor in row.anchors]
    return {
        "id": f"#{row.id}",
        "type": "Annotation",
        "motivation": motivation,
        "body": {"type": "TextualBody", "kind": kind, "id": row.id, **_body(edition, row)},
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _body(edition: Edition, row: Anchored) -> dict[str, Any]:
    if isinstance(row, Note):
        return {
            "value": edition.plain(row),
            "format": "text/plain",
            "language": edition.info.language,
            "note_type": row.note_type,
            "grade": row.grade,
            "certainty": row.certainty,
            **({"reading": row.reading} if row.reading else {}),
            **({"sources": [{"ref": s.ref, "supports": s.supports} for s in row.sources]}
               if row.sources else {}),
        }
    skipped = {"passage_id", "quote", "occurrence", row.key_column()}
    cells = {name: getattr(row, name) for name in row.columns() if name not in skipped}
    return {name: whole(value) for name, value in cells.items() if value not in ("", None)}


def _target(edition: Edition, anchor: Anchor) -> dict[str, Any]:
    words = edition.texts[anchor.text_id].words
    quote = {"type": "TextQuoteSelector", "exact": anchor.quote}
    if edition.info.include_base_texts:
        quote["prefix"], quote["suffix"] = around(words, anchor.start, anchor.end)
    return {
        "source": anchor.text_id,
        "selector": [
            {"type": "FragmentSelector", "value": anchor.passage_id},
            quote,
            {"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end},
        ],
    }


def around(words: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and behind a run of words, so much that it is found just once."""
    length = _AROUND
    while True:
        first, last = max(0, start - length), end + length
        if words.find(words[first:last]) == first == words.rfind(words[first:last]):
            return words[first:start], words[end:last]
        length *= 2
