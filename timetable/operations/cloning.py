"""The timetable of a clone: slots and breaks at the same times on the clocks of the wall."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from events.cloning import Cloning
from events.models import Event, EventRoom
from programme.models import Contribution, Session
from timetable.models import Slot, TimetableSettings

FRESH = ("is_working", "is_shown", "copy_of", "revision", "created_at", "updated_at")


def copy_timetable(cloning: Cloning) -> None:
    """How it is run; breaks, blocks of the sessions that came along, and talks that did.

    What lies in a block that did not come along keeps its time and room. Versions and drafts of it do not.
    """
    _copy_settings(cloning)
    found = _slots(cloning.source, cloning.by).select_related("parent")
    slots = [slot for slot in found if _comes_along(slot, cloning)]
    inside = [slot for slot in slots if slot.parent_id is not None]
    contents = _contents(inside, cloning)

    def settle(new: Slot, old: Slot) -> None:
        new.starts_at, new.ends_at = _times(old, cloning)
        if old.pk in contents:
            starts_at, ends_at = contents[old.pk]
            new.starts_at, new.ends_at = min(new.starts_at, starts_at), max(new.ends_at, ends_at)
        if old.parent is not None and new.parent_id is None and old.room_id is None:
            new.room_id = cloning.twin_of(EventRoom, old.parent.room_id)

    cloning.copy((slot for slot in slots if slot.parent_id is None), fresh=FRESH, change=settle)
    cloning.copy(inside, fresh=FRESH, change=settle)


def _copy_settings(cloning: Cloning) -> None:
    """First of all: whether the timetable is live decides what of it shows."""
    TimetableSettings.objects.filter(event=cloning.clone).delete()
    settings = TimetableSettings.objects.filter(event=cloning.source)
    cloning.copy(settings, fresh=("shown_version", "next_version"))


def count_slots(event: Event, by: User) -> int:
    return _slots(event, by).count()


def _slots(event: Event, by: User) -> QuerySet[Slot]:
    """What organisers work on, shown already or not; of it what the person may see."""
    return Slot.objects.filter(event=event).open_to(by).order_by("starts_at", "pk")


def _comes_along(slot: Slot, cloning: Cloning) -> bool:
    if slot.contribution_id is not None:
        return cloning.twin_of(Contribution, slot.contribution_id) is not None
    return slot.session_id is None or cloning.twin_of(Session, slot.session_id) is not None


def _times(slot: Slot, cloning: Cloning) -> tuple[datetime, datetime]:
    return cloning.shift.span(slot.starts_at, slot.ends_at)


def _contents(inside: Iterable[Slot], cloning: Cloning) -> dict[int, tuple[datetime, datetime]]:
    """By the id of a block: from its first to its last entry, for a change of the clocks may push one out of it."""
    found: dict[int, tuple[datetime, datetime]] = {}
    for slot in inside:
        if slot.parent_id is not None:
            starts_at, ends_at = _times(slot, cloning)
            first, last = found.get(slot.parent_id, (starts_at, ends_at))
            found[slot.parent_id] = min(first, starts_at), max(last, ends_at)
    return found
