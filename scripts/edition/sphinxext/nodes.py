"""The document nodes of the edition.

Each is a subclass of the docutils node that comes nearest, so that a builder without
a visitor of its own still sets it decently.
"""

from __future__ import annotations

from docutils import nodes


class text_block(nodes.container):
    """A base text: ``text_id``; holds paragraph blocks."""


class paragraph_block(nodes.container):
    """One paragraph with what belongs to it: ``passage_id``, ``label``.

    Holds the paragraph, then its notes in a :class:`note_list`, then a
    :class:`data_line` if the paragraph feeds data.
    """


class paragraph_mark(nodes.inline):
    """The siglum and number in the margin: ``DB 3``; attributes ``passage_id``, ``label``."""


class sentence(nodes.inline):
    """A sentence: ``passage_id``, ``label``; its id is the passage id."""


class sentence_mark(nodes.inline):
    """The number of a sentence: ``passage_id``, ``label``."""


class annotated(nodes.inline):
    """A run of words that something covers.

    Classes say what: ``ed-mention``, ``ed-claim`` with ``ed-side-…``, ``ed-date``, ``ed-lemma``;
    ``rows`` lists the ids of the rows.
    """


class word_link(nodes.inline):
    """Words of a figure or a date that lead to their row: ``row_id``, ``of`` (claim, date).

    ``continues`` if earlier words of the sentence lead there, too.

    Not a reference: books in print set the words alone.
    """


class cross_link(nodes.reference):
    """A resolved reference of the edition's domain: ``role`` says to what; ``continues``.

    Its one child is an inline node with the classes that the role gave it.
    """


class lemma_gap(nodes.inline):
    """Stands for words of the base text that are left out of this build."""


class note_ref(nodes.inline):
    """The number behind the words a note is on: ``refid`` the note, ``label`` its number.

    Not a docutils footnote: MyST-Parser gathers those at the end of the page.
    """


class note_list(nodes.container):
    """The notes of one paragraph."""


class editors_note(nodes.container):
    """A note: ``note_id``, ``number``, ``note_type``, ``grade``, ``passage_id``.

    Its children are a label and one paragraph per part of the body.
    """


class grade_sign(nodes.inline):
    """The disc that tells the evidence grade: ``grade``."""


class data_sign(nodes.inline):
    """The sign behind a sentence that feeds data: ``refid`` of a row, ``label`` with counts."""


class data_line(nodes.container):
    """The quiet line under a paragraph that feeds data: ``label``, ``counts``."""


class data_row(nodes.container):
    """One coded row in a :class:`data_line`: ``row_id``, ``in_print``."""


class index_list(nodes.container):
    """An index: ``kind`` (that of its records, or subject); holds groups of entries."""


class index_group(nodes.container):
    """The entries under one letter: ``letter``."""


class index_entry(nodes.container):
    """One entry: ``entity_id``, ``name``; children are its parts."""


class index_see(nodes.paragraph):
    """Leads from another word for a thing to its entry; children are words and references."""


class locators(nodes.inline):
    """Where an entry occurs; children are references, ``mentions`` their mention ids."""


class note_locators(nodes.inline):
    """Notes in which something is cited, as references; books in print give their pages."""


class alignment(nodes.container):
    """Statements of both texts on one thing: head, sides, perhaps figures, comment.

    ``relation``, ``aspects``; ``begins``: where each text begins to speak of it, or -1.
    """


class alignment_head(nodes.paragraph):
    """The topic of an :class:`alignment` and how the texts stand to each other: ``refid``."""


class alignment_side(nodes.container):
    """What one text says in an :class:`alignment`."""


class alignment_figures(nodes.container):
    """The figures of an :class:`alignment`: a container for each text."""


class to_mark(nodes.inline):
    """A reference to a figure that leads on to one of its marks: ``mark``, the anchor.

    On the web alone: in books a figure is an image.
    """


class text_shape(nodes.inline):
    """The sign by which charts tell the texts apart: ``shape``, ``side``."""

    SHAPES = ("●", "◆")  # of the first text and of the second


class web_only(nodes.container):
    """What only a web page can use, such as links to files beside it."""


class figure_elsewhere(web_only):
    """A figure of another page, ``chart_id``, shown once more; its child is a caption."""


class print_only(nodes.container):
    """What takes the place of :class:`web_only` in a book."""


class ebook_only(nodes.container):
    """What takes its place in an e-book."""


class choice_term(nodes.inline):
    """A term by which readers of a page choose; ``in_book`` is what books set in its place."""


class file_link(nodes.inline):
    """A link to a file beside the pages, ``path``; books in print show its words alone."""


NODES = (
    text_block, paragraph_block, paragraph_mark, sentence, sentence_mark, annotated, word_link,
    cross_link, lemma_gap, note_ref, note_list, editors_note, grade_sign, data_sign, data_line,
    data_row, index_list, index_group, index_entry, index_see, locators, note_locators, alignment,
    alignment_head, alignment_side, alignment_figures, to_mark, text_shape, web_only,
    figure_elsewhere, print_only, ebook_only, choice_term, file_link,
)
