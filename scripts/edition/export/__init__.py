"""What other people's tools can take up, one module for each format.

How to add one: write a module with ``write(edition, folder)`` that writes its files into
the folder it is given and nothing else, and name it in ``EXPORTERS`` under the name of
its output folder. Exporters read the model only; none imports another, but that the text
API hands out passages of the TEI files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from edition.edition import Edition
from edition.export.annotations import write as write_annotations
from edition.export.dts import write as write_dts
from edition.export.tei import write as write_tei

EXPORTERS: Mapping[str, Callable[[Edition, Path], None]] = {
    "annotations": write_annotations,
    "tei": write_tei,
    "dts": write_dts,
}

__all__ = ["EXPORTERS"]
