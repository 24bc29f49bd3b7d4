"""What the tests of the editor share: an event with two rooms, and how its script and its forms speak to the server."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from events.models import Event
from timetable.models import Slot


@dataclass
class Editor:
    """Somebody with the editor of an event open."""

    event: Event
    user: User
    client: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        self.client.force_login(self.user)

    @property
    def address(self) -> str:
        return reverse("manage-timetable", args=[self.event.pk])

    def page(self, **query: Any) -> str:
        answer = self.client.get(self.address, query)
        assert answer.status_code == 200
        return answer.content.decode()

    def act(self, name: str, *, status: int = 200, view: str = "", **fields: Any) -> dict[str, Any]:
        """As the script sends it."""
        answer = self.send(name, view=view, headers={"X-Editor": "1"}, **fields)
        assert answer.status_code == status, answer.content.decode()[:500]
        found: dict[str, Any] = answer.json()
        return found

    def send(self, name: str, *, view: str = "", headers: Any = None, **fields: Any) -> Any:
        """As a plain form."""
        address = reverse("timetable-acts", args=[self.event.pk])
        return self.client.post(f"{address}?{view}", {"act": name, **fields}, headers=headers or {})

    def changes(self, **query: Any) -> Any:
        return self.client.get(reverse("timetable-changes", args=[self.event.pk]), query)


def to(slot: Slot, *, starts_at: Any = None, room: Any = None, parent: Any = None) -> dict[str, Any]:
    """The fields of a move of one entry that is as this slot says."""
    return {
        "entry": slot.pk,
        "rev": slot.revision,
        "starts_at": (starts_at or slot.starts_at).isoformat(),
        "room": room.pk if room else "",
        "parent": parent.pk if parent else "",
    }
