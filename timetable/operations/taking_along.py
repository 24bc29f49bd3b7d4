"""A block that moves takes along what it holds."""

from datetime import timedelta

from django.utils.translation import gettext as _

from timetable.models import Slot
from timetable.refusals import OutsideTheBlock


def take_along(block: Slot, *, by: timedelta, room_before: int | None) -> None:
    """Move what a block holds as far as the block, and into its new room; posters take its whole time.

    Raises OutsideTheBlock for what would last longer than the block.
    """
    children = list(block.children.select_related("contribution"))
    is_poster = block.session is not None and block.session.is_poster
    for child in children:
        if is_poster and child.contribution_id is not None:
            child.starts_at, child.ends_at = block.starts_at, block.ends_at
        else:
            child.starts_at, child.ends_at = child.starts_at + by, child.ends_at + by
        if child.room_id == room_before:
            child.room = block.room
        if child.ends_at > block.ends_at and _is_deleted(child):
            length = min(child.ends_at - child.starts_at, block.ends_at - block.starts_at)
            child.starts_at, child.ends_at = block.ends_at - length, block.ends_at
        elif child.ends_at > block.ends_at:
            raise OutsideTheBlock(
                _("“%(child)s” lasts longer than the session would. Shorten or move it first.")
                % {"child": child.label}
            )
    Slot.objects.bulk_update(children, ["starts_at", "ends_at", "room"])


def _is_deleted(slot: Slot) -> bool:
    """Whether its talk was deleted: it keeps its place for when it comes back, but nobody sees it there."""
    return slot.contribution is not None and slot.contribution.deleted_at is not None
