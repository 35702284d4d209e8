"""Cards, layers and the ways from words to data in a real browser, from disk."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

import test_browser
from edition import Edition
from edition.cards import Card, name_card, note_cards, row_cards
from test_browser import NARROW, WIDE, Visit, names, violations

browser = test_browser.browser

PHONE = {"viewport": NARROW, "has_touch": True, "is_mobile": True}
LAYERS = ["Notes", "Names", "Figures", "Dates", "Sentence numbers"]


def card(page: Page) -> Locator:
    """The card, whether it shows or not."""
    return page.locator(".ed-card")


def said(shown: Locator) -> list[tuple[str, str]]:
    """The labelled lines of the first part of a card."""
    return [tuple(pair) for pair in shown.locator("section").first.evaluate(
        "s => [...s.querySelectorAll('dt')].map(t => [t.textContent,"
        " t.nextElementSibling.textContent])")]


def labelled(made: Card) -> list[tuple[str, str]]:
    """The same lines as they are made."""
    return [line for line in made.lines if line[0]]


def word(page: Page, key: str, within: str = "") -> Locator:
    """The first words that lead to a row, a name or a note."""
    return page.locator(f"{within} .ed-line a[href$='#{key}']:not(.ed-sign)").first


# --- what cards say, and where they lead --------------------------------------------------------


def test_cards_say_what_the_model_holds(browser: Browser, site: Path, edition: Edition) -> None:
    """A name, a figure, a date and a note number each show their card when pointed at."""
    rows, notes = row_cards(edition), note_cards(edition)
    cases = {
        "vasil-laci": name_card(edition, edition.entities["vasil-laci"]),
        "C003": rows["C003"], "D0305": rows["D0305"], "N0311": notes["N0311"],
    }
    with Visit(browser, site / "db.html", viewport=WIDE) as visit:
        for key, made in cases.items():
            trigger = word(visit.page, key)
            trigger.hover()
            expect(card(visit.page)).to_be_visible()
            expect(card(visit.page).locator("p").first).to_contain_text(made.title)
            assert said(card(visit.page)) == labelled(made)
            assert trigger.get_attribute("aria-describedby") == "ed-card"
            visit.page.keyboard.press("Escape")
            expect(card(visit.page)).to_be_hidden()
        body = edition.plain(edition.notes["N0311"])
        word(visit.page, "N0311").hover()
        expect(card(visit.page)).to_contain_text(body[:40])
        visit.page.locator("#DB\\.12\\.3 > .ed-sign").hover()
        expect(card(visit.page).locator("li")).to_have_count(3)
        assert (visit.errors, visit.outside) == ([], [])


def test_a_card_has_what_overlaps(browser: Browser, site: Path) -> None:
    """Words that are a figure and a date show both."""
    with Visit(browser, site / "db.html", viewport=WIDE) as visit:
        word(visit.page, "C204").hover()
        expect(card(visit.page).locator("section")).to_have_count(2)
        expect(card(visit.page)).to_contain_text("D0903")


def test_a_card_can_be_pointed_at_stays_and_goes(browser: Browser, site: Path) -> None:
    """It is hoverable, persistent and dismissable, as WCAG 1.4.13 has it."""
    with Visit(browser, site / "hl.html", viewport=WIDE) as visit:
        page = visit.page
        page.locator("#HL\\.1 .ed-name").first.hover()
        expect(card(page)).to_be_visible()
        box = card(page).bounding_box()
        assert box
        page.mouse.move(box["x"] + 30, box["y"] + 20)
        page.wait_for_timeout(700)
        expect(card(page)).to_be_visible()
        page.keyboard.press("Escape")
        expect(card(page)).to_be_hidden()
        page.locator("#HL\\.2 .ed-name").first.hover()
        expect(card(page)).to_be_visible()
        page.mouse.move(5, 5)
        expect(card(page)).to_be_hidden()


def test_cards_by_keyboard_alone(browser: Browser, site: Path) -> None:
    """Walking with the tab key shows a card at each stop and never holds the focus."""
    with Visit(browser, site / "hl.html", viewport=WIDE) as visit:
        page = visit.page
        page.locator("#HL\\.1 > .ed-line > .ed-mark").focus()
        seen, stops = 0, []
        for _ in range(16):
            page.keyboard.press("Tab")
            stop = page.evaluate("document.activeElement.outerHTML")
            stops.append(page.evaluate(
                "[...document.querySelectorAll('*')].indexOf(document.activeElement)"))
            if re.match(r'<a class="ed-(name|to)', stop) or "doc-noteref" in stop:
                expect(card(page)).to_be_visible()
                seen += 1
        assert seen >= 4
        assert stops == sorted(set(stops))
        page.locator("#HL\\.1 .ed-name").first.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        expect(card(page)).to_be_visible()
        page.keyboard.press("Escape")
        expect(card(page)).to_be_hidden()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"(persons|places|organisations|events)\.html#"))
        assert visit.errors == []


def test_words_lead_to_their_places_and_back(browser: Browser, site: Path) -> None:
    """A name to its index entry, a date to the chronology, a figure to its row, and back."""
    with Visit(browser, site / "db.html", viewport=WIDE) as visit:
        page = visit.page
        for key, address in {"vasil-laci": "persons.html#vasil-laci",
                             "D0305": "chronology.html#D0305"}.items():
            word(page, key).click()
            page.wait_for_url(f"**/{address}")
            expect(page.locator(f"[id='{key}']")).to_be_in_viewport()
            page.go_back()
            page.wait_for_url("**/db.html")
            expect(word(page, key)).to_be_in_viewport()
            expect(card(page)).to_be_hidden()
        word(page, "C003").click()
        expect(page.locator("#C003")).to_be_in_viewport()
        word(page, "N0311").click()
        expect(page.locator("#N0311")).to_have_class(re.compile("is-open"))
        assert visit.errors == []


def test_from_a_mark_to_the_passage_the_figure_and_the_chart(browser: Browser, site: Path) -> None:
    """The whole way round, and back step by step."""
    with Visit(browser, site / "forces.html", viewport=WIDE) as visit:
        page = visit.page
        page.locator("a.ed-mark-link[aria-label*='DB 3.4']").first.click()
        page.wait_for_url("**/db.html#DB.3.4")
        expect(page.locator("#DB\\.3\\.4")).to_be_in_viewport()
        tint = page.locator("#DB\\.3\\.4").evaluate("e => getComputedStyle(e).backgroundColor")
        assert tint != "rgba(0, 0, 0, 0)"
        word(page, "C003").click()
        page.wait_for_url("**/db.html#C003")
        page.locator("#C003 a[href*='forces-strengths']").click()
        page.wait_for_url("**/forces.html#forces-strengths-C003")
        for address in ("db.html#C003", "db.html#DB.3.4", "forces.html"):
            page.go_back()
            page.wait_for_url(f"**/{address}")
        assert visit.errors == []


# --- touch --------------------------------------------------------------------------------------


def test_on_touch_the_first_tap_shows_and_the_second_follows(browser: Browser, site: Path) -> None:
    """So does the foot of the card; a tap elsewhere takes it away."""
    with Visit(browser, site / "hl.html", **PHONE) as visit:
        page = visit.page
        name = page.locator("#HL\\.1 .ed-name").first
        name.tap()
        expect(card(page)).to_be_visible()
        assert page.url.endswith("hl.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
        page.locator("h1").tap()
        expect(card(page)).to_be_hidden()
        name.tap()
        expect(card(page)).to_be_visible()
        name.tap()
        page.wait_for_url(re.compile("#"))
        page.go_back()
        page.locator("#HL\\.1 .ed-name").first.tap()
        card(page).locator(".ed-card-on").tap()
        page.wait_for_url(re.compile("#"))
        assert visit.errors == []


def test_on_touch_a_note_unfolds_in_the_text(browser: Browser, site: Path) -> None:
    """A tap on its number opens the note under its line, without a card between."""
    with Visit(browser, site / "hl.html", **PHONE) as visit:
        page = visit.page
        number = page.locator(".ed-ref a").first
        number.tap()
        note = page.locator(f"[id='{number.evaluate('a => a.hash.slice(1)')}']")
        expect(note).to_be_visible()
        assert note.evaluate("n => Boolean(n.closest('.ed-line'))")
        expect(card(page)).to_be_hidden()
        number.tap()
        expect(note).to_be_hidden()


# --- layers -------------------------------------------------------------------------------------


def test_each_layer_is_switched_and_remembered(browser: Browser, site: Path) -> None:
    """A layer that is off leaves no mark and shows no card, also on the other text."""
    line = "e => [getComputedStyle(e).borderBottomColor, getComputedStyle(e).textDecorationLine]"
    with Visit(browser, site / "hl.html", viewport=WIDE) as visit:
        page = visit.page
        switches = page.get_by_role("group", name="Show").get_by_role("button")
        assert switches.all_text_contents() == LAYERS
        pressed = [b.get_attribute("aria-pressed") for b in switches.all()]
        assert pressed == ["true", "true", "true", "true", "false"]
        marks = {"Names": ".ed-line .ed-name", "Figures": ".ed-claim", "Dates": ".ed-date"}
        before = {layer: page.locator(css).first.evaluate(line) for layer, css in marks.items()}
        for layer in LAYERS:
            page.get_by_role("button", name=layer, exact=True).click()
        page.mouse.move(5, 5)
        for layer, css in marks.items():
            assert page.locator(css).first.evaluate(line) != before[layer], layer
        expect(page.locator(".ed-ref").first).to_be_hidden()
        expect(page.locator(".ed-num").first).to_be_visible()
        page.locator(".ed-line .ed-name").first.hover()
        page.wait_for_timeout(500)
        expect(card(page)).to_be_hidden()
        page.goto((site / "db.html").as_uri())
        pressed = [b.get_attribute("aria-pressed") for b in switches.all()]
        assert pressed == ["false", "false", "false", "false", "true"]
        assert visit.errors == []


# --- accessibility, print, no scripts ---------------------------------------------------------


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light"),
                                              (NARROW, "dark")])
def test_cards_and_open_notes_are_accessible(browser: Browser, site: Path, size: dict,
                                             scheme: str) -> None:
    """With each kind of card open, and with a note open, axe finds nothing."""
    with Visit(browser, site / "hl.html", viewport=size, color_scheme=scheme) as visit:
        for css in (".ed-name", ".ed-claim .ed-to", ".ed-ref a", ".ed-sign"):
            trigger = visit.page.locator(f".ed-line {css}").first
            trigger.hover()
            expect(card(visit.page)).to_be_visible()
            within = {"include": [[".ed-card"], ["#HL\\.1"]]}
            assert violations(visit.page, within) == [], css
            visit.page.keyboard.press("Escape")
        visit.page.locator(".ed-ref a").first.click()
        assert violations(visit.page) == []


def test_print_has_the_text_and_its_notes_alone(browser: Browser, site: Path) -> None:
    """Cards, switches and the head of the page stay behind; every note is there in full."""
    with Visit(browser, site / "hl.html", viewport=WIDE) as visit:
        page = visit.page
        page.locator(".ed-line .ed-name").first.hover()
        expect(card(page)).to_be_visible()
        page.emulate_media(media="print")
        for css in (".ed-card", ".masthead", ".ed-layers", ".ed-jump", ".ed-cite", ".turn"):
            expect(page.locator(css).first).to_be_hidden()
        assert all(note.is_visible() for note in page.locator(".ed-note").all())
        cut = page.locator(".ed-note p").evaluate_all(
            "all => all.filter(p => p.scrollHeight > p.clientHeight + 2).length")
        assert cut == 0


def test_without_scripts_words_are_links(browser: Browser, site: Path, edition: Edition) -> None:
    """Every figure and date of a text is marked, and leads to a row that is there."""
    with Visit(browser, site / "db.html", viewport=WIDE, java_script_enabled=False) as visit:
        page = visit.page
        marked = set(page.locator("[data-rows]").evaluate_all(
            "all => all.map(e => e.dataset.rows)"))
        own = {key for table in (edition.claims, edition.dates) for key, row in table.items()
               if row.first.text_id == "DB"}
        assert own <= marked
        word(page, "C003").click()
        assert page.url.endswith("db.html#C003")
        expect(card(page)).to_have_count(0)


# --- the first page, and every page on the smallest phone --------------------------------------


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_first_screen(browser: Browser, site: Path, edition: Edition, size: dict) -> None:
    """It says what this is and has four doors; with room, also the passage, note and figure."""
    with Visit(browser, site / "index.html", viewport=size) as visit:
        page = visit.page
        expect(page.locator("h1")).to_be_in_viewport(ratio=1)
        doors = page.locator("main dt a")
        assert doors.all_text_contents() == ["Read", "See the charts", "Download", "Cite"]
        for door in doors.all():
            expect(door).to_be_in_viewport(ratio=1)
        taste = page.locator(".ed-excerpt .ed-line")
        expect(taste).to_be_in_viewport(ratio=1 if size is WIDE else 0.1)
        if size is WIDE:
            expect(page.locator(".ed-excerpt-note")).to_be_in_viewport(ratio=1)
            expect(page.locator(".ed-elsewhere svg")).to_be_in_viewport(ratio=1)
        words = taste.evaluate("""line => { const copy = line.cloneNode(true)
            copy.querySelectorAll('.ed-ref').forEach(e => e.remove()); return copy.textContent }""")
        assert words == edition.passages["DB.3.5"].words
        page.locator(".ed-elsewhere a.ed-mark-link[aria-label*='DB 3.5']").first.click()
        page.wait_for_url(re.compile(r"db\.html#DB\."))
        assert (visit.errors, visit.outside) == ([], [])


def test_no_page_scrolls_sideways_on_the_smallest_phone(browser: Browser, site: Path) -> None:
    """At 320 pixels every page fits, and works offline."""
    wide = []
    with Visit(browser, site / "index.html", viewport={"width": 320, "height": 640}) as visit:
        visit.context.set_offline(True)
        for name in names(site):
            visit.page.goto((site / name).as_uri())
            if visit.page.evaluate("document.documentElement.scrollWidth > 320"):
                wide.append(name)
        assert (wide, visit.errors, visit.outside) == ([], [], [])
