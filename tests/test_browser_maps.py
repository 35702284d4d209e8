"""The maps of the notebook on territory in a browser: one by one, and all without scripts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from edition import Edition
from edition.charts.territory import FRAMES, MAPS_1943, MAPS_1944
from test_browser import NARROW, WIDE, Visit, browser

__all__ = ["browser"]



def shown(page: Page) -> str:
    """The title of the one map that can be seen."""
    titles = [t for t in page.locator(".ed-steps-title").all() if t.is_visible()]
    assert len(titles) == 1
    return titles[0].inner_text()


def told(page: Page) -> set[str]:
    """The passages in the list beside the map that can be seen."""
    links = page.locator(".ed-steps-panel:not([hidden]) .ed-steps-list a").all()
    return {link.inner_text() for link in links}


def passages(edition: Edition, number: int) -> set[str]:
    """The passages of the statements of a map, counted from 0."""
    return {edition.name_of("passage", k.first.passage_id)
            for k in edition.controls.values() if FRAMES[number].holds(k)}


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_maps_are_stepped_through_with_buttons(browser: Browser, site: Path, edition: Edition,
                                               size: dict) -> None:
    """The button leads from the first map to the last, and each list has its statements."""
    with Visit(browser, site / "territory.html", viewport=size) as visit:
        later = visit.page.get_by_role("button", name="Later")
        for number, frame in enumerate(FRAMES):
            assert shown(visit.page) == frame.title
            assert told(visit.page) == passages(edition, number)
            if number < len(FRAMES) - 1:
                later.click()
        later.press("Enter")
        assert shown(visit.page) == FRAMES[-1].title
        assert later.get_attribute("aria-disabled") == "true"
        visit.page.get_by_role("button", name="Earlier").click()
        assert shown(visit.page) == FRAMES[-2].title
        assert visit.errors == visit.outside == []


def test_maps_are_stepped_through_with_keys(browser: Browser, site: Path) -> None:
    """Arrow keys, Home and End work on the buttons, on a mark, and on the slider."""
    with Visit(browser, site / "territory.html", viewport=WIDE) as visit:
        page, keys = visit.page, visit.page.keyboard
        page.get_by_role("button", name="Later").focus()
        keys.press("ArrowRight")
        keys.press("ArrowRight")
        assert shown(page) == FRAMES[2].title
        keys.press("ArrowLeft")
        assert shown(page) == FRAMES[1].title
        keys.press("End")
        assert shown(page) == FRAMES[-1].title
        page.locator(".ed-steps-panel:not([hidden]) a.ed-mark-link[aria-label]").first.focus()
        keys.press("Home")
        assert shown(page) == FRAMES[0].title
        assert page.evaluate("document.activeElement.closest('.ed-steps-bar') !== null")
        page.get_by_role("slider", name="Map").focus()
        keys.press("ArrowRight")
        assert shown(page) == FRAMES[1].title
        assert page.get_by_role("slider", name="Map").get_attribute("aria-valuetext") == (
            f"{FRAMES[1].title}, map 2 of {len(FRAMES)}")


def test_a_step_is_announced(browser: Browser, site: Path, edition: Edition) -> None:
    """The live region is empty at first, then has the time and every statement of the map."""
    with Visit(browser, site / "territory.html", viewport=WIDE) as visit:
        live = visit.page.locator(".ed-steps [aria-live='polite']")
        assert live.text_content() == ""
        visit.page.get_by_role("button", name="Later").click()
        words = live.text_content() or ""
        assert words.startswith(f"{FRAMES[1].title}. ")
        rows = [k for k in edition.controls.values() if FRAMES[1].holds(k)]
        assert f"{len(rows)} statements." in words
        for row in rows:
            assert edition.entities[row.place_id].name in words
            assert row.lemma in words


def test_the_large_map_has_the_marks_of_the_small(browser: Browser, site: Path,
                                                  edition: Edition) -> None:
    """Its marks link to the same passages; those told below the small map stand in the list."""
    with Visit(browser, site / "territory.html", viewport=WIDE) as visit:
        links = visit.page.evaluate("""[...document.querySelectorAll('.ed-steps-panel')].map(p =>
            [...p.querySelectorAll('a')].map(a => [a.dataset.row ?? '', a.getAttribute('href')
                ?? a.getAttribute('xlink:href')]))""")
        for number, found in enumerate(links):
            rows = {k.id: k for k in edition.controls.values() if FRAMES[number].holds(k)}
            assert {row for row, _ in found} - {""} <= rows.keys()
            assert {href.partition("#")[2] for _, href in found} == {
                k.first.passage_id for k in rows.values()}
        ids = visit.page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
        assert len(ids) == len(set(ids))
        visit.page.get_by_role("button", name="Later").click()
        visit.page.locator(".ed-steps-panel:not([hidden]) .ed-steps-map "
                           "a.ed-mark-link:has(text)").first.click()
        visit.page.wait_for_url(re.compile(r"db\.html#DB\.8\."))


def test_a_large_map_is_readable_and_within_its_frame(browser: Browser, site: Path) -> None:
    """Letters are those of small print at the least; no mark that is kept is cut away."""
    script = """() => { const svg = document.querySelector('.ed-steps-panel:not([hidden]) svg')
        const frame = svg.getBoundingClientRect()
        return [...svg.querySelectorAll('text')].map(t => { const b = t.getBoundingClientRect()
            return [b.height, b.left - frame.left, frame.right - b.right] }) }"""
    for size in (WIDE, NARROW):
        with Visit(browser, site / "territory.html", viewport=size) as visit:
            for number in range(len(FRAMES)):
                for height, left, right in visit.page.evaluate(script):
                    assert height > 12
                    assert left > -1
                    assert right > -1
                if number < len(FRAMES) - 1:
                    visit.page.get_by_role("button", name="Later").click()


def test_without_scripts_the_small_maps_stand(browser: Browser, site: Path,
                                              edition: Edition) -> None:
    """All maps are in the page with their links, and nothing to step with."""
    with Visit(browser, site / "territory.html", viewport=WIDE,
               java_script_enabled=False) as visit:
        assert visit.page.locator(".ed-steps").count() == 0
        for number in range(1, len(FRAMES) + 1):
            chart_id = (MAPS_1943 if number <= 6 else MAPS_1944).chart_id
            assert visit.page.locator(f"#{chart_id}-frame-{number}").is_visible()
        for chart in (MAPS_1943, MAPS_1944):
            links = visit.page.locator(
                f"#{chart.chart_id} svg a.ed-mark-link[aria-label]").all()
            assert len(links) == len(chart.drawn(edition))


def test_other_pages_do_not_load_the_script(site: Path) -> None:
    """Only a page that has maps takes the script for them."""
    with_script = {p.name for p in site.glob("*.html") if "_static/maps.js" in p.read_text("utf-8")}
    assert with_script == {"territory.html"}
