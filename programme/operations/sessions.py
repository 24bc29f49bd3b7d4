"""Sessions: create, edit, delete and restore, and who convenes them."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.models import User
from events.models import Event
from events.operations import lock_event
from journal.operations import differences, record
from programme.models import Contribution, Session, SessionConvener
from programme.operations.contributions import edit_contribution
from programme.operations.named import Someone, person_for
from programme.operations.numbers import take_session_number
from programme.operations.protection import has_own_protection, protect
from programme.operations.values import check_same_event, check_values, names
from programme.refusals import StillProtects
from programme.signals import session_leaving

EDITABLE = frozenset({"title", "code", "description", "type", "track", "default_minutes"})


@transaction.atomic
def create_session(
    event: Event, *, by: User | None, title: str, conveners: Sequence[Someone] = (), **details: Any
) -> Session:
    """A new session with the next number of the event."""
    check_values(Session, {"title": title, **details}, editable=EDITABLE)
    check_same_event(event, details.values())
    number = take_session_number(event)
    session = Session(event=event, number=number, title=title, access=event.access, **details)
    session.save(force_insert=True)
    _replace_conveners(session, conveners)
    record(event.logbook, "session.created", by=by, subject=session)
    return session


@transaction.atomic
def edit_session(
    session: Session, *, by: User | None, conveners: Sequence[Someone] | None = None, **values: Any
) -> None:
    """Change some of the EDITABLE fields, and the conveners where they are given."""
    check_values(Session, values, editable=EDITABLE)
    check_same_event(session.event, values.values())
    event = lock_event(session.event)
    session.refresh_from_db()
    changes = differences(session, values)
    for name in changes:
        setattr(session, name, values[name])
    if changes:
        session.save(update_fields=list(changes))
    if conveners is not None:
        changes |= _replace_conveners(session, conveners)
    if changes:
        record(event.logbook, "session.edited", by=by, subject=session, changes=changes)


@transaction.atomic
def delete_session(session: Session, *, by: User | None) -> None:
    """Take the session away; its contributions leave it and stay, at the times they have.

    Raises StillProtects while talks follow its own protection: without it, more people would see them.
    """
    event = lock_event(session.event)
    session.refresh_from_db()
    if session.deleted_at is not None:
        return
    _empty(session, by=by)
    session_leaving.send(sender=Session, session=session, by=by)
    session.deleted_at = timezone.now()
    session.save(update_fields=["deleted_at"])
    record(event.logbook, "session.deleted", by=by, subject=session)


@transaction.atomic
def restore_session(session: Session, *, by: User | None) -> None:
    """Bring a deleted session back, empty and without a place in the timetable."""
    event = lock_event(session.event)
    session.refresh_from_db()
    if session.deleted_at is not None:
        session.deleted_at = None
        session.save(update_fields=["deleted_at"])
        record(event.logbook, "session.restored", by=by, subject=session)


def _empty(session: Session, *, by: User | None) -> None:
    """Let the contributions out; deleted ones keep to themselves what the session kept to a few."""
    inside = list(Contribution.objects.filter(session=session).select_related("event"))
    if has_own_protection(session):
        _refuse_to_expose([contribution for contribution in inside if contribution.deleted_at is None])
        for contribution in inside:
            protect(contribution, mode=session.access.mode, by=by)
    for contribution in inside:
        edit_contribution(contribution, by=by, session=None)


def _refuse_to_expose(contributions: Sequence[Contribution]) -> None:
    if contributions:
        number = len(contributions)
        raise StillProtects(
            ngettext(
                "%(number)d talk follows the protection of this session. Move it to another session first.",
                "%(number)d talks follow the protection of this session. Move them to other sessions first.",
                number,
            )
            % {"number": number}
        )


def _replace_conveners(session: Session, people: Sequence[Someone]) -> dict[str, tuple[str, str]]:
    check_same_event(session.event, people)
    before = [link.person for link in session.convener_links.select_related("person")]
    after = list(dict.fromkeys(person_for(session.event, someone) for someone in people))
    if before == after:
        return {}
    session.convener_links.all().delete()
    SessionConvener.objects.bulk_create(
        SessionConvener(session=session, person=person, position=position)
        for position, person in enumerate(after, start=1)
    )
    return {"conveners": (names(before), names(after))}
