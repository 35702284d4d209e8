"""Ids that were once published stay what they were."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest

from conftest import REPO
from edition import Edition
from edition.citation.subjects import subjects
from edition.codebook import TABLES
from edition.ids import all_ids, is_passage, records, withdrawn

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
    assert [key for key in released if is_passage(key)] == order


def test_the_first_release_lists_every_passage() -> None:
    """Release 0 is seeded with all ids of the frozen table, one to a line."""
    with (REPO / "data/passages.csv").open(encoding="utf-8", newline="") as file:
        ids = [row["passage_id"] for row in csv.DictReader(file)]
    assert (REPO / "data/releases/0.txt").read_text("utf-8") == "\n".join(ids) + "\n"


def test_every_id_is_recorded(edition: Edition) -> None:
    """What can be cited, and every key of every table that makes the edition."""
    ids = all_ids(edition)
    assert len(ids) == len(set(ids))
    assert ids[: len(edition.passages)] == list(edition.passages)
    assert {subject.key for subject in subjects(edition)} <= set(ids)
    for table in TABLES.values():
        if not table.derived and table.record.key_column().endswith("_id"):
            with (REPO / "data" / table.file).open(encoding="utf-8", newline="") as file:
                own = {row[table.record.key_column()] for row in csv.DictReader(file)}
            assert own <= set(ids), table.name


@pytest.mark.parametrize(("key", "is_one"), [
    ("DB.1", True), ("DB.12.5", True), ("ABC.1.1", True), ("N0310", False), ("C014", False),
    ("enver-hoxha", False), ("1st-corps", False), ("forces-strengths", False),
])
def test_passages_are_known_by_their_form(key: str, is_one: bool) -> None:
    """No id of a row, a record or a figure has the form of a passage's."""
    assert is_passage(key) == is_one


def test_ids_of_releases_that_are_gone(tmp_path: Path, edition: Edition) -> None:
    """An id that a release had and the edition has not is withdrawn, with the last release."""
    folder = tmp_path / "data" / "releases"
    folder.mkdir(parents=True)
    (folder / "0.txt").write_text("DB.1.1\n")
    (folder / "0.2.0.txt").write_text("DB.1.1\nN0001\nN0002\nN0310\n")
    (folder / "0.10.0.txt").write_text("DB.1.1\nN0001\nC014\n")
    assert [path.stem for path in records(tmp_path)] == ["0", "0.2.0", "0.10.0"]
    assert withdrawn(tmp_path, edition) == {"N0001": "0.10.0", "N0002": "0.2.0"}


def test_a_passage_id_means_the_same_words(edition: Edition) -> None:
    """The words under each id have the hash that was frozen with it."""
    for passage in edition.passages.values():
        assert hashlib.sha256(passage.words.encode()).hexdigest() == passage.sha256
