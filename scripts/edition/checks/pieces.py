"""What the checks are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from edition.edition import Edition
from edition.model import Record
from edition.problems import EditionError, Problem, nearest


def problem_of(record: Record, column: str, value: object, message: str, allowed: str) -> Problem:
    """A problem of a record."""
    return Problem(record.where, column, str(value), message, allowed)


def rows_with_prose(edition: Edition) -> Iterator[Record]:
    """Every row in which the editors have written something, but for the bibliography."""
    yield from edition.anchored
    yield from edition.entities.values()
    yield from edition.parallels.values()
    yield from edition.estimates.values()
    yield from edition.reviews.values()
    yield from edition.word_values.values()
    yield from edition.subjects.values()
    yield from edition.allowed


def known(record: Record, column: str, key: str, rows: Iterable[str]) -> Iterator[Problem]:
    """A problem if a key names no row."""
    if key and key not in rows:
        yield problem_of(record, column, key, "there is no such record", nearest(key, rows))


def an_entity(edition: Edition, record: Record, column: str, key: str,
            kinds: tuple[str, ...]) -> Iterator[Problem]:
    """A problem if a key names no entity of these kinds."""
    entity = edition.entities.get(key)
    if key and (entity is None or entity.kind not in kinds):
        allowed = [e.id for e in edition.entities.values() if e.kind in kinds]
        yield problem_of(record, column, key, f"there is no such {' or '.join(kinds)}",
                  nearest(key, allowed))


def consulted(edition: Edition, record: Record, column: str, key: str) -> Iterator[Problem]:
    """A problem if a work is not in the bibliography or was not seen."""
    reference = edition.references.get(key)
    if reference is None:
        yield problem_of(record, column, key, "is not in references.bib",
                  nearest(key, edition.references))
    elif not reference.consulted:
        yield problem_of(record, column, key, "was not consulted",
                         "an entry with keywords = {consulted}")


def locators(edition: Edition) -> str:
    """The pattern of a passage or a range of passages, as prose names it."""
    return rf"\b(?:{'|'.join(edition.texts)})\.\d+(?:\.\d+)?(?:[-–][\d.]*\d)?"


def located(edition: Edition, prose: str) -> Iterator[str]:
    """The passages that prose names; those that cannot be found are reported elsewhere."""
    for found in re.findall(locators(edition), prose):
        try:
            yield from (passage.passage_id for passage in edition.locate(found)[1])
        except EditionError:
            continue


def a_locator(edition: Edition, record: Record, column: str,
              target: str) -> Iterator[Problem]:
    """A problem if a passage cannot be found."""
    try:
        edition.locate(target)
    except EditionError as error:
        message, _, allowed = str(error).partition("; allowed: ")
        yield problem_of(record, column, target, message, allowed or
                         "a passage, as DB.12.5 or DB.12.5-7")
