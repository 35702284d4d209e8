"""The linked data: every record once, at its address, and nothing that was not verified."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from conftest import change
from edition import Edition, EditionError, open_edition
from edition.export.linked import KINDS, graph


def nodes(edition: Edition) -> dict[str, dict[str, Any]]:
    """The records by their identifiers in the edition."""
    return {node["identifier"]: node for node in graph(edition)["@graph"]}


def test_every_record_is_there(edition: Edition) -> None:
    """Each record of the authority lists stands once, with the type of its kind."""
    made = graph(edition)["@graph"]
    assert sorted(node["identifier"] for node in made) == sorted(edition.entities)
    assert len({node["@id"] for node in made}) == len(made)
    for node in made:
        kind = KINDS[edition.entities[node["identifier"]].kind]
        assert node["@type"] == [kind.schema, kind.crm]
    assert not [node for node in made if "" in node.values() or [] in node.values()]


def test_addresses_are_those_of_the_site(edition: Edition) -> None:
    """Without a public address they are relative to the file in the site, else absolute."""
    file = "https://site.example/downloads/data/entities.jsonld"
    base = urljoin(file, graph(edition)["@context"]["@base"])
    hoxha = nodes(edition)["enver-hoxha"]
    assert urljoin(base, hoxha["@id"]) == "https://site.example/persons.html#enver-hoxha"
    known = replace(edition, info=replace(edition.info, address="https://example.org/accounts"))
    base = graph(known)["@context"]["@base"]
    assert urljoin(base, hoxha["@id"]) == "https://example.org/accounts/persons.html#enver-hoxha"


def test_entries_and_passages_are_on_the_pages(edition: Edition, site: Path) -> None:
    """Each address that the file gives is an anchor of the built site."""
    pages = {path.name: path.read_text("utf-8") for path in site.glob("*.html")}
    named = {address for node in graph(edition)["@graph"]
             for address in (node["@id"], *node.get("subjectOf", ()), *node.get("location", ()))}
    assert len(named) > 300
    missing = [address for address in named
               if f'id="{address.partition("#")[2]}"' not in pages[address.partition("#")[0]]]
    assert missing == []


def test_places_have_coordinates_where_there_are_any(edition: Edition) -> None:
    """Latitude, longitude, their precision and source; nothing where there is no point."""
    made = nodes(edition)
    places: list[Any] = [*edition.of_kind("place")]
    for place in places:
        geo = made[place.id].get("geo", {})
        assert (geo.get("latitude"), geo.get("longitude")) == (place.lat, place.lon)
        assert not geo or edition.said(place.coord_source) in geo["description"]


def test_dates_stay_what_they_are(edition: Edition) -> None:
    """A plain date is also a start; an interval that stands for doubt is none."""
    made = nodes(edition)
    plain = made["tirana-demonstration-1939"]
    assert (plain["temporal"], plain["startDate"]) == ("1939-11-28", "1939-11-28")
    doubtful = made["shkoder-fight-1940"]
    assert doubtful["temporal"] == "1940-08-21/1940-08-31"
    assert "startDate" not in doubtful
    events: list[Any] = [*edition.of_kind("event")]
    for event in events:
        assert made[event.id].get("temporal", "") == event.date_edtf
    people: list[Any] = [*edition.of_kind("person")]
    for person in people:
        found = made[person.id]
        assert (found.get("birthDate", ""), found.get("deathDate", "")) == (person.born,
                                                                            person.died)


def test_nothing_is_the_same_as_what_was_not_looked_up(edition: Edition) -> None:
    """There is no ``sameAs`` without an external identifier in the authority list."""
    for key, node in nodes(edition).items():
        assert ("sameAs" in node) == bool(edition.entities[key].external_ids)


def test_external_identifiers_become_addresses(tiny: Callable[..., Path]) -> None:
    """Each identifier becomes the address of its authority."""
    root = tiny()
    change(root, "data/persons.csv", ",high,leka1950,", ",high,leka1950,wikidata:Q1 | viaf:22")
    assert nodes(open_edition(root))["ana-leka"]["sameAs"] == [
        "http://www.wikidata.org/entity/Q1", "http://viaf.org/viaf/22"]


def test_an_unknown_scheme_is_an_error_with_its_place(tiny: Callable[..., Path]) -> None:
    """The message names file and line, the value, and the schemes there are."""
    root = tiny()
    change(root, "data/persons.csv", ",high,leka1950,", ",high,leka1950,wikidatta:Q1")
    with pytest.raises(EditionError) as raised:
        graph(open_edition(root))
    assert str(raised.value).startswith("data/persons.csv:2: external_ids: 'wikidatta:Q1': unknown "
                                        "scheme; allowed: geonames, gnd, viaf, wikidata (did you")
