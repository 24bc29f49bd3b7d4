"""The copies that an event shows while its timetable is worked on in drafts.

A copy lives as long as its slot is in what is published: it keeps its row, and with it the revision that calendars
count by (SEQUENCE). A copy that is made anew begins at the revision of the event, which has grown with each change
of each of its slots: so it is never lower than what an earlier copy of the same slot had reached.
"""

from collections.abc import Mapping

from django.db.models import OuterRef, Subquery

from events.models import Event
from timetable.models import Slot
from timetable.plan import Plan

COPIED = (
    *("session_id", "contribution_id", "title", "description", "starts_at", "ends_at", "room_id"),
    *("position", "is_pinned"),
)
AT_ONCE = 200


def copies_of(event: Event) -> dict[int, Slot]:
    """The copies by the id of the slot they are of."""
    copies = Slot.every.filter(event=event, is_working=False).order_by()
    return {slot.copy_of: slot for slot in copies if slot.copy_of is not None}


def show(event: Event, plan: Plan, *, as_they_are: bool = False) -> None:
    """Make the copies those of the working slots in this plan; only rows that differ are written.

    With `as_they_are` new copies take over the revision of their slot: for slots that were shown themselves until now.
    Call with the event locked.
    """
    copies = copies_of(event)
    _take_away([copy for key, copy in copies.items() if key not in plan])
    known = {key: copy for key, copy in copies.items() if key in plan}
    slots = list(Slot.objects.filter(event=event, pk__in=plan).order_by())
    floor = 0 if as_they_are else event.revision
    for wave in (
        [slot for slot in slots if slot.parent_id is None],
        [slot for slot in slots if slot.parent_id is not None],
    ):
        fresh = [_copy(slot, known, floor=floor) for slot in wave if slot.pk not in known]
        changed = [
            known[slot.pk] for slot in wave if slot.pk in known and _take_over(slot, known[slot.pk], known)
        ]
        fields = [name.removesuffix("_id") for name in (*COPIED, "parent_id")]
        Slot.every.bulk_update(changed, fields, batch_size=AT_ONCE)
        known |= {copy.copy_of: copy for copy in Slot.every.bulk_create(fresh) if copy.copy_of is not None}


def stop_copying(event: Event) -> None:
    """Before working slots are shown themselves: they go on at the revisions of their copies, which go away."""
    copies = Slot.every.filter(event=event, is_working=False)
    reached = copies.filter(copy_of=OuterRef("pk")).values("revision")
    Slot.objects.filter(event=event, pk__in=copies.values("copy_of")).update(revision=Subquery(reached))
    copies.delete()


def _take_away(gone: list[Slot]) -> None:
    """What lay in a block that goes, and goes on elsewhere, is let out first: else it went along."""
    keys = [copy.pk for copy in gone]
    Slot.every.filter(parent__in=keys).exclude(pk__in=keys).update(parent=None)
    Slot.every.filter(pk__in=keys).delete()


def _copy(slot: Slot, known: Mapping[int, Slot], *, floor: int) -> Slot:
    copy = Slot(
        event_id=slot.event_id,
        copy_of=slot.pk,
        is_working=False,
        is_shown=True,
        revision=max(slot.revision, floor),
        created_at=slot.created_at,
        updated_at=slot.updated_at,
    )
    _take_over(slot, copy, known)
    return copy


def _take_over(slot: Slot, copy: Slot, known: Mapping[int, Slot]) -> bool:
    """Make the copy say what the slot says; whether it did not."""
    block = known.get(slot.parent_id) if slot.parent_id is not None else None
    parent = block.pk if block is not None else None
    wanted = {name: getattr(slot, name) for name in COPIED} | {"parent_id": parent}
    if all(getattr(copy, name) == value for name, value in wanted.items()):
        return False
    for name, value in wanted.items():
        setattr(copy, name, value)
    return True
