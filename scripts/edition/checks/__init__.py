"""What must hold between the records, once each of them is well formed.

How to add a check: write a function in one of these modules that takes the edition and
yields :class:`~edition.problems.Problem`, and name it in ``CHECKS``. All checks run, and
all their problems are reported together.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from edition.checks import apparatus, cited, fitting, prose, records, words, works
from edition.edition import Edition
from edition.model import WordValue
from edition.problems import ANYTHING, Problem, Where

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
    records.readings_are_of_their_words,
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
    words.quotes_are_whole_words,
    words.claims_say_their_numbers,
    words.claims_count_what_they_say,
    words.dates_are_what_is_said,
    words.claims_are_dated_by_the_text,
    words.events_are_dated_where_they_can_be,
    words.names_are_those_of_their_record,
    words.numerals_are_of_their_class,
    words.prose_names_what_is_there,
    fitting.points_are_whole,
    fitting.lives_run_forwards,
    fitting.shares_have_both_bounds,
    fitting.aspects_fit_the_relation,
    fitting.lists_name_each_once,
    fitting.word_values_are_used,
    fitting.places_and_actors_are_near,
    fitting.dates_fit_their_events,
    fitting.estimates_are_of_their_claims,
    fitting.allowances_are_given_once,
    fitting.events_are_those_of_their_names,
    fitting.certainty_is_explained,
    fitting.rows_stand_in_order,
    works.references_are_well_formed,
    prose.prose_is_whole,
    prose.prose_is_written_for_its_row,
    prose.names_are_told_apart,
    prose.spans_of_years_have_a_dash,
    cited.keys_are_no_words,
    cited.cells_cite_what_was_consulted,
    cited.titles_have_a_language,
)

_WITH_WORDS = tuple(check for check in CHECKS if check.__module__ == words.__name__)
# rows are compared with words and with one another, each once it is in order by itself
_COMPARING = (*_WITH_WORDS, *(check for check in CHECKS if check.__module__ in (
    fitting.__name__, works.__name__, prose.__name__)))
# what is asked of the base texts themselves, if they are here
_OF_TEXTS = (records.passages_rebuild_texts, records.passages_are_what_they_were, *_WITH_WORDS)
# what can only be asked once every row can be used
_OF_ALL_ROWS = (apparatus.everything_is_accounted_for, *_COMPARING)

# how problems begin that may only follow from a row that cannot be used
_ABSENCES = ("there is no such", "is named in no text", "no mention has", "is marked as consulted",
             "stands in no row")
_OF_WORDS = "is not what word_values.csv"  # follows from a row of that table


def run(edition: Edition, lost: Collection[str] = ()) -> Iterator[Problem]:
    """Every problem that any check finds.

    ``lost`` is what stands in rows that could not be used: nobody misses that, and
    whether all is accounted for is not asked until every row can be used.
    """
    faulty: set[Where] = set()
    for check in CHECKS:
        last = check in _COMPARING
        if lost and check in _OF_ALL_ROWS or not edition.has_words and check in _OF_TEXTS:
            continue
        for problem in check(edition):
            if not _follows(problem, lost) and not (last and problem.where in faulty):
                yield problem
                faulty |= set() if last else {problem.where}


def _follows(problem: Problem, lost: Collection[str]) -> bool:
    """Whether a problem may be no more than the want of a row that could not be used."""
    if problem.message.startswith(_OF_WORDS):
        return WordValue.__name__ in lost
    # a name may be lost with a letter or a space too many: what is missed is part of what is there
    return problem.message.startswith(_ABSENCES) and (
        ANYTHING in lost or any(problem.value in item for item in lost))
