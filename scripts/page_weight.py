#!/usr/bin/env python3
"""What a browser fetches to show a page for the first time, page by page.

    python scripts/page_weight.py                  every page of _build/html
    python scripts/page_weight.py db hl            some of them
    python scripts/page_weight.py --stock          with the stock theme beside it (a minute)

A page is opened from disk in Chromium, 1400 pixels wide, and nothing on it is touched. Text
counts as gzip leaves it (level 6, as servers compress), fonts and images as they are. Sizes
are in kilobytes of 1,000 bytes. The stock theme is ``sphinx_book_theme``, which
Jupyter Book brings; the same book is set with it in a folder that is thrown away.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, ViewportSize, sync_playwright

KINDS = {"document": "HTML", "stylesheet": "styles", "script": "scripts", "font": "fonts",
         "image": "images"}
"""What a browser calls a kind of file → the head of its column; anything else is *other*."""

_AS_THEY_ARE = {".woff2", ".woff", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".ico"}
_FLAGS = ["--no-sandbox", "--disable-gpu"]
_VIEW: ViewportSize = {"width": 1400, "height": 900}


@dataclass(frozen=True)
class Weight:
    """What one page weighs on first view, in bytes by kind of file."""

    page: str  # file name
    bytes: dict[str, int]  # kind → bytes
    files: dict[str, int]  # path within the site → bytes

    @property
    def total(self) -> int:
        """All kinds together."""
        return sum(self.bytes.values())


def compressed(path: Path) -> int:
    """Bytes of a file on its way to a reader."""
    raw = path.read_bytes()
    return len(raw) if path.suffix in _AS_THEY_ARE else len(gzip.compress(raw, 6))


def weigh(browser: Browser, site: Path, names: Iterable[str]) -> list[Weight]:
    """The pages of a site, the heaviest first; each is opened without what others left."""
    weights = [_weigh_page(browser, site, name) for name in names]
    return sorted(weights, key=lambda w: (-w.total, w.page))


def _weigh_page(browser: Browser, site: Path, name: str) -> Weight:
    fetched: dict[Path, str] = {}
    context = browser.new_context(viewport=_VIEW)
    page = context.new_page()

    def note(kind: str, address: str) -> None:
        url = urlsplit(address)
        if url.scheme == "file":
            fetched.setdefault(Path(unquote(url.path)), KINDS.get(kind, "other"))

    page.on("request", lambda request: note(request.resource_type, request.url))
    page.goto((site / name).as_uri(), wait_until="load")
    page.evaluate("document.fonts.ready.then(() => null)")
    context.close()
    by_kind = dict.fromkeys([*KINDS.values(), "other"], 0)
    files = {path.relative_to(site).as_posix(): compressed(path)
             for path in fetched if path.is_file()}
    for path, kind in fetched.items():
        by_kind[kind] += files.get(path.relative_to(site).as_posix(), 0)
    return Weight(name, by_kind, files)


def build_stock(root: Path, folder: Path) -> Path:
    """The same book in the stock theme, from the pages as they were read for the last build."""
    from jupyter_book.sphinx import build_sphinx

    work = root / "_build" / ".work"
    shutil.copytree(work / ".doctrees", folder / ".doctrees")
    build_sphinx(
        root / "book", folder / "html", noconfig=True, path_config=root / "_config.yml",
        confoverrides={"external_toc_path": str(root / "book" / "_toc.yml"),
                       "latex_individualpages": False, "edition_downloads": True,
                       "edition_base_texts": None, "html_theme": "sphinx_book_theme"},
        doctreedir=folder / ".doctrees", builder="html", quiet=True, freshenv=False,
    )
    return folder / "html"


def report(weights: Iterable[Weight], stock: dict[str, int] | None = None) -> str:
    """A line for each page, in kilobytes."""
    heads = [*KINDS.values(), "other", "total", *(["stock theme"] if stock else [])]
    lines = [f"{'page':24}" + "".join(f"{head:>12}" for head in heads)]
    for weight in weights:
        cells = [*weight.bytes.values(), weight.total]
        if stock:
            cells.append(stock.get(weight.page, 0))
        lines.append(f"{weight.page:24}" + "".join(f"{n / 1000 or 0:12.1f}" for n in cells))
    return "\n".join(lines)


def main() -> None:
    """Weigh what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("pages", nargs="*", help="names without .html; every page if none")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[1])
    parser.add_argument("--stock", action="store_true", help="set the stock theme beside it")
    parser.add_argument("--files", action="store_true", help="list what each page fetches")
    given = parser.parse_args()
    site = given.root / "_build" / "html"
    names = [f"{page}.html" for page in given.pages] or sorted(p.name for p in site.glob("*.html"))
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
        stock = None
        if given.stock:
            other = build_stock(given.root, Path(folder))
            stock = {w.page: w.total for w in
                     weigh(browser, other, [n for n in names if (other / n).is_file()])}
        weights = weigh(browser, site, names)
        print(report(weights, stock))
        for weight in weights if given.files else []:
            print(f"\n{weight.page}")
            for name, size in sorted(weight.files.items(), key=lambda item: -item[1]):
                print(f"  {size / 1000:8.1f}  {name}")


if __name__ == "__main__":
    main()
