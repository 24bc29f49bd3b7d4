"""Many submissions written at once, as `submit` writes one; for imports. Nobody is written to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models import F
from django.db.models.functions import Lower
from django.utils import timezone

from abstracts.models import Abstract, AbstractVersion, Affiliation, Author, Call, Desk, State
from abstracts.written import Written
from accounts.models import User
from events.models import Event
from journal.models import Logbook
from journal.operations import record

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class NewSubmission:
    """What is to be written; `submitted_at` None is now."""

    written: Written
    code: str = ""
    submitter_name: str = ""
    submitter_email: str = ""
    submitted_at: datetime | None = None
    is_withdrawn: bool = False


def write_new(call: Call, submissions: Sequence[NewSubmission], *, by: User | None) -> list[Abstract]:
    """The abstracts, in the order given, with numbers in that order. Whoever calls holds the desk."""
    number = _take_numbers(call.event, len(submissions))
    owners = Owners([person.email for each in submissions for person in each.written.people]
                    + [each.submitter_email for each in submissions])  # fmt: skip
    logbooks = Logbook.objects.bulk_create([Logbook() for _each in submissions], batch_size=AT_ONCE)
    abstracts = [
        _abstract(call, each, number + position, logbooks[position], owners)
        for position, each in enumerate(submissions)
    ]
    Abstract.objects.bulk_create(abstracts, batch_size=AT_ONCE)
    pairs = list(zip(abstracts, submissions, strict=True))
    _write_tracks(pairs)
    _write_people(pairs, owners)
    AbstractVersion.objects.bulk_create(
        [
            AbstractVersion(
                abstract=abstract,
                number=1,
                title=abstract.title,
                text=abstract.text,
                answers=abstract.answers,
                note=abstract.note,
                by=by,
            )
            for abstract in abstracts
        ],
        batch_size=AT_ONCE,
    )
    for abstract in abstracts:
        record(abstract.logbook, "abstract.imported", by=by, subject=abstract)
    return abstracts


class Owners:
    """Whose the addresses are that somebody proved: one query for all of them."""

    def __init__(self, emails: Sequence[str]) -> None:
        wanted = {email.lower() for email in emails if email}
        proven = EmailAddress.objects.annotate(address=Lower("email")).filter(
            address__in=wanted, verified=True
        )
        self._owners = {address.email.lower(): address.user for address in proven.select_related("user")}

    def of(self, email: str) -> User | None:
        """The account of whoever proved the address; None for nobody."""
        return self._owners.get(email.lower()) if email else None


def _take_numbers(event: Event, amount: int) -> int:
    """The first of so many numbers in a row; none is given twice."""
    mine = Desk.objects.filter(event=event)
    mine.update(next_number=F("next_number") + amount)
    return mine.values_list("next_number", flat=True).get() - amount


def _abstract(call: Call, new: NewSubmission, number: int, logbook: Logbook, owners: Owners) -> Abstract:
    written, now = new.written, timezone.now()
    submitted_at = new.submitted_at or now
    return Abstract(
        event=call.event,
        call=call,
        number=number,
        code=new.code,
        state=State.WITHDRAWN if new.is_withdrawn else State.SUBMITTED,
        title=written.title.strip(),
        text=written.text,
        type=written.type,
        topics=list(written.topics),
        keywords=list(written.keywords),
        answers=dict(written.answers),
        licence=written.licence,
        note=written.note,
        submitter=owners.of(new.submitter_email),
        submitter_name=new.submitter_name,
        submitter_email=new.submitter_email,
        submitted_at=min(submitted_at, now),
        withdrawn_at=now if new.is_withdrawn else None,
        logbook=logbook,
    )


def _write_tracks(pairs: Sequence[tuple[Abstract, NewSubmission]]) -> None:
    keys = [(abstract.pk, track.pk) for abstract, new in pairs for track in new.written.tracks]
    chosen, reviewed = Abstract.submitted_for.through, Abstract.reviewed_for.through
    chosen.objects.bulk_create(
        [chosen(abstract_id=abstract, track_id=track) for abstract, track in keys], batch_size=AT_ONCE
    )
    reviewed.objects.bulk_create(
        [reviewed(abstract_id=abstract, track_id=track) for abstract, track in keys], batch_size=AT_ONCE
    )


def _write_people(pairs: Sequence[tuple[Abstract, NewSubmission]], owners: Owners) -> None:
    written = [
        (
            Author(abstract=abstract, position=position, name=person.name, email=person.email, role=person.role,
                   speaks=person.speaks, user=owners.of(person.email)),
            person,
        )
        for abstract, new in pairs
        for position, person in enumerate(new.written.people, start=1)
    ]  # fmt: skip
    Author.objects.bulk_create([author for author, _person in written], batch_size=AT_ONCE)
    Affiliation.objects.bulk_create(
        [
            Affiliation(author=author, position=position, name=place.name, ror=place.ror)
            for author, person in written
            for position, place in enumerate(person.affiliations, start=1)
        ],
        batch_size=AT_ONCE,
    )
