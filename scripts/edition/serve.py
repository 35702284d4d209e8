"""Show the site on this machine, and keep it current while its sources are being changed.

What is shown is made in a folder of its own: the published site, PDF, EPUB and exports are
those of the last ``edition build`` and are not made again here.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from edition.problems import EditionError
from edition.stamps import sources
from edition.swap import alone

if TYPE_CHECKING:
    from edition.live import LiveBook

_PAUSE = 0.1  # seconds between two looks at the files
_BEAT = 15.0  # seconds after which a browser that says nothing is asked whether it is there
_SCRIPT = "/-/live.js"
_EVENTS = "/-/events"

# what is read once when the book is opened: it is opened anew, with changed code read again
_OPENED_ANEW = (".py", ".bib", "_config.yml", "_toc.yml", "edition.yml", ".html", ".css", ".js",
                ".toml", ".txt", ".geojson", ".typ")


class SiteHandler(SimpleHTTPRequestHandler):
    """Serves the site as a plain web server does, and lets nothing be kept."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each request."""

    def send_error(self, code: int, message: str | None = None,
                   explain: str | None = None) -> None:
        """Answer an address that does not exist with the site's own page, as servers do."""
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        self.send_page(page.read_bytes(), HTTPStatus.NOT_FOUND)

    def send_page(self, body: bytes, status: HTTPStatus = HTTPStatus.OK,
                  kind: str = "text/html; charset=utf-8") -> None:
        """Answer with these bytes."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        """Let the browser ask again each time, so that a reload shows the new build."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


class Desk:
    """What the browsers are told: when each page was last written, and what is wrong."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.written: dict[str, int] = {}  # page → the count of pages written when it was
        self.problem = ""
        self.seen: list[str] = []  # pages that are open in a browser

    def tell(self, pages: list[str], problem: str) -> None:
        """Pages have been written; what is wrong, or nothing."""
        with self.changed:
            count = max(self.written.values(), default=0) + 1
            self.written.update(dict.fromkeys(pages, count))
            self.problem = problem
            self.changed.notify_all()

    def state(self, page: str) -> dict[str, Any]:
        """What a browser that shows a page must know."""
        return {"written": self.written.get(page, 0), "problem": self.problem}

    def states(self, page: str) -> Iterator[dict[str, Any] | None]:
        """The state of a page, each time that it changes; None to ask whether one listens."""
        told = None
        self.seen.append(page)
        try:
            while True:
                with self.changed:
                    state = self.state(page)
                    if state == told and not self.changed.wait(_BEAT):
                        state = None
                if state is None or state != told:
                    yield state
                    told = state or told
        finally:
            self.seen.remove(page)


class LiveHandler(SiteHandler):
    """Serves pages with a script in them that loads them again; the files are not touched."""

    desk: Desk
    published: Path  # the last good build, which has the downloads

    def do_GET(self) -> None:
        """Answer: the script, the news, a page, or a file."""
        path = urlsplit(self.path).path
        if path == _SCRIPT:
            self.send_page(_script(), kind="text/javascript; charset=utf-8")
        elif path == _EVENTS:
            self._send_events()
        elif (file := Path(self.translate_path(path))).suffix == ".html" and file.is_file():
            self._send_live(file)
        elif path.endswith("/") and (file / "index.html").is_file():
            self._send_live(file / "index.html")
        else:
            super().do_GET()

    def translate_path(self, path: str) -> str:
        """The file below the live site, or below the published one if it is only there."""
        found = super().translate_path(path)
        if not Path(found).exists():
            relative = Path(found).relative_to(Path(self.directory).resolve())
            return str(self.published / relative)
        return found

    def _send_live(self, file: Path) -> None:
        directory = Path(self.directory).resolve()
        page = file.relative_to(directory).with_suffix("").as_posix() if (
            file.is_relative_to(directory)) else ""
        self.send_page(with_script(file.read_text("utf-8"), page, self.desk).encode())

    def _send_events(self) -> None:
        page = parse_qs(urlsplit(self.path).query).get("page", [""])[0]
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            for state in self.desk.states(page):
                said = f"event: state\ndata: {json.dumps(state)}\n\n" if state else ":\n\n"
                self.wfile.write(said.encode())
                self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):
            pass  # the page was left


def with_script(html: str, page: str, desk: Desk) -> str:
    """The page with the script that loads it again, and leave for it to ask."""
    tag = (f'<script src="{_SCRIPT}" data-page="{page}"'
           f' data-written="{desk.state(page)["written"]}"></script>')
    allowed = html.replace("default-src 'none';", "default-src 'none'; connect-src 'self';", 1)
    head, body, rest = allowed.rpartition("</body>")
    return f"{head}{tag}{body}{rest}" if body else f"{rest}{tag}"


def _script() -> bytes:
    return Path(__file__).with_suffix(".js").read_bytes()


class Watch:
    """The sources, and which of them have changed since they were last looked at."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._before = self._now()

    def changed(self) -> set[Path]:
        """The files that have changed, come or gone."""
        before, self._before = self._before, self._now()
        return {path for path in before.keys() | self._before.keys()
                if before.get(path) != self._before.get(path)}

    def _now(self) -> dict[Path, tuple[int, int]]:
        found = {}
        for path in sources(self.root):
            with suppress(FileNotFoundError):  # it has gone meanwhile
                found[path] = (path.stat().st_mtime_ns, path.stat().st_size)
        return found


