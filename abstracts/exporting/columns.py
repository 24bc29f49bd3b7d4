"""The columns of a table of submissions. Our own import understands them again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from abstracts.exporting.reading import Export, Line, ReviewLine
from abstracts.models import Author
from abstracts.written import Writer
from kit.moments import local

SEPARATOR = "; "
WITHIN = " | "
"""Between the affiliations of one person."""


@dataclass(frozen=True, slots=True)
class Column:
    """`names`: whether it tells who wrote the abstract."""

    name: str
    title: Any
    of: Callable[[Line], Any]
    names: bool = False
    for_managers: bool = False
    for_leaders: bool = False


COLUMNS = [
    Column("number", _("Number"), lambda line: line.abstract.number),
    Column("code", _("Code"), lambda line: line.code),
    Column("call", _("Call"), lambda line: line.abstract.call.name),
    Column("state", _("State"), lambda line: str(line.state.label)),
    Column("title", _("Title"), lambda line: line.abstract.title),
    Column("authors", _("Authors"), lambda line: _joined(_of_role(line, Author.Role.AUTHOR), _name), names=True),
    Column(
        "co_authors", _("Co-authors"), lambda line: _joined(_of_role(line, Author.Role.CO_AUTHOR), _name), names=True
    ),
    Column(
        "speakers", _("Speakers"), lambda line: _joined([p for p in line.people or [] if p.speaks], _name), names=True
    ),
    Column("affiliations", _("Affiliations"), lambda line: _joined(_in_order(line), _places), names=True),
    Column("emails", _("E-mails"), lambda line: _joined(_in_order(line), _email), names=True, for_leaders=True),
    Column("submitter", _("Submitter"), lambda line: line.abstract.submitter_name, names=True, for_leaders=True),
    Column(
        "submitter_email", _("Submitter e-mail"), lambda line: line.abstract.submitter_email, names=True,
        for_leaders=True,
    ),
    Column("submitted_at", _("Submitted at"), lambda line: _when(line, line.abstract.submitted_at)),
    Column("tracks", _("Tracks"), lambda line: SEPARATOR.join(map(str, line.abstract.submitted_for.all()))),
    Column("reviewed_for", _("Reviewed for"), lambda line: SEPARATOR.join(map(str, line.abstract.reviewed_for.all()))),
    Column("type", _("Type"), lambda line: str(line.abstract.type or "")),
    Column("topics", _("Topics"), lambda line: SEPARATOR.join(line.abstract.topics)),
    Column("keywords", _("Keywords"), lambda line: SEPARATOR.join(line.abstract.keywords)),
    Column("score", _("Score"), lambda line: _rounded(line.score.mean), for_leaders=True),
    Column("normalised", _("Normalised score"), lambda line: _rounded(line.score.normalised), for_leaders=True),
    Column("spread", _("Spread"), lambda line: _rounded(line.score.spread), for_leaders=True),
    Column("reviews", _("Scored reviews"), lambda line: line.score.count if line.leads else None, for_leaders=True),
    Column("accepted_track", _("Accepted track"), lambda line: _told(line, line.abstract.accepted_track)),
    Column("accepted_type", _("Accepted type"), lambda line: _told(line, line.abstract.accepted_type)),
    Column("accepted_session", _("Accepted session"), lambda line: _told(line, line.abstract.accepted_session)),
    Column("decision_comment", _("Comment to the authors"), lambda line: _told(line, line.abstract.decision_comment),
           for_leaders=True),
    Column("licence", _("Licence"), lambda line: line.abstract.licence, for_managers=True),
    Column("note", _("Note"), lambda line: line.abstract.note, for_managers=True),
    Column("text", _("Text"), lambda line: line.abstract.text),
]  # fmt: skip

REVIEWS: list[tuple[str, Any, Callable[[ReviewLine], Any]]] = [
    ("number", _("Number"), lambda review: review.number),
    ("code", _("Code"), lambda review: review.code),
    ("title", _("Title"), lambda review: review.title),
    ("reviewer", _("Reviewer"), lambda review: review.reviewer),
    ("track", _("Track"), lambda review: review.track),
    ("action", _("Proposal"), lambda review: review.action),
    ("type", _("Type"), lambda review: review.type),
    ("score", _("Score"), lambda review: review.score),
    ("committee_comment", _("To the committee"), lambda review: review.committee_comment),
    ("author_comment", _("To the authors"), lambda review: review.author_comment),
]


def columns_for(export: Export) -> list[Column]:
    """Those the person may have: what would be empty in every row is left out."""
    standing = export.standing
    leads = standing.is_manager or standing.is_convener
    names = export.names_somebody()
    return [
        column
        for column in COLUMNS
        if (names or not column.names)
        and (standing.is_manager or not column.for_managers)
        and (leads or not column.for_leaders)
    ]


def cell(column: Column, line: Line) -> Any:
    if column.names and line.people is None:
        return ""
    if column.for_leaders and not line.leads:
        return ""
    return column.of(line)


def _of_role(line: Line, role: str) -> list[Writer]:
    return [person for person in line.people or [] if person.role == role]


def _in_order(line: Line) -> list[Writer]:
    """As the cells beside each other have them: authors, co-authors, then who only speaks."""
    roles = (Author.Role.AUTHOR, Author.Role.CO_AUTHOR, Author.Role.NONE)
    return [person for role in roles for person in _of_role(line, role)]


def _joined(people: list[Writer], said: Callable[[Writer], str]) -> str:
    found = [said(person) for person in people]
    return SEPARATOR.join(found) if any(found) else ""


def _name(person: Writer) -> str:
    return person.name.replace(";", ",")


def _email(person: Writer) -> str:
    return person.email


def _places(person: Writer) -> str:
    return WITHIN.join(place.name.replace(";", ",") for place in person.affiliations)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _told(line: Line, thing: Any) -> str:
    return str(thing or "") if line.is_decision_told else ""


def _when(line: Line, moment: Any) -> Any:
    return local(moment, line.abstract.event.zone).replace(microsecond=0) if moment else None
