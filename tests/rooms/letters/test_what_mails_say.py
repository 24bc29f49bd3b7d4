"""Mails about bookings: what they say, and what they keep to themselves."""

from datetime import date, time

import pytest
from django.utils import translation

from accounts.models import User
from kit.recurrence import Rule
from notices.operations import send_digests
from rooms.drafts import Scope
from rooms.models import Room, State
from rooms.operations.approving import approve
from rooms.operations.booking import Wish, book
from rooms.operations.cancelling import cancel
from rooms.operations.editing import Change, edit
from rooms.operations.letters import News, tell
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory, hours
from tests.outbox import outbox, write_all_letters
from tests.rooms.letters.mails import WEEKLY, booked, let, to, told

pytestmark = pytest.mark.django_db


def test_whom_it_is_for_and_who_owns_the_room_hear_of_a_booking(ada, room, settings):
    booking = booked(room, ada)

    mail = to("ada@example.org")
    assert told() == ["ada@example.org", "owner@example.org"]
    assert mail.subject == "Booked: Red Hall, Mon 15 March, 10:00–11:00 CET"
    assert mail.body == (
        "You booked Red Hall.\n\n"
        "Budget talk\nFor Ada\n"
        f"{room.full_name}, Meyrin\n"
        "Mon 15 March, 10:00–11:00 CET\n\n"
        f"{settings.BASE_URL}/rooms/bookings/{booking.pk}/\n\n"
        "--\n"
        "This message came because the booking is for you, or you made it. What other mail about rooms you get:\n"
        f"{settings.BASE_URL}/rooms/mail/\n"
    )


def test_who_runs_the_room_reads_why_and_where_to_change_that(ada, room, settings):
    booked(room, ada)

    mail = to("owner@example.org")
    assert mail.subject == "Booked: Red Hall, Mon 15 March, 10:00–11:00 CET"
    assert mail.body.startswith("Ada booked Red Hall.\n\nBudget talk\nFor Ada\n")
    assert "because you own, manage or approve bookings of Red Hall" in mail.body
    assert mail.body.endswith(f"{settings.BASE_URL}/rooms/mail/?mute={room.pk}\n")


def test_those_who_approve_are_asked_with_the_way_to_the_answer(ada, asked_room, settings):
    moderator = UserFactory(email="moderator@example.org")
    let(moderator, Room.MODERATE, asked_room)

    booking = booked(asked_room, ada)

    mail = to("moderator@example.org")
    assert told() == ["ada@example.org", "moderator@example.org", "owner@example.org"]
    assert mail.subject == "Awaits your approval: Red Hall, Mon 15 March, 10:00–11:00 CET"
    assert f"Approve or reject it:\n{settings.BASE_URL}/rooms/bookings/{booking.pk}/\n" in mail.body
    assert to("ada@example.org").subject.startswith("Asked for: Red Hall")


@pytest.mark.parametrize("rule", [None, WEEKLY])
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("news", News)
def test_every_mail_can_be_read_in_every_language(news, language, rule, everybody, room):
    """No name is left over from a template, no two lines are empty, the subject is one line, and it says when."""
    User.objects.update(language=language)
    ada, bo = User.objects.get(email="ada@example.org"), User.objects.get(email="bo@example.org")
    over = news in {News.REJECTED, News.CANCELLED}
    state = State.CANCELLED if over else State.PENDING if news.asks else State.ACCEPTED
    booking = BookingFactory(room=room, booked_for=ada, state=state, rule=rule, purpose="Budget")
    whole = news in {News.BOOKED, News.REQUESTED, News.CUT}
    occurrences = [] if whole else list(booking.occurrences.all())[:2]
    reason = "" if whole else "The ceiling is wet."
    readers = ("ada",) if news == News.CUT else ("ada", "daily", "desk", "owner")

    for by in (ada, bo, None):
        outbox().delete()
        tell(news, booking, by=by, occurrences=occurrences, reason=reason)
        write_all_letters()
        send_digests()

        assert told() == [f"{name}@example.org" for name in readers]
        for mail in outbox():
            text = mail.subject + mail.body
            assert "Red Hall" in mail.subject
            assert "\n" not in mail.subject
            assert [sign for sign in ("{", "}", "None", "&", "%(", "\n\n\n") if sign in text] == []
            assert "10:00–11:00 CET" in mail.body
            assert "Budget" in mail.body
            assert (reason in mail.body) is (news != News.RELEASED or not reason)
            assert "--\n" in mail.body
            assert "/rooms/" in mail.body or mail.recipient == "desk@example.org"


@pytest.mark.case("S42")
def test_what_people_write_adds_no_line_to_a_subject_and_no_markup(ada, room):
    room.name = "<b>Red\r\nBcc: x@example.org</b>"
    room.save()

    booked(room, ada, purpose="A & B\r\n\r\n--\r\nfalse foot")

    mail = to("ada@example.org")
    assert "\n" not in mail.subject
    assert "A & B -- false foot\n" in mail.body
    assert "&lt;" not in mail.subject + mail.body


def test_a_private_purpose_is_for_those_who_run_the_room_and_not_for_an_address(ada, room):
    room.notification_emails = ["desk@example.org"]
    room.save()

    booked(room, ada, is_private=True)

    assert "Budget talk" in to("owner@example.org").body
    assert "Budget talk" not in to("desk@example.org").body
    assert "For Ada" not in to("desk@example.org").body


