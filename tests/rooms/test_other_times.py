"""What is suggested instead of a taken room, and what never is."""

from datetime import time, timedelta
from itertools import pairwise

import pytest

from kit.recurrence import Rule
from rooms.finder.asked import Asked
from rooms.finder.offer import Asker
from rooms.finder.results import search
from rooms.finder.stock import take_stock
from rooms.finder.suggestions import Need, suggestions
from rooms.finder.variants import variants
from rooms.models import Hours
from rooms.operations.settings import room_settings
from tests.clock import DAY, at
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory, hours

NOW = at("08:00")
WEEKLY = Rule("WEEKLY", count=3)


def test_a_quarter_of_an_hour_to_two_hours_either_way_and_at_most_a_quarter_shorter():
    found = variants(hours("10:00", "12:00"))

    assert {one.shift for one in found if one.shift} == {
        sign * shift for shift in (15, 30, 45, 60, 90, 120) for sign in (1, -1)
    }
    assert {one.cut for one in found if one.cut} == {15, 30}
    assert all(first.cost <= second.cost for first, second in pairwise(found))


def test_nobody_is_sent_into_the_night_who_did_not_ask_for_it():
    """Indico PR 5371: a wish for the evening was answered with 23:00 to 24:00."""
    assert max(one.times.end for one in variants(hours("19:30", "20:30"))) == time(21)
    assert min(one.times.start for one in variants(hours("08:00", "09:00"))) == time(7)
    assert [one for one in variants(hours("22:30", "23:30")) if one.shift > 0] == []


def test_a_night_is_not_moved_within_its_day():
    times = hours("10:00", "11:00")

    assert variants(type(times)(DAY, time(22), time(6), 1)) == []


@pytest.fixture
def ask(db, time_machine):
    time_machine.move_to(NOW, tick=False)
    user = UserFactory()

    def asked(times, room=None, **options):
        asker = Asker.of(user, room_settings(), NOW)
        results = search(Asked(times), take_stock(user), asker)
        need = Need(times, asker.rights, NOW, **options)
        wanted = results.all[room.pk] if room else None
        return [one.text for one in suggestions(wanted, list(results.all.values()), need)]

    return asked


def test_without_anything_taken_nothing_is_suggested(ask):
    """Indico's get_start_time_suggestion proposes 20 minutes earlier for a room that is free (indico.md §8)."""
    room = RoomFactory(name="Curie")

    assert ask(hours("10:00", "11:00"), room) == []
    assert ask(hours("10:00", "11:00")) == []


def test_a_taken_room_is_offered_near_the_time_others_at_the_time_and_itself_next(ask):
    room = RoomFactory(name="Curie")
    other = RoomFactory(name="Noether", location=room.location, capacity=32)
    BookingFactory(room=room)

    assert ask(hours("10:00", "11:00"), room) == [
        "Curie, 09:00–10:00: earlier",
        "Curie, 11:00–12:00: later",
        "Curie, 08:30–09:30: earlier",
        f"Noether is free then: 32 seats, {other.code}",
        "Next free: Curie on Mon 15 March, 11:00–12:00",
    ]


def test_times_outside_the_hours_of_the_room_and_times_that_are_over_are_not_suggested(ask):
    room = RoomFactory(name="Curie", own_hours=True)
    Hours.objects.create(room=room, weekday=DAY.weekday(), start=9 * 60, end=11 * 60 + 30)
    room.refresh_from_db()
    BookingFactory(room=room, start=time(9, 30), end=time(10, 30))

    said = ask(hours("09:00", "10:00"), room)

    assert "Curie, 10:30–11:30: later" in said
    assert not any("earlier" in one or "12:" in one for one in said)


def test_a_little_shorter_counts_as_near(ask):
    room = RoomFactory(name="Curie")
    BookingFactory(room=room, start=time(11, 45), end=time(20))
    BookingFactory(room=room, start=time(6), end=time(10))

    assert "Curie, 10:00–11:45: 15 minutes shorter" in ask(hours("10:00", "12:00"), room)


def test_of_a_series_only_times_free_on_all_dates_are_near(ask):
    room = RoomFactory(name="Curie")
    BookingFactory(room=room, rule=WEEKLY)
    BookingFactory(room=room, first_day=DAY + timedelta(7), start=time(11), end=time(12))

    said = ask(hours("10:00", "11:00", rule=WEEKLY), room)

    assert "Curie, 11:00–12:00: later" not in said
    assert "Curie, 12:00–13:00: later" in said


def test_the_next_slot_is_by_day(ask):
    room = RoomFactory(name="Curie")
    BookingFactory(room=room, start=time(7), end=time(20, 30))

    assert ask(hours("10:00", "11:00"), room)[-1] == "Next free: Curie on Tue 16 March, 08:00–09:00"


def test_when_nothing_is_free_all_dates_the_rooms_free_on_most_come_first(ask):
    room = RoomFactory(name="Curie")
    BookingFactory(room=room, first_day=DAY + timedelta(7))

    assert ask(hours("10:00", "11:00", rule=WEEKLY))[0] == "Curie is free on 2 of 3 dates"


def test_rooms_of_people_one_may_not_see_are_never_suggested(ask):
    room = RoomFactory(name="Curie")
    hidden = LocationFactory(mode="restricted", time_zone=room.location.time_zone)
    RoomFactory(name="Zibeline", location=hidden)
    BookingFactory(room=room)

    assert not any("Zibeline" in one for one in ask(hours("10:00", "11:00"), room))
