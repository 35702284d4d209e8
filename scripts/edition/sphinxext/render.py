"""From records to document nodes: how a text and a note are set.

The switch that leaves the base texts out is here: :class:`TextRenderer` then sets
citations and lemmata only.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from docutils import nodes as dn

from edition.anchors import Span, common_prefix, split_spans
from edition.edition import Edition
from edition.markup import KIND_ROLES, Inline
from edition.model import Anchored, Claim, DateRow, Mention, Note, Passage
from edition.sphinxext import nodes as en
from edition.sphinxext.crossrefs import xref
from edition.sphinxext.provenance import Provenance
from edition.vocabularies import GRADES

_WRAPPERS: Mapping[type, str] = {Mention: "ed-mention", Claim: "ed-claim", DateRow: "ed-date"}
_WORD_LINKS: Mapping[type, str] = {Claim: "claim", DateRow: "date"}


class NoteRenderer:
    """Sets the runs of note bodies; also used for descriptions."""

    def __init__(self, edition: Edition, cite: Callable[[str], list[dn.Node]]) -> None:
        self.edition = edition
        self.cite = cite  # key -> nodes, from sphinxcontrib-bibtex

    def inline(self, runs: Iterable[Inline]) -> list[dn.Node]:
        """The nodes of a parsed body."""
        return [node for run in runs for node in self._run(run)]

    def _run(self, run: Inline) -> list[dn.Node]:
        if run.kind == "text":
            return [dn.Text(run.text)]
        if run.kind == "emphasis":
            return [dn.emphasis(run.text, run.text)]
        if run.kind == "lang":
            return [dn.emphasis(run.text, run.text, lang=run.target,
                                classes=["ed-lang", f"language-{run.target}"])]
        if run.kind == "cite":
            return self.cite(run.target)
        text = run.text or self.edition.name_of(run.kind, run.target)
        return [xref(run.kind, run.target, text)]


class TextRenderer:
    """Sets one base text with its apparatus."""

    def __init__(self, edition: Edition, text_id: str, notes: NoteRenderer,
                 documents: Collection[str] = ()) -> None:
        self.edition = edition
        self.text = edition.texts[text_id]
        self.notes = notes
        self.with_words = edition.info.include_base_texts
        self.provenance = Provenance(edition, documents)

    def nodes(self, paragraphs: Iterable[Passage] | None = None) -> list[dn.Node]:
        """These paragraphs of the text, or all."""
        if paragraphs is None:
            paragraphs = self.edition.paragraphs(self.text.siglum)
        block = en.text_block("", text_id=self.text.siglum, classes=["ed-text"])
        block += [self.paragraph(p) for p in paragraphs]
        return [block] if self.with_words else [self._withheld(), block]

    def _withheld(self) -> dn.Node:
        """That the words are not here, and where the text was published."""
        said = ("The words of this text are not part of this copy of the edition: of each sentence "
                "it shows what notes are on, and an ellipsis for the rest. The text was published "
                f"by {self.text.host}")
        paragraph = dn.paragraph("", said, classes=["ed-withheld"])
        if self.text.published:
            paragraph += [dn.Text(" "), *self.notes.cite(self.text.published)]
        paragraph += dn.Text(".")
        return paragraph

    def paragraph(self, passage: Passage) -> dn.Node:
        """A paragraph, its notes and its data line."""
        edition = self.edition
        block = en.paragraph_block("", ids=[passage.passage_id], passage_id=passage.passage_id,
                                   label=passage.label, classes=["ed-par"])
        line = dn.paragraph(classes=["ed-line"])
        line["support_smartquotes"] = False  # quotation marks stand as they were supplied
        line += en.paragraph_mark("", passage_id=passage.passage_id, label=passage.label)
        rows = _Rows(edition, passage)
        position = passage.start
        for each in edition.sentences(passage):
            if each.start > position:
                line += dn.Text(self.text.words[position : each.start])
            line += self._sentence(each, rows)
            position = each.end
        block += line
        if rows.notes:
            block += en.note_list("", *map(self.note, rows.notes), classes=["ed-notes"],
                                  label=passage.label)
        block += self.provenance.line(passage)
        return block

    def _sentence(self, passage: Passage, rows: _Rows) -> dn.Node:
        node = en.sentence("", ids=[passage.passage_id], passage_id=passage.passage_id,
                           label=passage.label, classes=["ed-s"])
        node += en.sentence_mark("", passage_id=passage.passage_id, label=passage.label)
        set_words = self._words if self.with_words else self._lemmata
        node += set_words(passage, rows)
        node += self.provenance.sign(passage)
        return node

    def _words(self, passage: Passage, rows: _Rows) -> list[dn.Node]:
        """The words cut at every boundary, each run inside the elements that cover it."""
        top: list[dn.Node] = []
        open_keys: tuple[str, ...] = ()
        open_nodes: list[dn.Element] = []
        linked: set[str] = set()  # rows that a run of words leads to already
        for start, end, keys in split_spans(passage.start, passage.end, rows.spans):
            kept = common_prefix(open_keys, keys)
            del open_nodes[kept:]
            for key in keys[kept:]:
                node = self._wrapper(rows.by_id[key])
                _append(top, open_nodes, node)
                open_nodes.append(node)
            open_keys = keys
            leaf = self._leaf(start, end, keys, rows)
            if not isinstance(leaf, dn.Text):
                leaf["continues"] = leaf["leads_to"] in linked
                linked.add(leaf["leads_to"])
            _append(top, open_nodes, leaf)
            for note in rows.notes_ending(end):
                top.append(self._note_ref(note))
                open_keys, open_nodes = (), []  # the number stands outside what it follows
        return top

    def _leaf(self, start: int, end: int, keys: tuple[str, ...], rows: _Rows) -> dn.Node:
        words = self.text.words[start:end]
        row = _leading([rows.by_id[key] for key in keys], self.text.siglum, start)
        if row is None or not words.strip():  # a space by itself leads nowhere
            return dn.Text(words)
        if not isinstance(row, Mention):
            return en.word_link(words, words, row_id=row.id, of=_WORD_LINKS[type(row)],
                                leads_to=row.id)
        entity = self.edition.entities[row.entity_id]
        name = xref(KIND_ROLES[entity.kind], entity.id, words,
                    classes=["ed-name", f"ed-of-{entity.kind}"])
        name["leads_to"] = row.id
        return name

    def _wrapper(self, row: Anchored) -> dn.Element:
        classes = [_WRAPPERS.get(type(row), "ed-lemma")]
        if isinstance(row, Claim):
            classes.append(f"ed-side-{row.side}")
        return en.annotated("", rows=[row.id], classes=classes)

    def _lemmata(self, passage: Passage, rows: _Rows) -> list[dn.Node]:
        """The words that notes are on, and nothing between them."""
        result: list[dn.Node] = [en.lemma_gap("", "…")]
        for note in rows.notes:
            if passage.start <= note.last.start < passage.end:
                result += [dn.Text(" "), dn.emphasis("", note.last.quote), self._note_ref(note),
                           dn.Text(" "), en.lemma_gap("", "…")]
        return result

    def _note_ref(self, note: Note) -> dn.Node:
        number = str(self.edition.note_numbers[note.note_id])
        return en.note_ref("", number, ids=[f"{note.note_id}-ref"], refid=note.note_id,
                           label=number, classes=["ed-ref", f"ed-{note.note_type}"])

    def note(self, note: Note) -> dn.Node:
        """A note with its number, type, grade, lemma and body."""
        number = str(self.edition.note_numbers[note.note_id])
        node = en.editors_note(
            "", dn.label("", number), ids=[note.note_id], backrefs=[f"{note.note_id}-ref"],
            note_id=note.note_id, number=number, note_type=note.note_type, grade=note.grade,
            passage_id=note.last.passage_id, classes=["ed-note", f"ed-{note.note_type}"],
        )
        node += self._note_body(note)
        return node

    def _note_body(self, note: Note) -> dn.Node:
        body = dn.paragraph()
        body += dn.inline("", note.note_type, classes=["ed-type"])
        body += dn.Text(" ")
        body += en.grade_sign("", grade=note.grade, title=f"{note.grade}: {GRADES[note.grade]}")
        body += dn.Text(" ")
        body += dn.inline("", _shortened(note.lemma), classes=["ed-lemma-word"],
                          support_smartquotes=False)
        body += dn.Text(" ")
        body += self.notes.inline(note.runs)
        return body

    def excerpt(self, passage: Passage, note: Note) -> list[dn.Node]:
        """A sentence away from its page, with the one note; nothing in it can be linked to."""
        rows = _Rows(self.edition, passage, (note,))
        words = dn.paragraph(classes=["ed-line"], support_smartquotes=False)
        words += (self._words if self.with_words else self._lemmata)(passage, rows)
        for reference in list(words.findall(en.note_ref)):
            number = xref("note", note.note_id, reference["label"])
            reference.parent.replace(
                reference, dn.superscript("", "", number, classes=reference["classes"]))
        body = self._note_body(note)
        body.insert(0, dn.inline("", str(self.edition.note_numbers[note.note_id]),
                                 classes=["ed-excerpt-number"]))
        body["classes"] += ["ed-excerpt-note", f"ed-{note.note_type}"]
        return [words, body]


def _shortened(lemma: str, most: int = 9) -> str:
    """A lemma for the head of a note: first and last words of a long one."""
    words = lemma.split()
    if len(words) <= most:
        return lemma
    return f"{' '.join(words[:4])} … {' '.join(words[-3:])}"


def _leading(covering: Iterable[Anchored], text_id: str, start: int) -> Anchored | None:
    """The row that words lead to: of all names, figures and dates on them the closest one.

    Of a name, a figure and a date on the same words, the name leads, then the figure.
    """
    kinds = list(_WRAPPERS)
    found = [
        (anchor.end - anchor.start, kinds.index(type(row)), row.id, row)
        for row in covering if type(row) in _WRAPPERS
        for anchor in row.anchors
        if anchor.text_id == text_id and anchor.start <= start < anchor.end
    ]
    return min(found)[3] if found else None


def _append(top: list[dn.Node], stack: list[dn.Element], node: dn.Node) -> None:
    if stack:
        stack[-1] += node
    else:
        top.append(node)


class _Rows:
    """What is anchored in one paragraph; of its notes only ``some``, if they are named."""

    def __init__(self, edition: Edition, passage: Passage,
                 some: Iterable[Note] | None = None) -> None:
        mentions, claims, dates, notes = (
            edition.in_passage(rows, passage) for rows in
            (edition.mentions, edition.claims, edition.dates, edition.notes))
        notes = notes if some is None else [note for note in notes if note in some]
        # a note belongs to the paragraph in which its number stands
        self.notes: list[Note] = [
            n for n in notes
            if n.last.text_id == passage.text_id and passage.start <= n.last.start < passage.end
        ]
        self.by_id: Mapping[str, Anchored] = {
            r.id: r for r in (*mentions, *claims, *dates, *notes)}
        self.spans = list(self._spans(passage.text_id))
        self._ends: dict[int, list[Note]] = {}
        for note in self.notes:
            self._ends.setdefault(note.last.end, []).append(note)

    def _spans(self, text_id: str) -> Iterator[Span]:
        for row in self.by_id.values():
            for a in row.anchors:
                if a.text_id == text_id:
                    yield Span(a.start, a.end, row.id)

    def notes_ending(self, offset: int) -> list[Note]:
        """The notes whose number stands at this offset."""
        return self._ends.get(offset, [])
