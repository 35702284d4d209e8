"""With what a notebook is run: the versions that its outputs can depend on."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from importlib.metadata import version

LIBRARIES = ("matplotlib", "pandas")


def versions() -> Mapping[str, str]:
    """``python`` and the libraries that draw and tabulate, each with its version."""
    return {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}}
