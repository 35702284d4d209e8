"""The apparatus as tables: ledger, chronology, open questions, coverage."""

from __future__ import annotations

import re
from itertools import groupby

from docutils import nodes as dn

from edition.anchors import PASSAGE
from edition.chronology import actors_of, kind_of
from edition.coverage import coverage
from edition.dates import readable
from edition.edition import Edition
from edition.markup import KIND_ROLES, parse_markup
from edition.model import DateRow, Estimate, grouped, split_list
from edition.sphinxext import nodes as en
from edition.sphinxext.crossrefs import xref
from edition.sphinxext.render import NoteRenderer
from edition.sphinxext.tables import second, table
from edition.vocabularies import ACTOR_NAMES, EVENT_KIND_NAMES

UNCONFIRMED = "No confirmation found"

_PASSAGE_ID = re.compile(rf"\b({PASSAGE})\b")


def quoted(words: str) -> dn.Node:
    """Words of a base text, with their quotation marks as they are."""
    return dn.emphasis("", words, support_smartquotes=False)


def linked(edition: Edition, text: str) -> list[dn.Node]:
    """A comment from a table, with the passage ids in it made links."""
    result: list[dn.Node] = []
    for part in _PASSAGE_ID.split(text):
        known = part in edition.passages
        result.append(passage_link(edition, part) if known else dn.Text(part))
    return result


def passage_link(edition: Edition, passage_id: str) -> dn.Node:
    """A link that says ``DB 12.5``."""
    return xref("passage", passage_id, edition.name_of("passage", passage_id))


def passage_links(edition: Edition, cell: str) -> list[dn.Node]:
    """Links to the passages of a cell joined by ``|``, the siglum of a text said once."""
    links: list[dn.Node] = []
    before = ""
    for passage_id in split_list(cell):
        siglum, _, number = edition.name_of("passage", passage_id).partition(" ")
        links += [dn.Text(", ")] * bool(links)
        links.append(xref("passage", passage_id,
                          number if siglum == before else f"{siglum} {number}"))
        before = siglum
    return links


def ledger(edition: Edition) -> list[dn.Node]:
    """Every numeral of the texts, and the row that accounts for it."""
    rows = [
        (
            [passage_link(edition, n.first.passage_id)],
            [quoted(n.lemma)],
            [dn.Text(n.numeral_class)],
            [dn.Text(n.use.replace("_", " "))],
            _accounted(edition, n.row_id, n.comment),
        )
        for n in edition.numerals.values()
    ]
    heads = ("Passage", "Numeral", "Kind", "Use", "Accounted for by")
    return [table(heads, rows, (10, 14, 12, 14, 50), "ed-ledger")]


def _accounted(edition: Edition, row_id: str, comment: str) -> list[dn.Node]:
    said: list[dn.Node] = []
    if row_id in edition.claims:
        claim = edition.claims[row_id]
        variable = claim.variable.replace("_", " ")
        said = [xref("claim", row_id, row_id), dn.Text(f", {variable}: {claim.reading}")]
    elif row_id in edition.dates:
        said = [xref("date", row_id, row_id, needed=False),  # a book may have no chronology
                dn.Text(f": {readable(edition.dates[row_id].date_edtf)}")]
    elif row_id in edition.controls:
        control = edition.controls[row_id]
        place = edition.entities[control.place_id]
        said = [xref("control", row_id, row_id), dn.Text(": "),
                xref("place", place.id, place.name)]
    elif row_id:
        entity = edition.entities[edition.mention[row_id].entity_id]
        said = [xref(KIND_ROLES[entity.kind], entity.id, entity.name)]
    if comment:
        said += [dn.Text(". " if said else ""), *linked(edition, comment)]
    return said


def chronology(edition: Edition) -> list[dn.Node]:
    """Every date of both texts, in the order of time."""
    ordered = sorted(edition.dates.values(), key=lambda d: (d.date.order, d.date_id))
    rows = [
        (
            _when(edition, d),
            [dn.paragraph("", "", quoted(d.lemma)),
             second(passage_link(edition, d.first.passage_id))],
            [*_event(edition, d.event_id), second(*_kind_and_actors(edition, d))],
        )
        for d in ordered
    ]
    heads = ("When; inferred from", "Words; passage", "Event; kind, who acts or is struck")
    made = table(heads, rows, (28, 30, 42), "ed-chronology")
    body = next(iter(made.findall(dn.tbody)))
    for row, date in zip(body.children, ordered, strict=True):
        row["ids"] = [date.date_id]
    return [made]


def _when(edition: Edition, date: DateRow) -> list[dn.Node]:
    """The date, and below it the passages from which a part of it is supplied."""
    said: list[dn.Node] = [dn.paragraph("", readable(date.date_edtf))]
    if date.relative_to:
        said.append(second(dn.Text("from "), *passage_links(edition, date.relative_to)))
    return said