def serve(root: Path, port: int, say: Callable[[str], None] | None = None) -> None:
    """Build, show the site on localhost, and keep it current, until interrupted."""
    say, watch = say or partial(print, flush=True), Watch(root)
    # before the build, so that a port that is taken is told at once
    with ThreadingHTTPServer(("127.0.0.1", port), LiveHandler) as server:
        port = server.server_port
        done = subprocess.run([sys.executable, "-m", "edition.cli", "--root", str(root), "build"],
                              check=False)
        if done.returncode == 0:
            _show(root, server, watch, say)
        else:
            say("Nothing can be shown yet; the book is built again when a file has changed.")
            while not watch.changed():
                time.sleep(_PAUSE)
    # in a process of its own, so that changed code is read again
    os.execv(sys.executable, [sys.executable, "-m", "edition.cli", "--root", str(root),
                              "serve", "--port", str(port)])


def _show(root: Path, server: ThreadingHTTPServer, watch: Watch,
          say: Callable[[str], None]) -> None:
    """Serve the pages until the book must be opened anew."""
    from edition.live import LiveBook  # loads Sphinx

    out, desk = root / "_build", Desk()
    with alone(out, say):  # it begins with copies of what a build has left
        live = LiveBook(root, out / ".work", out / ".live")
    handler = type("Handler", (LiveHandler,), {"desk": desk, "published": out / "html"})
    server.RequestHandlerClass = partial(handler, directory=str(live.site))
    with closing(live):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        say(f"http://127.0.0.1:{server.server_port}/ (end with Ctrl-C)")
        say("The pages follow their sources; PDF, EPUB and downloads are those of the last build.")
        keep(live, desk, watch, say)
        server.shutdown()


def keep(live: LiveBook, desk: Desk, watch: Watch, say: Callable[[str], None]) -> None:
    """Renew pages as their sources change, until something changes that is read once."""
    from edition.live import PageError

    problem = ""
    while True:
        began, before, pages = time.perf_counter(), problem, list[str]()
        changed = watch.changed()
        if any(path.name.endswith(_OPENED_ANEW) for path in changed):
            return
        try:
            if changed:
                problem = ""
                live.take(changed)
            pages = live.renew(desk.seen)
        except (EditionError, PageError) as error:
            problem = str(error)
            say(problem)
        if pages or problem != before:
            desk.tell(pages, problem)
        if pages:
            say(f"{' '.join(pages)}: {time.perf_counter() - began:.1f} s")
        if not changed and live.idle:
            time.sleep(_PAUSE)
