"""Checks of dates, numerals, control statements, parallels, estimates, and of coverage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from edition import coverage
from edition.checks.pieces import a_locator, an_entity, consulted, known, problem_of
from edition.edition import Edition
from edition.model import Anchored, Numeral, plain, split_list
from edition.problems import Problem

_SIDES_OF = {"agree": (True, True), "differ": (True, True), "only_DB": (True, False),
             "only_HL": (False, True)}


def dates_lean_on_passages(edition: Edition) -> Iterator[Problem]:
    """What a date is inferred from is named and exists, and so does its event."""
    for date in edition.dates.values():
        passages = split_list(date.relative_to)
        for passage_id in passages:
            yield from a_locator(edition, date, "relative_to", passage_id)
        if date.basis == "inferred" and not passages:
            yield problem_of(date, "relative_to", "", "an inferred date leans on nothing",
                             "the passages that supply what the expression leaves out")
        yield from an_entity(edition, date, "event_id", date.event_id, ("event",))


def events_are_placed(edition: Edition) -> Iterator[Problem]:
    """The place of an event is a record."""
    for event in edition.of_kind("event"):
        place_id = getattr(event, "place_id", "")
        yield from an_entity(edition, event, "place_id", place_id, ("place",))


def numerals_point_to_rows(edition: Edition) -> Iterator[Problem]:
    """A numeral that belongs to a row names it, and stands within its words."""
    rows_for = _rows_by_use(edition)
    for numeral in edition.numerals.values():
        rows = rows_for.get(numeral.use)
        if not rows:
            if numeral.row_id:
                yield problem_of(numeral, "row_id", numeral.row_id,
                                 f"must be blank when the use is {numeral.use}", "blank")
            continue
        row = rows.get(numeral.row_id)
        if row is None:
            if numeral.row_id:
                yield from known(numeral, "row_id", numeral.row_id, rows)
            else:
                yield problem_of(numeral, "row_id", "",
                                 f"must not be blank when the use is {numeral.use}",
                                 "the row that the numeral belongs to")
        elif not _within(numeral, row):
            yield problem_of(numeral, "row_id", numeral.row_id,
                             f"the words of {numeral.row_id} do not hold this numeral",
                             "a row whose quote holds it")


def _rows_by_use(edition: Edition) -> dict[str, Mapping[str, Anchored]]:
    """Use of a numeral → the rows, one of which it belongs to."""
    return {
        "claim": edition.claims,
        "date": edition.dates,
        "duration": {**edition.dates, **edition.claims},
        "control": {**edition.controls, **edition.claims},
        "name": {m.mention_id: m for m in edition.mentions},
    }


def _within(numeral: Numeral, row: Anchored) -> bool:
    return all(
        any(a.text_id == b.text_id and b.start <= a.start and a.end <= b.end for b in row.anchors)
        for a in numeral.anchors
    )


def controls_are_shares(edition: Edition) -> Iterator[Problem]:
    """The place of a control statement exists; the bounds of a share are those of its word."""
    for control in edition.controls.values():
        yield from an_entity(edition, control, "place_id", control.place_id, ("place",))
        shares = [s for s in (control.share_low, control.share_high) if s is not None]
        if shares != sorted(shares):
            yield problem_of(control, "share_low", ", ".join(map(plain, shares)),
                             "the shares are not in order", "share_low ≤ share_high")
            continue
        word = edition.word_of(control)
        if control.share_from_word and (word is None or shares != [word.low, word.high]):
            yield problem_of(control, "share_low", ", ".join(map(plain, shares)),
                             "is not what word_values.csv reads the words as",
                             f"{plain(word.low)}, {plain(word.high)}" if word else
                             "a turn of the quote in word_values.csv")


def subjects_lead_somewhere(edition: Edition) -> Iterator[Problem]:
    """What the index leads to is there, and no word stands for two of its entries.

    It leads to passages, to notes, and to other subjects, which lead back to it.
    """
    heads: dict[str, str] = {}
    for subject in edition.subjects.values():
        for locator in split_list(subject.passages):
            yield from a_locator(edition, subject, "passages", locator)
        for key in split_list(subject.notes):
            yield from known(subject, "notes", key, edition.notes)
        for key in split_list(subject.see_also):
            if key == subject.id or key not in edition.subjects:
                others = edition.subjects.keys() - {subject.id}
                yield from known(subject, "see_also", key, others)
            elif subject.id not in split_list(edition.subjects[key].see_also):
                yield problem_of(subject, "see_also", key, f"{key} does not name {subject.id} back",
                                 "subjects that name one another")
        for column, words in (("name", (subject.name,)), ("look_up", split_list(subject.look_up))):
            for word in words:
                if word.casefold() in heads:
                    yield problem_of(subject, column, word, "stands twice in the index, first for "
                                     + heads[word.casefold()], "a word of its own for each entry")
                heads.setdefault(word.casefold(), subject.subject_id)


def parallels_cover_both_texts(edition: Edition) -> Iterator[Problem]:
    """Each side is named where the relation says so, and no sentence of a text compared is missed.

    Compared are the first two texts of the settings.
    """
    named: set[str] = set()
    all_found = True
    for parallel in edition.parallels.values():
        sides = {"db": parallel.db, "hl": parallel.hl}
        texts = dict(zip(sides, edition.compared, strict=False))
        for (column, cell), speaks in zip(sides.items(), _SIDES_OF[parallel.relation],
                                          strict=True):
            if bool(cell) != speaks:
                yield problem_of(parallel, column, cell,
                                 f"does not fit the relation {parallel.relation}",
                                 "passages" if speaks else "blank")
            for locator in split_list(cell):
                wrong = list(a_locator(edition, parallel, column, locator))
                yield from wrong
                all_found &= not wrong
                if not wrong:
                    located, passages = edition.locate(locator)
                    if column in texts and located.text_id != texts[column]:
                        yield problem_of(parallel, column, locator,
                                         f"is not of {texts[column]}, which this column is for",
                                         "a passage of one of the two texts compared, the first "
                                         "two of edition.yml, each in its column")
                    named.update(s.passage_id for p in passages for s in
                                 ([p] if p.level == "sentence" else edition.sentences(p)))
    for passage in edition.passages.values():
        # a locator that is wrong may be meant for it, and is what is to be mended
        if (all_found and passage.level == "sentence" and passage.passage_id not in named
                and passage.text_id in edition.compared):
            yield problem_of(passage, "passage_id", passage.passage_id,
                             "stands in no row of parallels.csv", "a row for each statement")


def estimates_have_sources(edition: Edition) -> Iterator[Problem]:
    """An outside figure has a number, a consulted source and a claim beside which it stands."""
    for estimate in edition.estimates.values():
        yield from consulted(edition, estimate, "source", estimate.source)
        for claim_id in estimate.claim_list:
            yield from known(estimate, "claim_ids", claim_id, edition.claims)
        numbers = [n for n in (estimate.low, estimate.best, estimate.high) if n is not None]
        if not numbers or numbers != sorted(numbers):
            yield problem_of(estimate, "best", ", ".join(map(plain, numbers)),
                             "low, best and high are blank or not in order", "low ≤ best ≤ high")


def everything_is_accounted_for(edition: Edition) -> Iterator[Problem]:
    """Each numeral, time, name and sentence is met, and no allowance is idle."""
    yield from coverage.problems(edition)
