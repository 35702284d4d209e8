"""Loading a library without what it would take along for nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Modules loaded within do not find these, unless they are loaded already."""
    hidden: dict[str, None] = {name: None for name in names if name not in sys.modules}
    sys.modules.update(hidden)  # type: ignore[arg-type]  # None is how Python has it
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
