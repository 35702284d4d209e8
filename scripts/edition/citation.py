"""How a passage of the edition is cited, in the forms that people and programs use."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from edition.edition import Edition
from edition.model import Passage


def cite(edition: Edition, locator: str, form: str = "text") -> str:
    """A citation of ``DB.12.5`` or ``DB.12.5-7`` in one of ``FORMS``.

    Raises :class:`~edition.problems.EditionError` for a passage that does not exist.
    """
    parsed, passages = edition.locate(locator)
    return FORMS[form](edition, str(parsed), parsed.label, passages)


def _address(edition: Edition, locator: str) -> str:
    page = edition.texts[locator.partition(".")[0]].page
    first = locator.partition("-")[0]
    base = edition.info.address.rstrip("/")
    return f"{base}/{page}.html#{first}" if base else ""


def _text(edition: Edition, locator: str, label: str, passages: tuple[Passage, ...]) -> str:
    info = edition.info
    where = _address(edition, locator) or f"passage id {locator}"
    doi = f" https://doi.org/{info.doi}." if info.doi else ""
    title = f"{info.editors}, eds., {info.title}" if info.editors != info.publisher else info.title
    return f"{title}, version {info.version} ({info.date.isoformat()}), {label}, {where}.{doi}"


def _quotation(edition: Edition, locator: str, label: str, passages: tuple[Passage, ...]) -> str:
    words = " ".join(p.words for p in passages)
    return f"“{words}” ({_text(edition, locator, label, passages).rstrip('.')})."


def _csl(edition: Edition, locator: str, label: str, _: tuple[Passage, ...]) -> dict[str, Any]:
    info, text = edition.info, edition.texts[locator.partition(".")[0]]
    item = {
        "id": f"two-accounts-{locator}",
        "type": "chapter",
        "title": f"{text.title} ({label})",
        "container-title": info.title,
        "editor": [{"literal": info.editors}],
        "publisher": info.publisher,
        "version": info.version,
        "issued": {"date-parts": [[info.date.year, info.date.month, info.date.day]]},
        "language": info.language,
        "URL": _address(edition, locator),
        "DOI": info.doi,
    }
    return {key: value for key, value in item.items() if value}


def _csl_json(edition: Edition, *where: Any) -> str:
    return json.dumps([_csl(edition, *where)], ensure_ascii=False, indent=2)


def _bibtex(edition: Edition, *where: Any) -> str:
    item = _csl(edition, *where)
    fields = {
        "editor": "{" + edition.info.editors + "}",
        "title": item["title"],
        "booktitle": item["container-title"],
        "publisher": item["publisher"],
        "year": str(edition.info.year),
        "edition": f"version {edition.info.version}",
        "url": item.get("URL", ""),
        "doi": item.get("DOI", ""),
        "note": f"passage {where[0]}",
    }
    lines = [f"  {name} = {{{_latex(name, value)}}}," for name, value in fields.items() if value]
    return "\n".join([f"@incollection{{{item['id']},", *lines, "}"])


def _latex(name: str, value: str) -> str:
    """A value with what LaTeX takes for commands escaped; addresses stand as they are."""
    return value if name in ("url", "doi") else re.sub(r"([&%$#_])", r"\\\1", value)


def _ris(edition: Edition, *where: Any) -> str:
    item = _csl(edition, *where)
    lines = [
        ("TY", "CHAP"),
        ("TI", item["title"]),
        ("T2", item["container-title"]),
        ("ED", edition.info.editors),
        ("PB", item["publisher"]),
        ("PY", str(edition.info.year)),
        ("DA", edition.info.date.strftime("%Y/%m/%d")),
        ("ET", edition.info.version),
        ("SE", where[1]),
        ("UR", item.get("URL", "")),
        ("DO", item.get("DOI", "")),
        ("ER", ""),
    ]
    return "\n".join(f"{tag}  - {value}" for tag, value in lines if value or tag == "ER")


FORMS: Mapping[str, Callable[..., str]] = {
    "text": _text,
    "quotation": _quotation,
    "bibtex": _bibtex,
    "ris": _ris,
    "csl-json": _csl_json,
}
"""Name of a form → what makes it."""
