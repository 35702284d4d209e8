"""What a reader of a PDF sees of its words: read by PDFium, as a browser shows them."""

from __future__ import annotations

from pathlib import Path

from pypdfium2 import PdfDocument

# PDFium's sign for a hyphen at the end of a line, which it joins to the next one
_BROKEN = "\x02"


def words_of_pages(pdf: Path | bytes) -> list[str]:
    """The words of each page, line by line, as they are printed: a broken word has its hyphen."""
    with PdfDocument(pdf) as document:
        return [_plain(page.get_textpage().get_text_bounded()) for page in document]


def labels_of_pages(pdf: Path) -> list[str]:
    """The number that each page bears."""
    with PdfDocument(pdf) as document:
        return [document.get_page_label(number) for number in range(len(document))]


def heights_of_words(pdf: Path, *words: str) -> list[float]:
    """The height in points at which each word stands on the first page, from its lower edge."""
    with PdfDocument(pdf) as document:
        page = document[0].get_textpage()
        whole = page.get_text_range()
        return [page.get_charbox(whole.index(word))[1] for word in words]


def _plain(words: str) -> str:
    return words.replace(_BROKEN, "-\n").replace("\r\n", "\n")
