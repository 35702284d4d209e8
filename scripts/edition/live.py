"""The book kept warm: after a change only what rests on it is read and written again.

First come the pages that set what has changed, then the others that use it, last what is made
of all pages together (the search index, the short links). A further change may come in between,
and its pages then go first. All this happens in a folder of its own, so that the caches of
``edition build`` stay what they are.
"""

from __future__ import annotations

import gc
import io
import re
import shutil
from collections.abc import Collection, Iterator
from contextlib import ExitStack
from dataclasses import fields
from pathlib import Path
from typing import Any

from docutils import nodes as dn
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.build_phase import BuildPhase
from sphinx.util.parallel import SerialTasks

from edition.edition import Edition
from edition.load import read_edition
from edition.model import Anchored
from edition.pages import book
from edition.sphinxext.execution import run_notebooks
from edition.sphinxext.opened import edition_of, take_edition
from edition.sphinxext.reads import pages_that_use

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class PageError(Exception):
    """A page that cannot be set as it stands; the message is for its author."""


class LiveBook:
    """The pages of a book that was built, and what is to be done to keep them current."""

    def __init__(self, root: Path, built: Path, work: Path) -> None:
        self.root, self.site = root, work / "html"
        shutil.rmtree(work, ignore_errors=True)
        for name in ("html", ".doctrees", ".jupyter_cache", ".notebook_reads"):
            if (built / name).is_dir():
                shutil.copytree(built / name, work / name)
        self._changed: set[Path] = set()  # files that could not be used yet
        self._failed: set[str] = set()  # pages that could not be set
        self.first: set[str] = set()  # pages that set what has changed
        self._files: set[str] = set()  # tables whose pages have still to be found
        self.rest: set[str] = set()  # pages that use it
        self.unfinished = False
        self._told = io.StringIO()
        self._opened = ExitStack()
        self.app: Sphinx = self._opened.enter_context(book(root, work, "html", None, self._told))
        self.builder: Any = self.app.builder
        self._numbered: set[str] = set()
        self.app.connect("doctree-read", self._note_numbered)
        self.app.build()  # as a rule nothing is left to be read
        # once for all pages: done again, it warns of options that others have put in meanwhile
        self.builder.prepare_writing(set())
        # going through all that lives here, again and again, takes longer than a page does
        gc.collect()
        gc.freeze()
        gc.disable()

    def close(self) -> None:
        """Give back what Sphinx and the warm process took over: nothing is renewed any more."""
        gc.enable()
        gc.unfreeze()
        self._opened.close()

    def take(self, changed: Collection[Path]) -> None:
        """Note which pages a change of files makes stale.

        Raises :class:`~edition.problems.EditionError` for data that cannot be used.
        """
        env = self.app.env
        self._changed |= set(changed)
        own = env.found_docs & {env.path2doc(str(path)) or "" for path in self._changed}
        files = {path.relative_to(self.root).as_posix() for path in self._changed
                 if path.is_relative_to(self.root / "data")}
        if files:
            old, read = edition_of(env), read_edition(self.root)
            take_edition(self.app, read)
            own |= self._pages_of(changed_ids(old, edition_of(env)))
        self.first |= own | self._failed
        self._changed, self._failed = set(), set()
        self._files |= files
        self.unfinished |= bool(self.first or files)

    def renew(self, seen: Collection[str] = ()) -> list[str]:
        """Do the next piece of work; the pages written by it, none when all is done.

        Of several pages one that is being ``seen`` goes first. Raises :class:`PageError`.
        """
        if self.first:
            return self._renew(self._next(self.first, seen))
        if self._files:
            self._find_the_rest()
        if self.rest:
            return self._renew(self._next(self.rest, seen))
        if self.unfinished:
            try:
                self._guarded(self._finish)
            finally:  # not before: whoever asks meanwhile is told that there is work
                self.unfinished = False
            return ["search", "find"]
        return []

    @property
    def idle(self) -> bool:
        """Whether all is done."""
        return not (self.first or self._files or self.rest or self.unfinished)

    # --- pages --------------------------------------------------------------------

    def _find_the_rest(self) -> None:
        """Find the pages that use the tables that have changed, and run their notebooks."""
        env, files = self.app.env, self._files
        self._files = set()
        self.rest |= pages_that_use(env, edition_of(env), files) - self._failed
        self._guarded(lambda: self.rest.update(run_notebooks(self.app, env)))

    def _pages_of(self, ids: Collection[str]) -> set[str]:
        """The pages that set these records, or the passages that they are about."""
        objects: Any = self.app.env.get_domain("ed").data["objects"]
        return {docname for (_, key), (docname, *_) in objects.items() if key in ids}

    @staticmethod
    def _next(pages: set[str], seen: Collection[str]) -> str:
        docname = min(pages, key=lambda name: (name not in seen, name))
        pages.discard(docname)
        return docname

    def _renew(self, docname: str) -> list[str]:
        try:
            self._guarded(lambda: self._read_and_write(docname))
        except PageError:
            self._failed.add(docname)
            raise
        return [docname]

    def _read_and_write(self, docname: str) -> None:
        app, env, builder = self.app, self.app.env, self.builder
        run_notebooks(app, env, among=[docname])
        app.phase = BuildPhase.READING
        sections, figures = env.toc_secnumbers.get(docname), env.toc_fignumbers.get(docname)
        app.emit("env-purge-doc", env, docname)
        env.clear_doc(docname)
        builder.read_doc(docname)
        # the numbers are forgotten with the page, and counting them goes through all pages
        env.toc_secnumbers[docname] = sections or {}
        env.toc_fignumbers[docname] = figures or {}
        if self._numbered != {key for ids in (figures or {}).values() for key in ids}:
            self.rest |= set(env.check_dependents(app, {docname})) - {docname}
        if self._cites_anew():
            app.emit("env-updated", env)
        app.phase = BuildPhase.RESOLVING
        tree = env.get_and_resolve_doctree(docname, builder)
        app.phase = BuildPhase.WRITING
        builder.write_doc_serialized(docname, tree)
        builder.write_doc(docname, tree)
        builder.copy_image_files()

    def _note_numbered(self, app: Sphinx, tree: dn.document) -> None:
        """Which figures, tables and listings of the page that was read have a number."""
        standard: Any = app.env.get_domain("std")
        self._numbered = {node["ids"][0] for node in tree.findall(standard.is_enumerable_node)
                          if node["ids"] and standard.get_numfig_title(node)}

    def _cites_anew(self) -> bool:
        """Whether a work is cited that the bibliography did not need before."""
        cited: Any = self.app.env.get_domain("cite")
        listed = {citation.key for citation in cited.citations}
        return any(target.key not in listed for ref in cited.citation_refs
                   for target in ref.targets)

    def _finish(self) -> None:
        """Make what rests on all pages together."""
        app, env, builder = self.app, self.app.env, self.builder
        app.phase = BuildPhase.CONSISTENCY_CHECK
        app.emit("env-updated", env)
        app.phase = BuildPhase.WRITING
        builder.finish_tasks = SerialTasks()
        builder.finish()
        builder.finish_tasks.join()
        app.emit("build-finished", None)

    def _guarded(self, act: Any) -> None:
        """Do something; what Sphinx warns of or stumbles over is an error to be shown."""
        self._told.seek(0)
        self._told.truncate()
        try:
            act()
        except SphinxError as error:
            raise PageError(f"{self._said()}{error}".strip()) from error
        if self._said():
            raise PageError(self._said().strip())

    def _said(self) -> str:
        return _COLOUR.sub("", self._told.getvalue())


def changed_ids(old: Edition, new: Edition) -> set[str]:
    """The ids of records that have changed, come or gone, and of the passages they are about."""
    before, after = dict(_records(old)), dict(_records(new))
    found = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    ids = {key for _, key in found}
    for record in (rows.get(key) for key in found for rows in (before, after)):
        if isinstance(record, Anchored):
            ids.update(anchor.passage_id for anchor in record.anchors)
    return ids


def _records(edition: Edition) -> Iterator[tuple[tuple[str, str], Any]]:
    """Each record under its table and id."""
    for field in fields(edition):
        rows = getattr(edition, field.name)
        if isinstance(rows, tuple):
            rows = {getattr(row, "id", ""): row for row in rows if not isinstance(row, str)}
        if hasattr(rows, "items"):
            for key, row in rows.items():
                yield (field.name, key), row
