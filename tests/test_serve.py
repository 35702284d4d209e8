"""``edition serve``: a change reaches the browser, a mistake is shown, and nothing is published."""

from __future__ import annotations

import json
import shutil
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from conftest import REPO, change, write_tiny
from edition.live import LiveBook, changed_ids
from edition.load import open_edition
from edition.serve import Desk, LiveHandler, Watch, keep, with_script
from edition.sphinxext.reads import pages_that_use

# of other packages, which a book is built with
pytestmark = [pytest.mark.filterwarnings("ignore::PendingDeprecationWarning"),
              pytest.mark.filterwarnings("ignore::DeprecationWarning")]

PAGES = {
    "index": "# A tiny book\n\nOf {person}`ana-leka`.\n",
    "first": "# The first text\n\n```{edition-text} AA\n```\n",
    "second": "# The second text\n\n```{edition-text} BB\n```\n",
    "names": "# Names\n\n```{edition-index} persons\n```\n\n```{edition-index} places\n```\n\n"
             "```{edition-index} organisations\n```\n\n```{edition-index} works\n```\n\n"
             "```{edition-index} events\n```\n\n```{edition-index} peoples\n```\n",
    "ledger": "# Ledger\n\n```{edition-table} coverage\n```\n\n```{edition-table} ledger\n```\n",
    "prose": "# Prose\n\nNothing of the data stands here.\n",
    "sources": "# Sources\n\n```{bibliography}\n```\n",
}
TOC = "format: jb-book\nroot: index\nchapters:\n" + "".join(
    f"  - file: {name}\n" for name in PAGES if name != "index")


@dataclass
class Served:
    """A tiny book that is being served."""

    root: Path
    live: LiveBook
    desk: Desk
    address: str
    said: list[str]

    def page(self, name: str) -> str:
        """What a browser gets."""
        with urllib.request.urlopen(f"{self.address}{name}.html", timeout=10) as answer:
            return answer.read().decode()

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait for something to come true."""
        for _ in range(600):
            if holds():
                return
            time.sleep(0.05)
        raise AssertionError(f"it did not come: {self.said}")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The tiny book with its server, and with the loop that keeps it current."""
    root = write_tiny(tmp_path_factory.mktemp("served") / "tiny", {
        **{f"book/{name}.md": content for name, content in PAGES.items()}, "book/_toc.yml": TOC,
    })
    shutil.copyfile(REPO / "_config.yml", root / "_config.yml")
    live, desk, said = LiveBook(root, root / "none", root / "_build" / ".live"), Desk(), list[str]()
    handler = type("Handler", (LiveHandler,), {"desk": desk, "published": root / "_build" / "html"})
    with ThreadingHTTPServer(("127.0.0.1", 0),
                             partial(handler, directory=str(live.site))) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        # a test must not wait for the end of the loop, which is a file that is read once
        keeping = threading.Thread(target=keep, args=(live, desk, Watch(root), said.append))
        keeping.start()
        yield Served(root, live, desk, f"http://127.0.0.1:{server.server_port}/", said)
        (root / "pyproject.toml").write_text("# the book is opened anew\n")
        keeping.join(60)
        assert not keeping.is_alive()
        server.shutdown()
        live.close()


def test_a_changed_note_is_seen(served: Served) -> None:
    """The page with the note has it first; a page that uses no note is not written again."""
    assert "Seen at once" not in served.page("second")
    before = served.desk.state("second")["written"]
    untouched = (served.live.site / "prose.html").stat().st_mtime_ns
    change(served.root, "data/notes/BB.yml", "Pezë, a village.", "Seen at once: Pezë, a village.")
    served.until(lambda: "Seen at once" in served.page("second"))
    served.until(lambda: any(":" in line for line in served.said))
    assert next(line for line in served.said if ":" in line).startswith("second")
    served.until(lambda: served.desk.state("second")["written"] > before)
    served.until(lambda: served.live.idle)
    assert (served.live.site / "prose.html").stat().st_mtime_ns == untouched
    search = (served.live.site / "_static/search-index.js").read_text("utf-8")
    assert "Seen at once" in search


