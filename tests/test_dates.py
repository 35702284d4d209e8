"""Dates: what each coding rule means in days, and that nothing of an expression is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.dates import calendar_bounds, library_bounds, parse_date, readable

D = dt.date

# the rules of book/principles.md, each as a text states it
RULES = [
    ("7 April 1939, a day as a day", "1939-04-07", D(1939, 4, 7), D(1939, 4, 7)),
    ("the night from 24 to 25 July 1943", "1943-07-24/1943-07-25", D(1943, 7, 24), D(1943, 7, 25)),
    ("in August 1943", "1943-08", D(1943, 8, 1), D(1943, 8, 31)),
    ("in February of a leap year", "1944-02", D(1944, 2, 1), D(1944, 2, 29)),
    ("in the beginning of March 1944", "1944-03-01/1944-03-10", D(1944, 3, 1), D(1944, 3, 10)),
    ("in the beginning of 1942", "1942-01/1942-02", D(1942, 1, 1), D(1942, 2, 28)),
    ("in the end of June 1943", "1943-06-21/1943-06-30", D(1943, 6, 21), D(1943, 6, 30)),
    ("in 1942", "1942", D(1942, 1, 1), D(1942, 12, 31)),
    ("in spring 1944", "1944-21", D(1944, 3, 1), D(1944, 5, 31)),
    ("in summer 1943", "1943-22", D(1943, 6, 1), D(1943, 8, 31)),
    ("in autumn 1940", "1940-23", D(1940, 9, 1), D(1940, 11, 30)),
    ("in the winter of 1943–1944", "1943-24", D(1943, 12, 1), D(1944, 2, 29)),
    ("the same winter in months", "1943-12/1944-02", D(1943, 12, 1), D(1944, 2, 29)),
    ("by the end of 1942", "../1942-12", None, D(1942, 12, 31)),
    ("after 8 September 1943", "1943-09-08/..", D(1943, 9, 8), None),
    ("about October 1940", "1940-10~", D(1940, 10, 1), D(1940, 10, 31)),
]


@pytest.mark.parametrize(("words", "edtf", "start", "end"), RULES, ids=[r[0] for r in RULES])
def test_coding_rule(words: str, edtf: str, start: dt.date | None, end: dt.date | None) -> None:
    """An expression covers the days that the editorial principles give it, and stays as it is."""
    date = parse_date(edtf)
    assert (date.start, date.end) == (start, end)
    assert date.edtf == edtf


@given(year=st.integers(0, 9999), month=st.integers(0, 20), day=st.integers(0, 32),
       parts=st.integers(1, 3), sign=st.sampled_from(["", "?", "~", "%"]))
@settings(max_examples=200)
def test_calendar_and_library_agree(
    year: int, month: int, day: int, parts: int, sign: str
) -> None:
    """A year, month or day covers the same days, or is refused, whichever of the two reads it."""
    written = "-".join([f"{year:04}", f"{month:02}", f"{day:02}"][:parts]) + sign
    assert _days_or_none(calendar_bounds, written) == _days_or_none(library_bounds, written)


def _days_or_none(bounds: Callable[[str], tuple[D, D]], edtf: str) -> tuple[D, D] | None:
    try:
        return bounds(edtf)
    except (AttributeError, TypeError, ValueError):  # what is taken for a refusal in the module
        return None


@pytest.mark.parametrize("edtf", [
    "", " ", "1943-13", "1943-00", "1943-02-29", "1943-06-31", "1943-6", "43", "43-06-01",
    "June 1943", "10.7.1943", "1943-07-10T12:00", "1943/", "/1943", "..", "../..", "1943/1944/1945",
    "194X", "1943-25", "1943-20", "1943-XX", "~1943", "1943-~08", "1943~?", "{1943,1944}",
    "-0043", "0000", "١٩٤٣", "1943-07-10 ",
])  # fmt: skip
def test_what_is_no_date_is_refused(edtf: str) -> None:
    """A form that cannot be resolved to days or said in words is an error, never a guess."""
    with pytest.raises(ValueError, match="not a date|at least one end"):
        parse_date(edtf)


def test_an_interval_runs_forwards() -> None:
    """An interval that ends before it begins is refused."""
    with pytest.raises(ValueError, match="ends before it begins"):
        parse_date("1944/1943")


@pytest.mark.parametrize(("edtf", "approximate", "uncertain"), [
    ("1943", False, False),
    ("1943~", True, False),
    ("1943?", False, True),
    ("1943%", True, True),
    ("1943-07~", True, False),
    ("1943-07-10?", False, True),
    ("1943-07-10~/..", True, False),
    ("../1943-07?", False, True),
    ("1943-07~/1943-08?", True, True),
])  # fmt: skip
def test_signs_of_doubt_are_kept(edtf: str, approximate: bool, uncertain: bool) -> None:
    """``~``, ``?`` and ``%`` stay in the expression and are said in words."""
    date = parse_date(edtf)
    assert (date.edtf, date.approximate, date.uncertain) == (edtf, approximate, uncertain)
    assert ("about" in readable(edtf)) == approximate
    assert ("(?)" in readable(edtf)) == uncertain


@pytest.mark.parametrize(("edtf", "precision"), [
    ("1943-07-10", 1),
    ("1943-07-24/1943-07-25", 1),
    ("1944-03-01/1944-03-10", 2),
    ("1943-06-21/1943-06-30", 2),
    ("1943-07", 3),
    ("1943-22", 4),
    ("1943-24", 4),
    ("1943-01/1943-06", 4),
    ("1943", 5),
    ("../1943-07-10", 5),
    ("1943-07-10/..", 5),
])  # fmt: skip
def test_precision(edtf: str, precision: int) -> None:
    """Day 1, up to ten days 2, month 3, season or half-year 4, year or open 5."""
    assert parse_date(edtf).precision == precision


@pytest.mark.parametrize(("edtf", "words"), [
    ("1943-07-10", "10 July 1943"),
    ("1943-07", "July 1943"),
    ("1943", "1943"),
    ("1943-22", "summer 1943"),
    ("1943-24", "winter 1943–1944"),
    ("1943~", "about 1943"),
    ("1943-07%", "about July 1943 (?)"),
    ("../1942-12", "by December 1942"),
    ("1942-12/..", "after December 1942"),
    ("1943-07-24/1943-07-25", "24–25 July 1943"),
    ("1943-08/1943-09", "August–September 1943"),
    ("1943-07-24/1943-08-02", "24 July\u00a0– 2 August 1943"),
    ("1943-12/1944-02", "December 1943\u00a0– February 1944"),
    ("1943/1944", "1943–1944"),
    ("1943-10/1943", "October 1943\u00a0– 1943"),
    ("1940-10~/1941", "about October 1940\u00a0– 1941"),
])  # fmt: skip
def test_readable(edtf: str, words: str) -> None:
    """The expression in English, the shared part of an interval said once."""
    assert readable(edtf) == words


def test_middle_of_an_open_interval_is_the_bound_there_is() -> None:
    """An open end stays open; a mark stands at the bound that is given."""
    assert parse_date("../1942-12-31").middle == D(1942, 12, 31)
    assert parse_date("1942-12-31/..").middle == D(1942, 12, 31)
    assert parse_date("1942-01-01/1942-01-03").middle == D(1942, 1, 2)


few = settings(max_examples=30)  # the EDTF library takes its time
days = st.dates(min_value=D(1000, 1, 1), max_value=D(9998, 12, 31))
signs = st.sampled_from(["", "~", "?", "%"])
points = st.one_of(
    st.tuples(days, signs).map(lambda p: f"{p[0].isoformat()}{p[1]}"),
    st.tuples(days, signs).map(lambda p: f"{p[0].isoformat()[:7]}{p[1]}"),
    st.tuples(days, signs).map(lambda p: f"{p[0].year}{p[1]}"),
    st.tuples(days, st.integers(21, 24)).map(lambda p: f"{p[0].year}-{p[1]}"),
)


@few
@given(days)
def test_a_day_comes_back(day: dt.date) -> None:
    """Any day, month and year goes to EDTF and back to the same days."""
    assert (parse_date(day.isoformat()).start, parse_date(day.isoformat()).end) == (day, day)
    month = parse_date(day.isoformat()[:7])
    assert month.start == day.replace(day=1)
    assert month.end is not None
    assert (month.end + dt.timedelta(1)).day == 1
    assert month.start <= day <= month.end
    assert parse_date(str(day.year)).start == D(day.year, 1, 1)
    assert parse_date(str(day.year)).end == D(day.year, 12, 31)


@few
@given(points)
def test_a_point_begins_before_it_ends(edtf: str) -> None:
    """Every point has both ends in order, its middle between them, and words without gaps."""
    date = parse_date(edtf)
    assert date.start is not None
    assert date.end is not None
    assert date.start <= date.middle <= date.end
    assert date.edtf == edtf
    assert edtf[:4] in readable(edtf)
    assert "  " not in readable(edtf)


@few
@given(points, points)
def test_an_interval_runs_from_the_first_day_to_the_last(first: str, last: str) -> None:
    """An interval covers both its points, or is refused if it runs backwards."""
    a, b = parse_date(first), parse_date(last)
    if a.start > b.end:
        with pytest.raises(ValueError, match="ends before it begins"):
            parse_date(f"{first}/{last}")
        return
    date = parse_date(f"{first}/{last}")
    assert (date.start, date.end) == (a.start, b.end)
    words = readable(f"{first}/{last}")
    assert "–" in words
    assert "  " not in words
    assert words.count("about") == readable(first).count("about") + readable(last).count("about")
    assert ("?" in words) == date.uncertain or "%" in first + last


@few
@given(points)
def test_an_open_interval_has_one_end(edtf: str) -> None:
    """``../X`` has no beginning, ``X/..`` no end."""
    point = parse_date(edtf)
    until, since = parse_date(f"../{edtf}"), parse_date(f"{edtf}/..")
    assert (until.start, until.end) == (None, point.end)
    assert (since.start, since.end) == (point.start, None)
    assert until.precision == since.precision == 5
