"""The page of the editor: what stands on the board, in the tray, beside them; who sees it; what it costs."""

import html
import json
from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.models import Grant
from access.operations import grant
from programme.models import SessionType
from programme.operations import delete_contribution, withdraw_contribution
from tests.clock import DAY, at
from tests.factories.events import EventFactory, EventRoomFactory
from tests.factories.programme import ContributionFactory, CreditFactory, SessionFactory, TrackFactory
from tests.factories.timetable import BlockFactory, BreakFactory, SlotFactory
from tests.timetable.editing import Editor, to
from timetable.editor import known
from timetable.models import Availability, Slot

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(organiser):
    """A day in Paris from 9:00 to 18:00 (UTC+1), run by the organiser."""
    made = EventFactory(starts_at=at("08:00"), ends_at=at("17:00"), time_zone="Europe/Paris")
    grant(made.access, to=organiser, permission=Grant.MANAGE)
    return made


@pytest.fixture
def editor(event, organiser):
    return Editor(event, organiser)


def cards(editor, **query):
    """By the key of an entry: its HTML."""
    return editor.changes(**query).json()["cards"]


def test_only_those_who_run_the_event_see_and_change_it(event, stranger):
    slot = SlotFactory(event=event)
    other = Editor(event, stranger)
    addresses = [other.address, f"{other.address}changes/", f"{other.address}history/"]

    assert [other.client.get(address).status_code for address in addresses] == [404, 404, 404]
    assert other.send("move", **to(slot, starts_at=at("12:00"))).status_code == 404
    assert Slot.objects.get().starts_at == at("10:00")


def test_all_rooms_are_columns_and_entries_without_one_have_their_own(editor, event):
    for position, name in enumerate(("Used", "Empty")):
        EventRoomFactory(event=event, name=name, position=position, capacity=80)
    SlotFactory(event=event, room=event.rooms.get(name="Used"))
    without = editor.page()
    SlotFactory(event=event)

    page = editor.page()

    assert 'data-cols="2"' in without
    assert 'data-cols="3"' in page
    assert "No room" in page
    assert page.count("80 seats") == 2


def test_breaks_fold_and_free_time_does_not(editor, event):
    BreakFactory(event=event, starts_at=at("11:00"), minutes=60)

    found = editor.changes().json()

    bends = dict(found_frame(found)["bends"])
    assert set(bends) == {540, 720, 780, 1140}  # of a day from 9:00 to 19:00, in the time of Paris
    assert bends[780] - bends[720] < (bends[720] - bends[540]) / 4


def test_a_day_of_two_clocks_says_when_they_change(editor, event, organiser):
    night = at("00:00", day=DAY.replace(month=10, day=31))
    autumn = EventFactory(starts_at=night, ends_at=night + timedelta(hours=20), time_zone="Europe/Paris")
    grant(autumn.access, to=organiser, permission=Grant.MANAGE)
    BreakFactory(event=autumn, starts_at=night, minutes=120)

    found = Editor(autumn, organiser).changes(day="2027-10-31").json()

    assert found_frame(found)["shift"] == [180, -60]


def test_what_is_in_a_session_stands_in_its_strip_side_by_side_with_others(editor, event):
    block = BlockFactory(event=event, minutes=60)
    inside = [SlotFactory(event=event, parent=block) for _number in range(2)]

    found = cards(editor)

    assert list(found) == [str(block.pk), *(str(slot.pk) for slot in inside)]
    assert ["--x:0;--k:0.5" in found[str(slot.pk)] for slot in inside] == [True, False]
    assert all('class="slot ed in' in found[str(slot.pk)] for slot in inside)


def test_posters_are_listed_in_their_session(editor, event):
    session = SessionFactory(
        event=event, type=SessionType.objects.create(event=event, name="Posters", is_poster=True)
    )
    block = BlockFactory(event=event, session=session, minutes=60)
    posters = [SlotFactory(event=event, parent=block, minutes=60) for _number in range(4)]

    found = cards(editor)

    assert list(found) == [str(block.pk)]
    assert all(f'data-entry="{poster.pk}"' in found[str(block.pk)] for poster in posters)


def test_conflicts_are_marked_on_the_cards_and_listed(editor, event):
    room = EventRoomFactory(event=event, name="Aula")
    slots = [SlotFactory(event=event, room=room) for _number in range(2)]

    found = editor.changes().json()

    assert all("clash" in found["cards"][str(slot.pk)] for slot in slots)
    assert "Room taken twice" in found["parts"]["conflicts"][1]


