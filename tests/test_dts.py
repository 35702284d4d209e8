"""The static text API, walked by a client that knows the specification and nothing else.

Distributed Text Services 1.0, https://dtsapi.org/versions/v1.0. The client below expands
the URI templates that it is handed (RFC 6570), resolves them against the address of the
response they stood in, and reads what is there, from disk or from a plain static server.
"""

from __future__ import annotations

import csv
import functools
import http.server
import json
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin
from urllib.request import urlopen

import pytest
from lxml import etree

from conftest import REPO
from edition import Edition
from edition.export import EXPORTERS

TEI = "{http://www.tei-c.org/ns/1.0}"
WRAPPER = "{https://w3id.org/api/dts#}wrapper"
CONTEXT = "https://dtsapi.org/context/v1.0.json"
BASE = "{http://www.w3.org/XML/1998/namespace}base"

# what the tables of the specification mark as required
REQUIRED = {
    "EntryPoint": {"@context", "@id", "@type", "dtsVersion", "collection", "navigation",
                   "document"},
    "Collection": {"@context", "@id", "@type", "dtsVersion", "title", "totalParents",
                   "totalChildren", "collection"},
    "Resource": {"@context", "@id", "@type", "dtsVersion", "title", "totalParents",
                 "collection", "navigation", "document"},
    "Navigation": {"@context", "@id", "@type", "dtsVersion", "resource"},
    "CitationTree": {"@type"},
    "CiteStructure": {"citeType"},
    "CitableUnit": {"identifier", "@type", "level", "parent"},
}
RESOURCE_OF_NAVIGATION = {"@id", "@type", "collection", "navigation", "document", "citationTrees"}

Json = dict[str, Any]


def expand(template: str, **values: Any) -> str:
    """A URI template with its values, as RFC 6570 has it for the forms in use."""

    def part(match: re.Match[str]) -> str:
        operator, names = match[1], match[2].split(",")
        given = [(name, quote(str(values[name]), safe="")) for name in names if name in values]
        if operator in ("?", "&", ";"):
            joint = "&" if operator == "?" else operator
            joined = joint.join(f"{name}={value}" for name, value in given)
        else:
            joined = (operator or ",").join(value for _, value in given)
        return f"{operator}{joined}" if given else ""

    return re.sub(r"\{([/?&;]?)([\w,]+)\}", part, template)


class Client:
    """Reads a text API from its entry point."""

    def __init__(self, entry: str) -> None:
        self.entry_address = entry
        self.entry = self.json(entry)

    def json(self, address: str) -> Json:
        """A response of the entry, collection or navigation endpoint."""
        response = json.loads(self.get(address))
        response["address"] = address
        return response

    @staticmethod
    def get(address: str) -> bytes:
        """What is at an address."""
        with urlopen(address) as answer:
            return answer.read()

    def call(self, endpoint: str, start: Json | None = None, **values: Any) -> str:
        """The address of a call, by the template of the entry or of a resource."""
        source = start or self.entry
        return urljoin(source.get("address", self.entry_address),
                       expand(source[endpoint], **values))

    def collection(self, **values: Any) -> Json:
        """A collection or resource."""
        return self.json(self.call("collection", **values))

    def navigation(self, **values: Any) -> Json:
        """A part of a citation tree."""
        return self.json(self.call("navigation", **values))

    def document(self, **values: Any) -> etree._Element:
        """A text or a part of it."""
        return etree.fromstring(self.get(self.call("document", **values)))


