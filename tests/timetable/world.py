"""A small conference for the tests of pages, and a secret that must leave no trace in it."""

from access.models import AccessList
from access.operations import open_access_list
from events.models import Event
from tests.clock import at
from tests.factories.events import EventFactory, EventPersonFactory, EventRoleFactory, EventRoomFactory
from tests.factories.programme import (
    ContributionFactory,
    ContributionTypeFactory,
    CreditFactory,
    LinkFactory,
    SessionConvenerFactory,
    SessionFactory,
    TrackFactory,
)
from tests.factories.timetable import BlockFactory, BreakFactory, SlotFactory

CANARY = "CANARY"


def conference(**values):
    """Two rooms in the morning, a session with two talks, coffee for all, a plenary after it."""
    fields = {"kind": Event.Kind.CONFERENCE, "slug": "conf-2027", "title": "Small conference"}
    event = EventFactory(starts_at=at("08:00"), ends_at=at("18:00"), **(fields | values))
    red, blue = (
        EventRoomFactory(event=event, name=name, position=n) for n, name in enumerate(["Red", "Blue"])
    )
    track = TrackFactory(event=event, name="Optics")
    session = SessionFactory(event=event, title="Lenses", track=track)
    block = BlockFactory(event=event, session=session, room=red, starts_at=at("09:00"))
    for start, title in [("09:00", "Thin lenses"), ("09:30", "Thick lenses")]:
        talk = ContributionFactory(event=event, title=title, session=session, abstract="About **glass**.")
        SlotFactory(event=event, contribution=talk, parent=block, starts_at=at(start), room=red)
        CreditFactory(contribution=talk, person=EventPersonFactory(event=event, name=f"Speaker of {title}"))
        LinkFactory(contribution=talk, title="Slides")
    mirrors = ContributionFactory(event=event, title="Mirrors", track=TrackFactory(event=event, name="Metal"))
    SlotFactory(event=event, contribution=mirrors, starts_at=at("09:10"), minutes=40, room=blue)
    CreditFactory(contribution=mirrors)
    BreakFactory(event=event, title="Coffee", starts_at=at("10:00"), minutes=30)
    closing = ContributionFactory(event=event, title="Closing")
    SlotFactory(event=event, contribution=closing, starts_at=at("11:00"), room=red)
    EventRoleFactory(event=event)
    return event


def hide_something_in(event):
    """A restricted talk with a room, track, type, session, day and people that nothing else uses."""
    mode = AccessList.Mode.RESTRICTED
    track = TrackFactory(event=event, name=f"{CANARY} track")
    session = SessionFactory(
        event=event, title=f"{CANARY} session", access=open_access_list(parent=event.access, mode=mode)
    )
    SessionConvenerFactory(session=session, person=EventPersonFactory(event=event, name=f"{CANARY} convener"))
    talk = ContributionFactory(
        event=event,
        title=f"{CANARY} talk",
        abstract="glass",
        track=track,
        type=ContributionTypeFactory(event=event, name=f"{CANARY} type"),
        session=session,
        access=open_access_list(parent=session.access, mode=mode),
    )
    person = EventPersonFactory(event=event, name=f"{CANARY} person", email="canary@example.org")
    CreditFactory(contribution=talk, person=person)
    room = EventRoomFactory(event=event, name=f"{CANARY} room", position=9)
    known = event.rooms.get(name="Blue")
    SlotFactory(event=event, contribution=talk, starts_at=at("09:20"), room=room)
    SlotFactory(event=event, contribution=talk, starts_at=at("10:40"), room=known)
    block = BlockFactory(event=event, session=session, room=room, starts_at=at("07:00"))
    SlotFactory(event=event, contribution=talk, parent=block, starts_at=at("07:00"), room=room)
    return talk
