"""Many entries at once over REST: bulk moves, acts by name, undo, and who did what."""

import pytest

from events.models import EventRoom
from programme.models import Session
from tests.clock import at
from tests.factories.events import EventFactory
from tests.factories.programme import ContributionFactory
from tests.factories.timetable import SlotFactory
from tests.timetable.programs import Program, manager_of
from tests.timetable.world import conference
from timetable.models import Slot, Step

pytestmark = pytest.mark.django_db

HERE = "timetables/conf-2027/"


@pytest.fixture
def event():
    return conference()


@pytest.fixture
def program(event, organiser):
    return manager_of(event, organiser)


def slot_of(event, title):
    return Slot.objects.get(event=event, contribution__title=title)


def start_of(event, title):
    return f"{slot_of(event, title).starts_at:%H:%M}"


@pytest.mark.case("R19")
def test_many_entries_move_in_one_step(event, program):
    thin, mirrors, closing = (slot_of(event, title) for title in ("Thin lenses", "Mirrors", "Closing"))
    blue, block = EventRoom.objects.get(name="Blue"), thin.parent

    done = program.post(
        f"{HERE}moves/",
        {
            "moves": [
                {"entry": closing.pk, "start": "2027-03-15T14:00Z", "room": blue.pk, "minutes": 45},
                {"entry": mirrors.pk, "start": "2027-03-15T13:00Z", "revision": mirrors.revision},
                {"entry": thin.pk, "parent": None, "start": "2027-03-15T15:00Z"},
            ]
        },
    )

    closing.refresh_from_db()
    assert (closing.starts_at, closing.minutes, closing.room_id) == (at("14:00"), 45, blue.pk)
    assert closing.contribution.minutes == 45
    assert start_of(event, "Mirrors") == "13:00"
    assert Slot.objects.get(pk=thin.pk).parent is None
    assert {row["id"] for row in done["entries"]} == {closing.pk, mirrors.pk, thin.pk}
    assert all(row["revision"] is not None for row in done["entries"])
    assert done["conflicts"] is None
    assert Step.objects.get().pk == done["step"]

    program.post(f"{HERE}acts/", {"act": "undo", "step": done["step"]})

    assert start_of(event, "Closing") == "11:00"
    assert Slot.objects.get(pk=thin.pk).parent == block


def test_moves_are_all_done_or_none(event, program):
    closing, mirrors = slot_of(event, "Closing"), slot_of(event, "Mirrors")
    before = list(Slot.objects.order_by("pk").values())
    good = {"entry": closing.pk, "start": "2027-03-15T14:00Z"}

    for bad, status in [
        ({"entry": mirrors.pk, "start": "2028-03-15T14:00Z"}, 409),
        ({"entry": 999999, "start": "2027-03-15T14:00Z"}, 409),
        ({"entry": SlotFactory(event=EventFactory()).pk, "start": "2027-03-15T14:00Z"}, 409),
        ({"entry": mirrors.pk, "parent": mirrors.pk}, 400),
        ({"entry": mirrors.pk, "minutes": -5}, 400),
        ({"entry": mirrors.pk, "room": 999999}, 400),
        ({"entry": closing.pk}, 400),
    ]:
        program.post(f"{HERE}moves/", {"moves": [good, bad]}, status=status)

    assert list(Slot.objects.filter(event=event).order_by("pk").values()) == before
    assert Step.objects.count() == 0


@pytest.mark.case("R22")
def test_a_move_of_something_that_changed_moves_nothing(event, program):
    closing, mirrors = slot_of(event, "Closing"), slot_of(event, "Mirrors")
    program.patch(f"timetable-entries/{mirrors.pk}/", {"minutes": 30})

    moves = [
        {"entry": closing.pk, "start": "2027-03-15T14:00Z", "revision": closing.revision},
        {"entry": mirrors.pk, "start": "2027-03-15T15:00Z", "revision": mirrors.revision},
    ]
    both = program.post(f"{HERE}moves/", {"moves": moves}, status=409)

    assert (both["theirs"]["id"], both["theirs"]["minutes"]) == (mirrors.pk, 30)
    assert len(both["yours"]["moves"]) == 2
    assert start_of(event, "Closing") == "11:00"


