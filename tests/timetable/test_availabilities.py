"""Who is there when: said by a speaker, by organisers, by a table."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from access.models import AccessList, Grant
from access.operations import grant
from events.models import Event
from events.operations import remove_person, remove_room
from kit.moments import Span
from notices.models import Notice
from tests.clock import DAY, at
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, EventPersonFactory, EventRoomFactory
from tests.factories.programme import (
    ContributionFactory,
    CreditFactory,
    SessionConvenerFactory,
    SessionFactory,
)
from timetable.availability import NeverThere, parts_of
from timetable.availability.days import merged, without
from timetable.availability.typed import NotATime, lines_of, period_of, typed_periods
from timetable.conflicts.loading import facts_of
from timetable.models import Availability
from timetable.operations.availability import forget_availability, periods_of, set_availability
from timetable.plan.days import EventDays

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_event")]

TUESDAY = DAY + timedelta(days=1)


@pytest.fixture
def before_the_event(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: at("08:00", day=date(2027, 1, 1)))


@pytest.fixture
def event(organiser):
    """Two days in Paris (UTC+1), 9:00 to 18:00."""
    made = EventFactory(starts_at=at("08:00"), ends_at=at("17:00", day=TUESDAY), time_zone="Europe/Paris")
    grant(made.access, to=organiser, permission=Grant.MANAGE)
    return made


@pytest.fixture
def ada(event):
    """A speaker with an account."""
    user = UserFactory(email="ada@example.org")
    person = EventPersonFactory(event=event, name="Ada", email=user.email, user=user)
    CreditFactory(contribution=ContributionFactory(event=event), person=person)
    return person


@pytest.fixture
def member(client, organiser):
    client.force_login(organiser)
    return client


def address(name, event, query=""):
    return reverse(name, args=[event.pk]) + query


def spans_of(holder):
    return [(one.starts_at, one.ends_at) for one in Availability.objects.filter(person=holder)]


def span(start, end, day=DAY):
    return Span(at(start, day=day), at(end, day=day))


def test_periods_that_touch_are_one():
    assert merged([span("10:00", "12:00"), span("08:00", "10:00")]) == [span("08:00", "12:00")]


def test_what_is_left_of_a_period_without_others():
    left = without([span("08:00", "12:00")], [span("09:00", "10:00"), span("11:00", "13:00")])

    assert left == [span("08:00", "09:00"), span("10:00", "11:00")]


def test_lines_are_wall_times_of_the_event_and_read_back_as_they_were(event):
    days = EventDays.of(event)
    text = "2027-03-15 09:00-12:30\n\n2027-03-16"

    periods = typed_periods(text, days)

    assert periods[0] == span("08:00", "11:30")
    assert periods[1] == days.bounds(TUESDAY)
    assert lines_of(periods, days) == ["2027-03-15 09:00-12:30", "2027-03-16"]


@pytest.mark.parametrize(
    "line",
    ["someday", "2027-03-15 25:00-26:00", "2027-03-15 12:00-09:00", "2027-03-20 09:00-10:00", "2027-02-30"],
)
def test_a_line_that_is_no_time_of_the_event_is_refused(event, line):
    with pytest.raises(NotATime):
        typed_periods(line, EventDays.of(event))


def test_a_night_ends_at_the_day_change(event):
    event.day_change = at("04:00").time()

    evening = period_of("2027-03-15", "22:00", "02:00", EventDays.of(event))

    assert evening == Span(at("21:00"), at("01:00", day=TUESDAY))


def test_the_night_in_which_clocks_change_is_an_hour_shorter():
    event = EventFactory(
        starts_at=at("08:00", day=date(2027, 3, 28)),
        ends_at=at("18:00", day=date(2027, 3, 28)),
        time_zone="Europe/Paris",
    )
    days = EventDays.of(event)

    whole = period_of("2027-03-28", "", "", days)
    from_three = period_of("2027-03-28", "01:00", "04:00", days)

    assert (whole.length, from_three.length) == (timedelta(hours=23), timedelta(hours=2))


def test_parts_of_a_day_are_those_in_which_the_event_is_held(event):
    days = EventDays.of(event)

    first, second = (parts_of(day, days) for day in (DAY, TUESDAY))

    assert first[0].key == "2027-03-15T0800"
    assert first[-1].span.ends_at == days.bounds(DAY).ends_at
    assert second[-1].key == "2027-03-16T1600"


def test_a_speaker_ticks_hours_on_a_page_of_their_own(client, event, ada):
    client.force_login(ada.user)
    page = reverse("my-availability", args=[event.slug])
    assert "Europe/Paris" in client.get(page).content.decode()

    answer = client.post(page, {"there": ["2027-03-15T0800", "2027-03-15T1000"], "all": ["2027-03-16"]})

    assert answer.status_code == 302
    assert spans_of(ada)[0] == (at("07:00"), at("11:00"))
    assert facts_of(event).people[ada.pk].available[0] == (at("07:00").timestamp(), at("11:00").timestamp())
    assert 'value="2027-03-15T1000" checked' in client.get(page).content.decode()


def test_times_beside_the_boxes_are_kept_as_lines(client, event, ada):
    client.force_login(ada.user)
    page = reverse("my-availability", args=[event.slug])
    client.post(page, {"there": ["2027-03-15T1000"], "lines": "2027-03-15 13:15-13:45"})

    shown = client.get(page).content.decode()

    assert "2027-03-15 13:15-13:45" in shown
    assert spans_of(ada) == [(at("09:00"), at("11:00")), (at("12:15"), at("12:45"))]


def test_never_can_not_be_said_by_ticking_nothing(client, event, ada):
    client.force_login(ada.user)

    answer = client.post(reverse("my-availability", args=[event.slug]), {})

    assert "Mark at least one hour" in answer.content.decode()
    with pytest.raises(NeverThere):
        set_availability(ada, [], by=None)


def test_the_page_is_for_those_who_take_part_until_the_event_is_over(client, event, ada, stranger):
    page = reverse("my-availability", args=[event.slug])
    author = EventPersonFactory(event=event, user=stranger)
    CreditFactory(contribution=ContributionFactory(event=event), person=author, role="author")

    assert client.get(page).status_code == 302
    client.force_login(stranger)
    assert client.get(page).status_code == 404
    SessionConvenerFactory(session=SessionFactory(event=event), person=author)
    assert client.get(page).status_code == 200
    long_ago = at("10:00", day=date(2026, 12, 1))
    Event.objects.filter(pk=event.pk).update(starts_at=long_ago, ends_at=long_ago + timedelta(hours=1))
    assert client.get(page).status_code == 404


def test_a_speaker_of_a_closed_event_sees_their_page_and_nothing_else_of_it(client, organiser):
    closed = EventFactory(starts_at=at("08:00"), mode=AccessList.Mode.RESTRICTED, is_draft=True)
    user = UserFactory()
    person = EventPersonFactory(event=closed, user=user)
    CreditFactory(contribution=ContributionFactory(event=closed), person=person)
    client.force_login(user)

    assert client.get(reverse("my-availability", args=[closed.slug])).status_code == 200
    assert client.get(closed.get_absolute_url()).status_code == 404


def test_organisers_see_everybody_and_set_the_times_of_people_and_rooms(member, event, ada):
    room = EventRoomFactory(event=event, name="Red")
    one = address("timetable-availability", event, f"?room={room.pk}")

    member.post(one, {"all": ["2027-03-15"]})
    people = member.get(address("timetable-availabilities", event)).content.decode()
    rooms = member.get(address("timetable-availabilities", event, "?who=rooms")).content.decode()

    assert periods_of(room) == [EventDays.of(event).bounds(DAY)]
    assert "Ada" in people
    assert "nothing said" in people
    assert "all day" in rooms
    assert "not there" in rooms
    member.post(one, {"act": "forget"})
    assert periods_of(room) == []


def test_the_table_asks_as_often_for_three_people_as_for_one(
    member, event, django_assert_num_queries, django_assert_max_num_queries
):
    def somebody():
        person = CreditFactory(contribution=ContributionFactory(event=event)).person
        set_availability(person, [span("08:00", "10:00")], by=None)

    somebody()
    page = address("timetable-availabilities", event)
    member.get(page)
    with django_assert_max_num_queries(60) as counted:
        member.get(page)
    somebody()
    somebody()

    with django_assert_num_queries(len(counted)):
        member.get(page)


def test_people_and_rooms_of_other_events_are_not_there(member, event):
    other = EventPersonFactory()

    assert member.get(address("timetable-availability", event, f"?person={other.pk}")).status_code == 404
    assert member.get(address("timetable-availability", event, "?room=nonsense")).status_code == 404


def test_speakers_who_said_nothing_are_counted_first_and_written_to_once_confirmed(member, event, ada):
    mute = EventPersonFactory(event=event, name="Mute")
    mailed = EventPersonFactory(event=event, name="Mailed", email="mailed@example.org")
    said = EventPersonFactory(event=event, name="Said", email="said@example.org")
    for person in (mute, mailed, said):
        CreditFactory(contribution=ContributionFactory(event=event), person=person)
    set_availability(said, [span("08:00", "10:00")], by=None)
    ask = address("timetable-availabilities-ask", event)

    shown = member.get(ask).content.decode()
    before = Notice.objects.count()
    member.post(ask)

    assert "Send 2 mails" in shown
    assert "Mute" in shown
    assert before == 0
    assert set(Notice.objects.values_list("recipient", flat=True)) == {
        "ada@example.org",
        "mailed@example.org",
    }
    assert (
        reverse("my-availability", args=[event.slug]) in Notice.objects.get(recipient="ada@example.org").body
    )


TABLE = """email,day,from,to
ada@example.org,2027-03-15,09:00,12:00
ada@example.org,2027-03-16,,
nobody@example.org,2027-03-16,,
Bert,2027-03-15,10:00,09:00
Bert,2027-03-16,10:00,11:00
"""


def test_a_table_is_looked_at_first_and_rows_with_a_problem_leave_their_person_alone(member, event, ada):
    bert = EventPersonFactory(event=event, name="Bert")
    page = address("timetable-availabilities-import", event)
    file = SimpleUploadedFile("times.csv", TABLE.encode())

    look = member.post(page, {"file": file, "act": "look"})
    shown = look.content.decode()

    assert "Nobody of the event is “nobody@example.org”." in shown
    assert "ends before it begins" in shown
    assert "another row of the same name" in shown
    assert Availability.objects.count() == 0
    member.post(page, {"kept": look.context["kept"], "kept_name": "times.csv", "act": "import"})
    assert spans_of(ada)[0] == (at("08:00"), at("11:00"))
    assert len(spans_of(ada)) == 2
    assert spans_of(bert) == []


def test_a_table_names_rooms_too(member, event):
    room = EventRoomFactory(event=event, name="Red hall")
    file = SimpleUploadedFile("times.csv", b"Room,Day,From,To\nred hall,2027-03-15,09:00,12:00\n")

    member.post(address("timetable-availabilities-import", event), {"file": file, "act": "import"})

    assert periods_of(room) == [span("08:00", "11:00")]


@pytest.mark.parametrize("content", [b"", b"person,from\nAda,1\n", b"day,from\n2027-03-15,1\n"])
def test_a_file_without_the_columns_says_so(member, event, content):
    file = SimpleUploadedFile("times.csv", content)

    answer = member.post(address("timetable-availabilities-import", event), {"file": file, "act": "look"})

    assert answer.status_code == 422


def test_forgetting_what_was_not_said_leaves_no_trace(event, ada):
    assert forget_availability(ada, by=None) is False
    assert not event.logbook.entries.exists()


def test_my_schedule_leads_those_who_take_part_to_their_times(client, event, ada, stranger):
    link = reverse("my-availability", args=[event.slug])
    page = reverse("my-schedule", args=[event.slug])

    client.force_login(stranger)
    without = client.get(page).content.decode()
    client.force_login(ada.user)

    assert link not in without
    assert link in client.get(page).content.decode()


def test_times_keep_nobody_from_being_removed(event):
    person, room = EventPersonFactory(event=event), EventRoomFactory(event=event)
    for holder in (person, room):
        set_availability(holder, [span("08:00", "10:00")], by=None)

    remove_person(person, by=None)
    remove_room(room, by=None)

    assert not Availability.objects.exists()
