"""Tidying a day by plain forms: what would change is shown first, and can be undone after."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.models import Grant
from access.operations import grant
from programme.models import Contribution
from tests.clock import DAY, at
from tests.factories.events import EventFactory, EventRoomFactory
from tests.factories.programme import ContributionFactory
from tests.factories.timetable import BlockFactory, BreakFactory, SlotFactory
from timetable.models import Slot, Step
from timetable.operations import edit_slot
from timetable.operations.undoing import undo

pytestmark = pytest.mark.django_db
NEXT = date(2027, 3, 16)


@pytest.fixture
def event(organiser, client):
    event = EventFactory(starts_at=at("09:00"), ends_at=at("18:00", day=NEXT))
    grant(event.access, to=organiser, permission=Grant.MANAGE)
    client.force_login(organiser)
    return event


def address(event):
    return reverse("timetable-tools", args=[event.pk])


def look(client, event, tool, **asked):
    return client.get(address(event), {"tool": tool, "day": DAY.isoformat(), "look": "yes", **asked})


def do(client, event, tool, **asked):
    event.refresh_from_db()
    sent = {"tool": tool, "day": DAY.isoformat(), "seen": event.revision, **asked}
    return client.post(address(event), sent)


def starts(event):
    return [
        f"{slot.starts_at:%d %H:%M}" for slot in Slot.objects.filter(event=event).order_by("starts_at", "pk")
    ]


@pytest.mark.parametrize("tool", ["compact", "stretch", "fit", "shift", "schedule", "frame", "move"])
def test_each_tool_has_its_form(client, event, tool):
    page = client.get(address(event), {"tool": tool, "day": NEXT.isoformat()})

    assert page.status_code == 200
    assert page.context["day"] == NEXT
    assert "Show what would change" in page.content.decode()


def test_there_is_no_other_tool(client, event):
    assert client.get(address(event), {"tool": "nonsense"}).status_code == 404


def test_what_would_change_is_shown_and_nothing_changes(client, event):
    SlotFactory(event=event, starts_at=at("10:00"))
    SlotFactory(event=event, starts_at=at("11:00"))

    page = look(client, event, "compact", gap=5)

    assert "Move 2 entries" in page.content.decode()
    assert [f"{row.after.starts_at:%H:%M}" for row in page.context["preview"].rows] == ["09:00", "09:25"]
    assert starts(event) == ["15 10:00", "15 11:00"]
    assert not Step.objects.exists()


def test_what_was_shown_is_done_and_can_be_undone(client, event, organiser):
    SlotFactory(event=event, starts_at=at("10:00"))
    SlotFactory(event=event, starts_at=at("11:00"))

    answer = do(client, event, "compact", gap=5)
    done = starts(event)
    undo(event, by=organiser)

    assert answer.url == f"{reverse('manage-timetable', args=[event.pk])}?day=2027-03-15"
    assert (done, starts(event)) == (["15 09:00", "15 09:25"], ["15 10:00", "15 11:00"])


def test_who_looked_before_somebody_else_moved_something_looks_again(client, event):
    slot = SlotFactory(event=event, starts_at=at("10:00"))
    event.refresh_from_db()
    seen = event.revision
    edit_slot(slot, starts_at=at("12:00"), by=None)

    page = client.post(address(event), {"tool": "compact", "day": DAY.isoformat(), "gap": 0, "seen": seen})

    assert "Somebody changed the event in between" in page.content.decode()
    assert page.context["preview"].number == 1
    assert starts(event) == ["15 12:00"]


def test_what_can_not_be_done_is_said_in_the_preview(client, event):
    SlotFactory(event=event, starts_at=at("09:00"))
    SlotFactory(event=event, starts_at=at("09:30"))

    page = look(client, event, "stretch", gap=30)

    assert "less than a minute would be left" in page.content.decode()
    assert page.context["preview"] is None


def test_where_nothing_would_change_there_is_nothing_to_press(client, event):
    SlotFactory(event=event, starts_at=at("09:00"))

    page = look(client, event, "compact", gap=0)

    assert "Nothing would change" in page.content.decode()
    assert "Move 0" not in page.content.decode()


def test_every_tool_does_what_it_shows(client, event):
    room = EventRoomFactory(event=event)
    block = BlockFactory(event=event, starts_at=at("10:00"), minutes=90)
    inside = SlotFactory(event=event, parent=block, starts_at=at("10:20"))
    BreakFactory(event=event, title="Lunch", starts_at=at("12:00"), minutes=30)
    SlotFactory(event=event, starts_at=at("13:00"))
    talk = ContributionFactory(event=event, minutes=15)

    asked = {
        "fit": {},
        "stretch": {"gap": 0},
        "shift": {"entry": block.pk, "minutes": 10},
        "frame": {"from_day": DAY.isoformat(), "to_day": NEXT.isoformat()},
        "schedule": {"talks": [talk.pk], "room": room.pk},
        "move": {"starts_at_0": "2027-03-20", "starts_at_1": "09:00"},
    }
    words = {tool: look(client, event, tool, **values) for tool, values in asked.items()}
    shown = {tool: page.context["preview"] and page.context["preview"].button for tool, page in words.items()}

    assert shown == {
        "fit": "Fit 1 session",
        "stretch": "Change 2 lengths",
        "shift": "Move 2 entries",
        "frame": "Copy 2 entries",
        "schedule": "Schedule 1 talk",
        "move": "Move the event and 4 entries",
    }
    for tool in ("fit", "schedule", "frame", "move"):
        assert do(client, event, tool, **asked[tool]).status_code == 302
    assert starts(event) == [
        *("20 09:00", "20 10:20", "20 10:20", "20 12:00", "20 13:00"),
        *("21 10:20", "21 12:00"),
    ]
    inside.refresh_from_db()
    assert inside.parent == block
    assert Contribution.objects.get(pk=talk.pk).slots.get().room == room


def test_the_entries_of_each_day_can_be_shifted(client, event):
    entry = SlotFactory(event=event, starts_at=at("10:00", day=NEXT))

    page = client.get(address(event), {"tool": "shift", "day": NEXT.isoformat()})

    assert [link.label for link in page.context["days"]] == ["Mon 15 March 2027", "Tue 16 March 2027"]
    assert f"10:00 {entry.label}" in page.content.decode()


def test_strangers_do_not_find_the_page(client, event, stranger):
    client.force_login(stranger)

    assert look(client, event, "compact", gap=0).status_code == 404
    assert do(client, event, "compact", gap=0).status_code == 404


@pytest.mark.parametrize(
    ("tool", "asked"),
    [
        ("compact", {"gap": "-1"}),
        ("compact", {"gap": "nonsense"}),
        ("compact", {"gap": "0", "session": "0", "block": "\x00"}),
        ("shift", {"entry": "9999999999999999999", "minutes": "1"}),
        ("frame", {"from_day": "nonsense", "to_day": "0000-00-00"}),
        ("schedule", {"talks": ["nonsense"]}),
        ("move", {"starts_at_0": "9999-12-31", "starts_at_1": "23:59"}),
    ],
)
def test_nonsense_is_refused_in_the_form(client, event, tool, asked):
    SlotFactory(event=event, starts_at=at("10:00"))

    page = look(client, event, tool, **asked)

    assert page.status_code == 200
    assert page.context["form"].errors
    assert starts(event) == ["15 10:00"]


def test_the_page_asks_as_many_questions_for_three_entries_as_for_twenty(client, event):
    counts = []
    for number in (3, 20):
        SlotFactory.create_batch(number, event=event, starts_at=at("12:00"))
        look(client, event, "compact", gap=1)
        with CaptureQueriesContext(connection) as queries:
            look(client, event, "compact", gap=1)
        counts.append(len(queries))

    assert counts[0] == counts[1]
