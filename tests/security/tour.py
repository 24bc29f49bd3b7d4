"""One tour of the whole installation by everybody, kept for all tests that look at the answers."""

from dataclasses import dataclass

from tests.security.visits import API_METHODS, METHODS, Crowd, Stop, letter, stops
from tests.security.world import ACTORS, SECRET, World

# What is asked beside the plain addresses: searches, filters and other faces of the same page.
QUERIES = {
    "home": ("?q=", f"?q={SECRET}", "?q=talk"),
    "contributions": ("?q=talk", f"?q={SECRET}", "?order=title", "?order=time", "?page=2"),
    "accepted": ("?by=type", f"?q={SECRET}", "?q=keel", "?track=1", "?type=1&by=type", "?page=2"),
    "author-index": (f"?q={SECRET}", "?q=institute", "?page=2"),
    "timetable": (
        *("?view=list", "?version=draft", "?day=2027-03-15", f"?q={SECRET}", "?tz=Asia/Tokyo"),
        *("?view=tracks&day=all", "?view=week", "?view=numbered&detail=full", "?detail=compact"),
        *("?session=1", "?type=1"),
    ),
    "api-event-list": (f"?q={SECRET}", "?q=harbour", "?from=2027-03-01T00:00:00Z"),
    "api-contribution-list": ("?event=harbour", f"?q={SECRET}"),
    "api-entry-list": (
        "?event=harbour",
        "?event=harbour&draft=true",
        "?draft=true&kind=talk",
        "?day=2027-03-15",
    ),
    "api-room-list": (f"?text={SECRET}", "?bookable=true&capacity=1"),
    "api-room-calendar": ("?start=2027-03-15T00:00Z&end=2027-03-16T00:00Z",),
    "api-availability-list": ("?start=2027-03-15T10:00&end=2027-03-15T11:00&free=any",),
    "api-booking-list": ("?scope=visible", "?scope=moderated", "?scope=visible&from=2027-03-01T00:00Z"),
    "api-blocking-list": ("?scope=mine", "?scope=waiting"),
    "room-calendar": (
        "?date=2027-03-15&view=week",
        "?date=2027-03-15&view=month",
        "?view=list&over=1",
        "?date=2027-03-15&hours=all",
        f"?text={SECRET}",
    ),
    "event-room-suggestions": (f"?q={SECRET}", "?q=chart"),
    "book-event-room": ("?what=event", f"?q={SECRET}"),
    "clone-event": (
        "?when=once&day=2027-03-22&clock=10:00&rooms=on",
        "?when=repeat&day=2027-03-22&clock=10:00&repeat=weekly&count=3&category=1",
    ),
    "move-event-rooms": ("?all=1&starts_0=2027-03-22&starts_1=09:00",),
    "room-finder": (
        "?date=2027-03-15&from=10:00&to=11:00",
        "?date=2027-03-15&from=10:00&to=11:00&repeat=weekly&count=3&place=1&sort=name",
        f"?q={SECRET}",
        "?room=1&people=5",
    ),
    "book-room": ("?date=2027-03-15&from=10:00&to=11:00&repeat=weekly&count=3",),
    "room": ("?date=2027-03-22",),
    "grid-pdf": ("?day=2027-03-15&paper=A4",),
    "programme-export": ("?format=csv", "?format=json&table=timetable", f"?q={SECRET}"),
    "abstract-export": (
        "?format=csv",
        "?format=json",
        "?format=reviews",
        f"?format=json&q={SECRET}&authors=1",
    ),
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
