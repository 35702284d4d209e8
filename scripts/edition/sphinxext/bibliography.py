"""How the bibliography is set: the style for sphinxcontrib-bibtex.

An entry shows who, what, where, and for a consulted work its kind, address, the day
it was consulted and what can be said of it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from dataclasses import field as default
from typing import Any

from docutils import nodes as dn
from pybtex.backends.plaintext import Backend as PlainText
from pybtex.plugin import register_plugin
from pybtex.style.formatting.unsrt import Style as UnsrtStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting import BaseSortingStyle
from pybtex.style.template import field, href, join, optional, sentence, tag, words
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.plugin import register_plugin as register_referencing
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.label import LabelReferenceStyle

from edition.bibliography import surnames
from edition.collation import sort_key
from edition.model import short_label


class ShortLabels(BaseLabelStyle):
    """Labels as ``Elsie 2010``; for a page without an author the site that has it."""

    def format_labels(self, sorted_entries: list[Any]) -> Any:
        """One label for each entry, made different by letters where they would be equal."""
        counted = Counter(_label(entry) for entry in sorted_entries)
        seen: Counter[str] = Counter()
        for entry in sorted_entries:
            label = _label(entry)
            seen[label] += 1
            yield label if counted[label] == 1 else f"{label} {_letters(seen[label])}"


def _label(entry: Any) -> str:
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    return short_label(surnames(people), entry.fields, entry.key)


def _letters(number: int) -> str:
    """1 → a, 26 → z, 27 → aa."""
    number, rest = divmod(number - 1, 26)
    return (_letters(number) if number else "") + chr(ord("a") + rest)


class ByLabel(BaseSortingStyle):
    """The order of the labels, then of the titles."""

    def sorting_key(self, entry: Any) -> tuple[Any, ...]:
        """Names before numbers, as in the indices."""
        return sort_key(_label(entry)), sort_key(entry.fields.get("title", "")), entry.key


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
            optional[sentence[join[href(field("url", raw=True))[field("url", raw=True)],
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


class LeadWithLabels(SphinxPostTransform):
    """Begin each entry with what citations call it, so that it can be found, also in print."""

    default_priority = 150  # before the theme makes a list of the entries

    def run(self, **_: object) -> None:
        """Put the label before the entry's words."""
        for citation in self.document.findall(dn.citation):
            label, first = citation.children[0], citation.children[1]
            first.insert(0, dn.strong("", label.astext(), classes=["ed-cite-label"]))
            first.insert(1, dn.Text(" "))


def register(app: Sphinx) -> None:
    """Make the styles known under the name ``edition``."""
    app.add_post_transform(LeadWithLabels)
    register_referencing("sphinxcontrib.bibtex.style.referencing", "edition", Parenthetical)
    register_plugin("pybtex.style.formatting", "edition", EditionStyle)
    # asked for at every citation; unknown here it is sought in all installed packages
    register_plugin("pybtex.backends", "plaintext", PlainText, force=True)
