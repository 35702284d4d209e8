"""The direction of imports, and the size of modules."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import REPO

PACKAGE = REPO / "scripts" / "edition"
MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
# they put the parts together; everything else is core, export, figures or sphinxext
TOP = ("edition.build", "edition.cli", "edition.lab", "edition.live", "edition.notebooks",
       "edition.pages", "edition.publish", "edition.release", "edition.runs", "edition.serve",
       "edition.steps", "edition.wheel")
PARTS = ("edition.export", "edition.figures", "edition.sphinxext")
# runs notebooks with the tools of Jupyter, for pages and for what puts the parts together
KERNELS = "edition.execution"
FRAMEWORKS = {"sphinx", "docutils", "sphinxcontrib", "matplotlib", "pandas", "myst_nb",
              "myst_parser", "jupyter_book", "nbformat", "typst", "IPython"}
# the data dictionary: nothing but a record for each table, longer by one with each new table;
# cut in two it would be in two places what the codebook, the loader and the checks read as one
LONG = {"edition.model"}


def imports(name: str, *, lazily: bool = True) -> Iterator[str]:
    """The modules that a module imports, names of the package in full."""
    tree = ast.parse(MODULES[name].read_text("utf-8"))
    nodes = ast.walk(tree) if lazily else iter(tree.body)
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in MODULES else str(node.module)


def part(name: str) -> str:
    """The part of the package that a module belongs to."""
    if name in TOP:
        return "top"
    if name == KERNELS:
        return "kernels"
    return next((p for p in PARTS if name == p or name.startswith(f"{p}.")), "core")


def test_imports_are_read() -> None:
    """The reader below finds what is known to be there."""
    assert "edition.charts.registry" in set(imports("edition.sphinxext.provenance"))
    assert "matplotlib.pyplot" in set(imports("edition.figures.forces"))
    assert {"edition.finders", "edition.coverage", "edition.vocabularies", "edition.edition",
            "edition.checks", "edition.checks.records", "edition.checks.apparatus",
            "edition.checks.pieces"} <= {name for name in MODULES if part(name) == "core"}
    assert len(MODULES) > 40


@pytest.mark.parametrize("name", [n for n in MODULES if part(n) == "core"])
def test_the_core_knows_no_framework(name: str) -> None:
    """Core modules import no Sphinx, docutils, matplotlib, pandas, and no part above them."""
    for imported in imports(name):
        assert imported.partition(".")[0] not in FRAMEWORKS
        assert not imported.startswith("edition") or part(imported) == "core"


@pytest.mark.parametrize("name", [n for n in MODULES if part(n) in PARTS])
def test_parts_do_not_import_one_another(name: str) -> None:
    """Exports, pages and figures rest on the core alone, never on one another or on the top.

    Pages rest on the module that runs notebooks, too.
    """
    below = ("core", "kernels") if part(name) == "edition.sphinxext" else ("core",)
    for imported in imports(name):
        if imported.startswith("edition"):
            assert part(imported) in (*below, part(name))


@pytest.mark.parametrize("name", [KERNELS, "edition.lab", "edition.notebooks", "edition.runs"])
def test_notebooks_are_read_and_run_without_sphinx(name: str) -> None:
    """A working copy, or a record of runs, needs no pages."""
    for imported in imports(name):
        assert imported.partition(".")[0] not in {"sphinx", "docutils", "jupyter_book"}
        assert not imported.startswith("edition.sphinxext")
        assert name != KERNELS or not imported.startswith("edition") or part(imported) == "core"


def exporter(name: str) -> str:
    """The exporter that a module belongs to: ``tei`` of ``edition.export.tei.body``."""
    return name.split(".")[2] if name.startswith("edition.export.") else ""


@pytest.mark.parametrize("name", [n for n in MODULES if part(n) == "edition.export"])
def test_exporters_do_without_frameworks(name: str) -> None:
    """An export needs neither Sphinx nor a drawing library, and no other export.

    The one exception: the text API hands out passages of the TEI files.
    """
    for imported in imports(name):
        assert imported.partition(".")[0] not in FRAMEWORKS
        if exporter(name) and exporter(imported):
            pair = (exporter(name), exporter(imported))
            assert pair[0] == pair[1] or pair == ("dts", "tei")


@pytest.mark.parametrize("name", [n for n in MODULES if part(n) == "edition.sphinxext"])
def test_pages_do_without_jupyter_book(name: str) -> None:
    """The extension is plain Sphinx, and outlives the tool that calls it."""
    assert not {"jupyter_book", "matplotlib", "pandas"} & {
        imported.partition(".")[0] for imported in imports(name)}


LEVELS = (
    {"edition.problems", "edition.dates", "edition.anchors", "edition.collation", "edition.stamps",
     "edition.archive", "edition.vocabularies", "edition.finding",
     "edition.swap", "edition.checks.reach", "edition.typography",
     "edition.charts", "edition.sparing", "edition.third_party", "edition.versions"},
    {"edition.markup", "edition.finders", "edition.readings"},
    {"edition.model"},
    {"edition.edition"},
    {"edition.tables", "edition.charts.chart", "edition.assumptions", "edition.citation.fill",
     "edition.coverage", "edition.derived", "edition.description", "edition.losses",
     "edition.timing", "edition.tracing", "edition.checks.pieces", "edition.withheld",
     "edition.labels", "edition.search"},
    {"edition.checks.records", "edition.checks.apparatus", "edition.checks.words",
     "edition.checks.cited", "edition.checks.works", "edition.checks.prose",
     "edition.bibliography", "edition.chronology", "edition.offsets",
     "edition.charts.forces", "edition.charts.casualties", "edition.charts.comparison",
     "edition.charts.territory", "edition.charts.words", "edition.csvw"},
    {"edition.charts.chronology", "edition.checks.fitting", "edition.anchoring"},
    {"edition.checks", "edition.charts.registry"},
    {"edition.citation.subjects", "edition.cards", "edition.ids"},
    {"edition.citation.prose"},
    {"edition.citation.forms"},
    {"edition.citation", "edition.citation.pages"},
    {"edition.load"},
    {"edition", "edition.codebook", "edition.manuscript", "edition.withheld_files"},
    {"edition.downloads"},
)


def test_data_flow_one_way() -> None:
    """A module of the core imports only from the levels before its own."""
    assert set().union(*LEVELS) == {name for name in MODULES if part(name) == "core"}
    before: set[str] = set()
    for level in LEVELS:
        for name in level:
            own = {i for i in imports(name) if i.startswith("edition.")}
            assert own <= before | ({"edition.problems"} if name != "edition.problems" else set())
        before |= level


def test_no_module_imports_itself_in_a_circle() -> None:
    """Following the imports made on loading never comes back."""
    seen: set[str] = set()

    def follow(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join([*path, name])
        if name not in seen:
            for imported in imports(name, lazily=False):
                # a module of a package may name its own package's modules
                if imported in MODULES and imported != name:
                    follow(imported, (*path, name))
            seen.add(name)

    for name in MODULES:
        follow(name, ())


@pytest.mark.parametrize("name", sorted(MODULES.keys() - LONG))
def test_no_module_is_long(name: str) -> None:
    """A module that passes 400 lines has more than one thing to say."""
    assert len(MODULES[name].read_text("utf-8").splitlines()) <= 400


def test_the_entry_file_of_the_extension_only_registers() -> None:
    """``sphinxext/__init__`` holds ``setup`` and nothing else."""
    tree = ast.parse(MODULES["edition.sphinxext"].read_text("utf-8"))
    written = [n.name for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef)]
    assert written == ["setup"]


def tracked() -> Iterator[Path]:
    """Files of the repository that people write."""
    for pattern in ("*.toml", "*.md", "*.yml", "book/*", "scripts/**/*.py", "tests/**/*.py",
                    ".ci/*", ".github/**/*.yml", "requirements*.txt"):
        yield from (p for p in REPO.glob(pattern) if p.is_file())


def test_no_place_on_a_machine_is_named() -> None:
    """No file names a home folder, a package index or a host of this machine."""
    places = re.compile("/" + r"(home|root|Users|work|tmp)/\w|--(extra-)?index-url|file:" + "//")
    found = [(p.relative_to(REPO).as_posix(), m[0]) for p in tracked()
             for m in places.finditer(p.read_text("utf-8"))]
    assert found == []
