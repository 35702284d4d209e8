"""How far the checks reach: what a changed cell cannot betray, and why.

A slip is caught if the cell then fits neither its column, nor the words of the text, nor the
other rows. Where it fits all of them, only somebody who reads the source can tell; these
columns are named here, for the codebook and for ``scripts/mutate.py``.
"""

from __future__ import annotations

from collections.abc import Mapping

PROSE = "prose; what it says is the editors'"
OUTSIDE = "from outside the texts; only the source bears it out"
JUDGED = "the editors' judgement among the terms allowed"
CHOSEN = "the editors' choice among the records, passages or words that there are"
UNNAMED = "an identifier that no other row names; the record of a release keeps it"

ANY = "any change"
OTHER = "another value that is allowed there"
OTHERS = ("of another row", "filled from another row", "another digit", "blanked", "a letter less")

FREE: Mapping[str, Mapping[str, tuple[str, str]]] = {
    # table → column → which changes may pass, and why
    "entities": {"name": (ANY, PROSE), "description": (ANY, PROSE), "sources": (OTHER, OUTSIDE),
                 "external_ids": (ANY, OUTSIDE), "variants": (OTHER, CHOSEN),
                 "sort_name": (OTHER, CHOSEN)},
    "persons": {"born": (OTHER, OUTSIDE), "died": (OTHER, OUTSIDE), "certainty": (OTHER, JUDGED)},
    "places": {"lat": (OTHER, OUTSIDE), "lon": (OTHER, OUTSIDE), "where_prec": (OTHER, OUTSIDE),
               "coord_source": (ANY, PROSE)},
    "events": {"date_edtf": (OTHER, CHOSEN), "place_id": (OTHER, CHOSEN),
               "event_kind": (OTHER, JUDGED), "actors": (OTHER, JUDGED)},
    "mentions": {"": (OTHER, CHOSEN), "mention_id": (OTHER, UNNAMED), "quote": (OTHER, CHOSEN),
                 "entity_id": (OTHER, CHOSEN), "comment": (ANY, PROSE),
                 "passage_id": (OTHER, CHOSEN), "occurrence": (OTHER, CHOSEN)},
    "claims": {"": (OTHER, CHOSEN), "claim_id": (OTHER, UNNAMED), "quote": (OTHER, CHOSEN),
               "variable": (OTHER, JUDGED), "measure_type": (OTHER, JUDGED),
               "actor_id": (OTHER, CHOSEN), "side": (OTHER, JUDGED),
               "inflicted_by": (OTHER, JUDGED), "cert": (OTHER, JUDGED),
               "date_edtf": (OTHER, CHOSEN), "place_id": (OTHER, CHOSEN),
               "source_original": (ANY, PROSE), "part_of": (OTHER, CHOSEN),
               "same_as": (OTHER, CHOSEN), "comment": (ANY, PROSE)},
    "word_values": {"reason": (ANY, PROSE), "high": (OTHER, JUDGED)},
    "control": {"": (OTHER, CHOSEN), "control_id": (OTHER, UNNAMED), "quote": (OTHER, CHOSEN),
                "place_id": (OTHER, CHOSEN), "date_edtf": (OTHER, CHOSEN),
                "status_before": (OTHER, JUDGED), "status_after": (OTHER, JUDGED),
                "control_scope": (OTHER, JUDGED), "lasting": (OTHER, JUDGED),
                "share_low": (OTHER, JUDGED), "share_high": (OTHER, JUDGED),
                "source_original": (ANY, PROSE), "cert": (OTHER, JUDGED), "comment": (ANY, PROSE)},
    "dates": {"": (OTHER, CHOSEN), "date_id": (OTHER, UNNAMED), "quote": (OTHER, CHOSEN),
              "date_edtf": (OTHER, CHOSEN), "relative_to": (OTHER, CHOSEN),
              "event_id": (OTHER, CHOSEN), "comment": (ANY, PROSE)},
    "numerals": {"numeral_id": (OTHER, UNNAMED), "use": (OTHER, JUDGED), "row_id": (OTHER, CHOSEN),
                 "quote": (OTHER, CHOSEN), "comment": (ANY, PROSE)},
    "number_words": {"": (OTHER, "a word that stands in neither text"),
                     "word": (OTHER, "a word that stands in neither text"),
                     "numeral_class": (OTHER, "a word that stands in neither text")},
    "parallels": {"": (OTHER, CHOSEN), "parallel_id": (OTHER, UNNAMED), "topic": (ANY, PROSE),
                  "db": (OTHER, CHOSEN), "hl": (OTHER, CHOSEN), "relation": (OTHER, JUDGED),
                  "aspect": (OTHER, JUDGED), "comment": (ANY, PROSE)},
    "estimates": {"": (OTHER, CHOSEN), "estimate_id": (OTHER, UNNAMED),
                  "claim_ids": (OTHER, CHOSEN), "variable": (OTHER, JUDGED),
                  "side": (OTHER, JUDGED), "best": (OTHER, OUTSIDE), "low": (OTHER, OUTSIDE),
                  "high": (OTHER, OUTSIDE), "unit": (OTHER, JUDGED),
                  "date_edtf": (OTHER, OUTSIDE), "counts": (ANY, PROSE),
                  "source": (OTHER, OUTSIDE), "comment": (ANY, PROSE)},
    "reviews": {"remark": (ANY, PROSE)},
    "subjects": {"": (OTHER, CHOSEN), "subject_id": (OTHER, UNNAMED), "name": (ANY, PROSE),
                 "look_up": (ANY, PROSE), "notes": (OTHER, CHOSEN), "passages": (OTHER, CHOSEN),
                 "see_also": (OTHER, CHOSEN)},
    "allowed": {"passage_id": (OTHER, "a word that is no name may be allowed everywhere"),
                "reason": (ANY, PROSE)},
    "notes": {"quote": (OTHER, CHOSEN), "occurrence": (OTHER, CHOSEN),
              "passage_id": (OTHER, CHOSEN), "note_type": (OTHER, JUDGED),
              "grade": (OTHER, JUDGED), "certainty": (OTHER, JUDGED), "reading": (ANY, PROSE),
              "body": (ANY, PROSE), "sources.supports": (ANY, PROSE)},
    "references": {"": (OTHER, "a work that no note or record cites"),
                   "title": (ANY, PROSE), "author": (ANY, PROSE), "annote": (ANY, PROSE),
                   "kind": (ANY, PROSE), "howpublished": (OTHER, OUTSIDE),
                   "language": (OTHER, OUTSIDE), "langid": (OTHER, OUTSIDE), "url": (ANY, OUTSIDE),
                   "urldate": (OTHER, OUTSIDE), "year": (OTHER, OUTSIDE),
                   **dict.fromkeys(("publisher", "address", "journal", "number", "volume",
                                    "edition", "school"), (ANY, OUTSIDE)),
                   "key": (ANY, "a work that no note or record cites"),
                   "keywords": (OTHER, JUDGED)},
    "edition.yml": {**dict.fromkeys(("title", "subtitle", "editors", "publisher", "contact",
                                     "address", "doi"), (ANY, PROSE)),
                    "version": (OTHER, "set with each release"),
                    "date": (OTHER, "set with each release"),
                    "include_base_texts": (OTHER, "a switch"),
                    **dict.fromkeys(("texts.title", "texts.short_title", "texts.host",
                                     "texts.published"), (ANY, PROSE)),
                    **dict.fromkeys(("licences.apparatus", "licences.data", "licences.code",
                                     "licences.texts"), (ANY, PROSE))},
}
"""Table → column, blank for whole rows → the changes that may pass, and why."""

_LISTS = ("persons", "places", "organisations", "units", "works", "events", "peoples")


def free_columns(table: str) -> dict[str, tuple[str, str]]:
    """The columns of a table in which a change may pass, with which changes and why."""
    shared = FREE["entities"] if table in _LISTS else {}
    return {**shared, **FREE.get(table, {})}


def reason_why_free(table: str, column: str, how: str) -> str:
    """Why such a change of a cell, or of a whole row, may still be good data; blank if not."""
    which, why = free_columns(table).get(column, ("", ""))
    return why if which == ANY or (which == OTHER and how in (*OTHERS, "removed")) else ""
