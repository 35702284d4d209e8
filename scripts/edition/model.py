"""The data dictionary: one frozen record per row of data.

Every field that stands in a table is a :func:`column` with its meaning, type and
vocabulary; the loader, the checks and the codebook read them from here, so that they
cannot drift apart. Fields without :func:`column` are worked out on load.

How to add a table: write a record class here, add it to ``TABLES`` in ``load.py``,
give :class:`Edition` a field for it, and describe the file in ``data/README.md``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from edition.anchors import Anchor, Locator, parse_locator
from edition.dates import DateRange, parse_date, readable
from edition.markup import Inline, plain_text
from edition.problems import EditionError, Where, nearest

# --- vocabularies -----------------------------------------------------------------

NOTE_TYPES = {
    "textual": "a slip or doubtful reading in the base text, with a proposed emendation",
    "identification": "who or what is meant",
    "commentary": "historical context",
    "figure": "a number weighed",
    "dating": "a date weighed",
    "parallel": "another passage or the other text on the same thing",
    "language": "a term, a translation or a turn carried over from another language",
    "framing": "point of view, vocabulary, omission",
}
GRADES = {
    "sourced": "rests on a work or page that was consulted and is named",
    "internal": "follows from the two texts alone",
    "editorial": "judgement or general knowledge of the editors",
}
CERTAINTIES = {
    "high": "the editors see no reasonable alternative",
    "medium": "likely, but an alternative is reasonable",
    "low": "a possibility, no more",
}
VARIABLES = {
    "force_size": "persons under arms or in the ranks",
    "units": "formations or groups, counted as such",
    "killed": "persons killed",
    "wounded": "persons wounded",
    "killed_and_wounded": "persons killed or wounded, given as one figure",
    "captured": "persons taken prisoner or arrested",
    "members": "members of a body that is not an armed force",
    "territory_share": "share of the country held, in per cent",
    "duration": "length of time, in days",
    "population": "inhabitants",
}
MEASURE_TYPES = {
    "stock": "the number there was at a time",
    "peak": "the greatest number there was",
    "cumulative": "the total reached from a beginning",
    "flow": "the number that came, went or was lost in an event or period",
}
SIDES = {
    "resistance": "armed resistance to the occupiers, of whatever politics",
    "italy": "Italian forces of occupation",
    "germany": "German forces, with what fought under their command",
    "collaboration": "Albanian formations on the side of the occupiers",
    "civilian": "unarmed population",
    "allied": "forces or missions of the Allies",
    "none": "no side",
}
SIDE_NAMES = {
    "resistance": "Resistance",
    "italy": "Italy",
    "germany": "Germany",
    "collaboration": "Collaborating formations",
    "civilian": "Civilians",
    "allied": "Allies",
    "none": "No side",
}
QUALIFIERS = {
    "exact": "the bare number; low = best = high",
    "approx": "about; best only",
    "at_least": "over, more than; low only",
    "at_most": "up to, under; high only",
    "range": "two numbers; low and high",
    "vague": "a word without a number; low only, from the word table",
}
RANGE_BASES = {
    "stated": "the bounds stand in the text",
    "from_word": "the bound is that of the word in word_values.csv",
    "editor": "the editors' reading, explained in a note",
}
UNITS = {
    "persons": "men, soldiers, partisans, people",
    "groups": "armed groups too loose to be formations",
    "detachments": "partisan detachments (çeta)",
    "battalions": "battalions",
    "brigades": "brigades",
    "divisions": "divisions",
    "corps": "corps",
    "days": "days",
    "per cent": "per cent of the territory",
}
WHERE_PREC = {
    "1": "exact",
    "2": "near",
    "3": "second-order administrative area",
    "4": "first-order administrative area",
    "5": "larger or vague",
    "6": "country",
}


# --- columns ----------------------------------------------------------------------


def column(
    doc: str,
    *,
    kind: str = "text",
    vocabulary: Mapping[str, str] | None = None,
    required: bool = False,
    key: bool = False,
    pattern: str = "",
) -> Any:
    """A field that stands in a table.

    ``kind`` is text, integer, number, edtf, list (joined by `` | ``) or markup;
    ``required`` forbids a blank; ``key`` marks the identifier; ``pattern`` is a regular
    expression that the whole cell must match.
    """
    return field(
        metadata={
            "doc": doc,
            "kind": kind,
            "vocabulary": vocabulary,
            "required": required or key,
            "key": key,
            "pattern": pattern,
        }
    )


@dataclass(frozen=True, kw_only=True)
class Record:
    """A row, and where it stands."""

    where: Where = field(compare=False)

    @classmethod
    def columns(cls) -> dict[str, Mapping[str, Any]]:
        """Column name → its description, in the order of the table."""
        return {f.name: f.metadata for f in fields(cls) if "doc" in f.metadata}

    @classmethod
    def key_column(cls) -> str:
        """The column that identifies a row; blank where rows have no identifier."""
        return next((name for name, meta in cls.columns().items() if meta["key"]), "")

    @property
    def id(self) -> str:
        """The identifier of the row."""
        return getattr(self, self.key_column())


@dataclass(frozen=True, kw_only=True)
class Anchored(Record):
    """A row about particular words of a base text."""

    passage_id: str = column("Passage of the words; several joined by |.", required=True)
    quote: str = column("The words, exactly as they stand; several joined by |.", required=True)
    occurrence: str = column(
        "Which of several equal runs of words in the passage, from 1; blank if unique."
    )
    anchors: tuple[Anchor, ...] = ()  # resolved on load, one per part

    @property
    def first(self) -> Anchor:
        """The first anchor in the order given."""
        return self.anchors[0]

    @property
    def last(self) -> Anchor:
        """The anchor that ends last in the first one's text; a note number is set behind it."""
        own = [a for a in self.anchors if a.text_id == self.first.text_id]
        return max(own, key=lambda a: (a.end, a.start))

    @property
    def lemma(self) -> str:
        """The words, parts joined by an ellipsis."""
        return " … ".join(a.quote for a in self.anchors)