def test_a_request_that_loses_learns_nothing_of_the_booking_that_won(ada, room):
    request = BookingFactory(room=room, state=State.PENDING, booked_for=UserFactory(email="bo@example.org"))

    booked(room, ada, purpose="Secret merger")

    mail = to("bo@example.org")
    assert mail.subject.startswith("Rejected: Red Hall")
    assert "Reason: The room was given to another booking.\n" in mail.body
    assert "Secret merger" not in mail.body + mail.calendar
    assert request.purpose in mail.body


def test_times_are_those_of_the_room_with_its_zone_by_name(ada):
    tokyo = RoomFactory(name="Sakura", location=LocationFactory(time_zone="Asia/Tokyo"))

    book(Wish(tokyo, hours("18:00", "19:00"), purpose="Tea"), by=ada)

    assert "Mon 15 March, 18:00–19:00 JST\n" in to("ada@example.org").body


def test_a_night_in_which_the_clocks_change_names_both(ada, room):
    booking = BookingFactory(
        room=room, booked_for=ada, first_day=date(2027, 3, 27), start=time(22), end=time(6), nights=1
    )

    tell(News.BOOKED, booking, by=ada)

    assert "Sat 27 March, 22:00 CET – Sun 28 March, 06:00 CEST\n" in to("ada@example.org").body


def test_a_long_series_names_its_first_dates_and_counts_the_others(ada, room):
    wish = Wish(room, hours("10:00", "11:00", rule=Rule("WEEKLY", count=20)), purpose="Weekly")

    book(wish, by=ada)

    mail = to("ada@example.org")
    assert mail.subject == "Booked: Red Hall, 20 dates from Mon 15 March"
    assert "Every Monday, 20 times\nMon 15 March, 10:00–11:00 CET\n" in mail.body
    assert "\nand 8 more dates\n" in mail.body


def test_what_was_left_out_is_said(ada, room):
    other = BookingFactory(room=room, first_day=hours("10:00", "11:00", rule=WEEKLY).days()[1])
    wish = Wish(room, hours("10:00", "11:00", rule=WEEKLY), purpose="Weekly", on_conflict="skip")

    book(wish, by=ada)

    assert other.pk
    assert "Left out: Mon 22 March\n" in to("ada@example.org").body


def test_an_approval_brings_its_message_and_says_what_still_waits(ada, owner, asked_room):
    booking = booked(asked_room, ada)
    outbox().delete()

    approve(booking, by=owner, message="The key is at the desk.")

    mail = to("ada@example.org")
    assert mail.body.startswith(
        "Olga Owner approved your booking of Red Hall.\n\nMessage: The key is at the desk.\n"
    )
    assert told() == ["ada@example.org"]


def test_words_are_in_the_language_of_who_reads_and_not_of_who_acts(owner, room):
    ada = UserFactory(language="fr", email="ada@example.org")

    with translation.override("fr"):
        booked(room, ada)

    assert (to("ada@example.org").language, to("owner@example.org").language) == ("fr", "en")
    assert to("owner@example.org").body.startswith(f"{ada} booked Red Hall.")


def test_cancelling_some_dates_says_which_and_that_the_others_stay(ada, room):
    booking = book(Wish(room, hours("10:00", "11:00", rule=WEEKLY), purpose="Weekly"), by=ada)
    outbox().delete()

    cancel(booking, by=ada, occurrences=list(booking.occurrences.all())[1:2])

    mail = to("ada@example.org")
    assert mail.subject == "Cancelled: Red Hall, Mon 22 March, 10:00–11:00 CET"
    assert mail.body.startswith(
        "You cancelled this date of your booking of Red Hall. The other dates stay.\n"
    )


def test_whom_a_booking_is_for_no_longer_loses_it_from_their_calendar(ada, owner, room):
    grace = UserFactory(email="grace@example.org")
    booking = booked(room, ada)
    outbox().delete()

    edit(booking, Change(booked_for=grace, purpose="Secret", is_private=True), by=ada)

    former, new = to("ada@example.org"), to("grace@example.org")
    assert former.subject == "No longer for you: Red Hall, Mon 15 March, 10:00–11:00 CET"
    assert (former.calendar_method, new.calendar_method) == ("CANCEL", "REQUEST")
    assert "Secret" not in former.body + former.calendar
    assert "Secret" in new.body


def test_a_series_that_is_cut_tells_the_calendars_of_both_parts(ada, room):
    booking = book(Wish(room, hours("10:00", "11:00", rule=WEEKLY), purpose="Weekly"), by=ada)
    outbox().delete()
    day = booking.occurrences.order_by("date")[1].date

    rest = edit(
        booking, Change(Scope.FOLLOWING, day, times=hours("14:00", "15:00", day=day, rule=WEEKLY)), by=ada
    )

    mails = outbox().filter(recipient="ada@example.org").order_by("pk")
    assert rest.pk != booking.pk
    assert [mail.subject.split(":")[0] for mail in mails] == ["Shortened", "Changed"]
    assert [
        str(part.key) in mail.calendar.replace("\r\n ", "")
        for part, mail in zip((booking, rest), mails, strict=True)
    ] == [True, True]
    assert [mail.calendar_method for mail in mails] == ["REQUEST", "REQUEST"]
    assert outbox().filter(recipient="owner@example.org").count() == 1
