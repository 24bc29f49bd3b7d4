"""How much mail about rooms somebody wants."""

from collections.abc import Iterable

from django.db import transaction

from accounts.models import User
from rooms.models import MailChoice, MutedRoom, Room


@transaction.atomic
def choose_mail(user: User, *, mode: str, digest: bool, muted: Iterable[Room]) -> None:
    """Keep the choice; the muted rooms are these and no others."""
    MailChoice.objects.update_or_create(user=user, defaults={"mode": mode, "digest": digest})
    wanted = {room.pk for room in muted}
    MutedRoom.objects.filter(user=user).exclude(room__in=wanted).delete()
    # Two forms sent at once mute the same room once.
    rows = [MutedRoom(user=user, room_id=key) for key in sorted(wanted)]
    MutedRoom.objects.bulk_create(rows, ignore_conflicts=True)
