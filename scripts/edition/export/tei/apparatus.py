"""What stands off the text, in ``back``: notes, and the rows of figures and of control.

A note points with ``target`` to the anchor before its words and with ``targetEnd`` to the
one behind them, a pair for each part; its words are repeated in ``label``.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from edition.dates import readable
from edition.edition import Edition
from edition.export.tei.body import NAMES, ends, fragment_id
from edition.export.tei.elements import (
    across,
    append,
    element,
    reference_id,
    to,
)
from edition.markup import Inline
from edition.model import Claim, Control, Note, plain, split_list


def notes(edition: Edition, text_id: str) -> Element | None:
    """The notes with words in the text, in its order; none if it has none."""
    own = [_note(edition, text_id, row) for row in edition.rows_on.get(text_id, ())
           if isinstance(row, Note)]
    return element("div", element("head", "Notes"), *own, type="notes") if own else None


def _note(edition: Edition, text_id: str, note: Note) -> Element:
    own = note.first.text_id == text_id
    pairs = [ends(note, part) for part in range(len(note.anchors))]
    files = ["" if a.text_id == text_id else f"{a.text_id}.xml" for a in note.anchors]
    starts, stops = (
        " ".join(f"{file}#{pair[side]}" for file, pair in zip(files, pairs, strict=True))
        for side in (0, 1)
    )
    body = element("p")
    append(body, *(part for run in note.runs for part in _inline(edition, text_id, run)))
    return element(
        "note", element("label", note.lemma), body, _sources(edition, note),
        xml_id=note.id, n=edition.note_numbers[note.id] if own else "", type=note.note_type,
        resp="#editors", cert=note.certainty, ana=to(f"grade.{note.grade}"), target=starts,
        targetEnd=stops,
    )


def _inline(edition: Edition, text_id: str, run: Inline) -> Iterator[Element | str]:
    """A run of a note; a pointer has the words that pages show for it."""
    if run.kind == "text":
        yield run.text
    elif run.kind == "emphasis":
        yield element("emph", run.text)
    elif run.kind == "lang":
        yield element("foreign", run.text, xml_lang=run.target)
    elif run.kind == "cite":
        yield from _cited(edition, run)
    else:
        yield _pointer(edition, text_id, run)


def _cited(edition: Edition, run: Inline) -> Iterator[Element | str]:
    """The works of one bracket, each a pointer of its own."""
    for index, key in enumerate(run.targets):
        yield "; " if index else "("
        yield element("ref", edition.references[key].short, type="bibl",
                      target=to(reference_id(key)))
    yield ")"


def _pointer(edition: Edition, text_id: str, run: Inline) -> Element:
    words = run.text or edition.name_of(run.kind, run.target)
    if run.target in edition.entities:
        tag, kind = NAMES[edition.entity(run.target).kind]
        return element(tag, words, type=kind, ref=to(run.target))
    keys = ([p.passage_id for p in edition.locate(run.target)[1]] if run.kind == "passage"
            else [run.target])
    return element("ref", words, type=run.kind, target=across(edition, text_id, *keys))


def _sources(edition: Edition, note: Note) -> Element | None:
    if not note.sources:
        return None
    listed = [element("bibl", element("ref", edition.references[each.ref].short,
                                      target=to(reference_id(each.ref))),
                      element("note", each.supports, type="supports"))
              for each in note.sources]
    return element("listBibl", *listed, type="sources")


def coding(edition: Edition, text_id: str) -> Element | None:
    """The claims and statements of control on the text, row by row; none if it has none."""
    rows = [row for row in edition.rows_on.get(text_id, ()) if row.first.text_id == text_id]
    claims = [row for row in rows if isinstance(row, Claim)]
    controls = [row for row in rows if isinstance(row, Control)]
    if not (claims or controls):
        return None
    held = [span for row in controls for span in _spans(edition, row)]
    return element(
        "div", element("head", "Coded statements"),
        element("p", "Each statement on a quantity, and on who holds what, with the columns of "
                     "its row. The terms are those of the taxonomies in the header; what the "
                     "text does not give is left out."),
        element("spanGrp", *held, type="control") if held else None,
        *(_row(row, "claim") for row in claims), *(_row(row, "control") for row in controls),
        type="coding",
    )


def _spans(edition: Edition, row: Control) -> Iterator[Element]:
    """A span for each part of the words, with what is said of the place in short."""
    place = edition.entity(row.place_id).name
    reading = (f"{place}, {row.control_scope.replace('_', ' ')}: {row.status_before} to "
               f"{row.status_after}, {readable(row.date_edtf)}")
    for part in range(len(row.anchors)):
        first, last = ends(row, part)
        yield element(
            "span", reading, xml_id=fragment_id(row.id, part), from_=f"#{first}", to=f"#{last}",
            cert=row.cert, ana=to(f"{row.id}.row"),
            prev=f"#{fragment_id(row.id, part - 1)}" if part else "",
            next=f"#{fragment_id(row.id, part + 1)}" if part + 1 < len(row.anchors) else "",
        )


def _row(row: Claim | Control, kind: str) -> Element:
    """The columns of a row as features: numbers, terms and pointers, prose."""
    skipped = {"passage_id", "quote", "occurrence", row.key_column()}
    features = [element("f", _value(getattr(row, name), meta["kind"], bool(meta["vocabulary"])),
                        name=name)
                for name, meta in row.columns().items()
                if name not in skipped and getattr(row, name) not in ("", None)]
    return element("fs", *features, xml_id=f"{row.id}.row", type=kind, corresp=to(row.id))


def _value(value: float | str, kind: str, of_vocabulary: bool) -> Element:
    if isinstance(value, float):
        return element("numeric", value=plain(value))
    if kind == "list":
        return element("vColl", *(element("symbol", value=v) for v in split_list(value)),
                       org="list")
    if of_vocabulary and " " not in value:
        return element("symbol", value=value)
    return element("string", value)


