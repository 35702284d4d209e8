"""What the pages say of the edition as a whole: its imprint, where it is, how it is cited."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes as dn

from edition.citation.pages import told_apart, whole_in_prose
from edition.citation.subjects import within_sentence
from edition.dates import readable
from edition.description import doi_address
from edition.edition import Edition
from edition.sphinxext import nodes as en

_STYLES = {"chicago": "Chicago", "mla": "MLA"}
_FILES = {"BibTeX": "citation.bib", "RIS": "citation.ris", "CSL-JSON": "citation.csl.json"}


def imprint(edition: Edition) -> dn.paragraph:
    """What the edition is, who edits and publishes it, its version and day."""
    info = edition.info
    editors, publisher = within_sentence(info.editors), within_sentence(info.publisher)
    made = (f"Edited and published by {editors}" if editors == publisher
            else f"Edited by {editors}, published by {publisher}")
    day = readable(info.date.isoformat())
    return dn.paragraph("", f"{info.subtitle}. {made}, version {info.version}, {day}.",
                        classes=["ed-imprint"])


def held(edition: Edition) -> dn.definition_list:
    """Identifier, address and contact, each with what it is or that there is none yet."""
    info = edition.info
    told = {
        "Persistent identifier": (info.doi and f"DOI {info.doi}", doi_address(info),
                                  "None has been assigned yet."),
        "Public address": (info.address, info.address, "There is none yet."),
        "Contact": (info.contact, f"mailto:{info.contact}", "None has been named yet."),
    }
    listed = dn.definition_list()
    for name, (words, address, none) in told.items():
        said = dn.reference("", words, refuri=address) if words else dn.Text(none)
        listed += _item(name, [said])
    return listed


def citations(edition: Edition, *, with_files: bool) -> list[dn.Node]:
    """The edition in each form of prose; on a site with downloads the files for programs."""
    listed = dn.definition_list()
    for form, said in whole_in_prose(edition).items():
        listed += _item(_STYLES[form], (dn.emphasis("", words) if italic else dn.Text(words)
                                        for words, italic in told_apart(said)))
    return [listed, *[_files()] * with_files]


def _item(term: str, said: Iterable[dn.Node]) -> dn.definition_list_item:
    return dn.definition_list_item(
        "", dn.term("", term), dn.definition("", dn.paragraph("", "", *said)))


def _files() -> en.web_only:
    line = dn.paragraph("", "For reference managers: ")
    for name, file in _FILES.items():
        line += [dn.Text(" · ")] * (len(line.children) > 1)
        line += en.file_link("", "", dn.Text(name), path=f"downloads/data/{file}")
    line += dn.Text(".")
    return en.web_only("", line, classes=["ed-downloads"])
