"""Templates of citations: their places, and how these are filled in.

While a template is made a place is a single private character, which passes through
styles and serialisers as any letter does; finished it is a name in braces.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from edition.dates import MONTHS

# as the Modern Language Association shortens them
SHORT_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.",
                "Oct.", "Nov.", "Dec.")

NAMES = ("label", "key", "anchor", "words", "year", "month", "day", "iso", "slashed", "long",
         "short")
PLACES: Mapping[str, str] = {name: chr(0xE000 + n) for n, name in enumerate(NAMES)}
"""Name of a place → the character that stands for it.

``label`` is what people read (``DB 12.5–7``), ``key`` the id, ``anchor`` the id that the
address leads to, ``words`` what is quoted; the others are parts and forms of the day of
access.
"""

_FINISHED = str.maketrans({character: f"{{{name}}}" for name, character in PLACES.items()})
_PLACE = re.compile(r"\{(" + "|".join(NAMES) + r")\}")


def finish(draft: str) -> str:
    """A template with names in braces for its places."""
    return draft.translate(_FINISHED)


def fill(template: str, values: Mapping[str, str]) -> str:
    """The template with each place filled in."""
    return _PLACE.sub(lambda place: values[place[1]], template)


def accessed_values(day: dt.date) -> dict[str, str]:
    """What the places for the day of access are filled with."""
    return {
        "year": str(day.year), "month": str(day.month), "day": str(day.day),
        "iso": day.isoformat(), "slashed": day.strftime("%Y/%m/%d"),
        "long": f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        "short": f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}",
    }
