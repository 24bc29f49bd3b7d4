"""A whole call in one act, and the order of calls."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from abstracts.models import Call
from abstracts.operations.calls import create_call, edit_call
from abstracts.operations.letter_rules import add_usual_rules
from abstracts.operations.questions import add_question
from abstracts.refusals import NotOfThisCall
from accounts.models import User
from events.models import Event
from events.operations import lock_event
from journal.operations import record
from kit.ordering import put_in_order


@dataclass(frozen=True, slots=True)
class Times:
    """When a call opens and closes."""

    opens_at: datetime | None
    closes_at: datetime | None
    grace: timedelta


@transaction.atomic
def set_up_call(
    event: Event,
    *,
    by: User | None,
    name: str,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
) -> Call:
    """A call that can be opened as it is: two questions, letters for each state, and all tracks and types of the
    event, also those that come later; of types, those that are not private.

    Raises CallNameTaken, BadTimes.
    """
    has_tracks = event.tracks.exists()
    call = create_call(
        event,
        by=by,
        name=name,
        opens_at=opens_at,
        closes_at=closes_at,
        track_choice=Call.TrackChoice.ONE if has_tracks else Call.TrackChoice.NONE,
        tracks_required=has_tracks,
        contact_email=event.contact_email,
    )
    add_question(call, by=by, title=_("How good is the work?"), help=_("Sound, new, clearly told."))
    add_question(
        call, by=by, title=_("How well does it fit?"), help=_("Of interest to those who come to this event.")
    )
    add_usual_rules(event, by=by)
    return call


@transaction.atomic
def order_calls(event: Event, *, calls: Sequence[Call], by: User | None) -> None:
    """Put the calls in this order; those not named follow in the order they had."""
    lock_event(event)
    if any(call.event_id != event.pk for call in calls):
        raise NotOfThisCall(_("A call belongs to another event."))
    if changes := put_in_order(event.calls.all(), [call.pk for call in calls]):
        record(event.logbook, "calls.ordered", by=by, subject=event, changes=changes)


@transaction.atomic
def put_back_times(call: Call, *, times: Times, by: User | None) -> None:
    """Undo opening or closing at once: the times as they were."""
    edit_call(call, by=by, opens_at=times.opens_at, closes_at=times.closes_at, grace=times.grace)
