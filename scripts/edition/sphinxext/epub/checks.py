"""What was made, held against the edition: nothing lost, nothing doubled, every link leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

from edition.charts.registry import CHARTS
from edition.edition import Edition

_OUTSIDE = ("http:", "https:", "mailto:", "doi:")


def problems(folder: Path, edition: Edition) -> list[str]:
    """Everything that is amiss, each with its file."""
    found: list[str] = []
    trees: dict[str, ET.Element] = {}
    for path in sorted(folder.glob("*.xhtml")):
        try:
            trees[path.name] = ET.parse(path).getroot()
        except ET.ParseError as error:
            found.append(f"{path.name}: is not well-formed: {error}")
    ids = {name: [e.get("id", "") for e in tree.iter() if "id" in e.attrib]
           for name, tree in trees.items()}
    return [*found, *_doubled(ids), *_lost_links(folder, trees, ids), *_missing(edition, ids)]


def _doubled(ids: Mapping[str, list[str]]) -> Iterator[str]:
    for name, listed in ids.items():
        yield from (f"{name}: the id '{key}' stands {times} times"
                    for key, times in Counter(listed).items() if times > 1)


def _lost_links(folder: Path, trees: Mapping[str, ET.Element],
                ids: Mapping[str, list[str]]) -> Iterator[str]:
    known = {f"{name}#{key}" for name, listed in ids.items() for key in listed}
    for name, tree in trees.items():
        for element in tree.iter():
            for target in filter(None, (element.get("href"), element.get("src"))):
                file, _, key = target.partition("#")
                inside = not target.startswith(_OUTSIDE)
                if inside and (not (folder / (file or name)).is_file()
                               or key and f"{file or name}#{key}" not in known):
                    yield f"{name}: links to '{target}', which nothing sets"


def _missing(edition: Edition, ids: Mapping[str, list[str]]) -> Iterator[str]:
    """Passages and notes of the texts that are set, entries of the kinds that are listed."""
    held = {key for listed in ids.values() for key in listed}
    texts = {text.siglum for text in edition.texts.values() if f"{text.page}.xhtml" in ids}
    kinds = {entity.kind for entity in edition.entities.values() if entity.id in held}
    wanted = [
        *((p, f"the passage {p}") for p in edition.passages if p.partition(".")[0] in texts),
        *((n.note_id, f"the note {n.note_id}") for n in edition.notes.values()
          if n.last.text_id in texts),
        *((e.id, f"the entry {e.id}") for e in edition.entities.values() if e.kind in kinds),
        *((key, f"the figure {key}") for key, chart in CHARTS.items()
          if f"{chart.notebook}.xhtml" in ids),
    ]
    yield from (f"{what} is not set" for key, what in wanted if key not in held)
