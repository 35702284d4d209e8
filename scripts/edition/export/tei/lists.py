"""The lists in ``back``: persons, places, organisations, events, works, bibliography.

A file holds the records that it points to, and those to which these point. Works that
were not seen are pointed to by nothing; as further reading they stand in every file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar
from xml.etree.ElementTree import Element

from edition.edition import Edition
from edition.export.tei.elements import (
    Child,
    dated,
    dating,
    element,
    reference_id,
    to,
    xml_id,
)
from edition.model import Entity, Event, Person, Place, Record, Reference, split_list

R = TypeVar("R", bound=Record)

_POINTING = ("ref", "target", "corresp", "source", "where", "ana")
_HEADS = {"person": "Persons", "place": "Places", "organisation": "Organisations",
          "unit": "Units", "people": "Peoples", "event": "Events", "work": "Works"}
_LISTS: Mapping[str, str] = {
    "person": "listPerson", "place": "listPlace", "organisation": "listOrg", "unit": "listOrg",
    "people": "listOrg", "event": "listEvent", "work": "listBibl",
}


def lists(edition: Edition, pointing: Iterable[Element]) -> Iterator[Element]:
    """The lists with what the elements point to."""
    needed = _needed(edition, pointing)
    for kind, tag in _LISTS.items():
        own = [made for record, made in needed if getattr(record, "kind", "") == kind]
        if own:
            yield element(tag, element("head", _HEADS[kind]), *own, type=f"{kind}s")
    listed = [made for record, made in needed if isinstance(record, Reference)]
    if listed:
        yield element("listBibl", element("head", "Bibliography"), *listed, type="bibliography")


def _needed(edition: Edition, pointing: Iterable[Element]) -> list[tuple[Record, Element]]:
    """The records to be listed, in the order of their tables, each with its element."""
    records = _records(edition)
    made = {key: _made(records[key][1]) for key in _further(edition)}
    waiting = list(pointing)
    while waiting:
        found = {key for key in _targets(waiting.pop()) if key in records and key not in made}
        made.update({key: _made(records[key][1]) for key in found})
        waiting += [made[key] for key in found]
    return [(records[key][1], made[key]) for key in sorted(made, key=lambda k: records[k][0])]


@lru_cache(maxsize=2)  # the same for every text
def _records(edition: Edition) -> dict[str, tuple[int, Entity | Reference]]:
    """Id in the file → place in the order of the tables, and the record."""
    listed: dict[str, Entity | Reference] = {
        **{xml_id(e.id): _said(edition, e) for e in edition.entities.values()},
        **{reference_id(ref.key): _said(edition, ref) for ref in edition.references.values()},
    }
    return {key: (place, record) for place, (key, record) in enumerate(listed.items())}


@lru_cache(maxsize=2)
def _further(edition: Edition) -> list[str]:
    """The ids of the works that are named for further reading, which every text lists."""
    return [key for key, (_, record) in _records(edition).items()
            if isinstance(record, Reference) and not record.consulted]


def _said(edition: Edition, record: R) -> R:
    """The record with its remarks in words, the works they cite by their labels."""
    if isinstance(record, Place):
        return replace(record, coord_source=edition.said(record.coord_source))
    if isinstance(record, Reference) and "annote" in record.data:
        return replace(record, data={**record.data, "annote": edition.said(record.data["annote"])})
    return record


def _made(record: Entity | Reference) -> Element:
    return _reference(record) if isinstance(record, Reference) else _RECORDS[record.kind](record)


def _targets(top: Element) -> set[str]:
    cells = (node.get(name, "") for node in top.iter() for name in _POINTING)
    return {pointer[1:] for cell in cells for pointer in cell.split() if pointer[0] == "#"}


# --- records ----------------------------------------------------------------------


def _names(tag: str, entity: Entity) -> Iterator[Element]:
    """The standard form, the form to sort by if it is another, and those of the texts."""
    yield element(tag, entity.name, type="standard")
    if entity.sort_name != entity.name:
        yield element(tag, entity.sort_name, type="sort")
    yield from (element(tag, form, type="variant") for form in entity.variant_list)


def _common(entity: Entity) -> dict[str, str]:
    return {"xml_id": xml_id(entity.id), "source": to(*map(reference_id, entity.source_list))}


def _idnos(entity: Entity) -> Iterator[Element]:
    """Identifiers elsewhere, each under the name of its register."""
    for register, _, number in (each.partition(":") for each in split_list(entity.external_ids)):
        yield element("idno", number, type=register)


def _person(entity: Person) -> Element:
    return element(
        "person", *_names("persName", entity), dated("birth", entity.born),
        dated("death", entity.died), element("note", entity.description), *_idnos(entity),
        cert=entity.certainty, **_common(entity),
    )


def _place(entity: Place) -> Element:
    location = None
    if entity.lat is not None and entity.lon is not None:
        location = element("location", element("geo", f"{entity.lat} {entity.lon}"),
                           ana=to(f"where_prec.{entity.where_prec}"))
    return element(
        "place", *_names("placeName", entity), location, element("note", entity.description),
        _note("coordinates", entity.coord_source), *_idnos(entity), **_common(entity),
    )


def _org(entity: Entity) -> Element:
    return element("org", *_names("orgName", entity), element("note", entity.description),
                   *_idnos(entity), **_common(entity))


def _event(entity: Event) -> Element:
    return element(
        "event", *_names("label", entity), element("desc", entity.description),
        *_idnos(entity), where=to(entity.place_id), **dating(entity.date_edtf),
        **_common(entity),
    )


def _work(entity: Entity) -> Element:
    return element("bibl", *_names("title", entity), element("note", entity.description),
                   *_idnos(entity), **_common(entity))


_RECORDS: Mapping[str, Callable[..., Element]] = {
    "person": _person, "place": _place, "organisation": _org, "unit": _org, "people": _org,
    "event": _event, "work": _work,
}


def _reference(ref: Reference) -> Element:
    """An entry of the bibliography: what it is, whether it was seen, and what was seen."""
    data, address = ref.data, ref.data.get("url", "")
    parts: list[Child] = [
        *(element("editor" if ref.edited else "author", name) for name in ref.names),
        element("title", data.get("title", ""), xml_lang=data.get("langid", "")),
        _part("title", data.get("journal", ""), level="j"),
        _part("edition", data.get("edition", "")),
        *(_part("biblScope", data.get(name, ""), unit=unit)
          for name, unit in (("volume", "volume"), ("number", "issue"), ("pages", "page"))),
        _part("pubPlace", data.get("address", "")),
        *(_part("publisher", data.get(name, ""))
          for name in ("publisher", "school", "howpublished")),
        _part("date", data.get("year", ""), type="published"),
        element("ref", address, target=address) if address else None,
        _part("date", data.get("urldate", ""), type="consulted", when=data.get("urldate")),
        _note("kind", data.get("kind", "")),
        _note("language", data.get("language", "")),
        _note("seen", data.get("annote", "")),
    ]
    return element("bibl", *parts, xml_id=reference_id(ref.key),
                   type="consulted" if ref.consulted else "further")


def _part(tag: str, words: str, **attributes: str | None) -> Element | None:
    return element(tag, words, **attributes) if words else None


def _note(kind: str, words: str) -> Element | None:
    return _part("note", words, type=kind)