@pytest.mark.parametrize("name", ["notes/AA.yml", "persons.csv", "estimates.csv",
                                  "references.bib"])
def test_the_bibliography_says_what_cites_a_work(served: Served, name: str) -> None:
    """So it is written again when that has changed."""
    env, edition = served.live.app.env, open_edition(served.root)
    assert "sources" in pages_that_use(env, edition, [f"data/{name}"])


def test_changed_prose_is_seen(served: Served) -> None:
    """A page is written again when its own words have changed."""
    change(served.root, "book/prose.md", "Nothing", "Still nothing")
    served.until(lambda: "Still nothing of the data" in served.page("prose"))


def test_a_mistake_is_shown_and_mended(served: Served) -> None:
    """Bad data and an unknown id on a page are told, with file and line, and then no more."""
    served.until(lambda: served.live.idle)
    change(served.root, "data/persons.csv", "ana-leka,", "ana leka,")
    served.until(lambda: "data/persons.csv:2: person_id" in served.desk.problem)
    change(served.root, "data/persons.csv", "ana leka,", "ana-leka,")
    served.until(lambda: not served.desk.problem)
    change(served.root, "book/index.md", "`ana-leka`", "`ana-laka`")
    served.until(lambda: "did you mean 'ana-leka'?" in served.desk.problem)
    assert "index.md:3" in served.desk.problem
    change(served.root, "book/index.md", "`ana-laka`", "`ana-leka`")
    served.until(lambda: not served.desk.problem)


def test_what_is_covered_is_counted_anew(served: Served) -> None:
    """What is covered changes with the words that count as numerals."""
    served.until(lambda: served.live.idle)
    numerals = "<td><p>numerals</p></td>\n<td><p>{}</p></td>".format
    assert numerals(8) in served.page("ledger")
    word, row = "twice,multiple\n", "Q0004,AA.1.2,twice,,multiple,quantity,,Speeches.\n"
    change(served.root, "data/numerals.csv", row, "")
    change(served.root, "data/number_words.csv", word, "")
    served.until(lambda: numerals(7) in served.page("ledger"))
    change(served.root, "data/number_words.csv", "some,", f"{word}some,")
    change(served.root, "data/numerals.csv", "Q0005,", f"{row}Q0005,")
    served.until(lambda: numerals(8) in served.page("ledger"))


def test_the_browser_is_told(served: Served) -> None:
    """A page asks for its state; it stands in the page since when it needs no newer one."""
    page = served.page("prose")
    written = served.desk.state("prose")["written"]
    assert f'data-page="prose" data-written="{written}"' in page
    assert "connect-src 'self'" in page
    with urllib.request.urlopen(f"{served.address}-/events?page=prose", timeout=10) as events:
        assert events.readline() == b"event: state\n"
        told = json.loads(events.readline().removeprefix(b"data: "))
    assert told == {"written": written, "problem": ""}
    with urllib.request.urlopen(f"{served.address}-/live.js", timeout=10) as script:
        assert b"EventSource" in script.read()


def test_files_do_not_hold_the_script(served: Served) -> None:
    """The script is put into what is sent, never into a file."""
    pages = list(served.live.site.rglob("*.html"))
    assert len(pages) > len(PAGES)
    assert [p for p in pages if "/-/" in p.read_text("utf-8")] == []
    assert with_script("<p>Words.</p>", "x", Desk()).startswith("<p>Words.</p><script src=")


def test_what_has_changed(tiny: Callable[..., Path]) -> None:
    """A record that is another makes its id and its passages changed, a moved line does not."""
    root = tiny()
    before = open_edition(root)
    notes = root / "data" / "notes" / "AA.yml"
    notes.write_text("\n" + notes.read_text("utf-8"), "utf-8")
    assert changed_ids(before, open_edition(root)) == set()
    change(root, "data/notes/AA.yml", "agree; see", "agree. See")
    assert changed_ids(before, open_edition(root)) == {"N0002", "AA.1.1", "BB.1.1"}
