"""Groups of tracks: add, rename, order, remove. They say nothing but how tracks are listed where they are chosen."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from events.models import Event
from events.operations import lock_event
from journal.operations import record
from kit.ordering import next_place, put_in_order
from kit.refusals import constraint_speaks
from programme.models import TrackGroup
from programme.operations.values import check_same_event, check_values
from programme.refusals import NameTaken

EDITABLE = frozenset({"name"})


@transaction.atomic
def add_track_group(event: Event, *, by: User | None, name: str) -> TrackGroup:
    """A new last group. Raises NameTaken."""
    check_values(TrackGroup, {"name": name}, editable=EDITABLE)
    lock_event(event)
    group = TrackGroup(event=event, name=name, position=next_place(event.track_groups))
    with constraint_speaks("track_group_name_once_per_event", refusal=_taken(name)):
        group.save(force_insert=True)
    record(event.logbook, "track-group.added", by=by, subject=group)
    return group


def group_named(event: Event, name: str, *, by: User | None) -> TrackGroup | None:
    """The group of that name, made where there is none; None for no name. For operations, in their transaction."""
    name = " ".join(name.split())
    if not name:
        return None
    return event.track_groups.filter(name__iexact=name).first() or add_track_group(event, by=by, name=name)


@transaction.atomic
def rename_track_group(group: TrackGroup, *, by: User | None, name: str) -> None:
    """Raises NameTaken."""
    check_values(TrackGroup, {"name": name}, editable=EDITABLE)
    event = lock_event(group.event)
    group.refresh_from_db()
    before, group.name = group.name, name
    if before == name:
        return
    with constraint_speaks("track_group_name_once_per_event", refusal=_taken(name)):
        group.save(update_fields=["name"])
    record(event.logbook, "track-group.edited", by=by, subject=group, changes={"name": (before, name)})


@transaction.atomic
def order_track_groups(event: Event, *, groups: Sequence[TrackGroup], by: User | None) -> None:
    """Put the groups in this order; those not named follow in the order they had."""
    check_same_event(event, groups)
    lock_event(event)
    if changes := put_in_order(event.track_groups.all(), [group.pk for group in groups]):
        record(event.logbook, "track-groups.ordered", by=by, subject=event, changes=changes)


@transaction.atomic
def remove_track_group(group: TrackGroup, *, by: User | None) -> None:
    """Its tracks stay, without a group."""
    event = lock_event(group.event)
    name = str(group)
    group.delete()
    record(event.logbook, "track-group.removed", by=by, subject=name)


def _taken(name: str) -> NameTaken:
    return NameTaken(_("There is a group “%(group)s” already.") % {"group": name})
