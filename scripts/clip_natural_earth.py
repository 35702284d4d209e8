"""Clip coast and borders about Albania from Natural Earth, as world-atlas packs it.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python scripts/clip_natural_earth.py package/countries-10m.json

writes ``scripts/edition/figures/natural_earth.geojson``: the land of Albania and the lines
of coast and borders in a window about it, simplified and rounded. Run again only when the
map is to change; the provenance stands in ``natural_earth.md`` beside the file.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WINDOW = (18.0, 39.4, 21.9, 42.8)  # west, south, east, north, in degrees
TOLERANCE = 0.01  # degrees, some 1 km: less than the width of a line on the map
COUNTRY = "Albania"
TARGET = Path(__file__).parent / "edition" / "figures" / "natural_earth.geojson"

Point = tuple[float, float]
Line = list[Point]


def arcs_of(topology: dict[str, Any]) -> list[Line]:
    """The arcs of the TopoJSON file in degrees: deltas summed, then scaled and moved."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for packed in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in packed:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        arcs.append(line)
    return arcs


def rings_of(geometry: dict[str, Any]) -> Iterator[list[int]]:
    """The rings of a country, as numbers of arcs; a negative number is an arc backwards."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for polygon in polygons:
        yield from polygon


def clipped(line: Line) -> Iterator[Line]:
    """The runs of a line that lie in the window, with one point beyond each end."""
    west, south, east, north = WINDOW
    inside = [west <= x <= east and south <= y <= north for x, y in line]
    run: Line = []
    for n, point in enumerate(line):
        if inside[n] or (n and inside[n - 1]) or (n + 1 < len(line) and inside[n + 1]):
            run.append(point)
        elif run:
            yield run
            run = []
    if len(run) > 1:
        yield run


def simplified(line: Line) -> Line:
    """Fewer points, none of those left out farther from the line than the tolerance."""
    (x0, y0), (x1, y1) = line[0], line[-1]
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    far, where = 0.0, 0
    for n, (x, y) in enumerate(line[1:-1], 1):
        off = (abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / length if length
               else ((x - x0) ** 2 + (y - y0) ** 2) ** 0.5)
        if off > far:
            far, where = off, n
    if far <= TOLERANCE:
        return [line[0], line[-1]]
    return simplified(line[: where + 1])[:-1] + simplified(line[where:])


def rounded(line: Line) -> list[list[float]]:
    """To three decimals, some 100 m."""
    return [[round(x, 3), round(y, 3)] for x, y in line]


def feature(kind: str, geometry: str, coordinates: list[Any]) -> dict[str, Any]:
    """One GeoJSON feature."""
    return {"type": "Feature", "properties": {"kind": kind},
            "geometry": {"type": geometry, "coordinates": coordinates}}


def clip(topology: dict[str, Any]) -> dict[str, Any]:
    """The features about the country: its land, the coast, the borders."""
    arcs = arcs_of(topology)
    countries = topology["objects"]["countries"]["geometries"]
    uses = Counter(a if a >= 0 else ~a for country in countries if country["type"] is not None
                   for ring in rings_of(country) for a in ring)
    own = next(c for c in countries if c["properties"]["name"] == COUNTRY)
    land = [rounded(simplified_ring([p for a in ring for p in
                                     (arcs[a] if a >= 0 else arcs[~a][::-1])[:-1]]))
            for ring in rings_of(own)]
    lines: dict[str, list[list[list[float]]]] = {"coast": [], "border": []}
    for number, times in sorted(uses.items()):
        for run in clipped(arcs[number]):
            lines["coast" if times == 1 else "border"].append(rounded(simplified(run)))
    return {"type": "FeatureCollection", "features": [
        feature("land", "Polygon", land),
        *(feature(kind, "MultiLineString", found) for kind, found in lines.items())]}


def simplified_ring(ring: Line) -> Line:
    """A closed line, simplified in two halves and closed again."""
    half = len(ring) // 2
    return simplified(ring[: half + 1])[:-1] + simplified([*ring[half:], ring[0]])


if __name__ == "__main__":
    found = clip(json.loads(Path(sys.argv[1]).read_text("utf-8")))
    TARGET.write_text(json.dumps(found, separators=(",", ":")) + "\n", encoding="utf-8")
