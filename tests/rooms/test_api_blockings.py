"""Rooms kept free over REST."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.models import AccessList
from rooms.models import BlockedRoom, Blocking, State
from tests.clock import at
from tests.factories.access import GrantFactory
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, RoomFactory
from tests.rooms.programs import caller, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("08:00"), tick=False)


@pytest.fixture
def asker():
    return UserFactory(name="Asa Asker")


@pytest.fixture
def program(asker):
    return caller(asker)


def manager_of(room):
    user = UserFactory()
    GrantFactory(access_list=room.access, user=user, permission="manage")
    return user


def asked(*rooms, **values):
    return {
        "rooms": [room.pk for room in rooms],
        "first_day": "2027-03-15",
        "last_day": "2027-03-16",
        "reason": "Review",
        **values,
    }


def answers(answer):
    return [(room["room"]["id"], room["answer"]) for room in answer.json()["rooms"]]


def test_rooms_are_kept_free_at_once_where_one_manages_them_and_asked_for_elsewhere(program, asker):
    mine, other = RoomFactory(owner=asker), RoomFactory()

    made = send(program, "blockings/", asked(mine, other, allowed=["guest@example.org"]))

    assert made.status_code == 201
    assert answers(made) == [(mine.pk, "in_force"), (other.pk, "waiting")]
    assert made["Location"] == f"/api/v1/blockings/{made.json()['id']}/"
    assert Blocking.objects.get().access.grants.get().email == "guest@example.org"


def test_a_manager_sees_what_it_rejects_before_accepting(program):
    booking = BookingFactory(purpose="Seminar")
    made = send(program, "blockings/", asked(booking.room)).json()
    manager = caller(manager_of(booking.room))
    address = f"blockings/{made['id']}/accept/"

    shown = send(manager, address, {"room": booking.room_id})
    forced = send(manager, address, {"room": booking.room_id, "force": True})

    assert shown.status_code == 409
    assert [(hit["booking"], hit["start"]) for hit in shown.json()["rejects"]] == [
        (booking.pk, "2027-03-15T10:00")
    ]
    assert answers(forced) == [(booking.room_id, "in_force")]
    booking.refresh_from_db()
    assert booking.state == State.REJECTED
    assert send(manager, address, {"room": booking.room_id}).status_code == 409


def test_a_manager_rejects_with_a_reason(program):
    room = RoomFactory()
    made = send(program, "blockings/", asked(room)).json()

    answer = send(
        caller(manager_of(room)), f"blockings/{made['id']}/reject/", {"room": room.pk, "reason": "Works"}
    )

    assert [(each["answer"], each["reason"]) for each in answer.json()["rooms"]] == [("rejected", "Works")]


def test_who_asked_changes_the_days_and_ends_it(program, asker):
    room = RoomFactory(owner=asker)
    made = send(program, "blockings/", asked(room)).json()
    address = f"/api/v1/blockings/{made['id']}/"

    changed = program.patch(address, {"last_day": "2027-03-20"}, format="json")
    backwards = program.patch(address, {"last_day": "2027-03-01"}, format="json")
    ended = program.post(f"{address}end/")

    assert (changed.json()["first_day"], changed.json()["last_day"]) == ("2027-03-15", "2027-03-20")
    assert (backwards.status_code, list(backwards.json())) == (400, ["last_day"])
    assert ended.json()["ended_at"] is not None


def test_an_administrator_ends_what_others_asked_for(program):
    made = send(program, "blockings/", asked(RoomFactory())).json()

    answer = caller(UserFactory(is_admin=True)).post(f"/api/v1/blockings/{made['id']}/end/")

    assert (answer.status_code, answer.json()["rooms"]) == (200, [])


def test_others_change_nothing_and_hear_the_rule(program):
    room = RoomFactory()
    made = send(program, "blockings/", asked(room)).json()
    outsider = caller(UserFactory())
    address = f"/api/v1/blockings/{made['id']}/"

    for answer in (
        outsider.patch(address, {"reason": "x"}, format="json"),
        outsider.post(f"{address}end/"),
        send(outsider, f"blockings/{made['id']}/accept/", {"room": room.pk}),
        send(outsider, f"blockings/{made['id']}/reject/", {"room": room.pk, "reason": "x"}),
    ):
        assert answer.status_code == 403
        assert answer.json()["detail"].startswith("Only ")
    assert BlockedRoom.objects.get().state == BlockedRoom.State.PENDING


def test_rooms_one_may_not_see_are_neither_named_nor_answered_for(asker):
    seen, hidden = RoomFactory(), RoomFactory(mode=AccessList.Mode.RESTRICTED, owner=asker)
    alone = RoomFactory(mode=AccessList.Mode.RESTRICTED, owner=asker)
    both = send(caller(asker), "blockings/", asked(seen, hidden)).json()
    one = send(caller(asker), "blockings/", asked(alone)).json()
    outsider = caller(UserFactory())

    told = outsider.get(f"/api/v1/blockings/{both['id']}/").json()

    assert [each["room"]["id"] for each in told["rooms"]] == [seen.pk]
    assert outsider.get(f"/api/v1/blockings/{one['id']}/").status_code == 404
    assert [each["id"] for each in outsider.get("/api/v1/blockings/").json()["results"]] == [both["id"]]
    assert send(outsider, "blockings/", asked(hidden)).json() == {"rooms": [f"There is no room {hidden.pk}."]}


def test_lists_are_narrowed(program, asker):
    room, other = RoomFactory(), RoomFactory()
    first = send(program, "blockings/", asked(room)).json()["id"]
    second = send(
        caller(UserFactory()), "blockings/", asked(other, first_day="2027-05-01", last_day="2027-05-02")
    ).json()["id"]

    def found(client, query):
        answer = client.get(f"/api/v1/blockings/?{query}")
        assert answer.status_code == 200, answer.json()
        return [each["id"] for each in answer.json()["results"]]

    assert found(program, "") == [second, first]
    assert found(program, "scope=mine") == [first]
    assert found(caller(manager_of(other)), "scope=waiting") == [second]
    assert found(program, f"room={room.pk}") == [first]
    assert found(program, "from=2027-04-01") == [second]
    assert found(program, "to=2027-04-01") == [first]
    assert program.get("/api/v1/blockings/?scope=all").status_code == 400
    assert program.get("/api/v1/blockings/?from=2027-04-02&to=2027-04-01").status_code == 400
    assert caller().get("/api/v1/blockings/").status_code == 401


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"rooms": []}, "rooms"),
        ({"rooms": [999_999]}, "rooms"),
        ({"reason": ""}, "reason"),
        ({"last_day": "2027-03-14"}, "last_day"),
        ({"allowed": ["everybody"]}, "allowed"),
        ({"day": "2027-03-14"}, "day"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(program, values, field):
    answer = send(program, "blockings/", asked(RoomFactory()) | values)

    assert (answer.status_code, list(answer.json())) == (400, [field])


def test_the_same_request_sent_twice_is_carried_out_once(program):
    room = RoomFactory()
    key = {"Idempotency-Key": "b1"}

    first = send(program, "blockings/", asked(room), **key)
    second = send(program, "blockings/", asked(room), **key)
    other = send(program, "blockings/", asked(room, reason="Other"), **key)

    assert [answer.status_code for answer in (first, second, other)] == [201, 200, 422]
    assert second.json() == first.json()
    assert Blocking.objects.count() == 1


def test_a_key_is_of_a_request_with_the_same_people(program):
    room, key = RoomFactory(), {"Idempotency-Key": "b1"}
    people = ["Guest@example.org", UserFactory().email]

    first = send(program, "blockings/", asked(room, allowed=people), **key)
    again = send(program, "blockings/", asked(room, allowed=people[::-1]), **key)
    others = [
        send(program, "blockings/", asked(room, allowed=some), **key).status_code
        for some in ([], people[:1], [*people, "third@example.org"])
    ]

    assert (first.status_code, again.status_code, again["Idempotent-Replay"]) == (201, 200, "true")
    assert others == [422, 422, 422]


def test_three_blockings_take_as_many_queries_as_one(program):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            program.get("/api/v1/blockings/")
        return len(seen)

    send(program, "blockings/", asked(RoomFactory(), RoomFactory()))
    queries()
    one = queries()
    for _ in range(2):
        send(program, "blockings/", asked(RoomFactory()))

    assert queries() == one
