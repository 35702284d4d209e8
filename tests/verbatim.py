"""Runs of words of the base texts in whatever a build makes.

Compared are letters alone, in lower case: what stands between them (digits, punctuation,
hyphens, white space, markup, numbers of notes) makes no difference. A run of ``MOST + 1``
words holds a whole block of half as many, wherever it begins; only where a block is met is
the run measured.
"""

from __future__ import annotations

import html
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

import pikepdf

from printed import words_of_pages

MOST = 25  # words that may be quoted in a row

_BLOCK = (MOST + 1) // 2
_MARKUP = {".html", ".xml", ".svg", ".xhtml", ".opf", ".ncx", ".odd", ".rng"}
_JSON = {".json", ".jsonld", ".ipynb", ".webmanifest"}
_PLAIN = {".css", ".csv", ".yml", ".yaml", ".bib", ".ris", ".md", ".txt", ".cff", ".typ", ".py",
          ".toml", ".geojson", ".conf", ".jinja", ".inv", ".js", ""}
_ARCHIVES = {".zip", ".whl", ".epub"}
_TAG = re.compile(r"<[^<>]*>")
_WORDLESS = {".woff2", ".woff", ".ttf", ".otf", ".png", ".ico", ".jpg", ".gif"}


def letters(words: str) -> str:
    """Nothing but the letters, in lower case."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    return "".join(re.findall(r"[^\W\d_]+", folded))


class Search:
    """Looks for runs of words of some texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.words = [[letters(word) for word in text.split()] for text in texts]
        self.blocks = [("".join(words[at : at + _BLOCK]), words, at) for words in self.words
                       for at in range(0, len(words) - _BLOCK + 1, _BLOCK)]
        self.seen: set[int] = set()

    def found(self, name: str, raw: bytes) -> Iterator[str]:
        """The file, or the member of an archive, and the words of each run that is too long."""
        if hash(raw) in self.seen:  # downloads are copies
            return
        self.seen.add(hash(raw))
        for where, text in readings(name, raw):
            stream = letters(text)
            for block, words, at in self.blocks:
                if block in stream and (run := self._run(stream, words, at)):
                    yield f"{where}: {run}"

    def _run(self, stream: str, words: list[str], at: int) -> str:
        """A run of too many words that holds the block; blank if there is none."""
        for first in range(max(0, at + _BLOCK - MOST - 1), at + 1):
            run = words[first : first + MOST + 1]
            if len(run) > MOST and "".join(run) in stream:
                return " ".join(run)
        return ""


def readings(name: str, raw: bytes) -> Iterator[tuple[str, str]]:
    """Every way in which the words of a file can be read, with the place."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in _ARCHIVES:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for member in archive.namelist():
                if not member.endswith("/"):
                    yield from readings_of_member(name, member, archive.read(member))
    elif suffix == ".pdf":
        yield from _pdf(name, raw)
    elif suffix not in _WORDLESS:
        known = suffix in _MARKUP | _JSON | _PLAIN
        assert known or PurePosixPath(name).name.startswith("."), f"{name}: how is it to be read?"
        text = raw.decode("utf-8", "replace")
        yield name, text
        yield name, _unmarked(text)
        yield name, _TAG.sub("", html.unescape(text))  # what attributes say, markup and all
        if suffix in _JSON or suffix == ".js":
            for strings in _strings(text):
                yield name, strings
                yield name, _unmarked(strings)


def readings_of_member(archive: str, member: str, raw: bytes) -> Iterator[tuple[str, str]]:
    """The same for what is within something else."""
    for where, text in readings(member, raw):
        yield f"{archive}/{where}", text


def _unmarked(text: str) -> str:
    """Without tags, and with characters for their references, also where these are doubled."""
    for _ in range(2):
        text = html.unescape(_TAG.sub("", text))
    return text


def _strings(text: str) -> Iterator[str]:
    """All strings of a JSON value, of a script that sets one, and of each alone on its line."""
    found = re.fullmatch(r"(?:[\w.]+\s*=\s*)?(?P<value>[\[{\"].*?);?\s*", text, re.DOTALL)
    if found is None:
        return
    try:
        value = json.loads(found["value"])
    except ValueError:
        return
    yield " ".join(_leaves(value))


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, held in value.items():
            yield key
            yield from _leaves(held)
    elif isinstance(value, list):
        for held in value:
            yield from _leaves(held)


def _pdf(name: str, raw: bytes) -> Iterator[tuple[str, str]]:
    """All pages as one text, and what is attached."""
    yield name, "\n".join(words_of_pages(raw))
    with pikepdf.open(io.BytesIO(raw)) as file:
        for member, attached in file.attachments.items():
            yield from readings_of_member(name, member, attached.get_file().read_bytes())
