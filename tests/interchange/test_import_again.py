"""A second import updates, adds and withdraws; it never duplicates, and never undoes what was edited here."""

from dataclasses import replace
from datetime import timedelta

import pytest

from interchange.models import Origin
from interchange.schedule.shape import Reference, Room
from programme.models import Contribution
from tests.interchange.small import ADA, BEN, bring_in, contribution, small, talk
from timetable.models import Slot

pytestmark = pytest.mark.django_db


def test_the_same_file_changes_nothing():
    first = bring_in(small())
    second = bring_in(small())

    assert (second.event, second.is_new, second.changes_something) == (first.event, False, False)
    assert [counts.unchanged for counts in second.counts.values()] == [2, 2, 1, 1, 2]


def test_the_event_grows_all_the_same_for_what_is_only_carried_has_readers_too():
    before = bring_in(small()).event.revision

    assert bring_in(small(version="2")).event.revision > before


def test_a_changed_talk_is_updated_in_place():
    bring_in(small())
    known = contribution("pears")
    slot = known.slots.get()
    changed = talk(
        "pears",
        title="About pears",
        subtitle="And apples",
        starts_at=slot.starts_at + timedelta(hours=1),
        rooms=("Loft",),
    )

    report = bring_in(small(changed, talk("plums")))

    known.refresh_from_db()
    moved = known.slots.get()
    assert (report.talks.updated, report.talks.unchanged) == (1, 1)
    assert known.subtitle == "And apples"
    assert (moved.pk, moved.room.name, moved.revision > slot.revision) == (slot.pk, "Loft", True)


def test_a_second_room_adds_a_slot_and_leaving_it_takes_it_away():
    bring_in(small())
    first = contribution("pears").slots.get()

    bring_in(small(talk("pears", rooms=("Barn", "Loft")), talk("plums")))
    assert contribution("pears").slots.count() == 2

    bring_in(small())
    assert contribution("pears").slots.get() == first


def test_new_talks_are_added_with_the_next_number():
    bring_in(small())
    report = bring_in(small(talk("pears"), talk("plums"), talk("figs", persons=(BEN,))))

    assert (report.talks.added, contribution("figs").number) == (1, 3)
    assert [person.name for person in contribution("figs").people.all()] == ["Ben Example"]


def test_a_talk_gone_from_the_file_is_withdrawn_and_comes_back_as_the_same():
    bring_in(small())
    known = contribution("plums")

    gone = bring_in(small(talk("pears")))
    known.refresh_from_db()
    assert (gone.talks.withdrawn, known.withdrawn_at is None) == (1, False)
    assert bring_in(small(talk("pears"))).talks.withdrawn == 0

    back = bring_in(small())
    known.refresh_from_db()
    assert (back.talks.reinstated, back.talks.added, known.withdrawn_at) == (1, 0, None)
    assert Contribution.objects.count() == 2


def test_a_talk_withdrawn_here_stays_withdrawn():
    event = bring_in(small()).event
    Contribution.objects.filter(title="About plums").update(withdrawn_at=event.starts_at)

    report = bring_in(small())

    assert contribution("plums").withdrawn_at is not None
    assert "It was withdrawn here and stays so." in [remark.sentence for remark in report.remarks]


def test_what_was_edited_here_stays_and_is_told():
    bring_in(small())
    known = contribution("pears")
    known.title = "Pears, edited"
    known.save(update_fields=["title"])

    report = bring_in(small(talk("pears", title="About sweet pears", subtitle="New"), talk("plums")))

    known.refresh_from_db()
    assert (known.title, known.subtitle) == ("Pears, edited", "New")
    assert (report.talks.kept, report.talks.updated) == (1, 1)
    assert [remark.sentence for remark in report.remarks] == [
        "“About sweet pears”: the title was edited here and stays; the file says “About sweet pears”."
    ]


def test_an_edit_that_the_file_follows_is_no_edit_any_more():
    bring_in(small())
    Contribution.objects.filter(title="About pears").update(subtitle="Sweet")

    bring_in(small(talk("pears", subtitle="Sweet"), talk("plums")))
    report = bring_in(small(talk("pears", subtitle="Sour"), talk("plums")))

    assert contribution("pears").subtitle == "Sour"
    assert report.remarks == []


