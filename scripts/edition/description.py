"""What ``data/edition.yml`` says of the edition as a whole, in the words of other formats.

Everything that names title, version, date, editors or licence takes them from here, so
that no format can say something else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from edition.edition import Edition, EditionInfo

NAME = "two-accounts"
"""Name of the edition in file names and as an identifier of packages."""
PDF_FILE = "albanian-resistance.pdf"
EPUB_FILE = "albanian-resistance.epub"


def full_title(info: EditionInfo) -> str:
    """Title and subtitle."""
    return f"{info.title}: {info.subtitle}"


def abstract(edition: Edition) -> str:
    """What the edition is; without counts, so that a new note makes no file stale."""
    texts = "; ".join(f"{text.siglum}, {text.title.lower()}, published by {text.host}"
                      for text in edition.texts.values())
    return (
        f"{edition.info.subtitle}. The texts: {texts}. Every sentence has an id that stays. Notes, "
        "names, figures, dates and statements on who holds what are kept apart from the texts, as "
        "rows that name the passage and the exact words that they are about, and that say how "
        "they are known."
    )


def rights(info: EditionInfo) -> str:
    """All licences in one sentence."""
    said = "; ".join(f"{what}: {licence}" for what, licence in info.licences.items())
    return f"Licences: {said}." if said else ""


def shown_licence(licence: str) -> str:
    """A licence as people write it: ``CC BY 4.0`` for ``CC-BY-4.0``."""
    return re.sub(r"^CC-([A-Z-]+)-([\d.]+)$", r"CC \1 \2", licence)


def shown_licences(info: EditionInfo) -> dict[str, str]:
    """What is under which licence, as people write it."""
    return {what: shown_licence(licence) for what, licence in info.licences.items()}


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


def wheel_name(info: EditionInfo) -> str:
    """Name of the package that runs the notebooks, as installers want it."""
    return f"{NAME.replace('-', '_')}-{info.version}-py3-none-any.whl"


def filled(described: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is blank, empty or false; nought is none of these."""
    return {key: value for key, value in described.items()
            if value or (value == 0 and value is not False)}


@dataclass(frozen=True)
class Part:
    """A file of a deposit."""

    path: str  # relative to the folder of the deposit
    what: str  # what it is, in a sentence without its full stop
    media: str  # media type
    licences: tuple[str, ...]  # identifiers of licences, or what is said in place of one
    size: int  # in bytes
    sha256: str
