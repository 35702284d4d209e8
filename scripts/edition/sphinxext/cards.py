"""Cards on the pages: what they say, as scripts that are loaded when a card is first asked for.

``theme/static/cards.js`` shows them; it fetches nothing. The scripts are apart by kind,
since most readers ask for one kind only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from docutils import nodes as dn
from sphinx.application import Sphinx

from edition.cards import Card, name_cards, note_cards, row_cards
from edition.charts.words import coded_of
from edition.edition import Edition
from edition.sphinxext.opened import edition_of
from edition.sphinxext.provenance import Provenance
from edition.sphinxext.site import is_our_site, write_script

_TRIGGERS = re.compile(r'class="(?:[^"]* )?ed-(?:name|to|ref|sign)[ "]')


def card_markup(card: Card) -> str:
    """A card as it stands in the page."""
    title = f"<q>{escape(card.title)}</q>" if card.quotes else f"<b>{escape(card.title)}</b>"
    return f'<p>{title} <i>{escape(card.kind)}</i></p>{"".join(_lines(card))}'


def _lines(card: Card) -> Iterator[str]:
    opened = False  # a list of labelled lines
    for label, words in card.lines:
        if bool(label) != opened:
            yield "<dl>" if label else "</dl>"
            opened = bool(label)
        said = escape(words)
        yield f"<dt>{escape(label)}</dt><dd>{said}</dd>" if label else f"<p>{said}</p>"
    if opened:
        yield "</dl>"


def sentence_markup(edition: Edition) -> dict[str, str]:
    """Id of a sentence that feeds data → its rows in a list, for the sign behind it."""
    provenance = Provenance(edition, ())
    found = {}
    for passage in edition.passages.values():
        rows = provenance.rows(passage) if passage.level == "sentence" else []
        items = "".join(f"<li><q>{escape(row.lemma)}</q> {escape(coded_of(edition, row))}</li>"
                        for row in rows)
        if items:
            found[passage.passage_id] = f"<p><b>{passage.label}</b> <i>data</i></p><ul>{items}</ul>"
    return found


def _mark(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any],
          doctree: dn.document | None) -> None:
    """Tell the template whether anything on the page has a card."""
    context["has_cards"] = bool(_TRIGGERS.search(context.get("body", "")))


def _write(app: Sphinx, error: Exception | None) -> None:
    if error is not None or not is_our_site(app):
        return
    edition = edition_of(app.env)
    for kind, cards in (("names", name_cards(edition)), ("rows", row_cards(edition)),
                        ("evidence", note_cards(edition))):
        said = {key: card_markup(card) for key, card in cards.items()}
        if kind == "rows":
            said |= sentence_markup(edition)
        write_script(app, f"cards-{kind}.js", f"editionCards_{kind}", said)


def register(app: Sphinx) -> None:
    """Connect the above."""
    app.connect("html-page-context", _mark)
    app.connect("build-finished", _write)
