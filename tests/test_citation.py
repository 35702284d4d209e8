"""Citations: every form parses back, with and without address and DOI."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.formatter import plain
from citeproc.source.json import CiteProcJSON
from pybtex.database import parse_string

from edition import Edition, EditionError
from edition.charts.registry import CHARTS
from edition.citation import FORMS, cite
from edition.citation.fill import NAMES, accessed_values, fill
from edition.citation.pages import note_words, page_data
from edition.citation.subjects import parts, subjects

LOCATORS = {"DB.12.5": "DB 12.5", "DB.12": "DB 12", "DB.12.5-7": "DB 12.5–7",
            "DB.12.13-13.2": "DB 12.13–13.2", "HL.4.1": "HL 4.1"}
ROWS = {"N0310": "note 46 to DB 3.4 [N0310]", "C014": "claim C014, DB 16.1",
        "forces-strengths": "figure forces-strengths"}
PUBLISHED = dt.date(2026, 11, 21)  # as if the version had been published then
DAY = dt.date(2026, 12, 1)


@pytest.fixture(params=["empty", "filled"])
def cited(request: pytest.FixtureRequest, edition: Edition) -> Edition:
    """The edition without address and DOI, as now, and with invented ones."""
    blank = replace(edition.info, address="", doi="", date=PUBLISHED)
    filled = replace(blank, address="https://example.org/two/", doi="10.5555/two-accounts")
    return replace(edition, info={"empty": blank, "filled": filled}[request.param])


@pytest.fixture
def public(edition: Edition) -> Edition:
    """The edition with an address and no DOI, so that prose gives the address."""
    return replace(edition, info=replace(
        edition.info, address="https://example.org/two", doi="", date=PUBLISHED))


def address(edition: Edition, locator: str) -> str:
    """The address a citation should give."""
    page = {"D": "db", "H": "hl", "N": "db", "C": "db", "f": "forces"}[locator[0]]
    first = locator if locator in CHARTS else locator.partition("-")[0]
    return f"https://example.org/two/{page}.html#{first}" if edition.info.address else ""


@pytest.mark.parametrize(("locator", "label"), LOCATORS.items())
def test_text(cited: Edition, locator: str, label: str) -> None:
    """Title, version, day, passage, and the address or else the passage id."""
    said = cite(cited, locator)
    assert said.startswith("Two Accounts of the Albanian Resistance, 1939–1944, version ")
    assert f", {label}, " in said
    if cited.info.address:
        assert address(cited, locator) + "." in said
        assert said.endswith("https://doi.org/10.5555/two-accounts.")
    else:
        assert said.endswith(f"passage id {locator}.")
        assert "http" not in said


def test_quotation(cited: Edition) -> None:
    """The words of the passages stand in quotation marks before the citation."""
    said = cite(cited, "DB.12.5-7", "quotation")
    words = [cited.passages[f"DB.12.{n}"].words for n in (5, 6, 7)]
    assert said.startswith(f"“{' '.join(words)}” (Two Accounts")
    assert said.endswith(").")


def test_quotation_of_a_note(edition: Edition) -> None:
    """A note is quoted with its own words, a claim with those of the text that it codes."""
    note = edition.plain(edition.notes["N0310"])
    assert cite(edition, "N0310", "quotation").startswith(f"“{note}” (Two Accounts")
    assert "text’s side, and its vocabulary stays there: “collaborators” in" in cite(
        edition, "N0106", "quotation")
    assert cite(edition, "C014", "quotation").startswith("“70 thousand men altogether” (Two")


def test_link(edition: Edition, public: Edition) -> None:
    """The address of what is cited; within the site as long as there is none in public."""
    for key in (*LOCATORS, *ROWS):
        assert cite(public, key, "link") == address(public, key)
        assert address(public, key).endswith(f"/{cite(edition, key, 'link')}")


def test_chicago(public: Edition) -> None:
    """A note: a base text under its title, what the editors wrote under their name."""
    assert cite(public, "DB.12.5-7", "chicago", DAY) == (
        "‘The Long Account’, in Two Accounts of the Albanian Resistance, 1939–1944, "
        "version 0.1.0, ed. the editors of Two Accounts (21 November 2026), DB 12.5–7, "
        "accessed 1 December 2026, https://example.org/two/db.html#DB.12.5.")
    assert cite(public, "N0310", "chicago") == (
        "The editors of Two Accounts, ‘Notes to the Long Account’, in Two Accounts of the "
        "Albanian Resistance, 1939–1944, version 0.1.0 (21 November 2026), note 46 to DB 3.4 "
        "[N0310], https://example.org/two/db.html#N0310.")


def test_mla(public: Edition) -> None:
    """An entry of a list of works cited, with the passage in the title."""
    assert cite(public, "HL.4.1", "mla", DAY) == (
        "‘The Short Account (HL 4.1)’. Two Accounts of the Albanian Resistance, 1939–1944, "
        "edited by the editors of Two Accounts, Version 0.1.0, 21 Nov. 2026, "
        "https://example.org/two/hl.html#HL.4.1. Accessed 1 Dec. 2026.")
    assert cite(public, "C014", "mla").startswith(
        "The editors of Two Accounts. ‘Data on the Long Account (claim C014, DB 16.1)’. Two ")


WHOLE = "Two Accounts of the Albanian Resistance, 1939–1944"


def test_the_whole_in_prose(cited: Edition) -> None:
    """A book with its subtitle, and no part of one; nothing of it is quoted."""
    end = {"": ".", "10.5555/two-accounts": ", https://doi.org/10.5555/two-accounts."}
    accessed = "accessed 1 December 2026"
    said = cite(cited, "two-accounts", "chicago", DAY)
    assert said.startswith(f"{WHOLE}: An Annotated Edition with Executable Notebooks, version "
                           "0.1.0, ed. the editors of Two Accounts (21 November 2026), accessed 1 ")
    assert said.endswith(f"{accessed}{end[cited.info.doi]}")
    assert cite(cited, "two-accounts", "mla").startswith(
        f"{WHOLE}: An Annotated Edition with Executable Notebooks. Edited by the editors of Two "
        "Accounts, Version 0.1.0, 21 Nov. 2026")
    short = cite(cited, "two-accounts", "text", DAY)
    place = [cited.info.address] if cited.info.address else []
    assert short.startswith(", ".join([f"{WHOLE}, version 0.1.0 (2026-11-21)", *place, accessed]))
    assert cite(cited, "two-accounts", "quotation", DAY).rstrip(".") == short.rstrip(".")


def test_the_whole_for_programs(cited: Edition) -> None:
    """The same fields in each format, with the address of the edition where it has one."""
    info = cited.info
    bib, = parse_string(cite(cited, "two-accounts", "bibtex", DAY), "bibtex").entries.values()
    lines = cite(cited, "two-accounts", "ris", DAY).split("\n")
    ris = {line[:2]: line[6:] for line in lines}
    csl, = json.loads(cite(cited, "two-accounts", "csl-json", DAY))
    assert (bib.type, ris["TY"], csl["type"]) == ("book", "BOOK", "book")
    assert bib.fields["title"] == ris["TI"] == csl["title"] == f"{WHOLE}: {info.subtitle}"
    assert bib.fields["date"] == ris["DA"].replace("/", "-") == "2026-11-21"
    assert csl["issued"] == {"date-parts": [[2026, 11, 21]]}
    assert bib.fields.get("url", "") == ris.get("UR", "") == csl.get("URL", "") == info.address
    assert bib.fields.get("doi", "") == ris.get("DO", "") == csl.get("DOI", "") == info.doi
    assert not {"booktitle", "note"} & bib.fields.keys()
    assert not {"T2", "SE"} & ris.keys() and "container-title" not in csl
    assert cite(cited, "two-accounts", "link") == (info.address or "index.html")


@pytest.mark.parametrize("key", [*LOCATORS, *ROWS])
@pytest.mark.parametrize("form", ["text", "chicago", "mla", "quotation"])
def test_prose_is_complete(cited: Edition, form: str, key: str) -> None:
    """Version, day of the edition, label and day of access; a DOI only if there is one."""
    said = cite(cited, key, form, DAY)
    assert "ersion 0.1.0" in said
    assert any(day in said for day in ("2026-11-21", "21 November 2026", "21 Nov. 2026"))
    assert {**LOCATORS, **ROWS}[key] in said
    assert "ccessed 1 Dec" in said
    assert ("https://doi.org/10.5555/two-accounts" in said) == bool(cited.info.doi)
    undated = cite(cited, key, form)
    assert "ccessed" not in undated
    assert "2026-12" not in undated


@pytest.mark.parametrize("month", range(1, 13))
def test_days_of_access_are_those_of_the_styles(month: int) -> None:
    """The day is written as each style would write it, for every month."""
    day = dt.date(2026, month, 9)
    values = accessed_values(day)
    for style, name in (("chicago-notes-bibliography", "long"),
                        ("modern-language-association", "short")):
        item = {"id": "x", "type": "webpage", "title": "T", "URL": "https://example.org/",
                "accessed": {"date-parts": [[2026, month, 9]]}}
        made = CitationStylesBibliography(
            CitationStylesStyle(style, locale="en-GB", validate=False), CiteProcJSON([item]), plain)
        made.register(Citation([CitationItem("x")]))
        assert f"ccessed {values[name]}" in str(made.bibliography()[0])


@pytest.mark.parametrize(("locator", "label"), {**LOCATORS, **ROWS}.items())
def test_bibtex(cited: Edition, locator: str, label: str) -> None:
    """The library pybtex reads the entry back with each field."""
    said = cite(cited, locator, "bibtex", DAY)
    (key, entry), = parse_string(said, "bibtex").entries.items()
    assert (key, entry.type) == (f"two-accounts-{locator}", "incollection")
    assert f"({label.replace('–', '--')})" in entry.fields["title"].replace("–", "--")
    noun = "passage" if locator in LOCATORS else "(note|row|figure)"
    assert entry.fields["note"].split()[0] in noun
    assert entry.fields["note"].endswith(f" {locator}")
    assert (entry.fields["year"], entry.fields["date"]) == ("2026", "2026-11-21")
    assert entry.fields["urldate"] == "2026-12-01"
    assert entry.fields.get("url", "") == address(cited, locator)
    assert entry.fields.get("doi", "") == cited.info.doi
    editor, = entry.persons["editor"]
    assert str(editor).strip("{}") == cited.info.editors
    assert ("author" in entry.persons) == (locator in ROWS)


@pytest.mark.parametrize(("locator", "label"), {**LOCATORS, **ROWS}.items())
def test_ris(cited: Edition, locator: str, label: str) -> None:
    """Each line is a tag, two spaces, a hyphen and a value; the record is opened and closed."""
    lines = cite(cited, locator, "ris", DAY).split("\n")
    assert all(line[2:6] == "  - " and line[:2].isupper() for line in lines)
    fields = {line[:2]: line[6:] for line in lines}
    assert len(fields) == len(lines)
    assert (lines[0], lines[-1]) == ("TY  - CHAP", "ER  - ")
    assert (fields["SE"], fields["PY"], fields["DA"]) == (label, "2026", "2026/11/21")
    assert fields["Y2"] == "2026/12/01"
    assert fields.get("UR", "") == address(cited, locator)
    assert fields.get("DO", "") == cited.info.doi
    assert ("AU" in fields) == (locator in ROWS)


@pytest.mark.parametrize(("locator", "label"), {**LOCATORS, **ROWS}.items())
def test_csl_json(cited: Edition, locator: str, label: str) -> None:
    """One item of type chapter with the day of the edition; blank fields are left out."""
    item, = json.loads(cite(cited, locator, "csl-json", DAY))
    assert (item["id"], item["type"]) == (f"two-accounts-{locator}", "chapter")
    assert item["title"].endswith(f"({label})")
    assert item["issued"] == {"date-parts": [[2026, 11, 21]]}
    assert item["accessed"] == {"date-parts": [[2026, 12, 1]]}
    assert item.get("URL", "") == address(cited, locator)
    assert item.get("DOI", "") == cited.info.doi
    assert "" not in item.values()


def test_without_a_day_programs_get_none(edition: Edition) -> None:
    """No clock is asked: without a day of access no form has one."""
    assert "accessed" not in json.loads(cite(edition, "DB.1.1", "csl-json"))[0]
    assert "urldate" not in cite(edition, "DB.1.1", "bibtex")
    assert "Y2" not in cite(edition, "DB.1.1", "ris")


def test_everything_can_be_cited_in_every_form(edition: Edition) -> None:
    """Each passage, note, coded row and figure; no place is left unfilled."""
    templates = {part.key: {form: make(edition, part, True) for form, make in FORMS.items()}
                 for part in parts(edition).values()}
    known = [subject.key for subject in subjects(edition)]
    assert known == [*edition.notes, *edition.claims, *edition.controls, *edition.dates, *CHARTS,
                     "two-accounts"]
    days = accessed_values(DAY)
    for subject in subjects(edition):
        for form, template in templates[subject.part.key].items():
            said = fill(template, {**subject.values, **days})
            assert not any(f"{{{name}}}" in said for name in NAMES), (subject.key, form)
    for key in edition.passages:
        assert cite(edition, key).endswith(f"passage id {key}.")


def test_labels_need_no_escaping(edition: Edition) -> None:
    """What is filled in has no character that BibTeX, RIS or JSON would take for its own."""
    for subject in subjects(edition):
        assert not set('\\"{}%$#_&~^\n') & set(subject.label + subject.key + subject.anchor)


def test_pages_get_the_same_templates(edition: Edition) -> None:
    """The data for the pages are the templates of ``cite``; prose only has its titles marked."""
    data = page_data(edition)
    for part in parts(edition).values():
        for form, make in FORMS.items():
            held = data["templates"][part.key][form].replace("<i>", "").replace("</i>", "")
            assert held == make(edition, part, True)
    labels = {key: said[0] for rows in data["rows"].values() for key, said in rows.items()}
    assert labels == {subject.key: subject.label for subject in subjects(edition)}
    assert note_words(edition).keys() == edition.notes.keys()
    assert not {'"', "'"} & set("".join(note_words(edition).values()))
    assert data["rows"]["DB-data"]["C014"][1:] == ["70 thousand men altogether"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("locator", "message"), [
    ("DB.99.1", "there is no passage 'DB.99.1'; allowed: "),
    ("XX.1", "there is no passage 'XX.1'"),
    ("DB.12.7-5", "'DB.12.7-5' ends before it begins"),
    ("page 3", "'page 3' is not a passage; write DB.12.5, DB.12 or DB.12.5-7"),
    ("N9999", "there is nothing 'N9999' to cite; allowed: "),
    ("forces-strength", "there is nothing 'forces-strength' to cite; allowed: "),
])  # fmt: skip
def test_unknown_passage(edition: Edition, form: str, locator: str, message: str) -> None:
    """What does not exist is an error in every form, with what is allowed."""
    with pytest.raises(EditionError) as raised:
        cite(edition, locator, form)
    assert str(raised.value).startswith(message)
