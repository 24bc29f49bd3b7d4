"""What a list calls by name: tracks, types, sessions and rooms of the event, found or, where wanted, added."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from events.models import Event
from events.operations import add_room
from kit.refusals import Refused
from programme.operations import add_contribution_type, add_track, create_session

KINDS = {
    "track": gettext_lazy("track"),
    "type": gettext_lazy("type"),
    "session": gettext_lazy("session"),
    "room": gettext_lazy("room"),
}


class NotKnown(Refused):
    """The event has nothing of that name, or several."""


class NamedThings:
    """`added` says what was made, in words."""

    def __init__(self, event: Event, *, by: User | None, add: bool) -> None:
        self.event = event
        self.added: list[str] = []
        self._by = by
        self._add = add
        self._found: dict[str, dict[str, list[Any]]] = {kind: {} for kind in KINDS}
        for kind, things in (
            ("track", event.tracks.all()),
            ("type", event.contribution_types.all()),
            ("session", event.sessions.filter(deleted_at__isnull=True).select_related("access", "type")),
            ("room", event.rooms.all()),
        ):
            for thing in things:
                for name in {str(thing), getattr(thing, "code", "")} - {""}:
                    self._found[kind].setdefault(_plain(name), []).append(thing)

    def get(self, kind: str, name: str) -> Any:
        """By name or code, without regard to case. Raises NotKnown, and what adding it raises."""
        found = self._found[kind].get(_plain(name), [])
        said = {"kind": KINDS[kind], "name": name[:60]}
        if len(found) > 1:
            raise NotKnown(_("Several are called “%(name)s” (%(kind)s). Use a code.") % said)
        if found:
            return found[0]
        if not self._add:
            raise NotKnown(
                _("There is no %(kind)s “%(name)s”. Choose to add what is missing, or correct it.") % said
            )
        makers: dict[str, Callable[[], Any]] = {
            "track": lambda: add_track(self.event, by=self._by, name=name),
            "type": lambda: add_contribution_type(self.event, by=self._by, name=name),
            "session": lambda: create_session(self.event, by=self._by, title=name),
            "room": lambda: add_room(self.event, by=self._by, name=name[:200]),
        }
        made = makers[kind]()
        self._found[kind][_plain(name)] = [made]
        self.added.append(f"{KINDS[kind]}: {name[:100]}")
        return made


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