def test_a_dry_run_of_moves_tells_what_they_bring_and_solve(event, program):
    closing, red = slot_of(event, "Closing"), EventRoom.objects.get(name="Red")
    clash = {"moves": [{"entry": closing.pk, "start": "2027-03-15T09:10Z", "room": red.pk}]}
    free = {"moves": [{"entry": closing.pk, "start": "2027-03-15T15:00Z"}]}

    brings = program.post(f"{HERE}moves/?dry_run=true", clash)
    program.post(f"{HERE}moves/", clash)
    solves = program.post(f"{HERE}moves/?dry_run=true", free)

    kinds = {row["kind"] for row in brings["conflicts"]["appeared"]}
    assert "room-twice" in kinds
    assert {row["kind"] for row in solves["conflicts"]["vanished"]} == kinds
    assert solves["conflicts"]["appeared"] == []
    assert start_of(event, "Closing") == "09:10"


def test_the_night_has_to_be_meant(event, program):
    closing = slot_of(event, "Closing")
    move = {"moves": [{"entry": closing.pk, "start": "2027-03-15T23:30Z", "minutes": 60}]}

    assert "past the end of its day" in program.post(f"{HERE}moves/", move, status=409)["detail"]
    program.post(f"{HERE}moves/", {**move, "allow_midnight": True})

    assert start_of(event, "Closing") == "23:30"


@pytest.mark.parametrize(
    ("act", "wanted"),
    [
        ({"act": "shift", "entry": "Thin lenses", "minutes": 10}, {"Thick lenses": "09:40"}),
        ({"act": "swap", "entry": "Thin lenses", "other": "Thick lenses"}, {"Thin lenses": "09:30"}),
        ({"act": "step-down", "entry": "Thin lenses"}, {"Thin lenses": "09:10"}),
        ({"act": "append", "entry": "Closing", "block": "Lenses"}, {"Closing": "09:50"}),
        ({"act": "compact", "day": "2027-03-15", "block": "Lenses"}, {"Thick lenses": "09:20"}),
        ({"act": "move-event", "start": "2027-03-16T08:00Z"}, {"Closing": "11:00"}),
    ],
)
def test_acts_do_what_the_pages_do(event, program, act, wanted):
    body = dict(act)
    for name in ("entry", "other"):
        if name in body:
            body[name] = slot_of(event, body[name]).pk
    if "block" in body:
        body["block"] = Slot.objects.get(session__title=body["block"]).pk

    done = program.post(f"{HERE}acts/", body)

    assert {title: start_of(event, title) for title in wanted} == wanted
    assert done["step"] is not None


def test_a_block_is_fitted_and_talks_stretched(event, program):
    block = Slot.objects.get(session__title="Lenses")

    program.post(f"{HERE}acts/", {"act": "fit", "entry": block.pk})
    program.post(f"{HERE}acts/", {"act": "stretch", "day": "2027-03-15", "block": block.pk})
    program.post(f"{HERE}acts/", {"act": "fit-day", "day": "2027-03-15"})

    block.refresh_from_db()
    assert block.ends_at == at("09:50")
    assert slot_of(event, "Thin lenses").minutes == 30


def test_talks_are_scheduled_one_after_the_other(event, program):
    talks = [ContributionFactory(event=event, title=f"New {number}", minutes=15) for number in range(3)]
    body = {
        "act": "schedule",
        "contributions": [talks[2].pk, talks[0].pk, talks[1].pk],
        "day": "2027-03-15",
        "room": EventRoom.objects.get(name="Blue").pk,
    }

    tried = program.post(f"{HERE}acts/?dry_run=true", body)
    done = program.post(f"{HERE}acts/", body)

    assert [row["id"] for row in tried["entries"]] == [None] * 3
    assert [row["label"] for row in done["entries"]] == ["New 2", "New 0", "New 1"]
    assert all(row["id"] for row in done["entries"])


def test_the_frame_of_a_day_is_copied_and_entries_taken_out(event, program):
    event.ends_at = at("18:00").replace(day=16)
    event.save()
    closing, mirrors = slot_of(event, "Closing"), slot_of(event, "Mirrors")

    copied = program.post(f"{HERE}acts/", {"act": "copy-frame", "day": "2027-03-15", "to_day": "2027-03-16"})
    removed = program.post(f"{HERE}acts/", {"act": "remove", "entries": [closing.pk, mirrors.pk]})

    assert [row["label"] for row in copied["entries"]] == ["Lenses", "Coffee"]
    assert sorted(removed["removed"]) == sorted([closing.pk, mirrors.pk])


