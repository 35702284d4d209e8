"""Citing and finding in a real browser: the card, the keys, the locator, from disk."""

from __future__ import annotations

import datetime as dt
import gzip
import threading
from collections.abc import Callable, Collection, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page

import test_browser
from conftest import change
from edition import Edition, open_edition
from edition.citation import FORMS, cite
from edition.serve import SiteHandler
from test_browser import NARROW, WIDE, Visit, violations
from test_citing import ADDRESS, TINY_PAGES
from test_sphinx_extension import BACK, REST, Book

browser = test_browser.browser

DAY = dt.date(2027, 3, 9)  # the reader's; day and month of one digit
WORDS = {"link": "Link", "text": "Prose", "chicago": "Prose", "mla": "Prose",
         "bibtex": "BibTeX", "ris": "RIS", "csl-json": "CSL-JSON", "quotation": "Words"}


class Reading(Visit):
    """A page read on a certain day."""

    def __init__(self, browser: Browser, path: Path, anchor: str = "", **context: Any) -> None:
        super().__init__(browser, path, anchor, timezone_id="UTC",
                         **{"viewport": WIDE, **context})
        self.page.clock.set_fixed_time(dt.datetime(2027, 3, 9, 12, tzinfo=dt.UTC))

    def __enter__(self) -> Reading:
        return self

    @property
    def card(self) -> Locator:
        """The card, once it is open."""
        return self.page.get_by_role("dialog")

    def forms(self, wanted: Collection[str] = ()) -> dict[str, str]:
        """What the open card shows, form by form, each under its tab."""
        shown = {}
        for form, tab in WORDS.items():
            if wanted and form not in wanted:
                continue
            self.card.get_by_role("tab", name=tab, exact=True).click()
            box = self.card.locator(f"[data-form={form}]")
            assert box.is_visible()
            shown[form] = box.text_content() or ""
        return shown


def expected(edition: Edition, key: str) -> dict[str, str]:
    """What ``edition cite`` prints on that day."""
    return {form: cite(edition, key, form, DAY) for form in FORMS}


def assert_same(shown: dict[str, str], printed: dict[str, str], site: Path) -> None:
    """Character by character; a link within the site is shown in full."""
    link = printed["link"]
    whole = link if link.startswith("http") else f"{site.as_uri()}/{link}"
    assert shown == {**printed, "link": whole}


def select(page: Page, first: str, last: str) -> None:
    """Select from one passage to the end of another, as with the mouse."""
    page.evaluate("""([first, last]) => {
        const [a, b] = [first, last].map(id => document.getElementById(id))
        getSelection().setBaseAndExtent(a, 0, b, b.childNodes.length)
    }""", [first, last])


# --- the card shows what the command prints --------------------------------------------------


@pytest.mark.parametrize(("name", "keys"), [
    ("db", ["DB.12.5", "DB.12", "DB.15.21", "DB.12.5-7", "DB.12.13-13.2", "DB.2-3", "N0310",
            "N1216", "C014", "C309"]),
    ("hl", ["HL.4.1", "HL.3.1", "HL.5.1-6.2", "HL.1"]),
])
def test_the_card_of_a_link(browser: Browser, site: Path, edition: Edition, name: str,
                            keys: list[str]) -> None:
    """The key c cites what the address names: passages, ranges, notes and coded rows."""
    with Reading(browser, site / f"{name}.html") as visit:
        for key in keys:
            visit.page.evaluate("key => { location.hash = key }", key)
            visit.page.evaluate("document.activeElement.blur()")
            visit.page.keyboard.press("c")
            visit.card.wait_for()
            assert_same(visit.forms(), expected(edition, key), site)
            visit.page.keyboard.press("Escape")
        assert (visit.errors, visit.outside) == ([], [])


