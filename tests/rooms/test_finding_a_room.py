"""The finder shows what a person sees, how it stands to the wanted times, and says no more than they may know."""

import re
from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.models import AccessList
from access.operations import grant
from kit.recurrence import Rule
from rooms.models import Closure, Equipment, Feature, FloorPlan, Room, RoomSettings, State
from rooms.operations.favourites import toggle_favourite
from rooms.operations.settings import room_settings
from tests.clock import DAY, at
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory

pytestmark = pytest.mark.django_db
WHEN = f"date={DAY.isoformat()}&from=10:00&to=11:00"
SERIES = f"{WHEN}&repeat=weekly&count=10"
WEEKLY = Rule("WEEKLY", count=10)
SECRET = "zibeline"


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("08:10"), tick=False)


@pytest.fixture
def booker(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def location():
    return LocationFactory(name="Harbour")


def find(client, query="", **options):
    return client.get(f"{reverse('room-finder')}?{query}", **options)


def rows(answer):
    """Name and chip of each room, as they stand."""
    return [(str(row.room), row.chip) for row, *_rest in answer.context["rows"]]


def body(answer):
    return answer.content.decode()


def test_rooms_that_are_free_come_before_those_on_request_partly_free_and_taken(client, booker, location):
    RoomFactory(name="Partly", location=location)
    BookingFactory(room=Room.objects.get(name="Partly"), first_day=DAY + timedelta(7))
    BookingFactory(room=RoomFactory(name="Taken", location=location), rule=WEEKLY)
    RoomFactory(name="Asked", location=location, needs_approval=True)
    RoomFactory(name="Free", location=location)
    RoomFactory(name="Closed", location=location, is_bookable=False)

    assert rows(find(client, SERIES)) == [
        ("Free", "Free 10 of 10"),
        ("Asked", "Needs approval"),
        ("Partly", "Free 9 of 10"),
        ("Taken", "Busy"),
        ("Closed", "Not bookable"),
    ]


def test_a_room_with_nothing_but_a_closure_against_it_is_closed_and_not_busy(client, booker, location):
    taken = RoomFactory(name="Alpha", location=location)
    BookingFactory(room=taken, first_day=DAY, start=time(10), end=time(11))
    for room in (taken, RoomFactory(name="Beta", location=location)):
        Closure.objects.create(room=room, starts_at=at("09:00"), ends_at=at("12:00"))

    assert dict(rows(find(client, WHEN))) == {"Alpha": "Busy", "Beta": "Closed"}


def test_for_more_people_than_any_room_holds_fewer_are_asked_for(client, booker, location):
    RoomFactory(name="Alpha", location=location, capacity=10)

    shown = body(find(client, f"{WHEN}&people=900"))

    assert "No room you may see has 900 seats. Ask for fewer people." in shown


def test_of_rooms_that_are_as_free_the_nearest_size_comes_first(client, booker, location):
    for capacity in (200, 12, 20, 8):
        RoomFactory(name=f"For {capacity}", location=location, capacity=capacity)

    shown = [name for name, _chip in rows(find(client, f"{WHEN}&people=10"))]

    assert shown == ["For 12", "For 20", "For 200"]


def test_favourites_come_first_when_asked(client, booker, location):
    RoomFactory(name="Alpha", location=location, number="1")
    beta = RoomFactory(name="Beta", location=location, number="2")
    toggle_favourite(beta, by=booker)

    assert rows(find(client, f"{WHEN}&sort=favourites"))[0][0] == "Beta"
    assert rows(find(client, WHEN))[0][0] == "Alpha"
    assert rows(find(client, f"{WHEN}&favourites=1")) == [("Beta", "Free")]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("building=40", {"Alpha", "Beta"}),
        ("building=40&building=12", {"Alpha", "Beta", "Gamma"}),
        ("division=Physics", {"Gamma"}),
        ("q=alp", {"Alpha"}),
        ("q=12-3", {"Gamma"}),
        ("q=harbour+beta", {"Beta"}),
        ("people=50", {"Beta"}),
        ("free=1", {"Alpha", "Beta"}),
        ("instant=1", {"Alpha", "Gamma"}),
        ("bookable=1&q=nothing", set()),
    ],
)
def test_filters_leave_what_all_of_them_want(client, booker, location, query, names):
    RoomFactory(name="Alpha", location=location)
    RoomFactory(name="Beta", location=location, capacity=60, needs_approval=True)
    gamma = RoomFactory(name="Gamma", location=location, building="12", floor="3", division="Physics")
    BookingFactory(room=gamma)

    assert {name for name, _chip in rows(find(client, f"{WHEN}&{query}"))} == names