def test_what_is_undone_can_be_done_again(event, program):
    closing = slot_of(event, "Closing")
    program.patch(f"timetable-entries/{closing.pk}/", {"start": "2027-03-15T14:00Z"})

    program.post(f"{HERE}acts/", {"act": "undo"})
    undone = start_of(event, "Closing")
    program.post(f"{HERE}acts/", {"act": "redo"})

    assert (undone, start_of(event, "Closing")) == ("11:00", "14:00")
    assert "nothing to do again" in program.post(f"{HERE}acts/", {"act": "redo"}, status=409)["detail"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "act"),
        ({"act": "explode"}, "act"),
        ({"act": "shift", "minutes": 5}, "entry"),
        ({"act": "undo", "entry": 5}, "entry"),
        ({"act": "undo", "step": 999999}, "step"),
        ({"act": "compact", "day": "soon"}, "day"),
        ({"act": "compact", "day": "2027-03-15", "block": 999999}, "block"),
        ({"act": "schedule", "day": "2027-03-15", "contributions": [999999]}, "contributions"),
        ({"act": "swap", "entry": 1, "other": 2, "revisions": {"x": 1}}, "revisions"),
    ],
)
def test_an_act_that_makes_no_sense_is_refused(event, program, body, field):
    assert list(program.post(f"{HERE}acts/", body, status=400)) == [field]


def test_a_scope_is_a_session_or_a_block(event, program):
    session = Session.objects.get(title="Lenses")
    block = Slot.objects.get(session=session)
    body = {"act": "compact", "day": "2027-03-15"}

    assert program.post(f"{HERE}acts/", {**body, "session": session.pk})["dry_run"] is False
    both = {**body, "session": session.pk, "block": block.pk}
    assert list(program.post(f"{HERE}acts/", both, status=400)) == ["block"]


def test_the_history_says_who_did_what(event, program, organiser):
    closing = slot_of(event, "Closing")
    program.patch(f"timetable-entries/{closing.pk}/", {"start": "2027-03-15T14:00Z"})
    program.patch(f"timetable-entries/{closing.pk}/", {"start": "2027-03-15T15:00Z"})

    newest, oldest = program.get(f"{HERE}history/")["results"]

    assert (newest["by"], newest["label"], newest["entries"]) == (str(organiser), "Closing", [closing.pk])
    assert (newest["can_undo"], oldest["can_undo"]) == (True, False)


@pytest.mark.case("S25")
def test_readers_neither_act_nor_read_how_it_is_made(event, stranger):
    for program, status in ((Program(), 401), (Program(stranger), 403)):
        for address in ("moves/", "acts/", "conflicts/accept/", "conflicts/reopen/", "conflicts/fix/"):
            program.post(HERE + address, {}, status=status)
        for address in ("history/", "settings/", "conflicts/"):
            program.get(HERE + address, status=status)
        program.patch(f"{HERE}settings/", {}, status=status)


def test_conflicts_are_listed_accepted_opened_and_solved(event, program, organiser):
    closing, red = slot_of(event, "Closing"), EventRoom.objects.get(name="Red")
    program.post(
        f"{HERE}moves/", {"moves": [{"entry": closing.pk, "start": "2027-03-15T09:10Z", "room": red.pk}]}
    )

    found = program.get(f"{HERE}conflicts/", fixes="true", entry=closing.pk)
    worst = found["conflicts"][0]
    assert (worst["kind"], worst["severity"]) == ("room-twice", "error")
    assert worst["fixes"]

    program.post(f"{HERE}conflicts/accept/", {"key": worst["key"], "reason": "One is short."}, status=204)
    [let_be] = program.get(f"{HERE}conflicts/", state="accepted")["conflicts"]
    assert (let_be["key"], let_be["reason"], let_be["accepted_by"]) == (
        worst["key"],
        "One is short.",
        str(organiser),
    )
    keys = {row["key"] for row in program.get(f"{HERE}conflicts/")["conflicts"]}
    assert worst["key"] not in keys
    program.post(f"{HERE}conflicts/reopen/", {"key": worst["key"]}, status=204)
    assert program.get(f"{HERE}conflicts/", state="accepted")["conflicts"] == []

    body = {"key": worst["key"], "fix": worst["fixes"][0]["code"]}
    tried = program.post(f"{HERE}conflicts/fix/?dry_run=true", body)
    done = program.post(f"{HERE}conflicts/fix/", body)

    assert worst["key"] in {row["key"] for row in tried["conflicts"]["vanished"]}
    assert [row["start"] for row in tried["entries"]] == [row["start"] for row in done["entries"]]
    assert worst["key"] not in {row["key"] for row in program.get(f"{HERE}conflicts/")["conflicts"]}
    assert "no longer there" in program.post(f"{HERE}conflicts/fix/", body, status=409)["detail"]