def test_the_card_of_a_sentence(browser: Browser, site: Path, edition: Edition) -> None:
    """A click on the number of a sentence goes there and opens its card."""
    with Reading(browser, site / "db.html") as visit:
        number = visit.page.locator("#DB\\.3\\.4 > .ed-num")
        assert not number.is_visible()
        box = visit.page.locator("#DB\\.3\\.4").evaluate("""e => {
            e.scrollIntoView({block: 'center'})
            return e.getClientRects()[0].toJSON()
        }""")
        visit.page.mouse.move(box["x"] + 40, box["y"] + box["height"] / 2)
        number.click()
        visit.card.wait_for()
        assert visit.page.url.endswith("db.html#DB.3.4")
        assert_same(visit.forms(), expected(edition, "DB.3.4"), site)


def test_the_card_of_a_paragraph(browser: Browser, site: Path, edition: Edition) -> None:
    """The quiet button by a paragraph shows when the paragraph is pointed at, and opens it."""
    with Reading(browser, site / "hl.html") as visit:
        button = visit.page.get_by_role("button", name="Cite HL 4", exact=True)
        seen = "e => getComputedStyle(e).opacity"
        assert button.evaluate(seen) == "0"
        visit.page.locator("#HL\\.4").hover()
        assert button.evaluate(seen) == "1"
        button.click()
        visit.card.wait_for()
        assert_same(visit.forms(), expected(edition, "HL.4"), site)


def test_the_card_of_a_selection(browser: Browser, site: Path, edition: Edition) -> None:
    """Selected sentences are cited as a range, and stay marked while the card is open."""
    with Reading(browser, site / "hl.html") as visit:
        for key in ("HL.4.1-3", "HL.5.1-6.2", "HL.4.2"):
            covered = [p.passage_id for p in edition.locate(key)[1]]
            select(visit.page, covered[0], covered[-1])
            label = cite(edition, key).split(", ")[3]
            visit.page.get_by_role("button", name=f"Cite {label}", exact=True).click()
            visit.card.wait_for()
            marked = visit.page.locator(".is-cited").evaluate_all("all => all.map(e => e.id)")
            assert marked == covered
            assert_same(visit.forms(), expected(edition, key), site)
            visit.page.keyboard.press("Escape")


def test_a_sentence_that_is_only_touched_is_not_cited(browser: Browser, site: Path) -> None:
    """A selection that ends where the next sentence begins does not reach into it."""
    with Reading(browser, site / "hl.html") as visit:
        visit.page.evaluate("""() => {
            const [a, b] = ['HL.4.1', 'HL.4.3'].map(id => document.getElementById(id))
            getSelection().setBaseAndExtent(a, 0, b, 0)
        }""")
        visit.page.get_by_role("button", name="Cite HL 4.1–2", exact=True).wait_for()


def test_the_card_of_a_note(browser: Browser, site: Path, edition: Edition) -> None:
    """An open note has a button of its own."""
    with Reading(browser, site / "db.html", "N0310") as visit:
        visit.page.locator("#N0310").hover()
        visit.page.locator("#N0310 .ed-cite").click()
        visit.card.wait_for()
        assert visit.card.get_by_role("heading").first.text_content() == (
            "Cite note 46 to DB 3.4 [N0310]")
        assert_same(visit.forms(), expected(edition, "N0310"), site)


def test_the_card_of_a_coded_row(browser: Browser, site: Path, edition: Edition) -> None:
    """A row under a paragraph has a button when it is reached."""
    with Reading(browser, site / "db.html") as visit:
        visit.page.locator("#DB\\.16 .ed-data > summary").click()
        visit.page.locator("#C014").hover()
        visit.page.locator("#C014 .ed-cite").click()
        visit.card.wait_for()
        assert_same(visit.forms(), expected(edition, "C014"), site)


