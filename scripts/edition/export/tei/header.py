"""The ``teiHeader``: what the file is, whence the text, by which rules it was coded."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from edition.edition import Edition
from edition.export.tei.elements import element, reference_id, to, word
from edition.model import (
    BaseText,
    Claim,
    Control,
    DateRow,
    Note,
    Numeral,
    Place,
    Record,
)

_CODED: tuple[type[Record], ...] = (Note, Claim, Control, DateRow, Numeral, Place)

_RULES: tuple[tuple[str, str], ...] = (
    ("correction", "The base text is never corrected in place. An emendation is proposed in a "
                   "note, of the type textual where the text has a slip."),
    ("normalization", "Spelling, punctuation and white space stand as they were supplied, "
                      "character for character: the string value of body is the base text. "
                      "Standard forms of names stand in the lists."),
    ("quotation", "Quotation marks stand as they were supplied and are not marked up."),
    ("segmentation", "A paragraph (p) is a non-empty line of the file supplied; sentences (s) "
                     "are numbered within it. The division is frozen: an id always means the "
                     "same words and is never given to others."),
    ("interpretation", "Names, temporal expressions, quantified statements and numerals are "
                       "elements in the text; runs that cross one another are cut into "
                       "fragments chained by next and prev. Notes, and statements on who holds "
                       "what, overlap the rest and point to anchors before and behind their "
                       "words. A measure has its number in quantity, or, where the words give a "
                       "bound only, in atLeast and atMost of the num directly in it; commodity "
                       "is the side of those counted. The features of each statement repeat "
                       "every column of its row. Each note says how it is known (ana, to the "
                       "taxonomy grade) and how sure the editors are (cert)."),
)

_EDTF = ("Dates are coded as the text states them, wrong or right, in EDTF (ISO 8601-2); the "
         "expression stands in when-custom. A single day, month or year stands in when too; "
         "everything else is bounded by notBefore and notAfter, and an end left open has no "
         "bound. A season has its three months, a winter across two years December to February. "
         "What is about has precision low, what is in doubt cert low.")


def header(edition: Edition, text: BaseText) -> Element:
    """The header of one text."""
    return element(
        "teiHeader",
        element("fileDesc", _titles(edition, text), _edition(edition), _extent(edition, text),
                _publication(edition), _source(edition, text)),
        _encoding(edition), _profile(edition, text), _revision(edition),
    )


def short_header(edition: Edition, text: BaseText, passage: str) -> Element:
    """The header of a passage that is handed out by itself."""
    info = edition.info
    return element(
        "teiHeader",
        element(
            "fileDesc",
            element("titleStmt", element("title", f"{info.title}: {passage}")),
            _publication(edition),
            _source(edition, text),
        ),
    )


def _titles(edition: Edition, text: BaseText) -> Element:
    info = edition.info
    return element(
        "titleStmt",
        element("title", info.title, type="main"),
        element("title", info.subtitle, type="sub"),
        element("title", f"{text.siglum}: {text.title}", type="part"),
        element("editor", info.editors, xml_id="editors"),
        element("respStmt", element("resp", "notes, identification of names, coding of dates, "
                                            "figures and control, encoding"),
                element("orgName", info.editors, ref="#editors")),
    )


def _edition(edition: Edition) -> Element:
    info = edition.info
    return element("editionStmt",
                   element("edition", f"Version {info.version}, ",
                           element("date", info.date.isoformat(), when=info.date.isoformat()),
                           n=info.version))


def _extent(edition: Edition, text: BaseText) -> Element:
    paragraphs = list(edition.paragraphs(text.siglum))
    counts = {
        "paragraphs": len(paragraphs),
        "sentences": sum(len(list(edition.sentences(p))) for p in paragraphs),
        "characters": len(text.words),
    }
    return element("extent", *(element("measure", f"{count} {unit}", unit=unit, quantity=count)
                               for unit, count in counts.items()))


def _publication(edition: Edition) -> Element:
    info = edition.info
    covered = {key: value for key, value in info.licences.items() if key != "texts"}
    texts = info.licences.get("texts", "rights with its author")
    left_out = ("" if info.include_base_texts else
                " In this copy it is left out but for the words that are coded and those that "
                "notes are on.")
    return element(
        "publicationStmt",
        element("publisher", info.publisher),
        element("date", info.date.isoformat(), when=info.date.isoformat()),
        element("idno", info.doi, type="DOI") if info.doi else None,
        element("idno", info.address, type="URI") if info.address else None,
        element("availability", *(_licence(part, name) for part, name in covered.items()),
                status="free") if covered else None,
        element("availability",
                element("p", f"Base text: {texts}. It is reproduced as the object of study, and "
                             f"no licence of the edition covers it.{left_out}"),
                status="restricted"),
    )


def _licence(part: str, name: str) -> Element:
    """A licence; one named as SPDX names it has an address there."""
    address = "" if " " in name else f"https://spdx.org/licenses/{name}.html"
    return element("licence", f"{part.capitalize()}: {name}", n=part, target=address)


def _source(edition: Edition, text: BaseText) -> Element:
    published = None
    if text.published:
        published = element("ref", edition.references[text.published].short,
                            target=to(reference_id(text.published)))
    note = element("note", "Reproduced as supplied for this edition, without a page address. ",
                   "The place of publication was found afterwards" if published is not None
                   else f"Published on {text.host}.")
    if published is not None:
        note[len(note):] = [published]
        note.text = (note.text or "") + ": "
        published.tail = "."
    return element(
        "sourceDesc",
        element("bibl",
                element("title", f"{text.siglum}: {text.title}", type="supplied"),
                element("publisher", text.host),
                element("idno", text.file.rpartition("/")[2], type="file"),
                element("idno", text.sha256, type="sha256"), note,
                xml_id=f"{text.siglum}.source"),
    )


def _encoding(edition: Edition) -> Element:
    return element(
        "encodingDesc",
        element("projectDesc", element("p", f"{edition.info.title}: {edition.info.subtitle}. The "
                "annotation stands apart from the texts in tables; this file is generated from "
                "them.")),
        element("editorialDecl", *(element(tag, element("p", rule)) for tag, rule in _RULES),
                element("stdVals", element("p", _EDTF), xml_id="edtf")),
        element("refsDecl", element("p", "A passage is cited by its xml:id: siglum, paragraph "
                                         "and sentence, with full stops between.")),
        element("classDecl", *_taxonomies(edition)),
        element("geoDecl", "Latitude and longitude in degrees, WGS 84.", datum="WGS84"),
    )


def _taxonomies(edition: Edition) -> Iterator[Element]:
    """Each vocabulary once, under the first column that uses it."""
    seen: list[object] = []
    for record in _CODED:
        for column, meta in record.columns().items():
            terms = meta["vocabulary"]
            if terms and terms not in seen:
                seen.append(terms)
                categories = (element("category", element("catDesc", meaning),
                                      xml_id=f"{column}.{word(term)}")
                              for term, meaning in terms.items())
                yield element("taxonomy", element("desc", meta["doc"]), *categories,
                              xml_id=column)


def _profile(edition: Edition, text: BaseText) -> Element:
    quoted = sorted({run.target for row in edition.rows_on.get(text.siglum, ())
                     if isinstance(row, Note) for run in row.runs if run.kind == "lang"})
    return element(
        "profileDesc",
        element("langUsage",
                element("language", "The base text, the notes and all other words of the "
                                    "edition.", ident=edition.info.language),
                *(element("language", "Words quoted in notes.", ident=code)
                  for code in quoted)),
    )


def _revision(edition: Edition) -> Element:
    info = edition.info
    return element("revisionDesc",
                   element("change", f"Version {info.version}.", when=info.date.isoformat(),
                           n=info.version, who="#editors"))
