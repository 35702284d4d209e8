"""What can be found: every passage, note, name, work cited and section of a page."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from docutils import nodes as dn
from docutils.utils import new_document

from edition.edition import Edition
from edition.search import GROUPS, Also, Findable, Section, Spots, findables
from edition.sphinxext import nodes as en
from edition.sphinxext.search import INDEX_FILE, index_script, sections_of
from test_sphinx_extension import BACK, REST, TEXT, Book

TABLE = "# Side by side\n\n```{edition-table} parallels\n```\n"


def spots_for(edition: Edition) -> Spots:
    """Every record on a page of its kind, under its own id."""
    kinds = {"passage": edition.passages, "note": edition.notes, "parallel": edition.parallels,
             "estimate": edition.estimates, "reference": edition.references}
    spots = {(kind, key): (kind, key) for kind, rows in kinds.items() for key in rows}
    return spots | {(e.kind, e.id): (e.kind, e.id) for e in edition.entities.values()}


def closed(edition: Edition) -> Edition:
    """The edition as it is built without the base texts."""
    return replace(edition, info=replace(edition.info, include_base_texts=False))


def read_index(path: Path) -> Any:
    """The object that the script of a built site assigns."""
    script = path.read_text("utf-8")
    name, _, value = script.rstrip(";\n").partition("=")
    assert name == "globalThis.editionIndex"
    return json.loads(value)


@pytest.fixture(scope="module")
def index(site: Path) -> Any:
    """The index of the built site."""
    return read_index(site / INDEX_FILE)


@pytest.fixture(scope="module")
def found(edition: Edition) -> list[Findable]:
    """What can be found of the real edition, without its pages."""
    return list(findables(edition, spots_for(edition), []))


def test_every_record_can_be_found_once(edition: Edition, found: list[Findable]) -> None:
    """Each sentence, note, entity, statement and work has one record, and nothing else has."""
    sentences = [p for p in edition.passages.values() if p.level == "sentence"]
    wanted = Counter([*(p.passage_id for p in sentences), *edition.notes, *edition.entities,
                      *edition.parallels, *edition.estimates, *edition.references])
    assert Counter(one.anchor for one in found) == wanted
    assert {one.group for one in found} == set(GROUPS)


def test_records_hold_all_their_words(edition: Edition, found: list[Findable]) -> None:
    """A passage its words, a note its lemma and body, an entity its names and description."""
    by_id = {one.anchor: one for one in found}
    for passage in edition.passages.values():
        if passage.level == "sentence":
            assert by_id[passage.passage_id].text == passage.words
    for note in edition.notes.values():
        one = by_id[note.note_id]
        assert (one.title, one.text) == (note.lemma, edition.plain(note))
    for entity in edition.entities.values():
        one = by_id[entity.id]
        assert one.title == entity.name
        assert one.text.endswith(entity.description)
        assert entity.kind == "event" or all(v in f"{one.title}{one.text}"
                                             for v in entity.variant_list)


def test_words_stand_for_the_run_that_a_row_is_anchored_to(
    edition: Edition, found: list[Findable]
) -> None:
    """Cutting the run out of the sentence gives the quotation of a name, claim or date."""
    by_id = {one.anchor: one for one in found}
    mukje = next(m for m in edition.mentions if m.entity_id == "mukje")
    runs = {by_id[mukje.first.passage_id].text[a.start:a.end]: a.words
            for a in by_id[mukje.first.passage_id].also}
    assert runs[mukje.first.quote] == "Mukje\nMukja"
    quotes = {a.quote for row in (*edition.mentions, *edition.claims.values(),
                                  *edition.dates.values()) for a in row.anchors}
    cut = [one.text[a.start:a.end] for one in found if one.group == "passages" for a in one.also]
    assert len(cut) > 400
    assert set(cut) <= quotes


def test_numbers_in_words_are_found_by_digits(edition: Edition, found: list[Findable]) -> None:
    """Each bound of a claim stands in digits under the claim's own words."""
    by_id = {one.anchor: one for one in found}
    for claim in edition.claims.values():
        under = {line for a in by_id[claim.first.passage_id].also for line in a.words.split("\n")}
        for value in (claim.low, claim.best, claim.high):
            assert value is None or f"{value:g}" in under or f"{value:.0f}" in under


