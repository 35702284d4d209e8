"""The site in a real browser: scripts, requests, accessibility, the words of the texts."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from edition.edition import Edition
from edition.sphinxext.html import NOT_WORDS

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--no-first-run"]
# axe would fetch the style sheets once more, which a page opened from disk may not
_AXE = {"preload": False, "resultTypes": ["violations"]}
_COLOURS = {"runOnly": {"type": "tag", "values": ["cat.color"]},
            "rules": {"color-contrast-enhanced": {"enabled": False}}}  # of another level
# it reads the few colours of a page thousands of times; so each is parsed once
_KNOW_COLOURS = """() => {
    const {prototype} = axe.commons.color.Color, parse = prototype.parseString, known = new Map()
    prototype.parseString = function (words) {
        if (known.has(words)) return Object.assign(this, known.get(words))
        parse.call(this, words)
        const {red, green, blue, alpha} = this
        known.set(words, {red, green, blue, alpha})
        return this
    }
}"""
# what is seen where: nothing of this may depend on the scheme
_SHAPE = """() => [...document.querySelectorAll('*')].map(element => {
    const {x, y, width, height} = element.getBoundingClientRect()
    return [element.checkVisibility({visibilityProperty: true}), x, y, width, height].join()
}).join('\\n')"""
WIDE, NARROW = {"width": 1400, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium; without one these tests are skipped, but never in CI."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have Chromium; .ci/run installs it")
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


class Visit:
    """A page opened from disk, with what went wrong on it."""

    def __init__(self, browser: Browser, path: Path, anchor: str = "", **context: Any) -> None:
        self.context = browser.new_context(**context)
        self.page: Page = self.context.new_page()
        self.errors: list[str] = []
        self.outside: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        self.page.on("request", self._request)
        self.page.goto(f"{path.as_uri()}#{anchor}" if anchor else path.as_uri())

    def _request(self, request: Any) -> None:
        if not request.url.startswith(("file:", "data:", "blob:")):
            self.outside.append(request.url)

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


def names(site: Path) -> list[str]:
    """Every page of the site; the short links in folders below lead to these at once."""
    return sorted(page.name for page in site.glob("*.html"))


def violations(page: Page, context: Any = None, **options: Any) -> list[tuple[str, list[str]]]:
    """What axe finds amiss on a page or in a part of it: the rule, and the first elements."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
        page.evaluate(_KNOW_COLOURS)
    run = "([context, options]) => axe.run(context ?? document, options)"
    found = page.evaluate(run, [context, {**_AXE, **options}])["violations"]
    return [(v["id"], [node["html"][:120] for node in v["nodes"][:3]]) for v in found]


@pytest.mark.parametrize(("size", "schemes"), [(WIDE, ("light", "dark")),
                                               (NARROW, ("dark", "light"))],
                         ids=["wide", "narrow"])
