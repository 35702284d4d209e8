"""What must hold between the records, once each of them is well formed.

How to add a check: write a function in one of these modules that takes the edition and
yields :class:`~edition.problems.Problem`, and name it in ``CHECKS``. All checks run, and
all their problems are reported together.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from edition.checks import apparatus, records
from edition.edition import Edition
from edition.problems import Problem

CHECKS: tuple[Callable[[Edition], Iterable[Problem]], ...] = (
    records.passages_rebuild_texts,
    records.passages_are_what_they_were,
    records.passages_nest,
    records.claims_fit_their_qualifier,
    records.vague_claims_use_the_word_table,
    records.claims_point_to_records,
    records.mentions_point_to_records,
    records.entities_are_mentioned,
    records.notes_are_evidenced,
    records.note_roles_resolve,
    records.references_are_complete,
    records.published_pages_are_known,
    apparatus.dates_lean_on_passages,
    apparatus.events_are_placed,
    apparatus.numerals_point_to_rows,
    apparatus.controls_are_shares,
    apparatus.parallels_cover_both_texts,
    apparatus.estimates_have_sources,
    apparatus.subjects_lead_somewhere,
    apparatus.everything_is_accounted_for,
)

# how problems begin that may only follow from a row that cannot be used
_ABSENCES = ("there is no such", "is named in no text", "no mention has", "is marked as consulted",
             "stands in no row")


def run(edition: Edition, lost: Collection[str] = ()) -> Iterator[Problem]:
    """Every problem that any check finds.

    ``lost`` is what stands in rows that could not be used: nobody misses that, and
    whether all is accounted for is not asked until every row can be used.
    """
    for check in CHECKS:
        if lost and check is apparatus.everything_is_accounted_for:
            continue
        for problem in check(edition):
            if problem.value not in lost or not problem.message.startswith(_ABSENCES):
                yield problem