def test_the_card_of_a_figure(browser: Browser, site: Path, edition: Edition) -> None:
    """A chart is cited from its caption."""
    with Reading(browser, site / "forces.html") as visit:
        figure = visit.page.locator("figure#forces-strengths")
        number = figure.locator(".caption-number").inner_text().strip()
        figure.get_by_role("button", name=f"Cite {number}", exact=True).click()
        visit.card.wait_for()
        assert_same(visit.forms(), expected(edition, "forces-strengths"), site)
        assert (visit.errors, visit.outside) == ([], [])


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", ["index", "introduction", "persons", "db"])
def test_the_card_of_the_whole(browser: Browser, site: Path, edition: Edition, name: str,
                               size: dict) -> None:
    """The button at the foot of every page cites the edition, and quotes nothing of it."""
    printed = expected(edition, "two-accounts")
    with Reading(browser, site / f"{name}.html", viewport=size) as visit:
        visit.page.get_by_role("button", name="Cite this edition", exact=True).click()
        visit.card.wait_for()
        assert visit.card.get_by_role("heading").first.text_content() == "Cite the whole edition"
        assert visit.card.get_by_role("tab", name="Words").count() == 0
        shown = visit.forms(WORDS.keys() - {"quotation"})
        assert_same({**shown, "quotation": printed["quotation"]}, printed, site)
        assert violations(visit.page, "dialog") == []
        assert (visit.errors, visit.outside) == ([], [])


def test_the_key_cites_the_whole_where_nothing_else_is_meant(browser: Browser,
                                                             site: Path) -> None:
    """On a page without passages and figures c opens the card of the edition."""
    for name in ("introduction.html", "parallels.html"):
        with Reading(browser, site / name) as visit:
            visit.page.keyboard.press("c")
            visit.card.get_by_role("heading", name="Cite the whole edition").wait_for()
            visit.page.keyboard.press("Escape")
            assert not visit.card.is_visible()


@pytest.mark.parametrize("key", ["AA.1.1", "AA.1-2"])
def test_the_card_with_an_address(browser: Browser, tiny: Callable[..., Path], key: str) -> None:
    """With an address and a DOI the card has them, as the command has."""
    root = tiny()
    change(root, "data/edition.yml", "address:", f"address: {ADDRESS}/")
    change(root, "data/edition.yml", "doi:", "doi: 10.5555/two")
    site = Book(root, TINY_PAGES).out
    with Reading(browser, site / "aa.html", key) as visit:
        visit.page.keyboard.press("c")
        visit.card.wait_for()
        shown = visit.forms()
    assert_same(shown, expected(open_edition(root), key), site)
    assert shown["link"].startswith(ADDRESS)


def test_without_the_base_texts_no_words_are_quoted(browser: Browser,
                                                    tiny: Callable[..., Path]) -> None:
    """A book without the texts offers no quotation of a passage."""
    site = Book(tiny(), TINY_PAGES, edition_base_texts=False).out
    with Reading(browser, site / "aa.html", "AA.1.1") as visit:
        visit.page.keyboard.press("c")
        visit.card.wait_for()
        tabs = visit.card.get_by_role("tab").all_text_contents()
    assert tabs == ["Link", "Prose", "BibTeX", "RIS", "CSL-JSON"]


# --- keys, focus, copying --------------------------------------------------------------------


def test_the_card_by_keyboard_alone(browser: Browser, site: Path) -> None:
    """Tab reaches the button, Enter opens, arrows turn the tabs, Escape gives the focus back."""
    with Reading(browser, site / "hl.html") as visit:
        page = visit.page
        page.locator("#HL\\.2 .ed-mark").focus()
        page.keyboard.press("Tab")
        focused = "document.activeElement.getAttribute('aria-label')"
        assert page.evaluate(focused) == "Cite HL 2"
        page.keyboard.press("Enter")
        visit.card.wait_for()
        assert visit.card.get_attribute("aria-labelledby") == "cite-title"
        chosen = "document.activeElement.textContent + document.activeElement.ariaSelected"
        seen = []
        for key in ("ArrowRight", "End", "ArrowRight", "ArrowLeft", "Home"):
            page.keyboard.press(key)
            seen.append(page.evaluate(chosen))
        assert seen == ["Prosetrue", "Wordstrue", "Linktrue", "Wordstrue", "Linktrue"]
        assert len([p for p in visit.card.get_by_role("tabpanel").all() if p.is_visible()]) == 1
        page.keyboard.press("Escape")
        assert not visit.card.is_visible()
        assert page.evaluate(focused) == "Cite HL 2"
        page.locator(".is-cited").wait_for(state="detached")


