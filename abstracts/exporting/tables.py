"""Submissions and their reviews as tables and as JSON, row by row."""

from collections.abc import Iterable, Iterator
from typing import Any

from abstracts.exporting.columns import REVIEWS, cell, columns_for
from abstracts.exporting.reading import Export, Line, ReviewLine
from abstracts.models import Question
from abstracts.written import Writer


def submissions_table(
    export: Export, lines: Iterable[Line] | None = None
) -> tuple[list[str], Iterator[list[Any]]]:
    """Headings, and rows that are read while they are taken, unless they were read. Fields of the calls come last."""
    columns, titles = columns_for(export), list(dict.fromkeys(field.title for field in export.fields()))
    headings = [str(column.title) for column in columns]
    taken = {heading.casefold() for heading in headings}
    shown = [f"{title} (field)" if title.casefold() in taken else title for title in titles]
    rows = (
        [cell(column, line) for column in columns] + [line.answers.get(title) for title in titles]
        for line in (export.lines() if lines is None else lines)
    )
    return [*headings, *shown], rows


def reviews_table(
    export: Export, lines: Iterable[Line] | None = None
) -> tuple[list[str], Iterator[list[Any]]]:
    """One row for each review the person may read, with a column for each question."""
    asked = Question.objects.filter(call__event=export.event).order_by("call", "position", "pk")
    questions = list(dict.fromkeys(asked.values_list("title", flat=True)))
    headings = [str(title) for _name, title, _of in REVIEWS]
    rows = (
        [of(review) for _name, _title, of in REVIEWS] + [review.ratings.get(title) for title in questions]
        for line in (export.lines() if lines is None else lines)
        for review in line.reviews
    )
    return [*headings, *questions], rows


def as_object(line: Line) -> dict[str, Any]:
    """What the JSON file says of one; the import makes the same of it again. Keys that are hidden are absent."""
    abstract = line.abstract
    said: dict[str, Any] = {
        "number": abstract.number,
        "code": line.code,
        "call": abstract.call.name,
        "state": str(line.state),
        "title": abstract.title,
        "text": abstract.text,
        "tracks": [str(track) for track in abstract.submitted_for.all()],
        "reviewed_for": [str(track) for track in abstract.reviewed_for.all()],
        "type": str(abstract.type) if abstract.type else None,
        "topics": list(abstract.topics),
        "keywords": list(abstract.keywords),
        "answers": line.answers,
        "submitted_at": abstract.submitted_at,
    }
    if line.people is not None:
        said["authors"] = [_person(person, with_email=line.leads) for person in line.people]
        said["files"] = [one.name for one in abstract.files.all()]
        if line.leads:
            said |= {"submitter": abstract.submitter_name, "submitter_email": abstract.submitter_email}
    if line.is_manager:
        said |= {"licence": abstract.licence, "note": abstract.note}
    if line.leads:
        score = line.score
        said["score"] = {
            "mean": score.mean, "spread": score.spread, "count": score.count, "normalised": score.normalised
        }  # fmt: skip
    if line.is_decision_told:
        said["decision"] = _decision(line)
    if line.reviews:
        said["reviews"] = [_review(review) for review in line.reviews]
    return said


def _decision(line: Line) -> dict[str, Any]:
    abstract = line.abstract
    return {
        "track": str(abstract.accepted_track) if abstract.accepted_track else None,
        "type": str(abstract.accepted_type) if abstract.accepted_type else None,
        "session": str(abstract.accepted_session) if abstract.accepted_session else None,
        "other": line.other,
        "released": abstract.is_released,
        "contribution": getattr(abstract.contribution, "number", None) if abstract.is_released else None,
    }


def _person(person: Writer, *, with_email: bool) -> dict[str, Any]:
    said: dict[str, Any] = {"name": person.name, "role": str(person.role), "speaks": person.speaks}
    if with_email:
        said["email"] = person.email
    said["affiliations"] = [{"name": place.name, "ror": place.ror} for place in person.affiliations]
    return said


def _review(review: ReviewLine) -> dict[str, Any]:
    return {
        "reviewer": review.reviewer,
        "track": review.track,
        "action": review.action,
        "type": review.type,
        "score": review.score,
        "ratings": review.ratings,
        "committee_comment": review.committee_comment,
        "author_comment": review.author_comment,
        "submitted_at": review.submitted_at,
    }
