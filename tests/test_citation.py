"""Citations: every form parses back, with and without address and DOI."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from pybtex.database import parse_string

from edition import Edition, EditionError
from edition.citation import FORMS, cite

LOCATORS = {"DB.12.5": "DB 12.5", "DB.12": "DB 12", "DB.12.5-7": "DB 12.5–7",
            "DB.12.13-13.2": "DB 12.13–13.2", "HL.4.1": "HL 4.1"}


@pytest.fixture(params=["empty", "filled"])
def cited(request: pytest.FixtureRequest, edition: Edition) -> Edition:
    """The edition without address and DOI, as now, and with invented ones."""
    blank = replace(edition.info, address="", doi="")
    filled = replace(blank, address="https://example.org/two/", doi="10.5555/two-accounts")
    return replace(edition, info={"empty": blank, "filled": filled}[request.param])


def address(edition: Edition, locator: str) -> str:
    """The address a citation should give."""
    page = {"DB": "db", "HL": "hl"}[locator[:2]]
    first = locator.partition("-")[0]
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


@pytest.mark.parametrize(("locator", "label"), LOCATORS.items())
def test_bibtex(cited: Edition, locator: str, label: str) -> None:
    """The library pybtex reads the entry back with each field."""
    (key, entry), = parse_string(cite(cited, locator, "bibtex"), "bibtex").entries.items()
    assert (key, entry.type) == (f"two-accounts-{locator}", "incollection")
    assert f"({label.replace('–', '--')})" in entry.fields["title"].replace("–", "--")
    assert entry.fields["note"] == f"passage {locator}"
    assert entry.fields["year"] == "2026"
    assert entry.fields.get("url", "") == address(cited, locator)
    assert entry.fields.get("doi", "") == cited.info.doi
    editor, = entry.persons["editor"]
    assert str(editor).strip("{}") == cited.info.editors


@pytest.mark.parametrize(("locator", "label"), LOCATORS.items())
def test_ris(cited: Edition, locator: str, label: str) -> None:
    """Each line is a tag, two spaces, a hyphen and a value; the record is opened and closed."""
    lines = cite(cited, locator, "ris").split("\n")
    assert all(line[2:6] == "  - " and line[:2].isupper() for line in lines)
    fields = {line[:2]: line[6:] for line in lines}
    assert len(fields) == len(lines)
    assert (lines[0], lines[-1]) == ("TY  - CHAP", "ER  - ")
    assert (fields["SE"], fields["PY"], fields["DA"]) == (label, "2026", "2026/11/21")
    assert fields.get("UR", "") == address(cited, locator)
    assert fields.get("DO", "") == cited.info.doi


@pytest.mark.parametrize(("locator", "label"), LOCATORS.items())
def test_csl_json(cited: Edition, locator: str, label: str) -> None:
    """One item of type chapter with the day of the edition; blank fields are left out."""
    item, = json.loads(cite(cited, locator, "csl-json"))
    assert (item["id"], item["type"]) == (f"two-accounts-{locator}", "chapter")
    assert item["title"].endswith(f"({label})")
    assert item["issued"] == {"date-parts": [[2026, 11, 21]]}
    assert item.get("URL", "") == address(cited, locator)
    assert item.get("DOI", "") == cited.info.doi
    assert "" not in item.values()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("locator", "message"), [
    ("DB.99.1", "there is no passage 'DB.99.1'; allowed: "),
    ("XX.1", "there is no passage 'XX.1'"),
    ("DB.12.7-5", "'DB.12.7-5' ends before it begins"),
    ("page 3", "'page 3' is not a passage; write DB.12.5, DB.12 or DB.12.5-7"),
])  # fmt: skip
def test_unknown_passage(edition: Edition, form: str, locator: str, message: str) -> None:
    """A passage that does not exist is an error in every form, with what is allowed."""
    with pytest.raises(EditionError) as raised:
        cite(edition, locator, form)
    assert str(raised.value).startswith(message)
