"""All addresses of the installation, from its URL configuration, and how to fill them for a thing of the world."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import ApiToken, Group
from events.models import Category, Event, EventRoom
from jobs.models import Job
from rooms.models import Blocking, Booking, FloorPlan, Location, Occurrence, Room
from tests.security import abstracts_world
from timetable.models import Slot, Version
from venue.models import EventBooking

# What fills the parameters that name no thing of the world.
OTHERS: dict[str, Any] = {
    "key": "nonsense",
    "tag": "rooms",
    "day": "2027-03-15",
    "way": "nonsense",
    "uidb36": "1",
    "user_id": 1,
    "group_id": 1,
    "token": "00000000-0000-0000-0000-000000000000",
}


def patterns() -> Iterator[tuple[str, str, URLPattern]]:
    """Every route: its name (the nameless have their address), its whole pattern, and Django's object."""

    def walk(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, str, URLPattern]]:
        for pattern in resolver.url_patterns:
            address = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, address)
            else:
                yield pattern.name or address, address, pattern

    yield from walk(get_resolver(), "")


@cache
def parameters() -> dict[str, tuple[str, ...]]:
    """The parameters of each route, those of the includes above it too."""
    known = get_resolver().reverse_dict
    found = {}
    for name, _address, _pattern in patterns():
        ways = known.getlist(name)
        found[name] = tuple(ways[0][0][0][1]) if ways else ()
    return found


def address_of(name: str, thing: Any = None) -> str:
    """The address of a route for a thing of the world: an event by its address or number, a talk by both …"""
    if name.endswith("/"):
        return f"/{name}"
    if name.startswith("api-") and parameters()[name]:
        return reverse(name, kwargs={"pk": thing.key if isinstance(thing, Job) else thing.pk})
    wanted = parameters()[name]
    return reverse(name, kwargs={parameter: _value(parameter, thing, wanted) for parameter in wanted})


@dataclass(frozen=True)
class Feed:
    """A calendar by its secret address: one person's, at one event."""

    event: Event
    token: str


@dataclass(frozen=True)
class Pass:
    """An address that carries its own right: a word, and perhaps the thing it opens."""

    token: str
    pk: int = 0


def _value(parameter: str, thing: Any, wanted: tuple[str, ...] = ()) -> Any:
    if isinstance(thing, Model) and thing._meta.app_label == "abstracts" and parameter not in OTHERS:
        return abstracts_world.value_of(parameter, thing, wanted)
    match parameter, thing:
        case "pk" | "token", Pass():
            return getattr(thing, parameter)
        case "pk" | "slug", Category() | Event():
            return getattr(thing, parameter)
        case "pk", Room() | Location() | Booking() | Occurrence() | Blocking() | FloorPlan():
            return thing.pk
        case "pk", Model() if hasattr(thing, "number") or isinstance(thing, Slot | EventBooking | Version):
            return thing.event.pk
        case "slug", Model() if hasattr(thing, "event"):
            return thing.event.slug
        case "token", Feed():
            return thing.token
        case "slug", Feed():
            return thing.event.slug
        case "key", Job():
            return thing.key
        case "room", EventRoom():
            return thing.pk
        case ("slot", Slot()) | ("link", EventBooking()) | ("version", Version()):
            return thing.pk
        case ("group_id", Group()) | ("token_id", ApiToken()):
            return thing.pk
        case "number", _ if hasattr(thing, "number"):
            return thing.number
        case "pk", Model():
            return thing.pk
        case _:
            return OTHERS[parameter]