def test_rooms_that_can_not_be_used_are_shaded(editor, event):
    room = EventRoomFactory(event=event)
    Availability.objects.create(event=event, room=room, starts_at=at("10:00"), ends_at=at("12:00"))

    assert editor.page().count("Not available") == 2


def test_the_tray_says_what_matters_for_a_place(editor, event):
    talk = ContributionFactory(event=event, title="Levers", needs=["projector"], expected_audience=70)
    person = CreditFactory(contribution=talk, person__event=event, person__name="Ada").person
    Availability.objects.create(event=event, person=person, starts_at=at("10:00"), ends_at=at("12:00"))

    tray = editor.changes().json()["parts"]["tray"][1]

    for said in ("Levers", "Ada", "There Mon 15 March 2027, 11:00", "Needs: projector", "Expects 70 people"):
        assert said in tray


def test_the_tray_is_searched_and_filtered_without_a_script(editor, event):
    track = TrackFactory(event=event)
    ContributionFactory(event=event, title="Levers", track=track)
    ContributionFactory(event=event, title="Pulleys")

    by_words, by_track = editor.page(q="lev"), editor.page(track=track.pk)
    nothing = editor.page(q="cogs")

    assert ("Levers" in by_words, "Pulleys" in by_words) == (True, False)
    assert ("Levers" in by_track, "Pulleys" in by_track) == (True, False)
    assert "No talk that waits is like this." in nothing


def test_withdrawn_and_deleted_talks_do_not_wait(editor, event):
    withdraw_contribution(ContributionFactory(event=event, title="Levers"), by=None)
    delete_contribution(ContributionFactory(event=event, title="Pulleys"), by=None)

    page = editor.page()

    assert "Levers" not in page
    assert "Pulleys" not in page


def test_one_part_of_the_page_is_asked_for_alone(editor, event):
    slot = SlotFactory(event=event)

    chosen = editor.client.get(editor.address, {"entry": slot.pk}, headers={"HX-Target": "ed-chosen"})
    tray = editor.client.get(editor.address, {"q": "x"}, headers={"HX-Target": "ed-tray"})

    assert chosen.content.decode().count("<form") == 1
    assert "<form" not in tray.content.decode()
    assert "HX-Target" in chosen["Vary"]


def test_nothing_is_answered_while_nothing_changes(editor, event):
    slot = SlotFactory(event=event)
    token = editor.changes().json()["token"]

    before = editor.changes(since=token).status_code
    editor.act("move", **to(slot, starts_at=at("12:00")))
    after = editor.changes(since=token)

    assert before == 204
    assert str(slot.pk) in after.json()["cards"]
    assert after["Cache-Control"].startswith("max-age=0, no-cache, no-store")


def test_an_entry_that_somebody_changed_is_answered_with_both_states(editor, event):
    rooms = [EventRoomFactory(event=event, name=name) for name in ("Aula", "Atrium")]
    slot = SlotFactory(event=event, room=rooms[0])
    mine = to(slot, starts_at=at("12:00"), room=rooms[1])
    editor.act("move", **to(slot, starts_at=at("14:00"), room=rooms[0]))

    found = editor.act("move", status=409, **mine)

    slot.refresh_from_db()
    assert slot.starts_at == at("14:00")
    assert found["said"] == f"Somebody else changed “{slot}” in between."
    assert found["theirs"] == f"Mon 15 March 2027, 15:00, Aula, until 15:20 ({editor.user})"
    assert found["yours"] == "Mon 15 March 2027, 13:00, Atrium"
    assert str(slot.pk) in found["cards"]


def test_a_plain_form_that_comes_too_late_offers_both_states(editor, event):
    slot = SlotFactory(event=event)
    form = {"entry": slot.pk, "rev": slot.revision, "day": "2027-03-15", "clock": "13:00", "minutes": 20}
    editor.act("move", **to(slot, starts_at=at("14:00")))

    answer = editor.send("place", **form)
    page = answer.content.decode()
    form.pop("rev")
    editor.send("place", **form)

    slot.refresh_from_db()
    assert answer.status_code == 409
    assert all(f'name="{name}" value="{value}"' in page for name, value in form.items())
    assert 'name="rev"' not in page
    assert slot.starts_at == at("12:00")


