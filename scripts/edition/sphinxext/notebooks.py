"""Notebooks: which of a cell's outputs each builder takes, and figures with their words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docutils import nodes as dn
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.dates import readable
from edition.model import NotebookRun
from edition.sphinxext.contents import in_order
from edition.sphinxext.directives import EditionDirective
from edition.sphinxext.execution import notebooks_of, run_while_reading
from edition.sphinxext.launch import launch_links
from edition.sphinxext.opened import edition_of
from edition.sphinxext.tables import Cell, table

# A chart comes as inline SVG (with links) and as an SVG image; a table as MyST Markdown
# (with roles) and as HTML for JupyterLab. A lower number is taken first.
_PRIORITIES = [
    ("*", "text/markdown", 1),
    ("typst", "image/svg+xml", 2),
    ("typst", "image/png", 3),
    ("typst", "text/plain", 4),
    ("epub", "image/svg+xml", 2),
]

RUNNING = "status"  # the page that says how a notebook is run, if the book has it

_HIDDEN = ("tag_hide-input", "tag_hide-cell", "tag_remove-input", "tag_remove-cell",
           "tag_hide_input", "tag_hide_cell", "tag_remove_input", "tag_remove_cell")


def _set_priorities(app: Sphinx, config: Config) -> None:
    config.nb_mime_priority_overrides = [*_PRIORITIES, *config.nb_mime_priority_overrides]
    config.nb_render_markdown_format = "myst"


class DescribeImages(SphinxPostTransform):
    """Give every SVG image the description that it carries, so that it is said once.

    The figures write their alternative text, with the numbers, into ``<desc>``.
    """

    default_priority = 500

    def run(self, **_: object) -> None:
        """Set ``alt`` from the file."""
        for image in self.document.findall(dn.image):
            path = Path(self.app.srcdir, image["uri"].lstrip("/"))
            if image["uri"].endswith(".svg") and path.is_file():
                found = re.search(r"<desc[^>]*>(.*?)</desc>", path.read_text("utf-8"), re.DOTALL)
                if found:
                    image["alt"] = found[1].strip()


class EditionRuns(EditionDirective):
    """Lists the notebooks with their last run for a release: ``{edition-runs}``."""

    required_arguments = 0

    def run(self) -> list[dn.Node]:
        """A table with a line for each notebook of the book, a sentence if no run is recorded."""
        self.env.note_reread()  # the notebooks of the book are known when all pages are
        runs = self.edition.runs
        names = in_order(self.env, (notebook.docname for notebook in notebooks_of(self.env)))
        if not runs:
            return [_no_runs(names)]
        rows = [_run_cells(name, runs.get(name)) for name in names]
        return [table(_RUN_HEADS, rows, (22, 20, 12, 12, 12, 12, 12), "ed-runs")]


_RUN_HEADS = ("Notebook", "Last run", "Seconds", "Version", "Python", "matplotlib",
              "pandas")


def _no_runs(docnames: list[str]) -> dn.paragraph:
    """Says that nothing is recorded, and of which notebooks."""
    said = dn.paragraph("", "Runs are recorded with a release; none has been recorded yet of ")
    for index, name in enumerate(docnames):
        between = "" if not index else " and " if name == docnames[-1] else ", "
        said += [dn.Text(between), _page(name)]
    said += dn.Text(".")
    return said


def _page(docname: str) -> dn.Node:
    return pending_xref("", dn.inline("", docname), refdomain="std", reftype="doc",
                        reftarget=f"/{docname}", refexplicit=False, refwarn=True)


def _run_cells(docname: str, run: NotebookRun | None) -> list[Cell]:
    words = ["not yet", *[""] * 5] if run is None else [
        readable(run.run_on), f"{run.seconds:.1f}", run.version, run.python, run.matplotlib,
        run.pandas]
    return [[_page(docname)], *([dn.Text(word)] for word in words)]


def _offer_download(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any],
                    doctree: dn.document | None) -> None:
    """Tell the template where the executed notebook of a page is, and where it can be opened."""
    executed = is_notebook(app.env, pagename)
    context["notebook_download"] = (f"downloads/notebooks/{pagename}.ipynb"
                                    if executed and app.config.edition_downloads else None)
    context["running"] = RUNNING if RUNNING in app.env.found_docs else ""
    context["launch_links"] = launch_links(edition_of(app.env).info, pagename) if executed else []


def is_notebook(env: BuildEnvironment, docname: str) -> bool:
    """Whether a page has code cells that were run."""
    return "exec_data" in getattr(env, "nb_metadata", {}).get(docname, {})


def is_hidden_code(node: dn.Node) -> bool:
    """Whether it is code that the web shows on demand, and a book without screen leaves out."""
    if not isinstance(node, dn.container) or node.get("nb_element") != "cell_code_source":
        return False
    cell = node.parent
    return bool(cell.get("hide_mode")) or any(c in _HIDDEN for c in cell.get("classes", ()))


def has_hidden_code(tree: dn.Element) -> bool:
    """Whether a notebook has code that such a book leaves out."""
    return any(map(is_hidden_code, tree.findall(dn.container)))


def register(app: Sphinx) -> None:
    """Connect the above."""
    app.add_config_value("edition_figures", "", "", str)  # where files of figures are kept
    app.connect("config-inited", _set_priorities, priority=400)
    # when it is known what else is read
    app.connect("env-before-read-docs", run_while_reading, priority=600)
    app.add_directive("edition-runs", EditionRuns)
    app.add_post_transform(DescribeImages)
    app.connect("html-page-context", _offer_download)
