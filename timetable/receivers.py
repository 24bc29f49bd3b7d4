"""What the timetable hears from below: other dates, other lengths, other sessions, somebody signing in."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.models import User
from events.models import Event
from events.signals import event_created, event_dates_changing
from programme.models import Contribution, Session
from programme.signals import contribution_edited, session_leaving
from timetable.letters import letters_about, send_letters
from timetable.models import Slot, Version
from timetable.operations import check_timetable_fits, dissolve_blocks, follow_length, leave_other_sessions
from timetable.operations.publishing import begin
from timetable.operations.stars import adopt_stars
from timetable.operations.whole import is_moving_whole
from timetable.signals import timetable_published
from timetable.star_cookie import read_stars
from timetable.versions import Change


@receiver(event_created)
def begin_in_drafts(event: Event, **kwargs: Any) -> None:
    """A conference is planned before it is shown; lectures and meetings are always live."""
    if event.kind == Event.Kind.CONFERENCE:
        begin(event, is_live=False)


@receiver(timetable_published)
def tell_those_concerned(
    event: Event,
    version: Version,
    changes: list[Change],
    gone: list[Slot],
    is_first: bool,
    closed: Collection[int],
    tell: bool,
    by: User | None,
    **kwargs: Any,
) -> None:
    """Mails with calendar entries, owed in the transaction of publishing."""
    if tell:
        letters = letters_about(event, changes, is_first=is_first, closed=closed)
        send_letters(letters, version, gone=gone, by=by)


@receiver(event_dates_changing)
def keep_the_timetable_inside(event: Event, starts_at: datetime, ends_at: datetime, **kwargs: Any) -> None:
    """An event does not become shorter than what is scheduled in it, unless that moves with it."""
    if not is_moving_whole(event):
        check_timetable_fits(event, starts_at=starts_at, ends_at=ends_at)


@receiver(contribution_edited)
def follow_the_contribution(
    contribution: Contribution, changes: dict[str, Any], by: User | None, **kwargs: Any
) -> None:
    """A talk of another session leaves the block it is in, and one of another length has another end."""
    if "session" in changes:
        leave_other_sessions(contribution, by=by)
    if "minutes" in changes:
        follow_length(contribution, by=by)


@receiver(session_leaving)
def take_out_the_session(session: Session, by: User | None, **kwargs: Any) -> None:
    dissolve_blocks(session, by=by)


@receiver(user_logged_in)
def bring_stars_along(user: User, request: HttpRequest | None = None, **kwargs: Any) -> None:
    """Stars given before sign-in become the account's; the cookie goes with the next page of an event."""
    if request is not None and (starred := read_stars(request)):
        adopt_stars(user, starred=starred)