def test_the_key_is_left_to_fields(browser: Browser, site: Path) -> None:
    """A c that is typed, or pressed with a modifier, opens nothing."""
    with Reading(browser, site / "hl.html", "HL.2.1") as visit:
        visit.page.keyboard.press("Control+c")
        visit.page.evaluate("document.body.append(document.createElement('input'))")
        visit.page.locator("body > input").press("c")
        assert visit.page.locator("dialog").count() == 0


@pytest.mark.parametrize("form", ["chicago", "bibtex", "quotation"])
def test_copying(browser: Browser, site: Path, edition: Edition, form: str) -> None:
    """Copy puts the shown words on the clipboard, says so, and keeps italics where pasted rich."""
    with Reading(browser, site / "hl.html", "HL.5.1-6.2",
                 permissions=["clipboard-read", "clipboard-write"]) as visit:
        visit.page.keyboard.press("c")
        visit.card.get_by_role("tab", name=WORDS[form]).click()
        block = visit.card.locator(".cite-block", has=visit.page.locator(f"[data-form={form}]"))
        block.get_by_role("button").click()
        visit.card.get_by_text("Copied.").wait_for()
        pasted = visit.page.evaluate("navigator.clipboard.readText()")
        assert pasted == cite(edition, "HL.5.1-6.2", form, DAY)
        types = visit.page.evaluate("navigator.clipboard.read().then(i => i[0].types)")
        assert ("text/html" in types) == (form == "chicago")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW, {"width": 320, "height": 640}],
                         ids=["wide", "narrow", "least"])
def test_the_open_card_is_accessible(browser: Browser, site: Path, size: dict,
                                     scheme: str) -> None:
    """With the card open, at each tab, axe finds nothing and nothing scrolls sideways."""
    with Reading(browser, site / "hl.html", "HL.4.1", viewport=size,
                 color_scheme=scheme) as visit:
        visit.page.keyboard.press("c")
        visit.card.wait_for()
        for context in (None, *["dialog"] * 5):  # the whole page once, then the card
            assert violations(visit.page, context) == []
            box = visit.card.bounding_box()
            assert box is not None
            assert box["x"] >= 0 and box["x"] + box["width"] <= size["width"]
            assert box["y"] >= 0 and box["y"] + box["height"] <= size["height"] + 1
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
            visit.page.keyboard.press("ArrowRight")
        assert visit.errors == []


def test_on_touch_the_button_is_there(browser: Browser, site: Path) -> None:
    """Without a pointer that hovers, each paragraph shows its button."""
    with Reading(browser, site / "hl.html", viewport=NARROW, has_touch=True,
                 is_mobile=True) as visit:
        button = visit.page.get_by_role("button", name="Cite HL 2", exact=True)
        assert button.evaluate("e => getComputedStyle(e).opacity") == "1"
        button.tap()
        visit.card.wait_for()


# --- addresses -------------------------------------------------------------------------------


def test_a_range_in_the_address_is_marked(browser: Browser, site: Path) -> None:
    """The sentences of a range are marked and in view; an id of one passage is not."""
    with Reading(browser, site / "db.html", "DB.12.13-13.2") as visit:
        marked = visit.page.locator(".is-cited").evaluate_all("all => all.map(e => e.id)")
        assert marked == [*(f"DB.12.{n}" for n in range(13, 19)), "DB.13.1", "DB.13.2"]
        assert visit.page.locator("#DB\\.12\\.13").evaluate(
            "e => e.getBoundingClientRect().top < innerHeight")


