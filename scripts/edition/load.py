"""Read the folder of an edition into an :class:`~edition.edition.Edition`.

Reading and checking are one pass: :func:`open_edition` raises one
:class:`~edition.problems.EditionError` with everything that is wrong.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeVar

from edition import checks, offsets, tracing
from edition.anchoring import Anchorer, by_id
from edition.anchors import SIGLUM
from edition.bibliography import read_references
from edition.collation import sort_key
from edition.edition import Edition, EditionInfo
from edition.finding import find_root
from edition.model import (
    Allowed,
    BaseText,
    Claim,
    Control,
    DateRow,
    Entity,
    Estimate,
    Event,
    Mention,
    Note,
    NotebookRun,
    NumberWord,
    Numeral,
    Organisation,
    Parallel,
    Passage,
    People,
    Person,
    Place,
    Record,
    Review,
    Subject,
    Support,
    Unit,
    WordValue,
    Work,
)
from edition.problems import Problems, Where, nearest
from edition.tables import Source, YamlItem, build, lose, read_csv, read_yaml
from edition.withheld import as_published, is_asked_for

R = TypeVar("R", bound=Record)

ENTITY_TABLES: Mapping[str, type[Entity]] = {
    "data/persons.csv": Person,
    "data/places.csv": Place,
    "data/organisations.csv": Organisation,
    "data/units.csv": Unit,
    "data/works.csv": Work,
    "data/events.csv": Event,
    "data/peoples.csv": People,
}
INFO_FILE = "data/edition.yml"
NOTES_FOLDER = "data/notes"
RUNS = "data/releases/notebooks.csv"
_REQUIRED = ("title", "subtitle", "version", "date", "editors", "publisher", "language")
_OPTIONAL = ("contact", "address", "doi", "repository")
_SETTINGS = (*_REQUIRED, *_OPTIONAL, "licences", "include_base_texts", "texts")
_LICENCES = ("apparatus", "data", "code", "texts")  # what each of them is for
_TEXT = ("siglum", "file", "sha256", "title", "short_title", "host", "page")
_FORMS = {  # setting → its form, and that in words
    "version": (r"\d+\.\d+\.\d+", "three numbers, as 0.1.0"),
    "language": (r"[a-z]{2,3}(-[A-Z]{2})?", "the code of a language, as en or en-GB"),
}
_REPOSITORY = re.compile(r"https://github\.com/[\w-]+/[\w.-]*\w")


def open_edition(root: Path | str | None = None) -> Edition:
    """The edition in ``root``, loaded and checked.

    ``root`` is the folder of an edition, its data folder or a data package; without it, see
    :func:`~edition.finding.find_root`. Raises :class:`~edition.problems.EditionError` with
    every problem found. Where the settings have it so, the words of the base texts are
    withheld.
    """
    with tracing.unwatched():
        edition = as_published(read_edition(root))
    return tracing.watched(edition) if tracing.tracing() else edition


def read_edition(root: Path | str | None = None) -> Edition:
    """The same with the words of the base texts, where they are, whatever the settings say."""
    problems = Problems()
    edition = load(Path(root) if root else find_root(), problems)
    problems.raise_if_any()
    assert edition is not None  # load() reports a problem where it returns None
    return edition


def load(root: Path, problems: Problems) -> Edition | None:
    """As much of the edition as can be read, with its problems collected."""
    return load_from(Source(root, problems))


def load_from(source: Source) -> Edition | None:
    """The same, from a source of one's own; its problems are collected in it."""
    problems = source.problems
    described = read_yaml(source, INFO_FILE)
    if described is None:
        return None
    if not isinstance(described.value, dict):
        problems.add(source.where(INFO_FILE, described.line), "", "", "holds no settings",
                     "key: value lines")
        return None
    info = _info(source, described)
    texts = _texts(source, described, info)
    passages = _passages(source, texts)
    places = offsets.read_offsets(source, texts)
    texts, passages = offsets.with_lemmata(texts, passages, places)
    anchor = Anchorer(source, texts, passages, places)
    entities = _entities(source)
    mentions = tuple(anchor.rows("data/mentions.csv", Mention))
    claims = anchor.table("data/claims.csv", Claim)
    notes = _notes(source, anchor)
    references = read_references(source)
    words = by_id(read_csv(source, "data/word_values.csv", WordValue))
    edition = Edition(
        info, texts, passages, entities, mentions, claims, notes, references, words,
        controls=anchor.table("data/control.csv", Control),
        dates=anchor.table("data/dates.csv", DateRow),
        numerals=anchor.table("data/numerals.csv", Numeral),
        parallels=by_id(read_csv(source, "data/parallels.csv", Parallel)),
        estimates=by_id(read_csv(source, "data/estimates.csv", Estimate)),
        subjects=by_id(read_csv(source, "data/subjects.csv", Subject)),
        reviews=by_id(read_csv(source, "data/reviews.csv", Review)),
        number_words=by_id(read_csv(source, "data/number_words.csv", NumberWord)),
        allowed=tuple(read_csv(source, "data/allowed.csv", Allowed)),
        runs=by_id(read_csv(source, RUNS, NotebookRun)),
        files=tuple(source.read),
    )
    # where a whole file is missing, or a row that others name, only that is to be mended
    if not source.unread:
        problems.extend(checks.run(edition, problems.lost))
    if len(problems):  # a table may be empty; if anything is amiss, that may be why
        for relative in source.bare:
            if relative != RUNS:
                problems.add(source.where(relative, 1), "", "", "the table has a header only",
                             "a row for each thing that others name, if they name any")
    return edition


