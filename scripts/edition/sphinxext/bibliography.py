"""How the bibliography is set: the style for sphinxcontrib-bibtex.

An entry shows who, what, where, and for a consulted work its kind, address, the day
it was consulted and what can be said of it.
"""

from __future__ import annotations

from typing import Any

from pybtex.plugin import register_plugin
from pybtex.style.formatting.unsrt import Style as UnsrtStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting.author_year_title import SortingStyle
from pybtex.style.template import field, href, join, optional, sentence, tag, words


class AuthorYearLabels(BaseLabelStyle):
    """Labels as ``Elsie 2010``."""

    def format_labels(self, sorted_entries: list[Any]) -> Any:
        """One label for each entry, made different by letters where they would be equal."""
        seen: dict[str, int] = {}
        for entry in sorted_entries:
            people = entry.persons.get("author") or entry.persons.get("editor") or []
            names = [" ".join(p.last_names).strip("{}") for p in people]
            name = names[0] if len(names) == 1 else " and ".join(names[:2])
            label = f"{name or entry.fields.get('title', entry.key)[:24]} {_year(entry)}".strip()
            seen[label] = seen.get(label, 0) + 1
            yield label if seen[label] == 1 else f"{label}{chr(95 + seen[label])}"


def _year(entry: Any) -> str:
    return entry.fields.get("year", "")


class EditionStyle(UnsrtStyle):
    """Chicago-like entries with what was consulted, when, and how far it can be trusted."""

    default_sorting_style = SortingStyle
    default_label_style = AuthorYearLabels

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


def register() -> None:
    """Make the style known to pybtex under the name ``edition``."""
    register_plugin("pybtex.style.formatting", "edition", EditionStyle)