def test_a_dry_run_says_what_would_clash_and_writes_nothing(editor, event):
    room = EventRoomFactory(event=event, name="Aula")
    SlotFactory(event=event, room=room)
    moved, talk = SlotFactory(event=event, starts_at=at("14:00")), ContributionFactory(event=event)
    place = {"starts_at": at("10:00").isoformat(), "room": room.pk, "parent": ""}

    entry = editor.act("move", dry_run=1, **to(moved, starts_at=at("10:00"), room=room))
    waiting = editor.act("schedule-at", dry_run=1, talk=talk.pk, **place)
    free = editor.act("move", dry_run=1, **to(moved, starts_at=at("15:00"), room=room))

    assert [found["titles"] for found in (entry, waiting, free)] == [
        ["Room taken twice"],
        ["Room taken twice"],
        [],
    ]
    assert [found["look"] for found in (entry, waiting, free)] == ["bad", "bad", ""]
    assert Slot.objects.get(pk=moved.pk).starts_at == at("14:00")
    assert Slot.objects.count() == 2


def test_when_the_people_of_what_is_dragged_are_away_is_said(editor, event):
    slot = SlotFactory(event=event)
    person = CreditFactory(contribution=slot.contribution, person__event=event, person__name="Ada").person
    Availability.objects.create(event=event, person=person, starts_at=at("09:00"), ends_at=at("17:00"))

    found = editor.act("", dry_run=1, look=1, entry=slot.pk)

    assert found["away"] == [[540, 600, "Ada is not there"], [1080, 1140, "Ada is not there"]]


def test_a_party_after_midnight_belongs_to_the_day_before(editor, event):
    event.day_change = time(4)
    event.save(update_fields=["day_change"])
    BreakFactory(
        event=event, title="Party", starts_at=at("23:30"), minutes=60
    )  # 0:30 of the next day in Paris

    found = cards(editor, day="2027-03-15")

    (card,) = found.values()
    assert 'data-s="1470"' in card
    assert "00:30–01:30" in card


@pytest.mark.parametrize(
    "query",
    [
        {"day": "soon"},
        {"day": "1999-01-01"},
        {"step": "7"},
        {"entry": "9" * 30},
        {"talk": "x"},
        {"track": "-1"},
    ],
)
def test_addresses_that_make_no_sense_show_the_page(editor, event, query):
    SlotFactory(event=event)

    assert "Timetable" in editor.page(**query)


def test_what_people_wrote_is_no_markup(editor, event):
    evil = "<script>alert(1)</script>\"'>"
    room = EventRoomFactory(event=event, name=evil)
    block = BlockFactory(event=event, room=room, session=SessionFactory(event=event, title=evil), minutes=60)
    SlotFactory(event=event, parent=block, contribution=ContributionFactory(event=event, title=evil))
    BreakFactory(event=event, title=evil)
    CreditFactory(
        contribution=ContributionFactory(event=event, title=evil), person__event=event, person__name=evil
    )

    page = editor.page(entry=block.pk)

    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)") > 10


@pytest.mark.parametrize("ask", ["page", "changes", "act"])
def test_it_costs_the_same_for_one_and_for_many_entries(editor, event, ask, monkeypatch):
    monkeypatch.setattr(known, "MOST_KEPT", 0)
    rooms = [EventRoomFactory(event=event) for _number in range(3)]
    moved = SlotFactory(event=event, room=rooms[0])
    _fill(event, rooms[:1])

    def cost(clock):
        moved.refresh_from_db()
        with CaptureQueriesContext(connection) as queries:
            if ask == "act":
                editor.act("move", **to(moved, starts_at=at(clock), room=rooms[0]))
            else:
                getattr(editor, ask)()
        return len(queries)

    cost("11:50")  # the first one also learns what stays the same
    few = cost("12:00")
    _fill(event, rooms)

    assert cost("12:10") == few


def found_frame(found):
    """What the script reckons with."""
    text = found["parts"]["frame"][1].partition('data-frame="')[2].partition('"')[0]
    return json.loads(html.unescape(text))


def _fill(event, rooms):
    for number, room in enumerate(rooms):
        start = at("13:00") + timedelta(minutes=30 * number)
        block = BlockFactory(event=event, room=room, starts_at=start, minutes=30)
        slot = SlotFactory(event=event, parent=block, starts_at=start)
        CreditFactory(contribution=slot.contribution, person__event=event)
        ContributionFactory(event=event)
        BreakFactory(event=event, starts_at=start)