@pytest.mark.parametrize("name", ["hl.html", "forces.html", "persons.html"])
def test_an_unknown_anchor_is_told(browser: Browser, site: Path, name: str) -> None:
    """A page that is open says that it has no such id, and leads to the page that finds."""
    with Reading(browser, site / name) as visit:
        visit.page.evaluate("location.hash = 'DB.99'")
        told = visit.page.get_by_role("alert")
        assert told.inner_text() == "There is no “DB.99” on this page. Find what is nearest."
        told.get_by_role("link").click()
        visit.page.wait_for_url("**/find.html#DB.99")
        assert "DB.99" in visit.page.locator(".found-said").inner_text()


@pytest.mark.parametrize(("name", "anchor"), [("forces.html", "DB.99"), ("hl.html", "hoxha")])
def test_a_page_opened_at_an_unknown_anchor_tells(browser: Browser, site: Path, name: str,
                                                  anchor: str) -> None:
    """What stands on no text page, or is no id of what stands there, is told at once."""
    with Reading(browser, site / name, anchor) as visit:
        assert visit.page.get_by_role("alert").inner_text().startswith(f"There is no “{anchor}”")


@pytest.mark.parametrize(("anchor", "end"), [
    ("DB.99", "find.html#DB.99"), ("N9999", "find.html#N9999"), ("HL.1-9", "hl.html#HL.1-9"),
    ("HL.9-10", "find.html#HL.9-10"), ("DB.12.5", "db.html#DB.12.5"), ("N0310", "db.html#N0310"),
    ("K301", "db.html#K301"), ("DB.12.13-13.2", "db.html#DB.12.13-13.2"),
])
def test_a_text_opened_at_what_it_does_not_have(browser: Browser, site: Path, anchor: str,
                                                end: str) -> None:
    """The page that finds leads to the text that has it, or says that none does."""
    with Reading(browser, site / "hl.html", anchor) as visit:
        visit.page.wait_for_url(f"**/{end}")
        if end.startswith("find"):
            assert f"“{anchor}”" in visit.page.locator(".found-said").inner_text()
        assert (visit.errors, visit.outside) == ([], [])


def test_pages_of_a_long_text_lead_to_each_other(browser: Browser,
                                                 tiny: Callable[..., Path]) -> None:
    """A passage, a range, a note and a row are found on the page of the text that sets them."""
    run = "# {0}\n\n```{{edition-text}} AA\n:paragraphs: {1}\n```\n"
    site = Book(tiny(), {"aa": run.format("Part 1", 1), "more": run.format("Part 2", 2),
                         "back": BACK, "rest": REST}).out
    for anchor in ("AA.2.2", "AA.2.1-2", "C103"):
        with Reading(browser, site / "aa.html", anchor) as visit:
            visit.page.wait_for_url(f"**/more.html#{anchor}")
            assert visit.page.locator(".cite-missing").count() == 0
    for anchor, end in (("BB.1.1", "find.html"), ("AA.1.1", "aa.html"), ("N0001", "aa.html")):
        with Reading(browser, site / "more.html", anchor) as visit:
            visit.page.wait_for_url(f"**/{end}#{anchor}")
            assert visit.errors == []


def test_a_choice_in_the_address_is_no_anchor(browser: Browser, site: Path) -> None:
    """What a page keeps of its filters behind the # is not taken for an id."""
    for name, choice in (("chronology.html", "kind=battle"), ("parallels.html", "show=both")):
        with Reading(browser, site / name, choice) as visit:
            assert visit.page.get_by_role("alert").count() == 0


def test_a_known_anchor_is_not_told(browser: Browser, site: Path) -> None:
    """Going on to an anchor that exists takes the word back."""
    with Reading(browser, site / "db.html") as visit:
        visit.page.evaluate("location.hash = 'DB.99'")
        visit.page.locator(".cite-missing").wait_for()
        visit.page.evaluate("location.hash = 'DB.12.5'")
        visit.page.locator(".cite-missing").wait_for(state="detached")


