"""Show the built site on this machine and rebuild it when a file changes."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from edition.stamps import input_stamp

_PAUSE = 1.0  # seconds between two looks at the files


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
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        """Let the browser ask again each time, so that a reload shows the new build."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


def serve(root: Path, port: int) -> None:
    """Build, serve ``_build/html`` on localhost, and rebuild on change, until interrupted."""
    _rebuild(root)
    handler = partial(SiteHandler, directory=str(root / "_build" / "html"))
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"http://127.0.0.1:{server.server_port}/ (end with Ctrl-C)", flush=True)
        seen = input_stamp(root)
        while True:
            time.sleep(_PAUSE)
            now = input_stamp(root)
            if now != seen:
                seen = now
                _rebuild(root)


def _rebuild(root: Path) -> None:
    # in a process of its own, so that changed code is read again
    subprocess.run([sys.executable, "-m", "edition.cli", "--root", str(root), "build"], check=False)
