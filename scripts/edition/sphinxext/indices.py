"""From records to document nodes: the indices of names and of subjects.

Both have entries and references: *see* leads from another word for a thing to its entry,
*see also* from one subject to those near to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from docutils import nodes as dn

from edition.collation import initial, sort_key
from edition.edition import Edition
from edition.markup import parse_markup
from edition.model import Entity, Person, Place, Subject, split_list
from edition.sphinxext import nodes as en
from edition.sphinxext.crossrefs import to_notes, xref
from edition.sphinxext.render import NoteRenderer

# what an event or a people is called in the texts are turns of speech and not names of it
_NAMED = ("person", "place", "organisation", "unit", "work")
_EXACT = "1"  # of the precision of coordinates
_PREFIX = "subject-"  # an entity may have the same id


def index_nodes(edition: Edition, kinds: tuple[str, ...], notes: NoteRenderer) -> list[dn.Node]:
    """An index of one or more kinds of entity, under initial letters."""
    entities = [e for e in edition.entities.values() if e.kind in kinds]
    entries = {e.sort_name: _index_entry(edition, e, notes) for e in entities}
    others = [(form, e.id, e.sort_name) for e in entities for form in _other_forms(e)]
    return [_index(kinds[0], entries, others)]


def subject_nodes(edition: Edition) -> list[dn.Node]:
    """The index of subjects."""
    subjects = edition.subjects.values()
    entries = {s.name: _subject_entry(edition, s) for s in subjects}
    others = [(word, _PREFIX + s.subject_id, s.name) for s in subjects
              for word in split_list(s.look_up)]
    return [_index("subject", entries, others)]


def _index(kind: str, entries: Mapping[str, dn.Node],
           others: Iterable[tuple[str, str, str]]) -> dn.Node:
    """Entries and references under the letters that they begin with."""
    leading: dict[str, list[tuple[str, str]]] = {}
    for form, identifier, name in others:
        leading.setdefault(form, []).append((identifier, name))
    listed = [*entries.items(), *((form, _see(form, targets))
                                  for form, targets in leading.items())]
    listed.sort(key=lambda pair: sort_key(pair[0]))
    block = en.index_list("", kind=kind, classes=["ed-index"])
    for letter, group in groupby(listed, key=lambda pair: initial(pair[0])):
        held = en.index_group("", letter=letter, classes=["ed-index-group"])
        held += [node for _, node in group]
        block += held
    return block


def _see(form: str, targets: list[tuple[str, str]]) -> dn.Node:
    node = en.index_see("", classes=["ed-entry-see"])
    node += [dn.Text(f"{form}, "), dn.emphasis("", "see"), dn.Text(" "), *_links(targets)]
    return node


def _links(targets: Iterable[tuple[str, str]]) -> Iterator[dn.Node]:
    for index, (identifier, name) in enumerate(targets):
        if index:
            yield dn.Text("; ")
        yield dn.reference("", name, refid=identifier, internal=True)


def _other_forms(entity: Entity) -> list[str]:
    """Forms in the texts that a reader would look for elsewhere than under the standard name.

    Of those that begin with the same word the shortest will do; words without a capital, as
    *north*, are not looked for as a place.
    """
    if entity.kind not in _NAMED:
        return []
    own = _words(entity.sort_name)
    first = own if entity.kind == "person" else own[:1]
    forms: dict[str, str] = {}
    for form in sorted(entity.variant_list, key=len):
        if _words(form)[0] not in first and (entity.kind != "place" or form != form.lower()):
            forms.setdefault(_words(form)[0], form)
    return list(forms.values())


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", name.casefold())


def _subject_entry(edition: Edition, subject: Subject) -> dn.Node:
    node = en.index_entry("", ids=[_PREFIX + subject.subject_id], name=subject.name,
                          entity_id=_PREFIX + subject.subject_id, classes=["ed-entry"])
    node += dn.paragraph("", "", dn.strong("", subject.name), classes=["ed-entry-head"])
    line = dn.paragraph(classes=["ed-entry-where"])
    where = en.locators("", mentions=[])
    for index, locator in enumerate(split_list(subject.passages)):
        where += [dn.Text(", ")] * bool(index)
        where += xref("passage", locator, edition.name_of("passage", locator))
    line += where
    line += _on(edition, [key for key in edition.notes if key in split_list(subject.notes)])
    node += line
    also = [(_PREFIX + key, edition.subjects[key].name) for key in split_list(subject.see_also)]
    if also:
        node += dn.paragraph("", "", dn.emphasis("", "see also"), dn.Text(" "), *_links(also),
                             classes=["ed-entry-also"])
    return node


def _on(edition: Edition, notes: Iterable[str]) -> list[dn.Node]:
    """The notes on something, behind its passages."""
    links = to_notes(edition, notes)
    return [dn.Text(" · "), *links] if links else []


def _index_entry(edition: Edition, entity: Entity, notes: NoteRenderer) -> dn.Node:
    node = en.index_entry("", ids=[entity.id], entity_id=entity.id, name=entity.sort_name,
                          classes=["ed-entry"])
    head = dn.paragraph(classes=["ed-entry-head"])
    head += dn.strong("", entity.sort_name)
    if isinstance(entity, Person) and entity.life:
        head += dn.Text(f" ({entity.life})")
    # an event is described in the texts rather than named
    variants = [v for v in entity.variant_list if v != entity.name and entity.kind != "event"]
    if variants:
        head += dn.Text("; in the texts ")
        head += dn.inline("", ", ".join(variants), classes=["ed-variants"])
    node += head
    about = dn.paragraph(classes=["ed-entry-about"])
    about += dn.Text(entity.description)
    if isinstance(entity, Person) and entity.certainty != "high":
        about += dn.Text(f" Identification: {entity.certainty} certainty.")
    if entity.source_list:
        about += [dn.Text(" "), *notes.cite(",".join(entity.source_list))]
    node += about
    if isinstance(entity, Place):
        node += _where_it_lies(entity, notes)
    node += _occurrences(edition, entity)
    return node


def _where_it_lies(place: Place, notes: NoteRenderer) -> dn.Node:
    """Coordinates, with their source unless they are of the very place; or why there are none.

    Of exact ones the source is among those of the record.
    """
    said = dn.paragraph("", place.lies_at or "No coordinates", classes=["ed-entry-at"])
    if place.where_prec != _EXACT:
        words = place.coord_source[:1].upper() + place.coord_source[1:]
        said += [dn.Text(". "), *notes.inline(parse_markup(words)), dn.Text(".")]
    return said


def _occurrences(edition: Edition, entity: Entity) -> dn.Node:
    line = dn.paragraph(classes=["ed-entry-where"])
    mentions = edition.mentions_of.get(entity.id, ())
    by_passage: dict[str, list[str]] = {}
    for mention in mentions:
        by_passage.setdefault(mention.first.passage_id, []).append(mention.mention_id)
    where = en.locators("", mentions=[m.mention_id for m in mentions])
    for index, passage_id in enumerate(by_passage):
        where += [dn.Text(", ")] * bool(index)
        where += xref("passage", passage_id, edition.name_of("passage", passage_id))
    line += where
    line += _on(edition, [note.note_id for note in edition.notes_on.get(entity.id, ())])
    return line