# --- the parts --------------------------------------------------------------------


def _info(source: Source, described: YamlItem) -> EditionInfo:
    _check_keys(source, described, _SETTINGS)
    _check_required(source, described)
    _check_forms(source, described)
    return EditionInfo(
        **{key: described.text(key) for key in (*_REQUIRED, *_OPTIONAL) if key != "date"},
        date=_date(source, described),
        licences=_licences(source, described),
        include_base_texts=described.text("include_base_texts") == "true" and not is_asked_for(),
    )


def _check_keys(source: Source, named: YamlItem, allowed: Collection[str]) -> None:
    """No setting that nothing reads; it may be misspelt."""
    for key in sorted(named.value.keys() - set(allowed)):
        _wrong(source, named, key, "", "unknown key", nearest(key, allowed))


def _check_required(source: Source, described: YamlItem) -> None:
    for key in _REQUIRED:
        if not described.text(key) and key != "date":
            _wrong(source, described, key, "", "must not be blank",
                   f"a value for each of {', '.join(_REQUIRED)}")


def _check_forms(source: Source, described: YamlItem) -> None:
    for key, (form, allowed) in _FORMS.items():
        if described.text(key) and not re.fullmatch(form, described.text(key)):
            _wrong(source, described, key, described.text(key), "has the wrong form", allowed)
    repository = described.text("repository")
    if repository and not _REPOSITORY.fullmatch(repository):
        _wrong(source, described, "repository", repository,
               "is no repository that Binder and Colab can open",
               "https://github.com/owner/name, or blank")
    switch = described.text("include_base_texts")
    if switch not in ("true", "false"):
        _wrong(source, described, "include_base_texts", switch, "unknown setting", "false, true")


def _date(source: Source, described: YamlItem) -> dt.date:
    try:
        return dt.date.fromisoformat(described.text("date"))
    except ValueError:
        _wrong(source, described, "date", described.text("date"), "is not a day",
               "a date as 2026-11-21")
        return dt.date.min


def _licences(source: Source, described: YamlItem) -> dict[str, str]:
    named = described.value.get("licences")
    if named is None or not isinstance(named.value, dict):
        _wrong(source, described, "licences", "", "holds no settings",
               "indented 'key: value' lines")
        return {}
    _check_keys(source, named, _LICENCES)
    return {key: str(item.value) for key, item in named.value.items()}


def _wrong(source: Source, described: YamlItem, key: str, value: str, message: str,
           allowed: str) -> None:
    """Report a setting where it stands; one that is missing, where the settings begin."""
    item = described.value.get(key, described)
    source.problems.add(source.where(INFO_FILE, item.line), key, value, message, allowed)


def _texts(source: Source, described: YamlItem, info: EditionInfo) -> dict[str, BaseText]:
    texts: dict[str, BaseText] = {}
    listed = described.value.get("texts")
    items = listed.value if listed and isinstance(listed.value, list) else []
    whole = not offsets.comes_without(source, info, items)
    for item in items:
        siglum = _siglum(source, item, texts)
        text = _text(source, item, whole) if siglum else None
        if text is not None:
            texts[siglum] = text
    if not items:
        source.unread.append(INFO_FILE)
        source.problems.add(source.where(INFO_FILE), "texts", "", "no base text is named",
                            f"a list with {', '.join(_TEXT)}")
    return texts


def _siglum(source: Source, item: YamlItem, texts: Mapping[str, BaseText]) -> str:
    """The siglum of a text; blank, and reported, if its entry cannot be used."""
    before = len(source.problems)
    if isinstance(item.value, dict):
        _check_keys(source, item, (*_TEXT, "published"))
    if not isinstance(item.value, dict) or not all(map(item.text, _TEXT)):
        source.problems.add(source.where(INFO_FILE, item.line), "texts", "", "is incomplete",
                            ", ".join(_TEXT))
    elif not re.fullmatch(SIGLUM, item.text("siglum")):
        _wrong(source, item, "siglum", item.text("siglum"), "has the wrong form",
               "capitals, as DB")
    elif item.text("siglum") in texts:
        first = texts[item.text("siglum")]
        _wrong(source, item, "siglum", item.text("siglum"),
               f"is used twice, first in {source.where(INFO_FILE, first.line)}",
               "a siglum of its own for each text")
    if len(source.problems) == before:
        return item.text("siglum")
    source.unread.append(INFO_FILE)  # everything hangs on the texts
    return ""