@pytest.mark.parametrize("edit", ["credits", "links", "slots", "track"])
def test_people_links_times_and_tracks_edited_here_stay(edit):
    bring_in(small())
    known = contribution("pears")
    if edit == "track":
        Contribution.objects.filter(pk=known.pk).update(track=known.event.tracks.get(name="Tools"))
    elif edit == "slots":
        Slot.objects.filter(contribution=known).update(room=known.event.rooms.get(name="Loft"))
    else:
        getattr(known, edit).all().delete()
    changed = talk(
        "pears",
        persons=(ADA, BEN) if edit == "credits" else (ADA,),
        links=(Reference("https://example.org/new"),) if edit == "links" else talk("pears").links,
        duration=timedelta(minutes=30),
        rooms=("Barn", "Loft") if edit == "slots" else ("Barn",),
        track="" if edit == "track" else "Fruit",
    )

    report = bring_in(small(changed, talk("plums")))

    known.refresh_from_db()
    assert report.talks.kept == 1
    assert {
        "credits": known.credits.count() == 0,
        "links": known.links.count() == 0,
        "slots": [slot.room.name for slot in known.slots.all()] == ["Loft"],
        "track": known.track is not None and known.track.name == "Tools",
    }[edit]


def test_what_was_deleted_here_stays_deleted():
    event = bring_in(small()).event
    event.rooms.get(name="Barn").delete()
    event.tracks.get(name="Fruit").delete()
    Contribution.objects.filter(title="About plums").update(deleted_at=event.starts_at)

    report = bring_in(small(talk("pears"), talk("plums"), talk("figs")))

    assert list(event.rooms.values_list("name", flat=True)) == ["Loft"]
    assert contribution("plums").deleted_at is not None
    assert [slot.room for slot in contribution("figs").slots.all()] == [None]
    assert len(report.remarks) == 3


def test_a_person_deleted_here_is_credited_no_more():
    event = bring_in(small(talk("pears", persons=(ADA, BEN)))).event
    event.people.get(name="Ben Example").delete()

    report = bring_in(small(talk("pears", persons=(ADA, BEN), subtitle="New")))

    assert [person.name for person in contribution("pears").people.all()] == ["Ada Example"]
    assert report.talks.updated == 1


def test_a_slot_leaves_the_block_that_no_longer_holds_it():
    event = bring_in(small()).event
    slot = contribution("pears").slots.get()
    session = event.sessions.create(number=1, title="Morning", access=event.access)
    block = event.slots.create(session=session, starts_at=slot.starts_at, ends_at=slot.ends_at)
    Slot.objects.filter(pk=slot.pk).update(parent=block)

    bring_in(small(talk("pears", starts_at=slot.starts_at + timedelta(hours=5)), talk("plums")))

    slot.refresh_from_db()
    assert slot.parent is None


def test_what_was_made_here_is_left_alone():
    event = bring_in(small()).event
    own = event.contributions.create(number=90, title="Our own", access=event.access)

    bring_in(small(talk("pears")))

    own.refresh_from_db()
    assert own.withdrawn_at is None
    assert Origin.objects.filter(contribution=own).count() == 0


def test_rooms_that_the_file_loses_stay_for_what_is_held_in_them():
    event = bring_in(small()).event

    bring_in(small(rooms=(Room("Barn", capacity=90),)))

    assert list(event.rooms.values_list("name", "capacity")) == [("Barn", 90), ("Loft", None)]


def test_the_event_of_the_same_address_is_meant_whatever_the_title():
    first = bring_in(small())
    second = bring_in(replace(small(), title="Orchard Days, final programme"))

    assert second.event == first.event
    assert second.event.title == "Orchard Days, final programme"


def test_a_person_under_a_new_key_is_known_by_their_address():
    bring_in(small(talk("pears")))
    renewed = replace(ADA, guid="another-guid", name="Ada E. Example")

    event = bring_in(small(talk("pears", persons=(renewed,)))).event
    again = bring_in(small(talk("pears", persons=(renewed,))))

    assert [person.name for person in event.people.all()] == ["Ada E. Example"]
    assert [person.name for person in contribution("pears").people.all()] == ["Ada E. Example"]
    assert not again.changes_something


def test_an_address_that_moves_to_somebody_else_is_left_out_and_told():
    bring_in(small(talk("pears", persons=(ADA, BEN))))
    moved = (replace(ADA, email=""), replace(BEN, email=ADA.email))

    report = bring_in(small(talk("pears", persons=moved)))

    assert dict(report.event.people.values_list("name", "email")) == {"Ada Example": "", "Ben Example": ""}
    assert [remark.row for remark in report.remarks] == ["Ben Example"]


def test_a_room_renamed_here_to_what_the_file_adds_is_that_room():
    event = bring_in(small()).event
    event.rooms.filter(name="Loft").update(name="Attic")

    bring_in(small(rooms=(Room("Barn"), Room("Loft"), Room("attic"))))

    assert sorted(event.rooms.values_list("name", flat=True)) == ["Attic", "Barn"]
