"""The TEI files: valid, complete, and the base text letter for letter."""

from __future__ import annotations

import csv
import functools
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from conftest import REPO, TINY, change, write_tiny
from edition import Edition, open_edition
from edition.export.tei import write
from edition.export.tei.elements import dating
from edition.export.tei.schema import ODD, RNG, relax_ng
from edition.model import Anchored, Claim, Control, Note, split_list
from test_overlaps import scatter

TEI_ALL = REPO.parent / "shared" / "schema" / "tei_all.rng"
NS = {"t": "http://www.tei-c.org/ns/1.0", "r": "http://relaxng.org/ns/structure/1.0"}
ID = "{http://www.w3.org/XML/1998/namespace}id"
POINTERS = ("ref", "target", "targetEnd", "ana", "corresp", "source", "where", "from", "to",
            "next", "prev", "resp", "who", "datingMethod")

Files = dict[str, etree._ElementTree]


def written(edition: Edition, folder: Path) -> Files:
    """The files, parsed again from disk, by siglum."""
    folder.mkdir(parents=True, exist_ok=True)
    write(edition, folder)
    return {text_id: etree.parse(folder / f"{text_id}.xml") for text_id in edition.texts}


@functools.cache
def grammar(schema: Path) -> etree.RelaxNG:
    """A schema, read once: TEI-All takes seconds."""
    return etree.RelaxNG(etree.parse(schema))


def closed(edition: Edition) -> Edition:
    """The edition without its base texts."""
    return replace(edition, info=replace(edition.info, include_base_texts=False))


def filled(edition: Edition) -> Edition:
    """The edition with an address and a DOI."""
    return replace(edition, info=replace(edition.info, address="https://example.org/two",
                                         doi="10.5555/two"))


