"""How far the checks reach: what a changed cell cannot betray, and why.

A slip is caught if the cell then fits neither its column, nor the words of the text, nor the
other rows. Where it fits all of them, only somebody who reads the source can tell; these
columns are named here, for the codebook and for ``scripts/mutate.py``.
"""

from __future__ import annotations

from collections.abc import Mapping

PROSE = "what is written; the editors alone can tell"
FIGURES = "a figure in prose, which the source or the editors bear out"
OUTSIDE = "from outside the texts; only the source bears it out"
JUDGED = "the editors' judgement among the terms allowed"
CHOSEN = "the editors' choice among the records, passages or words that there are"
REMARKS = "a figure in prose, or the remark on a work that was not consulted"
UNNAMED = "an identifier that no other row names; the record of a release keeps it"
UNCITED = "a work that no note or record cites"
UNSAID = "a word that stands in neither text"
SEPARATORS = "separators alone say no more than a blank"
READ = "a number that the editors read into words that give none"
RELEASED = "set with each release"

# what is done to a cell or row
BLANK = frozenset(["blanked"])
MORE = frozenset(["a letter more"])
LESS = frozenset(["a letter less"])
DIGIT = frozenset(["another digit"])
OTHER = frozenset(["of another row", "filled from another row"])
GONE = frozenset(["removed"])
LETTERS = MORE | LESS
ANY = BLANK | LETTERS | DIGIT | OTHER | GONE

NAMES = {
    BLANK: "blanked", MORE: "a letter more", LESS: "a letter less", DIGIT: "another digit",
    OTHER: "the value of another row", GONE: "removed",
}
"""What is done → the same in the codebook."""

Free = Mapping[str, tuple[frozenset[str], str]]

_COMMENT = (OTHER | BLANK | DIGIT, PROSE)  # there may be none, and a short one may recur
_LIFE = (OTHER | BLANK | DIGIT | LESS, OUTSIDE)
_POINT = (OTHER | DIGIT | LESS, OUTSIDE)
_WORDS = (OTHER | LESS, CHOSEN)
_PHRASE = (OTHER | LETTERS | DIGIT, PROSE)

