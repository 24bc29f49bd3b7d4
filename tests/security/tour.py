"""One tour of the whole installation by everybody, kept for all tests that look at the answers."""

from dataclasses import dataclass

from tests.security.visits import API_METHODS, METHODS, Crowd, Stop, letter, stops
from tests.security.world import ACTORS, SECRET, World

# What is asked beside the plain addresses: searches, filters and other faces of the same page.
QUERIES = {
    "home": ("?q=", f"?q={SECRET}", "?q=talk"),
    "contributions": ("?q=talk", f"?q={SECRET}", "?order=title", "?order=time", "?page=2"),
    "timetable": ("?view=list", "?day=2027-03-15", f"?q={SECRET}", "?tz=Asia/Tokyo"),
    "api-event-list": (f"?q={SECRET}", "?q=harbour", "?from=2027-03-01T00:00:00Z"),
    "api-contribution-list": ("?event=harbour", f"?q={SECRET}"),
    "people-search": (f"?q={SECRET}", "?q=ada"),
}
# A token is for the API; two pages prove that others do not look at it.
READS_TOKENS = {"home", "my-events"}


@dataclass(frozen=True)
class Answer:
    """What one person got for one request."""

    actor: str
    method: str
    stop: Stop
    query: str
    status: int
    letter: str
    headers: dict[str, str]
    text: str


def tour(world: World, *, actors: tuple[str, ...] = ACTORS) -> list[Answer]:
    """Every address with every method by everybody; nothing of it leaves a trace."""
    crowd = Crowd(world, actors=actors)
    return [
        _answer(crowd, actor, method, stop, query)
        for stop in stops(world)
        for method in (API_METHODS if stop.route.startswith("api-") else METHODS)
        for query in ("", *(QUERIES.get(stop.route, ()) if method == "get" else ()))
        for actor in actors
        if actor != "token" or stop.route in READS_TOKENS or stop.route.startswith("api-")
    ]


def _answer(crowd: Crowd, actor: str, method: str, stop: Stop, query: str) -> Answer:
    response = crowd.ask(actor, method, stop.path + query)
    headers = {name.lower(): value for name, value in response.items()}
    text = response.content.decode(errors="replace") if method == "get" else ""
    return Answer(actor, method, stop, query, response.status_code, letter(response), headers, text)