def test_names_in_notes_are_tied_to_their_words(edition: Edition, found: list[Findable]) -> None:
    """The run that a role of a note sets says the name that it sets."""
    names = {e.name for e in edition.entities.values()}
    by_id = {one.anchor: one for one in found}
    tied = 0
    for note in edition.notes.values():
        shown = [run.text or edition.name_of(run.kind, run.target) for run in note.runs
                 if run.target in edition.entities]
        one = by_id[note.note_id]
        assert [one.text[a.start:a.end] for a in one.also] == shown
        assert all(a.words.split("\n")[0] in names for a in one.also)
        tied += len(shown)
    assert tied > 100


def test_without_base_texts_no_running_words_can_be_found(edition: Edition) -> None:
    """A sentence is then found under the names in it and the words that notes are on."""
    own = closed(edition)
    found = {one.anchor: one for one in findables(own, spots_for(own), [])}
    lemmata = {n.last.quote for n in own.notes.values()}
    for passage in own.passages.values():
        if passage.level == "sentence":
            one = found[passage.passage_id]
            parts = [part for part in one.text.split(" … ") if part.strip("… ")]
            assert {part.strip("… ") for part in parts} <= lemmata
            named = {m.entity_id for m in own.mentions if m.first.passage_id == passage.passage_id}
            assert {a.words.split("\n")[0] for a in one.also} == {
                own.entities[key].name for key in named}
            assert all((a.start, a.end) == (0, 0) for a in one.also)


def test_what_no_page_sets_cannot_be_found(tiny_edition: Edition) -> None:
    """A record without a place leads nowhere, so it is not there."""
    note = next(iter(tiny_edition.notes))
    one, = findables(tiny_edition, {("note", note): ("text", note)}, [])
    assert (one.page, one.anchor) == ("text", note)


def test_sections_hold_their_own_words() -> None:
    """Prose, captions and cells, without code, inner sections and what has its own records."""
    inner = dn.section("", dn.title("", "Inner"), dn.paragraph("", "Second  words."),
                       ids=["inner"])
    table = dn.table("", dn.tgroup("", dn.tbody("", dn.row("", dn.entry(
        "", dn.paragraph("", "A cell.")))), cols=1))
    repeated = dn.table("", dn.caption("", "Again."), classes=["ed-open"])
    code, record = dn.literal_block("", "x = 1"), en.index_list("", dn.paragraph("", "Entry."))
    first = dn.paragraph("", "First ", dn.emphasis("", "words."))
    outer = dn.section("", dn.title("", "Outer"), first, code, table, repeated, record, inner,
                       ids=["outer"])
    document = new_document("page")
    document += outer
    assert list(sections_of("page", document)) == [
        Section("page", "", "Outer", "Outer", "First words. A cell."),
        Section("page", "inner", "Outer", "Inner", "Second words."),
    ]


def test_the_script_keeps_every_record() -> None:
    """Strings that recur stand once; a record is a short list with its page as a number."""
    one = Findable("passages", "db", "DB.1.1", "DB 1.1", "", "Words.")
    both = [replace(one, also=(Also(0, 5, "a"), Also(1, 2, "b"))),
            replace(one, anchor="DB.1.2", also=(Also(2, 3, "a"),)),
            Findable("pages", "about", "", "", "About", "It “is”.")]
    script = index_script(both, {"about": ("about.html", "About"), "db": ("db.html", "DB")},
                          {"C001": "db"})
    index = json.loads(script.removeprefix("globalThis.editionIndex=").removesuffix(";\n"))
    assert index["pages"] == [["about.html", "About"], ["db.html", "DB"]]
    assert index["also"] == ["a", "b"]
    assert index["claims"] == {"C001": 1}
    assert index["groups"]["passages"] == [
        [1, "DB.1.1", "DB 1.1", "", "Words.", [0, 5, 0, 1, 2, 1]],
        [1, "DB.1.2", "DB 1.1", "", "Words.", [2, 3, 0]]]
    assert index["groups"]["pages"] == [[0, "", "", "About", "It “is”."]]