def test_pages_are_sound(browser: Browser, site: Path, size: dict,
                         schemes: tuple[Literal["light", "dark"], ...]) -> None:
    """No page has a script error, an outside request, sideways scrolling or an axe violation.

    A page is opened in one scheme and then seen in the other, where all has its place and size
    as before, so that no rule but those about colours could find anything else.
    """
    first, second = schemes
    problems: list[tuple[str, object]] = []
    for name in names(site):
        with Visit(browser, site / name, viewport=size, color_scheme=first) as visit:
            found: list[object] = [*violations(visit.page)]
            shape = visit.page.evaluate(_SHAPE)
            visit.page.emulate_media(color_scheme=second)
            found += violations(visit.page, **_COLOURS)
            if visit.page.evaluate(_SHAPE) != shape:
                found.append(f"has another shape when it is {second}")
            if visit.page.evaluate(
                "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            ):
                found.append("scrolls sideways")
            problems += [(name, problem) for problem in [*found, *visit.errors, *visit.outside]]
    assert problems == []


@pytest.mark.parametrize(("width", "height"), [(390, 844), (844, 390), (1024, 600)],
                         ids=["phone", "phone on its side", "tablet"])
def test_the_contents_stay_on_the_screen(browser: Browser, site: Path, width: int,
                                         height: int) -> None:
    """Where the open contents are higher than their box they scroll down, never sideways."""
    with Visit(browser, site / "forces.html",
               viewport={"width": width, "height": height}) as visit:
        visit.page.locator(".contents summary").click()
        panel = visit.page.locator(".contents-panel")
        assert panel.evaluate("e => e.scrollWidth <= e.clientWidth")
        assert panel.evaluate("e => e.getBoundingClientRect().bottom <= innerHeight")
        panel.locator("a").last.click()
        assert not panel.is_visible()


@pytest.mark.parametrize("width", [390, 721, 820, 1079, 1080, 1440])
def test_the_contents_of_a_page_stand_once(browser: Browser, site: Path, width: int) -> None:
    """Beside the words where there is room, else within Contents, and never upon the words."""
    with Visit(browser, site / "chronology.html",
               viewport={"width": width, "height": 900}) as visit:
        beside = visit.page.locator(".on-page")
        assert beside.is_visible() == (width >= 1080)
        visit.page.locator(".contents summary").click()
        assert visit.page.locator(".contents-page").is_visible() != beside.is_visible()
        if beside.is_visible():
            words, listed = visit.page.locator("main").bounding_box(), beside.bounding_box()
            assert words is not None and listed is not None
            assert words["x"] + words["width"] <= listed["x"]


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_the_sign_of_a_sentence_stands_behind_its_last_word(browser: Browser, site: Path,
                                                            width: int) -> None:
    """No line begins with the square that belongs to the words before."""
    parted = """() => [...document.querySelectorAll('.ed-sign')].filter(sign => {
        const words = document.createRange()
        words.selectNodeContents(sign.parentElement)
        words.setEndBefore(sign)
        const last = [...words.getClientRects()].at(-1)
        return sign.getBoundingClientRect().left < last.left
    }).map(sign => sign.closest('.ed-s').id)"""
    for name in ("db.html", "hl.html"):
        with Visit(browser, site / name, viewport={"width": width, "height": 900}) as visit:
            assert visit.page.evaluate(parted) == []


@pytest.mark.parametrize("name", ["open-questions.html", "estimates.html"])
def test_tables_of_words_are_read_downwards_on_a_phone(browser: Browser, site: Path,
                                                       name: str) -> None:
    """Their rows are blocks that need no scrolling sideways, and still rows of a table."""
    with Visit(browser, site / name, viewport=NARROW) as visit:
        boxes = visit.page.locator(".scroll-box:has(.ed-stack)")
        assert boxes.count() > 0
        assert boxes.evaluate_all("all => all.every(e => e.scrollWidth <= e.clientWidth)")
        row = visit.page.get_by_role("table").first.get_by_role("row").nth(1)
        cells = row.get_by_role("cell")
        assert cells.count() in (4, 5)
        first, last = cells.first.bounding_box(), cells.last.bounding_box()
        assert first is not None and last is not None
        assert last["y"] > first["y"]


def test_the_tab_key_stops_at_boxes_that_scroll(browser: Browser, site: Path) -> None:
    """A box in which all is seen is no stop; each is called by its heading or its number."""
    boxes = ".scroll-box, .ed-figure"
    stops = "all => all.every(e => (e.scrollWidth > e.clientWidth) === (e.tabIndex === 0))"
    with Visit(browser, site / "casualties.html", viewport=WIDE) as visit:
        found = visit.page.locator(boxes)
        found.locator("nth=0").and_(visit.page.locator(":not([tabindex])")).wait_for()
        assert found.evaluate_all(stops)
        names = found.evaluate_all("all => all.map(e => e.ariaLabel)")
        assert "Table" not in names and "Figure" not in names
        assert any(name.startswith("fig. ") for name in names)
        visit.page.set_viewport_size(NARROW)
        visit.page.locator(".ed-figure[tabindex]").first.wait_for()
        assert found.evaluate_all(stops)


def test_words_in_the_browser_are_the_base_texts(
    browser: Browser, site: Path, edition: Edition
) -> None:
    """The words a reader sees, notes and numbers taken away, are the base text."""
    script = """(skip) => [...document.querySelectorAll('.ed-line')].map(line => {
        const copy = line.cloneNode(true)
        copy.querySelectorAll(skip).forEach(e => e.remove())
        return copy.textContent
    })"""
    skip = ", ".join(f".{css}" for css in NOT_WORDS)
    for text in edition.texts.values():
        with Visit(browser, site / f"{text.page}.html") as visit:
            words = visit.page.evaluate(script, skip)
        assert words == [p.words for p in edition.paragraphs(text.siglum)]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_pages_read_without_scripts(browser: Browser, site: Path, edition: Edition,
                                    size: dict) -> None:
    """With scripts off, the text and the words of every note can still be reached and seen."""
    with Visit(browser, site / "db.html", viewport=size, java_script_enabled=False) as visit:
        assert visit.page.locator("#DB\\.12\\.5").is_visible()
        for details in visit.page.locator("details:has(.ed-note)").all():
            details.locator("summary").first.click()
        notes = visit.page.locator(".ed-note").all()
        own = [n for n in edition.notes.values() if n.last.text_id == "DB"]
        assert len(notes) == len(own)
        assert all(note.is_visible() for note in notes)


def test_a_mark_leads_to_its_sentence(browser: Browser, site: Path) -> None:
    """Clicking a mark opens the text at its passage; the browser's back button returns."""
    with Visit(browser, site / "forces.html", viewport=WIDE) as visit:
        visit.page.locator("a.ed-mark-link[aria-label*='DB 12.6']").first.click()
        visit.page.wait_for_url("**/db.html#DB.12.6")
        assert visit.page.locator("#DB\\.12\\.6").is_visible()
        visit.page.go_back()
        visit.page.wait_for_url("**/forces.html")
        assert visit.errors == []


def test_every_link_and_button_shows_its_focus(browser: Browser, site: Path) -> None:
    """Walking with the tab key, each stop is visible and outlined."""
    outline = """() => { const s = getComputedStyle(document.activeElement);
        return s.outlineStyle !== 'none' || s.boxShadow !== 'none' }"""
    with Visit(browser, site / "hl.html", viewport=WIDE) as visit:
        for _ in range(25):
            visit.page.keyboard.press("Tab")
            assert visit.page.evaluate(outline), visit.page.evaluate(
                "document.activeElement.outerHTML.slice(0, 200)")
