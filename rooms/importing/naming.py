"""Which room a text means: its number here, its code, its name, or both."""

from collections import defaultdict

from django.utils.translation import gettext as _

from kit.refusals import Refused
from rooms.models import Room


class WhichRoom(Refused):
    """No room is called so, or several are."""


class Names:
    """Rooms by everything they are called, without regard to case and spaces."""

    def __init__(self, rooms: list[Room]) -> None:
        self._rooms: dict[str, set[Room]] = defaultdict(set)
        for room in rooms:
            for name in (
                f"#{room.pk}",
                room.code,
                room.name,
                room.full_name,
                f"{room.full_name}, {room.location}",
            ):
                if name:
                    self._rooms[_plain(name)].add(room)

    def room(self, text: str) -> Room:
        """The one room of that name. Raises WhichRoom."""
        found = self._rooms.get(_plain(text), set())
        if not found:
            raise WhichRoom(_("There is no room “{text}”.").format(text=text[:60]))
        if len(found) > 1:
            raise WhichRoom(
                _("Several rooms are called “{text}”. Use a code, or # and the number.").format(
                    text=text[:60]
                )
            )
        return next(iter(found))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
