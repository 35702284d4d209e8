"""Pages of a published version, in a real browser: they tell when there is a newer one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from edition.edition import Edition
from edition.publish import add_version
from test_browser import Visit, browser  # noqa: F401


@pytest.fixture(scope="module")
def tree(site: Path, edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This version, and over it a later one of two pages."""
    tree = tmp_path_factory.mktemp("tree")
    add_version(site, tree, edition.info)
    later = tmp_path_factory.mktemp("later")
    for name in ("index.html", "db.html"):
        (later / name).write_text("<title>Later</title>", "utf-8")
    add_version(later, tree, replace(edition.info, version="99.0.0", date=dt.date(2099, 1, 1)))
    return tree


def test_an_older_version_leads_to_the_same_place_of_the_newest(browser: Browser,  # noqa: F811
                                                                tree: Path, edition: Edition,
                                                                ) -> None:
    """The link goes to the same page and passage at the root."""
    old = tree / f"v{edition.info.version}"
    with Visit(browser, old / "db.html") as visit:
        said = visit.page.get_by_role("note").filter(has_text="This is version")
        assert said.inner_text() == f"This is version {edition.info.version}. The newest is 99.0.0."
        said.get_by_role("link").click()
        assert visit.page.url == (tree / "db.html").as_uri()
        assert visit.page.title() == "Later"
        assert visit.errors == visit.outside == []


def test_the_newest_version_says_nothing(browser: Browser, site: Path,  # noqa: F811
                                         edition: Edition, tmp_path: Path) -> None:
    """Neither at the root nor under its number."""
    add_version(site, tmp_path, edition.info)
    for page in (tmp_path / "db.html", tmp_path / f"v{edition.info.version}" / "db.html"):
        with Visit(browser, page) as visit:
            visit.page.wait_for_load_state("networkidle")
            assert visit.page.locator(".superseded").count() == 0
            assert visit.errors == visit.outside == []
