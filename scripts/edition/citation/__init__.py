"""How anything in the edition is cited: passages, notes, coded rows, figures.

A citation is a template filled in. A template (:mod:`edition.citation.forms`) belongs to a
part of the book, such as a text, its notes or a figure, and has places for what differs
within the part (:class:`~edition.citation.subjects.Subject`) and for the day of access; the
pages fill in the same templates, so that they show what :func:`cite` gives.

How to add a form: write its template in ``forms.py`` and name it in ``FORMS``; the pages
show it once ``theme/static/cite.js`` gives it a tab.
"""

from __future__ import annotations

import datetime as dt

from edition.citation.fill import accessed_values, fill
from edition.citation.forms import FORMS
from edition.citation.subjects import find_subject
from edition.edition import Edition

__all__ = ["FORMS", "cite"]


def cite(edition: Edition, key: str, form: str = "text", accessed: dt.date | None = None) -> str:
    """A citation of ``DB.12.5-7``, ``N0310``, ``C014`` or ``forces-strengths`` in a form.

    ``form`` is one of :data:`FORMS`. Without ``accessed`` no day of access is given.
    Raises :class:`~edition.problems.EditionError` for what the edition does not have.
    """
    subject = find_subject(edition, key)
    template = FORMS[form](edition, subject.part, accessed is not None)
    days = accessed_values(accessed) if accessed else {}
    return fill(template, {**subject.values, **days})