# --- texts ------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Passage(Record):
    """A paragraph or sentence of the frozen segmentation."""

    passage_id: str = column(
        "Siglum, paragraph and sentence, as DB.12.5.", key=True, pattern=r"[A-Z]+\.\d+(\.\d+)?"
    )
    level: str = column(
        "What the passage is.",
        vocabulary={"paragraph": "a non-empty line", "sentence": "a sentence of a paragraph"},
        required=True,
    )
    start: int = column("First character, counted from 0 in code points.", kind="integer",
                        required=True)
    end: int = column("Character behind the last.", kind="integer", required=True)
    sha256: str = column("Hash of the words in UTF-8.", required=True, pattern=r"[0-9a-f]{64}")
    words: str = ""  # the words themselves

    @property
    def text_id(self) -> str:
        """Siglum of the text."""
        return self.passage_id.partition(".")[0]

    @property
    def label(self) -> str:
        """``DB 12.5``."""
        return self.passage_id.replace(".", " ", 1)

    @property
    def parent_id(self) -> str:
        """Id of the paragraph; a paragraph is its own parent."""
        return ".".join(self.passage_id.split(".")[:2])

    @property
    def number(self) -> str:
        """The last number of the id."""
        return self.passage_id.rpartition(".")[2]


@dataclass(frozen=True)
class BaseText:
    """One of the texts, as supplied."""

    siglum: str  # DB, HL
    file: str  # path below data/
    sha256: str  # of the file, byte for byte
    title: str  # what the edition calls it
    short_title: str  # for running heads
    host: str  # the site that published it
    page: str  # document of the book that sets it
    words: str  # the whole file


# --- entities ---------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Entity(Record):
    """A record of an authority list."""

    name: str = column("Standard modern form of the name.", required=True)
    sort_name: str = column("Form under which it is sorted.", required=True)
    variants: str = column("Forms found in the texts, joined by |.", kind="list")
    description: str = column("Who or what it is, in a sentence or two.", required=True)
    sources: str = column("Keys of references.bib that bear the record out, joined by |.",
                          kind="list")
    external_ids: str = column(
        "Identifiers that were looked up, as wikidata:Q…, joined by |.", kind="list"
    )

    kind = "entity"

    @property
    def variant_list(self) -> tuple[str, ...]:
        """The variants, one by one."""
        return split_list(self.variants)

    @property
    def source_list(self) -> tuple[str, ...]:
        """The keys of the sources, one by one."""
        return split_list(self.sources)


