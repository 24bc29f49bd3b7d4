"""What a schedule becomes when it is imported for the first time."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from events.models import Event, EventPerson
from interchange.operations.colours import color_of, hue_of
from interchange.schedule.shape import Person, Reference, Room, Track
from journal.models import Entry
from programme.models import Credit, Link
from programme.models.track import HUES
from tests.clock import at
from tests.factories.events import EventFactory
from tests.interchange.small import ADA, BEN, bring_in, contribution, small, talk

pytestmark = pytest.mark.django_db


def test_the_event_is_as_the_file_says():
    event = bring_in(small()).event

    assert (event.title, event.acronym, event.slug, event.kind) == (
        "Orchard Days",
        "orchard31",
        "orchard31",
        "conference",
    )
    assert (event.venue, event.address, event.time_zone, event.day_change) == (
        "The Orchard",
        "Lisbon",
        "Europe/Lisbon",
        time(4),
    )
    assert not event.is_draft
    assert event.access.is_open


def test_the_event_holds_all_its_slots():
    late = talk("late", starts_at=datetime(2031, 3, 3, 1, 0, tzinfo=UTC), day=small().ends_on)
    event = bring_in(small(talk("pears"), late)).event

    assert event.starts_at == datetime(2031, 3, 1, 10, 0, tzinfo=UTC)
    assert event.ends_at == datetime(2031, 3, 3, 1, 30, tzinfo=UTC)


def test_rooms_tracks_types_and_people_are_made_once():
    event = bring_in(small()).event

    assert list(event.rooms.values_list("name", "capacity", "position")) == [
        ("Barn", 80, 1),
        ("Loft", None, 2),
    ]
    assert list(event.tracks.values_list("name", flat=True)) == ["Fruit", "Tools"]
    assert list(event.contribution_types.values_list("name", flat=True)) == ["Talk"]
    assert list(event.people.values_list("name", "sort_name", "biography")) == [
        ("Ada Example", "Example, Ada", "Grows **pears**.")
    ]


def test_talks_have_numbers_texts_and_the_protection_of_the_event():
    event = bring_in(small()).event

    assert list(event.contributions.values_list("number", "title", "minutes")) == [
        (1, "About pears", 30),
        (2, "About plums", 30),
    ]
    assert contribution("pears").abstract == "First *abstract*"
    assert contribution("pears").access == event.access
    event.refresh_from_db()
    assert event.next_talk == 3


def test_a_talk_after_midnight_stays_at_its_instant_and_on_its_day():
    night = talk("night", starts_at=datetime(2031, 3, 2, 1, 30, tzinfo=UTC))
    slot = bring_in(small(night)).event.slots.get()

    assert slot.starts_at == datetime(2031, 3, 2, 1, 30, tzinfo=UTC)
    assert slot.day == small().starts_on
    assert slot.starts_at.astimezone(ZoneInfo("Europe/Lisbon")).hour == 1


def test_a_talk_in_two_rooms_has_two_slots_and_one_without_a_room_has_one():
    both = talk("both", rooms=("Loft", "Barn"))
    nowhere = talk("nowhere", rooms=())
    bring_in(small(both, nowhere))

    assert sorted(slot.room.name for slot in contribution("both").slots.all()) == ["Barn", "Loft"]
    assert [slot.room for slot in contribution("nowhere").slots.all()] == [None]


def test_a_talk_may_have_no_length():
    slot = bring_in(small(talk("doors", duration=timedelta()))).event.slots.get()

    assert slot.starts_at == slot.ends_at
    assert slot.contribution.minutes == 0


def test_people_are_credited_in_order_with_their_roles():
    bring_in(small(talk("pears", persons=(BEN, replace(ADA, role="co-author"), ADA))))

    assert list(contribution("pears").credits.values_list("person__name", "role")) == [
        ("Ben Example", Credit.Role.SPEAKER),
        ("Ada Example", Credit.Role.CO_AUTHOR),
        ("Ada Example", Credit.Role.SPEAKER),
    ]


def test_links_are_kept_by_kind_and_made_whole():
    pears = talk(
        "pears",
        links=(Reference("www.example.org/pears"),),
        attachments=(Reference("/files/pears.pdf", title="Paper"),),
        video_urls=("https://video.example.org/1",),
        feedback_url="https://example.org/feedback",
    )
    bring_in(small(pears, base_url="https://example.org/2031/"))

    assert list(contribution("pears").links.values_list("kind", "title", "url")) == [
        (Link.Kind.LINK, "", "https://www.example.org/pears"),
        (Link.Kind.ATTACHMENT, "Paper", "https://example.org/files/pears.pdf"),
        (Link.Kind.RECORDING, "", "https://video.example.org/1"),
        (Link.Kind.FEEDBACK, "", "https://example.org/feedback"),
    ]


def test_what_is_too_long_is_cut_and_told():
    report = bring_in(small(talk("pears", title="x" * 600, abstract="word " * 20_000)))
    made = report.event.contributions.get()

    assert (len(made.title), made.title[-1]) == (500, "…")
    assert 0 < len(made.abstract.encode()) <= 64 * 1024
    assert [remark.row.partition(" (")[0] for remark in report.remarks] == ["line of pears"] * 2


def test_names_that_differ_in_capitals_are_one_room():
    rooms = (Room("Barn"), Room("BARN"))
    report = bring_in(small(talk("pears"), talk("plums", rooms=("BARN",)), rooms=rooms))

    assert report.event.rooms.count() == 1
    assert {slot.room.name for slot in report.event.slots.all()} == {"Barn"}
    assert "“Barn” and “BARN” are taken for the same." in [str(remark) for remark in report.remarks]


def test_an_address_belongs_to_one_person_and_has_to_be_one():
    twin = Person("Twin Example", guid="twin", email="ADA@example.org")
    odd = Person("Odd Example", guid="odd", email="not an address")
    event = bring_in(small(talk("pears", persons=(ADA, twin, odd)))).event

    assert dict(event.people.values_list("name", "email")) == {
        "Ada Example": "ada@example.org",
        "Twin Example": "",
        "Odd Example": "",
    }


def test_the_log_tells_of_the_import_once():
    event = bring_in(small()).event
    entries = Entry.objects.filter(logbook=event.logbook, verb="schedule.imported")

    assert [(entry.subject, entry.changes) for entry in entries] == [("orchard.xml", {"added": ["", "2"]})]


def test_a_dry_run_writes_nothing_and_tells_the_same():
    before = _rows()
    dry = bring_in(small(), dry_run=True)

    assert _rows() == before
    assert dry.event is None
    wet = bring_in(small())
    assert (dry.counts, dry.remarks, dry.slug) == (wet.counts, wet.remarks, wet.slug)


def test_importing_into_an_event_that_is_there_keeps_what_it_is_called():
    event = EventFactory(title="Our own title", starts_at=at("09:00"))
    report = bring_in(small(), event=event)

    event.refresh_from_db()
    assert report.event == event
    assert event.title == "Our own title"
    assert event.starts_at <= event.slots.earliest("starts_at").starts_at
    assert event.ends_at >= event.slots.latest("ends_at").ends_at


def test_a_room_that_is_there_is_used():
    event = EventFactory()
    room = event.rooms.create(name="barn", capacity=5)
    bring_in(small(), event=event)

    room.refresh_from_db()
    assert event.rooms.count() == 2
    assert room.capacity == 5
    assert room.slots.count() == 2


def test_colours_become_the_nearest_hue():
    report = bring_in(small(tracks=(Track("Fruit", color="#808080"), Track("Tools", color="#ff0000"))))

    assert list(report.event.tracks.values_list("hue", flat=True)) == [HUES[0], 20]
    assert [hue_of(color_of(hue), otherwise=-1) for hue in HUES] == HUES


@pytest.mark.parametrize("number", [1, 30])
def test_the_number_of_statements_does_not_grow_with_the_talks(number, django_assert_max_num_queries):
    people = [Person(f"Person {place}", guid=f"p{place}") for place in range(number)]
    talks = [talk(f"t{place}", persons=(person,)) for place, person in enumerate(people)]

    with django_assert_max_num_queries(75):
        bring_in(small(*talks))


def _rows() -> tuple[int, ...]:
    return (Event.objects.count(), EventPerson.objects.count(), Entry.objects.count())