def test_a_timetable_tells_its_days_rooms_and_state(event, program, stranger):
    EventRoom.objects.create(event=event, name="Spare")

    mine, theirs = program.get(HERE), Program(stranger).get(HERE)

    assert mine["days"] == theirs["days"] == ["2027-03-15"]
    assert [room["name"] for room in theirs["rooms"]] == ["Red", "Blue"]
    assert "Spare" in [room["name"] for room in mine["rooms"]]
    assert (mine["is_live"], mine["unpublished"], mine["settings"]["change_minutes"]) == (True, 0, 0)
    assert (theirs["is_live"], theirs["unpublished"], theirs["settings"]) == (None, None, None)


def test_settings_change_and_drafts_begin(event, program):
    closing = slot_of(event, "Closing")

    said = program.patch(f"{HERE}settings/", {"is_live": False, "change_minutes": 5})
    program.patch(f"timetable-entries/{closing.pk}/", {"start": "2027-03-15T14:00Z"})

    assert (said["is_live"], said["change_minutes"]) == (False, 5)
    assert program.get(HERE)["unpublished"] == 1
    assert program.get(f"{HERE}settings/")["change_minutes"] == 5
    assert list(program.patch(f"{HERE}settings/", {"change_minutes": 500}, status=400)) == ["change_minutes"]
    assert list(program.patch(f"{HERE}settings/", {"colour": 1}, status=400)) == ["colour"]


def test_settings_changed_in_between_are_not_written_over(program):
    program.get(f"{HERE}settings/")
    seen = program.answer["ETag"]

    program.patch(f"{HERE}settings/", {"change_minutes": 5}, If_Match=seen)
    newer = program.answer["ETag"]
    both = program.patch(f"{HERE}settings/", {"change_minutes": 7}, status=412, If_Match=seen)

    assert (both["theirs"]["change_minutes"], both["yours"]) == (5, {"change_minutes": 7})
    assert program.get(f"{HERE}settings/")["change_minutes"] == 5
    assert program.patch(f"{HERE}settings/", {"change_minutes": 8}, If_Match=newer)["change_minutes"] == 8
    assert program.patch(f"{HERE}settings/", {"change_minutes": 9})["change_minutes"] == 9


FAR = ["0001-01-01T00:00Z", "9999-12-31T23:59Z", "9999-12-31T23:59-12:00", "0001-01-01T00:00+14:00"]


@pytest.mark.parametrize("far", FAR)
def test_times_that_no_calendar_knows_are_refused(event, program, far):
    closing, day = slot_of(event, "Closing"), far[:10]

    program.post(f"{HERE}moves/", {"moves": [{"entry": closing.pk, "start": far}]}, status=400)
    program.patch(f"timetable-entries/{closing.pk}/", {"start": far}, status=400)
    program.post(
        "timetable-entries/", {"event": event.pk, "title": "A", "start": far, "minutes": 5}, status=400
    )
    program.get("timetable-entries/", status=400, event=event.pk, day=day)
    program.get("timetable-entries/", status=400, **{"from": far})
    program.post(f"{HERE}acts/", {"act": "compact", "day": day}, status=400)
    program.post(f"{HERE}acts/", {"act": "move-event", "start": far}, status=400)
    program.post(f"{HERE}proposals/", {"days": [day]}, status=400)
    periods = [{"start": far, "end": "9999-12-31T23:59Z"}]
    room = EventRoom.objects.get(name="Red").pk
    program.put(f"{HERE}availabilities/", {"room": room, "periods": periods}, status=400)


@pytest.mark.parametrize("dry_run", ["true", "false"])
def test_moving_more_takes_no_more_queries(event, program, django_assert_max_num_queries, dry_run):
    slots = [slot_of(event, title) for title in ("Closing", "Mirrors")]

    def move(some, clock):
        moves = [{"entry": slot.pk, "start": f"2027-03-15T{clock}Z"} for slot in some]
        program.post(f"{HERE}moves/?dry_run={dry_run}", {"moves": moves})

    move(slots[:1], "12:00")
    with django_assert_max_num_queries(200) as few:
        move(slots[:1], "13:00")
    with django_assert_max_num_queries(len(few) + 1):
        move(slots, "14:00")
