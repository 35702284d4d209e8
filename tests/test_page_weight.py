"""What a page weighs on first view: the bounds, and how they are measured."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser

import test_browser
from edition import Edition
from page_weight import KINDS, Weight, report, weigh
from test_browser import names

browser = test_browser.browser

TEXT = 200_000  # bytes of a page that sets a text
OTHER = 200_000  # of every other page but one
SEARCH = 300_000  # of the page of the search, which has the whole index with it
FONTS = 100_000


@pytest.fixture(scope="module")
def weights(browser: Browser, site: Path) -> dict[str, Weight]:
    """Every page of the site."""
    return {weight.page: weight for weight in weigh(browser, site, names(site))}


def test_text_pages_are_light(weights: dict[str, Weight], edition: Edition) -> None:
    """The first view of a text is under 200 kB, fonts within 100 kB of it."""
    for text in edition.texts.values():
        weight = weights[f"{text.page}.html"]
        assert weight.total < TEXT, report([weight])
        assert 0 < weight.bytes["fonts"] < FONTS


def test_other_pages_are_light(weights: dict[str, Weight], edition: Edition) -> None:
    """So is every other page; that of the search has its index besides."""
    pages = {f"{text.page}.html" for text in edition.texts.values()}
    for name in weights.keys() - pages:
        assert weights[name].total < (SEARCH if name == "search.html" else OTHER), report(
            [weights[name]])
        assert weights[name].bytes["fonts"] < FONTS


def test_what_only_a_card_needs_comes_later(weights: dict[str, Weight]) -> None:
    """The data of cards, citations and the search are not among what a text page fetches."""
    fetched = {Path(name).name for name in weights["db.html"].files}
    assert {"site.css", "site.js", "cite.js", "cards.js"} <= fetched
    assert not {"cite-data.js", "cite-notes.js", "cards-names.js", "cards-rows.js",
                "cards-evidence.js", "find-data.js", "search-index.js"} & fetched


def test_how_it_is_counted(browser: Browser, tmp_path: Path) -> None:
    """Text counts as gzip leaves it, an image as it is, each file once."""
    style, picture = "p { color: red }" * 50, os.urandom(500)
    page = ('<!doctype html><title>x</title><link rel="stylesheet" href="a.css">'
            '<p>words</p><img src="b.png" alt=""><img src="b.png" alt="">')
    (tmp_path / "a.css").write_text(style)
    (tmp_path / "b.png").write_bytes(picture)
    (tmp_path / "page.html").write_text(page)
    (weight,) = weigh(browser, tmp_path, ["page.html"])
    assert weight.bytes == {**dict.fromkeys([*KINDS.values(), "other"], 0),
                            "HTML": len(gzip.compress(page.encode(), 6)),
                            "styles": len(gzip.compress(style.encode(), 6)), "images": 500}
    assert weight.total == sum(weight.files.values())
    assert "page.html" in report([weight], {"page.html": 980_000})
