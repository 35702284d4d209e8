"""The forms of a citation: a template each, for people and for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from edition.citation.fill import PLACES, finish
from edition.citation.prose import chicago, mla
from edition.citation.subjects import Part
from edition.description import NAME, doi_address, filled
from edition.edition import Edition

_LABEL, _KEY, _ANCHOR = PLACES["label"], PLACES["key"], PLACES["anchor"]


def link(edition: Edition, part: Part, accessed: bool) -> str:
    """The address; within the site, as long as it has none in public."""
    return finish(_address(edition, part) or _page(part))


def text(edition: Edition, part: Part, accessed: bool) -> str:
    """One line of words, as the edition itself cites."""
    info = edition.info
    address = _address(edition, part)
    where = [address] if part.is_whole else [_LABEL, address or f"{part.noun} id {_KEY}"]
    day = f"accessed {PLACES['long']}" if accessed else ""
    doi = f" {doi_address(info)}." if info.doi else ""
    title = f"{info.editors}, eds., {info.title}" if info.editors != info.publisher else info.title
    dated = f"{title}, version {info.version} ({info.date.isoformat()})"
    return finish(", ".join(filter(None, [dated, *where, day])) + f".{doi}")


def quotation(edition: Edition, part: Part, accessed: bool) -> str:
    """The words with their citation; the citation alone where there are none to quote."""
    said = text(edition, part, accessed).rstrip(".")
    is_withheld = part.noun == "passage" and not edition.info.include_base_texts
    if part.is_whole or is_withheld:
        return f"{said}."
    return f"“{finish(PLACES['words'])}” ({said})."


def item(edition: Edition, part: Part, accessed: bool) -> dict[str, Any]:
    """The citation as an item of CSL, with places, that the forms for programs are made from."""
    info = edition.info
    own = {"id": NAME, "type": "book", "title": part.title} if part.is_whole else {
        "id": f"{NAME}-{_KEY}",
        "type": "chapter",
        "title": f"{part.title} ({_LABEL})",
        "container-title": info.title,
    }
    return filled({
        **own,
        "author": [{"literal": info.editors}] if part.by_editors else [],
        "editor": [{"literal": info.editors}],
        "publisher": info.publisher,
        "version": info.version,
        "issued": {"date-parts": [[info.date.year, info.date.month, info.date.day]]},
        "accessed": {"date-parts": [[PLACES[n] for n in ("year", "month", "day")]]}
        if accessed else {},
        "language": info.language,
        "URL": _address(edition, part),
        "DOI": info.doi,
    })


def csl_json(edition: Edition, part: Part, accessed: bool) -> str:
    """One item of CSL-JSON, as reference managers import it."""
    said = json.dumps([item(edition, part, accessed)], ensure_ascii=False, indent=2)
    numbers = "".join(PLACES[n] for n in ("year", "month", "day"))
    said = re.sub(f'"([{numbers}])"', r"\1", said)
    return finish(_DAY.sub(r"[[\1, \2, \3]]", said))


_DAY = re.compile(r"\[\s+\[\s+(\S+),\s+(\S+),\s+(\S+)\s+\]\s+\]")  # set over seven lines


def bibtex(edition: Edition, part: Part, accessed: bool) -> str:
    """An entry of BibTeX, with the fields of biblatex for days."""
    of = item(edition, part, accessed)
    body = "{" + edition.info.editors + "}"  # a body, not a person with a surname
    fields = {
        "author": body if part.by_editors else "",
        "editor": body,
        "title": of["title"],
        "booktitle": of.get("container-title", ""),
        "publisher": of["publisher"],
        "year": str(edition.info.year),
        "date": edition.info.date.isoformat(),
        "edition": f"version {edition.info.version}",
        "url": of.get("URL", ""),
        "urldate": PLACES["iso"] if accessed else "",
        "doi": of.get("DOI", ""),
        "note": "" if part.is_whole else f"{part.noun} {_KEY}",
    }
    lines = [f"  {name} = {{{_latex(name, value)}}}," for name, value in fields.items() if value]
    kind = "book" if part.is_whole else "incollection"
    return finish("\n".join([f"@{kind}{{{of['id']},", *lines, "}"]))


def _latex(name: str, value: str) -> str:
    """A value with what LaTeX takes for commands escaped; addresses stand as they are."""
    return value if name in ("url", "doi") else re.sub(r"([&%$#_])", r"\\\1", value)


def ris(edition: Edition, part: Part, accessed: bool) -> str:
    """A record of RIS."""
    of = item(edition, part, accessed)
    lines = [
        ("TY", "BOOK" if part.is_whole else "CHAP"),
        ("AU", edition.info.editors if part.by_editors else ""),
        ("TI", of["title"]),
        ("T2", of.get("container-title", "")),
        ("ED", edition.info.editors),
        ("PB", of["publisher"]),
        ("PY", str(edition.info.year)),
        ("DA", edition.info.date.strftime("%Y/%m/%d")),
        ("ET", f"version {edition.info.version}"),
        ("LA", edition.info.language),
        ("SE", "" if part.is_whole else _LABEL),
        ("UR", of.get("URL", "")),
        ("Y2", PLACES["slashed"] if accessed else ""),
        ("DO", of.get("DOI", "")),
        ("ER", ""),
    ]
    return finish("\n".join(f"{tag}  - {value}" for tag, value in lines if value or tag == "ER"))


def _address(edition: Edition, part: Part) -> str:
    address = edition.info.address
    return address if part.is_whole or not address else f"{address.rstrip('/')}/{_page(part)}"


def _page(part: Part) -> str:
    return f"{part.page}.html" if part.is_whole else f"{part.page}.html#{_ANCHOR}"


FORMS: Mapping[str, Callable[[Edition, Part, bool], str]] = {
    "link": link,
    "text": text,
    "chicago": lambda *of: chicago(item(*of), of[1]),
    "mla": lambda *of: mla(item(*of), of[1]),
    "quotation": quotation,
    "bibtex": bibtex,
    "ris": ris,
    "csl-json": csl_json,
}
"""Name of a form → what makes its template."""
