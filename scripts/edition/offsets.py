"""Where the words of each row stand, for an edition that comes without its base texts.

Its ``anchors.csv`` says so (:mod:`edition.withheld_files` writes it); nothing is looked for in
texts that are not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from edition.anchors import Anchor
from edition.derived import AnchorRow
from edition.edition import EditionInfo
from edition.model import BaseText, Passage
from edition.problems import Problems, Where
from edition.tables import Source, YamlItem, read_csv
from edition.withheld import mask

FILE = "data/anchors.csv"

Offsets = Mapping[tuple[str, str], Anchor]
"""(id of a row, number of a part from 1) → its words and where they stand."""


def comes_without(source: Source, info: EditionInfo, texts: Iterable[YamlItem]) -> bool:
    """Whether the base texts are left out as the settings say, and not merely lost."""
    files = (source.root / source.name(f"data/{text.text('file')}")
             for text in texts if isinstance(text.value, dict))
    return not info.include_base_texts and not any(file.is_file() for file in files)


def read_offsets(source: Source, texts: Mapping[str, BaseText]) -> Offsets:
    """All of them, if texts are left out; otherwise none are needed."""
    if all(text.whole for text in texts.values()):
        return {}
    rows = read_csv(source, FILE, AnchorRow)
    return {(row.row_id, str(row.part)): Anchor(row.passage_id.partition(".")[0], row.start,
                                                row.end, row.passage_id, row.quote)
            for row in rows}


def with_lemmata(texts: Mapping[str, BaseText], passages: Mapping[str, Passage],
                 offsets: Offsets) -> tuple[dict[str, BaseText], dict[str, Passage]]:
    """Texts that are left out as the words of their lemmata, in their places."""
    filled = {key: text if text.whole else replace(text, words=mask(
        [p for p in passages.values() if p.text_id == key], offsets.values()))
        for key, text in texts.items()}
    return filled, {key: replace(p, words=filled[p.text_id].words[p.start : p.end])
                    for key, p in passages.items()}


def placed(offsets: Offsets, problems: Problems, where: Where, key: tuple[str, str],
           passage: Passage, quote: str) -> Anchor | None:
    """The words of a part of a row; None with a problem reported if the tables do not agree."""
    found = offsets.get(key)
    if found is None or (found.passage_id, found.quote) != (passage.passage_id, quote):
        problems.add(where, "quote", quote, f"is not what {FILE.rpartition('/')[2]} has for part "
                     f"{key[1]} of {key[0]}", found.quote if found else "a row for each part")
        return None
    if not passage.start <= found.start < found.end <= passage.end:
        problems.add(where, "passage_id", passage.passage_id, "does not hold the characters "
                     f"{found.start} to {found.end}", f"{passage.start} to {passage.end}")
        return None
    return found
