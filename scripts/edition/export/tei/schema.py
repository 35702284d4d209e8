"""The RELAX NG schema, made from the ODD.

``two-accounts.odd`` spells out every element of the encoding with its content and its
attributes, in the constructs of TEI P5 (Guidelines, chapter 22); it leans on no class or
macro of TEI, and so needs none of its sources. ``python -m edition.export.tei.schema``
renews the schema beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, fromstring, indent, tostring

from edition.export.tei.document import ODD, RNG
from edition.export.tei.elements import TEI, element

_T = f"{{{TEI}}}"
_RELAX_NG = "http://relaxng.org/ns/structure/1.0"
_XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
_GROUPS = {f"{_T}sequence": "group", f"{_T}alternate": "choice"}
_TYPES: Mapping[str, tuple[str, ...]] = {
    "teidata.count": ("nonNegativeInteger",),
    "teidata.language": ("language",),
    "teidata.numeric": ("decimal",),
    "teidata.pointer": ("anyURI",),
    "teidata.temporal.w3c": ("date", "gYearMonth", "gYear"),
    "teidata.text": ("string",),
    "teidata.word": ("NMTOKEN",),
    "ID": ("ID",),
}  # the types that the ODD names, as those of XML Schema that a value may have


def relax_ng(odd: str) -> str:
    """The schema of an ODD; its elements and attributes are those of the ODD, no more."""
    specification = next(fromstring(odd).iter(f"{_T}schemaSpec"))
    classes = {each.get("ident"): each for each in specification.iter(f"{_T}classSpec")}
    start = element("start", element("ref", name=specification.get("start")))
    macros = [element("define", _content(each), name=each.get("ident"))
              for each in specification.iter(f"{_T}macroSpec")]
    elements = [_definition(each, classes) for each in specification.iter(f"{_T}elementSpec")]
    grammar = element("grammar", start, *macros, *elements, xmlns=_RELAX_NG, ns=TEI,
                      datatypeLibrary=_XSD)
    indent(grammar, " ")
    return ('<?xml version="1.0" encoding="UTF-8"?>\n'
            f"<!-- Generated from {ODD.name}; change that, not this. -->\n"
            f'{tostring(grammar, encoding="unicode")}\n')


def _definition(spec: Element, classes: Mapping[str | None, Element]) -> Element:
    declaring = [spec, *(classes[each.get("key")] for each in spec.iter(f"{_T}memberOf"))]
    attributes = [_attribute(each) for source in declaring
                  for each in source.iter(f"{_T}attDef")]
    name = spec.get("ident")
    return element("define", element("element", *attributes, _content(spec), name=name), name=name)


def _attribute(spec: Element) -> Element:
    attribute = element("attribute", _values(spec), name=spec.get("ident"))
    return attribute if spec.get("usage") == "req" else element("optional", attribute)


def _values(spec: Element) -> Element:
    listed = [element("value", each.get("ident", "")) for each in spec.iter(f"{_T}valItem")]
    if listed:
        return element("choice", *listed)
    datatype = next(spec.iter(f"{_T}datatype"))
    reference = datatype[0]
    types = [element("data", type=name)
             for name in _TYPES[reference.get("key", reference.get("name", ""))]]
    value = types[0] if len(types) == 1 else element("choice", *types)
    if datatype.get("maxOccurs") == "unbounded":
        return element("list", element("oneOrMore", value))
    return value


def _content(spec: Element) -> Element:
    parts = list(_patterns(next(spec.iter(f"{_T}content"))))
    return parts[0] if len(parts) == 1 else element("group", *parts)


def _patterns(parent: Element) -> Iterator[Element]:
    for child in parent:
        least, most = child.get("minOccurs", "1"), child.get("maxOccurs", "1")
        yield _repeated(_pattern(child), least, most)


def _pattern(part: Element) -> Element:
    if part.tag in _GROUPS:
        return element(_GROUPS[part.tag], *_patterns(part))
    if part.tag in (f"{_T}elementRef", f"{_T}macroRef"):
        return element("ref", name=part.get("key"))
    return element("text" if part.tag == f"{_T}textNode" else "empty")


def _repeated(pattern: Element, least: str, most: str) -> Element:
    wrappers = {("0", "1"): "optional", ("0", "unbounded"): "zeroOrMore",
                ("1", "unbounded"): "oneOrMore"}
    wrapper = wrappers.get((least, most))
    return element(wrapper, pattern) if wrapper else pattern


if __name__ == "__main__":
    RNG.write_text(relax_ng(ODD.read_text("utf-8")), encoding="utf-8")
