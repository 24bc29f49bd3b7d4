"""What people wrote stays text: no page runs it, loads for it, or breaks over it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import User
from home.demo.people import ORGANISER
from tests.clock import at
from tests.events.people import runs
from tests.factories.events import (
    CategoryFactory,
    EventFactory,
    EventPersonFactory,
    EventRoleFactory,
    EventRoomFactory,
)
from tests.factories.programme import (
    ContributionFactory,
    CreditFactory,
    LinkFactory,
    SessionConvenerFactory,
    SessionFactory,
    SubcontributionFactory,
    TrackFactory,
)
from tests.factories.timetable import BlockFactory, BreakFactory, SlotFactory
from tests.kit.hostile import LINKS, MARKDOWN, SCRIPTS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ALL_OF_THEM = "\n\n".join(SCRIPTS)
# The database takes no NUL; forms refuse it before.
STORABLE = [link.replace("\0", "") for link in LINKS]
ATTACKS = [*MARKDOWN, *STORABLE, *(f"[x]({link})" for link in STORABLE)]
PAGEFULS = ["\n\n".join(ATTACKS[start : start + 10]) for start in range(0, len(ATTACKS), 10)]
BREAKING_OUT = "\"'></script></style></title></textarea><img src=x onerror=alert(1)>{{ 7*7 }}${alert(1)}"


@pytest.fixture
def hostile_event(site):
    """A conference in which every text is an attack."""
    category = CategoryFactory(title=BREAKING_OUT, description=ALL_OF_THEM)
    event = EventFactory(
        category=category,
        kind="conference",
        slug="hostile",
        title=BREAKING_OUT,
        description=ALL_OF_THEM,
        venue=BREAKING_OUT,
        address=BREAKING_OUT,
        organiser=BREAKING_OUT,
        keywords=[text[:80] for text in SCRIPTS[:20]],
        starts_at=at("08:00"),
        ends_at=at("20:00"),
    )
    person = EventPersonFactory(
        event=event, name=BREAKING_OUT, affiliation=BREAKING_OUT, biography=ALL_OF_THEM
    )
    EventRoleFactory(event=event, person=person)
    room = EventRoomFactory(event=event, name=BREAKING_OUT, description=BREAKING_OUT)
    track = TrackFactory(event=event, name=BREAKING_OUT)
    session = SessionFactory(event=event, title=BREAKING_OUT, description=ALL_OF_THEM, track=track)
    SessionConvenerFactory(session=session, person=person)
    block = BlockFactory(event=event, session=session, room=room, starts_at=at("09:00"))
    inside = ContributionFactory(event=event, session=session, title=BREAKING_OUT)
    SlotFactory(event=event, contribution=inside, parent=block, room=room, starts_at=at("09:00"))
    BreakFactory(event=event, title=BREAKING_OUT, starts_at=at("12:00"), minutes=30)
    for number, text in enumerate(ATTACKS):
        talk = ContributionFactory(event=event, title=text[:200], subtitle=text[:200], track=track)
        starts_at = at("12:30") + timedelta(minutes=3 * number)
        SlotFactory(event=event, contribution=talk, room=room, starts_at=starts_at, minutes=3)
        if number < len(PAGEFULS):
            talk.abstract = talk.description = PAGEFULS[number]
            talk.save(update_fields=["abstract", "description"])
            CreditFactory(contribution=talk, person=person)
            LinkFactory(contribution=talk, title=BREAKING_OUT)
            SubcontributionFactory(contribution=talk, title=BREAKING_OUT)
    runs(User.objects.get(email=ORGANISER.email), category)
    return event


@pytest.mark.case("S35")
def test_no_page_runs_what_people_wrote(visit, hostile_event):
    event = hostile_event
    organiser = visit(ORGANISER)
    foreign: list[str] = []
    organiser.page.on(
        "request",
        lambda request: None if request.url.startswith(organiser.site) else foreign.append(request.url),
    )
    base = event.get_absolute_url()
    person = event.people.first()
    public = ["", "timetable/", "timetable/?view=list", "talks/", "people/", "my/"]
    public += [f"talks/{number}/" for number in range(1, len(PAGEFULS) + 2)]
    managed = [
        "manage-event",
        "event-settings",
        "event-protection",
        "event-log",
        "event-rooms",
        "event-people",
    ]
    managed += ["manage-talks", "manage-talk-new", "manage-sessions", "manage-tracks", "manage-types"]
    managed += ["manage-timetable", "manage-slot-new"]
    paths = [
        "/",
        event.category.get_absolute_url(),
        *(base + path for path in public),
        f"{base}people/{person.pk}/",
        *(reverse(name, args=[event.pk]) for name in managed),
        reverse("manage-talk", args=[event.pk, 2]),
        reverse("manage-session", args=[event.pk, 1]),
        reverse("category-settings", args=[event.category_id]),
    ]
    for path in paths:
        assert organiser.answer(path).status == 200, path
        injected = "img[src='x'], iframe, object, embed, base, [onerror], [onload], main form[action^='//']"
        assert organiser.page.locator(injected).count() == 0, path
    assert foreign == []
