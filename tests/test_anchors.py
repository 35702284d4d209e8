"""Anchors: words found once, locators read and written, spans cut without loss."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition import Edition
from edition.anchors import (
    PASSAGE,
    ROW,
    SIGLUM,
    AnchorError,
    Locator,
    Span,
    common_prefix,
    find_quote,
    parse_locator,
    split_spans,
)

WORDS = "the men and the other men of the town"


@pytest.mark.parametrize(("quote", "occurrence", "offset"), [
    ("town", None, 33),
    ("town", 1, 33),
    ("the", 1, 0),
    ("the", 2, 12),
    ("the", 3, 17),  # within "other": runs of characters are counted, not words
    ("the", 4, 29),
    (WORDS, None, 0),
])  # fmt: skip
def test_words_are_found(quote: str, occurrence: int | None, offset: int) -> None:
    """Words are found where they stand, the occurrence counted from 1."""
    assert find_quote(WORDS, quote, occurrence) == offset
    assert WORDS[offset:].startswith(quote)


@pytest.mark.parametrize(("quote", "occurrence", "message"), [
    ("women", None, "not in the passage"),
    ("The", None, "not in the passage"),
    ("men", None, "stand 2 times"),
    ("men", 3, "no occurrence 3; the words stand 2"),
    ("men", 0, "no occurrence 0"),
    ("", None, "no words"),
    ("", 1, "no words"),
])  # fmt: skip
def test_words_that_are_not_there_just_once(quote: str, occurrence: int | None,
                                            message: str) -> None:
    """Missing and ambiguous words are errors that say which."""
    with pytest.raises(AnchorError, match=message):
        find_quote(WORDS, quote, occurrence)


def test_overlapping_occurrences_count() -> None:
    """``ana`` stands twice in ``banana``."""
    assert find_quote("banana", "ana", 2) == 3


def test_the_forms_of_ids_are_those_of_the_tables(edition: Edition) -> None:
    """What is looked for in words is what the tables hold, now and when they have grown."""
    rows = [*edition.claims, *edition.controls, *edition.dates, *edition.numerals, *edition.notes,
            *edition.mention, *edition.parallels, *edition.estimates]
    for form, ids in ((SIGLUM, [*edition.texts, "A", "TWX"]),
                      (PASSAGE, [*edition.passages, "TWX.123.45"]),
                      (ROW, [*rows, "C1001", "N10000"])):
        assert [key for key in ids if not re.fullmatch(form, key)] == []


@given(st.text("ab ", min_size=1, max_size=20), st.data())
def test_every_run_of_characters_has_an_occurrence(passage: str, data: st.DataObject) -> None:
    """Any run of characters can be anchored by some occurrence, and comes back."""
    start = data.draw(st.integers(0, len(passage) - 1))
    quote = passage[start : data.draw(st.integers(start + 1, len(passage)))]
    count = sum(passage.startswith(quote, at) for at in range(len(passage)))
    found = [find_quote(passage, quote, n) for n in range(1, count + 1)]
    assert found == sorted(set(found))
    assert start in found


@pytest.mark.parametrize(("written", "first", "last", "key", "label"), [
    ("DB.12.5", "DB.12.5", "DB.12.5", "DB.12.5", "DB 12.5"),
    ("DB 12.5", "DB.12.5", "DB.12.5", "DB.12.5", "DB 12.5"),
    (" DB.12 ", "DB.12", "DB.12", "DB.12", "DB 12"),
    ("DB.12.5-7", "DB.12.5", "DB.12.7", "DB.12.5-7", "DB 12.5–7"),
    ("DB 12.5–7", "DB.12.5", "DB.12.7", "DB.12.5-7", "DB 12.5–7"),
    ("DB.12.13-13.2", "DB.12.13", "DB.13.2", "DB.12.13-13.2", "DB 12.13–13.2"),
    ("DB.12-13", "DB.12", "DB.13", "DB.12-13", "DB 12–13"),
    ("DB.12.5-12.7", "DB.12.5", "DB.12.7", "DB.12.5-7", "DB 12.5–7"),
    ("DB.12.5-5", "DB.12.5", "DB.12.5", "DB.12.5", "DB 12.5"),
])  # fmt: skip
def test_locator(written: str, first: str, last: str, key: str, label: str) -> None:
    """Each way of writing a locator comes to one id and one form that people read."""
    locator = parse_locator(written)
    assert (locator.first, locator.last) == (first, last)
    assert (str(locator), locator.label) == (key, label)


@pytest.mark.parametrize("written", [
    "", "DB", "12.5", "db.12.5", "DB.12.5.1", "DB.12.5-", "DB.12.5-HL.1.1", "DB.12-13.2",
    "DB..5", "DB.12.5, DB.12.6", "DB.-1", "DB.12.5-13.2.1",
])  # fmt: skip
def test_what_is_no_locator(written: str) -> None:
    """Anything else is refused, with the forms that are allowed."""
    with pytest.raises(ValueError, match="is not a passage; write DB.12.5, DB.12 or DB.12.5-7"):
        parse_locator(written)


numbers = st.integers(1, 999)


@given(st.sampled_from(["DB", "HL"]), numbers, numbers, numbers, numbers)
def test_locators_come_back(text: str, p1: int, s1: int, p2: int, s2: int) -> None:
    """A locator written as an id or as a label is read as the same locator."""
    for locator in (
        Locator(text, f"{text}.{p1}.{s1}", f"{text}.{p2}.{s2}"),
        Locator(text, f"{text}.{p1}", f"{text}.{p2}"),
        Locator(text, f"{text}.{p1}", f"{text}.{p1}"),
    ):
        assert parse_locator(str(locator)) == locator
        assert parse_locator(locator.label) == locator


def test_every_passage_is_its_own_locator(edition: Edition) -> None:
    """Each id and each label of a passage locates that passage alone."""
    for passage in edition.passages.values():
        for written in (passage.passage_id, passage.label):
            assert edition.locate(written)[1] == (passage,)


def test_a_range_covers_its_sentences(edition: Edition) -> None:
    """A range within a paragraph, across two, and of paragraphs."""

    def covered(locator: str) -> list[str]:
        return [p.passage_id for p in edition.locate(locator)[1]]

    assert covered("DB.12.5-7") == ["DB.12.5", "DB.12.6", "DB.12.7"]
    assert covered("DB.1.1-2.2") == ["DB.1.1", "DB.2.1", "DB.2.2"]
    assert covered("HL.1-3") == ["HL.1", "HL.2", "HL.3"]


spans = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda t: tuple(sorted(t))), max_size=8
).map(lambda pairs: [Span(a, b, f"k{n}") for n, (a, b) in enumerate(pairs)])
bounds = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted).filter(lambda t: t[0] < t[1])


@given(bounds, spans)
def test_runs_cover_everything_once(limits: list[int], spans: list[Span]) -> None:
    """Runs follow one another without gap or overlap from the first character to the last."""
    start, end = limits
    runs = list(split_spans(start, end, spans))
    assert [a for a, _, _ in runs] == [start, *[b for _, b, _ in runs[:-1]]]
    assert runs[-1][1] == end
    assert all(a < b for a, b, _ in runs)


@given(bounds, spans)
def test_fragments_of_a_span_are_the_span(limits: list[int], spans: list[Span]) -> None:
    """The runs that carry a key are just its characters within the limits."""
    start, end = limits
    held: dict[str, set[int]] = {span.key: set() for span in spans}
    for a, b, keys in split_spans(start, end, spans):
        for key in keys:
            held[key] |= set(range(a, b))
    for span in spans:
        assert held[span.key] == set(range(max(start, span.start), min(end, span.end)))


@given(bounds, spans)
def test_outer_spans_come_first(limits: list[int], spans: list[Span]) -> None:
    """Keys stand in the order earliest begun, then longest, so that fragments nest."""
    by_key = {span.key: span for span in spans}
    for _, _, keys in split_spans(*limits, spans):
        order = [(by_key[k].start, -by_key[k].end, k) for k in keys]
        assert order == sorted(order)


def test_common_prefix() -> None:
    """Two sequences share their leading items up to the first that differs."""
    assert common_prefix("abcd", "abxd") == 2
    assert common_prefix((), (1,)) == 0
    assert common_prefix((1, 2), (1, 2)) == 2
