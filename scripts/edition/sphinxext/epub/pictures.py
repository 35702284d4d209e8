"""Pictures: the charts as PNG, and the cover.

Charts are SVG with words in the face of the book. Not every reading system sets them in that
face, and some set black drawings on black paper at night; a PNG on white looks the same on
all of them. Typst, which comes with its fonts, makes them, so nothing else is needed.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import typst

from edition.edition import EditionInfo
from edition.sphinxext.typst.escape import call, literal

_WIDTH = 1440  # pixels: as many as the sharpest readers of e-ink and most tablets show
_POINTS = 360  # the width, in points, at which a chart is drawn
_MARGIN = 4  # points of white around it, for readers whose paper is black


def draw(charts: Mapping[Path, Path]) -> None:
    """Draw each SVG, in one go, as the PNG that it is mapped to, unless that is there already."""
    missing = {svg: png for svg, png in charts.items() if not png.is_file()}
    if not missing:
        return
    folder = next(iter(missing.values())).parent
    for number, svg in enumerate(missing):
        shutil.copyfile(svg, folder / f"{number}.svg")
    pages = "#pagebreak()".join(
        call("image", literal(f"{number}.svg"), "width: 100%") for number in range(len(missing)))
    page = f"#set page(width: {_POINTS}pt, height: auto, margin: {_MARGIN}pt, fill: white)\n"
    drawn = _compile(page + pages, folder, 72 * _WIDTH / _POINTS)
    for png, content in zip(missing.values(), drawn, strict=True):
        png.write_bytes(content)
    for number in range(len(missing)):
        (folder / f"{number}.svg").unlink()


def name_of(svg: Path) -> str:
    """The name of the PNG of a chart, which changes with what is drawn, and how."""
    made = hashlib.sha256(f"{_WIDTH} {_POINTS} {_MARGIN} ".encode() + svg.read_bytes())
    return f"chart-{made.hexdigest()[:16]}.png"


def draw_cover(info: EditionInfo, cover: Path) -> None:
    """Title, subtitle and editors on plain paper."""
    template = files(__package__).joinpath("templates", "cover.typ").read_text("utf-8")
    said = call("cover", *(f"{name}: {literal(value)}" for name, value in (
        ("title", info.title), ("subtitle", info.subtitle), ("editors", info.editors))))
    cover.write_bytes(_compile(f"{template}\n{said}", cover.parent, 288)[0])


def _compile(source: str, folder: Path, ppi: float) -> list[bytes]:
    main = folder / "pictures.typ"
    main.write_text(source, encoding="utf-8")
    made = typst.compile(str(main), root=str(folder), format="png", ppi=ppi,
                         font_paths=typst.Fonts(include_system_fonts=False))
    main.unlink()
    return made if isinstance(made, list) else [made]
