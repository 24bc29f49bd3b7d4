"""An event is cloned with its programme and its timetable, and with nothing else."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import sampled_from, sets

from access.models import AccessList, Grant
from access.operations import grant
from events.cloning import PARTS, WallShift, belongs_to_an_event, parts_in_order
from events.models import Event, EventPerson
from events.operations import set_protection
from events.operations.cloning import check_amount, check_parts, clone_event
from events.refusals import TooManyClones, UnknownPart
from journal.models import Entry
from kit.moments import local, wall_to_utc
from programme.models import Contribution, Credit, Session
from programme.operations import protect
from tests.clock import DAY, at
from tests.factories.accounts import UserFactory
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
    SessionFactory,
    TrackFactory,
)
from tests.factories.rooms import RoomFactory
from tests.factories.timetable import BlockFactory, BreakFactory, SlotFactory, StarFactory
from timetable.models import Availability, Slot, TimetableSettings

pytestmark = pytest.mark.django_db
ALL = [part.key for part in PARTS]
LATER = at("10:00", day=DAY + timedelta(days=7))
ZURICH = ZoneInfo("Europe/Zurich")


@pytest.fixture
def event(organiser):
    event = EventFactory(title="Harbour days", venue="Pier 3", keywords=["knots"], slug="harbour")
    grant(event.access, to=organiser, permission=Grant.MANAGE)
    return event


def cloned(event, by, *, starts_at=LATER, parts=ALL, **options) -> Event:
    return clone_event(event, WallShift.to(event, starts_at), by=by, parts=parts, **options).clone


def test_a_clone_is_a_draft_of_who_makes_it_at_its_time_with_an_address_of_its_own(event, organiser):
    clone = cloned(event, organiser)

    assert clone.is_draft
    assert (clone.starts_at, clone.ends_at) == (LATER, LATER + timedelta(hours=1))
    assert (clone.title, clone.venue, clone.keywords) == ("Harbour days", "Pier 3", ["knots"])
    assert clone.slug != event.slug
    assert clone.category == event.category
    assert list(clone.access.grants.values_list("user", "permission")) == [(organiser.pk, "manage")]
    assert not Event.objects.visible_to(UserFactory()).filter(pk=clone.pk).exists()


def test_it_can_go_into_another_category(event, organiser):
    elsewhere = CategoryFactory()

    clone = cloned(event, organiser, category=elsewhere)

    assert clone.category == elsewhere
    assert clone.access.parent == elsewhere.access


def test_both_logs_tell_of_it(event, organiser):
    clone = cloned(event, organiser, parts=["rooms"])

    assert Entry.objects.filter(logbook=event.logbook, verb="event.cloned", by=organiser).count() == 1
    assert Entry.objects.get(logbook=clone.logbook, verb="event.made-as-clone").changes["parts"] == [
        "",
        "Rooms, as the columns of the timetable",
    ]


def test_everything_that_was_chosen_comes_along_and_names_its_own_kind(event, organiser):
    room = EventRoomFactory(event=event, name="Red hall")
    track = TrackFactory(event=event, name="Ropes")
    person = EventPersonFactory(event=event, name="Ada Example", email="ada@example.org")
    EventRoleFactory(event=event, person=person)
    block = BlockFactory(event=event, room=room, session__track=track)
    talk = ContributionFactory(
        event=event, session=block.session, track=track, type=ContributionTypeFactory(event=event)
    )
    Credit.objects.create(contribution=talk, person=person, role=Credit.Role.SPEAKER)
    talk.links.create(url="https://example.org/slides")
    talk.parts.create(title="First part").speaker_links.create(person=person)
    SlotFactory(event=event, contribution=talk, parent=block)
    BreakFactory(event=event, room=room, starts_at=at("11:00"))

    clone = cloned(event, organiser)

    copy = clone.contributions.get()
    slot = copy.slots.get()
    assert copy.pk != talk.pk
    assert (copy.session.event, copy.track.event, copy.type.event) == (clone, clone, clone)
    assert [credit.person.event for credit in copy.credits.all()] == [clone]
    assert copy.parts.get().speaker_links.get().person.event == clone
    assert copy.links.get().url == "https://example.org/slides"
    assert (slot.parent.session, slot.parent.room.event) == (copy.session, clone)
    assert slot.starts_at == LATER
    assert clone.slots.get(title="Coffee").starts_at == at("11:00", day=LATER.date())
    assert clone.roles.get().person == clone.people.get()


def test_without_a_part_what_names_it_comes_along_without_it(event, organiser):
    track = TrackFactory(event=event)
    talk = ContributionFactory(event=event, track=track, session=SessionFactory(event=event))
    Credit.objects.create(contribution=talk, person=EventPersonFactory(event=event), role=Credit.Role.SPEAKER)

    copy = cloned(event, organiser, parts=["talks"]).contributions.get()

    assert (copy.track, copy.session, copy.credits.count()) == (None, None, 0)


def test_links_bring_their_talks(event, organiser):
    ContributionFactory(event=event).links.create(url="https://example.org/")

    clone = cloned(event, organiser, parts=["links"])

    assert check_parts(["links"]) == {"links", "talks"}
    assert clone.contributions.get().links.count() == 1


def test_a_timetable_without_its_talks_keeps_blocks_and_breaks(event, organiser):
    block = BlockFactory(event=event)
    SlotFactory(event=event, parent=block)
    BreakFactory(event=event, parent=block, starts_at=at("10:30"))

    clone = cloned(event, organiser, parts=["sessions", "timetable"])

    assert sorted(slot.label for slot in clone.slots.all()) == ["Coffee", block.session.title]


def test_what_lay_in_a_block_that_stays_behind_keeps_its_room(event, organiser):
    block = BlockFactory(event=event, room=EventRoomFactory(event=event, name="Red hall"))
    SlotFactory(event=event, parent=block)

    slot = cloned(event, organiser, parts=["rooms", "talks", "timetable"]).slots.get()

    assert (slot.parent, slot.room.name) == (None, "Red hall")


def test_an_unknown_part_is_refused(event, organiser):
    with pytest.raises(UnknownPart, match="grants-of-everybody"):
        cloned(event, organiser, parts=["grants-of-everybody"])


def test_answers_of_speakers_are_not_taken_over(event, organiser):
    credit = Credit.objects.create(
        contribution=ContributionFactory(event=event),
        person=EventPersonFactory(event=event),
        role=Credit.Role.SPEAKER,
        asked_at=at("08:00"),
        answer=Credit.Answer.CONFIRMED,
        answered_at=at("09:00"),
    )

    copy = Credit.objects.exclude(pk=credit.pk).filter(contribution__event=cloned(event, organiser)).get()

    assert (copy.asked_at, copy.answer, copy.answered_at) == (None, "", None)


def test_of_a_timetable_in_drafts_the_draft_comes_along_and_shows_nothing(event, organiser):
    block = BlockFactory(event=event)
    SlotFactory(event=event, parent=block)
    shown = BreakFactory(event=event, title="Shown before", starts_at=at("12:00"))
    TimetableSettings.objects.create(event=event, is_live=False, next_version=4, change_minutes=7)
    Slot.every.filter(pk=shown.pk).update(is_working=False, is_shown=True, copy_of=shown.pk)

    clone = cloned(event, organiser)

    settings = clone.timetable_settings
    assert (settings.is_live, settings.change_minutes, settings.next_version) == (False, 7, 1)
    assert Slot.every.filter(event=clone, is_working=True, is_shown=False).count() == 2
    assert Slot.every.filter(event=clone).count() == 2


def test_withdrawn_and_deleted_talks_stay_behind_and_leave_no_gap(event, organiser):
    ContributionFactory(event=event, withdrawn_at=at("09:00"))
    ContributionFactory(event=event, deleted_at=at("09:00"))
    ContributionFactory(event=event, title="On knots")

    clone = cloned(event, organiser)

    assert [(talk.number, talk.title) for talk in clone.contributions.all()] == [(1, "On knots")]
    assert Event.objects.get(pk=clone.pk).next_talk == 2


def test_times_of_day_stay_over_a_change_of_the_clocks(organiser):
    """27 to 29 March 2027, with the clocks going forward on the 28th; the original lies in winter."""
    start, _note = wall_to_utc(date(2027, 2, 20), time(9), ZURICH)
    event = EventFactory(
        time_zone="Europe/Zurich", starts_at=start, ends_at=start + timedelta(days=2, hours=8)
    )
    for n in range(3):
        BreakFactory(event=event, starts_at=start + timedelta(days=n, hours=1))

    there, _note = wall_to_utc(date(2027, 3, 27), time(9), ZURICH)
    clone = cloned(event, organiser, starts_at=there)

    shown = [local(slot.starts_at, ZURICH) for slot in clone.slots.order_by("starts_at")]
    assert [(moment.date(), moment.time()) for moment in shown] == [
        (date(2027, 3, 27 + n), time(10)) for n in range(3)
    ]
    assert local(clone.ends_at, ZURICH) == datetime(2027, 3, 29, 17, tzinfo=ZURICH)


def test_entries_at_an_hour_that_does_not_exist_stay_in_their_block(organiser):
    """In the night to 28 March 2027 the clocks of Zurich go from 02:00 to 03:00."""
    start, _note = wall_to_utc(date(2027, 2, 20), time(22), ZURICH)
    event = EventFactory(time_zone="Europe/Zurich", starts_at=start, ends_at=start + timedelta(hours=8))
    block = BlockFactory(event=event, starts_at=start + timedelta(hours=4), minutes=65)
    SlotFactory(event=event, parent=block, starts_at=start + timedelta(hours=4, minutes=30), minutes=30)
    SlotFactory(event=event, parent=block, starts_at=start + timedelta(hours=4, minutes=40), minutes=25)

    there, _note = wall_to_utc(date(2027, 3, 27), time(22), ZURICH)
    clone = cloned(event, organiser, starts_at=there)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    block = clone.slots.get(session__isnull=False)
    assert all(
        block.starts_at <= slot.starts_at <= slot.ends_at <= block.ends_at for slot in block.children.all()
    )
    assert block.children.count() == 2


def test_what_is_closed_stays_closed(event, organiser):
    set_protection(event, mode=AccessList.Mode.RESTRICTED, by=organiser)
    hidden = ContributionFactory(event=event, title="Hidden")
    protect(hidden, mode=AccessList.Mode.RESTRICTED, by=organiser)

    clone = cloned(event, organiser, parts=["talks"])

    copy = clone.contributions.get()
    assert clone.access.mode == AccessList.Mode.RESTRICTED
    assert (copy.access.mode, copy.access.parent) == (AccessList.Mode.RESTRICTED, clone.access)
    assert copy.access_id != hidden.access_id


def test_a_talk_of_a_closed_session_stays_closed_when_the_session_stays_behind(event, organiser):
    session = SessionFactory(event=event)
    protect(session, mode=AccessList.Mode.RESTRICTED, by=organiser)
    talks = [ContributionFactory(event=event, session=session) for _n in range(2)]
    guest = UserFactory()
    grant(session.access, to=guest, permission=Grant.VIEW)
    protect(talks[0], mode=AccessList.Mode.INHERITING, by=organiser)

    clone = cloned(event, organiser, parts=["talks", "access"])
    Event.objects.filter(pk=clone.pk).update(is_draft=False)

    assert Contribution.objects.visible_to(UserFactory()).filter(event=clone).count() == 0
    assert Contribution.objects.visible_to(guest).filter(event=clone).count() == 2


def test_who_is_named_in_the_protection_comes_along_only_when_asked_for(event, organiser):
    guest = UserFactory()
    session = SessionFactory(event=event)
    protect(session, mode=AccessList.Mode.RESTRICTED, by=organiser)
    for thing in (event, session):
        grant(thing.access, to=guest, permission=Grant.VIEW)
        grant(thing.access, to="invited@example.org", permission=Grant.MANAGE)

    without = cloned(event, organiser, parts=["sessions"])
    with_them = cloned(event, organiser, parts=["sessions", "access"])

    def named(clone):
        lists = [clone.access_id, clone.sessions.get().access_id]
        rights = Grant.objects.filter(access_list__in=lists).exclude(user=organiser)
        return sorted((held.principal, held.permission) for held in rights)

    assert named(without) == []
    assert named(with_them) == sorted([(guest.name, "view"), ("invited@example.org", "manage")] * 2)


def test_a_room_of_the_house_that_the_person_does_not_see_is_left_out(event, organiser):
    seen, hidden = RoomFactory(), RoomFactory(mode=AccessList.Mode.RESTRICTED)
    EventRoomFactory(event=event, name="Seen", bookable=seen)
    EventRoomFactory(event=event, name="Hidden", bookable=hidden)

    clone = cloned(event, organiser)

    assert dict(clone.rooms.values_list("name", "bookable")) == {"Seen": seen.pk, "Hidden": None}


@pytest.fixture
def full(event, organiser):
    """The event with a row in every table a clone might take from, and in some it must not."""
    guest = UserFactory()
    block = BlockFactory(
        event=event, room=EventRoomFactory(event=event), session__track=TrackFactory(event=event)
    )
    protect(block.session, mode=AccessList.Mode.RESTRICTED, by=organiser)
    talk = ContributionFactory(event=event, session=block.session, access=block.session.access)
    protect(talk, mode=AccessList.Mode.INHERITING, by=organiser)
    for thing in (event, block.session, talk):
        thing.access.refresh_from_db()
        grant(thing.access, to=guest, permission=Grant.VIEW)
    person = EventPersonFactory(event=event)
    EventRoleFactory(event=event, person=person)
    Credit.objects.create(contribution=talk, person=person, role=Credit.Role.SPEAKER)
    talk.links.create(url="https://example.org/")
    talk.parts.create(title="Part").speaker_links.create(person=person)
    SlotFactory(event=event, contribution=talk, parent=block)
    StarFactory(contribution=talk, user=guest)
    TimetableSettings.objects.create(event=event)
    Availability.objects.create(event=event, person=person, starts_at=at("10:00"), ends_at=at("11:00"))
    return event


COPIED = {
    "events.EventPerson": {"people"},
    "events.EventRole": {"people"},
    "events.EventRoom": {"rooms"},
    "programme.Contribution": {"talks"},
    "programme.Credit": {"talks", "people"},
    "programme.Link": {"links"},
    "programme.Session": {"sessions"},
    "programme.Subcontribution": {"talks"},
    "programme.SubcontributionSpeaker": {"talks", "people"},
    "programme.Track": {"tracks"},
    "timetable.TimetableSettings": {"timetable"},
}


@pytest.mark.case("S72")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=sets(sampled_from(ALL)))
def test_whatever_parts_are_chosen_nothing_else_comes_along(full, organiser, parts):
    """Every table whose rows lie below an event is asked; what is in no chosen part has no row for the clone."""
    with transaction.atomic():
        clone = cloned(full, organiser, parts=parts)
        found = {model._meta.label for model in apps.get_models() if _rows_of(model, clone)}
        named = Grant.objects.filter(access_list__path__contains=[clone.access_id]).exclude(user=organiser)
        strangers = Contribution.objects.filter(event=clone, access=clone.access).count()
        rights = named.count()
        transaction.set_rollback(True)

    chosen = check_parts(parts)
    wanted = {table for table, needed in COPIED.items() if needed <= chosen}
    if "timetable" in chosen and {"sessions", "talks"} & chosen:
        wanted.add("timetable.Slot")
    assert found == wanted
    assert (rights == 0) == ("access" not in chosen)
    assert strangers == 0


def test_what_the_person_may_not_see_does_not_come_along(event, organiser):
    """Whoever runs an event sees all of it; the operation does not rely on that."""
    protect(
        SlotFactory(event=event, contribution__title="Hidden").contribution,
        mode=AccessList.Mode.RESTRICTED,
        by=organiser,
    )
    SlotFactory(event=event, contribution__title="Open")

    clone = cloned(event, UserFactory())

    assert [talk.title for talk in clone.contributions.all()] == ["Open"]
    assert clone.slots.count() == 1


def _rows_of(model, clone) -> bool:
    if model is Event or not belongs_to_an_event(model):
        return False
    ways = Q()
    for path in _shortest_ways_up(model):
        ways |= Q(**{path: clone.pk})
    return model._base_manager.filter(ways).exists()


@cache
def _shortest_ways_up(model):
    """All ways would be dozens of joins for some tables, and those through more tables lead to the same event."""
    ways = set(_ways_up(model))
    shortest = min(way.count("__") for way in ways)
    return [way for way in ways if way.count("__") == shortest]


def _ways_up(model, seen=()):
    """By which fields a row of the table leads to an event."""
    for field in model._meta.concrete_fields:
        related = field.related_model
        if not isinstance(related, type) or related in (model, *seen):
            continue
        if related is Event:
            yield field.name
        elif belongs_to_an_event(related):
            yield from (f"{field.name}__{rest}" for rest in _ways_up(related, (*seen, model)))


def test_no_row_of_a_clone_names_a_row_of_another_event(event, organiser):
    block = BlockFactory(event=event, room=EventRoomFactory(event=event))
    talk = ContributionFactory(event=event, session=block.session, track=TrackFactory(event=event))
    Credit.objects.create(contribution=talk, person=EventPersonFactory(event=event), role=Credit.Role.SPEAKER)
    SlotFactory(event=event, contribution=talk, parent=block)

    clone = cloned(event, organiser)

    for model in (EventPerson, Session, Contribution, Slot, Credit):
        for path in set(_ways_up(model)):
            others = model.objects.filter(**{path: event}) & model.objects.filter(
                **{next(iter(_ways_up(model))): clone}
            )
            assert not others.exists(), (model, path)


def test_queries_do_not_grow_with_what_is_copied(event, organiser):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            cloned(event, organiser)
        return len(captured)

    def add(number: int) -> None:
        for _n in range(number):
            block = BlockFactory(event=event)
            SlotFactory(event=event, parent=block)
            protect(block.session, mode=AccessList.Mode.RESTRICTED, by=organiser)

    add(1)
    queries()
    few = queries()
    add(3)

    assert queries() == few


def test_so_many_clones_at_once_and_no_more(event, organiser, settings):
    settings.CLONES_AT_ONCE, settings.CLONED_ROWS_AT_ONCE = 3, 5
    ContributionFactory.create_batch(2, event=event)

    check_amount(event, by=organiser, parts=["talks"], times=2)
    with pytest.raises(TooManyClones, match="At most 3 events are cloned at once, and these are 4 dates"):
        check_amount(event, by=organiser, parts=[], times=4)
    with pytest.raises(TooManyClones, match="copy 6 things, and 5 is the most"):
        check_amount(event, by=organiser, parts=["talks"], times=3)


def test_parts_are_in_order_and_need_only_what_comes_before_them():
    places = {part.key: place for place, part in enumerate(parts_in_order())}

    assert all(places[need] < places[part.key] for part in PARTS for need in part.needs)
    assert datetime(2027, 3, 22, 10, tzinfo=UTC) == LATER
