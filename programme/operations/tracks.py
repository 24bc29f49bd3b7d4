"""Tracks: add, edit, put in order, remove. Their `group` is given as itself, or by a name: a new one is made then."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from events.models import Event
from events.operations import lock_event
from journal.operations import differences, record
from kit.ordering import next_place, put_in_order
from kit.refusals import constraint_speaks
from programme.models import Track
from programme.models.track import HUES
from programme.operations.track_groups import group_named
from programme.operations.values import check_same_event, check_values
from programme.refusals import NameTaken

EDITABLE = frozenset({"name", "code", "description", "hue", "group"})


@transaction.atomic
def add_track(event: Event, *, by: User | None, name: str, **details: Any) -> Track:
    """A new last track; without a hue it gets the next colour that stays apart from the others."""
    check_values(Track, {"name": name, **details}, editable=EDITABLE)
    lock_event(event)
    _find_group(event, details, by=by)
    details.setdefault("hue", next_hue(event))
    track = Track(event=event, name=name, position=next_place(event.tracks), **details)
    with constraint_speaks("track_name_once_per_event", refusal=_taken(name)):
        track.save(force_insert=True)
    record(event.logbook, "track.added", by=by, subject=track)
    return track


def next_hue(event: Event) -> int:
    """The next colour that stays apart from those of the tracks that are there."""
    return HUES[event.tracks.count() % len(HUES)]


@transaction.atomic
def edit_track(track: Track, *, by: User | None, **values: Any) -> None:
    """Change what `values` names. Raises NameTaken, and what `check_values` raises."""
    check_values(Track, values, editable=EDITABLE)
    event = lock_event(track.event)
    track.refresh_from_db()
    _find_group(event, values, by=by)
    changes = differences(track, values)
    if not changes:
        return
    for name in changes:
        setattr(track, name, values[name])
    with constraint_speaks("track_name_once_per_event", refusal=_taken(track.name)):
        track.save(update_fields=list(changes))
    record(track.event.logbook, "track.edited", by=by, subject=track, changes=changes)


@transaction.atomic
def order_tracks(event: Event, *, tracks: Sequence[Track], by: User | None) -> None:
    """Put the tracks in this order; those not named follow in the order they had."""
    check_same_event(event, tracks)
    lock_event(event)
    if changes := put_in_order(event.tracks.all(), [track.pk for track in tracks]):
        record(event.logbook, "tracks.ordered", by=by, subject=event, changes=changes)


@transaction.atomic
def remove_track(track: Track, *, by: User | None) -> None:
    """Talks and sessions of the track stay and have no track then."""
    event = lock_event(track.event)
    name = str(track)
    track.delete()
    record(event.logbook, "track.removed", by=by, subject=name)


def _find_group(event: Event, values: dict[str, Any], *, by: User | None) -> None:
    """Put the group in the place of its name. Raises NotOfThisEvent for one of another event."""
    group = values.get("group")
    if isinstance(group, str):
        values["group"] = group_named(event, group, by=by)
    elif group is not None:
        check_same_event(event, [group])


def _taken(name: str) -> NameTaken:
    return NameTaken(_("There is a track “%(name)s” already.") % {"name": name})
