"""The life of a booking over REST: who sees it, who changes it, who decides, and what stays as it was."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.models import AccessList
from access.operations import set_mode
from accounts.operations import create_account
from kit.recurrence import Rule
from rooms.models import Booking, Room, RoomSettings, State
from rooms.operations.settings import room_settings
from tests.clock import DAY, at
from tests.factories.access import GrantFactory
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory
from tests.rooms.programs import caller, send

pytestmark = pytest.mark.django_db
WEEKLY = Rule("WEEKLY", count=4)
SECOND, THIRD = DAY + timedelta(days=7), DAY + timedelta(days=14)


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("08:00"), tick=False)


@pytest.fixture
def booking():
    return BookingFactory(rule=WEEKLY)


@pytest.fixture
def booker(booking):
    return caller(booking.booked_for)


def moderator_of(room):
    user = UserFactory()
    GrantFactory(access_list=room.access, user=user, permission=Room.MODERATE)
    return user


def act(client, booking, verb, **body):
    return send(client, f"bookings/{booking.pk}/{verb}/", body)


def change(client, booking, query="", **body):
    return client.patch(f"/api/v1/bookings/{booking.pk}/{query}", body, format="json")


def purposes(answer):
    assert answer.status_code == 200, answer.json()
    return [each["purpose"] for each in answer.json()["results"]]


def states(answer):
    assert answer.status_code == 200, answer.json()
    return [date["state"] for date in answer.json()["occurrences"]]


def starts(answer):
    assert answer.status_code == 200, answer.json()
    return [date["start"] for date in answer.json()["occurrences"]]


def test_lists_begin_with_ones_own_and_widen_on_wish():
    mine = BookingFactory(purpose="Mine")
    user = mine.booked_for
    BookingFactory(purpose="By me", created_by=user)
    theirs = BookingFactory(purpose="Theirs")
    BookingFactory(purpose="Private", is_private=True)
    BookingFactory(purpose="Hidden", room=RoomFactory(mode=AccessList.Mode.RESTRICTED))
    moderated = BookingFactory(purpose="To decide", is_private=True, state=State.PENDING)
    GrantFactory(access_list=moderated.room.access, user=user, permission=Room.MODERATE)
    program = caller(user)

    def listed(query=""):
        return purposes(program.get(f"/api/v1/bookings/{query}"))

    assert listed() == ["By me", "Mine"]
    assert listed("?scope=moderated") == ["To decide"]
    assert listed("?scope=visible") == ["To decide", "Theirs", "By me", "Mine"]
    assert listed(f"?scope=visible&room={theirs.room_id}") == ["Theirs"]
    assert listed(f"?scope=visible&location={theirs.room.location_id}") == ["Theirs"]
    assert listed("?scope=visible&state=pending") == ["To decide"]


def test_from_and_to_are_compared_as_moments(booking, booker):
    BookingFactory(
        booked_for=booking.booked_for, first_day=SECOND, start=time(7), end=time(8), purpose="Early"
    )

    def found(query):
        return len(purposes(booker.get(f"/api/v1/bookings/?{query}")))

    # A date from Monday evening to Tuesday morning finds what lies between, though 18:00 is after 09:00.
    assert found("from=2027-03-21T18:00Z&to=2027-03-22T09:00Z") == 1
    assert found("from=2027-03-22T09:00%2B01:00&to=2027-03-22T11:30%2B01:00") == 1
    assert found("from=2027-03-22T11:00Z&to=2027-03-22T23:00Z") == 0
    assert found("to=2027-03-15T10:00Z") == 0


@pytest.mark.case("S32")
@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("scope=all", "scope"),
        ("state=open", "state"),
        ("room=999999", "room"),
        ("location=999999", "location"),
        ("from=2027-03-15", "from"),
        ("from=2027-03-16T00:00Z&to=2027-03-15T00:00Z", "to"),
        ("limit=1000", "limit"),
        ("purpose=x", "purpose"),
    ],
)
def test_unknown_filters_are_refused(booker, query, field):
    answer = booker.get(f"/api/v1/bookings/?{query}")

    assert (answer.status_code, list(answer.json())) == (400, [field])


def test_bookings_are_for_people_with_an_account(booking):
    RoomSettings.objects.update(show_to_strangers=True)

    assert caller().get("/api/v1/bookings/").status_code == 401
    assert caller().get(f"/api/v1/bookings/{booking.pk}/").status_code == 404
    assert caller().post(f"/api/v1/bookings/{booking.pk}/cancel/").status_code == 401


@pytest.mark.case("S10")
@pytest.mark.parametrize("how", ["private", "hidden room", "settings", "unknown"])
def test_what_one_may_not_know_of_answers_like_what_is_not_there(booking, how):
    outsider = caller(UserFactory())
    if how == "private":
        Booking.objects.update(is_private=True)
    elif how == "hidden room":
        set_mode(booking.room.access, mode=AccessList.Mode.RESTRICTED)
    elif how == "settings":
        room_settings()
        RoomSettings.objects.update(hide_booking_details=True)
    key = 999_999 if how == "unknown" else booking.pk

    answers = [
        outsider.get(f"/api/v1/bookings/{key}/"),
        outsider.patch(f"/api/v1/bookings/{key}/", {"purpose": "Mine now"}, format="json"),
        *(
            send(outsider, f"bookings/{key}/{verb}/", {})
            for verb in ("approve", "reject", "cancel", "move", "check-in")
        ),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert {answer.content for answer in answers} == {b'{"detail":"Not found."}'}


def test_a_room_one_may_not_see_is_not_named_by_a_moved_date(booking):
    hidden = RoomFactory(mode=AccessList.Mode.RESTRICTED)
    booking.occurrences.filter(date=SECOND).update(room=hidden, is_moved=True)

    told = caller(UserFactory()).get(f"/api/v1/bookings/{booking.pk}/").json()

    assert [date["room"] for date in told["occurrences"]] == [
        booking.room_id,
        None,
        booking.room_id,
        booking.room_id,
    ]


def test_a_list_of_three_takes_as_many_queries_as_one(booking, booker):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            assert booker.get("/api/v1/bookings/?scope=visible").status_code == 200
        return len(seen)

    queries()
    one = queries()
    BookingFactory(), BookingFactory()

    assert queries() == one


def test_those_concerned_cancel_dates_the_rest_or_all(booking, booker):
    some = act(booker, booking, "cancel", dates=["2027-03-22"], reason="Away")
    rest = act(booker, booking, "cancel", **{"from": "2027-04-05"})
    everything = act(booker, booking, "cancel")

    assert states(some) == ["accepted", "cancelled", "accepted", "accepted"]
    assert some.json()["occurrences"][1]["reason"] == "Away"
    assert states(rest) == ["accepted", "cancelled", "accepted", "cancelled"]
    assert (everything.json()["state"], everything.json()["actions"]) == ("cancelled", [])


@pytest.mark.parametrize(
    "body", [{"dates": ["2027-03-23"]}, {"dates": []}, {"dates": ["2027-03-22"], "from": "2027-03-22"}]
)
def test_dates_that_are_none_of_the_booking_are_refused(booking, booker, body):
    answer = act(booker, booking, "cancel", **body)

    assert (answer.status_code, list(answer.json())) == (400, ["dates"])
    assert set(booking.occurrences.values_list("state", flat=True)) == {State.ACCEPTED}


def test_who_has_no_part_in_it_changes_nothing_and_hears_the_rule(booking):
    outsider, moderator = caller(UserFactory()), caller(moderator_of(booking.room))
    rule = "Only those who booked, those it is booked for and those who run the room may do that."

    for client in (outsider, moderator):
        for answer in (
            act(client, booking, "cancel"),
            change(client, booking, purpose="Mine now"),
            act(client, booking, "move", room=booking.room_id),
        ):
            assert (answer.status_code, answer.json()) == (403, {"detail": rule})
    assert act(outsider, booking, "check-in").status_code == 403
    assert act(outsider, booking, "approve").json() == {
        "detail": "Only those who approve bookings of this room may do that."
    }


def test_a_moderator_approves_and_the_requests_for_the_same_time_are_shown_first():
    request = BookingFactory(state=State.PENDING)
    rival = BookingFactory(room=request.room, state=State.PENDING)
    program = caller(moderator_of(request.room))

    asked = act(program, request, "approve")
    forced = act(program, request, "approve", force=True, message="Enjoy")

    assert asked.status_code == 409
    assert [(hit["booking"], hit["kind"]) for hit in asked.json()["requests"]] == [(rival.pk, "request")]
    assert forced.json()["state"] == "accepted"
    rival.refresh_from_db()
    assert rival.state == State.REJECTED
    assert act(program, request, "approve").status_code == 409


def test_a_moderator_rejects_with_a_reason_all_or_some_dates(booking):
    program = caller(moderator_of(booking.room))

    assert act(program, booking, "reject").json() == {"reason": ["This field is required."]}
    assert states(act(program, booking, "reject", reason="Works", dates=["2027-03-22"])) == [
        "accepted",
        "rejected",
        "accepted",
        "accepted",
    ]
    assert act(program, booking, "reject", reason="Works").json()["state"] == "rejected"


def test_a_moderator_of_one_room_decides_about_its_dates_only():
    booking = BookingFactory(rule=WEEKLY, state=State.PENDING)
    other = RoomFactory()
    booking.occurrences.filter(date=SECOND).update(room=other, is_moved=True)

    answer = act(caller(moderator_of(other)), booking, "reject", reason="Works")

    assert states(answer) == ["pending", "rejected", "pending", "pending"]


def test_one_date_is_changed_and_the_others_stay_the_same_rows(booking, booker):
    before = list(booking.occurrences.order_by("date").values_list("pk", flat=True))

    answer = change(
        booker, booking, scope="this", date="2027-03-22", start="2027-03-22T14:00", end="2027-03-22T15:30"
    )

    assert starts(answer) == ["2027-03-15T10:00", "2027-03-22T14:00", "2027-03-29T10:00", "2027-04-05T10:00"]
    assert list(booking.occurrences.order_by("date").values_list("pk", flat=True)) == before


def test_all_dates_are_changed_by_a_start_alone_and_keep_their_length(booking, booker):
    answer = change(booker, booking, start="2027-03-15T12:00", purpose="At noon")

    assert [(date["start"][11:], date["end"][11:]) for date in answer.json()["occurrences"]] == [
        ("12:00", "13:00")
    ] * 4
    assert answer.json()["purpose"] == "At noon"


def test_the_following_dates_go_to_another_room_as_a_booking_of_their_own(booking, booker):
    other = RoomFactory(location=booking.room.location)

    answer = act(booker, booking, "move", room=other.pk, scope="following", date="2027-03-29")

    assert starts(answer) == ["2027-03-29T10:00", "2027-04-05T10:00"]
    assert (answer.json()["room"]["id"], answer.json()["split_from"]) == (other.pk, booking.pk)
    assert booking.occurrences.count() == 2


def test_an_edit_that_collides_is_refused_with_conflicts_and_alternatives(booking, booker):
    place = booking.room.location
    other, third = RoomFactory(location=place), RoomFactory(location=place)
    BookingFactory(room=other, first_day=THIRD, purpose="Secret purpose")

    refused = change(booker, booking, room=other.pk)
    tried = change(booker, booking, "?dry_run=true", room=other.pk, on_conflict="skip")
    skipped = change(booker, booking, room=other.pk, on_conflict="skip")

    assert refused.status_code == 409
    assert [conflict["date"] for conflict in refused.json()["conflicts"]] == ["2027-03-29"]
    assert third.pk in [room["id"] for room in refused.json()["alternatives"]["by_date"][0]["rooms"]]
    assert "Secret" not in refused.content.decode()
    assert (tried.json()["would_be"], tried.json()["left_out"]) == ("accepted", ["2027-03-29"])
    assert [date["room"] for date in skipped.json()["occurrences"] if date["state"] == "accepted"] == [
        other.pk
    ] * 3


def test_a_dry_edit_writes_nothing(booking, booker):
    tried = change(booker, booking, "?dry_run=true", start="2027-03-15T12:00")

    assert tried.json()["occurrences"][0]["start"] == "2027-03-15T12:00"
    assert booking.occurrences.order_by("date").first().starts_at == at("10:00")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"scope": "some"}, "scope"),
        ({"scope": "this"}, "date"),
        ({"scope": "this", "date": "2027-03-23"}, "date"),
        ({"date": "2027-03-22", "purpose": "x"}, "date"),
        ({"scope": "this", "date": "2027-03-22", "purpose": "x"}, "purpose"),
        ({"scope": "this", "date": "2027-03-22", "rrule": "FREQ=DAILY;COUNT=2"}, "rrule"),
        ({"rrule": "FREQ=WEEKLY"}, "rrule"),
        ({"start": "2027-03-15T10:00Z"}, "start"),
        ({"end": "2027-03-15T09:00"}, "end"),
        ({"room": 999_999}, "room"),
        ({"booked_for": "nobody@example.org"}, "booked_for"),
        ({"choices": {"2027-03-23": {"skip": True}}}, "choices"),
        ({"state": "accepted"}, "state"),
    ],
)
def test_a_change_that_does_not_fit_is_refused_at_its_field(booking, booker, body, field):
    answer = change(booker, booking, **body)

    assert (answer.status_code, list(answer.json())) == (400, [field])


def test_a_room_one_has_no_right_to_is_403(booking, booker):
    closed = RoomFactory(open_to_all=False)

    answer = act(booker, booking, "move", room=closed.pk)

    assert answer.status_code == 403
    assert answer.json()["detail"].startswith(f"Only some people may book {closed}.")


def test_internal_notes_are_written_by_managers_where_the_settings_say_so(booking, booker):
    manager = UserFactory()
    GrantFactory(access_list=booking.room.access, user=manager, permission="manage")
    room_settings()

    assert change(caller(manager), booking, internal_note="VIP").status_code == 403
    RoomSettings.objects.update(internal_notes=True)
    assert change(booker, booking, internal_note="VIP").status_code == 403
    assert change(caller(manager), booking, internal_note="VIP").status_code == 200
    booking.refresh_from_db()
    assert booking.internal_note == "VIP"


def test_a_single_booking_needs_no_date_to_check_in(time_machine):
    single = BookingFactory()
    program = caller(single.booked_for)

    early = act(program, single, "check-in")
    time_machine.move_to(at("09:50"), tick=False)
    there = act(program, single, "check-in")

    assert early.status_code == 409
    assert there.json()["occurrences"][0]["checked_in_at"] == "2027-03-15T09:50:00+00:00"


def test_a_series_says_which_date_somebody_is_there(booking, booker, time_machine):
    assert act(booker, booking, "check-in").json() == {"date": ["Say which date it is about."]}

    time_machine.move_to(at("10:05"), tick=False)

    assert act(booker, booking, "check-in", date="2027-03-15").status_code == 200


def test_a_token_that_only_reads_changes_nothing(booking):
    program = caller(booking.booked_for, "read")

    assert change(program, booking, purpose="x").status_code == 403
    assert act(program, booking, "cancel").status_code == 403
    assert program.delete(f"/api/v1/bookings/{booking.pk}/").status_code in (403, 405)


def test_the_same_place_lists_the_bookings_of_its_rooms_only():
    place = LocationFactory()
    inside = BookingFactory(room=RoomFactory(location=place), purpose="Inside")
    BookingFactory(booked_for=inside.booked_for, purpose="Outside")

    answer = caller(inside.booked_for).get(f"/api/v1/bookings/?location={place.pk}")

    assert purposes(answer) == ["Inside"]


def test_whoever_hands_a_private_booking_over_hears_what_became_of_it():
    creator, guest = UserFactory(), create_account(name="Gus", email="gus@example.org", password=None)
    guest.emailaddress_set.update_or_create(email=guest.email, defaults={"verified": True, "primary": True})
    booking = BookingFactory(created_by=creator, is_private=True)

    answer = change(caller(booking.booked_for), booking, booked_for="gus@example.org")

    assert (answer.status_code, answer.json()["booked_for"]) == (200, "Gus")
    assert change(caller(booking.booked_for), booking, booked_for="gus@example.org").status_code == 404
