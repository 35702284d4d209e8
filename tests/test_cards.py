"""Cards: everything that has one, what it says, and that it says no more than it may."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from edition import Edition, open_edition
from edition.cards import Card, name_cards, note_cards, row_cards
from edition.sphinxext.cards import card_markup
from test_citing import TINY_PAGES
from test_sphinx_extension import Book

KINDS = ("names", "rows", "evidence")


def lines(card: Card) -> dict[str, str]:
    """The lines by their labels."""
    return dict(card.lines)


def test_everything_has_a_card(edition: Edition) -> None:
    """Every name, coded row and note has one, with nothing blank in it."""
    rows = row_cards(edition)
    assert name_cards(edition).keys() == edition.entities.keys()
    assert rows.keys() == {**edition.claims, **edition.controls, **edition.dates}.keys()
    assert note_cards(edition).keys() == edition.notes.keys()
    for card in (*name_cards(edition).values(), *rows.values(), *note_cards(edition).values()):
        assert card.title
        assert card.lines
        assert all(words.strip() for _, words in card.lines)


def test_the_card_of_a_name(edition: Edition) -> None:
    """Who it is, when, how the texts spell it, how sure that is, on what authority, and where."""
    card = name_cards(edition)["enver-hoxha"]
    assert (card.title, card.kind) == ("Enver Hoxha", "person, 1908–1985")
    said = lines(card)
    assert said[""] == edition.entities["enver-hoxha"].description
    assert said["identified"].startswith("high certainty")
    assert said["sources"].endswith("more")
    passages = {m.first.passage_id for m in edition.mentions_of["enver-hoxha"]}
    assert said["occurs in"].startswith(f"{len(passages)} sentences and ")


def test_the_card_of_a_figure(edition: Edition) -> None:
    """The coded value, its bounds, what is counted, when, how sure, and the notes on it."""
    said = lines(row_cards(edition)["C003"])
    assert said["coded as"] == "more than 3,000 persons"
    assert said["bounds"] == "low 3,000, no high; the bounds stand in the text"
    assert said["whose"] == "Resistance"
    assert said["when"] == "November 1940\u00a0– April 1941"
    assert said["notes"] == "47 (figure, sourced)"
    assert said["drawn in"] == "Strengths that the two texts give, in persons"
    assert said[""].startswith("“Eventually”: after the failure of the offensive (DB 3.3)")


def test_rival_figures_and_those_from_elsewhere_are_named(edition: Edition) -> None:
    """What contradicts a figure stands on its card, and so do figures with their sources."""
    cards = row_cards(edition)
    for key, claim in edition.claims.items():
        said = lines(cards[key])
        assert ("against it" in said) == bool(claim.conflicts_with), key
        outside = [e for e in edition.estimates.values() if key in e.claim_list]
        assert ("elsewhere" in said) == bool(outside), key
        for estimate in outside[:4]:
            assert edition.references[estimate.source].short in said["elsewhere"]


def test_the_card_of_a_date(edition: Edition) -> None:
    """What it means, how that is known and from where, and what it dates."""
    said = lines(row_cards(edition)["D0305"])
    assert said["means"] == "November 1940 [1940-11]"
    assert said["known"].startswith("inferred: ")
    assert said["known"].endswith("(DB 3.1)")
    assert said["dates"] == edition.entities["lezhe-battle-1940"].name


def test_the_card_of_a_note(edition: Edition) -> None:
    """Its grade and certainty in words, and what each source bears out."""
    note = edition.notes["N0311"]
    card = note_cards(edition)["N0311"]
    assert card.kind == f"note {edition.note_numbers['N0311']}, figure"
    assert card.lines[0] == ("evidence", "sourced: rests on a work or page that was consulted "
                                         "and is named")
    assert [words for _, words in card.lines[2:]] == [s.supports for s in note.sources]


def test_markup_is_safe() -> None:
    """Words of the data cannot become markup."""
    card = Card("<b>", "kind & more", (("a<", "<script>"), ("", "x > y")))
    assert card_markup(card) == (
        "<p><b>&lt;b&gt;</b> <i>kind &amp; more</i></p>"
        "<dl><dt>a&lt;</dt><dd>&lt;script&gt;</dd></dl><p>x &gt; y</p>")


@pytest.mark.parametrize("base_texts", [True, False])
def test_the_scripts_of_a_book(tiny: Callable[..., Path], base_texts: bool) -> None:
    """Cards stand in scripts by kind; without the base texts they hold no sentence of them."""
    root = tiny()
    book = Book(root, TINY_PAGES, edition_base_texts=base_texts)
    assert book.warnings == ""
    edition = open_edition(root)
    for kind in KINDS:
        script = (book.out / "_static" / f"cards-{kind}.js").read_text("utf-8")
        name, _, value = script.partition("=")
        assert name == f"window.editionCards_{kind}"
        assert json.loads(value.rstrip().removesuffix(";"))
        quoted = {row.lemma for row in (*edition.claims.values(), *edition.dates.values(),
                                        *edition.controls.values(), *edition.notes.values())}
        if not base_texts:
            for passage in edition.passages.values():
                assert passage.words in quoted or passage.words not in script
