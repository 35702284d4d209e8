"""The generator of editions many times this size."""

from __future__ import annotations

from pathlib import Path

from edition import Edition
from edition.load import open_edition
from grow import grow


def test_a_grown_edition_is_valid(edition: Edition, tmp_path: Path) -> None:
    """Three times the texts, with as many rows for each, pass every check, and ids are single."""
    grow(tmp_path / "grown", 3)
    grown = open_edition(tmp_path / "grown")
    assert list(grown.texts) == ["DB", "HL", "DBA", "HLA", "DBB", "HLB"]
    for table in ("passages", "claims", "notes", "entities", "dates", "controls", "numerals"):
        assert len(getattr(grown, table)) == 3 * len(getattr(edition, table)), table
    assert len(grown.mentions) == 3 * len(edition.mentions)
    assert grown.passages["DBA.12.5"].words == edition.passages["DB.12.5"].words
    own, copied = edition.claims["C014"].first, grown.claims["C1014"].first
    assert copied.passage_id == own.passage_id.replace(".", "A.", 1)
    assert {page.stem for page in (tmp_path / "grown" / "book").glob("*.md")} >= {"db", "hl-b"}