def test_equipment_is_wanted_all_together_and_features_by_any_equipment(client, booker, location):
    codec, camera, board = (Equipment.objects.create(name=name) for name in ("Codec", "Camera", "Board"))
    video = Feature.objects.create(name="video", title="Video conference")
    codec.features.add(video)
    camera.features.add(video)
    for name, kinds in (("Alpha", [codec]), ("Beta", [camera, board]), ("Gamma", [board])):
        RoomFactory(name=name, location=location).equipment.set(kinds)

    def shown(query):
        return {name for name, _chip in rows(find(client, f"{WHEN}&{query}"))}

    assert shown(f"feature={video.pk}") == {"Alpha", "Beta"}
    assert shown(f"equipment={camera.pk}&equipment={board.pk}") == {"Beta"}
    assert shown(f"equipment={codec.pk}&equipment={board.pk}") == set()


def test_a_room_is_found_by_its_number_of_ours(client, booker):
    room = RoomFactory(name="Alpha")
    RoomFactory(name="Beta")

    assert rows(find(client, f"{WHEN}&q=%23{room.pk}")) == [("Alpha", "Free")]


def test_hidden_rooms_are_in_no_list_count_or_choice(client, booker, location):
    RoomFactory(name="Alpha", location=location)
    hidden = RoomFactory(
        name=f"{SECRET} hall",
        location=location,
        building=SECRET,
        division=SECRET,
        mode=AccessList.Mode.RESTRICTED,
    )
    hidden.equipment.add(Equipment.objects.create(name=f"{SECRET} organ"))
    FloorPlan.objects.create(location=location, building="40", floor="1", drawing="<svg/>")

    answer = find(client, f"{SERIES}&room={hidden.pk}")

    assert SECRET not in body(answer)
    assert answer.context["results"].total == 1
    show = next(facet for facet in answer.context["facets"] if facet.title == "Show")
    assert [pick.count for pick in show.picks] == [0, 1, 1, 1]
    grant(hidden.access, to=booker, permission="view")
    assert SECRET in body(find(client, WHEN))


def test_counts_say_what_each_choice_would_leave(client, booker, location):
    RoomFactory(name="Alpha", location=location)
    RoomFactory(name="Beta", location=location)
    RoomFactory(name="Gamma", location=location, building="12", capacity=5)

    answer = find(client, f"{WHEN}&building=40&people=10")

    buildings = next(facet for facet in answer.context["facets"] if facet.title == "Building")
    assert {pick.value: pick.count for pick in buildings.picks} == {"40": 2, "12": 0}
    assert {pick.value: pick.is_chosen for pick in buildings.picks} == {"40": True, "12": False}


def test_who_booked_and_what_for_is_told_to_those_who_may_know(client, booker, location):
    room = RoomFactory(name="Alpha", location=location)
    BookingFactory(room=room, purpose="Open meeting")
    BookingFactory(room=room, purpose=f"{SECRET} meeting", is_private=True, start=time(14), end=time(16))

    text = body(find(client, f"{WHEN}&room={room.pk}"))

    assert "Alpha is taken by “Open meeting”." in text
    assert SECRET not in text


def test_hidden_details_are_hidden_here_too(client, booker, location):
    room = BookingFactory(room=RoomFactory(name="Alpha", location=location), purpose=SECRET).room
    room_settings()
    RoomSettings.objects.update(hide_booking_details=True)

    text = body(find(client, f"{WHEN}&room={room.pk}"))

    assert "Alpha is taken." in text
    assert SECRET not in text


def test_strangers_are_sent_to_sign_in_or_see_busy_times_and_nothing_else(client, location):
    room = BookingFactory(room=RoomFactory(name="Alpha", location=location), purpose=SECRET).room
    BookingFactory(room=room, state=State.PENDING, purpose=SECRET, start=time(12), end=time(13))
    room_settings()

    assert find(client, WHEN).status_code == 302

    RoomSettings.objects.update(show_to_strangers=True)
    answer = find(client, f"{SERIES}&room={room.pk}")

    assert SECRET not in body(answer)
    assert "Sign in to book it." in body(answer)
    assert [bar.title for bar in answer.context["rows"][0][0].bars] == ["Busy"]


