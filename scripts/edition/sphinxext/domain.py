"""The Sphinx domain ``ed``: what the edition consists of, and where it is set."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from docutils import nodes as dn
from sphinx.domains import Domain, ObjType

from edition.anchors import parse_locator
from edition.edition import Edition
from edition.problems import EditionError
from edition.sphinxext import directives, roles
from edition.sphinxext import nodes as en
from edition.sphinxext.opened import edition_of

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

_REF_KINDS = {"passage", "note", "claim", "control", "date", "estimate", "parallel", "column"}


class EditionDomain(Domain):
    """Passages, notes, coded rows and entities, each with the document that sets it."""

    name = "ed"
    label = "Edition"
    object_types = {
        kind: ObjType(kind, kind)
        for kind in ("passage", "note", "claim", "control", "date", "estimate", "parallel",
                     "person", "place", "organisation", "unit", "work", "event", "people",
                     "column")
    }
    roles = roles.ROLES
    directives = directives.DIRECTIVES
    initial_data: dict[str, Any] = {"objects": {}}  # (kind, id) -> (docname, anchor, title)
    data_version = 4
    dangling_warnings = {"passage": "no page sets the passage '%(target)s'"}

    @property
    def edition(self) -> Edition:
        """The edition, loaded once for each build."""
        return edition_of(self.env)

    def note_object(self, kind: str, key: str, docname: str, title: str) -> None:
        """Remember that ``docname`` sets the object under an anchor equal to its id."""
        self.data["objects"][kind, key] = (docname, key, title)

    def clear_doc(self, docname: str) -> None:
        """Forget what a document set."""
        objects = self.data["objects"]
        self.data["objects"] = {k: v for k, v in objects.items() if v[0] != docname}

    def merge_domaindata(self, docnames: list[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader found."""
        for key, value in otherdata["objects"].items():
            if value[0] in docnames:
                self.data["objects"][key] = value

    def resolve_xref(self, env: BuildEnvironment, fromdocname: str, builder: Builder, typ: str,
                     target: str, node: pending_xref, contnode: dn.Element) -> dn.Element | None:
        """A link to where the object is set; None if no page sets it."""
        try:
            found = self.data["objects"].get(self._key(typ, target))
        except (EditionError, ValueError):
            found = None  # the role has said so, with its place
        if found is None:
            return None
        docname, anchor, _ = found
        where = ({"refid": anchor} if docname == fromdocname else
                 {"refuri": f"{builder.get_relative_uri(fromdocname, docname)}#{anchor}"})
        return en.cross_link("", "", contnode, internal=True, role=typ,
                             continues=node.get("continues", False), **where)

    def _key(self, role: str, target: str) -> tuple[str, str]:
        if role == "passage":
            return ("passage", parse_locator(target).first)
        if role in _REF_KINDS:
            return (role, target)
        return (self.edition.entity(target).kind, target)

    def resolve_any_xref(self, *_: Any) -> list:
        """The ``any`` role does not look here; ids would be ambiguous with labels."""
        return []

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """What ``objects.inv`` lists."""
        for (kind, key), (docname, anchor, title) in sorted(self.data["objects"].items()):
            yield key, title, kind, docname, anchor, 1