@dataclass(frozen=True, kw_only=True)
class Person(Entity):
    """Someone named in the texts."""

    person_id: str = column("Identifier.", key=True, pattern=r"[a-z0-9-]+")
    born: str = column("Date of birth.", kind="edtf")
    died: str = column("Date of death.", kind="edtf")
    certainty: str = column("How sure the identification is.", vocabulary=CERTAINTIES,
                            required=True)

    kind = "person"

    @property
    def life(self) -> str:
        """``1908–1985``, as far as known; ``born 1908``, ``died 1985``."""
        born, died = map(_year, (self.born, self.died))
        if born and died:
            return f"{born}–{died}"
        return f"born {born}" if born else f"died {died}" if died else ""


def _year(edtf: str) -> str:
    """A date in words, a day or month as its year; signs of doubt stay."""
    if not edtf or "/" in edtf:
        return edtf and readable(edtf)
    return readable(edtf[:4] + edtf[-1].strip("0123456789"))


@dataclass(frozen=True, kw_only=True)
class Place(Entity):
    """A settlement, region, river or country named in the texts."""

    place_id: str = column("Identifier.", key=True, pattern=r"[a-z0-9-]+")
    lat: float | None = column("Latitude in degrees north, WGS 84.", kind="number")
    lon: float | None = column("Longitude in degrees east, WGS 84.", kind="number")
    where_prec: str = column("Precision of the coordinates (UCDP GED).", vocabulary=WHERE_PREC)
    coord_source: str = column("Source of the coordinates, or why there are none.")

    kind = "place"


@dataclass(frozen=True, kw_only=True)
class Organisation(Entity):
    """A party, front, government, army or other body."""

    org_id: str = column("Identifier.", key=True, pattern=r"[a-z0-9-]+")

    kind = "organisation"


@dataclass(frozen=True, kw_only=True)
class Unit(Entity):
    """A military formation."""

    unit_id: str = column("Identifier.", key=True, pattern=r"[a-z0-9-]+")

    kind = "unit"


@dataclass(frozen=True, kw_only=True)
class Work(Entity):
    """A newspaper or book named in the texts."""

    work_id: str = column("Identifier.", key=True, pattern=r"[a-z0-9-]+")

    kind = "work"


@dataclass(frozen=True, kw_only=True)
class Mention(Anchored):
    """A name in the text, tied to one record."""

    mention_id: str = column("Identifier.", key=True, pattern=r"M\d{4}")
    entity_id: str = column("The person, place, organisation, unit or work.", required=True)
    comment: str = column("Why this record, where it is not plain.")


# --- claims and notes -------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Claim(Anchored):
    """One quantified statement, as the text makes it."""

    claim_id: str = column("Identifier.", key=True, pattern=r"C\d{3,4}")
    variable: str = column("What is counted.", vocabulary=VARIABLES, required=True)
    measure_type: str = column("In what sense.", vocabulary=MEASURE_TYPES, required=True)
    actor_id: str = column("Those counted: an organisation or unit, blank if none is named.")
    side: str = column("Side of those counted; for losses, the losers.", vocabulary=SIDES,
                       required=True)
    inflicted_by: str = column("For losses, the others.", vocabulary=SIDES)
    best: float | None = column("The number given.", kind="number")
    low: float | None = column("Lower bound; blank is not given, never 0.", kind="number")
    high: float | None = column("Upper bound; blank is not given.", kind="number")
    qualifier: str = column("How the number is qualified.", vocabulary=QUALIFIERS, required=True)
    range_basis: str = column("Where the bounds come from.", vocabulary=RANGE_BASES,
                              required=True)
    unit: str = column("What the number is a number of.", vocabulary=UNITS, required=True)
    date_edtf: str = column("When, as the text states it.", kind="edtf", required=True)
    place_id: str = column("Where; blank if the text names no place.")
    source_original: str = column("Who says so, as the text has it; blank is the text itself.")
    cert: str = column("Certainty of the coding.", vocabulary=CERTAINTIES, required=True)
    part_of: str = column("The claim that contains this one.")
    same_as: str = column("A claim that gives the same figure for the same thing.")
    conflicts_with: str = column("Claims that cannot both be true, joined by |.", kind="list")
    comment: str = column("Why it is coded so.")

    @property
    def date(self) -> DateRange:
        """The days covered."""
        return parse_date(self.date_edtf)

    @property
    def conflict_list(self) -> tuple[str, ...]:
        """The ids of conflicting claims."""
        return split_list(self.conflicts_with)

    @property
    def value(self) -> float:
        """The one number to place a mark at: best, else the bound there is."""
        return next(v for v in (self.best, self.low, self.high) if v is not None)

    @property
    def number(self) -> str:
        """The value in digits: ``3,000``, for a range ``3,000–5,000``."""
        given = (self.low, self.high) if self.qualifier == "range" else (self.value,)
        return "–".join(f"{v:,.0f}" if v == int(v) else f"{v:,}" for v in given if v is not None)

    @property
    def reading(self) -> str:
        """The coded value in words: ``more than 3,000 persons``."""
        lead = {"approx": "about ", "at_least": "more than ", "at_most": "at most ",
                "vague": "at least "}.get(self.qualifier, "")
        tail = " (read from the word)" if self.range_basis == "from_word" else ""
        return f"{lead}{self.number} {self.unit}{tail}"


