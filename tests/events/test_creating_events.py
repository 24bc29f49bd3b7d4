"""Events are created, edited, published, deleted and restored."""

from datetime import timedelta

import pytest

from access.filters import allows
from access.models import Grant
from events.models import Event
from events.operations import (
    create_event,
    delete_event,
    edit_event,
    publish_event,
    restore_event,
    root_category,
    withdraw_event,
)
from events.refusals import AddressTaken, BadAddress, EndsBeforeItStarts
from events.signals import event_dates_changing
from journal.models import Entry
from kit.moments import UnknownZone
from kit.refusals import Refused
from tests.clock import at
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db


def new_event(**values):
    details = {"by": None, "kind": "meeting", "title": "Summer school", "time_zone": "Europe/Paris"}
    return create_event(
        root_category(), **{**details, "starts_at": at("10:00"), "ends_at": at("12:00"), **values}
    )


def test_who_creates_an_event_runs_it_and_nobody_else_sees_the_draft(organiser):
    event = new_event(by=organiser)

    assert allows(event.access, organiser, Grant.MANAGE)
    assert list(Event.objects.visible_to(organiser)) == [event]
    assert not Event.objects.exclude(is_draft=True).exists()


@pytest.mark.parametrize(
    ("values", "address"),
    [
        ({}, "summer-school-2027"),
        ({"acronym": "SuSchool"}, "suschool-2027"),
        ({"title": "PCFC 2027"}, "pcfc-2027"),
        ({"title": "夏の学校"}, "meeting-2027"),
    ],
)
def test_an_address_is_made_of_name_and_year(values, address):
    assert new_event(**values).slug == address


def test_a_made_address_is_never_one_that_somebody_has():
    addresses = [new_event().slug for _number in range(3)]

    assert addresses == ["summer-school-2027", "summer-school-2027-2", "summer-school-2027-3"]


def test_a_chosen_address_that_is_taken_is_refused_whatever_its_case():
    EventFactory(slug="pcfc")

    with pytest.raises(AddressTaken, match=r"The address “pcfc” is taken\."):
        new_event(slug="PCFC")
    assert Event.objects.count() == 1


@pytest.mark.parametrize("slug", ["a/b", "ä", "-x", "..", "x" * 81, "a b"])
def test_an_address_that_no_browser_could_show_is_refused(slug):
    with pytest.raises(BadAddress, match="can not be an address"):
        new_event(slug=slug)


def test_an_event_does_not_end_before_it_starts():
    with pytest.raises(EndsBeforeItStarts, match="end before it starts"):
        new_event(ends_at=at("09:00"))


def test_an_unknown_zone_is_refused():
    with pytest.raises(UnknownZone, match="no time zone “Mars/Olympus”"):
        new_event(time_zone="Mars/Olympus")


def test_a_change_is_logged_with_what_was_and_what_is(organiser):
    event = EventFactory(title="Old")
    revision = event.revision

    edit_event(event, by=organiser, title="New", venue="")

    entry = Entry.objects.get(logbook=event.logbook)
    assert (entry.verb, entry.by, entry.differences) == ("event.edited", organiser, [("title", "Old", "New")])
    assert event.revision == revision + 1


def test_a_change_that_changes_nothing_leaves_no_trace():
    event = EventFactory(title="Same")
    revision = event.revision

    edit_event(event, by=None, title="Same")

    event.refresh_from_db()
    assert event.revision == revision
    assert not Entry.objects.exists()


def test_floors_above_may_refuse_other_dates():
    event = EventFactory()
    before = event.ends_at

    def too_short(ends_at, **kwargs):
        raise Refused(f"Something is planned until after {ends_at:%H:%M}.")

    event_dates_changing.connect(too_short)
    try:
        with pytest.raises(Refused, match="until after 10:30"):
            edit_event(event, by=None, ends_at=at("10:30"))
        edit_event(event, by=None, title="Only the title")
    finally:
        event_dates_changing.disconnect(too_short)

    event.refresh_from_db()
    assert (event.ends_at, event.title) == (before, "Only the title")


def test_fields_that_are_not_for_editing_can_not_be_smuggled_in():
    event = EventFactory()

    with pytest.raises(TypeError, match="no editable revision"):
        edit_event(event, by=None, revision=99)


def test_publishing_twice_is_publishing_once(organiser):
    event = EventFactory(is_draft=True)

    publish_event(event, by=organiser)
    publish_event(event, by=organiser)
    withdraw_event(event, by=organiser)

    verbs = list(Entry.objects.filter(logbook=event.logbook).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["event.published", "event.withdrawn"]
    assert event.is_draft


@pytest.mark.case("S17")
def test_a_deleted_event_is_gone_even_for_its_managers_until_it_is_restored(organiser):
    event = new_event(by=organiser, is_draft=False)

    delete_event(event, by=organiser)
    gone = list(Event.objects.visible_to(organiser))
    restore_event(event, by=organiser)

    assert gone == []
    assert list(Event.objects.visible_to(organiser)) == [event]


def test_moving_an_event_in_time_keeps_its_length_as_given():
    event = EventFactory()

    edit_event(event, by=None, starts_at=at("15:00"), ends_at=at("15:00") + timedelta(hours=2))

    assert event.ends_at - event.starts_at == timedelta(hours=2)
