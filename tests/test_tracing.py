"""Tracing: a table counts as read when it is looked into, and not before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import pytest

from conftest import REPO
from edition import tracing
from edition.assumptions import assume
from edition.edition import Edition


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The tables looked into, none so far."""
    seen: set[str] = set()
    monkeypatch.setattr(tracing, "_read", seen)
    return seen


@pytest.mark.parametrize(("look", "tables"), [
    (lambda e: e.claims["C101"], {"claims"}),
    (lambda e: "C101" in e.claims, {"claims"}),
    (lambda e: len(e.claims), {"claims"}),
    (lambda e: [m.mention_id for m in e.mentions], {"mentions"}),
    (lambda e: e.mentions[0], {"mentions"}),
    (lambda e: len(e.allowed), {"allowed"}),
    (lambda e: e.info.version, {"info"}),
    (lambda e: e.of_kind("person"), {"entities"}),
    (lambda e: e.note_numbers, {"notes"}),
    (lambda e: e.notes_on, {"notes", "entities"}),
    (lambda e: e.name_of("passage", "AA.1.1"), set()),
    (lambda e: replace(e, estimates={}), set()),
    (lambda e: replace(e, estimates={}).claims, set()),
    (lambda e: replace(e, estimates={}).estimates.get("E1"), set()),
    (lambda e: list(replace(e, estimates={}).claims), {"claims"}),
    (lambda e: replace(e.info, version="2").version, {"info"}),
])
def test_a_table_counts_when_it_is_looked_into(
    tiny_edition: Edition, read: set[str], look: Callable[[Edition], Any], tables: set[str]
) -> None:
    """Holding or handing on a table reads nothing; ``replace`` reads nothing."""
    edition = tracing.watched(tiny_edition)
    assert read == set()
    look(edition)
    assert read == tables


def test_a_watched_edition_is_the_same(edition: Edition) -> None:
    """Every table holds what it held."""
    watched = tracing.watched(edition)
    for field in fields(Edition):
        mine, theirs = getattr(edition, field.name), getattr(watched, field.name)
        if field.name == "info":
            assert vars(mine).items() <= vars(theirs).items()
        else:
            assert list(theirs) == list(mine)
            assert theirs == mine


@pytest.mark.parametrize(("look", "tables"), [
    (lambda e: None, {"texts"}),
    (lambda e: e.claims["C002"], {"texts", "claims", "word_values"}),
    (lambda e: list(e.controls), {"texts", "controls", "word_values"}),
    (lambda e: list(e.dates), {"texts", "dates"}),
    (lambda e: list(e.parallels), {"texts", "parallels"}),
])
def test_assumptions_read_what_is_looked_into(
    edition: Edition, read: set[str], look: Callable[[Edition], Any], tables: set[str]
) -> None:
    """An edition under assumptions is watched as before: a table left alone is not read."""
    assumed = assume(tracing.watched(edition), texts=["DB"], certainty="medium",
                     words={"some thousand": 3000} if "word_values" in tables else None)
    look(assumed)
    assert read == tables


def test_every_file_belongs_to_a_table(edition: Edition) -> None:
    """The files of all tables are the files read, and each table names its own."""
    names = [field.name for field in fields(Edition) if field.name != "files"]
    assert set(names) == set(tracing._FILES)
    assert tracing.files_of(edition, names) == set(edition.files)
    assert all(tracing.files_of(edition, [name]) for name in names)
    assert tracing.files_of(edition, ["files"]) == set(edition.files)
    assert "data/persons.csv" not in tracing.files_of(edition, ["claims", "passages"])
    assert {row.where.file for row in edition.claims.values()} < tracing.files_of(
        edition, ["claims"])


def test_each_table_names_the_files_its_rows_stand_in(edition: Edition) -> None:
    """No row of a table comes from a file that does not count for it."""
    for name in ("passages", "entities", "mentions", "claims", "notes", "references",
                 "word_values", "controls", "dates", "numerals", "parallels", "estimates",
                 "subjects", "reviews", "number_words", "allowed"):
        table = getattr(edition, name)
        rows = table if isinstance(table, tuple) else table.values()
        assert {row.where.file for row in rows} <= tracing.files_of(edition, [name]), name


def test_nothing_is_watched_unless_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader's own session has plain tables."""
    from edition import open_edition

    monkeypatch.delenv(tracing.TRACE, raising=False)
    assert type(open_edition(REPO).claims) is dict
    monkeypatch.setenv(tracing.TRACE, str(REPO))
    assert type(open_edition(REPO).claims) is not dict
