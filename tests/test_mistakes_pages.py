"""Mistakes in pages, in notebooks and around them: told with file and line, nothing executed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from lxml import html

from conftest import change
from edition import cli
from test_sphinx_extension import BACK, NOTEBOOK, REST, TEXT, Book

PASSAGES = "AA.1, AA.1.1, AA.1.2, AA.2, AA.2.1, AA.2.2, BB.1, BB.1.1, BB.1.2"
# page → what it holds from its third line on, and what is said of that line
PAGES = {
    "passage": ("See {passage}`AA.9.1`.",
                f"there is no passage 'AA.9.1'; allowed: {PASSAGES} (did you mean 'AA.2.1'?)"),
    "person": ("See {person}`ana-leke`.",
               "there is no entity 'ana-leke'; allowed: ana-leka, front, garrison, germans, "
               "meeting, peze, zeri (did you mean 'ana-leka'?)"),
    "kind": ("See {person}`peze`.", "'peze' is a place, not a person"),
    "note": ("See {note}`N9999`.",
             "there is no note 'N9999'; allowed: N0001, N0002, N0003"),
    "claim": ("See {claim}`C999`.", "there is no claim 'C999'; allowed: C101, C102, C103, C104, "
                                    "C105"),
    "role": ("See {persn}`ana-leka`.", 'Unknown interpreted text role "persn".'),
    "cited": ("See {cite}`nobody`.", 'could not find bibtex key "nobody"'),
    "directive": ("```{edition-txt} AA\n```", "Unknown directive type: 'edition-txt'"),
    "text-id": ("```{edition-text} ZZ\n```", "there is no text 'ZZ'; allowed: AA, BB"),
    "link": ("See [there](nowhere.md).", "'myst' cross-reference target not found: 'nowhere.md'"),
}


@pytest.fixture(scope="module")
def warnings(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, int, str]]:
    """Page, line and message of every warning of a book in which each page has a mistake."""
    from conftest import write_tiny

    root = write_tiny(tmp_path_factory.mktemp("pages") / "tiny")
    pages = {name: f"# {name}\n\n{words}\n" for name, (words, _) in PAGES.items()}
    pages["notebook"] = NOTEBOOK.replace("# Notebook", "# Notebook\n\nSee {passage}`AA.9.1`.")
    built = Book(root, {"text": TEXT, "back": BACK, "rest": REST, **pages})
    plain = re.sub(r"\x1b\[[\d;]*m", "", built.warnings)
    found = re.findall(r"book/([\w-]+)\.md:(\d+): (?:WARNING|ERROR|CRITICAL): (.*)", plain)
    return [(page, int(line), message) for page, line, message in found]


@pytest.mark.parametrize("page", PAGES)
def test_a_mistake_in_a_page(warnings: list[tuple[str, int, str]], page: str) -> None:
    """The message stands at the line, and names what is allowed where that can be listed."""
    told = [(line, message) for name, line, message in warnings if name == page]
    assert told
    assert told[0][0] == 3
    assert told[0][1].startswith(PAGES[page][1])


def test_a_mistake_in_a_notebook(warnings: list[tuple[str, int, str]]) -> None:
    """A notebook is a page: the line is that of its file."""
    told = [(line, message) for name, line, message in warnings if name == "notebook"]
    expected = next(n for n, line in enumerate(NOTEBOOK.splitlines(), 1)
                    if line == "# Notebook") + 2
    assert told[0] == (expected, PAGES["passage"][1])


def test_only_what_is_wrong_is_told(warnings: list[tuple[str, int, str]]) -> None:
    """The pages without a mistake are not blamed for those with one."""
    assert {name for name, _, _ in warnings} == {*PAGES, "notebook"}


HTML = "<script>document.title = 1</script><img src=x onerror=alert(1)> &amp; <b>bold</b>"


@pytest.mark.parametrize(("name", "old"), [
    ("data/notes/BB.yml", "Pezë, a village."),
    ("data/persons.csv", "Speaker at Pezë, invented."),
    ("data/dates.csv", "The last third of the month."),
    ("data/parallels.csv", "BB gives no speech."),
    ("data/references.bib", "{Invented.}"),
], ids=["note", "record", "comment", "parallel", "bibliography"])
def test_html_is_shown_and_never_executed(tiny: Callable[..., Path], name: str, old: str) -> None:
    """Tags in the data stand on the page as they were typed; none becomes an element."""
    root = tiny()
    words = HTML.replace(" &amp;", "") if name.endswith("bib") else HTML
    change(root, name, old, f"{{{words}}}" if name.endswith("bib") else words)
    built = Book(root, {"text": TEXT, "back": BACK, "rest": REST,
                        "parallels": "# P\n\n```{edition-parallels}\n```\n"})
    for page in built.out.glob("*.html"):
        tree = html.fromstring(page.read_text("utf-8"))
        assert tree.xpath("//img[@onerror]") == []
        assert [s for s in tree.xpath("//script/text()") if "document.title = 1" in s
                and "<script>" not in s and "\\u003c" not in s] == []
        assert tree.xpath("//b[text()='bold']") == []


def test_html_in_a_note_can_be_read(tiny: Callable[..., Path]) -> None:
    """The reader sees the tag, letter for letter."""
    root = tiny()
    change(root, "data/notes/BB.yml", "Pezë, a village.", "Pezë, <script>a</script> village.")
    built = Book(root, {"text": TEXT, "back": BACK, "rest": REST})
    tree = html.fromstring((built.out / "text.html").read_text("utf-8"))
    assert "<script>a</script> village." in tree.text_content()


# --- around the pages: what ``edition build`` says -----------------------------------

CONFIG = {
    "title": "Tiny", "only_build_toc_files": True, "execute": {"execute_notebooks": "off"},
    "bibtex_bibfiles": ["../data/references.bib"],
    "sphinx": {"extra_extensions": ["sphinxcontrib.bibtex", "edition.sphinxext"],
               "config": {"html_theme": "edition"}},
}
TOC = "format: jb-book\nroot: index\n"


@pytest.fixture
def site(tiny: Callable[..., Path]) -> Path:
    """The tiny edition with a book of one page, and the output of an earlier build."""
    return tiny(files={"_config.yml": yaml.safe_dump(CONFIG), "book/_toc.yml": TOC,
                       "book/index.md": "# Index\n", "_build/html/index.html": "as it was",
                       "pyproject.toml": "", "requirements.txt": ""})


@pytest.mark.parametrize(("name", "content", "said"), [
    ("_config.yml", None, "_config.yml: cannot be read: No such file or directory"),
    ("_config.yml", "title: [a\n", "_config.yml:2: is not well-formed YAML: "),
    ("_config.yml", "", "_config.yml:1: the file is empty"),
    ("book/_toc.yml", None, "book/_toc.yml: cannot be read: No such file or directory"),
    ("book/_toc.yml", "root: [index\n", "book/_toc.yml:2: is not well-formed YAML"),
    ("book/_toc.yml", f"{TOC}chapters:\n- file: nowhere\n",
     "book/_toc.yml:4: file: 'nowhere': there is no such page"),
    ("book/_toc.yml", f"{TOC}chapters:\n- fiel: index\n",
     "book/_toc.yml:4: fiel: unknown key; allowed: caption, chapters, defaults, entries, file, "),
    ("data/texts/aa.txt", None, "data/texts/aa.txt: cannot be read: No such file or directory"),
], ids=["no settings", "settings broken", "settings empty", "no contents", "contents broken",
        "page missing", "contents misspelt", "no base text"])
def test_a_mistake_around_the_pages(site: Path, name: str, content: str | None, said: str,
                                    capsys: pytest.CaptureFixture) -> None:
    """The build stops before anything is made, names the place, and leaves the site."""
    path = site / name
    if content is None:
        path.unlink()
    else:
        path.write_text(content, "utf-8")
    assert cli.main(["--root", str(site), "build"]) == 1
    err = capsys.readouterr().err
    assert err.startswith(said)
    assert "Traceback" not in err
    assert (site / "_build/html/index.html").read_text() == "as it was"
    assert not (site / "_build/.work").exists()


@pytest.mark.parametrize("command", ["check", "build"])
def test_pages_are_checked_with_the_data(site: Path, command: str,
                                         capsys: pytest.CaptureFixture) -> None:
    """Roles in pages that point to nothing come out in one pass, each with its line."""
    (site / "book/index.md").write_text(
        "# Index\n\n{passage}`AA.9.1` and {person}`Ana <ana-leke>`\nand {claim}`C999`.\n\n"
        "```{code-cell}\n\"{note}`N9999`\"\n```\n\n{note}`N9999`, {org}`front`.\n", "utf-8")
    assert cli.main(["--root", str(site), command]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said == [
        "book/index.md:3: passage: 'AA.9.1': there is no passage 'AA.9.1'; allowed: "
        f"{PASSAGES} (did you mean 'AA.2.1'?)",
        "book/index.md:3: person: 'ana-leke': there is no such person; allowed: ana-leka (did you "
        "mean 'ana-leka'?)",
        "book/index.md:4: claim: 'C999': there is no claim 'C999'; allowed: C101, C102, C103, "
        "C104, C105",
        "book/index.md:10: note: 'N9999': there is no note 'N9999'; allowed: N0001, N0002, N0003",
        "4 problems",
    ]


def test_a_folder_of_data_needs_no_book(tiny: Callable[..., Path],
                                        capsys: pytest.CaptureFixture) -> None:
    """Where there are no pages, settings and contents are not missed."""
    assert cli.main(["--root", str(tiny()), "check"]) == 0
    assert capsys.readouterr().err == ""
