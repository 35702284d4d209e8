"""The data dictionary: one frozen record per row of data.

Every field that stands in a table is a :func:`column` with its meaning, type and
vocabulary; the loader, the checks and the codebook read them from here, so that they
cannot drift apart. Fields without :func:`column` are worked out on load.

How to add a table: write a record class here, read it in ``load.py`` into a field of
:class:`~edition.edition.Edition`, name it in ``codebook.py`` and, with its files, in
``tracing.py``, and renew ``data/README.md`` from the codebook; the data package takes it up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any

from edition.anchors import SIGLUM, Anchor
from edition.dates import DateRange, parse_date, readable
from edition.markup import Inline
from edition.problems import Where
from edition.vocabularies import (
    ACTORS,
    ASPECTS,
    CERTAINTIES,
    CONTROL_SCOPES,
    CONTROL_SPANS,
    CONTROL_STATUSES,
    DATE_BASES,
    EVENT_KINDS,
    GRADES,
    MEASURE_TYPES,
    NOTE_TYPES,
    NUMERAL_CLASSES,
    NUMERAL_USES,
    QUALIFIERS,
    RANGE_BASES,
    RELATIONS,
    SIDES,
    UNITS,
    VARIABLES,
    WHERE_PREC,
)

# --- columns ----------------------------------------------------------------------


def column(
    doc: str,
    *,
    kind: str = "text",
    vocabulary: Mapping[str, str] | None = None,
    required: bool = False,
    key: bool = False,
    pattern: str = "",
    bounds: tuple[float | None, float | None] = (None, None),
    refers: tuple[str, ...] = (),
) -> Any:
    """A field that stands in a table.

    ``kind`` is text, prose (whole sentences), integer, number, edtf, list (joined by `` | ``),
    parts (joined by ``|`` in parallel with other columns) or markup (prose with roles), and in
    derived tables also boolean or date; ``required`` forbids a blank; ``key`` marks the
    identifier; ``pattern`` is a regular expression that the whole cell must match; ``bounds`` are
    the least and the greatest number there can be; ``refers`` names the tables in one of which
    the value is the key of a row.
    """
    return field(
        metadata={
            "doc": doc,
            "kind": kind,
            "vocabulary": vocabulary,
            "required": required or key,
            "key": key,
            "pattern": pattern,
            "bounds": bounds,
            "refers": refers,
        }
    )


@dataclass(frozen=True, kw_only=True)
class Record:
    """A row, and where it stands."""

    where: Where = field(compare=False)

    @classmethod
    @cache  # asked for each row and each cell
    def columns(cls) -> Mapping[str, Mapping[str, Any]]:
        """Column name → its description, in the order of the table."""
        return {f.name: f.metadata for f in fields(cls) if "doc" in f.metadata}

    @classmethod
    @cache
    def lists(cls) -> tuple[str, ...]:
        """The columns that hold lists."""
        return tuple(name for name, meta in cls.columns().items() if meta["kind"] == "list")

    @classmethod
    @cache
    def written(cls, *kinds: str) -> tuple[str, ...]:
        """The columns of these kinds in which there is no key, no term and no reference."""
        return tuple(name for name, meta in cls.columns().items() if meta["kind"] in kinds
                     and not (meta["key"] or meta["vocabulary"] or meta["refers"]))

    @classmethod
    @cache
    def key_column(cls) -> str:
        """The column that identifies a row; blank where rows have no identifier."""
        return next((name for name, meta in cls.columns().items() if meta["key"]), "")

    @property
    def id(self) -> str:
        """The identifier of the row."""
        return getattr(self, self.key_column())

    @property
    def cells(self) -> Mapping[str, Any]:
        """Column name → its value in the row."""
        return {name: getattr(self, name) for name in self.columns()}


@dataclass(frozen=True, kw_only=True)
class Anchored(Record):
    """A row about particular words of a base text."""

    passage_id: str = column("Passage of the words; several joined by |.", kind="parts",
                             required=True, refers=("passages",))
    quote: str = column("The words, exactly as they stand; several joined by |.", kind="parts",
                        required=True)
    occurrence: str = column(
        "Which of several equal runs of words in the passage, from 1; blank if unique.",
        kind="parts",
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


class Bounded:
    """A row with a number, with bounds, or with both."""

    best: float | None
    low: float | None
    high: float | None

    @property
    def value(self) -> float:
        """The one number to place a mark at: best, else the bound there is."""
        return next(v for v in (self.best, self.low, self.high) if v is not None)


class Dated:
    """A row with a date as the text states it."""

    date_edtf: str

    @property
    def date(self) -> DateRange:
        """The days covered."""
        return parse_date(self.date_edtf)


# --- texts ------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Passage(Record):
    """A paragraph or sentence of the frozen segmentation."""

    passage_id: str = column(
        "Siglum, paragraph and sentence, as DB.12.5.", key=True,
        pattern=rf"{SIGLUM}\.\d+(\.\d+)?",
    )
    level: str = column(
        "What the passage is.",
        vocabulary={"paragraph": "a non-empty line", "sentence": "a sentence of a paragraph"},
        required=True,
    )
    start: int = column("First character, counted from 0 in code points.", kind="integer",
                        required=True, bounds=(0, None))
    end: int = column("Character behind the last.", kind="integer", required=True,
                      bounds=(0, None))
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
    words: str  # the whole file; of a text that is not whole only the lemmata, in their places
    whole: bool = True  # False where the words are withheld
    published: str = ""  # key in references.bib of the page found afterwards
    line: int = 0  # where edition.yml names it


# --- entities ---------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Entity(Record):
    """A record of an authority list."""

    name: str = column("Standard modern form of the name.", required=True)
    sort_name: str = column("Form under which it is sorted.", required=True)
    variants: str = column("Forms found in the texts, joined by |.", kind="list")
    description: str = column("Who or what it is, in a sentence or two.", kind="prose",
                              required=True)
    sources: str = column("Keys of references.bib that bear the record out, joined by |.",
                          kind="list", refers=("references",))
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
    lat: float | None = column("Latitude in degrees north, WGS 84.", kind="number",
                               bounds=(-90, 90))
    lon: float | None = column("Longitude in degrees east, WGS 84.", kind="number",
                               bounds=(-180, 180))
    where_prec: str = column("Precision of the coordinates (UCDP GED).", vocabulary=WHERE_PREC)
    coord_source: str = column("Source of the coordinates, or why there are none; works are "
                               "cited by role.", kind="markup")

    kind = "place"

    @property
    def lies_at(self) -> str:
        """``40.71° N, 19.95° E (exact)``; blank for a place without coordinates."""
        if self.lat is None or self.lon is None:
            return ""
        return f"{self.lat:.2f}° N, {self.lon:.2f}° E ({WHERE_PREC[self.where_prec]})"


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
class Event(Entity):
    """A battle, conference, operation, massacre or the like."""

    event_id: str = column("Identifier.", key=True, pattern=r"[a-z0-9-]+")
    date_edtf: str = column("When, as the texts state it; blank if they do not.", kind="edtf")
    place_id: str = column("Where; blank if not at one place.", refers=("places",))
    event_kind: str = column("What kind of event.", vocabulary=EVENT_KINDS, required=True)
    actors: str = column("Who acts in it or is struck by it, as the texts tell it; joined by |.",
                         kind="list", vocabulary=ACTORS, required=True)

    kind = "event"


@dataclass(frozen=True, kw_only=True)
class People(Entity):
    """A people or nationality, also as an adjective."""

    people_id: str = column("Identifier.", key=True, pattern=r"[a-z0-9-]+")

    kind = "people"


@dataclass(frozen=True, kw_only=True)
class Mention(Anchored):
    """A name in the text, tied to one record."""

    mention_id: str = column("Identifier.", key=True, pattern=r"M\d{4,}")
    entity_id: str = column("The person, place, organisation, unit, work, event or people.",
                            required=True, refers=("entities",))
    comment: str = column("Why this record, where it is not plain.", kind="prose")


# --- claims and notes -------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Claim(Bounded, Dated, Anchored):
    """One quantified statement, as the text makes it."""

    claim_id: str = column("Identifier.", key=True, pattern=r"C\d{3,}")
    variable: str = column("What is counted.", vocabulary=VARIABLES, required=True)
    measure_type: str = column("In what sense.", vocabulary=MEASURE_TYPES, required=True)
    actor_id: str = column("Those counted: an organisation or unit, blank if none is named.",
                           refers=("entities",))
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
    place_id: str = column("Where; blank if the text names no place.", refers=("places",))
    source_original: str = column("Who says so, as the text has it; blank is the text itself.")
    cert: str = column("Certainty of the coding.", vocabulary=CERTAINTIES, required=True)
    part_of: str = column("The claim that contains this one.", refers=("claims",))
    same_as: str = column("A claim that gives the same figure for the same thing.",
                          refers=("claims",))
    conflicts_with: str = column("Claims that cannot both be true, joined by |.", kind="list",
                                 refers=("claims",))
    comment: str = column("Why it is coded so.", kind="prose")

    @property
    def conflict_list(self) -> tuple[str, ...]:
        """The ids of conflicting claims."""
        return split_list(self.conflicts_with)

    @property
    def number(self) -> str:
        """The value in digits: ``3,000``, for a range ``3,000–5,000``."""
        given = (self.low, self.high) if self.qualifier == "range" else (self.value,)
        return "–".join(grouped(v) for v in given if v is not None)

    @property
    def reading(self) -> str:
        """The coded value in words: ``more than 3,000 persons``."""
        lead = {"approx": "about ", "at_least": "more than ", "at_most": "at most ",
                "vague": "at least "}.get(self.qualifier, "")
        tail = " (read from the word)" if self.range_basis == "from_word" else ""
        return f"{lead}{self.number} {self.unit}{tail}"


@dataclass(frozen=True, kw_only=True)
class WordValue(Record):
    """The numbers that a quantity word is read as."""

    word: str = column("The word or turn.", key=True)
    low: float | None = column("The smallest number it is read as.", kind="number",
                               required=True)
    high: float | None = column("The greatest, for shares of a country in per cent; else blank.",
                                kind="number")
    reason: str = column("Why.", kind="prose", required=True)


@dataclass(frozen=True, kw_only=True)
class Control(Dated, Anchored):
    """One statement about who holds what."""

    control_id: str = column("Identifier.", key=True, pattern=r"K\d{3,}")
    place_id: str = column("The place or area.", required=True, refers=("places",))
    date_edtf: str = column("When, as the text states it.", kind="edtf", required=True)
    status_before: str = column("Who held it before.", vocabulary=CONTROL_STATUSES, required=True)
    status_after: str = column("Who holds it then.", vocabulary=CONTROL_STATUSES, required=True)
    control_scope: str = column("What of it is meant.", vocabulary=CONTROL_SCOPES, required=True)
    lasting: str = column("For how long.", vocabulary=CONTROL_SPANS, required=True)
    share_low: float | None = column("Share of the place named: lower bound in per cent.",
                                     kind="number", bounds=(0, 100))
    share_high: float | None = column("Share of the place named: upper bound in per cent.",
                                      kind="number", bounds=(0, 100))
    source_original: str = column("Who says so, as the text has it; blank is the text itself.")
    cert: str = column("Certainty of the coding.", vocabulary=CERTAINTIES, required=True)
    comment: str = column("Why it is coded so.", kind="prose")

    @property
    def share_from_word(self) -> bool:
        """Whether a share is given that the passage has in words, not in digits."""
        return self.share_low is not None and not any(map(str.isdigit, self.lemma))


@dataclass(frozen=True, kw_only=True)
class DateRow(Dated, Anchored):
    """One temporal expression, resolved as the text states it."""

    date_id: str = column("Identifier.", key=True, pattern=r"D\d{4,}")
    date_edtf: str = column("What it means.", kind="edtf", required=True)
    basis: str = column("How far the expression itself says so.", vocabulary=DATE_BASES,
                        required=True)
    relative_to: str = column("Passages it leans on, joined by |.", kind="list",
                              refers=("passages",))
    event_id: str = column("The event that it dates, where there is one.", refers=("events",))
    comment: str = column("How it was resolved, where it is not plain.", kind="prose")


@dataclass(frozen=True, kw_only=True)
class Numeral(Anchored):
    """One numeral of the ledger, and what accounts for it."""

    numeral_id: str = column("Identifier.", key=True, pattern=r"Q\d{4,}")
    numeral_class: str = column("What kind of numeral.", vocabulary=NUMERAL_CLASSES, required=True)
    use: str = column("What it does in the sentence.", vocabulary=NUMERAL_USES, required=True)
    row_id: str = column("The claim, date, control statement or mention that it belongs to.",
                         refers=("claims", "dates", "control", "mentions"))
    comment: str = column("What it counts, where no row says so.", kind="prose")


@dataclass(frozen=True, kw_only=True)
class Parallel(Record):
    """A statement of one text beside that of the other, or beside its silence."""

    parallel_id: str = column("Identifier.", key=True, pattern=r"P\d{3,}")
    topic: str = column("What both speak of, in a few words.", required=True)
    db: str = column("Passages of DB, joined by |; blank if silent.", kind="list")
    hl: str = column("Passages of HL, joined by |; blank if silent.", kind="list")
    relation: str = column("How they stand to each other.", vocabulary=RELATIONS, required=True)
    aspect: str = column("In what they differ; several joined by |.", kind="list",
                         vocabulary=ASPECTS)
    comment: str = column("What the difference is, or why only one speaks.", kind="prose",
                         required=True)

    @property
    def locators(self) -> tuple[str, ...]:
        """Its passages as they are cited, DB's before HL's."""
        return (*split_list(self.db), *split_list(self.hl))


@dataclass(frozen=True, kw_only=True)
class Subject(Record):
    """A subject of the texts and of the notes, as the index of subjects has it."""

    subject_id: str = column("Identifier.", key=True, pattern=r"[a-z0-9-]+")
    name: str = column("What it is called, and sorted under.", required=True)
    look_up: str = column("Other words under which a reader may look, joined by |.", kind="list")
    see_also: str = column("Subjects near to it, joined by |.", kind="list", refers=("subjects",))
    passages: str = column("Passages that speak of it, joined by |; ranges as DB.12.5-7.",
                           kind="list", required=True)
    notes: str = column("Notes that speak of it, joined by |.", kind="list", refers=("notes",))


@dataclass(frozen=True, kw_only=True)
class Review(Record):
    """What came of the examination of a sentence."""

    passage_id: str = column("The sentence.", key=True, refers=("passages",))
    note_ids: str = column("Its notes, joined by |.", kind="list", refers=("notes",))
    remark: str = column("Where it has none: what was weighed and why nothing is said.",
                        kind="prose")


@dataclass(frozen=True, kw_only=True)
class Estimate(Bounded, Dated, Record):
    """A figure from outside for a quantity that the texts also state."""

    estimate_id: str = column("Identifier.", key=True, pattern=r"E\d{3,}")
    claim_ids: str = column("The claims for the same quantity, joined by |.", kind="list",
                            required=True, refers=("claims",))
    variable: str = column("What is counted.", vocabulary=VARIABLES, required=True)
    side: str = column("Side of those counted.", vocabulary=SIDES, required=True)
    best: float | None = column("The number given.", kind="number")
    low: float | None = column("Lower bound.", kind="number")
    high: float | None = column("Upper bound.", kind="number")
    unit: str = column("What the number is a number of.", vocabulary=UNITS, required=True)
    date_edtf: str = column("When.", kind="edtf", required=True)
    counts: str = column("What the source counts, in our words.", required=True)
    source: str = column("Key of references.bib.", required=True, refers=("references",))
    comment: str = column("How far it is comparable; works are cited by role.", kind="markup",
                          required=True)

    @property
    def claim_list(self) -> tuple[str, ...]:
        """The ids of the claims."""
        return split_list(self.claim_ids)

    @property
    def reading(self) -> str:
        """The figure in words: ``more than 3,000 persons``, ``7–8 divisions``."""
        if self.best is not None:
            return f"{grouped(self.best)} {self.unit}"
        if self.low is not None and self.high is not None:
            return f"{grouped(self.low)}–{grouped(self.high)} {self.unit}"
        lead = "more than" if self.low is not None else "at most"
        return f"{lead} {grouped(self.value)} {self.unit}"


@dataclass(frozen=True, kw_only=True)
class NumberWord(Record):
    """A word that the ledger counts as a numeral."""

    word: str = column("The word, in lower case.", key=True)
    numeral_class: str = column("What kind of numeral.", vocabulary=NUMERAL_CLASSES, required=True)


@dataclass(frozen=True, kw_only=True)
class Allowed(Record):
    """Something that a finder meets and that no row accounts for, with the reason."""

    finder: str = column("Which finder.", vocabulary={
        "capitals": "capitalised words", "times": "months, years, seasons, days, prepositions"},
        required=True)
    passage_id: str = column("Where; blank for every passage.", refers=("passages",))
    token: str = column("The word as it stands.", required=True)
    reason: str = column("Why no row accounts for it.", kind="prose", required=True)


@dataclass(frozen=True, kw_only=True)
class NotebookRun(Record):
    """The last run of a notebook for a release, and what it was run with."""

    notebook: str = column("Document of the book.", key=True, pattern=r"[a-z0-9-]+")
    run_on: str = column("Day of the run.", kind="edtf", required=True)
    seconds: float | None = column("Seconds it took, with the start of its kernel.",
                                   kind="number", required=True, bounds=(0, None))
    version: str = column("Version of the edition.", required=True)
    python: str = column("Version of Python.", required=True)
    matplotlib: str = column("Version of matplotlib.", required=True)
    pandas: str = column("Version of pandas.", required=True)


@dataclass(frozen=True)
class Support:
    """What a source says for a note."""

    ref: str  # key in references.bib
    supports: str  # which statement, in our words


@dataclass(frozen=True, kw_only=True)
class Note(Anchored):
    """An editor's note on particular words."""

    note_id: str = column("Identifier.", key=True, pattern=r"N\d{4,}")
    note_type: str = column("What kind of note.", vocabulary=NOTE_TYPES, required=True)
    grade: str = column("How it is known.", vocabulary=GRADES, required=True)
    certainty: str = column("How sure the editors are of its main statement.",
                            vocabulary=CERTAINTIES, required=True)
    reading: str = column("What it proposes to read for the words; blank if nothing.",
                          kind="parts")
    body: str = column("The note, in the subset of MyST of markup.py.", kind="markup",
                       required=True)
    sources: tuple[Support, ...] = ()  # read from the list of mappings in the file
    runs: tuple[Inline, ...] = ()  # the body, parsed

    @property
    def emendations(self) -> list[tuple[Anchor, str]]:
        """The words of each part with what is to be read for them; none if nothing is proposed."""
        return list(zip(self.anchors, self.reading.split("|"), strict=True)) if self.reading else []


