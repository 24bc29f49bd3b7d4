"""The acts of the editor: each is one change that everybody who looks sees, and that can be taken back."""

import pytest

from access.models import Grant
from access.operations import grant
from programme.models import Contribution
from tests.clock import at
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, EventRoomFactory
from tests.factories.programme import ContributionFactory, SessionFactory
from tests.factories.timetable import BlockFactory, BreakFactory, SlotFactory
from tests.timetable.editing import Editor, to
from timetable.models import Slot, Step

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(organiser):
    """A day in London from 8:00 to 18:00, run by the organiser."""
    made = EventFactory(starts_at=at("08:00"), ends_at=at("18:00"), time_zone="Europe/London")
    grant(made.access, to=organiser, permission=Grant.MANAGE)
    return made


@pytest.fixture
def rooms(event):
    return [
        EventRoomFactory(event=event, name=name, position=number) for number, name in enumerate(("A", "B"))
    ]


@pytest.fixture
def editor(event, organiser):
    return Editor(event, organiser)


def test_an_entry_is_moved_to_a_time_and_a_room(editor, event, rooms):
    slot = SlotFactory(event=event, room=rooms[0])

    found = editor.act("move", **to(slot, starts_at=at("12:00"), room=rooms[1]))

    slot.refresh_from_db()
    assert (slot.starts_at, slot.room) == (at("12:00"), rooms[1])
    assert f'data-rev="{slot.revision}"' in found["cards"][str(slot.pk)]
    assert found["said"].endswith("12:00, B")


def test_only_what_changed_is_sent(editor, event, rooms):
    moved, other = SlotFactory(event=event, room=rooms[0]), SlotFactory(event=event, room=rooms[1])
    before = editor.changes().json()
    have = ",".join(f"{key}:{_version(html)}" for key, html in before["cards"].items())
    parts = ",".join(f"{name}:{version}" for name, (version, _html) in before["parts"].items())

    found = editor.act("move", cards=have, parts=parts, **to(moved, starts_at=at("12:00"), room=rooms[0]))

    assert set(before["cards"]) == {str(moved.pk), str(other.pk)}
    assert set(found["cards"]) == {str(moved.pk)}
    assert set(found["parts"]) == {"head"}


def test_several_entries_move_together_as_one_act(editor, event, rooms):
    slots = [SlotFactory(event=event, room=rooms[0], starts_at=at(start)) for start in ("10:00", "10:20")]
    places = [
        to(slot, starts_at=at(start), room=rooms[1])
        for slot, start in zip(slots, ("14:00", "14:20"), strict=True)
    ]

    found = editor.act("move", **{name: [place[name] for place in places] for name in places[0]})
    editor.act("undo")

    assert found["said"] == "Moved 2 entries"
    assert list(Slot.objects.filter(event=event).order_by("pk").values_list("starts_at", "room")) == [
        (at("10:00"), rooms[0].pk),
        (at("10:20"), rooms[0].pk),
    ]


def test_a_talk_of_the_tray_is_scheduled_in_a_session_and_joins_it(editor, event, rooms):
    block = BlockFactory(event=event, room=rooms[0], minutes=60)
    talk = ContributionFactory(event=event, minutes=30)

    found = editor.act(
        "schedule-at", talk=talk.pk, starts_at=at("10:10").isoformat(), room="", parent=block.pk
    )

    slot = talk.slots.get()
    talk.refresh_from_db()
    assert (slot.parent, slot.room, slot.minutes, talk.session) == (block, None, 30, block.session)
    assert found["tray"] == "0 of 1"


def test_an_entry_is_taken_out_and_waits_in_the_tray(editor, event):
    slot = SlotFactory(event=event)

    found = editor.act("unschedule", entry=slot.pk, rev=slot.revision, cards=f"{slot.pk}:1")

    assert not Slot.objects.filter(pk=slot.pk).exists()
    assert (found["tray"], found["order"]) == ("1 of 1", [])
    assert slot.contribution.title in found["parts"]["tray"][1]


def test_an_entry_is_made_longer(editor, event):
    slot = SlotFactory(event=event, minutes=20)

    editor.act("resize", entry=slot.pk, rev=slot.revision, minutes=45)

    slot.refresh_from_db()
    assert slot.minutes == slot.contribution.minutes == 45


def test_entries_go_to_another_day_at_the_same_time(editor, event):
    event.ends_at = at("18:00", day=at("18:00").date().replace(day=17))
    event.save(update_fields=["ends_at"])
    slot = SlotFactory(event=event)

    editor.act("move-day", entry=slot.pk, rev=slot.revision, to_day="2027-03-16")

    slot.refresh_from_db()
    assert slot.starts_at.isoformat() == "2027-03-16T10:00:00+00:00"


def test_two_entries_are_swapped(editor, event, rooms):
    one = SlotFactory(event=event, room=rooms[0], starts_at=at("10:00"))
    other = SlotFactory(event=event, room=rooms[1], starts_at=at("11:00"))

    editor.act("swap", entry=[one.pk, other.pk], rev=[one.revision, other.revision])

    one.refresh_from_db()
    assert (one.starts_at, one.room) == (at("11:00"), rooms[1])


def test_pinned_entries_say_so(editor, event):
    slot = SlotFactory(event=event)

    found = editor.act("pin", entry=slot.pk, rev=slot.revision)

    assert Slot.objects.get().is_pinned
    assert "stays where it is" in found["cards"][str(slot.pk)]


