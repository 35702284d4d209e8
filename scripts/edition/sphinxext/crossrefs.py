"""Cross references, as nodes that are resolved when all pages are read."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes as dn
from sphinx.addnodes import pending_xref

from edition.edition import Edition


def xref(role: str, target: str, text: str, *, classes: Iterable[str] = (),
         needed: bool = True) -> pending_xref:
    """A cross reference of the edition's domain, resolved when all pages are read.

    One that is not ``needed`` is its words alone in a book that does not set the target.
    """
    reference = pending_xref(
        text, dn.inline(text, text, classes=["ed-xref", *classes]),
        refdomain="ed", reftype=role, reftarget=target, refexplicit=True, refwarn=needed,
    )
    return reference


def to_notes(edition: Edition, notes: Iterable[str], *, needed: bool = True) -> list[dn.Node]:
    """Links to notes, text by text: ``notes 46, 47 to DB; note 3 to HL``."""
    by_text: dict[str, list[str]] = {}
    for key in notes:
        by_text.setdefault(edition.notes[key].first.text_id, []).append(key)
    said: list[dn.Node] = []
    for text_id, keys in by_text.items():
        said += [dn.Text("; ")] * bool(said)
        for place, key in enumerate(keys):
            said += [dn.Text(", ")] * bool(place)
            before = "note " if place or len(keys) == 1 else "notes "
            said.append(_numbered(edition, key, before, f" to {text_id}", begins=not place,
                                  ends=key == keys[-1], needed=needed))
    return said


def _numbered(edition: Edition, key: str, before: str, behind: str, *, begins: bool,
              ends: bool, needed: bool) -> dn.Node:
    """A link to a note, which is read out with the words that are seen once for its neighbours."""
    number = str(edition.note_numbers[key])
    link = xref("note", key, before + number + behind, needed=needed)
    hidden = {"classes": ["ed-hidden"]}
    link.children[0].clear()
    link.children[0] += [dn.inline("", before, **({} if begins else hidden)), dn.Text(number),
                         dn.inline("", behind, **({} if ends else hidden))]
    return link


def numref(label: str) -> dn.Node:
    """A numbered reference to a figure, as ``fig. 1``."""
    return pending_xref("", dn.inline("", label, classes=["xref", "std", "std-numref"]),
                        refdomain="std", reftype="numref", reftarget=label, refexplicit=False,
                        refwarn=True)


def cited(keys: str) -> dn.Node:
    """A citation of works in one bracket, resolved when all pages are read."""
    return pending_xref("", dn.inline("", keys), refdomain="cite", reftype="p", reftarget=keys,
                        refexplicit=False, refwarn=True)
