"""The built site: its words, its ids, its links."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from edition.charts.registry import CHARTS, drawn_in, left_out
from edition.charts.words import address_of, mark_id, passages_of
from edition.edition import Edition
from edition.model import Parallel
from edition.sphinxext.html import NOT_WORDS


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, BeautifulSoup]:
    """Every page of the site, parsed."""
    return {
        path.relative_to(site).as_posix(): BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for path in sorted(site.rglob("*.html"))
    }


def ids_of(page: BeautifulSoup) -> Counter:
    """How often each id stands on a page."""
    return Counter(element["id"] for element in page.find_all(id=True))


def test_words_of_the_texts_are_the_base_texts(pages: dict, edition: Edition) -> None:
    """Without notes, numbers and data lines a text page holds the base text, nothing else."""
    for text in edition.texts.values():
        page = BeautifulSoup(str(pages[f"{text.page}.html"]), "html.parser")
        held = page.find(class_="ed-text")
        for css in NOT_WORDS:
            for element in held.find_all(class_=css):
                element.decompose()
        paragraphs = [p.get_text() for p in held.find_all(class_="ed-line")]
        assert paragraphs == [p.words for p in edition.paragraphs(text.siglum)]


def test_every_id_of_the_model_is_an_anchor(pages: dict, edition: Edition) -> None:
    """Passages, notes and claims stand once, under their own ids, on the page of their text."""
    for text in edition.texts.values():
        found = ids_of(pages[f"{text.page}.html"])
        wanted = [p for p, row in edition.passages.items() if row.text_id == text.siglum]
        wanted += [n for n, row in edition.notes.items() if row.last.text_id == text.siglum]
        wanted += [c for c, row in edition.claims.items() if row.first.text_id == text.siglum]
        assert {key: found[key] for key in wanted} == dict.fromkeys(wanted, 1)


def test_every_entity_has_its_entry(pages: dict, edition: Edition) -> None:
    """Each record stands once in an index, with a link to each passage that names it."""
    names = ("persons", "places", "organisations", "works", "events")
    held = {name: pages[f"{name}.html"] for name in names}
    for entity in edition.entities.values():
        entries = [e for p in held.values() for e in p.find_all(id=entity.id)]
        assert len(entries) == 1, entity.id
        links = {a["href"].partition("#")[2] for a in entries[0].find_all("a", href=True)}
        named = {m.first.passage_id for m in edition.mentions_of.get(entity.id, ())}
        assert named <= links, entity.id


def test_ids_are_unique_on_a_page(pages: dict) -> None:
    """No id stands twice on a page."""
    doubled = {name: [i for i, n in ids_of(page).items() if n > 1] for name, page in pages.items()}
    assert {name: found for name, found in doubled.items() if found} == {}


def test_internal_links_resolve(pages: dict, site: Path) -> None:
    """Every link within the site leads to a file, and to an anchor if it names one."""
    ids = {name: ids_of(page) for name, page in pages.items()}
    broken = []
    for name, page in pages.items():
        for element in page.find_all(["a", "link", "script", "img", "use", "image"]):
            for attribute in ("href", "src", "xlink:href"):
                address = element.get(attribute)
                if not address or urlsplit(address).scheme:
                    continue
                if name == "404.html":  # its links begin at the root of a server
                    assert address.startswith("/")
                    continue
                path, _, anchor = unquote(address).partition("#")
                target = (site / name).parent.joinpath(path.partition("?")[0]).resolve()
                if not path:
                    target = (site / name).resolve()
                if not target.is_file():
                    broken.append((name, address))
                elif anchor and target.suffix == ".html":
                    key = target.relative_to(site.resolve()).as_posix()
                    if anchor not in ids[key]:
                        broken.append((name, address))
    assert broken == []


def test_nothing_is_loaded_from_outside(pages: dict, site: Path) -> None:
    """Scripts, styles, images and fonts come from the site itself."""
    for name, page in pages.items():
        for element in page.find_all(["script", "link", "img", "iframe", "source", "object"]):
            address = element.get("src") or element.get("href") or element.get("data") or ""
            if element.name == "link" and element.get("rel") in (["cite-as"], ["canonical"]):
                continue
            assert not urlsplit(address).netloc, (name, address)
    for style in site.rglob("*.css"):
        text = style.read_text("utf-8")
        assert "@import" not in text and "url(http" not in text.replace('"', ""), style.name


def test_marks_of_figures_lead_to_their_passages(pages: dict, edition: Edition) -> None:
    """Each row drawn is a link to its passage, with a name for screen readers."""
    for chart in CHARTS.values():
        svg = pages[f"{chart.notebook}.html"].find("svg", attrs={
            "aria-labelledby": f"{chart.chart_id}-title"})
        links = svg.find_all("a", attrs={"data-row": True})
        for key, row in chart.marks(edition).items():
            own = [a for a in links if a["data-row"] == key]
            passages = passages_of(edition, row) if isinstance(row, Parallel) else [""]
            addresses = {address_of(edition, row, passage) for passage in passages}
            assert {a["xlink:href"] for a in own} == addresses
            assert sum("aria-label" in a.attrs for a in own) == len(addresses)


def test_sentences_lead_to_their_marks(pages: dict, edition: Edition) -> None:
    """The line under a paragraph leads to the mark of a row in each figure, or says why not."""
    drawn, left = drawn_in(edition), left_out(edition)
    rows = {**edition.claims, **edition.controls, **edition.dates}
    for key, coded in rows.items():
        page = pages[f"{edition.texts[coded.first.text_id].page}.html"]
        row = page.find(id=key)
        targets = {a["href"] for a in row.find_all("a", href=True)}
        named = {t for t in targets if t.partition("#")[2].removesuffix(f"-{key}") in CHARTS}
        assert named == {f"{c.notebook}.html#{mark_id(c.chart_id, key)}"
                         for c in drawn.get(key, ())}
        assert named or left[key] in row.get_text()


def test_every_sentence_that_feeds_data_has_a_sign(pages: dict, edition: Edition) -> None:
    """The sign leads to a row of the sentence; a sentence without rows has none."""
    rows = {**edition.claims, **edition.controls, **edition.dates}
    feeding = {row.first.passage_id for row in rows.values()}
    for passage in edition.passages.values():
        if passage.level != "sentence":
            continue
        page = pages[f"{edition.texts[passage.text_id].page}.html"]
        sign = page.find(id=passage.passage_id).find("a", class_="ed-sign")
        assert (sign is not None) == (passage.passage_id in feeding)
        if sign is not None:
            assert rows[sign["href"].removeprefix("#")].first.passage_id == passage.passage_id
            assert sign["aria-label"].startswith(passage.label)


def test_downloads_are_complete(site: Path, edition: Edition) -> None:
    """The site carries the PDF, the annotations, and each figure's files with all its rows."""
    downloads = site / "downloads"
    assert (downloads / "albanian-resistance.pdf").stat().st_size > 100_000
    for text_id in edition.texts:
        json.loads((downloads / "annotations" / f"{text_id}.jsonld").read_text("utf-8"))
    for chart_id, chart in CHARTS.items():
        rows = (downloads / "figures" / f"{chart_id}.csv").read_text("utf-8").splitlines()
        assert len(rows) - 1 == len(chart.marks(edition))
        assert (downloads / "figures" / f"{chart_id}.png").read_bytes()[:4] == b"\x89PNG"