@dataclass(frozen=True, kw_only=True)
class Reference(Record):
    """An entry of references.bib."""

    key: str = column("Citation key.", key=True)
    entry_type: str = ""
    data: Mapping[str, str] = field(default_factory=dict)  # BibTeX fields, as they are printed
    authors: tuple[str, ...] = ()  # surnames, or the organisation
    names: tuple[str, ...] = ()  # the same in full: "Hoxha, Abaz T."
    edited: bool = False  # whether these are the editors
    short: str = ""  # what citations call it, like no other work: "Elsie 2010", "qmksh.al b"
    filing: str = ""  # the words under which it is filed: "Hoxha, E. 1944"

    @property
    def consulted(self) -> bool:
        """Whether the work was really seen."""
        return "consulted" in split_list(self.data.get("keywords", "").replace(",", "|"))


@cache
def split_list(cell: str) -> tuple[str, ...]:
    """The items of a cell joined by ``|``."""
    return tuple(item.strip() for item in cell.split("|") if item.strip())


def whole(value: Any) -> Any:
    """A whole number without a point, and anything else as it is."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def plain(value: float | None) -> str:
    """A number as it stands in a table: ``3000``, ``7.5``; blank if there is none."""
    return "" if value is None else str(whole(value))


def grouped(value: float | None) -> str:
    """A number as people read it: ``3,000``, ``7.5``; blank if there is none."""
    return "" if value is None else f"{whole(value):,}"