def test_something_new_is_a_break_a_talk_or_part_of_a_session(editor, event, rooms):
    session = SessionFactory(event=event)
    at_ten = {"day": "2027-03-15", "minutes": 30, "room": rooms[0].pk}

    editor.act("create", kind="break", title="Coffee", clock="10:00", **at_ten)
    editor.act("create", kind="talk", title="A late thought", clock="11:00", **at_ten)
    editor.act("create", kind="block", session=session.pk, clock="12:00", **at_ten)

    assert [str(slot) for slot in Slot.objects.order_by("starts_at")] == [
        "Coffee",
        "A late thought",
        session.title,
    ]
    assert Contribution.objects.get().minutes == 30


def test_a_new_talk_is_undone_into_the_tray(editor, event):
    editor.act("create", kind="talk", title="A late thought", day="2027-03-15", clock="11:00", minutes=30)

    found = editor.act("undo")

    assert found["tray"] == "1 of 1"


def test_a_form_with_a_mistake_keeps_what_was_typed(editor, event):
    slot = BreakFactory(event=event)

    found = editor.act(
        "place", status=422, entry=slot.pk, title="Tea", day="2027-03-15", clock="soon", minutes=30
    )

    assert 'value="Tea"' in found["parts"]["chosen"][1]
    assert 'id="errors"' in found["parts"]["chosen"][1]


def test_what_comes_after_an_entry_moves_along(editor, event, rooms):
    first = SlotFactory(event=event, room=rooms[0], starts_at=at("10:00"))
    second = SlotFactory(event=event, room=rooms[0], starts_at=at("10:20"))
    form = {"day": "2027-03-15", "clock": "10:00", "minutes": 50, "room": rooms[0].pk, "shift": "on"}

    editor.act("place", entry=first.pk, rev=first.revision, **form)

    second.refresh_from_db()
    assert second.starts_at == at("10:50")


def test_the_frame_of_a_day_is_copied(editor, event):
    event.ends_at = at("18:00", day=at("18:00").date().replace(day=16))
    event.save(update_fields=["ends_at"])
    BreakFactory(event=event)
    SlotFactory(event=event)

    found = editor.act("copy-frame", day="2027-03-15", to_day="2027-03-16")

    assert found["said"] == "Copied 1 entry"
    assert [str(slot) for slot in Slot.objects.filter(starts_at__date="2027-03-16")] == ["Coffee"]


def test_undo_and_redo_survive_a_reload_and_say_what(editor, event):
    slot = SlotFactory(event=event)
    editor.act("move", **to(slot, starts_at=at("12:00")))

    before = editor.page()
    editor.act("undo")
    undone = editor.page()
    editor.act("redo")

    slot.refresh_from_db()
    assert f"Undo: Timetable changed: {slot}" in before
    assert f"Do again: Timetable changed: {slot}" in undone
    assert slot.starts_at == at("12:00")


def test_undo_is_of_ones_own_acts(editor, event):
    other = Editor(event, _organiser_too(event))
    slot = SlotFactory(event=event)
    editor.act("move", **to(slot, starts_at=at("12:00")))

    refused = other.act("undo", status=422)

    assert refused["said"] == "There is nothing to undo."


def test_the_history_says_who_did_what_and_offers_to_undo_what_is_untouched(editor, event):
    slot = SlotFactory(event=event)
    for start in ("12:00", "13:00"):
        slot.refresh_from_db()
        editor.act("move", **to(slot, starts_at=at(start)))
    first, last = Step.objects.order_by("pk")

    page = editor.client.get(f"{editor.address}history/").content.decode()
    editor.send("undo", view=f"history=1&which={last.pk}")

    slot.refresh_from_db()
    assert f"which={last.pk}" in page
    assert f"which={first.pk}" not in page
    assert slot.starts_at == at("12:00")


def test_plain_forms_lead_back_to_the_page_with_a_way_to_undo(editor, event, rooms):
    slot = SlotFactory(event=event)
    form = {"day": "2027-03-15", "clock": "12:00", "minutes": 20, "room": rooms[1].pk}

    answer = editor.send("place", view="day=2027-03-15", entry=slot.pk, rev=slot.revision, **form)
    page = editor.client.get(answer.url).content.decode()

    slot.refresh_from_db()
    assert answer.url == f"{editor.address}?day=2027-03-15&entry={slot.pk}"
    assert "act=undo" in page
    assert (slot.starts_at, slot.room) == (at("12:00"), rooms[1])


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"act": "dance"}, "The editor has no such act."),
        ({"act": "move"}, "Choose an entry first."),
        (
            {"act": "move", "entry": 7, "starts_at": "soon", "room": "", "parent": ""},
            "That is no time we can use.",
        ),
        (
            {"act": "move", "entry": 7, "starts_at": "2027-03-15T10:00", "room": "", "parent": ""},
            "That is no time we can use.",
        ),
        ({"act": "resize", "entry": 7, "minutes": "1e9"}, "Give a whole number of minutes."),
        (
            {"act": "resize", "entry": 7, "minutes": 5},
            "There is no such entry in this timetable. Somebody may have taken it out.",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(editor, fields, said):
    assert editor.act(fields.pop("act"), status=422, **fields)["said"] == said


def test_an_entry_of_another_event_is_not_moved(editor, organiser):
    foreign = SlotFactory()

    editor.act("move", status=409, **to(foreign, starts_at=at("12:00")))
    editor.act("move", status=422, **{**to(foreign, starts_at=at("12:00")), "rev": ""})

    foreign.refresh_from_db()
    assert foreign.starts_at == at("10:00")


def test_a_block_goes_into_no_other_block(editor, event):
    one, other = BlockFactory(event=event), BlockFactory(event=event)

    for holder in (one, other):
        editor.act("move", status=422, **to(one, parent=holder))

    assert Slot.objects.filter(parent__isnull=False).count() == 0


def _organiser_too(event):
    user = UserFactory()
    grant(event.access, to=user, permission=Grant.MANAGE)
    return user


def _version(html):
    return html.partition('data-v="')[2].partition('"')[0]
