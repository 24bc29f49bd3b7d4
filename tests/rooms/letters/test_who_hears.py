"""Who hears of bookings: those they are for, and those who run the room, each once and as they chose."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from access.models import Grant
from notices.models import DigestEntry
from notices.operations import send_digests
from rooms.models import Booking, MutedRoom, Occurrence, Room
from rooms.operations.letters import News, tell
from rooms.operations.mail_choices import choose_mail
from rooms.operations.rejecting import reject
from rooms.operations.settings import room_settings
from tests.factories.accounts import GroupFactory, UserFactory
from tests.factories.rooms import BookingFactory, RoomFactory
from tests.outbox import outbox, write_all_letters
from tests.rooms.letters.mails import booked, let, to, told

pytestmark = pytest.mark.django_db


def test_who_books_for_somebody_else_is_not_told_what_they_just_did(ada, room):
    booked(room, ada, booked_for=UserFactory(email="grace@example.org"))

    assert told() == ["grace@example.org", "owner@example.org"]
    assert to("grace@example.org").body.startswith("Ada booked Red Hall for you.\n")


def test_who_booked_for_somebody_else_hears_what_others_do_with_it(ada, owner, room):
    booking = booked(room, ada, booked_for=UserFactory(email="grace@example.org"))
    outbox().delete()

    reject(booking, by=owner, reason="The ceiling is wet.")

    assert told() == ["ada@example.org", "grace@example.org"]
    assert "Reason: The ceiling is wet.\n" in to("ada@example.org").body


def test_the_calendar_file_is_for_whom_the_booking_is(ada, owner, room):
    booking = booked(room, ada, booked_for=UserFactory(email="grace@example.org"))
    outbox().delete()

    reject(booking, by=owner, reason="The ceiling is wet.")

    assert to("grace@example.org").calendar_method == "CANCEL"
    assert to("ada@example.org").calendar == ""


def test_an_owner_who_books_for_themselves_gets_one_mail(owner, room):
    booked(room, owner)

    assert told() == ["owner@example.org"]


def test_managers_of_the_room_and_of_its_location_are_told_and_those_of_all_rooms_are_not(ada, owner, room):
    for name, thing in (("room", room), ("location", room.location), ("all", room_settings())):
        let(UserFactory(email=f"{name}@example.org"), Grant.MANAGE, thing)
    let(UserFactory(email="viewer@example.org"), Grant.VIEW, room)
    group = GroupFactory()
    group.members.add(UserFactory(email="member@example.org"))
    Grant.objects.create(access_list=room.access, group=group, permission=Grant.MANAGE)

    booked(room, ada)

    assert told() == [f"{name}@example.org" for name in ("ada", "location", "member", "owner", "room")]


def test_nobody_gets_two_copies(ada, owner, room):
    """By two grants, by owning besides, and by an address the room names."""
    let(owner, Grant.MANAGE, room)
    let(owner, Grant.MANAGE, room.location)
    let(ada, Room.MODERATE, room)
    room.notification_emails = ["Owner@example.org", "desk@example.org", "DESK@example.org"]
    room.save()

    booked(room, ada)

    assert told() == ["DESK@example.org", "ada@example.org", "owner@example.org"]


def test_closed_accounts_get_no_mail(ada, owner, room):
    owner.is_active = False
    owner.save()

    booked(room, ada)

    assert told() == ["ada@example.org"]


def test_those_who_only_approve_hear_of_nothing_else(ada, room):
    let(UserFactory(email="moderator@example.org"), Room.MODERATE, room)

    booked(room, ada)

    assert told() == ["ada@example.org", "owner@example.org"]


def test_a_request_reaches_somebody_even_where_nobody_runs_the_room(ada, asked_room):
    asked_room.owner = None
    asked_room.save()
    let(UserFactory(email="all@example.org"), Grant.MANAGE, room_settings())
    UserFactory(email="admin@example.org", is_admin=True)

    booked(asked_room, ada)

    assert told() == ["ada@example.org", "all@example.org"]


def test_and_an_administrator_where_nobody_runs_any(ada, asked_room):
    asked_room.owner = None
    asked_room.save()
    UserFactory(email="admin@example.org", is_admin=True)

    booked(asked_room, ada)

    assert told() == ["ada@example.org", "admin@example.org"]


@pytest.mark.parametrize(
    ("mode", "heard"),
    [("all", ["managed", "owned"]), ("owned", ["owned"]), ("managed", ["managed"]), ("none", [])],
)
def test_people_hear_of_the_rooms_they_chose(ada, owner, mode, heard):
    let(owner, Grant.MANAGE, managed := RoomFactory(name="managed"))
    owned = RoomFactory(name="owned", owner=owner)
    choose_mail(owner, mode=mode, digest=False, muted=[])

    for room in (managed, owned):
        booked(room, ada)

    subjects = outbox().filter(recipient="owner@example.org").values_list("subject", flat=True)
    assert sorted(subject.split()[1].rstrip(",") for subject in subjects) == heard


def test_a_muted_room_is_silent(ada, owner, room):
    choose_mail(owner, mode="all", digest=False, muted=[room])

    booked(room, ada)
    booked(RoomFactory(owner=owner, name="Blue Hall"), ada)

    subject = outbox().get(recipient="owner@example.org").subject
    assert subject.startswith("Booked: Blue Hall")


def test_who_wants_one_mail_a_day_gets_one(ada, owner, room):
    choose_mail(owner, mode="all", digest=True, muted=[])
    booked(room, ada)
    booked(RoomFactory(owner=owner, name="Blue Hall"), ada)
    before = told()

    write_all_letters()
    send_digests(topic="rooms")

    mail = to("owner@example.org")
    assert before == ["ada@example.org", "ada@example.org"]
    assert mail.subject == "Digest: 2 messages"
    assert "Ada booked Red Hall." in mail.body
    assert "Ada booked Blue Hall." in mail.body
    assert DigestEntry.objects.filter(notice=mail).count() == 2


@pytest.mark.case("R5")
def test_nobody_is_told_of_a_booking_that_was_rolled_back(ada, room):
    with transaction.atomic():
        booked(room, ada)
        owed = outbox().count()
        transaction.set_rollback(True)

    assert owed == 2
    assert not outbox().exists()
    assert not Booking.objects.exists()


def test_a_bad_address_of_a_room_does_not_stop_who_books(ada, room):
    Room.objects.filter(pk=room.pk).update(notification_emails=["no address", "desk@example.org"])

    booked(room, ada)

    assert "desk@example.org" in told()


def test_as_many_queries_for_many_people_as_for_one(ada, room):
    def cost():
        booking = BookingFactory(room=room, booked_for=ada)
        booking = Booking.objects.for_rights().get(pk=booking.pk)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            tell(News.BOOKED, booking, by=ada)
        Occurrence.objects.filter(booking=booking).delete()
        Booking.objects.filter(pk=booking.pk).delete()
        return len(queries)

    few = cost()
    for number in range(20):
        person = UserFactory(email=f"manager{number}@example.org")
        let(person, Grant.MANAGE, room)
        MutedRoom.objects.create(user=person, room=RoomFactory())

    assert cost() == few
