"""Every kind of page, by who reads it."""

from collections.abc import Callable

from django.urls import reverse

from events.models import Category, Event, EventPerson
from home.demo.people import ADMIN, ATTENDEE, ORGANISER, ROOM_MANAGER, DemoAccount
from programme.models import Contribution, Session
from tests.browser import room_pages
from tests.browser.demo import CONFERENCE
from timetable.models import Slot

Address = Callable[[], str]


def _conference() -> Event:
    return Event.objects.get(slug="pcfc")


def _of_the_conference(name: str, *more: object) -> Address:
    return lambda: reverse(name, args=[_conference().pk, *more])


def _category(name: str) -> Address:
    return lambda: reverse(name, args=[Category.objects.get(title="Workshops").pk])


def _event_of_kind(kind: str) -> Address:
    return lambda: (
        Event.objects.filter(kind=kind, access__is_open=True).earliest("starts_at").get_absolute_url()
    )


def _tool(query: str) -> Address:
    """A form that tidies a day, with what would change."""
    return lambda: f"{_of_the_conference('timetable-tools')()}?{query}"


def _talk() -> str:
    talk = Contribution.objects.filter(event__slug="pcfc", credits__isnull=False).earliest("number")
    return f"{CONFERENCE}talks/{talk.number}/"


def _person() -> str:
    return f"{CONFERENCE}people/{EventPerson.objects.filter(event__slug='pcfc').earliest('pk').pk}/"


def _session() -> str:
    session = Session.objects.filter(event__slug="pcfc").earliest("number")
    return reverse("manage-session", args=[session.event_id, session.number])


def _times_of_a_room() -> str:
    event = _conference()
    return f"{reverse('timetable-availability', args=[event.pk])}?room={event.rooms.first().pk}"


def _slot() -> str:
    slot = Slot.objects.filter(event__slug="pcfc", contribution__isnull=False).earliest("pk")
    return reverse("manage-slot", args=[slot.event_id, slot.pk])


def _named(name: str) -> Address:
    return lambda: reverse(name)


PUBLIC: dict[str, Address] = {
    "front page": lambda: "/",
    "search": lambda: "/?q=forum",
    "search without result": lambda: "/?q=nothing+of+the+kind",
    "category": lambda: Category.objects.get(title="Workshops").get_absolute_url(),
    "past of a category": lambda: Category.objects.get(title="Workshops").get_absolute_url() + "?past=1",
    "conference": lambda: CONFERENCE,
    "meeting": _event_of_kind("meeting"),
    "lecture": _event_of_kind("lecture"),
    "timetable": lambda: f"{CONFERENCE}timetable/",
    "timetable as a list": lambda: f"{CONFERENCE}timetable/?view=list",
    "timetable in another zone": lambda: f"{CONFERENCE}timetable/?tz=Asia/Tokyo",
    "timetable that matches nothing": lambda: f"{CONFERENCE}timetable/?q=nothing+of+the+kind",
    "changes of the timetable": lambda: f"{CONFERENCE}timetable/changes/",
    "talks": lambda: f"{CONFERENCE}talks/",
    "talk": _talk,
    "people": lambda: f"{CONFERENCE}people/",
    "person": _person,
    "my schedule, empty": lambda: f"{CONFERENCE}my/",
    "sign in": _named("account_login"),
    "sign up": _named("account_signup"),
    "password reset": _named("account_reset_password"),
    "language and theme": _named("language"),
    "not found": lambda: "/e/nothing/",
    "API": _named("api-docs"),
    "API of rooms": lambda: reverse("docs-of-tag", args=["rooms"]),
}