@pytest.mark.parametrize(("asked", "target"), [
    ("DB.12.5", "db.html#DB.12.5"), ("HL 4.1", "hl.html#HL.4.1"), ("HL.4", "hl.html#HL.4"),
    ("HL.4.1-3", "hl.html#HL.4.1-3"), ("HL 5.1–6.2", "hl.html#HL.5.1-6.2"),
    ("N5101", "hl.html#N5101"), ("enver-hoxha", "persons.html#enver-hoxha"),
    ("forces-strengths", "forces.html#forces-strengths"),
])
def test_what_is_found(browser: Browser, site: Path, asked: str, target: str) -> None:
    """An id, in either way of writing a passage, is gone to at once."""
    with Reading(browser, site / "find.html", asked) as visit:
        visit.page.wait_for_url(f"**/{target}")
        assert (visit.errors, visit.outside) == ([], [])


OFFERS = [  # asked, first offer, where it leads, why not
    ("DB12.5", "DB 12.5", "db.html#DB.12.5", ""),
    ("db.12.5", "DB 12.5", "db.html#DB.12.5", ""),
    ("db 12,5", "DB 12.5", "db.html#DB.12.5", ""),
    ("db.12.5-7", "DB 12.5–7", "db.html#DB.12.5-7", ""),
    ("DB.12.5-", "DB 12.5", "db.html#DB.12.5", ""),
    ("HL.8", "HL 7", "hl.html#HL.7", "The short account (HL) has 7 paragraphs."),
    ("DB.99", "DB 17", "db.html#DB.17", "The long account (DB) has 17 paragraphs."),
    ("DB.0", "DB 1", "db.html#DB.1", "The long account (DB) has 17 paragraphs."),
    ("DB.12.99", "DB 12.18", "db.html#DB.12.18", "DB 12 has 18 sentences."),
    ("DB.12.5-99", "DB 12.5", "db.html#DB.12.5", "DB 12 has 18 sentences."),
    ("DB.12.7-5", "DB 12.7", "db.html#DB.12.7", "The range ends before it begins."),
    ("3.4", "DB 3.4", "db.html#DB.3.4",
     "The texts are DB (the long account) and HL (the short account)."),
    ("XX.2.1", "DB 2.1", "db.html#DB.2.1",
     "The texts are DB (the long account) and HL (the short account)."),
    ("N031", "note 46 to DB (note N0310)", "db.html#N0310", ""),
    ("hoxha", "Enver Hoxha (person enver-hoxha)", "persons.html#enver-hoxha", ""),
    ("Gjirokaster", "Gjirokastër (place gjirokaster)", "places.html#gjirokaster", ""),
]


def test_what_is_offered(browser: Browser, site: Path) -> None:
    """What is no id is said not to be one, with the reason and the nearest that is."""
    with Reading(browser, site / "find.html") as visit:
        for asked, offered, target, reason in OFFERS:
            visit.page.get_by_label("A passage such as").fill(asked)
            visit.page.get_by_role("button", name="Find").click()
            said = visit.page.locator(".found-said").inner_text()
            assert said == f"“{asked}” is not an id of this edition. {reason}".strip()
            links = visit.page.locator(".found-offers a")
            offers = dict(zip(links.all_inner_texts(), links.evaluate_all(
                "all => all.map(a => a.getAttribute('href'))"), strict=True))
            assert offers[offered] == target, asked
            assert len(offers) <= 6
        assert (visit.errors, visit.outside) == ([], [])


def test_the_form_works_without_its_script_catching_it(browser: Browser, site: Path) -> None:
    """What a form sends in the address is found as well."""
    with Reading(browser, site / "find.html") as visit:
        visit.page.goto(f"{(site / 'find.html').as_uri()}?id=HL+4.1")
        visit.page.wait_for_url("**/hl.html#HL.4.1")