def test_where_the_rooms_are_hidden_from_people_who_may_not_use_them_there_is_nothing(client, booker):
    settings = room_settings()
    RoomSettings.objects.update(hide_module=True)
    settings.access.mode = AccessList.Mode.RESTRICTED
    settings.access.save()

    assert find(client).status_code == 404


def test_the_chosen_room_says_what_can_be_done_on_every_date(client, booker, location):
    room = RoomFactory(name="Alpha", location=location, capacity=30)
    BookingFactory(room=room, first_day=DAY + timedelta(14), purpose="Course")
    board = Equipment.objects.create(name="Board")
    board.features.add(Feature.objects.create(name="board", title="Board"))
    room.equipment.add(board)
    RoomFactory(name="Nearer but bare", location=location, capacity=30)
    RoomFactory(name="Alike", location=location, capacity=40).equipment.add(board)

    panel = find(client, f"{SERIES}&room={room.pk}").context["panel"]

    assert panel["act"] == "Book 10 dates"
    assert panel["summary"] == "9 of 10 dates, 1 elsewhere"
    (line,) = panel["offer"].conflicts
    assert (line.day, line.why) == (DAY + timedelta(14), "Alpha is taken by “Course”.")
    assert [option.label for option in line.options] == [
        "Use Alike that day",
        "Use Nearer but bare that day",
        "Use 09:00–10:00 that day",
        "Skip this date",
    ]
    assert [option.is_chosen for option in line.options] == [True, False, False, False]
    assert len(panel["more_lines"]) == 5


def test_a_date_for_which_there_is_nothing_else_is_left_out_and_the_button_says_so(client, booker, location):
    room = RoomFactory(name="Alpha", location=location)
    Closure.objects.create(room=room, starts_at=at("00:00"), ends_at=at("23:59"))

    panel = find(client, f"{SERIES}&room={room.pk}").context["panel"]

    assert panel["act"] == "Book 9 dates"
    assert [option.label for option in panel["offer"].conflicts[0].options] == ["Skip this date"]


def test_what_a_rule_stands_against_is_said_with_who_can_help(client, booker, location):
    owner = UserFactory(name="Ada Harbour")
    room = RoomFactory(name="Alpha", location=location, max_advance_days=30, owner=owner)

    answer = find(client, f"date={DAY + timedelta(60)}&from=10:00&to=11:00&room={room.pk}")

    assert rows(answer) == [("Alpha", "Not bookable")]
    assert "Alpha is booked at most 30 days ahead. Ask Ada Harbour, who runs this room." in body(answer)
    assert 'id="book-act"' not in body(answer)


@pytest.mark.parametrize(
    ("day", "start", "note"),
    [
        ("2027-03-28", "02:30", "The clocks go forward that night: 02:30 does not exist and became 03:30."),
        (
            "2027-10-31",
            "02:30",
            "The clocks go back that night: 02:30 comes twice, and the first one is meant.",
        ),
    ],
)
def test_a_night_on_which_the_clocks_change_says_which_reading_is_taken(client, booker, day, start, note):
    room = RoomFactory(name="Alpha", location=LocationFactory(time_zone="Europe/Zurich"))

    answer = find(client, f"date={day}&from={start}&to=05:00&room={room.pk}")

    assert note in body(answer)


def test_a_series_is_looked_at_date_by_date(client, booker, location):
    room = RoomFactory(name="Alpha", location=location)
    BookingFactory(room=room, first_day=DAY + timedelta(7), start=time(14), end=time(15))

    first, second = find(client, SERIES), find(client, f"{SERIES}&place=1")

    assert first.context["day"] == "Mon 15 March"
    assert first.context["rows"][0][0].bars == []
    assert second.context["day"] == "Mon 22 March"
    assert [(bar.start, bar.end) for bar in second.context["rows"][0][0].bars] == [(14 * 60, 15 * 60)]
    assert find(client, f"{SERIES}&place=99").context["day"] == "Mon 17 May"


def test_wrong_values_are_said_and_the_list_is_there_all_the_same(client, booker):
    RoomFactory(name="Alpha")

    answer = find(client, "date=2027-02-30&from=12:00&to=11:00")

    assert rows(answer) == [("Alpha", "Free")]
    assert "The end is not after the start." in body(answer)
    assert answer.status_code == 200


