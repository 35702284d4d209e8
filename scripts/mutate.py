#!/usr/bin/env python3
"""Break one cell at a time, and count what ``edition check`` catches.

    python scripts/mutate.py                    every mutation of every table (two hours of one
                                                core, shared among all there are)
    python scripts/mutate.py --sample 500       so many, drawn with a seed
    python scripts/mutate.py --each 5           so many of each change to each column
    python scripts/mutate.py --table claims     one table
    python scripts/mutate.py --log FILE         also what became of each, as CSV

Every cell of every table, every value of the notes and settings and every field of the
bibliography is blanked, lengthened by a letter, given another digit or another cell's value,
and every row is removed, doubled and set aside. A mutation is caught if the check reports a
problem with file and line. What a column cannot show by nature is listed with its reason in
``edition/checks/reach.py``; of everything else nothing may pass.
"""

from __future__ import annotations

import argparse
import csv
import gc
import io
import json
import multiprocessing
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import yaml

from edition.checks.reach import reason_why_free
from edition.codebook import TABLES
from edition.load import load_from
from edition.manuscript import FOLDER, check_book
from edition.problems import Problem, Problems
from edition.tables import Source

T = TypeVar("T")
Kept = dict[tuple[str, ...], Any]
"""A file, with those that it rests on → what was made of it."""
ROOT = Path(__file__).resolve().parents[1]
FILES = {f"data/{t.file}": t for t in TABLES.values() if not t.derived}
SEED = 20261121


@dataclass(frozen=True)
class Mutation:
    """One thing done to one file."""

    table: str
    column: str  # blank where a whole row is meant
    how: str
    file: str
    row: str  # what the row is called, for the report
    value: str  # as it was
    new: str  # as it is then
    write: Callable[[], str] = field(repr=False)  # makes the file with the mutation


class Caught(Exception):
    """The check has found the first problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class FirstProblem(Problems):
    """Ends the check with the first problem."""

    def add(self, *args: Any, **options: Any) -> None:
        """Record nothing, and stop."""
        super().add(*args, **options)
        raise Caught(next(iter(self)))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Stop at the first."""
        for problem in problems:
            raise Caught(problem)


class Overlay(Source):
    """An edition of which one file reads differently; what was read of the others is kept."""

    def __init__(self, root: Path, kept: Kept, file: str = "", text: str = "") -> None:
        super().__init__(root, FirstProblem())
        self.kept, self.file, self.content = kept, file, text

    def raw(self, relative: str) -> bytes:
        """The bytes of a file as it reads here."""
        return self.content.encode() if relative == self.file else super().raw(relative)

    def once(self, relative: str, make: Callable[[], T], *rests_on: str) -> T:
        """What is made of files that are as they were is not made again."""
        files = (relative, *rests_on)
        if self.file in files:
            return make()
        if files not in self.kept:
            self.kept[files] = make()
        elif relative not in self.read:
            self.read.append(relative)
        return self.kept[files]


def check(root: Path, kept: Kept, mutation: Mutation) -> Problem | None:
    """The first problem that ``edition check`` reports, in the data or in the book."""
    source = Overlay(root, kept, mutation.file, mutation.write())
    try:
        edition = load_from(source)
        if (root / FOLDER).is_dir():
            check_book(source, edition)
    except Caught as caught:
        return caught.problem
    return None


# --- what can be done to a value ----------------------------------------------------


def changes(value: str, others: list[str], rng: random.Random) -> Iterator[tuple[str, str]]:
    """What is done to a cell, and what then stands in it."""
    if value:
        yield "blanked", ""
        yield "a letter more", f"{value}x"
        yield "a letter less", value[:-1]
        digits = [m.start() for m in re.finditer(r"\d", value)]
        if digits:
            at = rng.choice(digits)
            yield "another digit", f"{value[:at]}{(int(value[at]) + 1) % 10}{value[at + 1 :]}"
    different = sorted({other for other in others if other not in (value, "")})
    if different:
        yield "of another row" if value else "filled from another row", rng.choice(different)


# --- tables -------------------------------------------------------------------------


def of_table(root: Path, file: str, rng: random.Random) -> Iterator[Mutation]:
    """Every mutation of a CSV table."""
    table = FILES[file]
    header, *rows = list(csv.reader(io.StringIO((root / file).read_text("utf-8"))))
    key = header.index(table.record.key_column() or header[0])

    def made(column: str, how: str, row: list[str], old: str, new: str,
             lines: list[list[str]]) -> Mutation:
        return Mutation(table.name, column, how, file, row[key], old, new,
                        partial(_csv, [header, *lines]))

    for n, row in enumerate(rows):
        yield made("", "removed", row, "", "", rows[:n] + rows[n + 1 :])
        yield made("", "doubled", row, "", "", [*rows, row])
        for at, column in enumerate(header):
            for how, new in changes(row[at], [r[at] for r in rows], rng):
                changed = [*row[:at], new, *row[at + 1 :]]
                yield made(column, how, row, row[at], new, [*rows[:n], changed, *rows[n + 1 :]])


