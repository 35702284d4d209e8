"""Another reading of the same data: one text, surer rows only, other values for vague words.

The charts draw whatever edition they are given; a notebook that assumes something draws
the edition that :func:`assume` returns. The tables themselves are never changed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, TypeVar

from edition.edition import Edition
from edition.model import Anchored, Claim, Control, Parallel, WordValue, split_list
from edition.problems import EditionError, nearest
from edition.vocabularies import ASPECTS, CERTAINTIES, DATE_BASES, RELATIONS

R = TypeVar("R", bound=Anchored)


def assume(edition: Edition, *, texts: Collection[str] = (), certainty: str = "low",
           words: Mapping[str, float | tuple[float, float]] | None = None) -> Edition:
    """The edition as it reads under assumptions.

    ``texts`` are the sigla kept (none named: all); ``certainty`` is the lowest that a claim
    or control statement may have (low keeps all); ``words`` gives a vague word of
    ``word_values.csv`` another lower bound, or another pair of lower and upper bound.
    Raises :class:`~edition.problems.EditionError` for what does not exist.
    """
    _known("text", texts, edition.texts)
    _known("certainty", [certainty], CERTAINTIES)
    _known("word", words or (), edition.word_values)
    kept = set(texts) or set(edition.texts)
    sure = list(CERTAINTIES)[: list(CERTAINTIES).index(certainty) + 1]
    values = _values(edition, words or {})
    reread = replace(edition, word_values=_Later(lambda: {**edition.word_values, **values}))
    claims = _Later(lambda: {key: _claim(reread, c) for key, c in
                             _spoken(edition.claims, kept).items() if c.cert in sure})
    return replace(
        reread,
        claims=claims,
        controls=_Later(lambda: {key: _control(reread, c) for key, c in
                                 _spoken(edition.controls, kept).items() if c.cert in sure}),
        dates=_Later(lambda: _spoken(edition.dates, kept)),
        estimates=_Later(lambda: {key: e for key, e in edition.estimates.items()
                                  if any(claim in claims for claim in e.claim_list)}),
        parallels=_Later(lambda: _heard(edition.parallels, kept)),
    )


def compare(edition: Edition, *, relations: Collection[str] = (), aspects: Collection[str] = ()
            ) -> Edition:
    """The edition with only those parallels that stand to each other as asked.

    ``relations`` are agree, differ, only_DB, only_HL; ``aspects`` are those in which texts
    differ (figure, date, judgement, name, scope). None named: all. A parallel that differs
    in no aspect named is left out; what agrees or stands alone has no aspect and stays.
    """
    _known("relation", relations, RELATIONS)
    _known("aspect", aspects, ASPECTS)
    kept = {key: p for key, p in edition.parallels.items()
            if p.relation in (relations or RELATIONS)
            and (not aspects or not p.aspect or set(aspects) & set(split_list(p.aspect)))}
    return replace(edition, parallels=kept)


def dated(edition: Edition, *, bases: Collection[str] = ()) -> Edition:
    """The edition with only those dates that are stated, or only those inferred.

    ``bases`` are terms of ``DATE_BASES``; none named: all.
    """
    _known("basis", bases, DATE_BASES)
    kept = {key: d for key, d in edition.dates.items() if d.basis in (bases or DATE_BASES)}
    return replace(edition, dates=kept)


class _Later(Mapping[str, Any]):
    """A table that is worked out when it is looked into, so that one left alone is not read."""

    def __init__(self, work: Callable[[], Mapping[str, Any]]) -> None:
        self._work = work

    @cached_property
    def _rows(self) -> Mapping[str, Any]:
        return self._work()

    def __getitem__(self, key: str) -> Any:
        return self._rows[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _known(what: str, given: Iterable[str], allowed: Collection[str]) -> None:
    for key in given:
        if key not in allowed:
            raise EditionError(f"there is no {what} '{key}'; allowed: {nearest(key, allowed)}")


def _values(edition: Edition, words: Mapping[str, float | tuple[float, float]]
            ) -> dict[str, WordValue]:
    changed = {}
    for word, value in words.items():
        low, high = value if isinstance(value, tuple) else (value, edition.word_values[word].high)
        if high is not None and low > high:
            raise EditionError(f"'{word}' is read as {low:g} to {high:g}; low must not be above "
                               "high")
        changed[word] = replace(edition.word_values[word], low=low, high=high,
                                reason="assumed in the notebook")
    return changed


def _spoken(rows: Mapping[str, R], texts: Collection[str]) -> dict[str, R]:
    return {key: row for key, row in rows.items() if row.first.text_id in texts}


def _heard(parallels: Mapping[str, Parallel], texts: Collection[str]) -> dict[str, Parallel]:
    """The parallels that one of the texts speaks in, without the passages of the others."""
    heard = {key: replace(p, db=_of(p.db, texts), hl=_of(p.hl, texts))
             for key, p in parallels.items()}
    return {key: p for key, p in heard.items() if p.db or p.hl}


def _of(cell: str, texts: Collection[str]) -> str:
    return " | ".join(x for x in split_list(cell) if x.partition(".")[0] in texts)


def _claim(edition: Edition, claim: Claim) -> Claim:
    word = edition.word_of(claim) if claim.range_basis == "from_word" else None
    return replace(claim, low=word.low) if word else claim


def _control(edition: Edition, control: Control) -> Control:
    word = edition.word_of(control) if control.share_from_word else None
    return replace(control, share_low=word.low, share_high=word.high) if word else control
