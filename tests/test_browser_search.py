"""Searching and reading side by side in a real browser, on pages opened from disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from edition.edition import Edition
from test_browser import NARROW, WIDE, Visit, browser, violations  # noqa: F401 (a fixture)

RESULTS = """group => [...document.querySelectorAll(`[aria-labelledby=found-${group}] li`)]
    .map(row => row.querySelector('a').getAttribute('href'))"""


@pytest.fixture
def page(browser: Browser, site: Path) -> Iterator[Page]:  # noqa: F811
    """The search page; whatever goes wrong on it fails the test."""
    with Visit(browser, site / "search.html", viewport=WIDE) as visit:
        yield visit.page
        assert visit.errors == []
        assert visit.outside == []


def ask(page: Page, question: str) -> None:
    """Type a question and wait for the answer to it."""
    page.fill("#q", question)
    page.wait_for_function(
        "q => new URLSearchParams(location.search).get('q') === q.trim()", arg=question)


@pytest.mark.parametrize(("question", "group", "first"), [
    ("Gjirokaster", "passages", "db.html#DB.3.6"),  # the text has Gjirokastra
    ("gjirokastër", "names", "places.html#gjirokaster"),
    ("Mukje", "passages", "db.html#DB.10.7"),  # the text has Mukja
    ("Mukja", "names", "places.html#mukje"),
    ("Mukja", "notes", "db.html#N1018"),  # the note has Mukje
    ("Zeri i Pop", "names", "works.html#zeri-i-popullit"),
    ("Dusan Mugosa", "passages", "db.html#DB.12.5"),
    ("20000 partisans", "passages", "db.html#DB.12.6"),  # about 20 thousand partisans
    ("20,000 partisan", "passages", "db.html#DB.12.6"),
    ("german army greece ind", "passages", None),
    ('"near enough the whole country"', "passages", "hl.html#HL.4.2"),
    ('"enough near the whole country"', "passages", None),
    ("Kupi Legality", "passages", "db.html#DB.14"),  # in two sentences of the paragraph
    ("SOE", "passages", "hl.html#HL.1.2"),
    ("Enver Hoxha", "names", "persons.html#enver-hoxha"),
    ("Enver Hodza", "names", None),  # no spelling of the data
    ("abbreviations", "pages", "sigla.html#abbreviations"),
    ("ledger", "pages", "ledger.html"),
    ("attackers May 1944", "pages", "parallels.html#P028"),
])
def test_first_results(page: Page, question: str, group: str, first: str | None) -> None:
    """Passages, notes, names and pages are found under what readers will type."""
    ask(page, question)
    found = page.evaluate(RESULTS, group)
    assert (found[0] if found else None) == first


def test_words_may_be_begun_put_in_the_plural_and_shut_out(page: Page) -> None:
    """All words must occur; the last may be begun; a minus shuts a word out."""
    ask(page, "terrain")
    terrain = page.evaluate(RESULTS, "passages")
    ask(page, "terrains ")
    assert page.evaluate(RESULTS, "passages") == terrain != []
    ask(page, "terrai")
    assert page.evaluate(RESULTS, "passages") == terrain
    ask(page, "terrain the")
    assert page.evaluate(RESULTS, "passages") == terrain
    ask(page, "terrai the")
    assert page.evaluate(RESULTS, "passages") == []
    ask(page, "terrain knowledge")
    with_it = page.evaluate(RESULTS, "passages")
    ask(page, "terrain -knowledge")
    assert sorted(with_it + page.evaluate(RESULTS, "passages")) == sorted(terrain)


def test_what_was_found_is_marked(page: Page) -> None:
    """The spelling of the text is marked where a name stands for it, and titles too."""
    ask(page, "Mukje")
    first = {group: page.locator(f"[aria-labelledby=found-{group}] li").first
             for group in ("passages", "names")}
    assert first["passages"].locator("mark").all_inner_texts() == ["Mukja"]
    assert first["names"].locator("a mark").all_inner_texts() == ["Mukje"]


def test_the_count_is_announced(page: Page) -> None:
    """A live region says how many of what; nothing found is said with what to do."""
    status = page.locator("[role=status]")
    ask(page, "Gjirokaster")
    expect(status).to_contain_text("Found: 2 passages, ")
    ask(page, "Enver Hodza")
    expect(status).to_have_text("Found nowhere: “Hodza”. Names may be spelt otherwise; the indices "
                                "give the spellings of the texts.")
    page.fill("#q", "")
    expect(status).to_be_empty()


def test_long_lists_open_on_demand(page: Page) -> None:
    """A button shows the rest of a group and puts the reader on the first of it."""
    ask(page, "partisans")
    group = page.locator("[aria-labelledby=found-passages]")
    shown = group.locator("li").count()
    said = int(group.locator("h2").inner_text().split()[0])
    group.get_by_role("button").press("Enter")
    assert group.locator("li").count() == said > shown
    expect(group.locator("li a").nth(shown)).to_be_focused()


@pytest.mark.parametrize(("question", "address"), [
    ("DB 12.5", "db.html#DB.12.5"),
    ("db.12.5-7", "db.html#DB.12.5"),
    ("DB 12.13–13.2", "db.html#DB.12.13"),
    ("HL 2", "hl.html#HL.2"),
    ("N1201", "db.html#N1201"),
    ("c011", "db.html#C011"),
    ("P028", "parallels.html#P028"),
])
def test_an_id_leads_to_its_place(page: Page, question: str, address: str) -> None:
    """Enter goes there; coming back finds the question and does not go there again."""
    ask(page, question)
    page.press("#q", "Enter")
    page.wait_for_url(f"**/{address}")
    page.go_back()
    page.wait_for_url("**/search.html?q=*")
    expect(page.locator("#q")).to_have_value(question)
    expect(page.locator(".search-jump a")).to_have_attribute("href", address)


@pytest.mark.parametrize(("question", "nearest"), [
    ("DB 12.99", "DB 12.18"), ("DB 99", "DB 17.7"), ("HL 2.1-9", "HL 2.1")])
def test_an_id_that_is_not_there_is_said(page: Page, question: str, nearest: str) -> None:
    """With the nearest passage there is; Enter does not leave the page."""
    ask(page, question)
    expect(page.locator(".search-jump")).to_contain_text("There is no passage")
    expect(page.locator(".search-jump a")).to_have_text(nearest)
    page.press("#q", "Enter")
    expect(page.locator(".search-jump a")).to_be_focused()


def test_a_question_in_the_address_is_answered(browser: Browser, site: Path) -> None:  # noqa: F811
    """``search.html?q=…`` from disk; an id in it leads straight on."""
    with Visit(browser, site / "search.html", viewport=WIDE) as visit:
        page = visit.page
        page.goto(f"{(site / 'search.html').as_uri()}?q=Gjirokast%C3%ABr")
        assert page.evaluate(RESULTS, "passages")[0] == "db.html#DB.3.6"
        page.goto(f"{(site / 'search.html').as_uri()}?q=HL.4.2")
        page.wait_for_url("**/hl.html#HL.4.2")
        assert visit.errors == []


def test_searching_by_keyboard_lands_on_the_marked_passage(page: Page) -> None:
    """Type, Enter, Enter: the passage is on the screen and tinted."""
    page.keyboard.type("near enough the whole")
    page.keyboard.press("Enter")
    expect(page.locator(".search-list a").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/hl.html#HL.4.2")
    passage = page.locator("#HL\\.4\\.2")
    expect(passage).to_be_in_viewport()
    assert page.evaluate("document.getElementById('HL.4.2').matches(':target')")


def test_every_example_of_the_help_finds_something(page: Page) -> None:
    """The links of the help are questions that have an answer."""
    examples = page.eval_on_selector_all(
        ".search-help a", "links => links.map(a => new URLSearchParams(a.search).get('q'))")
    assert len(examples) > 8
    for question in examples:
        ask(page, question)
        assert page.locator(".search-results a").count() > 0, question


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (WIDE, "dark"),
                                              (NARROW, "light"), (NARROW, "dark")])
def test_results_are_accessible(browser: Browser, site: Path, size: dict,  # noqa: F811
                                scheme: str) -> None:
    """With results listed, or a place named, axe finds nothing."""
    with Visit(browser, site / "search.html", viewport=size, color_scheme=scheme) as visit:
        for question in ("Kupi Legality", "DB 99"):
            ask(visit.page, question)
            assert violations(visit.page) == []


@pytest.mark.parametrize("question", ["partisans", "DB 12.5-7", "DB 99", "Hodza"])
def test_results_do_not_scroll_sideways(browser: Browser, site: Path,  # noqa: F811
                                        question: str) -> None:
    """At 320 pixels, whatever is listed."""
    with Visit(browser, site / "search.html", viewport={"width": 320, "height": 640}) as visit:
        ask(visit.page, question)
        assert not visit.page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth")


def test_without_scripts_the_page_points_to_the_indices(
    browser: Browser, site: Path  # noqa: F811
) -> None:
    """It says so, with a link, and the help can be read."""
    with Visit(browser, site / "search.html", java_script_enabled=False) as visit:
        said = visit.page.locator("main p", has_text="needs JavaScript")
        assert said.is_visible()
        assert said.locator("a").get_attribute("href") == "persons.html"
        assert visit.page.get_by_text("How to search").is_visible()


# --- the parallel view ------------------------------------------------------------


def shown(page: Page) -> list[str]:
    """Ids of the statements that show, in their order on the page."""
    return page.eval_on_selector_all(
        ".ed-alignment", "rows => rows.filter(r => r.offsetParent).map(r => r.id)")


def test_statements_are_chosen_by_relation_and_aspect(
    browser: Browser, site: Path, edition: Edition  # noqa: F811
) -> None:
    """The choice stands in the address, is counted, and comes back with the address."""
    rows = edition.parallels.values()
    with Visit(browser, site / "parallels.html", viewport=WIDE) as visit:
        page = visit.page
        assert shown(page) == list(edition.parallels)
        page.get_by_label("Only HL").check()
        assert shown(page) == [p.id for p in rows if p.relation == "only_HL"]
        page.get_by_label("Figure").check()
        figures = [p.id for p in rows if "figure" in p.aspect]
        assert shown(page) == figures
        assert page.url.endswith("#show=differ&differ=figure")
        expect(page.locator("[role=status]")).to_have_text(
            f"{len(figures)} of {len(rows)} statements")
        page.reload()
        assert shown(page) == figures
        expect(page.get_by_label("Differ ")).to_be_checked()
        page.get_by_label("All").check()
        page.get_by_label("Anything").check()
        assert shown(page) == list(edition.parallels)
        assert visit.errors == []


def test_the_view_can_be_read_along_the_other_text(
    browser: Browser, site: Path, edition: Edition  # noqa: F811
) -> None:
    """Statements then follow DB, and none is lost."""
    with Visit(browser, site / "parallels.html", viewport=WIDE) as visit:
        visit.page.get_by_label("DB", exact=True).check()
        ids = shown(visit.page)
        assert sorted(ids) == sorted(edition.parallels)
        starts = [min(p.start for p in edition.locate(edition.parallels[key].db.split("|")[0]
                                                      .strip())[1])
                  for key in ids if edition.parallels[key].db]
        assert starts == sorted(starts)
        assert visit.page.url.endswith("#along=DB")


def test_a_link_to_a_statement_shows_it_whatever_was_chosen(
    browser: Browser, site: Path  # noqa: F811
) -> None:
    """An id in the address takes the choice back if it hides the statement."""
    with Visit(browser, site / "parallels.html", viewport=NARROW) as visit:
        visit.page.get_by_label("Agree").check()
        expect(visit.page.locator("#P028")).to_be_hidden()
        visit.page.evaluate("location.hash = '#P028'")
        expect(visit.page.locator("#P028")).to_be_in_viewport()


def test_rival_figures_stand_beside_each_other(browser: Browser, site: Path) -> None:  # noqa: F811
    """Also on a phone, in the colour of their side, each with the shape of its text."""
    for size in (WIDE, NARROW):
        with Visit(browser, site / "parallels.html", viewport=size) as visit:
            first, second = visit.page.locator("#P028 .ed-alignment-figures > div").all()
            assert "47,000 persons" in first.inner_text()
            assert "50,000 persons" in second.inner_text()
            one, other = first.bounding_box(), second.bounding_box()
            assert one and other and one["x"] + one["width"] <= other["x"]
            assert one["y"] == other["y"]
            looks = [box.locator(".ed-shape").evaluate(
                "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).borderRadius]")
                for box in (first, second)]
            assert looks[0][0] == looks[1][0] == "rgb(0, 68, 136)"
            assert looks[0][1] != looks[1][1]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_both_texts_are_read_without_scripts(browser: Browser, site: Path,  # noqa: F811
                                             edition: Edition, size: dict) -> None:
    """All statements show, side by side where there is room, a silence said in words."""
    with Visit(browser, site / "parallels.html", viewport=size,
               java_script_enabled=False) as visit:
        page = visit.page
        assert page.locator(".ed-alignment:visible").count() == len(edition.parallels)
        left, right = page.locator("#P004 .ed-alignment-sides > *").all()
        one, other = left.bounding_box(), right.bounding_box()
        assert one and other
        assert (one["y"] == other["y"]) == (size is WIDE)
        assert page.locator("#P008").get_by_text("DB says nothing of this.").is_visible()


def test_the_smallest_phone_does_not_scroll_sideways(
    browser: Browser, site: Path  # noqa: F811
) -> None:
    """At 320 pixels, the choices and the figures included."""
    with Visit(browser, site / "parallels.html", viewport={"width": 320, "height": 640}) as visit:
        assert not visit.page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth")
