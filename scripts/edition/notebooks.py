"""Notebooks as readers take them up: what MyST alone understands is put in plain words.

The notebooks of the book are pages in MyST Markdown; JupyterLab shows Markdown without roles
and directives. The same conversion makes the working copy of ``edition lab`` and the executed
notebooks under ``downloads/``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
from myst_nb.core.config import NbParserConfig
from myst_parser.config.main import MdParserConfig
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from edition.dates import readable
from edition.description import wheel_name
from edition.edition import Edition
from edition.execution import Notebook, Shelf, read_notebook
from edition.finding import VARIABLE
from edition.markup import ROLE, ROLES, titled

# directives without which the page reads on in JupyterLab; of others the words are kept
_DROPPED = re.compile(r"edition-.*|bibliography|contents|raw|tableofcontents")
_DIRECTIVE = re.compile(
    r"^(?P<fence>`{3,}|:{3,})\{(?P<name>[\w-]+)\}(?P<title>[^\n]*)\n(?P<body>.*?)"
    r"^(?P=fence)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_OPTIONS = re.compile(r"\A(---\n.*?^---\n|(:[\w-]+:[^\n]*\n)+)", re.MULTILINE | re.DOTALL)
_TARGET = re.compile(r"^\([\w.-]+\)=\n|^%[^\n]*\n", re.MULTILINE)
_PAGE_LINK = re.compile(
    r"(?<!!)\[(?P<words>[^\]]+)\]\((?P<page>[\w-]+)(\.md)?(?P<anchor>#[^)]*)?\)"
)


def book_notebooks(root: Path) -> Iterator[Notebook]:
    """The notebooks of the book, in the order of their names."""
    for path in sorted((root / "book").glob("*.md")):
        notebook = read_notebook(path.stem, path, MdParserConfig(), NbParserConfig())
        if notebook:
            yield notebook


def write_executed(root: Path, cache: Path, edition: Edition, folder: Path) -> None:
    """Write ``<notebook>.ipynb`` with the outputs of the last run for every notebook built."""
    folder.mkdir(parents=True)
    shelf = Shelf(cache, root, edition)
    for notebook in book_notebooks(root):
        if shelf.holds(notebook):
            plain = plain_notebook(shelf.executed(notebook), edition)
            plain.cells[:0] = [new_markdown_cell(_origin(edition), id="origin"), *_setup(edition)]
            nbformat.write(plain, folder / f"{notebook.docname}.ipynb")


def _origin(edition: Edition) -> str:
    info = edition.info
    return (f"*From {info.title}, version {info.version}, {readable(info.date.isoformat())}. "
            f"It runs where the package of the edition, `{wheel_name(info)}`, is installed, in the "
            f"folder of the data package or below it; elsewhere `{VARIABLE}` names that folder.*")


def _setup(edition: Edition) -> list[NotebookNode]:
    """A cell that fetches package and data where the notebook is opened in Colab."""
    repository = edition.info.repository
    return [new_code_cell(_FETCH.format(repository=repository), id="setup")] if repository else []


_FETCH = f"""import sys

if "google.colab" in sys.modules:  # fetch the package and the data; elsewhere they are there
    !git clone --quiet --depth 1 {{repository}} two-accounts
    %pip install --quiet ./two-accounts
    %env {VARIABLE}=two-accounts"""


def plain_notebook(notebook: NotebookNode, edition: Edition) -> NotebookNode:
    """The notebook for JupyterLab: plain words, captions as cells, ids that stay the same."""
    cells: list[NotebookNode] = []
    for cell in notebook.cells:
        if cell.cell_type != "code":
            cells.append(new_markdown_cell(plain_words(cell.source, edition)))
            continue
        figure = cell.metadata.get("mystnb", {}).get("figure", {})
        cell.metadata = {"tags": cell.metadata["tags"]} if "tags" in cell.metadata else {}
        for output in cell.get("outputs", ()):
            if "text/markdown" in output.get("data", {}):
                output.data["text/markdown"] = plain_words(output.data["text/markdown"], edition)
        cells.append(cell)
        if figure.get("caption"):
            caption = plain_words(figure["caption"], edition)
            cells.append(new_markdown_cell(f"**Figure ‘{figure['name']}’.** {caption}"))
    cells = [cell for cell in cells if cell.cell_type == "code" or cell.source]
    for number, cell in enumerate(cells, 1):
        cell.id = f"cell-{number}"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel,
                                               "language_info": {"name": "python"}})


# --- words ------------------------------------------------------------------------


def plain_words(text: str, edition: Edition) -> str:
    """Markdown that says in plain words what roles and directives say in the book.

    What has a place on a text page is a link, and so are other pages, where the edition has a
    public address.
    """
    text = _TARGET.sub("", _without_directives(text))
    text = _PAGE_LINK.sub(lambda m: _link(m["words"], m["page"], m["anchor"] or "", edition), text)
    text = ROLE.sub(lambda m: _said(m["role"], m["body"], edition), text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _without_directives(text: str) -> str:
    return _DIRECTIVE.sub(_quoted, text)


def _quoted(directive: re.Match[str]) -> str:
    if _DROPPED.fullmatch(directive["name"]):
        return ""
    title = directive["title"].strip()
    body = _without_directives(_OPTIONS.sub("", directive["body"])).strip()
    words = "\n\n".join(part for part in (title and f"**{title}**", body) if part)
    return "\n".join(f"> {line}".rstrip() for line in words.splitlines())


def _said(role: str, body: str, edition: Edition) -> str:
    """The words for a role: its title, else the name of what it points to."""
    title, target = titled(body)
    if role == "lang":
        return f"*{body.partition(':')[2]}*"
    if role.partition(":")[0] == "cite":
        return title or edition.name_of("cite", target)
    if role == "numref":
        return title.replace("%s", target) if title else f"figure ‘{target}’"
    if role not in ROLES:
        return title or target
    words = title or edition.name_of(role, target)
    found = _PLACES[role](edition, target) if role in _PLACES else None
    return _link(words, *found, edition) if found else words


def _link(words: str, page: str, anchor: str, edition: Edition) -> str:
    address = edition.info.address.rstrip("/")
    return f"[{words}]({address}/{page}.html{anchor})" if address else words


def _passage_place(edition: Edition, target: str) -> tuple[str, str]:
    located, _ = edition.locate(target)
    return edition.texts[located.text_id].page, f"#{located.first}"


def _note_place(edition: Edition, target: str) -> tuple[str, str]:
    return edition.texts[edition.notes[target].last.text_id].page, f"#{target}"


def _claim_place(edition: Edition, target: str) -> tuple[str, str]:
    return edition.texts[edition.claims[target].first.text_id].page, f"#{target}"


_PLACES: dict[str, Callable[[Edition, str], tuple[str, str]]] = {
    "passage": _passage_place, "note": _note_place, "claim": _claim_place,
}
"""Role → the page of the book and the anchor that it leads to."""
