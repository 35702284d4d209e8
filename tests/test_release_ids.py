"""Ids that were once published stay what they were."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest

from conftest import REPO
from edition import Edition

RELEASES = sorted((REPO / "data" / "releases").glob("*.txt"))
FROZEN = "038723b38935b3a3b03f943b68274ee9e298e483f6ac60c97ca710efba322ae9"
BASE_TEXTS = {
    "DB": "e87bdc8fc64579462e958ba58d8e4c2f54202acdb32a5f9cc485a4b6020976b4",
    "HL": "468973fb7f0333e41777fc3f4e912cab11f74e492940aeea66c86ac3969c093a",
}


def test_the_segmentation_is_the_frozen_one() -> None:
    """``passages.csv`` is byte for byte the table that was adopted."""
    assert hashlib.sha256((REPO / "data/passages.csv").read_bytes()).hexdigest() == FROZEN


def test_base_texts_are_byte_for_byte_as_supplied(edition: Edition) -> None:
    """The two files have the hashes written here, whatever ``edition.yml`` says."""
    found = {key: hashlib.sha256((REPO / text.file).read_bytes()).hexdigest()
             for key, text in edition.texts.items()}
    assert found == BASE_TEXTS


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.stem)
def test_no_released_id_is_missing(release: Path, edition: Edition) -> None:
    """Every passage id of every release still exists, in the order of the texts."""
    released = release.read_text("utf-8").splitlines()
    assert len(released) == len(set(released)) > 0
    order = [key for key in edition.passages if key in set(released)]
    assert released == order


def test_the_first_release_lists_every_passage() -> None:
    """Release 0 is seeded with all ids of the frozen table, one to a line."""
    with (REPO / "data/passages.csv").open(encoding="utf-8", newline="") as file:
        ids = [row["passage_id"] for row in csv.DictReader(file)]
    assert (REPO / "data/releases/0.txt").read_text("utf-8") == "\n".join(ids) + "\n"


def test_a_passage_id_means_the_same_words(edition: Edition) -> None:
    """The words under each id have the hash that was frozen with it."""
    for passage in edition.passages.values():
        assert hashlib.sha256(passage.words.encode()).hexdigest() == passage.sha256
