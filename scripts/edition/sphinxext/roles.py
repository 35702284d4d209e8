"""Roles for prose: ``{passage}``, ``{note}``, ``{claim}``, ``{person}`` and the others."""

from __future__ import annotations

from typing import Any

from docutils import nodes as dn
from docutils.nodes import Element
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util import logging

from edition.markup import ENTITY_ROLES
from edition.problems import EditionError
from edition.sphinxext.opened import edition_of

logger = logging.getLogger(__name__)


class EditionRole(XRefRole):
    """A link to something of the edition, by its id; says its standard name by itself."""

    def __init__(self) -> None:
        super().__init__(warn_dangling=True, innernodeclass=dn.inline)

    def create_xref_node(self) -> tuple[list[dn.Node], list[dn.system_message]]:
        """The node, without the stock's classes: they would be those of a note in the margin."""
        self.classes = ["xref", "ed-xref"]
        return super().create_xref_node()

    def process_link(self, env: BuildEnvironment, refnode: Element, has_explicit_title: bool,
                     title: str, target: str) -> tuple[str, str]:
        """Check the id and find the words; an unknown id is a warning with its place."""
        edition = edition_of(env)
        role = refnode["reftype"]
        try:
            if role == "passage":
                edition.locate(target)
            name = edition.name_of(role, target)
            if role in ENTITY_ROLES and edition.entity(target).kind not in ENTITY_ROLES[role]:
                raise EditionError(f"'{target}' is a {edition.entity(target).kind}, not a {role}")
        except EditionError as error:
            logger.warning(str(error), type="ed", subtype=role, location=self.get_location())
            return title, target
        return (title if has_explicit_title else name), target


ROLES: dict[str, Any] = {
    name: EditionRole() for name in
    ("passage", "note", "claim", "estimate", "parallel", "person", "place", "org", "work", "event",
     "people")
}
