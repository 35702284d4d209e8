"""Checks of passages, claims, mentions, entities, notes and references."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from edition.checks.pieces import (
    a_locator,
    an_entity,
    consulted,
    known,
    problem_of,
)
from edition.edition import Edition
from edition.markup import ENTITY_ROLES
from edition.model import Passage, plain, split_list
from edition.problems import Problem, Where, nearest
from edition.vocabularies import SIDES


def passages_rebuild_texts(edition: Edition) -> Iterator[Problem]:
    """The sentences and the white space between them are each file, exactly."""
    for text in edition.texts.values():
        position = 0
        sentences = [p for p in edition.passages_of.get(text.siglum, ())
                     if p.level == "sentence"]
        for passage in sentences:
            gap = text.words[position : passage.start]
            if passage.start < position or gap.strip():
                yield problem_of(passage, "start", passage.start,
                          "leaves out words or overlaps the sentence before",
                          "sentences in order with only white space between them")
            position = passage.end
        if text.words[position:].strip():
            last = max(edition.passages.values(), default=None,
                       key=lambda p: (p.text_id == text.siglum, p.end))
            yield Problem(last.where if last else Where("data/passages.csv"), "end", str(position),
                          f"the sentences end before {text.file} does", "the whole file")


def passages_are_what_they_were(edition: Edition) -> Iterator[Problem]:
    """The words under each id have the recorded hash, and levels fit the ids."""
    for passage in edition.passages.values():
        found = hashlib.sha256(passage.words.encode()).hexdigest()
        if found != passage.sha256:
            yield problem_of(passage, "sha256", passage.sha256,
                      f"the words under {passage.passage_id} have changed; their hash is {found}",
                      "the frozen segmentation; ids are never given to other words")
        level = "sentence" if passage.passage_id.count(".") == 2 else "paragraph"
        if passage.level != level:
            yield problem_of(passage, "level", passage.level, "does not fit the id", level)


def passages_nest(edition: Edition) -> Iterator[Problem]:
    """Numbers run on from 1, and each paragraph is just its sentences."""
    for text_id in edition.texts:
        paragraphs = list(edition.paragraphs(text_id))
        yield from _run_on(paragraphs)
        for passage in edition.passages_of.get(text_id, ()):
            if passage.parent_id not in edition.passages:
                yield problem_of(passage, "passage_id", passage.passage_id, "has no paragraph",
                          f"a row for {passage.parent_id} before it")
        for paragraph in paragraphs:
            sentences = list(edition.sentences(paragraph))
            yield from _run_on(sentences)
            if sentences and (sentences[0].start, sentences[-1].end) != (
                paragraph.start, paragraph.end
            ):
                yield problem_of(paragraph, "start", paragraph.start,
                          "is not where its first sentence begins or its last one ends",
                          f"{sentences[0].start} to {sentences[-1].end}")


def _run_on(passages: list[Passage]) -> Iterator[Problem]:
    for expected, passage in enumerate(passages, 1):
        if passage.number != str(expected):
            yield problem_of(passage, "passage_id", passage.passage_id, "breaks the numbering",
                      f"number {expected} in this place; ids are never renumbered or left out")


def claims_fit_their_qualifier(edition: Edition) -> Iterator[Problem]:
    """``low ≤ best ≤ high``, and just those cells are filled that the qualifier allows."""
    filled = {
        "exact": ("best", "low", "high"),
        "approx": ("best",),
        "at_least": ("low",),
        "at_most": ("high",),
        "range": ("low", "high"),
        "vague": ("low",),
    }
    for claim in edition.claims.values():
        numbers = {name: getattr(claim, name) for name in ("low", "best", "high")}
        given = [v for v in numbers.values() if v is not None]
        if given != sorted(given):
            yield problem_of(claim, "low", ", ".join(map(plain, given)),
                      "low, best and high are not in order", "low ≤ best ≤ high")
        for name, value in numbers.items():
            if (value is not None) != (name in filled[claim.qualifier]):
                what = "must not be blank" if value is None else "must be blank"
                yield problem_of(claim, name, plain(value),
                          f"{what} when the qualifier is {claim.qualifier}",
                          f"values in {', '.join(filled[claim.qualifier])} only")
            if value is not None and value <= 0:
                yield problem_of(claim, name, plain(value), "is not a count",
                          "a number above 0, or blank")
        if claim.qualifier == "exact" and len(set(numbers.values())) > 1:
            yield problem_of(claim, "best", plain(claim.best), "low, best and high differ",
                      "one number in all three when the qualifier is exact")


def vague_claims_use_the_word_table(edition: Edition) -> Iterator[Problem]:
    """A bound read from a word is the one in the table for a word in the quote."""
    for claim in edition.claims.values():
        if (claim.qualifier == "vague") != (claim.range_basis == "from_word"):
            yield problem_of(claim, "range_basis", claim.range_basis, "does not fit the qualifier",
                      "from_word for vague, stated or editor otherwise")
            continue
        if claim.range_basis != "from_word":
            continue
        word = edition.word_of(claim)
        if word is None or claim.low != word.low:
            yield problem_of(claim, "low", plain(claim.low),
                      "is not what word_values.csv reads the word as",
                      plain(word.low) if word else "a word of the quote in word_values.csv")


def claims_point_to_records(edition: Edition) -> Iterator[Problem]:
    """Actors, places and other claims exist; conflicts are told by both."""
    for claim in edition.claims.values():
        yield from an_entity(edition, claim, "actor_id", claim.actor_id, ("organisation", "unit"))
        yield from an_entity(edition, claim, "place_id", claim.place_id, ("place",))
        for name in ("part_of", "same_as"):
            yield from known(claim, name, getattr(claim, name), edition.claims)
        for other in claim.conflict_list:
            yield from known(claim, "conflicts_with", other, edition.claims)
            if other in edition.claims and claim.id not in edition.claims[other].conflict_list:
                yield problem_of(claim, "conflicts_with", other,
                                 f"{other} does not name {claim.id} back",
                          "a conflict that both claims tell")
        if claim.inflicted_by and not claim.variable.startswith(("killed", "wounded", "captured")):
            yield problem_of(claim, "inflicted_by", claim.inflicted_by, "is for losses only",
                      f"blank, or a variable of losses; sides are {', '.join(sorted(SIDES))}")


def mentions_point_to_records(edition: Edition) -> Iterator[Problem]:
    """Each mention names a record, and the same words are not tied to two."""
    spans: dict[tuple, str] = {}
    for mention in edition.mentions:
        yield from known(mention, "entity_id", mention.entity_id, edition.entities)
        for a in mention.anchors:
            key = (a.text_id, a.start, a.end)
            other = spans.setdefault(key, mention.mention_id)
            if other != mention.mention_id:
                yield problem_of(mention, "quote", a.quote,
                                 f"the same words are tied by {other} already",
                          "one mention for the same words")


def entities_are_mentioned(edition: Edition) -> Iterator[Problem]:
    """No authority record that neither text nor note names; its sources are known."""
    for entity in edition.entities.values():
        if entity.id not in edition.mentions_of and entity.id not in edition.notes_on:
            yield problem_of(entity, entity.key_column(), entity.id,
                             "is named in no text and no note",
                      "a row in mentions.csv or a role in a note, or no record")
        for source in entity.source_list:
            yield from consulted(edition, entity, "sources", source)
        found = {a.quote for m in edition.mentions_of.get(entity.id, ()) for a in m.anchors}
        for variant in entity.variant_list:
            if variant not in found:
                yield problem_of(entity, "variants", variant, "no mention has this form",
                          ", ".join(sorted(found)))


def notes_are_evidenced(edition: Edition) -> Iterator[Problem]:
    """A sourced note names consulted sources and cites each; another names none."""
    for note in edition.notes.values():
        cited = {key for run in note.runs if run.kind == "cite" for key in run.targets}
        named = {support.ref for support in note.sources}
        if note.grade == "sourced" and not named:
            yield problem_of(note, "sources", "", "a sourced note without a source",
                      "at least one 'ref:' with what it 'supports:'")
        if note.grade != "sourced" and named:
            yield problem_of(note, "grade", note.grade, "a note with sources is graded otherwise",
                      "sourced")
        for ref in sorted(named):
            yield from consulted(edition, note, "sources", ref)
        for ref in sorted(cited - named):
            yield problem_of(note, "body", ref, "is cited but not listed among the sources",
                      ", ".join(sorted(named)) or "an entry in sources")
        for ref in sorted(named - cited):
            yield problem_of(note, "sources", ref, "is listed but never cited in the body",
                      "a {cite} at the statement it covers")


def readings_are_of_their_words(edition: Edition) -> Iterator[Problem]:
    """A textual note proposes a reading; a reading is one for each part, and another than it."""
    for note in edition.notes.values():
        if note.note_type == "textual" and not note.reading:
            yield problem_of(note, "reading", "", "a textual note without a reading",
                             "what to read for its words, or another type of note")
        read, words = note.reading.split("|"), [a.quote for a in note.anchors]
        if note.reading and (len(read) != len(words) or any(
                r.strip() in ("", w) for r, w in zip(read, words, strict=False))):
            yield problem_of(note, "reading", note.reading,
                             f"is not a reading for each of {' | '.join(words)}",
                             "as many parts as the quote, joined by |, each other than its words")


def note_roles_resolve(edition: Edition) -> Iterator[Problem]:
    """Every role in a note points to something of its kind."""
    for note in edition.notes.values():
        for run in note.runs:
            if run.kind in ("text", "emphasis", "lang", "cite"):
                continue
            if run.kind == "passage":
                yield from a_locator(edition, note, "body", run.target)
            elif run.kind in ENTITY_ROLES:
                yield from an_entity(edition, note, "body", run.target, ENTITY_ROLES[run.kind])
            else:
                rows = edition.notes if run.kind == "note" else edition.claims
                yield from known(note, "body", run.target, rows)


def references_are_complete(edition: Edition) -> Iterator[Problem]:
    """What was consulted has an address or publisher, a day, a kind and a remark, and is used."""
    used = {*edition.cited_in, *(e.source for e in edition.estimates.values()),
            *(s for e in edition.entities.values() for s in e.source_list)}
    for ref in edition.references.values():
        if not ref.data.get("title"):
            yield Problem(ref.where, "title", ref.key, "must not be blank", "a title")
        keywords = split_list(ref.data.get("keywords", "").replace(",", "|"))
        if len({"consulted", "further"} & set(keywords)) != 1:
            yield Problem(ref.where, "keywords", ", ".join(keywords), f"of {ref.key} do not say "
                          "whether it was seen", "consulted or further")
        if not ref.consulted:
            if ref.key in used:
                yield Problem(ref.where, "keywords", ref.key, "is used as a source but marked "
                              "as further reading", "consulted, if it was")
            continue
        for name in ("url", "urldate", "kind", "annote"):
            if not ref.data.get(name):
                yield Problem(ref.where, name, ref.key, "a consulted work without it",
                              "url, urldate, kind, annote")
        if ref.key not in used:
            yield Problem(ref.where, "keywords", ref.key, "is marked as consulted but used nowhere",
                          "a note or record that rests on it, or further")


def published_pages_are_known(edition: Edition) -> Iterator[Problem]:
    """The page on which a text was found stands in the bibliography."""
    for text in edition.texts.values():
        if text.published and text.published not in edition.references:
            yield Problem(Where("data/edition.yml", text.line), "published", text.published,
                          "is not in references.bib",
                          nearest(text.published, edition.references))