@dataclass(frozen=True, kw_only=True)
class WordValue(Record):
    """The lower bound that a quantity word is read as."""

    word: str = column("The word or turn.", key=True)
    low: float | None = column("The smallest number it is read as.", kind="number",
                               required=True)
    reason: str = column("Why.", required=True)


@dataclass(frozen=True)
class Support:
    """What a source says for a note."""

    ref: str  # key in references.bib
    supports: str  # which statement, in our words


@dataclass(frozen=True, kw_only=True)
class Note(Anchored):
    """An editor's note on particular words."""

    note_id: str = column("Identifier.", key=True, pattern=r"N\d{4}")
    note_type: str = column("What kind of note.", vocabulary=NOTE_TYPES, required=True)
    grade: str = column("How it is known.", vocabulary=GRADES, required=True)
    certainty: str = column("How sure the editors are of its main statement.",
                            vocabulary=CERTAINTIES, required=True)
    body: str = column("The note, in the subset of MyST of markup.py.", kind="markup",
                       required=True)
    sources: tuple[Support, ...] = ()  # read from the list of mappings in the file
    runs: tuple[Inline, ...] = ()  # the body, parsed


@dataclass(frozen=True, kw_only=True)
class Reference(Record):
    """An entry of references.bib."""

    key: str = column("Citation key.", key=True)
    entry_type: str = ""
    data: Mapping[str, str] = field(default_factory=dict)  # BibTeX fields
    authors: tuple[str, ...] = ()  # surnames, or the organisation

    @property
    def consulted(self) -> bool:
        """Whether the work was really seen."""
        return "consulted" in split_list(self.data.get("keywords", "").replace(",", "|"))

    @property
    def short(self) -> str:
        """Author, or the site that has the page, and year: ``Elsie 2010``, ``qmksh.al``."""
        return short_label(self.authors, self.data, self.key)


def short_label(authors: Sequence[str], data: Mapping[str, str], key: str) -> str:
    """What a work is called in a citation; a long institution gives way to its site."""
    names = " and ".join(authors[:2]) + (" et al." if len(authors) > 2 else "")
    if not names or len(names.split()) > _LONG_NAME:
        names = urlsplit(data.get("url", "")).netloc.removeprefix("www.") or names
    return f"{names or data.get('title', key)} {data.get('year', '')}".strip()


_LONG_NAME = 3  # words; more of them would drown the sentence that cites the work


# --- the whole --------------------------------------------------------------------


@dataclass(frozen=True)
class EditionInfo:
    """What ``data/edition.yml`` says of the edition as a whole."""

    title: str
    subtitle: str
    version: str
    date: dt.date
    editors: str
    publisher: str
    contact: str
    address: str  # public address, blank until there is one
    doi: str
    language: str
    licences: Mapping[str, str]
    include_base_texts: bool  # False sets citations and lemmata only

    @property
    def year(self) -> int:
        """Year of the edition."""
        return self.date.year


