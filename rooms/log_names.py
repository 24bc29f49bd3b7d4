"""Rooms in logs: a log is read by people who may not see all rooms it tells of, or not any more."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from journal.names import NAMES, Names
from rooms.models import Room
from rooms.models.room import ROOM


def _seen(reader: Any, keys: set[int]) -> Mapping[int, str]:
    return {room.pk: str(room) for room in Room.objects.named_to(reader).filter(pk__in=keys)}


def _found(reader: Any, text: str) -> Iterable[int]:
    named = Q(name__icontains=text) | Q(number__icontains=text)
    return Room.objects.named_to(reader).filter(named).values_list("pk", flat=True).order_by("pk")[:20]


NAMES[ROOM] = Names(seen=_seen, found=_found, hidden=_("a room you may not see"))