@pytest.fixture(scope="module")
def files(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The files of the real edition."""
    return written(edition, tmp_path_factory.mktemp("tei"))


@pytest.fixture(scope="module")
def crossing(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The tiny edition with a name that crosses a claim, one in two parts, and an identifier."""
    root = write_tiny(tmp_path_factory.mktemp("crossing") / "tiny")
    rows = (root / "data/mentions.csv").read_text("utf-8") + (
        'M0021,AA.1.1,"2,000 partisans of the Front",,meeting,\n'
        "M0022,AA.2.1|AA.2.1,Some|left,|,meeting,\n")
    (root / "data/mentions.csv").write_text(rows, "utf-8")
    events = (root / "data/events.csv").read_text("utf-8")
    variants = '"met at Peza | 2,000 partisans of the Front | Some | left"'
    (root / "data/events.csv").write_text(events.replace("met at Peza", variants), "utf-8")
    change(root, "data/persons.csv", "high,leka1950,", "high,leka1950,wikidata:Q1 | viaf:22")
    return open_edition(root)


def in_document(files: Files) -> Iterator[tuple[str, etree._Element]]:
    """Every element with the siglum of its file."""
    for text_id, tree in files.items():
        for node in tree.getroot().iter(etree.Element):
            yield text_id, node


def body(tree: etree._ElementTree) -> etree._Element:
    """The body of a file."""
    found, = tree.findall(".//t:body", NS)
    return found


def words_of(node: etree._Element) -> str:
    """The string value."""
    return "".join(node.itertext())


def by_id(tree: etree._ElementTree) -> dict[str, etree._Element]:
    """The elements of a file that have an id; no two have the same."""
    nodes = [n for n in tree.getroot().iter(etree.Element) if n.get(ID)]
    assert len({n.get(ID) for n in nodes}) == len(nodes)
    return {n.attrib[ID]: n for n in nodes}


def inline_rows(edition: Edition) -> list[Anchored]:
    """The rows that are elements of the text."""
    return [*edition.mentions, *edition.claims.values(), *edition.dates.values(),
            *edition.numerals.values()]


# --- the text ---------------------------------------------------------------------


@pytest.mark.parametrize("which", ["edition", "tiny_edition", "crossing"])
def test_the_body_is_the_base_text(which: str, request: pytest.FixtureRequest,
                                   tmp_path: Path) -> None:
    """From TEI to text: the string value of ``body`` is the file, code point for code point."""
    own: Edition = request.getfixturevalue(which)
    for text_id, tree in written(own, tmp_path / "tei").items():
        assert words_of(body(tree)) == own.texts[text_id].words


def test_the_body_is_the_file_that_was_supplied(edition: Edition, files: Files) -> None:
    """The same against the bytes on disk, without the model between."""
    for text_id, tree in files.items():
        supplied = (REPO / edition.texts[text_id].file).read_bytes()
        assert words_of(body(tree)).encode("utf-8") == supplied


def test_passages_have_their_ids(edition: Edition, files: Files) -> None:
    """Each ``p`` and ``s`` of the body is a passage with its very words, and none is missing."""
    found = {}
    for tree in files.values():
        for node in body(tree).iter(f"{{{NS['t']}}}p", f"{{{NS['t']}}}s"):
            passage = edition.passages[node.attrib[ID]]
            assert words_of(node) == passage.words
            assert etree.QName(node).localname == passage.level[0]
            found[passage.passage_id] = node
    assert found.keys() == edition.passages.keys()
    for passage_id, node in found.items():
        if edition.passages[passage_id].level == "sentence":
            parent = node.getparent()
            assert parent is not None
            assert parent.get(ID) == edition.passages[passage_id].parent_id


@pytest.mark.parametrize("which", ["edition", "tiny_edition", "crossing"])
def test_every_coded_row_is_an_element_on_its_words(which: str, request: pytest.FixtureRequest,
                                                    tmp_path: Path) -> None:
    """Names, claims, dates and numerals: the fragments, in the order of their chain, are it."""
    own: Edition = request.getfixturevalue(which)
    trees = written(own, tmp_path / "tei")
    for text_id, tree in trees.items():
        nodes = by_id(tree)
        rows = [row for row in inline_rows(own) if row.first.text_id == text_id]
        assert rows
        for row in rows:
            words = "".join(anchor.quote for anchor in row.anchors)
            assert chained(nodes, row.id) == words, row.id


def chained(nodes: dict[str, etree._Element], row_id: str) -> str:
    """The words of a row, fragment by fragment as ``next`` and ``prev`` lead."""
    node = nodes[row_id]
    assert node.get("prev") is None
    words = words_of(node)
    while following := node.get("next"):
        assert nodes[following[1:]].get("prev") == f"#{node.get(ID)}"
        node = nodes[following[1:]]
        words += words_of(node)
    return words


@pytest.mark.usefixtures("unchecked")
@pytest.mark.parametrize("seed", range(6))
def test_names_anywhere_leave_the_text_whole(seed: int, tiny: Callable[..., Path],
                                             tmp_path: Path) -> None:
    """Names on random runs of words, crossing one another and all else: valid, and the text."""
    own = scatter(tiny(), seed, count=20)
    for text_id, tree in written(own, tmp_path / "tei").items():
        assert words_of(body(tree)) == own.texts[text_id].words
        assert grammar(RNG).validate(tree), grammar(RNG).error_log
        nodes = by_id(tree)
        for mention in own.mentions:
            if mention.first.text_id == text_id:
                assert chained(nodes, mention.id) == mention.quote


def test_rows_that_cross_are_cut(crossing: Edition, tmp_path: Path) -> None:
    """The inner of two crossing rows has two fragments; only the first tells what it is."""
    nodes = by_id(written(crossing, tmp_path / "tei")["AA"])
    first, second = nodes["M0021"], nodes["M0021.2"]
    assert (words_of(first), words_of(second)) == ("2,000 partisans", " of the Front")
    assert first.getparent() is nodes["C101"]
    assert dict(second.attrib) == {ID: "M0021.2", "prev": "#M0021"}
    assert [words_of(nodes[key]) for key in ("M0022", "M0022.2")] == ["Some", "left"]


@pytest.mark.parametrize("which", ["edition", "tiny_edition"])
def test_notes_and_control_point_to_their_words(which: str, request: pytest.FixtureRequest,
                                                tmp_path: Path) -> None:
    """What stands between the two anchors of each part is the quote of that part."""
    own: Edition = request.getfixturevalue(which)
    trees = written(own, tmp_path / "tei")
    offsets = {f"{text_id}.xml#{key}": at for text_id, tree in trees.items()
               for key, at in anchor_offsets(body(tree)).items()}
    used = set()
    for text_id, tree in trees.items():
        nodes = by_id(tree)
        for row in [*own.notes.values(), *own.controls.values()]:
            if text_id not in {a.text_id for a in row.anchors}:
                continue
            starts, stops = pointers_to_words(nodes, row)
            assert len(starts) == len(stops) == len(row.anchors)
            for anchor, start, stop in zip(row.anchors, starts, stops, strict=True):
                ends = [f"{text_id}.xml{end}" if end[0] == "#" else end for end in (start, stop)]
                words = own.texts[anchor.text_id].words
                assert words[offsets[ends[0]] : offsets[ends[1]]] == anchor.quote, row.id
                used |= set(ends)
    assert used == offsets.keys()


def anchor_offsets(top: etree._Element) -> dict[str, int]:
    """The id of each ``anchor`` and the number of characters before it."""
    offsets, position = {}, 0
    for event, node in etree.iterwalk(top, events=("start", "end")):
        if event == "start":
            if etree.QName(node).localname == "anchor":
                offsets[node.attrib[ID]] = position
            position += len(node.text or "")
        elif node is not top:
            position += len(node.tail or "")
    return offsets


def pointers_to_words(nodes: dict[str, Any], row: Anchored) -> tuple[list[str], list[str]]:
    """Pointers to the anchors before and behind the parts of a note or statement."""
    if isinstance(row, Note):
        return nodes[row.id].get("target").split(), nodes[row.id].get("targetEnd").split()
    spans = [nodes[row.id]]
    while spans[-1].get("next"):
        spans.append(nodes[spans[-1].get("next")[1:]])
    return [span.get("from") for span in spans], [span.get("to") for span in spans]


def test_without_base_texts_only_coded_words_are_left(edition: Edition, tmp_path: Path) -> None:
    """Words of no row are gaps, with their number; the ids of the passages stay."""
    trees = written(closed(edition), tmp_path / "tei")
    for text_id, tree in trees.items():
        whole = edition.texts[text_id].words
        covered = bytearray(len(whole))
        for row in inline_rows(edition):
            for anchor in row.anchors:
                if anchor.text_id == text_id:
                    covered[anchor.start : anchor.end] = b"\1" * len(anchor.quote)
        for node in body(tree).iter(f"{{{NS['t']}}}s"):
            passage = edition.passages[node.attrib[ID]]
            kept = "".join(c for at, c in enumerate(passage.words, passage.start) if covered[at])
            assert words_of(node) == kept
            gaps = [int(gap.attrib["quantity"]) for gap in node.iter(f"{{{NS['t']}}}gap")]
            assert len(kept) + sum(gaps) == len(passage.words)
        assert {p.passage_id for p in edition.passages.values() if p.text_id == text_id} <= set(
            by_id(tree))
        assert "left out" in words_of(tree.find(".//t:availability[@status='restricted']", NS))


# --- the schema -------------------------------------------------------------------


@pytest.mark.parametrize("schema", [RNG, TEI_ALL], ids=["own", "TEI-All"])
@pytest.mark.parametrize("state", [lambda e: e, closed, filled], ids=["whole", "closed", "filled"])
@pytest.mark.parametrize("which", ["edition", "tiny_edition", "crossing"])
def test_the_files_are_valid(which: str, state: Callable[[Edition], Edition], schema: Path,
                             request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """With and without base texts and address, against the schema of the edition and TEI-All."""
    if not schema.is_file():
        pytest.skip("there is no ../shared/schema/tei_all.rng beside the repository")
    for tree in written(state(request.getfixturevalue(which)), tmp_path / "tei").values():
        assert grammar(schema).validate(tree), grammar(schema).error_log


def test_the_odd_is_tei_itself() -> None:
    """The description of the encoding is a valid TEI file."""
    if not TEI_ALL.is_file():
        pytest.skip("there is no ../shared/schema/tei_all.rng beside the repository")
    assert grammar(TEI_ALL).validate(etree.parse(ODD)), grammar(TEI_ALL).error_log


@pytest.mark.parametrize(("old", "new"), [
    ("<emph>partisans</emph>", "<hi>partisans</hi>"),
    ('type="event"', 'kind="event"'),
    ('when="1944-05-02"', 'when="May 1944"'),
    ('cert="high"', 'cert="certain"'),
    ("</editor>", "</editor><title>Once more</title>"),
    ('<s\n xml:id="AA.1.1"', "<s"),
    ('quantity="2000"', 'quantity="about 2000"'),
])
def test_the_schema_refuses_what_is_not_described(old: str, new: str, tiny_edition: Edition,
                                                  tmp_path: Path) -> None:
    """An element, attribute, date, term, order or number that the ODD does not have."""
    write(tiny_edition, tmp_path)
    text = (tmp_path / "AA.xml").read_text("utf-8")
    assert old in text
    assert grammar(RNG).validate(etree.fromstring(text.encode("utf-8")))
    assert not grammar(RNG).validate(etree.fromstring(text.replace(old, new, 1).encode("utf-8")))


def test_the_schema_is_that_of_the_odd() -> None:
    """``python -m edition.export.tei.schema`` would change nothing."""
    assert RNG.read_text("utf-8") == relax_ng(ODD.read_text("utf-8"))


def test_odd_and_schema_name_the_same_things(files: Files, crossing: Edition, edition: Edition,
                                             tmp_path: Path) -> None:
    """Elements and attributes of ODD, schema and files are the same, read three ways."""
    odd, schema = etree.parse(ODD), etree.parse(RNG)
    elements = {e.get("ident") for e in odd.iterfind(".//t:elementSpec", NS)}
    attributes = {a.get("ident") for a in odd.iterfind(".//t:attDef", NS)}
    assert elements == {e.get("name") for e in schema.iterfind(".//r:element", NS)}
    assert attributes == {a.get("name") for a in schema.iterfind(".//r:attribute", NS)}
    every = [files, written(closed(edition), tmp_path / "closed"),
             written(filled(crossing), tmp_path / "crossing")]
    seen = [node for each in every for _, node in in_document(each)]
    used = {etree.QName(node).localname for node in seen}
    assert used == elements
    xml = "{http://www.w3.org/XML/1998/namespace}"
    assert {name.replace(xml, "xml:") for node in seen for name in node.attrib} == attributes


def test_each_part_of_the_odd_is_described() -> None:
    """Every element, attribute, class and macro says what it is for."""
    specs = etree.parse(ODD).xpath(
        "//t:elementSpec | //t:attDef | //t:classSpec | //t:macroSpec", namespaces=NS)
    assert len(specs) > 100
    for spec in specs:
        assert (spec.findtext("t:desc", "", NS) or "").strip(), spec.get("ident")


def test_the_schema_goes_out_with_the_files(tiny_edition: Edition, tmp_path: Path) -> None:
    """Beside the files lie ODD and schema, and each file names the schema."""
    write(tiny_edition, tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["AA.xml", "BB.xml", ODD.name, RNG.name]
    assert f'<?xml-model href="{RNG.name}"' in (tmp_path / "AA.xml").read_text("utf-8")


# --- what is said -----------------------------------------------------------------


@pytest.mark.parametrize("which", ["edition", "tiny_edition", "crossing"])
def test_every_pointer_resolves(which: str, request: pytest.FixtureRequest,
                                tmp_path: Path) -> None:
    """Within a file, and from the file of one text to that of the other."""
    trees = written(request.getfixturevalue(which), tmp_path / "tei")
    ids = {f"{text_id}.xml": set(by_id(tree)) for text_id, tree in trees.items()}
    count = 0
    for text_id, node in in_document(trees):
        for name in POINTERS:
            for pointer in node.get(name, "").split():
                file, _, key = pointer.partition("#")
                if key:
                    assert key in ids[file or f"{text_id}.xml"], (text_id, node.tag, pointer)
                    count += 1
                else:
                    assert pointer.startswith("http"), pointer
    assert count


def test_names_point_to_their_records(edition: Edition, files: Files) -> None:
    """Each mention is an element of its kind with the record in ``ref``."""
    tags = {"person": "persName", "place": "placeName", "organisation": "orgName",
            "unit": "orgName", "people": "name", "event": "rs", "work": "rs"}
    for text_id, tree in files.items():
        nodes = by_id(tree)
        for mention in edition.mentions:
            if mention.first.text_id == text_id:
                node, entity = nodes[mention.id], edition.entities[mention.entity_id]
                assert etree.QName(node).localname == tags[entity.kind]
                record = nodes[node.attrib["ref"][1:]]
                assert entity.name in [words_of(n) for n in record]


@pytest.mark.parametrize(("edtf", "wanted"), [
    ("1943-07-10", {"when": "1943-07-10"}),
    ("1943-07", {"when": "1943-07"}),
    ("1943~", {"when": "1943", "precision": "low"}),
    ("1943?", {"when": "1943", "cert": "low"}),
    ("1943-22", {"notBefore": "1943-06-01", "notAfter": "1943-08-31"}),
    ("1943-24", {"notBefore": "1943-12-01", "notAfter": "1944-02-29"}),
    ("1943-08-21/1943-08-31", {"notBefore": "1943-08-21", "notAfter": "1943-08-31"}),
    ("../1942-12", {"notAfter": "1942-12-31"}),
    ("1944-06-25/..", {"notBefore": "1944-06-25"}),
])
def test_dates_keep_their_edtf(edtf: str, wanted: dict[str, str]) -> None:
    """The expression as it stands, and the days that it covers."""
    given = {name: value for name, value in dating(edtf).items() if value}
    assert given == {**wanted, "when_custom": edtf, "datingMethod": "#edtf"}


def test_dates_are_those_of_the_table(edition: Edition, files: Files) -> None:
    """Each row of ``dates.csv`` is a ``date`` with its expression, basis, event and passages."""
    for text_id, tree in files.items():
        nodes = by_id(tree)
        for row in edition.dates.values():
            if row.first.text_id != text_id:
                continue
            node = nodes[row.id]
            assert node.get("when-custom") == row.date_edtf
            assert node.get("ana") == f"#basis.{row.basis}"
            assert node.get("corresp", "") == (f"#{row.event_id}" if row.event_id else "")
            passages = [pointer.rpartition("#")[2] for pointer in node.get("source", "").split()]
            assert passages == list(split_list(row.relative_to))


def test_measures_have_the_numbers_of_their_claims(edition: Edition, files: Files) -> None:
    """The number in ``quantity``, or the bounds in the ``num`` directly within."""
    checked = 0
    for text_id, tree in files.items():
        nodes = by_id(tree)
        for claim in edition.claims.values():
            if claim.first.text_id != text_id:
                continue
            node, checked = nodes[claim.id], checked + 1
            assert node.get("type") == claim.variable
            assert node.get("unit") == claim.unit.replace(" ", "-")
            assert (node.get("commodity"), node.get("cert")) == (claim.side, claim.cert)
            if claim.best is not None:
                assert float(node.get("quantity", "nan")) == claim.best
                continue
            assert node.get("quantity") is None
            num = nodes[f"{claim.id}.bounds"]
            assert num.getparent() is node
            bounds = [float(cell) if (cell := num.get(name)) else None
                      for name in ("atLeast", "atMost")]
            assert bounds == [claim.low, claim.high]
    assert checked == len(edition.claims)


def test_numerals_say_what_accounts_for_them(edition: Edition, files: Files) -> None:
    """Class, use and row of the ledger; digits have their value."""
    for text_id, tree in files.items():
        nodes = by_id(tree)
        for row in edition.numerals.values():
            if row.first.text_id == text_id:
                node = nodes[row.id]
                assert (node.get("type"), node.get("ana")) == (row.numeral_class, f"#use.{row.use}")
                assert node.get("corresp", "#") == f"#{row.row_id}"
                digits = row.quote.replace(",", "")
                assert node.get("value", "") == (digits if digits.isdecimal() else "")


def test_rows_carry_every_column(edition: Edition, tiny_edition: Edition,
                                 tmp_path: Path) -> None:
    """The features of a claim or statement of control are the cells of its row in the CSV."""
    for own, data in ((edition, REPO / "data"), (tiny_edition, TINY / "data")):
        trees = written(own, tmp_path / own.info.title)
        rows: list[Claim | Control] = [*own.claims.values(), *own.controls.values()]
        cells = {row[next(iter(row))]: row for name in ("claims", "control") for row in
                 csv.DictReader(io.StringIO((data / f"{name}.csv").read_text("utf-8")))}
        assert cells.keys() == {row.id for row in rows}
        for row in rows:
            features = by_id(trees[row.first.text_id])[f"{row.id}.row"]
            found = {f.get("name"): feature_value(f[0]) for f in features}
            skipped = {row.key_column(), "passage_id", "quote", "occurrence"}
            wanted = {name: cell.strip() for name, cell in cells[row.id].items()
                      if cell.strip() and name not in skipped}
            assert found == wanted


def feature_value(node: etree._Element) -> str:
    """The value of a feature as a table has it."""
    if etree.QName(node).localname == "vColl":
        return " | ".join(feature_value(each) for each in node)
    return node.get("value") or words_of(node)


def test_notes_say_all_that_pages_say(edition: Edition, files: Files) -> None:
    """Lemma, words, type, grade, certainty, number and sources of every note."""
    seen = set()
    for text_id, tree in files.items():
        nodes = by_id(tree)
        for note in edition.notes.values():
            if text_id not in {a.text_id for a in note.anchors}:
                continue
            node = nodes[note.id]
            seen.add(note.id)
            assert node.findtext("t:label", "", NS) == note.lemma
            paragraph, = node.findall("t:p", NS)
            assert words_of(paragraph) == edition.plain(note)
            assert (node.get("type"), node.get("cert")) == (note.note_type, note.certainty)
            assert node.get("ana") == f"#grade.{note.grade}"
            assert node.get("n") == str(edition.note_numbers[note.id])
            supports = [(b.find("t:ref", NS).get("target"), b.findtext("t:note", "", NS))
                        for b in node.findall("t:listBibl/t:bibl", NS)]
            assert supports == [(f"#bib.{s.ref}", s.supports) for s in note.sources]
    assert seen == edition.notes.keys()


def test_roles_in_notes_are_elements(tiny_edition: Edition, tmp_path: Path) -> None:
    """Emphasis, names, languages, claims and citations of a note, each with its pointer."""
    node = by_id(written(tiny_edition, tmp_path)["AA"])["N0001"]
    paragraph, = node.findall("t:p", NS)
    found = [(etree.QName(n).localname, n.get("ref") or n.get("target") or n.get(
        "{http://www.w3.org/XML/1998/namespace}lang"), words_of(n)) for n in paragraph]
    assert found == [
        ("emph", None, "partisans"), ("orgName", "#front", "the Front"),
        ("foreign", "sq", "Fronti"), ("placeName", "#peze", "Pezë"),
        ("ref", "#bib.leka1950", "Leka 1950"), ("ref", "#C101", "C101"),
        ("persName", "#ana-leka", "Ana Leka"), ("rs", "#zeri", "Zëri"),
    ]


def test_the_header_says_what_the_record_says(edition: Edition, files: Files) -> None:
    """Titles, version, date, licences, and the file and hash of the text as supplied."""
    info = edition.info
    for text_id, tree in files.items():
        head, text = tree.find("t:teiHeader", NS), edition.texts[text_id]
        assert head.findtext(".//t:title[@type='main']", "", NS) == info.title
        assert head.find(".//t:edition", NS).get("n") == info.version
        dates = head.xpath("t:fileDesc//t:date/@when | t:revisionDesc//@when", namespaces=NS)
        assert set(dates) == {info.date.isoformat()}
        assert len(dates) == 3
        licences = {n.get("n"): words_of(n) for n in head.iterfind(".//t:licence", NS)}
        assert licences.keys() == info.licences.keys() - {"texts"}
        assert all(licence.endswith(info.licences[part]) for part, licence in licences.items())
        restricted = head.find(".//t:availability[@status='restricted']", NS)
        assert info.licences["texts"] in words_of(restricted)
        source = words_of(head.find(".//t:sourceDesc", NS))
        assert "as supplied" in source
        assert "without a page address" in source
        assert "found afterwards" in source
        assert text.sha256 in source
        assert text.host in source
        assert head.find(".//t:sourceDesc//t:ref", NS).get("target") == f"#bib.{text.published}"
        assert not head.findall(".//t:publicationStmt/t:idno", NS)


def test_address_and_doi_stand_in_the_header_once_there_are_any(tiny_edition: Edition,
                                                                tmp_path: Path) -> None:
    """And a text whose published page is not known has no pointer to one."""
    head = written(filled(tiny_edition), tmp_path)["AA"].find("t:teiHeader", NS)
    given = {n.get("type"): n.text for n in head.iterfind(".//t:publicationStmt/t:idno", NS)}
    assert given == {"DOI": "10.5555/two", "URI": "https://example.org/two"}
    assert not head.findall(".//t:sourceDesc//t:ref", NS)
    assert "Published on nowhere." in words_of(head.find(".//t:sourceDesc", NS))


def test_the_rules_stand_in_the_header(files: Files, edition: Edition) -> None:
    """Division, dates, grades and certainty have their rules, every term its meaning."""
    head = files["DB"].find("t:teiHeader", NS)
    rules = {etree.QName(n).localname for n in head.find(".//t:editorialDecl", NS)}
    assert rules == {"correction", "normalization", "quotation", "segmentation",
                     "interpretation", "stdVals"}
    categories = by_id(files["DB"])
    for record in (Note, Claim, Control):
        for column, meta in record.columns().items():
            for term, meaning in (meta["vocabulary"] or {}).items():
                keys = [key for key, node in categories.items()
                        if key.endswith(f".{term.replace(' ', '-')}")
                        and words_of(node).strip() == meaning]
                assert keys, (column, term)
    languages = [n.get("ident") for n in head.iterfind(".//t:language", NS)]
    quoted = {run.target for note in edition.notes.values() for run in note.runs
              if run.kind == "lang" and "DB" in {a.text_id for a in note.anchors}}
    assert languages == [edition.info.language, *sorted(quoted)]


def test_the_lists_hold_the_records(edition: Edition, files: Files) -> None:
    """Coordinates, lives, forms of names and sources are those of the tables."""
    nodes = {**by_id(files["HL"]), **by_id(files["DB"])}
    for entity in edition.entities.values():
        record = nodes[f"_{entity.id}" if entity.id[0].isdigit() else entity.id]
        variants = [words_of(n) for n in record if n.get("type") == "variant"]
        assert variants == list(entity.variant_list)
        sources = [pointer.removeprefix("#bib.") for pointer in record.get("source", "").split()]
        assert sources == list(entity.source_list)
        geo = record.findtext("t:location/t:geo", "", NS)
        lat, lon = getattr(entity, "lat", None), getattr(entity, "lon", None)
        assert geo == ("" if lat is None else f"{lat} {lon}")
        for tag, cell in (("birth", "born"), ("death", "died")):
            life = record.find(f"t:{tag}", NS)
            assert (life.get("when-custom") if life is not None else "") == getattr(
                entity, cell, "")
        assert not record.findall("t:idno", NS)  # no identifier has been looked up yet


def test_identifiers_elsewhere_are_listed(crossing: Edition, tmp_path: Path) -> None:
    """Each under the name of its register."""
    record = by_id(written(crossing, tmp_path)["AA"])["ana-leka"]
    assert [(n.get("type"), n.text) for n in record.findall("t:idno", NS)] == [
        ("wikidata", "Q1"), ("viaf", "22")]


def test_the_bibliography_says_whether_a_work_was_seen(edition: Edition, files: Files) -> None:
    """Title, address and day of each work cited, with the author or editor in full."""
    nodes = {**by_id(files["HL"]), **by_id(files["DB"])}
    for key in edition.cited_in:
        ref, node = edition.references[key], nodes[f"bib.{key}"]
        assert node.get("type") == ("consulted" if ref.consulted else "further")
        role = "editor" if ref.edited else "author"
        assert [n.text for n in node.findall(f"t:{role}", NS)] == list(ref.names)
        assert node.find("t:title", NS).get(ID.replace("}id", "}lang")) == ref.data["langid"]
        assert node.find("t:ref", NS).get("target") == ref.data["url"]
        assert node.find("t:date[@type='consulted']", NS).get("when") == ref.data["urldate"]
    further = [ref.key for ref in edition.references.values() if not ref.consulted]
    assert further
    for key in further:
        assert nodes[f"bib.{key}"].get("type") == "further"
    assert nodes["bib.abazhoxha-dibra"].findtext("t:author", "", NS) == "Hoxha, Abaz T."
