"""Going everywhere as somebody: one request, undone afterwards, and the words for what came back."""

import copy
import re
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpResponse

from tests.security import abstracts_world, jobs_world, rooms_places, timetable_world
from tests.security.routes import address_of, parameters
from tests.security.world import ACTORS, World

# One letter per answer, so that a row of the matrix is one word.
LETTERS = {
    200: "o",
    201: "o",
    204: "o",
    301: "r",
    302: "r",
    400: "b",
    401: "u",
    403: "f",
    404: "x",
    405: "m",
    409: "c",
    415: "t",
    422: "o",
}
TO_SIGN_IN = "l"
METHODS = ("get", "post")
API_METHODS = ("get", "post", "put", "patch", "delete")
EVENTS = ("main", "closed", "draft", "deleted", "vaulted")
MANAGED = ("main", "closed")
TALKS = ("talk", "hidden", "withdrawn", "removed")
# Routes that are tried with everything; the others of their family share the same door.
THOROUGHLY = {
    "event",
    "timetable",
    "event-ics",
    "schedule-json",
    "event-settings",
    "event-restore",
    "contribution",
}
CATEGORIES = ("category", "vault", "inner")
# What random values and the CSRF token of a form are replaced by before two answers are compared.
RANDOM = re.compile(rb"nonce-[\w+/=-]+|nonce=\"[^\"]+\"|(?<=\")\w{64}(?=\")")


@dataclass(frozen=True)
class Stop:
    """One address: a route, filled for one thing of the world."""

    route: str
    thing: str
    path: str


def things_of(route: str) -> tuple[str, ...]:
    """The things of the world to try a route with; "-" for one that names none."""
    wanted = set(parameters()[route])
    if route in rooms_places.THINGS:
        return rooms_places.THINGS[route]
    if route in jobs_world.THINGS:
        return jobs_world.THINGS[route]
    if route in timetable_world.THINGS:
        return timetable_world.THINGS[route]
    if (things := abstracts_world.things_of(route, wanted)) is not None:
        return things
    if route == "import-review" or wanted & {"key", "tag"}:
        return ("-",)
    if "number" in wanted:
        if "session" in route:
            return ("session", "hidden_session")
        return TALKS if route in THOROUGHLY else TALKS[:2]
    if route.startswith("api-contribution-d"):
        return TALKS
    if route.startswith(("api-category-d", "category")) and wanted:
        return CATEGORIES
    if wanted == {"slug", "pk"}:
        return ("person", "hidden_person")
    for parameter, thing in (
        ("slot", "slot"),
        ("link", "room_link"),
        ("group_id", "group"),
        ("token", "feed"),
        ("token_id", "api_token"),
    ):
        if parameter in wanted:
            return (thing,)
    if route == "send-again":
        return ("notice",)
    if not wanted:
        return ("-",)
    return EVENTS if route in THOROUGHLY or route.startswith("api-") else MANAGED


def stops(world: World) -> list[Stop]:
    """Every route for every thing that this world has."""
    return [
        Stop(route, thing, address_of(route, world.things.get(thing)))
        for route in parameters()
        for thing in things_of(route)
        if thing == "-" or thing in world.things
    ]


class Crowd:
    """All actors with their browsers. What a request changes, cookies too, is undone after it."""

    def __init__(self, world: World, *, actors: tuple[str, ...] = ACTORS) -> None:
        self.clients = {actor: world.client(actor) for actor in actors}
        self.cookies = {actor: copy.deepcopy(client.cookies) for actor, client in self.clients.items()}

    def ask(self, actor: str, method: str, path: str, **options: Any) -> HttpResponse:
        client = self.clients[actor]
        client.cookies = copy.deepcopy(self.cookies[actor])
        with transaction.atomic():
            response = _whole(getattr(client, method)(path, **options))
            transaction.set_rollback(True)
        return response


def _whole(response: Any) -> HttpResponse:
    """A download that is written while it is read becomes an answer of its own, read before it is undone."""
    if not response.streaming:
        return response
    answer = HttpResponse(b"".join(response), status=response.status_code)
    for name, value in response.items():
        answer[name] = value
    return answer


def letter(response: HttpResponse) -> str:
    if response.status_code == 302 and response["Location"].startswith("/accounts/login/?"):
        return TO_SIGN_IN
    return LETTERS.get(response.status_code, str(response.status_code))


def visible(response: HttpResponse) -> tuple[int, bytes, dict[str, str]]:
    """What a reader can compare: status, body and headers without what is random."""
    headers = {
        name: RANDOM.sub(b"", value.encode()).decode()
        for name, value in response.items()
        if name not in ("Content-Length", "Set-Cookie")
    }
    return response.status_code, RANDOM.sub(b"", response.content), headers