def test_a_book_gets_our_search_and_not_that_of_sphinx(
    tiny: Callable[..., Path], tiny_edition: Edition
) -> None:
    """Page and index are there; a page that is read anew replaces what it had in the index."""
    root = tiny()
    pages = {"text": TEXT, "back": BACK, "rest": REST, "table": TABLE,
             "prose": "# One\n\nOld words."}
    built = Book(root, pages)
    assert built.warnings == ""
    assert "search-index.js" in (built.out / "search.html").read_text("utf-8")
    assert sorted(p.name for p in built.out.rglob("*search*")) == [
        "search-index.js", "search.css", "search.html", "search.js"]
    index = read_index(built.out / INDEX_FILE)
    assert {row[1] for row in index["groups"]["notes"]} == set(tiny_edition.notes)
    assert {row[1] for row in index["groups"]["names"]} == set(tiny_edition.entities)
    assert set(index["claims"]) == set(tiny_edition.claims)
    again = Book(root, {**pages, "prose": "# One\n\nNew words."})
    texts = [row[4] for row in read_index(again.out / INDEX_FILE)["groups"]["pages"]]
    assert "New words." in texts
    assert "Old words." not in texts


def test_without_base_texts_the_index_of_a_book_holds_no_sentence(
    tiny: Callable[..., Path], tiny_edition: Edition
) -> None:
    """The switch reaches the script that is shipped."""
    pages = {"text": TEXT, "back": BACK, "rest": REST, "table": TABLE}
    built = Book(tiny(), pages, edition_base_texts=False)
    script = (built.out / INDEX_FILE).read_text("utf-8")
    for passage in tiny_edition.passages.values():
        assert passage.words not in script


def test_everything_on_the_site_is_in_the_index(index: Any, site: Path, edition: Edition) -> None:
    """Each passage, note, entity, statement, work and claim, and each section of each page."""
    rows = {group: {row[1] for row in index["groups"][group]} for group in GROUPS}
    assert rows["passages"] == {p for p, row in edition.passages.items() if row.level == "sentence"}
    assert rows["notes"] == set(edition.notes)
    assert rows["names"] == set(edition.entities)
    assert {*edition.parallels, *edition.estimates} <= rows["pages"]
    assert len(rows["sources"]) == len(edition.references)
    assert set(index["claims"]) == set(edition.claims)
    listed = {f"{index['pages'][row[0]][0]}#{row[1]}" for row in index["groups"]["pages"]}
    for path in sorted(site.glob("*.html")):
        if path.stem in ("search", "404", "find"):
            continue
        page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        sections = page.select("main section[id]:not(.ed-par, .ed-index-group, .ed-alignment)")
        wanted = {f"{path.name}#{s['id']}" for s in sections[1:]} | {f"{path.name}#"}
        assert wanted <= listed, path.name


def test_every_result_leads_to_an_anchor(index: Any, site: Path) -> None:
    """The page is there, and the id stands on it."""
    ids = {name: {e["id"] for e in BeautifulSoup((site / name).read_text("utf-8"),
                                                 "html.parser").find_all(id=True)} | {""}
           for name, _ in index["pages"]}
    for group in GROUPS:
        for page, anchor, *_ in index["groups"][group]:
            assert anchor in ids[index["pages"][page][0]], (group, anchor)


def test_the_index_is_light_and_only_the_search_page_loads_it(site: Path) -> None:
    """Under 250 kB compressed, and no weight on any page that is read."""
    script = (site / INDEX_FILE).read_bytes()
    assert len(gzip.compress(script, 9)) < 250_000
    loading = [path.name for path in site.rglob("*.html")
               if "search-index.js" in path.read_text("utf-8")]
    assert loading == ["search.html"]


def test_nothing_of_the_search_of_sphinx_is_shipped(site: Path) -> None:
    """Neither its index nor its scripts nor its word lists."""
    names = {p.name for p in site.rglob("*.js")}
    assert not names & {"searchindex.js", "searchtools.js", "language_data.js", "doctools.js",
                        "sphinx_highlight.js", "documentation_options.js"}
    assert not [name for name in names if "stemmer" in name]
