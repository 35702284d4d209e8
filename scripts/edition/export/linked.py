"""Persons, places, organisations, events and so on as linked data, in one JSON-LD file.

Types and properties are those of schema.org, with the class of CIDOC CRM 7.1 beside each.
The identifier of an entity is its entry in the indices of the site: absolute when the edition
has a public address, else relative to where the file lies below the site. A record is the
same as another's only where ``external_ids`` says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edition.description import filled
from edition.edition import Edition
from edition.model import Entity, Event, Person, Place, split_list
from edition.problems import EditionError, Problem, nearest
from edition.vocabularies import WHERE_PREC

FILE = "entities.jsonld"
_TO_SITE = "../../"  # from downloads/data/, where the site has the file


@dataclass(frozen=True)
class Kind:
    """What the entities of one kind are called elsewhere, and where the site lists them."""

    page: str  # document of the book with their index
    schema: str  # type of schema.org
    crm: str  # class of CIDOC CRM


KINDS: Mapping[str, Kind] = {
    "person": Kind("persons", "Person", "crm:E21_Person"),
    "place": Kind("places", "Place", "crm:E53_Place"),
    "organisation": Kind("organisations", "Organization", "crm:E74_Group"),
    "unit": Kind("organisations", "Organization", "crm:E74_Group"),
    "work": Kind("works", "CreativeWork", "crm:E73_Information_Object"),
    "event": Kind("events", "Event", "crm:E5_Event"),
    "people": Kind("events", "Thing", "crm:E74_Group"),
}
AUTHORITIES: Mapping[str, str] = {
    "geonames": "https://sws.geonames.org/{}/",
    "gnd": "https://d-nb.info/gnd/{}",
    "viaf": "http://viaf.org/viaf/{}",
    "wikidata": "http://www.wikidata.org/entity/{}",
}
"""Scheme of an external identifier → the address that identifies the thing there."""

_PLAIN_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?")
_CONTEXT: Mapping[str, Any] = {
    "@vocab": "https://schema.org/",
    "crm": "http://www.cidoc-crm.org/cidoc-crm/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    **{name: {"@type": "@id"} for name in ("location", "sameAs", "subjectOf")},
    **{name: {"@type": "edtf:EDTF"} for name in ("birthDate", "deathDate", "temporal")},
}


def write(edition: Edition, folder: Path) -> None:
    """Write ``entities.jsonld`` into the folder."""
    content = json.dumps(graph(edition), ensure_ascii=False, indent=1)
    (folder / FILE).write_text(content + "\n", encoding="utf-8")


def graph(edition: Edition) -> dict[str, Any]:
    """Every record of the authority lists, in the order of their kinds and names.

    Raises :class:`~edition.problems.EditionError` for an identifier of an unknown scheme.
    """
    address = edition.info.address
    base = f"{address.rstrip('/')}/" if address else _TO_SITE
    entities = [entity for kind in KINDS for entity in edition.of_kind(kind)]
    return {"@context": {"@base": base, **_CONTEXT},
            "@graph": [_entity(edition, entity) for entity in entities]}


def address_of(entity: Entity) -> str:
    """Where the site has the entry: ``persons.html#enver-hoxha``."""
    return f"{KINDS[entity.kind].page}.html#{entity.id}"


def _entity(edition: Edition, entity: Entity) -> dict[str, Any]:
    kind = KINDS[entity.kind]
    variants = [] if isinstance(entity, Event) else [
        v for v in entity.variant_list if v != entity.name]
    return filled({
        "@id": address_of(entity),
        "@type": [kind.schema, kind.crm],
        "identifier": entity.id,
        "name": entity.name,
        "alternateName": variants,
        "description": entity.description,
        **_own(edition, entity),
        "sameAs": [_same(entity, external) for external in split_list(entity.external_ids)],
        "subjectOf": _passages(edition, entity),
    })


def _own(edition: Edition, entity: Entity) -> dict[str, Any]:
    """What only entities of one kind have."""
    if isinstance(entity, Person):
        return {"birthDate": entity.born, "deathDate": entity.died}
    if isinstance(entity, Place):
        return {"geo": _point(edition, entity)}
    if isinstance(entity, Event):
        places = [edition.entities[place] for place in split_list(entity.place_id)]
        return {**_time(entity.date_edtf), "location": [address_of(place) for place in places]}
    return {}


def _point(edition: Edition, place: Place) -> dict[str, Any]:
    if place.lat is None or place.lon is None:
        return {}
    precision = f"{place.where_prec}, {WHERE_PREC[place.where_prec]}" if place.where_prec else ""
    return {
        "@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon,
        "description": f"Precision (UCDP GED): {precision}. "
                       f"Source: {edition.said(place.coord_source)}",
    }


def _time(edtf: str) -> dict[str, str]:
    """The date as stated; as a start also where it is a day, a month or a year and no more.

    The days of "the end of August" say when at the earliest and the latest, not for how long.
    """
    return {"temporal": edtf, "startDate": edtf if _PLAIN_DATE.fullmatch(edtf) else ""}


def _same(entity: Entity, external: str) -> str:
    scheme, _, key = external.partition(":")
    if scheme not in AUTHORITIES or not key:
        raise EditionError([Problem(entity.where, "external_ids", external, "unknown scheme",
                                    nearest(scheme, AUTHORITIES))])
    return AUTHORITIES[scheme].format(key)


def _passages(edition: Edition, entity: Entity) -> list[str]:
    """The passages that name the entity, in the order of the texts."""
    named = (anchor for mention in edition.mentions_of.get(entity.id, ())
             for anchor in mention.anchors)
    return list(dict.fromkeys(
        f"{edition.texts[a.text_id].page}.html#{a.passage_id}" for a in named))
