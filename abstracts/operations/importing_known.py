"""Submissions that are here already when a file names them again."""

from collections import defaultdict
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from abstracts.importing.report import SAME, SKIPPED, RowResult
from abstracts.importing.submission import Submission
from abstracts.models import Abstract, Call, State
from abstracts.operations.people import as_written, replace_people
from abstracts.operations.saving import touch, write
from abstracts.operations.submitting import keep_version
from abstracts.written import Written
from accounts.models import User
from journal.operations import record


class Known:
    """What the event has, by code; and what the call has without one, by title and first author, each taken once."""

    def __init__(self, call: Call) -> None:
        self._codes: dict[str, Abstract] = {}
        self._titles: dict[tuple[str, str], list[Abstract]] = defaultdict(list)
        there = (
            Abstract.objects.filter(event=call.event)
            .sent()
            .select_related("logbook", "call", "type", "event")
        )
        held = there.select_for_update(no_key=True, of=("self",)).order_by("number")
        for abstract in held.prefetch_related("authors__affiliations", "submitted_for"):
            if abstract.code:
                self._codes[abstract.code] = abstract
            elif abstract.call_id == call.pk:
                first = next(iter(abstract.authors.all()), None)
                self._titles[_key(abstract.title, first.name if first else "")].append(abstract)

    def get(self, row: Submission) -> Abstract | None:
        """The abstract a row means; None for a new one."""
        if row.code:
            return self._codes.get(row.code)
        same = self._titles.get(_key(row.title, row.people[0].name if row.people else ""))
        return same.pop(0) if same else None


def skipped(row: Submission, reason: str) -> RowResult:
    """The row stays out, for this reason."""
    return RowResult(row.row, SKIPPED, code=row.code, title=row.title, reason=reason)


def refusal_to_change(abstract: Abstract, row: Submission, call: Call) -> RowResult | None:
    """Why the file can not change this one; None where it can."""
    if abstract.call_id != call.pk:
        said = {"code": row.code, "call": abstract.call}
        return skipped(row, _("“%(code)s” was submitted to “%(call)s”.") % said)
    if abstract.state == State.WITHDRAWN and row.is_withdrawn:
        return RowResult(row.row, SAME, abstract.number, abstract.code, abstract.title)
    if abstract.state == State.WITHDRAWN:
        return skipped(row, _("It was withdrawn here (#%(number)d).") % {"number": abstract.number})
    return None


def merged(abstract: Abstract, written: Written) -> Written:
    """What the file says, and where it says nothing what is there."""
    return replace(
        written,
        text=written.text or abstract.text,
        type=written.type or abstract.type,
        tracks=written.tracks or tuple(abstract.submitted_for.all()),
        topics=written.topics or abstract.topics,
        keywords=written.keywords or abstract.keywords,
        answers={**abstract.answers, **written.answers},
        licence=written.licence or abstract.licence,
        note=written.note or abstract.note,
        people=written.people or tuple(as_written(author) for author in abstract.authors.all()),
    )


def change(abstract: Abstract, whole: Written, *, by: User | None) -> tuple[str, ...]:
    """Make the abstract this; returns the names of the fields that changed. Whoever calls holds it."""
    changes = write(
        abstract,
        title=whole.title,
        text=whole.text,
        type=whole.type,
        topics=list(whole.topics),
        keywords=list(whole.keywords),
        answers=dict(whole.answers),
        licence=whole.licence,
        note=whole.note,
    )
    before = {track.pk for track in abstract.submitted_for.all()}
    hanging: dict[str, Any] = {}
    if before != {track.pk for track in whole.tracks}:
        abstract.submitted_for.set(whole.tracks)
        hanging["tracks"] = ("", ", ".join(map(str, whole.tracks)))
    if [as_written(author) for author in abstract.authors.all()] != list(whole.people):
        hanging |= replace_people(abstract, whole.people)
    if hanging:
        touch(abstract)
    changes |= hanging
    if not changes:
        return ()
    if "tracks" in hanging and not abstract.is_decided and not abstract.reviews.exists():
        abstract.reviewed_for.set(whole.tracks)
    keep_version(abstract, by=by)
    said = {name: ("", "") if name in ("text", "answers") else pair for name, pair in changes.items()}
    record(abstract.logbook, "abstract.edited", by=by, subject=abstract, changes=said)
    return tuple(changes)


def _key(title: str, author: str) -> tuple[str, str]:
    return " ".join(title.casefold().split()), " ".join(author.casefold().split())
