"""What ``data/edition.yml`` says of the edition as a whole, in the words of other formats.

Everything that names title, version, date, editors or licence takes them from here, so
that no format can say something else.
"""

from __future__ import annotations

from collections import Counter

from edition.edition import Edition, EditionInfo

NAME = "two-accounts"
"""Name of the edition in file names and as an identifier of packages."""


def full_title(info: EditionInfo) -> str:
    """Title and subtitle."""
    return f"{info.title}: {info.subtitle}"


def abstract(edition: Edition) -> str:
    """What the edition holds, counted."""
    kinds = Counter(entity.kind for entity in edition.entities.values())
    levels = Counter(passage.level for passage in edition.passages.values())
    texts = "; ".join(f"{text.siglum}, {text.title.lower()} ({text.host})"
                      for text in edition.texts.values())
    return (
        f"{edition.info.subtitle}. {len(edition.texts)} texts ({texts}) in "
        f"{levels['sentence']} sentences, each with an id that stays, and about them "
        f"{len(edition.notes)} notes, {len(edition.claims)} coded figures, "
        f"{len(edition.controls)} statements on who holds what, {len(edition.dates)} dates and "
        f"{len(edition.mentions)} mentions of {kinds.total()} persons, places, organisations, "
        "units, events, works and peoples. Every row names the passage and the exact words that "
        "it is about."
    )


def rights(info: EditionInfo) -> str:
    """All licences in one sentence."""
    said = "; ".join(f"{what}: {licence}" for what, licence in info.licences.items())
    return f"Licences: {said}." if said else ""


def is_open(licence: str) -> bool:
    """Whether it is the identifier of a licence, and not a sentence that reserves rights."""
    return bool(licence) and " " not in licence


def licence_address(licence: str) -> str:
    """The address of a licence in the list of SPDX, by its identifier."""
    return f"https://spdx.org/licenses/{licence}"


def doi_address(info: EditionInfo) -> str:
    """The DOI as an address; blank if there is none."""
    return f"https://doi.org/{info.doi}" if info.doi else ""


def file_name(info: EditionInfo, part: str, suffix: str) -> str:
    """Name of a file of this version: ``two-accounts-data-0.1.0.zip``."""
    return f"{NAME}-{part}-{info.version}{suffix}"
