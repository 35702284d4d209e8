"""How the bibliography is set: the style for sphinxcontrib-bibtex.

An entry shows who, what, where, and for a consulted work its kind, address, the day
it was consulted and what can be said of it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from dataclasses import field as default
from typing import Any
from urllib.parse import urlsplit

from pybtex.plugin import register_plugin
from pybtex.style.formatting.unsrt import Style as UnsrtStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting import BaseSortingStyle
from pybtex.style.template import field, href, join, optional, sentence, tag, words
from sphinxcontrib.bibtex.plugin import register_plugin as register_referencing
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.label import LabelReferenceStyle

from edition.collation import sort_key


class ShortLabels(BaseLabelStyle):
    """Labels as ``Elsie 2010``; for a page without an author the site that has it."""

    def format_labels(self, sorted_entries: list[Any]) -> Any:
        """One label for each entry, made different by letters where they would be equal."""
        counted = Counter(short_label(entry) for entry in sorted_entries)
        seen: Counter[str] = Counter()
        for entry in sorted_entries:
            label = short_label(entry)
            seen[label] += 1
            yield label if counted[label] == 1 else f"{label} {_letters(seen[label])}"


def short_label(entry: Any) -> str:
    """Author or site, and year."""
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    names = [" ".join([*p.prelast_names, *p.last_names]).strip("{}") for p in people]
    name = " and ".join(names[:2]) + (" et al." if len(names) > 2 else "")
    return f"{name or _site(entry)} {entry.fields.get('year', '')}".strip()


def _site(entry: Any) -> str:
    host = urlsplit(entry.fields.get("url", "")).netloc.removeprefix("www.")
    return host or entry.fields.get("title", entry.key)


def _letters(number: int) -> str:
    """1 → a, 26 → z, 27 → aa."""
    number, rest = divmod(number - 1, 26)
    return (_letters(number) if number else "") + chr(ord("a") + rest)


class ByLabel(BaseSortingStyle):
    """The order of the labels, then of the titles."""

    def sorting_key(self, entry: Any) -> tuple[Any, ...]:
        """Names before numbers, as in the indices."""
        return sort_key(short_label(entry)), sort_key(entry.fields.get("title", "")), entry.key


class EditionStyle(UnsrtStyle):
    """Chicago-like entries with what was consulted, when, and how far it can be trusted."""

    default_sorting_style = ByLabel
    default_label_style = ShortLabels

    def _template(self, entry: Any) -> Any:
        people = "author" if entry.persons.get("author") else "editor"
        return join(" ")[
            optional[sentence[self.format_names(people, as_sentence=False)]]
            if entry.persons.get(people) else "",
            sentence[tag("em")[field("title", raw=True)]],
            optional[sentence[field("journal", raw=True)]],
            optional[sentence[field("howpublished", raw=True)]],
            optional[sentence[field("publisher", raw=True)]],
            optional[sentence[field("year", raw=True)]],
            optional[sentence(capfirst=True)[field("kind", raw=True)]],
            optional[sentence[join[href[field("url", raw=True), field("url", raw=True)],
                                   ", consulted ", field("urldate", raw=True)]]],
            optional[words[field("annote", raw=True)]],
        ]


# pybtex looks up one method for each type of entry; all types are set alike here
for _type in ("article", "book", "booklet", "inbook", "incollection", "inproceedings", "manual",
              "mastersthesis", "misc", "online", "phdthesis", "proceedings", "techreport",
              "unpublished"):
    setattr(EditionStyle, f"get_{_type}_template", EditionStyle._template)


@dataclass
class Parenthetical(LabelReferenceStyle):
    """Citations as ``(Elsie 2010)``."""

    bracket_parenthetical: BracketStyle = default(
        default_factory=lambda: BracketStyle(left="(", right=")")
    )


def register() -> None:
    """Make the styles known under the name ``edition``."""
    register_referencing("sphinxcontrib.bibtex.style.referencing", "edition", Parenthetical)
    register_plugin("pybtex.style.formatting", "edition", EditionStyle)
