"""Take over submissions from a file: each row by itself, in one transaction; a row that can not be had is skipped.

A submission is known by its code; without one by its title and first author. What is known changes where the file
says something else; nothing is taken away, and nobody is written to. What the call asks for beyond a title is told,
and hinders only where `strict` holds the rows to it: old conferences did not know our rules.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abstracts.completeness import problems_of
from abstracts.importing.answers import answers_of
from abstracts.importing.report import CREATED, SAME, UPDATED, ImportReport, RowResult
from abstracts.importing.submission import Submission
from abstracts.importing.things import NotKnown, Things
from abstracts.models import Abstract, Call
from abstracts.operations.importing_known import Known, change, merged, refusal_to_change, skipped
from abstracts.operations.importing_new import NewSubmission, write_new
from abstracts.operations.turns import lock_desk
from abstracts.written import Written
from accounts.models import User
from events.operations import lock_event
from journal.operations import record
from kit.markdown import check_markdown
from kit.refusals import Refused

LONGEST_TITLE, LONGEST_NAME, MOST_PEOPLE = 500, 300, 2000


@transaction.atomic
def import_abstracts(
    call: Call,
    rows: Sequence[Submission],
    *,
    by: User | None,
    add_missing: bool = True,
    strict: bool = False,
    dry_run: bool = False,
    notes: Sequence[str] = (),
) -> ImportReport:
    """All rows that can be had, for good unless it is a dry run. `add_missing`: tracks, types and topics too."""
    event = lock_event(call.event)
    lock_desk(event)
    call = _fetched(call)
    call.event = event
    report = ImportReport(str(call), notes=list(notes), is_dry_run=dry_run)
    things = Things(call, by=by, add=add_missing)
    work = _Import(call, by, things, strict=strict)
    report.results = work.take(rows)
    report.added = things.added
    if report.amount and not dry_run:
        subject = ngettext("%(number)d abstract", "%(number)d abstracts", report.amount)
        changes = {name: ("", number) for name, number in report.counts.items() if number}
        said = subject % {"number": report.amount}
        record(event.logbook, "abstracts.imported", by=by, subject=said, changes=changes)
    transaction.set_rollback(dry_run)
    return report


def _fetched(call: Call) -> Call:
    return Call.objects.prefetch_related("tracks", "types", "fields").get(pk=call.pk)


@dataclass(frozen=True, slots=True)
class _Taken:
    """A row with the things of the event it names."""

    row: Submission
    written: Written
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Import:
    call: Call
    by: User | None
    things: Things
    strict: bool
    known: Known = field(init=False)
    seen: dict[str, int] = field(default_factory=dict)

    def take(self, rows: Sequence[Submission]) -> list[RowResult]:
        """What became of each row, in their order; those that can not be had stay out and the others are written."""
        self.known = Known(self.call)
        resolved = [self._resolved(row) for row in rows]
        self.things.keep_topics()
        self.call = _fetched(self.call)  # as it offers things now
        outcomes = [one if isinstance(one, RowResult) else self._outcome(one) for one in resolved]
        new = [one for one in outcomes if isinstance(one, _Taken)]
        made = iter(write_new(self.call, [_new(one) for one in new], by=self.by))
        return [one if isinstance(one, RowResult) else _created(one, next(made)) for one in outcomes]

    def _resolved(self, row: Submission) -> _Taken | RowResult:
        """What the row comes to, or why it can not be had."""
        try:
            _check(row)
            if row.code and (before := self.seen.setdefault(row.code, row.row)) != row.row:
                raise NotKnown(_("Its code stands in row %(row)d already.") % {"row": before})
            with transaction.atomic():
                tracks = tuple(dict.fromkeys(map(self.things.track, row.tracks)))
                kind, topics = self.things.type(row.type), self.things.topics(row.topics)
        except Refused as refusal:
            return skipped(row, str(refusal))
        answers, unfit = answers_of(self.call.fields.all(), row.answers)
        written = Written(
            title=row.title,
            text=row.text,
            type=kind,
            tracks=tracks,
            topics=topics,
            keywords=row.keywords,
            answers=answers,
            licence=row.licence,
            note=row.note,
            people=row.people,
        )
        return _Taken(row, written, (*row.notes, *unfit))

    def _outcome(self, taken: _Taken) -> _Taken | RowResult:
        """What became of one that is known or refused; else the row itself, to be written with the other new ones."""
        row, abstract = taken.row, self.known.get(taken.row)
        if abstract is not None and (refused := refusal_to_change(abstract, row, self.call)):
            return refused
        whole = merged(abstract, taken.written) if abstract else taken.written
        lacking = tuple(sentence for _name, sentence in problems_of(self.call, whole))
        if lacking and self.strict:
            return skipped(row, " ".join(lacking))
        notes = (*taken.notes, *lacking)
        if abstract is None:
            return _Taken(row, taken.written, notes)
        fields = change(abstract, whole, by=self.by)
        outcome = UPDATED if fields else SAME
        return RowResult(row.row, outcome, abstract.number, abstract.code, abstract.title, fields, notes)


def _check(row: Submission) -> None:
    """Raise a refusal for what no submission may be, whatever the call says."""
    if row.problem:
        raise NotKnown(row.problem)
    if not row.title:
        raise NotKnown(_("It has no title."))
    if len(row.title) > LONGEST_TITLE:
        raise NotKnown(_("The title has more than 500 characters."))
    if len(row.people) > MOST_PEOPLE:
        raise NotKnown(_("More than %(n)d people are named.") % {"n": MOST_PEOPLE})
    names = [
        name for person in row.people for name in (person.name, *(one.name for one in person.affiliations))
    ]
    if any(len(name) > LONGEST_NAME for name in names):
        raise NotKnown(_("Names and affiliations have at most 300 characters."))
    check_markdown(row.text)
    check_markdown(row.note)


def _new(taken: _Taken) -> NewSubmission:
    """Without a submitter, the first author who has an address is it, else the first author."""
    row = taken.row
    name, email = row.submitter_name, row.submitter_email
    if not email:
        same = [person for person in row.people if not name or person.name.casefold() == name.casefold()]
        first = next((person for person in same if person.email), next(iter(same), None))
        name, email = name or (first.name if first else ""), first.email if first else ""
    elif not name:
        name = next((one.name for one in row.people if one.email.casefold() == email.casefold()), "")
    return NewSubmission(taken.written, row.code, name, email, row.submitted_at, row.is_withdrawn)


def _created(taken: _Taken, abstract: Abstract) -> RowResult:
    said = (abstract.number, abstract.code, abstract.title)
    return RowResult(taken.row.row, CREATED, *said, notes=taken.notes)
