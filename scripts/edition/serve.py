"""Show the built site on this machine and rebuild it when a file changes."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from edition.stamps import input_stamp

_PAUSE = 1.0  # seconds between two looks at the files


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each request."""

    def end_headers(self) -> None:
        """Let the browser ask again each time, so that a reload shows the new build."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


def serve(root: Path, port: int) -> None:
    """Build, serve ``_build/html`` on localhost, and rebuild on change, until interrupted."""
    _rebuild(root)
    handler = partial(_Quiet, directory=str(root / "_build" / "html"))
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