@pytest.fixture(scope="module")
def folder(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The API and the TEI files beside it, as a build leaves them."""
    return exported(edition, tmp_path_factory.mktemp("api"))


def exported(edition: Edition, root: Path) -> Path:
    """Write both; the folder of the API."""
    for name in ("tei", "dts"):
        (root / name).mkdir()
        EXPORTERS[name](edition, root / name)
    return root / "dts"


@pytest.fixture(scope="module")
def client(folder: Path) -> Client:
    """A client on the files on disk."""
    return Client((folder / "index.json").as_uri())


@pytest.fixture(scope="module")
def passages() -> dict[str, str]:
    """Passage id → words, from the table and the files, in the order of the documents."""
    files = {"DB": "000_a97d367ea77cc515.txt", "HL": "004_01228eed2da6206b.txt"}
    words = {key: (REPO / "data/texts" / name).read_bytes().decode("utf-8")
             for key, name in files.items()}
    with (REPO / "data/passages.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    ids = {row["passage_id"]: words[row["passage_id"].split(".")[0]]
           [int(row["start"]) : int(row["end"])] for row in rows}
    order = sorted(ids, key=lambda key: (key.split(".")[0], *map(int, key.split(".")[1:])))
    return {key: ids[key] for key in order}


def text_in(node: etree._Element) -> str:
    """The words of a document: of the wrapper, or of the body of a whole text."""
    found = node.find(f".//{WRAPPER}")
    top = node.find(f".//{TEI}body") if found is None else found
    assert top is not None
    return "".join(top.itertext())


def test_from_the_entry_to_a_sentence(client: Client, passages: dict[str, str]) -> None:
    """Every sentence is reached step by step by what each response offers, word for word."""
    reached = {}
    root = client.collection()
    for resource in root["member"]:
        resource["address"] = root["address"]
        assert resource["@type"] == "Resource"
        tops = client.json(client.call("navigation", resource, down=1))
        for paragraph in tops["member"]:
            below = client.json(client.call("navigation", resource, down=1,
                                            ref=paragraph["identifier"]))
            for unit in below["member"]:
                there = {**below["resource"], "address": below["address"]}
                address = client.call("document", there, ref=unit["identifier"])
                reached[unit["identifier"]] = text_in(etree.fromstring(client.get(address)))
    assert reached == passages


def test_from_a_plain_server_too(folder: Path, passages: dict[str, str]) -> None:
    """The same walk over HTTP, with a server that only hands out files."""
    quiet = type("Quiet", (http.server.SimpleHTTPRequestHandler,),
                 {"log_message": lambda *_: None})
    handler = functools.partial(quiet, directory=str(folder.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            client = Client(f"http://127.0.0.1:{server.server_port}/dts/index.json")
            resource = client.collection(id="HL")
            unit = client.navigation(resource="HL", ref="HL.4", down=1)["member"][2]
            document = client.document(resource="HL", ref=unit["identifier"],
                                       mediaType="application/tei+xml")
            download = client.get(urljoin(resource["address"], resource["download"]))
            with pytest.raises(HTTPError, match="404"):
                client.navigation(resource="HL")  # neither ref nor down: an error
        finally:
            server.shutdown()
            thread.join()
    assert text_in(document) == passages["HL.4.2"]
    assert text_in(etree.fromstring(download)) == (
        REPO / "data/texts/004_01228eed2da6206b.txt").read_text("utf-8")


def test_every_navigation_call_has_its_answer(client: Client, passages: dict[str, str]) -> None:
    """Each ref and down as the table of the specification tells, in document order."""
    for text_id in ("DB", "HL"):
        own = [key for key in passages if key.startswith(f"{text_id}.")]
        paragraphs = [key for key in own if key.count(".") == 1]
        for down, wanted in ((1, paragraphs), (2, own), (-1, own)):
            answer = client.navigation(resource=text_id, down=down)
            assert [unit["identifier"] for unit in answer["member"]] == wanted
            assert "ref" not in answer
        for ref in own:
            answer = client.navigation(resource=text_id, ref=ref)
            assert answer["ref"]["identifier"] == ref
            assert "member" not in answer
            parent = ref.rpartition(".")[0]
            siblings = [key for key in own if key.rpartition(".")[0] == parent]
            below = [key for key in own if key == ref or key.startswith(f"{ref}.")]
            for down, wanted in ((0, siblings), (1, below), (2, below), (-1, below)):
                answer = client.navigation(resource=text_id, ref=ref, down=down)
                assert answer["ref"]["identifier"] == ref
                assert [unit["identifier"] for unit in answer["member"]] == wanted


def test_every_document_is_retrievable(client: Client, passages: dict[str, str]) -> None:
    """Each text, paragraph and sentence by itself; pointers lead into the whole text."""
    for text_id in ("DB", "HL"):
        whole = client.document(resource=text_id)
        own = [key for key in passages if key.startswith(f"{text_id}.")]
        assert whole.tag == f"{TEI}TEI"
        assert whole.find(f".//{WRAPPER}") is None
        for ref in own:
            document = client.document(resource=text_id, ref=ref)
            assert document.tag == f"{TEI}TEI"
            assert text_in(document) == passages[ref]
            element, = document.find(f".//{WRAPPER}")
            assert element.get("{http://www.w3.org/XML/1998/namespace}id") == ref
            base = urljoin(client.call("document", resource=text_id, ref=ref), document.get(BASE))
            assert base == client.call("document", resource=text_id)
        ids = set(whole.xpath("//@xml:id"))
        locally = {pointer[1:] for key in own for cell in client.document(
            resource=text_id, ref=key).xpath("//@ref | //@corresp | //@ana | //@target")
            for pointer in cell.split() if pointer.startswith("#")}
        assert locally
        assert locally <= ids


def test_collections_know_children_and_parents(client: Client) -> None:
    """Root and texts, by id and without, downwards (which is the default) and upwards."""
    root = client.collection()
    assert [member["@id"] for member in root["member"]] == ["DB", "HL"]
    assert (root["totalChildren"], root["totalParents"]) == (2, 0)
    for given in ({}, {"id": root["@id"]}):
        assert client.collection(**given)["title"] == root["title"]
        assert [member["title"] for member in client.collection(**given, nav="children")[
            "member"]] == [member["title"] for member in root["member"]]
        assert client.collection(**given, nav="parents")["member"] == []
    for text_id in ("DB", "HL"):
        resource = client.collection(id=text_id)
        assert (resource["totalChildren"], resource["totalParents"]) == (0, 1)
        assert resource["member"] == client.collection(id=text_id, nav="children")["member"] == []
        parents = client.collection(id=text_id, nav="parents")["member"]
        assert [parent["@id"] for parent in parents] == [root["@id"]]
        assert resource["mediaTypes"] == ["application/tei+xml"]


def responses(folder: Path) -> Iterator[tuple[Path, Json]]:
    """Every JSON file of the API."""
    for path in sorted(folder.rglob("*.json")):
        yield path, json.loads(path.read_text("utf-8"))


def inner(response: Json) -> Iterator[Json]:
    """Every object within a response that has a type."""
    waiting: list[Any] = list(response.values())
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            waiting += value.values()
            if "@type" in value:
                yield value


def test_responses_are_as_the_specification_has_them(folder: Path) -> None:
    """Context, version and required properties; trees without a name; plain metadata."""
    count = 0
    for path, response in responses(folder):
        count += 1
        assert response["@context"] == CONTEXT
        assert response["dtsVersion"] == "1.0"
        assert response.keys() >= REQUIRED[response["@type"]], path
        for each in inner(response):
            kind = each["@type"]
            wanted = (RESOURCE_OF_NAVIGATION if response["@type"] == "Navigation"
                      and kind == "Resource" else REQUIRED[kind] - {"@context", "dtsVersion"})
            assert each.keys() >= wanted, (path, kind)
            if kind == "Resource":
                for link in (each["download"], expand(each["document"]),
                             expand(each["navigation"], down=1), expand(each["collection"])):
                    assert (path.parent / link).resolve().is_file(), (path, link)
                tree, = each["citationTrees"]
                assert "identifier" not in tree
                paragraph, = tree["citeStructure"]
                sentence, = paragraph["citeStructure"]
                assert (paragraph["citeType"], sentence["citeType"]) == ("paragraph", "sentence")
            for value in each.get("dublinCore", {}).values():
                assert isinstance(value, str) or all(
                    isinstance(item, str) or item.keys() == {"lang", "value"} for item in value)
    assert count > 1000


def test_units_know_their_place(client: Client, passages: dict[str, str]) -> None:
    """Level, parent and kind of every unit; at the top the parent is null."""
    for text_id in ("DB", "HL"):
        for unit in client.navigation(resource=text_id, down=-1)["member"]:
            key = unit["identifier"]
            assert key in passages
            top = key.count(".") == 1
            assert unit["level"] == (1 if top else 2)
            assert unit["parent"] == (None if top else key.rpartition(".")[0])
            assert unit["citeType"] == ("paragraph" if top else "sentence")
            assert unit["dublinCore"]["title"][0]["value"] == key.replace(".", " ", 1)


def test_file_names_are_plain(folder: Path) -> None:
    """Letters, digits, full stop and hyphen: no server or file system minds any of them."""
    for path in folder.rglob("*"):
        assert re.fullmatch(r"[A-Za-z0-9.-]+", path.name), path


def test_what_is_not_there_is_not_answered(client: Client) -> None:
    """A text or passage that does not exist, and a range, which Level 0 need not know."""
    for call in ({"resource": "XX", "down": 1}, {"resource": "DB", "ref": "DB.99", "down": 1}):
        with pytest.raises(URLError, match="No such file"):
            client.navigation(**call)
    assert not {"start", "end"} & set(re.findall(r"\w+", client.entry["navigation"]))


def test_links_are_absolute_once_there_is_an_address(edition: Edition, tmp_path: Path) -> None:
    """All of them lead to where the site carries the API; units have their address on a page."""
    info = replace(edition.info, address="https://example.org/two/")
    base = "https://example.org/two/downloads/dts/"
    folder = exported(replace(edition, info=info), tmp_path)
    for path, response in responses(folder):
        if response["@type"] in ("Navigation", "EntryPoint"):
            assert response["@id"] == f"{base}{path.relative_to(folder).as_posix()}"
        for each in (response, *inner(response)):
            for name in ("collection", "navigation", "document"):
                assert each.get(name, base).startswith(base)
            if each["@type"] == "CitableUnit":
                page = each["identifier"][:2].lower()
                assert each["@id"] == (
                    f"https://example.org/two/{page}.html#{each['identifier']}")


def test_without_base_texts_passages_hold_gaps(edition: Edition, tmp_path: Path) -> None:
    """The tree stays as it is; the words are left out as in the TEI files."""
    closed = replace(edition, info=replace(edition.info, include_base_texts=False))
    client = Client((exported(closed, tmp_path) / "index.json").as_uri())
    document = client.document(resource="HL", ref="HL.1.3")
    assert document.findall(f".//{TEI}gap")
    assert text_in(document) == "Albania"


def test_the_tiny_edition_is_served_as_well(tiny_edition: Edition, tmp_path: Path) -> None:
    """Other texts, other ids, the same walk."""
    client = Client((exported(tiny_edition, tmp_path) / "index.json").as_uri())
    found = {unit["identifier"]: text_in(client.document(resource=text["@id"],
                                                         ref=unit["identifier"]))
             for text in client.collection()["member"]
             for unit in client.navigation(resource=text["@id"], down=-1)["member"]}
    assert found == {key: p.words for key, p in tiny_edition.passages.items()}