def test_what_was_withdrawn_is_said(browser: Browser, site: Path) -> None:
    """An id of a release that is gone is named as such."""
    with Reading(browser, site / "find.html") as visit:
        visit.page.evaluate("window.editionFind.withdrawn['N0001x'] = '1'")
        visit.page.get_by_label("A passage such as").fill("N0001x")
        visit.page.get_by_role("button", name="Find").click()
        assert visit.page.locator(".found-said").inner_text().startswith(
            "“N0001x” was an id of release 1 and has been withdrawn since.")


def test_nonsense_is_answered(browser: Browser, site: Path) -> None:
    """Whatever stands in the address, the page answers and shows it as plain words."""
    with Reading(browser, site / "find.html") as visit:
        for asked in ("%E0%A4%A", "<img src=x onerror=alert(1)>", "constructor", "__proto__.1"):
            visit.page.evaluate("asked => { location.hash = asked }", asked)
            visit.page.wait_for_function("document.querySelector('.found-said')")
            assert visit.page.locator(".found-said").inner_text().startswith("“")
            assert visit.page.locator("#found img").count() == 0
        assert visit.errors == []


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_offers_are_accessible(browser: Browser, site: Path, size: dict) -> None:
    """With offers listed axe finds nothing, in both themes."""
    for scheme in ("light", "dark"):
        with Reading(browser, site / "find.html", "DB.12.99", viewport=size,
                     color_scheme=scheme) as visit:
            visit.page.locator(".found-offers").wait_for()
            assert violations(visit.page) == []


def test_a_short_link_from_disk(browser: Browser, site: Path) -> None:
    """The folder of an id leads to it, without scripts too."""
    for scripts in (True, False):
        with Visit(browser, site / "HL.4.1/index.html", java_script_enabled=scripts) as visit:
            visit.page.wait_for_url("**/hl.html#HL.4.1")
            assert visit.page.locator("#HL\\.4\\.1").is_visible()
            assert visit.errors == []


def test_without_scripts_numbers_are_links(browser: Browser, site: Path) -> None:
    """Each paragraph and sentence number leads to itself; no button is shown."""
    with Visit(browser, site / "hl.html", java_script_enabled=False) as visit:
        visit.page.locator("#HL\\.4\\.1 > .ed-num").click()
        assert visit.page.url.endswith("#HL.4.1")
        assert visit.page.locator(".ed-cite").count() == 0
        assert "How to cite" in visit.page.locator("footer").inner_text()


# --- a server --------------------------------------------------------------------------------


@pytest.fixture
def served(site: Path, tmp_path: Path) -> Iterator[str]:
    """The site served below a folder, as project pages are; its address."""
    (tmp_path / "some").mkdir()
    (tmp_path / "some" / "where").symlink_to(site)
    (tmp_path / "404.html").symlink_to(site / "404.html")
    handler = partial(SiteHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/some/where"
        server.shutdown()


@pytest.mark.parametrize(("lost", "end"), [
    ("DB.99", "find.html#DB.99"), ("DB.99/", "find.html#DB.99"),
    ("a/b/DB.12.99/index.html", "find.html#DB.12.99"), ("HL.4.1-3", "hl.html#HL.4.1-3"),
    ("old.html#HL.4.1", "hl.html#HL.4.1"), ("db%2012.99", "find.html#db%2012.99"),
])
def test_a_missing_address_is_handed_over(browser: Browser, served: str, lost: str,
                                          end: str) -> None:
    """At any depth and wherever the site lies, the page for missing addresses finds further."""
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{served}/{lost}")
    page.wait_for_url(f"{served}/{end}")
    assert errors == []
    page.close()


# --- weight ----------------------------------------------------------------------------------


def test_the_weight_of_citing(site: Path) -> None:
    """Script and style add less than 9 kB to a text page, compressed; the data come later."""
    added = sum(len(gzip.compress((site / "_static" / name).read_bytes()))
                for name in ("cite.js", "cite.css"))
    assert added < 9_000
