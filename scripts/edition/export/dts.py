"""The texts as a static text API: Distributed Text Services 1.0, Level 0.

Specification: Distributed Text Services Specifications, version 1.0, February 2026,
https://dtsapi.org/versions/v1.0. Every call on the four endpoints is a file, and the URI
templates of ``index.json`` lead to it; ``down`` reaches as far as the citation tree, which
has two levels. Ranges (``start``, ``end``) are not of Level 0. Links are relative, or
absolute once the edition has a public address. A static server looks at no query, so the
``mediaType`` of a document, of which there is one, may be named or left out.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from edition.edition import Edition
from edition.export.tei import document, serialise
from edition.export.tei.elements import TEI, element
from edition.export.tei.header import short_header
from edition.model import BaseText, Passage

ENTRY = "index.json"

_CONTEXT = "https://dtsapi.org/context/v1.0.json"
_VERSION = "1.0"
_ROOT = "texts"  # the collection of all texts
_MEDIA_TYPE = "application/tei+xml"
_WRAPPER = "https://w3id.org/api/dts#"
_PUBLISHED = "downloads/dts"  # where build.py puts these files on the site
_SCHEMA = "../../tei/two-accounts.rng"  # likewise
_DEPTHS = (0, 1, 2, -1)  # what down may be; the tree has two levels
_TREE = {
    "@type": "CitationTree",
    "citeStructure": [
        {"@type": "CiteStructure", "citeType": "paragraph",
         "citeStructure": [{"@type": "CiteStructure", "citeType": "sentence"}]},
    ],
}

Json = dict[str, Any]


def write(edition: Edition, folder: Path) -> None:
    """Write every response of the four endpoints into the folder."""
    for path, response in _responses(edition):
        content = json.dumps(response, ensure_ascii=False, indent=1) + "\n"
        _write(folder / path, content)
    for text in edition.texts.values():
        whole = document(edition, text.siglum)
        passages = {node.get("xml:id"): node for node in whole.iter() if node.tag in ("p", "s")}
        for passage in _of(edition, text):
            fragment = _fragment(edition, text, passage, passages[passage.passage_id])
            _write(folder / f"document/{text.siglum}/{passage.passage_id}.xml",
                   serialise(fragment))
        _write(folder / f"document/{text.siglum}.xml", serialise(whole, _SCHEMA))


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def _responses(edition: Edition) -> Iterator[tuple[str, Json]]:
    """The path and content of every JSON file."""
    yield ENTRY, _entry(edition)
    yield from _collections(edition)
    for text in edition.texts.values():
        yield from _navigation(edition, text)


def _base(edition: Edition, path: str) -> str:
    """What leads from a file to the folder of the API."""
    if edition.info.address:
        return f"{edition.info.address.rstrip('/')}/{_PUBLISHED}/"
    return "../" * path.count("/")


def _head(kind: str, key: str) -> Json:
    return {"@context": _CONTEXT, "dtsVersion": _VERSION, "@id": key, "@type": kind}


def _words(edition: Edition, value: str) -> list[Json]:
    return [{"lang": edition.info.language, "value": value}]


# --- entry and collections --------------------------------------------------------


def _entry(edition: Edition) -> Json:
    base = _base(edition, ENTRY)
    return {
        **_head("EntryPoint", f"{base}{ENTRY}"),
        "collection": f"{base}collection{{/id,nav}}.json",
        "navigation": f"{base}navigation/{{resource}}{{/down,ref}}.json",
        "document": f"{base}document/{{resource}}{{/ref}}.xml{{?mediaType}}",
    }


def _collections(edition: Edition) -> Iterator[tuple[str, Json]]:
    """Root and texts, with their children and with their parents."""
    for stem in ("collection", f"collection/{_ROOT}"):
        yield f"{stem}.json", _root_and(edition, f"{stem}.json", children=True)
        for nav in ("children", "parents"):
            path = f"{stem}/{nav}.json"
            yield path, _root_and(edition, path, children=nav == "children")
    for text in edition.texts.values():
        stem = f"collection/{text.siglum}"
        for path, nav in ((f"{stem}.json", "children"), (f"{stem}/children.json", "children"),
                          (f"{stem}/parents.json", "parents")):
            base = _base(edition, path)
            parents = [_root(edition, base)] if nav == "parents" else []
            yield path, {**_head("Resource", text.siglum), **_resource(edition, text, base),
                         "member": parents}


def _root_and(edition: Edition, path: str, *, children: bool) -> Json:
    base = _base(edition, path)
    texts = [_resource(edition, text, base) for text in edition.texts.values()]
    return {**_head("Collection", _ROOT), **_root(edition, base),
            "member": texts if children else []}


def _root(edition: Edition, base: str) -> Json:
    info = edition.info
    return {
        "@id": _ROOT,
        "@type": "Collection",
        "title": info.title,
        "description": info.subtitle,
        "totalParents": 0,
        "totalChildren": len(edition.texts),
        "collection": f"{base}collection/{_ROOT}{{/nav}}.json",
        "dublinCore": {
            "title": _words(edition, info.title),
            "publisher": _words(edition, info.publisher),
            "language": [info.language],
            "issued": info.date.isoformat(),
            "hasVersion": _words(edition, info.version),
        },
    }


def _resource(edition: Edition, text: BaseText, base: str) -> Json:
    """A text, with everything that any endpoint says of it."""
    siglum = text.siglum
    rights = edition.info.licences.get("texts", "")
    return {
        "@id": siglum,
        "@type": "Resource",
        "title": f"{siglum}: {text.title}",
        "description": f"Published on {text.host}.",
        "totalParents": 1,
        "totalChildren": 0,
        "collection": f"{base}collection/{siglum}{{/nav}}.json",
        "navigation": f"{base}navigation/{siglum}{{/down,ref}}.json",
        "document": f"{base}document/{siglum}{{/ref}}.xml{{?mediaType}}",
        "download": f"{base}../tei/{siglum}.xml",
        "mediaTypes": [_MEDIA_TYPE],
        "citationTrees": [_TREE],
        "dublinCore": {
            "title": _words(edition, text.title),
            "source": _words(edition, text.host),
            "language": [edition.info.language],
            **({"rights": _words(edition, f"Base text: {rights}.")} if rights else {}),
        },
    }


# --- navigation -------------------------------------------------------------------


def _navigation(edition: Edition, text: BaseText) -> Iterator[tuple[str, Json]]:
    """What is below the text, and each passage alone and with what is around it."""
    passages = _of(edition, text)
    stem = f"navigation/{text.siglum}"
    for down in _DEPTHS[1:]:
        yield _answer(edition, text, f"{stem}/{down}.json", None, _below(passages, None, down))
    paragraphs = list(edition.paragraphs(text.siglum))
    for passage in passages:
        name = f"{passage.passage_id}.json"
        sentences = list(edition.sentences(edition.passage(passage.parent_id)))
        yield _answer(edition, text, f"{stem}/{name}", passage, None)
        for down in _DEPTHS:
            near = paragraphs if down == 0 and passage.level == "paragraph" else (
                [passage, *sentences] if passage.level == "paragraph" else sentences)
            yield _answer(edition, text, f"{stem}/{down}/{name}", passage,
                          _below(near, passage, down))


def _of(edition: Edition, text: BaseText) -> list[Passage]:
    """The passages of a text in the order of the document, each before what it holds."""
    return edition.paragraphs_and_sentences(text.siglum)


def _below(passages: list[Passage], top: Passage | None, down: int) -> list[Passage]:
    """The passage and those below it, as deep as asked; for 0 its siblings with itself."""
    if top is not None and down == 0:
        return [p for p in passages if (p.level, _parent(p)) == (top.level, _parent(top))]
    depth = _level(top) + down if down > 0 else _level(passages[-1])
    return [p for p in passages if _level(p) <= depth
            and (top is None or p is top or _parent(p) == top.passage_id)]


def _level(passage: Passage | None) -> int:
    """How deep in the tree; the text itself is at nought."""
    return passage.passage_id.count(".") if passage else 0


def _parent(passage: Passage) -> str | None:
    return None if passage.parent_id == passage.passage_id else passage.parent_id


def _answer(edition: Edition, text: BaseText, path: str, ref: Passage | None,
            members: list[Passage] | None) -> tuple[str, Json]:
    base = _base(edition, path)
    own = base if edition.info.address else ""
    return path, {
        **_head("Navigation", f"{own}{path}" if own else path.rpartition("/")[2]),
        "resource": _resource(edition, text, base),
        **({"ref": _unit(edition, ref)} if ref else {}),
        **({"member": [_unit(edition, p) for p in members]} if members is not None else {}),
    }


def _unit(edition: Edition, passage: Passage) -> Json:
    page = edition.texts[passage.text_id].page
    address = edition.info.address.rstrip("/")
    return {
        "identifier": passage.passage_id,
        "@type": "CitableUnit",
        **({"@id": f"{address}/{page}.html#{passage.passage_id}"} if address else {}),
        "level": _level(passage),
        "parent": _parent(passage),
        "citeType": passage.level,
        "dublinCore": {"title": _words(edition, passage.label)},
    }


# --- documents --------------------------------------------------------------------


def _fragment(edition: Edition, text: BaseText, passage: Passage, node: Element) -> Element:
    """A passage by itself; its pointers lead into the document of the whole text."""
    wrapper = element("dts:wrapper", _alone(node), xmlns_dts=_WRAPPER)
    return element(
        "TEI", short_header(edition, text, passage.label),
        element("text", element("body", wrapper, xml_space="preserve"),
                xml_lang=edition.info.language),
        xmlns=TEI, xml_base=f"../{text.siglum}.xml",
    )


def _alone(node: Element) -> Element:
    """The element without the words that follow it."""
    alone = copy.copy(node)
    alone.tail = None
    return alone