def _kind_and_actors(edition: Edition, date: DateRow) -> list[dn.Node]:
    """What a reader can choose by; each term is an element of its own for the script."""
    actors = [dn.inline("", ACTOR_NAMES[actor], classes=["ed-actor"])
              for actor in actors_of(edition, date)]
    said = _kind(kind_of(edition, date), followed=bool(actors))
    for index, actor in enumerate(actors):
        said += [dn.Text(", ")] * bool(index) + [actor]
    return said


def _kind(kind: str, *, followed: bool) -> list[dn.Node]:
    """The kind and what parts it from the actors; that nothing is told is said on pages alone."""
    said = [dn.inline("", EVENT_KIND_NAMES[kind], classes=["ed-kind"]),
            *[dn.Text("; ")] * followed]
    if kind != "course":
        return said
    return [en.choice_term("", "", *said, in_book="" if followed else "–")]


def _event(edition: Edition, event_id: str) -> list[dn.Node]:
    if not event_id:
        return []
    return [dn.paragraph("", "", xref("event", event_id, edition.entities[event_id].name))]


def estimates(edition: Edition, notes: NoteRenderer) -> list[dn.Node]:
    """Figures from elsewhere, beside the claims of the texts on the same quantity."""
    rows = []
    for estimate in edition.estimates.values():
        claims: list[dn.Node] = []
        told = [edition.claims[claim_id] for claim_id in estimate.claim_list]
        for passage, own in groupby(told, key=lambda claim: claim.first.passage_id):
            claims += [dn.Text("; " if claims else ""), passage_link(edition, passage),
                       dn.Text(f": {', '.join(claim.reading for claim in own)}")]
        rows.append((
            [dn.target("", "", ids=[estimate.estimate_id]), dn.Text(estimate.estimate_id)],
            claims,
            [dn.Text(estimate.reading)],
            [dn.Text(f"{_counted(estimate)} "), *notes.cite(estimate.source)],
            _remark(edition, estimate.comment, notes),
        ))
    heads = ("No.", "The texts", "Elsewhere", "What is counted, and by whom",
             "How far comparable")
    return [table(heads, rows, (8, 22, 13, 30, 27), "ed-estimates ed-stack")]


def _remark(edition: Edition, cell: str, notes: NoteRenderer) -> list[dn.Node]:
    """A comment that cites works, with the passage ids in it made links."""
    return [node for run in parse_markup(cell) for node in
            (linked(edition, run.text) if run.kind == "text" else notes.inline([run]))]


def _counted(estimate: Estimate) -> str:
    """What is counted and when; the date is left out where the words have it already."""
    when = readable(estimate.date_edtf)
    said = set(re.findall(r"\w+", estimate.counts))
    return estimate.counts if said.issuperset(re.findall(r"\w+", when)) else (
        f"{estimate.counts}, {when}")


def word_table(edition: Edition) -> list[dn.Node]:
    """What quantity words are read as, and why."""
    rows = [([dn.emphasis("", w.word)], [dn.Text(grouped(w.low))], [dn.Text(grouped(w.high))],
             [dn.Text(w.reason)])
            for w in edition.word_values.values()]
    return [table(("Word", "At least", "At most", "Why"), rows, (22, 12, 12, 54), "ed-words")]


def open_questions(edition: Edition, notes: NoteRenderer) -> list[dn.Node]:
    """The notes that say that no confirmation was found."""
    listed = [n for n in edition.notes.values() if UNCONFIRMED.casefold() in
              edition.plain(n).casefold()]
    rows = [
        (
            [passage_link(edition, n.last.passage_id)],
            [quoted(n.lemma)],
            [xref("note", n.note_id, str(edition.note_numbers[n.note_id]))],
            notes.inline(n.runs),
        )
        for n in listed
    ]
    heads = ("Passage", "Words", "Note", "What is open")
    return [table(heads, rows, (11, 22, 7, 60), "ed-open ed-stack")]


def coverage_table(edition: Edition) -> list[dn.Node]:
    """How much there is to account for, and that all of it is."""
    rows = [([dn.Text(c.what)], [dn.Text(str(c.found))], [dn.Text(str(c.met))])
            for c in coverage(edition)]
    return [table(("What", "Found", "Accounted for"), rows, (60, 20, 20), "ed-coverage")]


def slips(edition: Edition) -> list[dn.Node]:
    """Every reading that a note proposes, a row for each run of words in the order of the texts."""
    order = list(edition.texts)
    found = sorted(((anchor, reading, note) for note in edition.notes.values()
                    for anchor, reading in note.emendations),
                   key=lambda each: (order.index(each[0].text_id), each[0].start))
    rows = [([passage_link(edition, anchor.passage_id)], [quoted(anchor.quote)],
             [dn.Text(reading)], [dn.Text(note.certainty)],
             [xref("note", note.note_id, str(edition.note_numbers[note.note_id]))])
            for anchor, reading, note in found]
    heads = ("Passage", "Words", "Read", "Certainty", "Note")
    return [table(heads, rows, (11, 34, 34, 12, 9), "ed-slips ed-stack")]
