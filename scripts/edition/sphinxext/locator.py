"""The locator: a short address for every id, and a page that finds what has none.

``DB.12.5/`` leads to the passage without any rule of a server; ``find.html#…`` explains an
id that it cannot resolve and offers what is nearest; ``404.html`` hands over to it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from edition.charts.registry import CHARTS
from edition.citation.subjects import coded_rows
from edition.edition import Edition
from edition.ids import withdrawn
from edition.sphinxext.domain import EditionDomain
from edition.sphinxext.opened import edition_of
from edition.sphinxext.site import is_our_site, write_script

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
    pages = passage_pages(domain)
    for (kind, key), (page, _, title) in sorted(domain.data["objects"].items()):
        if kind not in ("claim", "control", "date", "column"):
            yield kind, key, page, title
    for noun, rows in coded_rows(edition).items():
        for key, row in rows.items():
            passage = row.first.passage_id
            if passage in pages:
                yield noun, key, pages[passage], edition.name_of("passage", passage)
    for key, chart in CHARTS.items():
        if chart.notebook in domain.env.found_docs:
            yield "figure", key, chart.notebook, chart.title


def passage_pages(domain: EditionDomain) -> dict[str, str]:
    """Each passage that is set → the page that sets it; a book need not set every text."""
    return {key: page for (kind, key), (page, *_) in domain.data["objects"].items()
            if kind == "passage"}


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
    edition, pages = edition_of(app.env), passage_pages(domain)
    return {
        "texts": {key: _text(edition, key, pages) for key in edition.texts
                  if any(p.passage_id in pages for p in edition.paragraphs(key))},
        "ids": list(_ids(edition, domain, pages)),
        "withdrawn": withdrawn(Path(app.srcdir, app.config.edition_root), edition),
    }


def _text(edition: Edition, text_id: str, pages: Mapping[str, str]) -> dict[str, Any]:
    """Title of a text; of each paragraph its page and the first words of its sentences.

    A paragraph that no page sets has neither.
    """
    paragraphs = list(edition.paragraphs(text_id))
    return {
        "title": edition.texts[text_id].title,
        "pages": [pages.get(p.passage_id, "") for p in paragraphs],
        "paragraphs": [[_beginning(edition, s.words) for s in edition.sentences(p)]
                       if p.passage_id in pages else [] for p in paragraphs],
    }


def _beginning(edition: Edition, words: str) -> str:
    if not edition.info.include_base_texts:
        return ""
    first = words.split()[:_FIRST_WORDS]
    return " ".join(first) + (" …" if len(first) < len(words.split()) else "")


def _ids(edition: Edition, domain: EditionDomain,
         pages: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Ids in groups: with a page where they are set, else with the passages they are about."""
    for noun, rows in (("mention", edition.mention), ("numeral", edition.numerals)):
        about = {key: row.first.passage_id for key, row in rows.items()}
        yield {"noun": noun, "of": {key: p for key, p in about.items() if p in pages}}
    groups: dict[tuple[str, str], dict[str, str]] = {}
    for noun, key, page, name in set_objects(edition, domain):
        if noun != "passage":
            groups.setdefault((noun, page), {})[key] = name
    for (noun, page), names in groups.items():
        yield {"noun": noun, "page": page, "of": names}


def register(app: Sphinx) -> None:
    """Connect the above."""
    app.connect("html-collect-pages", _pages)
    app.connect("build-finished", _write)