def _text(source: Source, item: YamlItem, whole: bool) -> BaseText | None:
    """A text with its words, which are those of its hash."""
    file, digest = source.name(f"data/{item.text('file')}"), item.text("sha256")
    words = source.text(file) if whole else ""
    if words is None:
        return None
    found = hashlib.sha256(source.raw(file)).hexdigest() if whole else digest
    if found != digest:
        source.unread.append(file)
        _wrong(source, item, "sha256", digest, f"{file} has changed; its hash is {found}",
               "the base text byte for byte as supplied")
    return BaseText(
        **{key: item.text(key) for key in _TEXT if key not in ("file", "sha256")},
        file=file, sha256=digest, words=words, whole=whole, published=item.text("published"),
        line=item.line,
    )


def _passages(source: Source, texts: Mapping[str, BaseText]) -> dict[str, Passage]:
    before = len(source.problems)
    rows = read_csv(source, "data/passages.csv", Passage)
    for row in rows:
        if row.text_id not in texts and not source.unread:
            source.problems.add(row.where, "passage_id", row.passage_id, "there is no such text",
                                nearest(row.text_id, texts))
    if len(source.problems) > before:  # every other table hangs on this one
        source.unread.append("data/passages.csv")
    return {
        row.passage_id: replace(row, words=texts[row.text_id].words[row.start : row.end])
        for row in rows
        if row.text_id in texts
    }


def _entities(source: Source) -> dict[str, Entity]:
    tables = (sorted(read_csv(source, file, record), key=lambda e: sort_key(e.sort_name))
              for file, record in ENTITY_TABLES.items())
    return _told_apart(source, chain.from_iterable(tables), " over all authority lists")


def _notes(source: Source, anchor: Anchorer) -> dict[str, Note]:
    folder = source.root / source.name(NOTES_FOLDER)
    files = [f"{NOTES_FOLDER}/{path.name}" for path in sorted(folder.glob("*.yml"))]
    notes = chain.from_iterable(anchor.tied(file, partial(_notes_of, source, file))
                                for file in files)
    return by_id(anchor.in_order(_told_apart(source, notes).values()))


def _notes_of(source: Source, relative: str) -> list[Note]:
    items = read_yaml(source, relative)
    if items is None:
        return []
    if not isinstance(items.value, list):
        source.unread.append(relative)
        source.problems.add(source.where(relative, items.line), "", "", "is not a list",
                            "a list of notes, each beginning '- note_id: …'")
        return []
    seen: dict[str, Where] = {}
    notes = (_note(source, relative, item, seen) for item in items.value)
    return [note for note in notes if note is not None]


def _told_apart(source: Source, rows: Iterable[R], where: str = "") -> dict[str, R]:
    """The rows of several files by identifier; a second one of the same identifier is reported."""
    first: dict[str, R] = {}
    for row in rows:
        if row.id in first:
            source.problems.add(row.where, row.key_column(), row.id,
                                f"is used twice, first in {first[row.id].where}",
                                f"an identifier of its own{where}")
            lose(source.problems, row.cells, type(row))
        first.setdefault(row.id, row)
    return first


def _note(source: Source, relative: str, item: YamlItem, seen: dict[str, Where]) -> Note | None:
    where = source.where(relative, item.line)
    if not isinstance(item.value, dict):
        source.problems.add(where, "", str(item.value)[:60], "is not a note", "key: value lines")
        return None
    allowed = {*Note.columns(), "sources"}
    for key in sorted(item.value.keys() - allowed):
        source.problems.add(where, key, "", "unknown key", nearest(key, allowed))
    cells = {key: item.text(key).strip() for key in Note.columns()}
    return build(source.problems, where, cells, Note, seen, sources=_supports(source, where, item))


def _supports(source: Source, where: Where, item: YamlItem) -> tuple[Support, ...]:
    listed = item.value.get("sources")
    if listed is None or not listed.value:
        return ()
    if not isinstance(listed.value, list):
        source.problems.add(where, "sources", str(listed.value)[:60], "is not a list",
                            "a list of 'ref:' and 'supports:'")
        return ()
    supports = []
    for entry in listed.value:
        if not isinstance(entry.value, dict) or not entry.text("ref") or not entry.text("supports"):
            source.problems.add(Where(where.file, entry.line), "sources", "", "is incomplete",
                                "'ref:' a key of references.bib, 'supports:' which statement")
        if isinstance(entry.value, dict):
            supports.append(Support(entry.text("ref"), entry.text("supports")))
    return tuple(supports)
