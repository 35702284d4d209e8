"""Is everything accounted for? Numerals, dates, names and sentences, each to the last one.

The figures are what ``edition check`` prints; a shortfall is a problem like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from edition import finders
from edition.edition import Edition
from edition.model import Allowed, Anchored, Passage, split_list
from edition.problems import Problem, nearest


@dataclass(frozen=True)
class Coverage:
    """How many things there are of a kind, and how many a row or a reason accounts for."""

    what: str
    found: int
    met: int
    problems: tuple[Problem, ...]


def coverage(edition: Edition) -> list[Coverage]:
    """The four coverage figures; without the words of the texts only that of the sentences."""
    sentences = [p for p in edition.passages.values() if p.level == "sentence"]
    if not edition.has_words:
        return [_reviewed(edition, sentences)]
    listed = frozenset(edition.number_words)
    return [
        _met(edition, sentences, "numerals", lambda w: finders.numerals(w, listed),
             _covered(edition.numerals.values()), "numerals.csv", once=True),
        _met(edition, sentences, "times", finders.times, _covered(edition.dates.values()),
             "dates.csv"),
        _met(edition, sentences, "capitals", finders.capitals,
             _covered([*edition.mentions, *edition.dates.values()]), "mentions.csv"),
        _reviewed(edition, sentences),
    ]


def problems(edition: Edition) -> Iterator[Problem]:
    """Everything that nothing accounts for, and every reason given for nothing."""
    for figure in coverage(edition):
        yield from figure.problems
    if edition.has_words:
        yield from _idle_numerals(edition)
        yield from _idle(edition)


def _idle_numerals(edition: Edition) -> Iterator[Problem]:
    """Rows of the ledger on words that hold no numeral: the word list may have shrunk."""
    listed = frozenset(edition.number_words)
    for row in edition.numerals.values():
        if not any(finders.numerals(a.quote, listed) for a in row.anchors):
            yield Problem(row.where, "quote", row.quote, "no finder meets a numeral in it",
                          "digits, a Roman numeral or a word of number_words.csv")


def _idle(edition: Edition) -> Iterator[Problem]:
    """Allowances for words that no finder meets there, or that are given twice."""
    find = {"capitals": finders.capitals, "times": finders.times}
    anywhere = {name: {found.token for passage in edition.passages.values()
                       for found in finder(passage.words)} for name, finder in find.items()}
    first: dict[tuple[str, ...], Allowed] = {}
    for row in edition.allowed:
        if row.passage_id and row.passage_id not in edition.passages:
            yield Problem(row.where, "passage_id", row.passage_id, "there is no such passage",
                          nearest(row.passage_id, edition.passages))
            continue
        one = first.setdefault((row.finder, row.passage_id, row.token), row)
        if one is not row:
            yield Problem(row.where, "token", row.token, f"is allowed twice, first in {one.where}",
                          "one row for a word in a passage")
        words = edition.passages[row.passage_id].words if row.passage_id else ""
        here = {found.token for found in find[row.finder](words)}
        if row.token not in (here if row.passage_id else anywhere[row.finder]):
            yield Problem(row.where, "token", row.token, "no finder meets this word there",
                          "a word that stands in the passage, or no row")


def _covered(rows: Iterable[Anchored]) -> dict[str, list[tuple[int, int]]]:
    """Paragraph id → the spans that rows cover in it."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for row in rows:
        for a in row.anchors:
            spans.setdefault(a.paragraph_id, []).append((a.start, a.end))
    return spans


def _met(edition: Edition, sentences: Collection[Passage], what: str,
         find: Callable[[str], Iterable[finders.Found]],
         covered: dict[str, list[tuple[int, int]]], table: str, *,
         once: bool = False) -> Coverage:
    allowed = {(a.passage_id, a.token) for a in edition.allowed if a.finder == what}
    found, met, missing = 0, 0, []
    for sentence in sentences:
        near = [(s, e) for s, e in covered.get(sentence.parent_id, ())
                if s < sentence.end and e > sentence.start]
        for item in find(sentence.words):
            found += 1
            start, end = sentence.start + item.start, sentence.start + item.end
            rows = sum(s < end and e > start for s, e in near)
            excused = rows == 0 and not allowed.isdisjoint(
                {(sentence.passage_id, item.token), ("", item.token)})
            if excused or rows == 1 or (rows > 1 and not once):
                met += 1
            else:
                message = "no row accounts for it" if rows == 0 else f"{rows} rows account for it"
                missing.append(Problem(sentence.where, what, item.token,
                                       f"{message} ({sentence.label})",
                                       f"a row in {table}" + ("" if once else
                                       ", or a reason in allowed.csv")))
    return Coverage(what, found, met, tuple(missing))


def _reviewed(edition: Edition, sentences: Collection[Passage]) -> Coverage:
    """Each sentence has its row: with just the notes it has, or with a remark of its own."""
    noted: dict[str, list[str]] = {}
    for note in edition.notes.values():
        for a in note.anchors:
            noted.setdefault(a.passage_id, []).append(note.note_id)
    missing: list[Problem] = []
    remarks: dict[str, str] = {}
    met = 0
    for sentence in sentences:
        row = edition.reviews.get(sentence.passage_id)
        if row is None:
            missing.append(Problem(sentence.where, "passage_id", sentence.passage_id,
                                   "has not been reviewed", "a row in reviews.csv"))
            continue
        has, told = set(noted.get(sentence.passage_id, ())), set(split_list(row.note_ids))
        if has != told:
            missing.append(Problem(row.where, "note_ids", row.note_ids,
                                   "are not the notes of this sentence",
                                   " | ".join(sorted(has)) or "blank"))
        elif not has and not row.remark:
            missing.append(Problem(row.where, "remark", "", "neither note nor remark",
                                   "what was weighed and why nothing is said"))
        elif row.remark and row.remark in remarks:
            missing.append(Problem(row.where, "remark", row.remark,
                                   f"is that of {remarks[row.remark]} again",
                                   "a sentence written for this passage"))
        else:
            met += 1
        remarks.setdefault(row.remark, sentence.label)
    known = {sentence.passage_id for sentence in sentences}
    missing += [Problem(row.where, "passage_id", row.passage_id, "there is no such sentence",
                        nearest(row.passage_id, known))
                for row in edition.reviews.values() if row.passage_id not in known]
    return Coverage("sentences", len(sentences), met, tuple(missing))