def _csv(lines: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue()


def _spliced(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


# --- YAML and BibTeX ----------------------------------------------------------------


def of_yaml(root: Path, file: str, rng: random.Random) -> Iterator[Mutation]:
    """Every mutation of a scalar of a YAML file, and every note removed."""
    text = (root / file).read_text("utf-8")
    table = "notes" if "notes/" in file else "edition.yml"
    tree = yaml.compose(text, Loader=yaml.SafeLoader)
    scalars = list(_scalars(tree, "", ""))
    for row, column, node in scalars:
        others = [n.value for _, c, n in scalars if c == column]
        start, end = node.start_mark.index, node.end_mark.index
        for how, new in changes(node.value, others, rng):
            quoted = json.dumps(new, ensure_ascii=False) if new else ""
            tail = "\n" if text[start:end].endswith("\n") else ""
            yield Mutation(table, column, how, file, row, node.value, new,
                           partial(_spliced, text, start, end, f" {quoted}{tail}"))
    for item in tree.value if isinstance(tree, yaml.SequenceNode) else ():
        start, end = item.start_mark.index - len("- "), item.end_mark.index
        yield Mutation(table, "", "removed", file, item.value[0][1].value, "", "",
                       partial(_spliced, text, start, end, ""))


def _scalars(node: yaml.Node, row: str, column: str) -> Iterator[tuple[str, str, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        name = row or node.value[0][1].value
        for key, value in node.value:
            yield from _scalars(value, str(name), f"{column}.{key.value}".strip("."))
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item, row, column)
    else:
        yield row, column, node


def of_bibliography(root: Path, file: str, rng: random.Random) -> Iterator[Mutation]:
    """Every mutation of a field or key, and every entry removed."""
    text = (root / file).read_text("utf-8")
    entries = list(re.finditer(r"^@(\w+)\{([^,]+),\n(.*?)^\}\n", text, re.M | re.S))
    fields = [(entry, match) for entry in entries
              for match in re.finditer(r"^  (\w+) = \{(.*)\},$", entry[3], re.M)]
    for entry, match in fields:
        others = [m[2] for _, m in fields if m[1] == match[1]]
        start = entry.start(3) + match.start(2)
        for how, new in changes(match[2], others, rng):
            yield Mutation("references", match[1], how, file, entry[2], match[2], new,
                           partial(_spliced, text, start, start + len(match[2]), new))
    for entry in entries:
        yield Mutation("references", "", "removed", file, entry[2], "", "",
                       partial(_spliced, text, entry.start(), entry.end(), ""))
        for how, new in changes(entry[2], [e[2] for e in entries], rng):
            yield Mutation("references", "key", how, file, entry[2], entry[2], new,
                           partial(_spliced, text, entry.start(2), entry.end(2), new))


def mutations(root: Path, tables: Iterable[str], seed: int) -> Iterator[Mutation]:
    """Every mutation of the tables named, or of all; values of other rows are drawn."""
    rng = random.Random(seed)
    wanted = set(tables)
    for file, table in FILES.items():
        if not wanted or table.name in wanted:
            yield from of_table(root, file, rng)
    if not wanted or "notes" in wanted:
        for path in sorted((root / "data" / "notes").glob("*.yml")):
            yield from of_yaml(root, f"data/notes/{path.name}", rng)
    if not wanted or "edition.yml" in wanted:
        yield from of_yaml(root, "data/edition.yml", rng)
    if not wanted or "references" in wanted:
        yield from of_bibliography(root, "data/references.bib", rng)


def drawn(every: Iterable[Mutation], each: int, seed: int,
          alike: Callable[[Mutation], tuple[str, ...]] = lambda m: (m.table, m.column, m.how)
          ) -> list[Mutation]:
    """So many of each sort, or all there are, in an order drawn by the seed."""
    shuffled = list(every)
    random.Random(seed).shuffle(shuffled)
    counts: Counter[tuple[str, ...]] = Counter()
    wanted = []
    for mutation in shuffled:
        counts[alike(mutation)] += 1
        if counts[alike(mutation)] <= each:
            wanted.append(mutation)
    return wanted


# --- counting -----------------------------------------------------------------------


@dataclass
class Tally:
    """What became of the mutations of a column."""

    caught: Counter[tuple[str, str]] = field(default_factory=Counter)
    free: Counter[tuple[str, str]] = field(default_factory=Counter)
    missed: list[Mutation] = field(default_factory=list)
    unplaced: list[Problem] = field(default_factory=list)  # reported without file and line
    reasons: Counter[str] = field(default_factory=Counter)  # why changes were free

    def take(self, mutation: Mutation, problem: Problem | None) -> str:
        """Count one, and say what became of it."""
        place = (mutation.table, mutation.column)
        if problem is not None:
            self.caught[place] += 1
            if not problem.where.line and not problem.message.startswith("cannot be read"):
                self.unplaced.append(problem)
            return str(problem)
        why = reason_why_free(mutation.table, mutation.column, mutation.how)
        if why:
            self.free[place] += 1
            self.reasons[why] += 1
        else:
            self.missed.append(mutation)
        return why and f"free: {why}"


def run(root: Path, wanted: list[Mutation], say: Callable[[str], None], jobs: int = 1,
        log: Callable[[list[str]], object] = len) -> Tally:
    """Check the edition once for each mutation, in so many processes."""
    kept: Kept = {}
    load_from(Overlay(root, kept))
    tally = Tally()
    for n, (mutation, problem) in enumerate(_judged(root, kept, wanted, jobs), 1):
        became = tally.take(mutation, problem)
        log([mutation.file, mutation.row, mutation.column, mutation.how, mutation.value,
             mutation.new, became])
        if n % 1000 == 0:
            say(f"{n:,} of {len(wanted):,}")
    return tally


def _judged(root: Path, kept: Kept, wanted: list[Mutation],
            jobs: int) -> Iterator[tuple[Mutation, Problem | None]]:
    """Each mutation with what the check says to it, in the order given."""
    if jobs == 1:
        yield from ((mutation, check(root, kept, mutation)) for mutation in wanted)
        return
    _at_work.update(root=root, kept=kept, wanted=wanted)
    gc.freeze()  # what has been read is not looked through again, nor copied into each process
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        yield from zip(wanted, pool.imap(_one, range(len(wanted)), 20), strict=True)


_at_work: dict[str, Any] = {}
"""The arguments of :func:`check`, which the processes have in common."""


def _one(number: int) -> Problem | None:
    return check(_at_work["root"], _at_work["kept"], _at_work["wanted"][number])


def report(tally: Tally) -> str:
    """Caught, free and missed for each column, then each mutation that was missed."""
    missed = Counter((m.table, m.column) for m in tally.missed)
    lines = [f"{'column':40} {'caught':>7} {'free':>6} {'missed':>6}"]
    for place in sorted({*tally.caught, *tally.free, *missed}):
        name = f"{place[0]}.{place[1]}" if place[1] else f"{place[0]} (rows)"
        lines.append(f"{name:40} {tally.caught[place]:7,} {tally.free[place]:6,} "
                     f"{missed[place]:6,}")
    lines.append(f"{'all':40} {tally.caught.total():7,} {tally.free.total():6,} "
                 f"{missed.total():6,}")
    lines += [f"free: {count:,}: {why}" for why, count in tally.reasons.most_common()]
    lines += [f"missed: {m.file} {m.row} {m.column} {m.how}: '{m.value[:60]}' → '{m.new[:60]}'"
              for m in tally.missed]
    lines += [f"without a line: {p}" for p in tally.unplaced]
    return "\n".join(lines)


def _cores() -> int:
    """The cores of this machine; where processes cannot be split in two, one."""
    return os.cpu_count() or 1 if "fork" in multiprocessing.get_all_start_methods() else 1


def main() -> int:
    """Run, print the report, and fail if anything constrained was missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sample", type=int, metavar="COUNT", help="try so many, drawn by seed")
    parser.add_argument("--each", type=int, metavar="COUNT",
                        help="try so many of each change to each column")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--table", action="append", default=[], help="only this table")
    parser.add_argument("--jobs", type=int, default=_cores(), help="processes; as many as cores")
    parser.add_argument("--log", type=Path, metavar="FILE", help="write what became of each")
    given = parser.parse_args()
    wanted = list(mutations(ROOT, given.table, given.seed))
    if given.sample:
        wanted = random.Random(given.seed).sample(wanted, min(given.sample, len(wanted)))
    if given.each:
        wanted = drawn(wanted, given.each, given.seed)
    with (given.log or Path(os.devnull)).open("w", encoding="utf-8", newline="") as file:
        tally = run(ROOT, wanted, lambda said: print(said, file=sys.stderr, flush=True),
                    given.jobs, csv.writer(file, lineterminator="\n").writerow)
    print(report(tally))
    return 1 if tally.missed or tally.unplaced else 0


if __name__ == "__main__":
    sys.exit(main())