FREE: Mapping[str, Free] = {
    "entities": {"description": (DIGIT, FIGURES), "sources": (OTHER | BLANK, OUTSIDE)},
    "persons": {"born": _LIFE, "died": _LIFE, "certainty": (OTHER, JUDGED)},
    "places": {"lat": _POINT, "lon": _POINT, "where_prec": (OTHER | DIGIT, OUTSIDE),
               "coord_source": _PHRASE},
    "events": {"date_edtf": (OTHER | BLANK | DIGIT, CHOSEN), "place_id": (OTHER | BLANK, CHOSEN),
               "event_kind": (OTHER, JUDGED), "actors": (OTHER, JUDGED)},
    "mentions": {"": (GONE, CHOSEN), "mention_id": (DIGIT, UNNAMED), "quote": _WORDS,
                 "entity_id": (OTHER, CHOSEN), "comment": _COMMENT, "passage_id": (OTHER, CHOSEN),
                 "occurrence": (OTHER | DIGIT, CHOSEN)},
    "claims": {"": (GONE, CHOSEN), "claim_id": (DIGIT, UNNAMED), "quote": _WORDS,
               "variable": (OTHER, JUDGED), "measure_type": (OTHER, JUDGED),
               "actor_id": (OTHER | BLANK, CHOSEN), "side": (OTHER, JUDGED),
               "inflicted_by": (OTHER | BLANK, JUDGED), "cert": (OTHER, JUDGED),
               "date_edtf": (OTHER | DIGIT | LESS, CHOSEN), "place_id": (OTHER | BLANK, CHOSEN),
               "part_of": (OTHER | BLANK, CHOSEN), "same_as": (OTHER | BLANK, CHOSEN),
               **dict.fromkeys(("best", "low", "high"), (DIGIT | LESS | OTHER, READ)),
               "comment": _COMMENT},
    "word_values": {"reason": (OTHER | DIGIT, PROSE), "high": (OTHER, JUDGED)},
    "control": {"": (GONE, CHOSEN), "control_id": (DIGIT, UNNAMED), "quote": _WORDS,
                "occurrence": (BLANK | LESS | OTHER, SEPARATORS), "place_id": (OTHER, CHOSEN),
                "date_edtf": (OTHER | DIGIT | LESS, CHOSEN), "status_before": (OTHER, JUDGED),
                "status_after": (OTHER, JUDGED), "control_scope": (OTHER, JUDGED),
                "lasting": (OTHER, JUDGED), "share_low": (LESS | DIGIT | OTHER, JUDGED),
                "share_high": (LESS | DIGIT | OTHER, JUDGED), "cert": (OTHER, JUDGED),
                "comment": _COMMENT},
    "dates": {"": (GONE, CHOSEN), "date_id": (DIGIT, UNNAMED), "quote": _WORDS,
              "date_edtf": (OTHER | DIGIT | LESS, CHOSEN),
              "relative_to": (OTHER | DIGIT | LESS, CHOSEN), "event_id": (OTHER | BLANK, CHOSEN),
              "comment": _COMMENT},
    "numerals": {"numeral_id": (DIGIT, UNNAMED), "use": (OTHER, JUDGED),
                 "row_id": (OTHER | DIGIT, CHOSEN), "quote": _WORDS,
                 "comment": _COMMENT},
    "number_words": {"": (GONE, UNSAID), "word": (OTHER, UNSAID),
                     "numeral_class": (OTHER, UNSAID)},
    "parallels": {"": (GONE, CHOSEN), "parallel_id": (DIGIT, UNNAMED), "topic": _PHRASE,
                  "db": (OTHER | DIGIT | LESS, CHOSEN), "hl": (OTHER | DIGIT | LESS, CHOSEN),
                  "relation": (OTHER, JUDGED), "aspect": (OTHER, JUDGED),
                  "comment": (DIGIT, FIGURES)},
    "estimates": {"": (GONE, CHOSEN), "estimate_id": (DIGIT, UNNAMED),
                  "claim_ids": (OTHER | DIGIT | LESS, CHOSEN), "variable": (OTHER, JUDGED),
                  "side": (OTHER, JUDGED), "best": _LIFE, "low": _LIFE, "high": _LIFE,
                  "date_edtf": _POINT, "counts": _PHRASE, "source": (OTHER, OUTSIDE),
                  "comment": (OTHER | DIGIT, PROSE)},
    "reviews": {"remark": (DIGIT, FIGURES)},
    "subjects": {"": (GONE, CHOSEN), "subject_id": (LETTERS | DIGIT, UNNAMED),
                 "name": (LETTERS | DIGIT, PROSE), "look_up": (LETTERS | DIGIT | OTHER | BLANK,
                                                               PROSE),
                 "notes": (OTHER | DIGIT | BLANK, CHOSEN), "passages": (OTHER | DIGIT | LESS,
                                                                        CHOSEN),
                 "see_also": (OTHER | BLANK, CHOSEN)},
    "allowed": {"passage_id": (OTHER | BLANK, "a word that is no name may be allowed everywhere"),
                "reason": (OTHER | DIGIT, PROSE)},
    "notes": {"quote": _WORDS, "occurrence": (BLANK | LESS | DIGIT | OTHER, CHOSEN),
              "passage_id": (OTHER, CHOSEN), "note_type": (OTHER, JUDGED),
              "grade": (OTHER, JUDGED), "certainty": (OTHER, JUDGED), "body": (DIGIT, FIGURES),
              "reading": (ANY, PROSE),
              "sources.supports": _PHRASE},
    "references": {"": (GONE, UNCITED), "key": (LETTERS | DIGIT | OTHER, UNCITED),
                   "title": _PHRASE, "kind": (OTHER | LETTERS | DIGIT | BLANK, PROSE),
                   **dict.fromkeys(("author", "editor", "shortauthor", "howpublished"),
                                   (ANY, OUTSIDE)),
                   "annote": (DIGIT | BLANK | OTHER, REMARKS), "language": (OTHER | BLANK, OUTSIDE),
                   "langid": (OTHER | BLANK, OUTSIDE),
                   "url": (LETTERS | DIGIT, OUTSIDE), "year": (OTHER | BLANK | DIGIT, OUTSIDE),
                   "urldate": (OTHER | DIGIT, OUTSIDE),
                   **dict.fromkeys(("publisher", "address", "journal", "number", "volume",
                                    "edition", "school"), (ANY, OUTSIDE))},
    "edition.yml": {**dict.fromkeys((
        "title", "subtitle", "editors", "publisher", "contact", "address", "doi", "texts.title",
        "texts.short_title", "texts.host", "texts.published", "licences.apparatus",
        "licences.data", "licences.code", "licences.texts"), (ANY, PROSE)),
        **dict.fromkeys(("version", "date"), (OTHER | DIGIT, RELEASED)),
        "include_base_texts": (OTHER, "a switch")},
}
"""Table → column, blank for whole rows → the changes that may pass, and why."""

_LISTS = ("persons", "places", "organisations", "units", "works", "events", "peoples")


def free_columns(table: str) -> Free:
    """The columns of a table in which a change may pass, with which changes and why."""
    shared = FREE["entities"] if table in _LISTS else {}
    return {**shared, **FREE.get(table, {})}


def reason_why_free(table: str, column: str, how: str) -> str:
    """Why such a change of a cell, or of a whole row, may still be good data; blank if not."""
    which, why = free_columns(table).get(column, (frozenset(), ""))
    return why if how in which else ""


def in_words(which: frozenset[str]) -> str:
    """The changes that may pass, for the codebook: ``blanked, another digit``."""
    return ", ".join(name for done, name in NAMES.items() if done <= which)
