"""What is wrong with the data, said so that an editor can mend it.

A :class:`Problem` always says where, what, and what is allowed, in that order.
Problems are collected in :class:`Problems` and raised together as one
:class:`EditionError`: an editor mends a table once, not twelve times.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

ANYTHING = "*"
"""Stands in ``lost`` for a row whose identifier or words cannot be read: it may be any row that
others miss."""


@dataclass(frozen=True, order=True)
class Where:
    """A place in a source file."""

    file: str  # path relative to the edition's root, with forward slashes
    line: int = 0  # 1-based line, 0 where the file as a whole is meant

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one place."""

    where: Where
    column: str  # column or key, blank where the row or file is meant
    value: str  # the offending value as it stands in the file
    message: str  # what is wrong, in plain words
    allowed: str = ""  # what would be right

    def __str__(self) -> str:
        parts = [f"{self.where}:"]
        if self.column:
            parts.append(f"{self.column}:")
        if self.value:
            parts.append(f"'{self.value}':")
        parts.append(self.message)
        text = " ".join(parts)
        return f"{text}; allowed: {self.allowed}" if self.allowed else text


class EditionError(Exception):
    """The data, a page or a request cannot be used; carries every problem found."""

    def __init__(self, problems: Iterable[Problem] | str) -> None:
        self.problems = () if isinstance(problems, str) else tuple(sorted(problems))
        super().__init__(problems if isinstance(problems, str) else self._summary())

    def _summary(self) -> str:
        count = len(self.problems)
        noun = "problem" if count == 1 else "problems"
        return "\n".join([*map(str, self.problems), f"{count} {noun}"])


class Problems:
    """A collector that raises once, at the end, with everything it was told."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        # what rows that cannot be used are or name; that these miss it is no problem of others
        self.lost: set[str] = set()

    def add(
        self, where: Where, column: str, value: object, message: str, allowed: str = ""
    ) -> None:
        """Record one problem."""
        self._found.append(Problem(where, column, str(value), message, allowed))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Record several problems."""
        self._found.extend(problems)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def raise_if_any(self) -> None:
        """Raise :class:`EditionError` with all problems, if there are any."""
        if self._found:
            raise EditionError(self._found)


def nearest(value: str, allowed: Iterable[str]) -> str:
    """The permitted values, sorted, with the likeliest slip named first."""
    choices = sorted(allowed)
    close = difflib.get_close_matches(value, choices, n=1)
    listed = ", ".join(choices[:24]) + (" …" if len(choices) > 24 else "")
    return f"{listed} (did you mean '{close[0]}'?)" if close else listed
