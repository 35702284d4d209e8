"""The order of index entries."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import REPO
from edition import Edition
from edition.collation import initial, sort_key
from edition.labels import filed


@pytest.mark.parametrize("names", [
    ["Cabej", "Cuka", "Çabej", "Çuka", "Dibër"],  # ç follows c
    ["Elbasan", "Elez", "Ersekë", "Ëmbël", "Fier"],  # ë follows e
    ["Permeti", "Përmet"],  # also within a word
    ["2nd Division", "3rd Brigade", "10th Brigade", "21st Division"],  # numbers by their value
    ["Hoxha, Abaz", "Hoxha, Enver", "Hoxhaj"],
    ["Müller", "Musta"],  # other marks are set aside
    ["O'Brien", "Obrist"],
])  # fmt: skip
def test_names_in_order(names: list[str]) -> None:
    """The lists above are in order, whatever order they come in."""
    assert sorted(reversed(names), key=sort_key) == names


@pytest.mark.parametrize(("name", "letter"), [
    ("Çermenikë", "Ç"), ("çeta", "Ç"), ("Ëmbël", "Ë"), ("Élite", "E"), ("vlorë", "V"),
    ("1st Corps", "0–9"), ("“Zëri”", "Z"), ("Žižka", "Z"),
    ("Брайович", "А–Я"),
])  # fmt: skip
def test_initial(name: str, letter: str) -> None:
    """An entry is filed under its first letter; Albanian ones have their own, Cyrillic ones one."""
    assert initial(name) == letter


def test_each_letter_comes_once(edition: Edition) -> None:
    """Sorted entries of one letter stand together."""
    for kind in ("person", "place", "organisation", "unit", "work"):
        letters = [initial(e.sort_name) for e in
                   sorted(edition.of_kind(kind), key=lambda e: sort_key(e.sort_name))]
        runs = [a for a, b in zip(letters, [None, *letters], strict=False) if a != b]
        assert len(runs) == len(set(runs)), kind


def test_each_letter_of_the_bibliography_comes_once(edition: Edition) -> None:
    """So it does among the works, whose labels begin with names, sites and numbers."""
    letters = [initial(work.filing) for work in filed(edition.references.values())]
    runs = [a for a, b in zip(letters, [None, *letters], strict=False) if a != b]
    assert len(runs) == len(set(runs))
    assert runs[0] == "0–9"


@pytest.mark.parametrize(("page", "section"), [("glossary", "Glossary"),
                                               ("sigla", "Abbreviations")])
def test_listed_terms_are_in_order(page: str, section: str) -> None:
    """The glossary and the abbreviations are written in the order of the indices."""
    source = (REPO / f"book/{page}.md").read_text("utf-8")
    listed = re.split(rf"^#+ {section}$", source, flags=re.MULTILINE)[1]
    terms = re.findall(r"^(\S.*)\n(?=: )", listed, re.MULTILINE)
    assert len(terms) > 1
    assert terms == sorted(terms, key=sort_key)


@given(st.text(min_size=1), st.text(min_size=1))
def test_two_names_have_one_order(a: str, b: str) -> None:
    """Different names have different keys, so that the order is the same in every run."""
    assert (sort_key(a) == sort_key(b)) == (a == b)
