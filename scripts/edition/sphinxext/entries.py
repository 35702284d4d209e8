"""The entries of the bibliography as nodes: who, what, where, and how far it can be trusted.

An entry begins with what citations call the work, so that it can be found, also in print, and
does not repeat it: the year stands in the label, and so may the name of the author or site.
It ends with what rests on the work, so that one can go back from a source as well as to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from docutils import nodes as dn

from edition.collation import initial
from edition.dates import readable
from edition.edition import Edition
from edition.labels import WIKIPEDIA, site_of, unbroken
from edition.markup import KIND_ROLES, Inline, parse_markup
from edition.model import Reference
from edition.sphinxext import nodes as en
from edition.sphinxext.crossrefs import cited, to_notes, xref
from edition.typography import printed, shown_address

_ENDS = (".", "?", "!", "…", ".”", "?”", "!”")
_OWN = "en"  # the language of the book, which need not be said


def entries(edition: Edition, works: Sequence[Reference], anchor_of: Callable[[str], str]
            ) -> list[dn.Node]:
    """A list of works; the day on which most were consulted is said once, at its head."""
    day = usual_day(works)
    listed = dn.container("", *(_citation(edition, work, day, anchor_of(work.key))
                                for work in works), classes=["ed-works"])
    if not day:
        return [listed]
    everything = all(work.data.get("urldate") == day for work in works)
    said = ("All were consulted on {}." if everything else
            "Consulted on {}, where no other day is given.")
    return [dn.paragraph("", said.format(readable(day)), classes=["ed-consulted"]), listed]


def under_letters(works: Sequence[Reference], listed: dn.Element, name: str) -> dn.Node:
    """The entries of a list under the letters by which the works are filed, as in an index."""
    block = en.index_list("", kind=name, classes=["ed-index", "ed-works"])
    for letter, group in groupby(zip(works, listed.children, strict=True),
                                 key=lambda pair: initial(pair[0].filing)):
        block += en.index_group("", *(entry for _, entry in group), letter=letter,
                                classes=["ed-index-group"])
    return block


def usual_day(works: Sequence[Reference]) -> str:
    """The day on which more than half of the works were consulted; blank if there is none."""
    days = Counter(work.data.get("urldate", "") for work in works).most_common(1)
    return days[0][0] if days and days[0][1] > max(len(works) / 2, 1) else ""


def _citation(edition: Edition, work: Reference, day: str, anchor: str) -> dn.citation:
    label = unbroken(work.short)
    words = dn.paragraph("", "", dn.strong("", label, classes=["ed-cite-label"]))
    for sentence in filter(None, _sentences(work, day)):
        words += [dn.Text(" "), *_ended(sentence)]
    return dn.citation("", dn.label("", label), words, *_cited(edition, work.key), ids=[anchor])


def _cited(edition: Edition, key: str) -> Iterator[dn.Node]:
    """What rests on a work: ``Cited in notes 46, 47 to DB; under Zog I; for E010``.

    A book may show works without the pages of all that cite them.
    """
    notes = [note.note_id for note in edition.cited_in.get(key, ())]
    records = [xref(KIND_ROLES[e.kind], e.id, printed(e.name), needed=False)
               for e in edition.described_from.get(key, ())]
    figures = [xref("estimate", e.id, e.id, needed=False) for e in edition.counted_in.get(key, ())]
    parts = [
        ("in ", notes and [en.note_locators("", "", *to_notes(edition, notes, needed=False))]),
        ("under ", list(_joined(records))), ("for ", list(_joined(figures))),
    ]
    said: list[dn.Node] = []
    for lead, nodes in parts:
        if nodes:
            said += [dn.Text(f"{'; ' if said else 'Cited '}{lead}"), *nodes]
    if said:
        yield dn.paragraph("", "", *said, dn.Text("."), classes=["ed-cited"])


def _joined(links: Iterable[dn.Node]) -> Iterator[dn.Node]:
    for index, link in enumerate(links):
        yield from [dn.Text(", ")] * bool(index)
        yield link


def _sentences(work: Reference, day: str) -> Iterator[list[dn.Node]]:
    data = work.data
    yield _text(_people(work))
    yield [_title(data.get("title", ""), data.get("langid", _OWN))]
    yield _text(_journal(work))
    yield _text(_place(work))
    yield _text(f"Edition {data['edition']}" if "edition" in data else "")
    yield _text(": ".join(filter(None, (data.get("address"), data.get("publisher")))))
    yield _text(data.get("school", ""))
    yield _text(_capital(data.get("kind", "")))
    yield _address(data.get("url", ""), data.get("urldate", ""), day)
    yield [node for run in parse_markup(data.get("annote", "")) for node in _remark(run)]


def _ended(sentence: list[dn.Node]) -> list[dn.Node]:
    words = "".join(node.astext() for node in sentence)
    return sentence if words.endswith(_ENDS) else [*sentence, dn.Text(".")]


def _text(words: str) -> list[dn.Node]:
    return [dn.Text(words)] if words else []


def _people(work: Reference) -> str:
    """``Bland, William, and Ian Price``; blank where the label has the whole name already."""
    if work.names == work.authors and work.short.startswith(" and ".join(work.authors)):
        return ""
    others = [" ".join(reversed(name.split(", ", 1))) for name in work.names[1:]]
    names = ", and ".join(filter(None, (", ".join((*work.names[:1], *others[:-1])), *others[-1:])))
    role = "" if not work.edited else " (eds)" if others else " (ed.)"
    return names + role


def _title(title: str, language: str) -> dn.Node:
    if language == _OWN:
        return dn.emphasis("", title)
    return dn.emphasis("", title, lang=language, classes=[f"language-{language}"])


def _journal(work: Reference) -> str:
    """``Studies 3, no. 1``."""
    volume = " ".join(filter(None, (work.data.get("journal"), work.data.get("volume"))))
    number = work.data.get("number")
    return f"{volume}, no. {number}" if number else volume


def _place(work: Reference) -> str:
    """Where it was published; blank where the label and the address say it."""
    place, site = work.data.get("howpublished", ""), site_of(work.data.get("url", ""))
    return "" if place == site or WIKIPEDIA.fullmatch(site) else _capital(place)


def _capital(words: str) -> str:
    """The words as a sentence begins; names (openDemocracy, issuu.com) stay as they are."""
    first = words.partition(" ")[0]
    return words[:1].upper() + words[1:] if first.islower() and "." not in first else words


def _address(url: str, consulted: str, day: str) -> list[dn.Node]:
    if not url:
        return []
    shown = shown_address(url)
    link = dn.reference("", shown, refuri=url, internal=False, classes=["ed-address"])
    when = f", consulted {readable(consulted)}" if consulted and consulted != day else ""
    return [link, dn.Text(when)]


def _remark(run: Inline) -> list[dn.Node]:
    if run.kind == "cite":
        return [cited(run.target)]
    return [dn.emphasis("", run.text) if run.kind == "emphasis" else dn.Text(run.text)]
