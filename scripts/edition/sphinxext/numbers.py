"""References by number, without reading a page from disk again for each of them.

Sphinx looks at the target of every ``numref`` in a freshly unpickled document; with
some five hundred of them to pages of hundreds of kilobytes that was most of the time
the pages took.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes as dn
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment


class _Remembering:
    """An environment that keeps the documents it was asked for; they are only read."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._held: dict[str, dn.document] = {}

    def get_doctree(self, docname: str) -> dn.document:
        """The document as it was read, the same one each time."""
        if docname not in self._held:
            self._held[docname] = self._env.get_doctree(docname)
        return self._held[docname]

    def forget(self, docname: str) -> None:
        """A page is being read, and will be another."""
        self._held.pop(docname, None)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._env, name)


class QuickStandardDomain(StandardDomain):
    """Sphinx's standard domain; numbered references share one reading of a document."""

    _remembering: _Remembering | None = None

    def process_doc(self, env: BuildEnvironment, docname: str, document: dn.document) -> None:
        """Forget what was kept of a page that is being read."""
        if self._remembering is not None:
            self._remembering.forget(docname)
        super().process_doc(env, docname, document)

    def _resolve_numref_xref(self, env: BuildEnvironment, fromdocname: str, builder: Builder,
                             typ: str, target: str, node: pending_xref,
                             contnode: dn.Element) -> dn.Element | None:
        if self._remembering is None:
            self._remembering = _Remembering(env)
        shared: Any = self._remembering  # an environment in all that is asked of it here
        return super()._resolve_numref_xref(shared, fromdocname, builder, typ, target, node,
                                            contnode)


def register(app: Sphinx) -> None:
    """Put it in the place of Sphinx's own."""
    app.add_domain(QuickStandardDomain, override=True)
