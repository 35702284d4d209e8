"""What marks, signs and tables do in a browser beyond being read."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from edition import Edition
from edition.charts.forces import STRENGTHS
from edition.charts.words import said_of
from test_browser import NARROW, WIDE, Visit, browser

__all__ = ["browser"]

CHART = "#forces-strengths .ed-chart"


def words_of(page: Page) -> list[str]:
    """The lines of the box that tells the words of a mark; none if it is not shown."""
    return page.locator(".ed-tip:not([hidden]) > *").all_inner_texts()


@pytest.mark.parametrize("key", ["C003", "C016"])
@pytest.mark.parametrize("how", ["hover", "focus"])
def test_a_mark_shows_its_words(browser: Browser, site: Path, edition: Edition, key: str,
                                how: str) -> None:
    """Pointed at or reached by the keyboard, it tells what is coded and the words themselves."""
    claim = STRENGTHS.drawn(edition)[key]
    with Visit(browser, site / "forces.html", viewport=WIDE) as visit:
        mark = visit.page.locator(f'{CHART} a[data-row="{key}"][aria-label]')
        assert words_of(visit.page) == []
        getattr(mark, how)()
        assert words_of(visit.page) == [said_of(edition, claim), claim.lemma]
        assert mark.get_attribute("aria-description") == f"“{claim.lemma}”"
        visit.page.locator("h1").hover()
        mark.blur()
        assert words_of(visit.page) == []
        assert visit.errors == []


def test_a_mark_leads_to_its_passage_and_back(browser: Browser, site: Path) -> None:
    """From the mark to the sentence, from its sign to the row, from the row to the figure."""
    with Visit(browser, site / "forces.html", viewport=WIDE) as visit:
        page = visit.page
        page.locator(f'{CHART} a[data-row="C003"][aria-label]').press("Enter")
        page.wait_for_url("**/db.html#DB.3.4")
        page.locator('[id="DB.3.4"] .ed-sign').press("Enter")
        row = page.locator(":target")
        assert row.is_visible()  # its fold has opened
        assert row.get_attribute("class").startswith("ed-datum")  # type: ignore[union-attr]
        page.locator('[id="C003"] a[href^="forces.html#forces-strengths"]').click()
        page.wait_for_url("**/forces.html#forces-strengths-C003")
        mark = page.locator("a.ed-mark-link:target")
        assert mark.get_attribute("data-row") == "C003"
        expect(mark).to_be_in_viewport()
        assert mark.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
        assert page.locator(f'{CHART} .is-named[data-row="C003"]').count() > 1


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("address", [
    "territory.html#territory-places-K102", "territory.html#territory-maps-1943-K204",
    "chronology.html#chronology-line-1944-D1501", "comparison.html#comparison-alone-db-P040"])
def test_a_mark_that_is_named_has_a_ring(browser: Browser, site: Path, address: str,
                                         size: dict) -> None:
    """It is one of many; it is in sight with its words beside it, and nothing moves."""
    name, _, anchor = address.partition("#")
    with Visit(browser, site / name, viewport=size) as visit:
        visit.page.goto(f"{(site / name).as_uri()}#{anchor}")
        mark = visit.page.locator(f'[id="{anchor}"]')
        expect(mark).to_be_in_viewport()
        assert mark.evaluate("e => [getComputedStyle(e).outlineStyle, e.getAnimations().length]"
                             ) == ["solid", 0]
        assert visit.page.locator("main .is-named").evaluate_all(
            "links => new Set(links.map(link => link.dataset.row)).size") == 1
        ring, told = mark.bounding_box(), visit.page.locator(".ed-tip").bounding_box()
        assert ring and told
        assert told["y"] + told["height"] < ring["y"] < told["y"] + told["height"] + 15
        visit.page.evaluate("location.hash = ''")
        expect(visit.page.locator("main .is-named")).to_have_count(0)
        assert visit.errors == []


def test_a_table_is_sorted_by_a_head(browser: Browser, site: Path) -> None:
    """Numbers as numbers, time in the order that the table came in; the head says how."""
    with Visit(browser, site / "forces.html", viewport=WIDE) as visit:
        table = visit.page.locator(".cell table").filter(has_text="70,000 persons").last
        when = table.locator("tbody td:last-child").all_inner_texts()
        head = table.get_by_role("button", name="Coded", exact=True)
        head.click()
        numbers = [int("".join(filter(str.isdigit, cell.split("(")[0])))
                   for cell in table.locator("tbody td:nth-child(4)").all_inner_texts()]
        assert numbers == sorted(numbers)
        assert table.locator("th[aria-sort]").get_attribute("aria-sort") == "ascending"
        head.click()
        assert table.locator("tbody td:nth-child(4)").first.inner_text().startswith("100,000")
        table.get_by_role("button", name="When", exact=True).click()
        assert table.locator("tbody td:last-child").all_inner_texts() == when


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", ["ledger", "comparison", "territory"])
def test_the_name_of_a_passage_is_not_broken(browser: Browser, site: Path, name: str,
                                             size: dict) -> None:
    """However narrow its column is, siglum and number stand on one line."""
    with Visit(browser, site / f"{name}.html", viewport=size) as visit:
        lines = visit.page.locator("main a.ed-passage").evaluate_all(
            "links => links.map(link => link.getClientRects().length)")
        assert len(lines) > 40
        assert max(lines) == 1


@pytest.mark.parametrize("name", ["forces", "casualties", "territory", "comparison", "chronology"])
def test_on_a_phone_figures_keep_the_size_of_their_letters(browser: Browser, site: Path,
                                                           name: str) -> None:
    """A figure scrolls within its own box, and the page does not scroll sideways."""
    with Visit(browser, site / f"{name}.html", viewport=NARROW) as visit:
        assert visit.page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
        smallest = visit.page.evaluate("""() => Math.min(...[...document.querySelectorAll(
            '.ed-chart text')].filter(t => t.getClientRects().length).map(
            t => t.getBoundingClientRect().height))""")
        assert smallest >= 8  # pixels of a line of words
