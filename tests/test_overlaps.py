"""Overlapping and nested annotations, set at random, in the web page and in the PDF.

The texts must come out whole, each annotation must cover just its words, and the PDF
(whose standard forbids broken structure) must compile.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from edition import open_edition
from edition.edition import Edition
from edition.sphinxext.html import NOT_WORDS
from printed import words_of_pages
from test_sphinx_extension import BACK, REST, Book


def scatter(root: Path, seed: int, count: int = 12) -> Edition:
    """Add names on random runs of words of the tiny texts; the edition with them."""
    chance = random.Random(seed)
    edition = open_edition(root)
    sentences = [p for p in edition.passages.values() if p.level == "sentence"]
    entities = sorted(edition.entities)
    taken = {(a.text_id, a.start, a.end) for m in edition.mentions for a in m.anchors}
    rows = []
    while len(rows) < count:
        passage = chance.choice(sentences)
        start, end = sorted(chance.sample(range(len(passage.words) + 1), 2))
        quote = passage.words[start:end].strip()
        place = passage.start + start, passage.start + start + len(quote)
        if not quote or "|" in quote or passage.words[start] == " ":
            continue
        if (passage.text_id, *place) in taken:
            continue
        taken.add((passage.text_id, *place))
        before = [m.start() for m in re.finditer(f"(?={re.escape(quote)})", passage.words)]
        rows.append([f"M9{len(rows):03d}", passage.passage_id, quote, before.index(start) + 1,
                     chance.choice(entities), ""])
    with (root / "data" / "mentions.csv").open("a", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return open_edition(root)


@pytest.mark.usefixtures("unchecked")
@pytest.mark.parametrize("seed", range(4))
def test_overlaps_leave_the_texts_whole(tiny: Callable[..., Path], seed: int) -> None:
    """Page and PDF hold the words of the texts in their order, whatever covers them."""
    root = tiny()
    edition = scatter(root, seed)
    texts = {t.casefold(): f"# {t}\n\n```{{edition-text}} {t}\n```\n" for t in edition.texts}
    pages = {**texts, "back": BACK, "rest": REST}
    web, book = Book(root, pages), Book(root, pages, builder="typst")
    assert web.warnings == book.warnings == ""
    source = "".join((web.out / f"{name}.html").read_text("utf-8") for name in texts)
    page = BeautifulSoup(source, "html.parser")
    covered = {m.mention_id: "" for m in edition.mentions}
    for element in page.find_all(attrs={"data-rows": True}):
        for key in element["data-rows"].split():
            if key in covered:
                words = BeautifulSoup(str(element), "html.parser")
                for css in NOT_WORDS:
                    for extra in words.find_all(class_=css):
                        extra.decompose()
                covered[key] += words.get_text()
    assert covered == {m.mention_id: "".join(a.quote for a in m.anchors)
                       for m in edition.mentions}
    for css in NOT_WORDS:
        for element in page.find_all(class_=css):
            element.decompose()
    assert [line.get_text() for line in page.find_all(class_="ed-line")] == [
        p.words for text in edition.texts for p in edition.paragraphs(text)
    ]
    text = "".join(words_of_pages(book.out / "albanian-resistance.pdf"))
    letters = re.sub(r"[\W\d_]", "", text)
    for passage in edition.passages.values():
        if passage.level == "sentence":
            longest = max(re.findall(r"[^\W\d_]+", passage.words), key=len)
            assert longest in letters
