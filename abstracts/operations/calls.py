"""Calls: begin, change, remove."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from abstracts.models import Call, Desk, LateSubmitter, Reviewing
from abstracts.operations.questions import rescale_ratings
from abstracts.refusals import NotOfThisCall, StillUsed
from accounts.models import User
from events.models import Event
from events.operations import lock_event
from journal.operations import differences, record
from kit.markdown import check_markdown
from kit.ordering import next_place
from kit.refusals import Refused, constraint_speaks
from programme.models import ContributionType, Track

TEXTS = ("announcement", "instructions", "consent")
LONGEST_GRACE = timedelta(days=7)


class BadTimes(Refused):
    """A call that would close before it opens."""


class AsksForNothing(Refused):
    """A call that needs what it does not ask for."""


class CallNameTaken(Refused):
    """The event has a call of that name."""


@transaction.atomic
def create_call(
    event: Event,
    *,
    by: User | None,
    name: str,
    tracks: Iterable[Track] | None = None,
    types: Iterable[ContributionType] | None = None,
    **values: Any,
) -> Call:
    """A new call, with its reviewing at the usual values. Raises CallNameTaken, BadTimes, NotOfThisCall."""
    event = lock_event(event)
    Desk.objects.get_or_create(event=event)
    _check(values)
    call = Call(event=event, name=name, position=next_place(event.calls), **values)
    _save(call, force_insert=True)
    Reviewing.objects.create(call=call)
    _offer(call, tracks=tracks, types=types)
    record(event.logbook, "call.created", by=by, subject=call)
    return call


@transaction.atomic
def edit_call(
    call: Call,
    *,
    by: User | None,
    tracks: Iterable[Track] | None = None,
    types: Iterable[ContributionType] | None = None,
    **values: Any,
) -> None:
    """Change some fields of the call. Raises CallNameTaken, BadTimes, NotOfThisCall, TextTooLong."""
    event = lock_event(call.event)
    call.refresh_from_db()
    _check(values)
    changes = differences(call, values)
    for name in changes:
        setattr(call, name, values[name])
    if changes:
        _save(call, update_fields=list(changes))
    if _offer(call, tracks=tracks, types=types):
        changes["offered"] = ("", "")
    if changes:
        record(event.logbook, "call.edited", by=by, subject=call, changes=changes)


@transaction.atomic
def open_call(call: Call, *, by: User | None) -> None:
    """Take submissions from now on; a closing that has passed is taken away."""
    now = timezone.now()
    closes_at = call.closes_at if call.closes_at and call.closes_at > now else None
    edit_call(call, by=by, opens_at=now, closes_at=closes_at)


@transaction.atomic
def close_call(call: Call, *, by: User | None) -> None:
    """Take no more submissions; the grace ends as well."""
    now = timezone.now()
    opens_at = call.opens_at if call.opens_at and call.opens_at < now else now - timedelta(seconds=1)
    edit_call(call, by=by, opens_at=opens_at, closes_at=now, grace=timedelta())


@transaction.atomic
def edit_reviewing(call: Call, *, by: User | None, **values: Any) -> None:
    """Change how the call is reviewed. Ratings that are there follow a new scale. Raises BadQuestion, TextTooLong."""
    event = lock_event(call.event)
    reviewing = Reviewing.objects.select_for_update().get(call=call)
    scale_from = values.pop("scale_from", reviewing.scale_from)
    scale_to = values.pop("scale_to", reviewing.scale_to)
    rescale_ratings(call, scale_from=scale_from, scale_to=scale_to, by=by)
    if "instructions" in values:
        check_markdown(values["instructions"])
    changes = differences(reviewing, values)
    if not changes:
        return
    for name in changes:
        setattr(reviewing, name, values[name])
    reviewing.save(update_fields=list(changes))
    record(event.logbook, "reviewing.edited", by=by, subject=call, changes=changes)


@transaction.atomic
def remove_call(call: Call, *, by: User | None) -> None:
    """Take away a call to which nobody wrote anything. Raises StillUsed."""
    event = lock_event(call.event)
    if call.abstracts.exists():
        raise StillUsed(_("“%(call)s” holds abstracts. Close it instead.") % {"call": call})
    name = str(call)
    call.delete()
    record(event.logbook, "call.removed", by=by, subject=name)


@transaction.atomic
def let_submit_late(call: Call, *, email: str, until: datetime | None, by: User | None) -> LateSubmitter:
    """Take something from this address although the call is closed, until then or without an end."""
    event = lock_event(call.event)
    late, _created = LateSubmitter.objects.update_or_create(
        call=call, email=email.lower(), defaults={"until": until}
    )
    record(event.logbook, "late-submitter.added", by=by, subject=late)
    return late


@transaction.atomic
def end_late_submission(late: LateSubmitter, *, by: User | None) -> None:
    """The closing of the call counts for this address again."""
    event = lock_event(late.call.event)
    name = str(late)
    late.delete()
    record(event.logbook, "late-submitter.removed", by=by, subject=name)


def _check(values: dict[str, Any]) -> None:
    for name in TEXTS:
        if name in values:
            check_markdown(values[name])


def _save(call: Call, **how: Any) -> None:
    if call.tracks_required and call.track_choice == Call.TrackChoice.NONE:
        raise AsksForNothing(_("The call does not ask for tracks: none can be required."))
    if not timedelta() <= call.grace <= LONGEST_GRACE:
        raise BadTimes(_("The grace after the closing is seven days at most."))
    if call.closes_at is not None and call.opens_at is not None and call.opens_at >= call.closes_at:
        raise BadTimes(_("The call closes before it opens. Choose a later closing, or an earlier opening."))
    taken = CallNameTaken(_("There is already a call named “%(name)s”.") % {"name": call.name})
    with constraint_speaks("call_name_once_per_event", refusal=taken):
        call.save(**how)


def _offer(call: Call, *, tracks: Iterable[Track] | None, types: Iterable[ContributionType] | None) -> bool:
    changed = False
    for given, held in ((tracks, call.tracks), (types, call.types)):
        if given is None:
            continue
        chosen: list[Any] = list(given)
        for thing in chosen:
            if thing.event_id != call.event_id:
                raise NotOfThisCall(_("“%(thing)s” belongs to another event.") % {"thing": thing})
        if {thing.pk for thing in chosen} != set(held.values_list("pk", flat=True)):
            held.set(chosen)
            changed = True
    return changed
