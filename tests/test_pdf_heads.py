"""What the pages of the PDF say of themselves: running heads and the list of figures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from edition.edition import Edition
from printed import labels_of_pages, words_of_pages

_RANGE = re.compile(r"\b([A-Z]{2}) (\d+\.\d+)(?:–(\d+\.\d+))?")


@pytest.fixture(scope="module")
def pages(outputs: Path) -> list[str]:
    """The words of each page."""
    return words_of_pages(outputs / "albanian-resistance.pdf")


@pytest.fixture(scope="module")
def labels(outputs: Path) -> list[str]:
    """The number that each page bears."""
    return labels_of_pages(outputs / "albanian-resistance.pdf")


def heads(pages: list[str], chapter: str) -> dict[int, tuple[str, str, str]]:
    """Page → siglum, first and last sentence, where a running head tells a range."""
    found = {}
    for number, words in enumerate(pages):
        head = " ".join(words.splitlines()[:2])
        if chapter in head and (match := _RANGE.search(head)):
            found[number] = (match[1], match[2], match[3] or match[2])
    return found


@pytest.mark.parametrize(("siglum", "chapter"), [("DB", "The long account"),
                                                 ("HL", "The short account")])
def test_running_heads_tell_the_range_of_their_text(pages: list[str], edition: Edition,
                                                    siglum: str, chapter: str) -> None:
    """Ranges are of the chapter's own text, go forward without a gap and reach its end."""
    order = {p.label.split(" ")[1]: n for n, p in enumerate(
        s for s in edition.passages.values()
        if s.text_id == siglum and s.level == "sentence")}
    told = heads(pages, chapter)
    assert len(told) > 2
    assert {found for found, _, _ in told.values()} == {siglum}
    spans = [(order[first], order[last]) for _, first, last in told.values()]
    assert all(first <= last for first, last in spans)
    assert all(later[0] <= earlier[1] + 1 and later >= earlier
               for earlier, later in zip(spans, spans[1:], strict=False))
    assert spans[-1][1] == len(order) - 1


def test_the_contents_stand_on_one_page(pages: list[str]) -> None:
    """From the first line to the colophon; a page with two lines on it would be a waste."""
    contents, = (words for words in pages if words.startswith("Contents"))
    assert "Introduction" in contents and "Colophon" in contents


def test_figures_are_listed_under_the_page_where_they_stand(pages: list[str],
                                                            labels: list[str]) -> None:
    """Each line of the list of figures ends in the number of the page with the caption."""
    start = next(n for n, words in enumerate(pages) if re.search(r"^fig\. 1 ", words, re.M))
    parts = re.split(r"(?=fig\. \d)", " ".join(pages[start].split()))[1:]
    listed = {" ".join(part.split()[:2]): re.findall(r"\d+", part)[-1] for part in parts}
    captions = [name for words in pages[start + 1 :]
                for name in re.findall(r"^(fig\. \d+) +[A-ZË“]", words, re.M)]
    assert sorted(listed) == sorted(captions)
    for name, page in listed.items():
        standing = [labels[n] for n, words in enumerate(pages) if n > start
                    and re.search(rf"^{name} +[A-ZË“]", words, re.M)]
        assert page in standing, (name, page, standing)