OF_THE_ORGANISER: dict[str, Address] = {
    "front page, signed in": lambda: "/",
    "conference, to its manager": lambda: CONFERENCE,
    "my events": _named("my-events"),
    "my files and jobs": _named("jobs"),
    "profile": _named("profile"),
    "e-mail addresses": _named("account_email"),
    "tokens": _named("tokens"),
    "calendar": _named("calendar"),
    "password": _named("account_change_password"),
    "sign out": _named("account_logout"),
    "dashboard": _of_the_conference("manage-event"),
    "settings": _of_the_conference("event-settings"),
    "protection": _of_the_conference("event-protection"),
    "log": _of_the_conference("event-log"),
    "rooms": _of_the_conference("event-rooms"),
    "room bookings of an event": _of_the_conference("event-room-bookings"),
    "booking a room for an event": _of_the_conference("book-event-room"),
    "moving an event with its rooms": _of_the_conference("move-event-rooms"),
    "people, managed": _of_the_conference("event-people"),
    "moving an event": _of_the_conference("event-move"),
    "talks, managed": _of_the_conference("manage-talks"),
    "new talk": _of_the_conference("manage-talk-new"),
    "talk, managed": _of_the_conference("manage-talk", 1),
    "protection of a talk": _of_the_conference("manage-talk-protection", 1),
    "sessions": _of_the_conference("manage-sessions"),
    "new session": _of_the_conference("manage-session-new"),
    "session": _session,
    "tracks": _of_the_conference("manage-tracks"),
    "types": _of_the_conference("manage-types"),
    "timetable, managed": _of_the_conference("manage-timetable"),
    "publishing the timetable": _of_the_conference("timetable-publish"),
    "versions of the timetable": _of_the_conference("timetable-versions"),
    "settings of the timetable": _of_the_conference("timetable-settings"),
    "who is there when": _of_the_conference("timetable-availabilities"),
    "times of a room": _times_of_a_room,
    "asking when speakers are there": _of_the_conference("timetable-availabilities-ask"),
    "importing times": _of_the_conference("timetable-availabilities-import"),
    "whether speakers come": _of_the_conference("timetable-confirmations"),
    "poster boards": _of_the_conference("timetable-boards"),
    "timetable of a session": _of_the_conference("session-timetable", 1),
    "block of a session": _of_the_conference("session-block", 1),
    "talk into a session": _of_the_conference("session-place", 1),
    "a day to be tidied": _tool("tool=compact&gap=5&look=yes"),
    "talks to be scheduled in turn": _tool("tool=schedule"),
    "new slot": _of_the_conference("manage-slot-new"),
    "slot": _slot,
    "import": _named("import-schedule"),
    "import into an event": _of_the_conference("event-import"),
    "new event": _named("event-create"),
    "category settings": _category("category-settings"),
    "category protection": _category("category-protection"),
    "category log": _category("category-log"),
    "new category": _category("category-create"),
}

OF_AN_ATTENDEE: dict[str, Address] = {
    "my schedule": lambda: f"{CONFERENCE}my/",
    "timetable with stars": lambda: f"{CONFERENCE}timetable/",
}

OF_THE_ADMIN: dict[str, Address] = {
    "groups": _named("groups"),
    "outbox": _named("outbox"),
    "rooms for events": _named("venue-settings"),
}

EVERY_PAGE: list[tuple[str, DemoAccount | None, Address]] = [
    *((name, None, address) for name, address in PUBLIC.items()),
    *((name, ORGANISER, address) for name, address in OF_THE_ORGANISER.items()),
    *((name, ATTENDEE, address) for name, address in OF_AN_ATTENDEE.items()),
    *((name, ADMIN, address) for name, address in OF_THE_ADMIN.items()),
    *((name, None, address) for name, address in room_pages.OF_A_STRANGER.items()),
    *((name, ATTENDEE, address) for name, address in room_pages.OF_A_BOOKER.items()),
    *((name, ROOM_MANAGER, address) for name, address in room_pages.OF_THE_ROOM_MANAGER.items()),
    *((name, ADMIN, address) for name, address in room_pages.OF_WHO_RUNS_ALL_ROOMS.items()),
]
