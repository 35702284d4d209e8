"""Search: what the pages hold, written as a script that the search page loads.

A script and not a JSON file, because a page opened from disk may fetch nothing. Sphinx's
own index finds pages, not passages; it is neither made nor shipped.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from docutils import nodes as dn
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors import EnvironmentCollector

from edition.search import GROUPS, Findable, Section, Spots, findables
from edition.sphinxext import nodes as en
from edition.sphinxext.opened import edition_of
from edition.sphinxext.site import is_our_site

INDEX_FILE = "_static/search-index.js"

# what Sphinx puts there for a search of its own
_SPHINX_FILES = ("searchindex.js", "_static/searchtools.js", "_static/language_data.js",
                 "_static/doctools.js", "_static/sphinx_highlight.js",
                 "_static/documentation_options.js")

# has records of its own, is code, or is seen by one builder only
_LEFT_OUT = (en.text_block, en.index_list, en.alignment, en.web_only, en.print_only, en.ebook_only,
             dn.section, dn.title,
             dn.literal_block, dn.raw, dn.comment, dn.system_message)
_OWN_RECORDS = {"ed-open", "ed-slips", "ed-estimates"}  # tables of notes and of estimates


class Sections(EnvironmentCollector):
    """Remembers the words of each page, section by section, as the page is read."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget a page."""
        _kept(env).pop(docname, None)

    def merge_other(self, app: Sphinx, env: BuildEnvironment, docnames: set[str],
                    other: BuildEnvironment) -> None:
        """Take over what a parallel reader found."""
        _kept(env).update({name: _kept(other)[name] for name in docnames & _kept(other).keys()})

    def process_doc(self, app: Sphinx, doctree: dn.document) -> None:
        """Take the sections of a page."""
        _kept(app.env)[app.env.docname] = list(sections_of(app.env.docname, doctree))


def _kept(env: BuildEnvironment) -> dict[str, list[Section]]:
    return env.__dict__.setdefault("edition_sections", {})


def sections_of(docname: str, doctree: dn.document) -> Iterator[Section]:
    """The sections of a page, each without those within it."""
    page_title = ""
    for section in doctree.findall(dn.section):
        title = _plain(section.next_node(dn.title))
        anchor = section["ids"][0] if page_title else ""  # the first is the page itself
        page_title = page_title or title
        text = " ".join(words for child in section.children for words in _words(child))
        yield Section(docname, anchor, page_title, title, text)


def _words(node: dn.Node) -> Iterator[str]:
    """The words of each paragraph, cell or caption in the order of reading."""
    if isinstance(node, _LEFT_OUT) or (
            isinstance(node, dn.Element) and _OWN_RECORDS.intersection(node.get("classes", ()))):
        return
    if isinstance(node, dn.TextElement):
        yield _plain(node)
    else:
        for child in node.children:
            yield from _words(child)


def _plain(node: dn.Node) -> str:
    return " ".join(node.astext().split())


def spots_of(env: BuildEnvironment) -> Spots:
    """Where the pages set what: the objects of the edition's domain, and the works cited."""
    objects: Any = env.get_domain("ed").data["objects"]
    spots = {key: (docname, anchor) for key, (docname, anchor, _) in objects.items()}
    cited: Any = env.get_domain("cite")
    for citation in cited.citations:
        spots["reference", citation.key] = (citation.bibliography_key.docname,
                                            citation.citation_id)
    return spots


def index_script(found: Iterable[Findable], titles: dict[str, tuple[str, str]],
                 claims: dict[str, str]) -> str:
    """The index as a script: strings that recur stand once, and are pointed to.

    ``titles`` gives each document's address and title, ``claims`` the document of each claim.
    """
    pages = {docname: number for number, docname in enumerate(titles)}
    also: dict[str, int] = {}
    groups: dict[str, list[list[Any]]] = {group: [] for group in GROUPS}
    for one in found:
        runs = [n for a in one.also for n in (a.start, a.end, also.setdefault(a.words, len(also)))]
        record = [pages[one.page], one.anchor, one.label, one.title, one.text]
        groups[one.group].append([*record, runs] if runs else record)
    index = {"pages": list(titles.values()), "also": list(also), "groups": groups,
             "claims": {claim: pages[docname] for claim, docname in claims.items()}}
    written = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.editionIndex={written};\n"


def _take_over(app: Sphinx) -> None:
    """Keep Sphinx from making an index of its own."""
    if isinstance(app.builder, StandaloneHTMLBuilder) and (
            app.builder.name != "html" or is_our_site(app)):
        app.builder.search = False


def _write(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the index, and ask for the page that searches it."""
    if not is_our_site(app):
        return
    env, spots = app.env, spots_of(app.env)
    pages = sorted(env.found_docs)
    sections = [section for docname in pages for section in _kept(env).get(docname, ())]
    titles = {docname: (app.builder.get_relative_uri("search", docname),
                        _plain(env.titles[docname])) for docname in pages}
    claims = {key: docname for (kind, key), (docname, _) in sorted(spots.items())
              if kind == "claim"}
    script = index_script(findables(edition_of(env), spots, sections), titles, claims)
    Path(app.outdir, INDEX_FILE).write_text(script, "utf-8")
    yield "search", {"search_index": INDEX_FILE}, "search.html"


def _sweep(app: Sphinx, error: Exception | None) -> None:
    """Take away what the basic theme copies for Sphinx's search."""
    if is_our_site(app):
        for name in _SPHINX_FILES:
            Path(app.outdir, name).unlink(missing_ok=True)


def register(app: Sphinx) -> None:
    """Collect, write, sweep."""
    app.add_env_collector(Sections)
    app.connect("builder-inited", _take_over)
    app.connect("html-collect-pages", _write)
    app.connect("build-finished", _sweep)