@dataclass(frozen=True)
class Edition:
    """Everything, loaded once, checked, and never changed."""

    info: EditionInfo
    texts: Mapping[str, BaseText]
    passages: Mapping[str, Passage]
    entities: Mapping[str, Entity]  # persons, places, organisations, units, works
    mentions: tuple[Mention, ...]
    claims: Mapping[str, Claim]
    notes: Mapping[str, Note]  # in the order of the texts
    references: Mapping[str, Reference]
    word_values: Mapping[str, WordValue]
    files: tuple[str, ...]  # every file read, relative to the root

    def of_kind(self, kind: str) -> list[Entity]:
        """The entities of one kind, in the order of their sort names."""
        return [e for e in self.entities.values() if e.kind == kind]

    def entity(self, entity_id: str) -> Entity:
        """The record; :class:`EditionError` names the nearest id if there is none."""
        return self._get(self.entities, entity_id, "entity")

    def passage(self, passage_id: str) -> Passage:
        """The passage; :class:`EditionError` names the nearest id if there is none."""
        return self._get(self.passages, passage_id, "passage")

    def locate(self, locator: str) -> tuple[Locator, tuple[Passage, ...]]:
        """A citation such as ``DB.12.5-7`` and the passages it covers, sentence by sentence."""
        try:
            parsed = parse_locator(locator)
        except ValueError as error:
            raise EditionError(str(error)) from error
        first, last = self.passage(parsed.first), self.passage(parsed.last)
        if first.start > last.start:
            raise EditionError(f"'{locator}' ends before it begins")
        if first.passage_id == last.passage_id:
            return parsed, (first,)
        return parsed, tuple(
            p for p in self.passages.values()
            if p.text_id == first.text_id and p.level == first.level
            and first.start <= p.start and p.end <= last.end
        )

    def paragraphs(self, text_id: str) -> Iterator[Passage]:
        """The paragraphs of a text, in order."""
        return (p for p in self.passages.values()
                if p.text_id == text_id and p.level == "paragraph")

    def sentences(self, paragraph: Passage) -> Iterator[Passage]:
        """The sentences of a paragraph, in order."""
        prefix = paragraph.passage_id + "."
        return (p for p in self.passages.values() if p.passage_id.startswith(prefix))

    @cached_property
    def note_numbers(self) -> Mapping[str, int]:
        """Note id → the number it is printed with; each text counts from 1."""
        numbers: dict[str, int] = {}
        counts: dict[str, int] = {}
        for note in self.notes.values():
            text_id = note.first.text_id
            counts[text_id] = counts.get(text_id, 0) + 1
            numbers[note.note_id] = counts[text_id]
        return numbers

    @cached_property
    def mentions_of(self) -> Mapping[str, tuple[Mention, ...]]:
        """Entity id → its mentions, in the order of the texts."""
        return self._group(self.mentions, lambda m: [m.entity_id])

    @cached_property
    def notes_on(self) -> Mapping[str, tuple[Note, ...]]:
        """Entity id → the notes whose body points to it."""
        return self._group(
            self.notes.values(),
            lambda n: dict.fromkeys(r.target for r in n.runs if r.target in self.entities),
        )

    @cached_property
    def cited_in(self) -> Mapping[str, tuple[Note, ...]]:
        """Reference key → the notes that cite it."""
        return self._group(self.notes.values(), lambda n: dict.fromkeys(s.ref for s in n.sources))

    def in_passage(self, rows: Mapping[str, Anchored] | tuple[Anchored, ...],
                   passage: Passage) -> list[Any]:
        """The rows with an anchor that touches the passage."""
        listed = rows.values() if isinstance(rows, Mapping) else rows
        return [
            row for row in listed
            if any(a.text_id == passage.text_id and a.start < passage.end and a.end > passage.start
                   for a in row.anchors)
        ]

    def name_of(self, role: str, target: str) -> str:
        """The words for a role without a title: a name, ``DB 12.5``, ``Elsie 2010``."""
        if role == "passage":
            return parse_locator(target).label
        if role == "cite":
            return self._get(self.references, target, "reference").short
        if role == "note":
            note = self._get(self.notes, target, "note")
            return f"note {self.note_numbers[target]} to {note.first.text_id}"
        if role == "claim":
            return self._get(self.claims, target, "claim").claim_id
        return self.entity(target).name

    def plain(self, note: Note) -> str:
        """The words of a note without markup."""
        return plain_text(note.runs, self.name_of)

    @staticmethod
    def _get(rows: Mapping[str, Any], key: str, what: str) -> Any:
        if key not in rows:
            raise EditionError(f"there is no {what} '{key}'; allowed: {nearest(key, rows)}")
        return rows[key]

    @staticmethod
    def _group(rows: Any, keys: Callable[[Any], Any]) -> Mapping[str, tuple]:
        groups: dict[str, list] = {}
        for row in rows:
            for key in keys(row):
                groups.setdefault(key, []).append(row)
        return {key: tuple(group) for key, group in groups.items()}


def split_list(cell: str) -> tuple[str, ...]:
    """The items of a cell joined by ``|``."""
    return tuple(item.strip() for item in cell.split("|") if item.strip())
