"""An edit changes what it is about and nothing else: dates that stay keep their rows."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from journal.models import Entry
from kit.recurrence import Rule
from rooms.drafts import Scope
from rooms.models import Booking, Occurrence, Room, State
from rooms.operations.booking import RoomTaken
from rooms.operations.cancelling import cancel
from rooms.operations.editing import Change, edit, outlook_of
from rooms.outlook import Choice
from rooms.refusals import MayNotBook, NotEditable
from rooms.series import times_of
from tests.clock import DAY, at
from tests.factories.access import GrantFactory
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, RoomFactory, hours

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
WEEKLY = Rule("WEEKLY", count=10)
NINTH = DAY + 8 * WEEK


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("08:00"), tick=False)


@pytest.fixture
def series():
    return BookingFactory(rule=WEEKLY)


def rows_of(booking: Booking) -> dict[date, tuple[int, State]]:
    return {row.date: (row.pk, State(row.state)) for row in booking.occurrences.all()}


def live_days(booking: Booking) -> list[date]:
    return [row.date for row in booking.occurrences.live()]


def verbs(booking: Booking) -> list[str]:
    return list(Entry.objects.filter(logbook=booking.logbook).order_by("pk").values_list("verb", flat=True))


# What stays


def test_dates_that_do_not_change_keep_their_rows(series):
    was = rows_of(series)
    longer = replace(times_of(series), rule=Rule("WEEKLY", count=12))

    edit(series, Change(times=longer), by=series.booked_for)

    now = rows_of(series)
    assert len(now) == 12
    assert {day: now[day] for day in was} == was


def test_other_times_keep_the_rows(series):
    was = rows_of(series)

    edit(series, Change(times=hours("14:00", "15:00", rule=WEEKLY)), by=series.booked_for)

    assert rows_of(series) == was
    assert set(series.occurrences.values_list("starts_at__hour", flat=True)) == {14}


def test_another_weekday_keeps_the_rows(series):
    keys = sorted(key for key, _state in rows_of(series).values())

    edit(
        series,
        Change(times=hours("10:00", "11:00", day=DAY + timedelta(days=1), rule=WEEKLY)),
        by=series.booked_for,
    )

    assert sorted(key for key, _state in rows_of(series).values()) == keys
    assert live_days(series)[0] == DAY + timedelta(days=1)


def test_a_shift_does_not_collide_with_its_own_siblings():
    room = RoomFactory()
    daily = Rule("DAILY", count=5)
    booking = BookingFactory(room=room, rule=daily, nights=1, start=time(9), end=time(9))

    shifted = replace(times_of(booking), start=time(10), end=time(10))
    edit(booking, Change(times=shifted), by=booking.booked_for)

    assert booking.occurrences.accepted().filter(starts_at__hour=10).count() == 5


def test_removed_dates_are_cancelled_and_come_back_when_the_series_grows_again(series):
    was = rows_of(series)
    edit(series, Change(times=replace(times_of(series), rule=Rule("WEEKLY", count=8))), by=series.booked_for)
    assert rows_of(series)[NINTH] == (was[NINTH][0], State.CANCELLED)

    edit(series, Change(times=replace(times_of(series), rule=WEEKLY)), by=series.booked_for)

    assert rows_of(series) == was


def test_a_weekly_booking_may_become_a_monthly_one(series):
    monthly = Rule("MONTHLY", month_day=15, count=3)

    edit(series, Change(times=replace(times_of(series), rule=monthly)), by=series.booked_for)

    assert live_days(series) == [date(2027, 3, 15), date(2027, 4, 15), date(2027, 5, 15)]
    assert series.rrule == monthly.text()


def test_a_single_booking_moves_to_another_day_with_its_row():
    booking = BookingFactory()
    key = booking.occurrences.get().pk

    edit(booking, Change(times=hours("10:00", "11:00", day=DAY + timedelta(days=3))), by=booking.booked_for)

    row = booking.occurrences.get()
    assert (row.pk, row.date, row.is_moved) == (key, DAY + timedelta(days=3), False)


def test_dates_cancelled_on_purpose_stay_so_whatever_the_series_becomes(series):
    cancel(series, by=series.booked_for, occurrences=[series.occurrences.get(date=NINTH)])

    edit(series, Change(times=hours("14:00", "15:00", rule=WEEKLY)), by=series.booked_for)
    edit(
        series,
        Change(times=hours("14:00", "15:00", day=DAY + timedelta(days=1), rule=WEEKLY)),
        by=series.booked_for,
    )

    assert len(live_days(series)) == 9
    assert NINTH + timedelta(days=1) not in live_days(series)


def test_a_date_moved_on_its_own_keeps_its_own_times(series):
    own = Change(Scope.THIS, NINTH, times=hours("16:00", "17:00", day=NINTH))
    edit(series, own, by=series.booked_for)
    assert series.occurrences.get(date=NINTH).is_moved

    edit(series, Change(times=hours("14:00", "15:00", rule=WEEKLY)), by=series.booked_for)

    assert series.occurrences.get(date=NINTH).starts_at == at("16:00", day=NINTH)


def test_words_change_without_touching_the_dates(series):
    was = rows_of(series)

    edit(series, Change(purpose="Board", is_private=True), by=series.booked_for)

    series.refresh_from_db()
    assert (series.purpose, series.is_private, series.sequence) == ("Board", True, 1)
    assert rows_of(series) == was
    assert verbs(series) == ["booking.changed"]


def test_an_edit_that_changes_nothing_leaves_no_trace(series):
    edit(series, Change(times=times_of(series), room=series.room), by=series.booked_for)

    assert verbs(series) == []


# Splitting


def test_this_and_following_splits_the_series(series):
    was = rows_of(series)

    rest = edit(
        series,
        Change(
            Scope.FOLLOWING, NINTH, times=hours("14:00", "15:00", day=NINTH, rule=Rule("WEEKLY", count=2))
        ),
        by=series.booked_for,
    )

    series.refresh_from_db()
    assert rest.split_from == series
    assert (len(live_days(series)), live_days(rest)) == (8, [NINTH, NINTH + WEEK])
    assert series.rrule == f"FREQ=WEEKLY;UNTIL={NINTH - WEEK:%Y%m%d}"
    assert rows_of(series) | rows_of(rest) == was
    assert (verbs(series), verbs(rest)) == (["booking.split"], ["booking.continues", "booking.changed"])


def test_the_past_of_a_running_series_never_changes(series, time_machine):
    was = rows_of(series)
    time_machine.move_to(at("08:00", day=NINTH), tick=False)

    rest = edit(series, Change(times=hours("14:00", "15:00", rule=WEEKLY)), by=series.booked_for)

    assert rest.split_from == series
    assert live_days(rest) == [NINTH, NINTH + WEEK]
    assert {*series.occurrences.values_list("starts_at__hour", flat=True)} == {10}
    assert rows_of(series) | rows_of(rest) == was


def test_a_running_series_grows_longer_without_being_split(series, time_machine):
    time_machine.move_to(at("08:00", day=NINTH), tick=False)

    same = edit(
        series, Change(times=replace(times_of(series), rule=Rule("WEEKLY", count=11))), by=series.booked_for
    )

    assert (same, len(live_days(series))) == (series, 11)


def test_cancelled_dates_stay_so_in_both_parts(series):
    gone = [DAY + WEEK, NINTH]
    cancel(series, by=series.booked_for, occurrences=series.occurrences.filter(date__in=gone))

    rest = edit(series, Change(Scope.FOLLOWING, DAY + 4 * WEEK, purpose="Other"), by=series.booked_for)

    assert (len(live_days(series)), len(live_days(rest))) == (3, 5)
    assert rows_of(series)[gone[0]][1] == rows_of(rest)[gone[1]][1] == State.CANCELLED


def test_the_following_of_the_first_date_are_all(series):
    same = edit(series, Change(Scope.FOLLOWING, DAY, purpose="Other"), by=series.booked_for)

    assert same == series


def test_a_date_that_has_begun_is_not_the_first_of_the_following(series, time_machine):
    time_machine.move_to(at("10:30", day=NINTH), tick=False)

    with pytest.raises(NotEditable, match="has begun"):
        edit(series, Change(Scope.FOLLOWING, NINTH, purpose="Other"), by=series.booked_for)


# What stands against it


def test_an_edit_that_can_not_have_every_date_changes_none(series):
    BookingFactory(room=series.room, first_day=NINTH, start=time(14), end=time(15))
    afternoon = Change(times=hours("14:00", "15:00", rule=WEEKLY))

    with pytest.raises(RoomTaken, match="1 of 10 dates") as refusal:
        edit(series, afternoon, by=series.booked_for)

    assert [conflict.day for conflict in refusal.value.conflicts] == [NINTH]
    assert [c.day for c in outlook_of(series, afternoon, by=series.booked_for).conflicts] == [NINTH]
    assert {*series.occurrences.values_list("starts_at__hour", flat=True)} == {10}


def test_what_is_taken_is_solved_date_by_date(series):
    BookingFactory(room=series.room, first_day=NINTH, start=time(14), end=time(15))
    BookingFactory(room=series.room, first_day=NINTH + WEEK, start=time(14), end=time(15))
    other = RoomFactory(location=series.room.location)
    choices = {NINTH: Choice(room=other), NINTH + WEEK: Choice(skip=True)}

    edit(series, Change(times=hours("14:00", "15:00", rule=WEEKLY), choices=choices), by=series.booked_for)

    assert series.occurrences.get(date=NINTH).room == other
    assert rows_of(series)[NINTH + WEEK][1] == State.CANCELLED
    series.refresh_from_db()
    assert series.exdates == [NINTH + WEEK]


def test_dates_that_would_overlap_each_other_are_refused(series):
    with pytest.raises(RoomTaken, match="overlap each other"):
        edit(series, Change(Scope.THIS, NINTH, times=hours("10:30", "11:30")), by=series.booked_for)


def test_rules_of_the_room_hold_for_what_grows_and_not_for_what_shrinks(series):
    Room.objects.filter(pk=series.room_id).update(max_length_minutes=30)

    edit(series, Change(times=hours("10:00", "10:45", rule=WEEKLY)), by=series.booked_for)
    with pytest.raises(MayNotBook, match="30 minutes"):
        edit(series, Change(times=hours("10:00", "10:50", rule=WEEKLY)), by=series.booked_for)


def test_nothing_moves_into_the_past(series, time_machine):
    time_machine.move_to(at("12:00", day=NINTH), tick=False)

    with pytest.raises(MayNotBook, match="is over"):
        edit(
            series, Change(Scope.THIS, NINTH + WEEK, times=hours("08:00", "09:00", day=NINTH)),
            by=series.booked_for,
        )  # fmt: skip


def test_a_purpose_stays_where_the_settings_ask_for_one(series):
    with pytest.raises(MayNotBook, match="what the booking is for"):
        edit(series, Change(purpose=" "), by=series.booked_for)


# Approval


@pytest.fixture
def guarded(series):
    """The series in a room that asks for approval; those who asked hold no right to book at once."""
    Room.objects.filter(pk=series.room_id).update(needs_approval=True)
    return series


def test_shrinking_keeps_the_approval(guarded):
    edit(guarded, Change(times=hours("10:15", "10:45", rule=WEEKLY)), by=guarded.booked_for)

    assert {state for _key, state in rows_of(guarded).values()} == {State.ACCEPTED}


def test_growing_asks_again(guarded):
    edit(guarded, Change(times=hours("10:00", "12:00", rule=WEEKLY)), by=guarded.booked_for)

    assert {state for _key, state in rows_of(guarded).values()} == {State.PENDING}
    guarded.refresh_from_db()
    assert guarded.state == State.PENDING


def test_only_the_dates_that_grow_ask_again(guarded):
    edit(guarded, Change(Scope.THIS, NINTH, times=hours("10:00", "12:00", day=NINTH)), by=guarded.booked_for)

    assert [day for day, (_key, state) in rows_of(guarded).items() if state == State.PENDING] == [NINTH]
    guarded.refresh_from_db()
    assert guarded.state == State.ACCEPTED


def test_growing_does_not_ask_whoever_may_book(guarded):
    GrantFactory(access_list=guarded.room.access, user=guarded.booked_for, permission=Room.BOOK)

    edit(guarded, Change(times=hours("10:00", "12:00", rule=WEEKLY)), by=guarded.booked_for)

    assert {state for _key, state in rows_of(guarded).values()} == {State.ACCEPTED}


def test_a_request_stays_one_whoever_edits_it(guarded):
    guarded.occurrences.update(state=State.PENDING)
    Booking.objects.filter(pk=guarded.pk).update(state=State.PENDING)

    edit(guarded, Change(times=hours("10:00", "12:00", rule=WEEKLY)), by=UserFactory(is_admin=True))

    assert {state for _key, state in rows_of(guarded).values()} == {State.PENDING}


def test_an_edit_rejects_others_requests_for_its_new_time(series):
    request = BookingFactory(
        room=series.room, first_day=NINTH, start=time(14), end=time(15), state=State.PENDING
    )

    edit(series, Change(times=hours("14:00", "15:00", rule=WEEKLY)), by=series.booked_for)

    request.refresh_from_db()
    assert request.state == State.REJECTED


def test_an_edit_locks_out_nobody_else():
    """Only rows of this booking change."""
    booking, other = BookingFactory(rule=WEEKLY), BookingFactory(rule=WEEKLY)
    was = list(Occurrence.objects.filter(booking=other).values())

    edit(booking, Change(times=hours("14:00", "15:00", rule=WEEKLY)), by=booking.booked_for)

    assert list(Occurrence.objects.filter(booking=other).values()) == was
