"""One small world with everything there is to hide, and one person of each sort.

`public_world` makes what everybody may see; `add_secrets` puts beside it what strangers must find no trace of.
Every text of a secret thing holds SECRET; the e-mail address of every person of an event holds ADDRESS, for
those who do not run the event never see one.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

from django.test import Client

from access.models import AccessList, Grant
from access.operations import grant, open_access_list
from accounts.models import Group, User
from accounts.operations import calendar_key_of, create_token
from events.models import Category, Event, EventRole
from journal.operations import record
from notices.models import Notice
from programme.models import Contribution, Credit, Session
from tests.clock import at
from tests.factories.events import (
    CategoryFactory,
    EventFactory,
    EventPersonFactory,
    EventRoleFactory,
    EventRoomFactory,
)
from tests.factories.programme import (
    ContributionFactory,
    ContributionTypeFactory,
    CreditFactory,
    LinkFactory,
    SessionConvenerFactory,
    SessionFactory,
    SubcontributionFactory,
    TrackFactory,
)
from tests.factories.timetable import BlockFactory, BreakFactory, SlotFactory, StarFactory
from tests.security.abstracts_world import public_abstracts, secret_abstracts
from tests.security.jobs_world import secret_job
from tests.security.marks import ADDRESS, SECRET
from tests.security.rooms_world import passes, public_rooms, secret_rooms
from tests.security.routes import Feed
from tests.security.timetable_world import public_timetable, secret_timetable
from tests.security.venue_world import public_venue, secret_venue
from tests.security.versions_world import public_versions, secret_versions

NOW = at("10:10")

ACTORS = (
    "stranger",
    "nobody",
    "viewer",
    "speaker",
    "manager",
    "other_manager",
    "category_manager",
    "admin",
    "token",
)
WITHOUT_RIGHTS = ("stranger", "nobody", "other_manager")

_numbers = count(1)


def secret(about: str) -> str:
    """A text nobody without rights may ever read."""
    return f"{SECRET} {about} {next(_numbers)}"


@dataclass
class World:
    """The things by name, and the people."""

    category: Category
    main: Event
    other: Event
    users: dict[str, User] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)
    bearer: str = ""

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["things"][name]
        except KeyError:
            raise AttributeError(name) from None

    def client(self, actor: str, **options: Any) -> Client:
        """A browser (or a program) of that person."""
        if actor == "token":
            return Client(headers={"Authorization": f"Bearer {self.bearer}"}, **options)
        client = Client(**options)
        if actor in self.users:
            client.force_login(self.users[actor])
        return client


def public_world() -> World:
    """A conference, another event, their category, and the people; nothing hidden yet."""
    category = CategoryFactory(title="Workshops", description="Open to all.")
    main = EventFactory(
        category=category,
        title="Harbour days",
        slug="harbour",
        kind=Event.Kind.CONFERENCE,
        starts_at=at("09:00"),
        ends_at=at("18:00"),
        description="About *ships*.",
        keywords=["ships"],
    )
    other = EventFactory(category=category, title="Other meeting", slug="other")
    world = World(category, main, other)
    _people(world)
    _programme(world)
    things = world.things
    long_ago = NOW - timedelta(days=1)
    things["notice"] = Notice.objects.create(
        recipient="gone@example.org", created_at=long_ago, next_try_at=long_ago, given_up_at=long_ago
    )
    things["group"] = Group.objects.create(name="Sailors")
    things["main"], things["other"], things["category"] = main, other, category
    things["feed"] = Feed(main, world.tokens["nobody"])
    public_rooms(world)
    public_venue(world)
    public_timetable(world)
    public_abstracts(world)
    public_versions(world)
    return world


def _people(world: World) -> None:
    for name in ACTORS:
        if name not in ("stranger", "token"):
            user = User.objects.create_user(f"{name}@example.org", "a long password", name=name.title())
            user.emailaddress_set.create(email=user.email, verified=True, primary=True)
            world.users[name] = user
            world.tokens[name] = calendar_key_of(user).token
    world.users["admin"].is_admin = True
    world.users["admin"].save(update_fields=["is_admin"])
    grant(world.main.access, to=world.users["manager"], permission=Grant.MANAGE)
    grant(world.other.access, to=world.users["other_manager"], permission=Grant.MANAGE)
    grant(world.category.access, to=world.users["category_manager"], permission=Grant.MANAGE)
    world.things["api_token"], world.bearer = create_token(
        world.users["manager"], name="reader", scopes=["read"], expires_at=None
    )


def _programme(world: World) -> None:
    event, things = world.main, world.things
    room = things["room"] = EventRoomFactory(event=event, name="Red hall")
    track = things["track"] = TrackFactory(event=event, name="Sails", code="SA")
    ada = things["person"] = EventPersonFactory(
        event=event, name="Ada Sailor", email=f"ada@{ADDRESS}.example", user=world.users["speaker"]
    )
    EventRoleFactory(event=event, person=ada, role=EventRole.Role.CHAIR)
    kind = ContributionTypeFactory(event=event, name="Talk")
    talk = things["talk"] = ContributionFactory(
        event=event, title="On knots", abstract="Many knots.", track=track, type=kind
    )
    CreditFactory(contribution=talk, person=ada)
    LinkFactory(contribution=talk)
    SubcontributionFactory(contribution=talk, title="Bowlines")
    SlotFactory(event=event, contribution=talk, room=room, starts_at=at("10:00"))
    session = things["session"] = SessionFactory(event=event, title="Ropes", track=track)
    SessionConvenerFactory(session=session, person=ada)
    block = things["block"] = BlockFactory(event=event, session=session, room=room, starts_at=at("11:00"))
    inside = things["inside"] = ContributionFactory(event=event, session=session, title="On ropes")
    SlotFactory(event=event, contribution=inside, parent=block, room=room, starts_at=at("11:00"))
    things["slot"] = BreakFactory(event=event, starts_at=at("12:00"))
    for name in ("nobody", "other_manager"):
        StarFactory(user=world.users[name], contribution=talk)
    record(event.logbook, "event.edited", by=world.users["manager"], subject=event)


def add_secrets(world: World) -> None:
    """Restricted, draft, deleted and withdrawn things, in the category and inside the public conference."""
    restricted = AccessList.Mode.RESTRICTED
    viewer = world.users["viewer"]
    closed = _secret_event(world.category, "closed", mode=restricted)
    draft = _secret_event(world.category, "draft", is_draft=True)
    deleted = _secret_event(world.category, "deleted", deleted_at=NOW)
    vault = CategoryFactory(title=secret("category"), description=secret("category text"), mode=restricted)
    below = CategoryFactory(parent=vault, title=secret("category below"))
    vaulted = _secret_event(below, "vaulted")
    inner = CategoryFactory(parent=world.category, title=secret("inner category"), mode=restricted)
    world.things |= {
        "closed": closed,
        "draft": draft,
        "deleted": deleted,
        "vault": vault,
        "vaulted": vaulted,
        "inner": inner,
    }
    grant(closed.access, to=viewer, permission=Grant.VIEW)
    grant(vault.access, to=viewer, permission=Grant.VIEW)
    _secret_programme(world)
    secret_rooms(world, secret)
    passes(world)
    secret_venue(world)
    secret_job(world, secret)
    secret_versions(world, secret)
    secret_timetable(world)
    secret_abstracts(world, secret)


def _secret_event(category: Category, slug: str, **values: Any) -> Event:
    event = EventFactory(
        category=category,
        title=secret(f"{slug} event"),
        acronym=secret("acronym"),
        slug=f"{SECRET}-{slug}",
        description=secret("description"),
        venue=secret("venue"),
        address=secret("address"),
        organiser=secret("organiser"),
        contact_email=f"contact@{SECRET}.example",
        keywords=[secret("keyword")],
        starts_at=at("10:00"),
        **values,
    )
    person = EventPersonFactory(
        event=event,
        name=secret("person"),
        email=f"someone@{ADDRESS}.{SECRET}.example",
        biography=secret("life"),
    )
    EventRoleFactory(event=event, person=person)
    talk = ContributionFactory(event=event, title=secret("talk"), abstract=secret("abstract"))
    CreditFactory(contribution=talk, person=person)
    SlotFactory(event=event, contribution=talk, room=EventRoomFactory(event=event, name=secret("room")))
    record(event.logbook, "event.edited", by=None, subject=secret("log"))
    return event


def _secret_programme(world: World) -> None:
    event, things, viewer = world.main, world.things, world.users["viewer"]

    def own_list(mode: str = AccessList.Mode.RESTRICTED) -> AccessList:
        return open_access_list(parent=event.access, mode=mode)

    hidden = things["hidden"] = _secret_talk(event, "protected", starts="13:00", access=own_list())
    grant(hidden.access, to=viewer, permission=Grant.VIEW)
    things["withdrawn"] = _secret_talk(event, "withdrawn", starts="14:00", withdrawn_at=NOW)
    things["removed"] = _secret_talk(event, "removed", starts="15:00", deleted_at=NOW)
    # In the public session's block: the block shows, this talk does not.
    _secret_talk(event, "guest", starts="11:30", parent=world.block, session=world.session, access=own_list())
    session = things["hidden_session"] = SessionFactory(
        event=event, title=secret("session"), description=secret("session text"), access=own_list()
    )
    convener = EventPersonFactory(event=event, name=secret("convener"), email=f"c@{ADDRESS}.example")
    SessionConvenerFactory(session=session, person=convener)
    things["hidden_person"] = convener
    room = things["hidden_event_room"] = EventRoomFactory(
        event=event, name=secret("block room"), description=secret("way there")
    )
    block = BlockFactory(
        event=event, session=session, room=room, title=secret("block"), starts_at=at("16:00")
    )
    _secret_talk(event, "in session", starts="16:00", parent=block, session=session, access=session.access)
    SessionFactory(event=event, title=secret("deleted session"), deleted_at=NOW)
    EventPersonFactory(event=event, name=secret("without a part"), email=f"none@{ADDRESS}.{SECRET}.example")
    record(event.logbook, "contribution.edited", by=None, subject=secret("log"))


def _secret_talk(
    event: Event,
    about: str,
    *,
    starts: str,
    parent: Any = None,
    session: Session | None = None,
    **values: Any,
) -> Contribution:
    track = TrackFactory(event=event, name=secret(f"{about} track"), code=secret("code")[:30])
    talk = ContributionFactory(
        event=event,
        title=secret(f"{about} talk"),
        subtitle=secret("subtitle"),
        abstract=secret("abstract"),
        description=secret("description"),
        code=SECRET,
        keywords=[secret("keyword")],
        track=track,
        type=ContributionTypeFactory(event=event, name=secret(f"{about} type")),
        session=session,
        **values,
    )
    person = EventPersonFactory(
        event=event,
        name=secret("speaker"),
        email=f"s{talk.pk}@{ADDRESS}.{SECRET}.example",
        affiliation=secret("institute"),
        biography=secret("life"),
    )
    CreditFactory(contribution=talk, person=person, role=Credit.Role.SPEAKER)
    LinkFactory(contribution=talk, url=f"https://{SECRET}.example/slides")
    SubcontributionFactory(contribution=talk, title=secret("part"))
    room = parent.room if parent else EventRoomFactory(event=event, name=secret(f"{about} room"))
    SlotFactory(event=event, contribution=talk, parent=parent, room=room, starts_at=at(starts))
    return talk
