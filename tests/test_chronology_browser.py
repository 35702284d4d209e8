"""Choosing in the chronology: marks and rows alike, by keyboard, kept in the address."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from edition import Edition
from edition.charts.chronology import CHARTS
from edition.chronology import actors_of, kind_of
from edition.vocabularies import ACTOR_NAMES, EVENT_KIND_NAMES
from test_browser import NARROW, WIDE, Visit, browser

__all__ = ["browser"]

KINDS = "select[name=kind]"
ACTORS = "select[name=actor]"


def visible_rows(page: Page) -> set[str]:
    """Ids of the rows of the table that show."""
    return set(page.evaluate("""() => [...document.querySelectorAll(".ed-chronology tbody tr")]
        .filter(row => row.offsetParent).map(row => row.id)"""))


def visible_marks(page: Page) -> set[str]:
    """Ids of the rows with a mark that shows."""
    return set(page.evaluate("""() => [...document.querySelectorAll(".ed-chart a[data-row]")]
        .filter(mark => getComputedStyle(mark).visibility === "visible")
        .map(mark => mark.dataset.row)"""))


def drawn(edition: Edition) -> set[str]:
    """Ids of the dates on the line."""
    return {key for chart in CHARTS for key in chart.drawn(edition)}


def test_without_scripts_everything_shows(browser: Browser, site: Path, edition: Edition) -> None:
    """Every mark and every row is there, and nothing to choose with."""
    with Visit(browser, site / "chronology.html", viewport=WIDE,
               java_script_enabled=False) as visit:
        assert visit.page.locator(".ed-filter").count() == 0
        assert visit.page.locator(".ed-chronology tbody tr:visible").count() == len(edition.dates)
        rows = visit.page.locator(".ed-chart a[data-row]").evaluate_all(
            "marks => marks.map(mark => mark.dataset.row)")
        assert set(rows) == drawn(edition)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_kind_and_an_actor_can_be_chosen(browser: Browser, site: Path, edition: Edition,
                                           size: dict) -> None:
    """What is chosen shows, on the line and in the table; the rest is no stop of the keyboard."""
    with Visit(browser, site / "chronology.html", viewport=size) as visit:
        page = visit.page
        page.select_option(KINDS, EVENT_KIND_NAMES["battle"])
        page.select_option(ACTORS, ACTOR_NAMES["germany"])
        wanted = {key for key, row in edition.dates.items()
                  if kind_of(edition, row) == "battle" and "germany" in actors_of(edition, row)}
        assert visible_rows(page) == wanted != set()
        assert visible_marks(page) == wanted & drawn(edition)
        assert f"{len(wanted & drawn(edition))} of {len(drawn(edition))}" in page.locator(
            ".ed-filter output").inner_text()
        assert page.evaluate("decodeURIComponent(location.hash)") == (
            "#kind=battles&actor=Germany")
        focusable = page.evaluate("""() => [...document.querySelectorAll(".ed-chart a.ed-off")]
            .filter(mark => { mark.focus(); return document.activeElement === mark }).length""")
        assert focusable == 0
        page.get_by_role("button", name="Show all").click()
        assert visible_rows(page) == edition.dates.keys()
        assert page.evaluate("location.hash") == ""
        assert visit.errors == visit.outside == []


def test_a_choice_in_the_address_is_taken_up(browser: Browser, site: Path,
                                             edition: Edition) -> None:
    """A link shows what its sender saw; a term that does not exist shows everything."""
    with Visit(browser, site / "chronology.html", "kind=foundations", viewport=WIDE) as visit:
        page = visit.page
        page.wait_for_function("document.querySelectorAll('tr.ed-off').length > 0")
        assert page.locator(".cite-missing").count() == 0
        assert page.locator(KINDS).input_value() == EVENT_KIND_NAMES["foundation"]
        assert visible_rows(page) == {key for key, row in edition.dates.items()
                                      if kind_of(edition, row) == "foundation"}
        page.evaluate("location.hash = 'kind=nonsense'")
        page.wait_for_function("document.querySelectorAll('tr.ed-off').length === 0")


def test_the_choice_works_by_keyboard(browser: Browser, site: Path) -> None:
    """Both lists are reached with the tab key, named, and change what shows at once."""
    with Visit(browser, site / "chronology.html", viewport=WIDE) as visit:
        page = visit.page
        page.get_by_label("Kind", exact=True).focus()
        before = len(visible_rows(page))
        page.keyboard.press("ArrowDown")
        assert 0 < len(visible_rows(page)) < before
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") == "actor"
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert len(visible_rows(page)) == before


def test_the_lists_offer_every_term(browser: Browser, site: Path, edition: Edition) -> None:
    """Each kind and each actor of a row can be chosen, under the name readers see."""
    with Visit(browser, site / "chronology.html", viewport=WIDE) as visit:
        options = [set(visit.page.locator(f"{select} option").all_inner_texts())
                   for select in (KINDS, ACTORS)]
    kinds = Counter(kind_of(edition, row) for row in edition.dates.values())
    actors = Counter(a for row in edition.dates.values() for a in actors_of(edition, row))
    assert options[0] == {"every kind", *(EVENT_KIND_NAMES[kind] for kind in kinds)}
    assert options[1] == {"everybody", "nobody named", *(ACTOR_NAMES[actor] for actor in actors)}
