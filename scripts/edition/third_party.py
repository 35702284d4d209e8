"""What is handed out with the edition and was made by others, with its licence.

How to add something: name it in ``COMPONENTS`` with the files that carry it; a test compares
them with what a build makes, in the site, the wheel, the PDF and the EPUB.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from importlib import metadata


@dataclass(frozen=True)
class Component:
    """Something made by others."""

    name: str
    what: str  # what of it is handed out
    licence: str
    in_print: str = ""  # what of it a printed book shows; blank if nothing
    package: str = ""  # the distribution that it comes with, which also tells its version
    release: str = ""  # its version, where no package tells it
    files: tuple[str, ...] = ()  # patterns of names: in the site below _static/, or in the wheel
    fonts: tuple[str, ...] = ()  # beginnings of the names of fonts in the PDF
    texts: tuple[str, ...] = ("*licen[cs]e*",)  # files of the package that hold its licence

    @property
    def version(self) -> str:
        """Its version; blank where it has none of its own."""
        return self.release or (metadata.version(self.package) if self.package else "")

    def holds(self, name: str) -> bool:
        """Whether a file is of it."""
        return any(fnmatch(name, pattern) for pattern in self.files)

    def licence_texts(self) -> Iterator[str]:
        """The licence in full, as it comes with the package."""
        for file in metadata.files(self.package) or () if self.package else ():
            own = ".dist-info/" in file.as_posix() or self.texts != ("*licen[cs]e*",)
            if own and any(fnmatch(file.name.lower(), pattern) for pattern in self.texts):
                yield file.locate().read_text("utf-8").strip()  # type: ignore[attr-defined]


COMPONENTS: tuple[Component, ...] = (
    Component("Libertinus Serif", "The typeface of site, EPUB, PDF and figures",
              "SIL Open Font License 1.1", in_print="the type", release="7.051",
              files=("fonts/*",), fonts=("LibertinusSerif",)),
    Component("DejaVu Sans Mono", "The typeface of code in the PDF",
              "Bitstream Vera and public domain", in_print="the type of code",
              package="matplotlib", release="2.37", fonts=("DejaVuSansMono",),
              texts=("license_dejavu",)),
    Component("Natural Earth", "Coast and borders of the maps, clipped", "public domain",
              in_print="coast and borders of the maps", release="4.1.0",
              files=("natural_earth.*",)),
    Component("Sphinx", "A style sheet and three images", "BSD-2-Clause", package="sphinx",
              files=("basic.css", "file.png", "minus.png", "plus.png")),
    Component("Pygments", "The colours of code", "BSD-2-Clause", package="pygments",
              files=("pygments.css",)),
    Component("MyST-NB", "A style sheet for cells", "BSD-3-Clause", package="myst-nb",
              files=("mystnb.*.css",)),
    Component("sphinx-copybutton", "The button that copies code, with icons of Tabler", "MIT",
              package="sphinx-copybutton",
              files=("copybutton.css", "copybutton.js", "copybutton_funcs.js", "copy-button.svg",
                     "check-solid.svg")),
    Component("clipboard.js", "What that button calls", "MIT", release="2.0.8",
              files=("clipboard.min.js",)),
    Component("sphinx-togglebutton", "The button that shows and hides code", "MIT",
              package="sphinx-togglebutton", files=("togglebutton.css", "togglebutton.js")),
    Component("sphinx-design", "Style and script of grids and tabs", "MIT",
              package="sphinx-design", files=("sphinx-design.min.css", "design-tabs.js")),
    Component("sphinx-thebe", "Style and script that Jupyter Book adds, and an icon of Font "
              "Awesome (CC BY 4.0)", "MIT", package="sphinx-thebe",
              files=("sphinx-thebe.css", "sphinx-thebe.js", "play-solid.svg")),
)


@cache
def licences() -> str:
    """The licences of all packages that files come from, in full, one after the other."""
    blocks = []
    for component in COMPONENTS:
        head = f"{component.name} {component.version}".strip()
        title = f"{head}: {component.licence}"
        blocks.append("\n\n".join([f"{title}\n{'=' * len(title)}", *component.licence_texts()]))
    return "\n\n\n".join(blocks) + "\n"
