"""A whole file: header, text, and behind the text what is said about it."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

from edition.edition import Edition
from edition.export.tei.apparatus import coding, notes
from edition.export.tei.body import Body
from edition.export.tei.elements import TEI, element
from edition.export.tei.header import header
from edition.export.tei.lists import lists

ODD = Path(__file__).with_name("two-accounts.odd")  # the encoding, element by element
RNG = ODD.with_suffix(".rng")  # made from it by edition.export.tei.schema


def document(edition: Edition, text_id: str) -> Element:
    """The ``TEI`` element of one text."""
    text = edition.texts[text_id]
    head, body = header(edition, text), Body(edition, text_id).element()
    apparatus = [part for part in (notes(edition, text_id), coding(edition, text_id))
                 if part is not None]
    records = list(lists(edition, [head, body, *apparatus]))
    index = element("div", element("head", "Lists"), *records, type="lists") if records else None
    back = element("back", *apparatus, index) if apparatus or records else None
    return element(
        "TEI", head, element("text", body, back, xml_id=text_id, xml_lang=edition.info.language),
        xmlns=TEI,
    )
