"""What other people's tools can take up, one module for each format.

How to add one: write a module with ``write(edition, folder)`` that writes its files into
the folder it is given and nothing else, and name it in ``EXPORTERS`` under the name of
its output folder. Exporters read the model only; none imports another, but that the text
API hands out passages of the TEI files. The data package alone also needs the files that
the edition was read from; see :func:`exporters`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from edition.edition import Edition
from edition.export.annotations import write as write_annotations
from edition.export.datapackage import write as write_package
from edition.export.dts import write as write_dts
from edition.export.linked import write as write_linked
from edition.export.metadata import write as write_metadata
from edition.export.tei import write as write_tei

Exporter = Callable[[Edition, Path], None]

EXPORTERS: Mapping[str, Exporter] = {
    "annotations": write_annotations,
    "tei": write_tei,
    "dts": write_dts,
}


def exporters(data: Path) -> dict[str, Exporter]:
    """Output folder → what writes it, for an edition that was read from the folder ``data``."""

    def write_data(edition: Edition, folder: Path) -> None:
        write_linked(edition, folder)
        write_package(edition, data, folder)  # describes the data that are there by now
        write_metadata(edition, folder)

    return {**EXPORTERS, "data": write_data}


__all__ = ["EXPORTERS", "exporters"]