def test_htmx_gets_the_list_and_an_address_that_means_the_same(client, booker):
    RoomFactory(name="Alpha")

    answer = find(client, "from=10:00&until=&q=", headers={"HX-Request": "true"})

    assert "<html" not in body(answer)
    assert answer.headers["HX-Push-Url"] == "/rooms/?from=10%3A00&date=2027-03-15&to=11%3A00"
    assert "HX-Request" in answer.headers["Vary"]


def test_more_rooms_than_one_page_are_shown_on_wish(client, booker, location):
    for number in range(53):
        RoomFactory(location=location, number=f"{number:03}")

    answer = find(client, WHEN)

    assert len(rows(answer)) == 50
    assert "3 rooms are left" in body(answer)
    assert len(rows(find(client, f"{WHEN}&show=100"))) == 53


@pytest.mark.parametrize("query", [WHEN, SERIES, f"{SERIES}&people=200"])
def test_the_number_of_queries_does_not_grow_with_the_rooms(client, booker, location, query):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert find(client, query).status_code == 200
        return len(queries)

    _busy_room(location)
    find(client, query)
    one = cost()
    _busy_room(location)
    _busy_room(location)

    assert cost() == one


def test_the_number_of_queries_does_not_grow_with_the_conflicts(client, booker, location):
    room = _busy_room(location)
    RoomFactory(location=location)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert find(client, f"{SERIES}&room={room.pk}").status_code == 200
        return len(queries)

    cost()
    one = cost()
    BookingFactory(room=room, first_day=DAY + timedelta(7))
    BookingFactory(room=room, first_day=DAY + timedelta(14))

    assert cost() == one


def _busy_room(location):
    room = RoomFactory(location=location, owner=UserFactory())
    kind = Equipment.objects.create(name=f"Kind {room.pk}")
    kind.features.add(Feature.objects.create(name=f"f{room.pk}", title="Feature", icon="screen"))
    room.equipment.add(kind)
    BookingFactory(room=room, purpose="Something")
    return room


def test_every_link_of_the_page_leads_somewhere(client, booker, location):
    room = _busy_room(location)

    text = body(find(client, f"{SERIES}&room={room.pk}"))

    links = {link.replace("&amp;", "&") for link in re.findall(r'href="(\?[^"#]*)', text)}
    assert links
    for link in links:
        assert client.get(reverse("room-finder") + link).status_code == 200


def test_when_only_free_rooms_are_wanted_and_there_are_none_other_times_are_suggested(
    client, booker, location
):
    BookingFactory(room=RoomFactory(name="Alpha", location=location))

    answer = find(client, f"{WHEN}&free=1")

    assert rows(answer) == []
    assert "Alpha, 11:00–12:00: later" in [idea["text"] for idea in answer.context["ideas"]]


def test_a_room_taken_on_every_date_comes_with_rooms_free_on_all(client, booker, location):
    room = RoomFactory(name="Alpha", location=location)
    BookingFactory(room=room, rule=WEEKLY)
    other = RoomFactory(name="Beta", location=location)

    panel = find(client, f"{SERIES}&room={room.pk}").context["panel"]

    assert f"Beta is free then: 30 seats, {other.code}" in [idea["text"] for idea in panel["ideas"]]
    assert panel["summary"] == "0 of 10 dates, 10 elsewhere"


def test_the_end_of_a_series_that_was_left_open_is_shown_in_the_form(client, booker):
    RoomFactory()

    answer = find(client, f"{WHEN}&repeat=weekly&until=", headers={"HX-Request": "true"})

    assert 'value="2027-05-17"' in body(answer)


def test_rooms_in_other_zones_are_asked_for_at_their_own_time(client, booker):
    here = LocationFactory(name="A house", time_zone="Europe/Zurich")
    there = LocationFactory(name="B house", time_zone="America/New_York")
    BookingFactory(room=RoomFactory(name="Alpha", location=here))
    RoomFactory(name="Beta", location=there)
    BookingFactory(room=RoomFactory(name="Gamma", location=there))

    answer = find(client, WHEN)

    assert rows(answer) == [("Beta", "Free"), ("Alpha", "Busy"), ("Gamma", "Busy")]
    assert [[bar.start for bar in row.bars] for row, *_rest in answer.context["rows"]] == [[], [600], [600]]
