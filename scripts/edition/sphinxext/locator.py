"""The locator: a short address for every id, and a page that finds what has none.

``DB.12.5/`` leads to the passage without any rule of a server; ``find.html#…`` explains an
id that it cannot resolve and offers what is nearest; ``404.html`` hands over to it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from edition.charts.registry import CHARTS
from edition.citation.subjects import coded_rows, subjects
from edition.edition import Edition
from edition.sphinxext.citing import write_script
from edition.sphinxext.domain import EditionDomain, edition_of
from edition.sphinxext.site import is_our_site

_FIRST_WORDS = 9  # of a sentence, by which a reader knows it

_SHORT_LINK = """<!doctype html>
<html lang="{language}" class="short-link">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta http-equiv="refresh" content="0; url={target}">
<meta name="robots" content="noindex">
<link rel="canonical" href="{canonical}">
<title>{label} · {title}</title>
</head>
<body><p><a href="{target}">{label}</a></p></body>
</html>
"""


def _pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The page that finds, and the one that servers show for an address without a page."""
    if is_our_site(app):
        path = urlsplit(edition_of(app.env).info.address).path
        yield "find", {}, "find.html"
        yield "404", {"site_path": f"{path.rstrip('/')}/" if path else ""}, "404.html"


def _write(app: Sphinx, error: Exception | None) -> None:
    if error is not None or not is_our_site(app):
        return
    domain: Any = app.env.get_domain("ed")
    edition = edition_of(app.env)
    write_script(app, "find-data.js", "editionFind", find_data(app, domain))
    _write_short_links(Path(app.outdir), edition, set_objects(edition, domain))


def set_objects(edition: Edition, domain: EditionDomain) -> Iterator[tuple[str, str, str, str]]:
    """Every id that has an anchor: what it is of, the id, the page that sets it, its name.

    Columns of tables are no part of the edition that anyone cites.
    """
    pages = {key: page for (kind, key), (page, *_) in domain.data["objects"].items()
             if kind == "passage"}
    for (kind, key), (page, _, title) in sorted(domain.data["objects"].items()):
        if kind not in ("claim", "control", "date", "column"):
            yield kind, key, page, title
    for noun, rows in coded_rows(edition).items():
        for key, row in rows.items():
            passage = row.first.passage_id
            if passage in pages:  # a book need not set every text
                yield noun, key, pages[passage], edition.name_of("passage", passage)
    for key, chart in CHARTS.items():
        if chart.notebook in domain.env.found_docs:
            yield "figure", key, chart.notebook, chart.title


def _write_short_links(site: Path, edition: Edition,
                       objects: Iterable[tuple[str, str, str, str]]) -> None:
    """Write what is new or has changed, and take away the links whose ids are gone."""
    base = edition.info.address.rstrip("/")
    standing = _short_links(site)
    wanted: set[str] = set()
    for _, key, document, name in objects:
        target = f"{document}.html#{key}"
        folder = site / key
        taken = key in wanted or (key not in standing and folder.exists())
        if taken or folder.with_name(f"{key}.html").exists():
            raise ExtensionError(f"the id '{key}' is also the name of a page or folder")
        wanted.add(key)
        page = _SHORT_LINK.format(
            language=edition.info.language, target=f"../{target}", label=escape(name),
            canonical=f"{base}/{target}" if base else f"../{target}",
            title=escape(edition.info.title),
        )
        if page != standing.get(key):
            folder.mkdir(exist_ok=True)
            (folder / "index.html").write_text(page, "utf-8")
    for key in standing.keys() - wanted:
        shutil.rmtree(site / key)


def _short_links(site: Path) -> dict[str, str]:
    """The short links of the last build: id → page."""
    pages = {page.parent.name: page.read_text("utf-8") for page in site.glob("*/index.html")}
    return {key: page for key, page in pages.items() if 'class="short-link"' in page[:100]}


def find_data(app: Sphinx, domain: EditionDomain) -> dict[str, Any]:
    """What the page that finds must know: texts, ids, and ids that were withdrawn."""
    edition = edition_of(app.env)
    return {
        "texts": {key: _text(edition, key) for key, text in edition.texts.items()
                  if text.page in app.env.found_docs},
        "ids": list(_ids(edition, domain)),
        "withdrawn": withdrawn(Path(app.srcdir, app.config.edition_root), edition),
    }


def _text(edition: Edition, text_id: str) -> dict[str, Any]:
    """Page and title of a text, and the first words of each sentence of each paragraph."""
    text = edition.texts[text_id]
    return {
        "page": text.page, "title": text.title,
        "paragraphs": [[_beginning(edition, p.words) for p in edition.sentences(paragraph)]
                       for paragraph in edition.paragraphs(text_id)],
    }


def _beginning(edition: Edition, words: str) -> str:
    if not edition.info.include_base_texts:
        return ""
    first = words.split()[:_FIRST_WORDS]
    return " ".join(first) + (" …" if len(first) < len(words.split()) else "")


def _ids(edition: Edition, domain: EditionDomain) -> Iterator[dict[str, Any]]:
    """Ids in groups: with a page where they are set, else with the passages they are about."""
    yield {"noun": "mention", "of": {m.mention_id: m.first.passage_id for m in edition.mentions}}
    yield {"noun": "numeral", "of": {key: row.first.passage_id
                                     for key, row in edition.numerals.items()}}
    groups: dict[tuple[str, str], dict[str, str]] = {}
    for noun, key, page, name in set_objects(edition, domain):
        if noun != "passage":
            groups.setdefault((noun, page), {})[key] = name
    for (noun, page), names in groups.items():
        yield {"noun": noun, "page": page, "of": names}


def withdrawn(root: Path, edition: Edition) -> dict[str, str]:
    """Ids of released versions that the edition no longer has → the last release with them."""
    released = {key: path.stem for path in sorted((root / "data" / "releases").glob("*.txt"))
                for key in path.read_text("utf-8").split()}
    known = {*edition.passages, *(subject.key for subject in subjects(edition))}
    return {key: release for key, release in released.items() if key not in known}


def register(app: Sphinx) -> None:
    """Connect the above."""
    app.connect("html-collect-pages", _pages)
    app.connect("build-finished", _write)
