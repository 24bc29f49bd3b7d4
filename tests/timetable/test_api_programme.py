"""Talks, sessions, tracks and types over REST: written by those who run the event."""

import pytest

from access.models import AccessList
from programme.models import Contribution, Session, Track
from programme.operations import protect
from tests.factories.events import EventFactory, EventPersonFactory
from tests.factories.programme import ContributionFactory, SessionFactory, TrackFactory
from tests.timetable.programs import Program, manager_of
from tests.timetable.world import CANARY, conference, hide_something_in
from timetable.models import Slot

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return conference()


@pytest.fixture
def program(event, organiser):
    return manager_of(event, organiser)


def test_a_talk_is_added_with_people_links_and_parts(event, program):
    track, ada = Track.objects.get(name="Optics"), EventPersonFactory(event=event, name="Ada")
    session = Session.objects.get(title="Lenses")

    made = program.post(
        "contributions/",
        {
            "event": "conf-2027",
            "title": "Prisms",
            "abstract": "About *colours*.",
            "track": track.pk,
            "session": session.pk,
            "keywords": ["glass"],
            "needs": ["projector"],
            "expected_audience": 80,
            "people": [
                {"person": ada.pk, "role": "speaker"},
                {"name": "Ben", "email": "ben@example.org", "role": "author"},
            ],
            "links": [{"url": "https://example.org/slides", "kind": "attachment"}],
            "parts": [{"title": "Red", "minutes": 5, "speakers": [{"name": "Cleo"}]}],
        },
        status=201,
    )

    assert (made["title"], made["minutes"], made["needs"]) == (
        "Prisms",
        session.default_minutes,
        ["projector"],
    )
    assert (made["track"]["name"], made["session"]["title"]) == ("Optics", "Lenses")
    assert [(row["role"], row["person"]["name"]) for row in made["people"]] == [
        ("speaker", "Ada"),
        ("author", "Ben"),
    ]
    assert made["people"][1]["person"]["email"] == "ben@example.org"
    assert made["parts"][0]["speakers"][0]["person"]["name"] == "Cleo"
    assert program.answer["Location"] == f"/api/v1/contributions/{made['id']}/"
    theirs = Program().get(f"contributions/{made['id']}/")
    assert (theirs["needs"], theirs["expected_audience"]) == (None, None)


def test_a_talk_changes_with_what_is_sent_and_keeps_the_rest(event, program):
    talk = Contribution.objects.get(title="Closing")
    address = f"contributions/{talk.pk}/"
    part = program.patch(address, {"parts": [{"title": "One"}]})["parts"][0]
    seen = program.get(address)

    changed = program.patch(
        address,
        {"title": "Farewell", "minutes": 30, "parts": [{"id": part["id"], "title": "First"}]},
        If_Match=f'"{seen["revision"]}"',
    )
    both = program.patch(address, {"title": "Other"}, status=412, If_Match=f'"{seen["revision"]}"')

    assert (changed["title"], changed["minutes"], changed["room"]) == ("Farewell", 30, "Red")
    assert [(row["id"], row["title"]) for row in changed["parts"]] == [(part["id"], "First")]
    assert Slot.objects.get(contribution=talk).minutes == 30
    assert (both["theirs"]["title"], both["yours"]) == ("Farewell", {"title": "Other"})


def test_a_dry_run_of_a_talk_tells_its_conflicts(event, program):
    thin = Contribution.objects.get(title="Thin lenses")
    mirrors = Contribution.objects.get(title="Mirrors")
    busy = mirrors.credits.get().person

    tried = program.patch(
        f"contributions/{thin.pk}/?dry_run=true", {"people": [{"person": busy.pk, "role": "speaker"}]}
    )

    assert "person-twice" in {row["kind"] for row in tried["conflicts"]["appeared"]}
    assert thin.credits.get().person != busy


def test_a_talk_is_withdrawn_deleted_and_brought_back(event, program):
    talk = Contribution.objects.get(title="Closing")
    address = f"contributions/{talk.pk}/"

    assert program.post(f"{address}withdraw/")["is_withdrawn"] is True
    Program().get(address, status=404)
    assert program.post(f"{address}reinstate/")["is_withdrawn"] is False
    program.delete(address)
    program.get(address, status=404)
    program.delete(address, status=404)
    assert program.post(f"{address}restore/")["room"] == "Red"
    assert Program().get(address)["title"] == "Closing"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"title": ""}, "title"),
        ({"minutes": -1}, "minutes"),
        ({"track": 999999}, "track"),
        ({"session": 999999}, "session"),
        ({"type": 999999}, "type"),
        ({"people": [{"person": 999999, "role": "speaker"}]}, "people"),
        ({"people": [{"role": "speaker"}]}, "people"),
        ({"people": [{"name": "Ada", "role": "boss"}]}, "people"),
        ({"links": [{"title": "No address"}]}, "links"),
        ({"parts": [{"minutes": 5}]}, "parts"),
        ({"needs": ["x" * 81]}, "needs"),
        ({"number": 5}, "number"),
    ],
)
def test_values_of_a_talk_that_do_not_fit_are_named(event, program, body, field):
    assert list(program.post("contributions/", {"event": event.pk, "title": "A", **body}, status=400)) == [
        field
    ]
    assert not Contribution.objects.filter(title="A").exists()


def test_a_link_to_a_script_is_refused(event, program):
    body = {"event": event.pk, "title": "A", "links": [{"url": "javascript:alert(1)"}]}

    program.post("contributions/", body, status=409)

    assert not Contribution.objects.filter(title="A").exists()


def test_things_of_another_event_stay_there(event, program):
    other = EventFactory()
    track, talk = TrackFactory(event=other), ContributionFactory(event=other)

    body = {"event": event.pk, "title": "A", "track": track.pk}
    assert list(program.post("contributions/", body, status=400)) == ["track"]
    program.patch(f"contributions/{talk.pk}/", {"title": "Mine"}, status=403)
    program.patch(f"tracks/{track.pk}/", {"name": "Mine"}, status=404)


def test_sessions_are_made_changed_removed_and_restored(event, program):
    made = program.post(
        "sessions/",
        {"event": event.pk, "title": "Mirrors", "conveners": [{"name": "Dora", "email": "d@example.org"}]},
        status=201,
    )
    address = f"sessions/{made['id']}/"
    tag = program.answer["ETag"]

    changed = program.patch(address, {"code": "M", "conveners": []}, If_Match=tag)
    both = program.patch(address, {"code": "N"}, status=412, If_Match=tag)
    program.delete(address)
    program.get(address, status=404)
    back = program.post(f"{address}restore/")

    assert made["conveners"][0]["email"] == "d@example.org"
    assert (changed["code"], changed["conveners"]) == ("M", [])
    assert both["theirs"]["code"] == "M"
    assert back["title"] == "Mirrors"
    assert "title" in program.patch(address, {"title": ""}, status=400)
    assert list(program.patch(address, {"event": event.pk}, status=400)) == ["event"]


def test_what_is_in_a_removed_session_stays(event, program):
    session = Session.objects.get(title="Lenses")

    program.delete(f"sessions/{session.pk}/")

    assert Slot.objects.get(contribution__title="Thin lenses").parent is None


def test_tracks_are_made_ordered_and_removed(event, program):
    made = program.post("tracks/", {"event": event.pk, "name": "Waves", "code": "W"}, status=201)
    program.patch(f"tracks/{made['id']}/", {"hue": 20})

    ordered = program.post("tracks/order/", {"event": event.pk, "tracks": [made["id"]]})

    assert (ordered[0]["name"], ordered[0]["hue"]) == ("Waves", 20)
    assert "already" in program.post("tracks/", {"event": event.pk, "name": "waves"}, status=409)["detail"]
    program.delete(f"tracks/{made['id']}/")
    program.get(f"tracks/{made['id']}/", status=404)


@pytest.mark.parametrize("kind", ["contribution-types", "session-types"])
def test_types_are_made_changed_and_removed(event, program, kind):
    made = program.post(f"{kind}/", {"event": event.pk, "name": "Poster"}, status=201)
    address = f"{kind}/{made['id']}/"

    changed = program.patch(address, {"name": "Posters"}, If_Match=program.answer["ETag"])

    assert changed["name"] == "Posters"
    Program().get(address, status=404)
    program.delete(address)


@pytest.mark.case("S7")
def test_what_only_hidden_talks_have_is_hidden(event):
    hide_something_in(event)

    for kind in ("tracks", "contribution-types", "session-types", "sessions", "contributions"):
        assert CANARY not in str(Program().get(f"{kind}/", event=event.pk))
    assert {row["name"] for row in Program().get("tracks/", event=event.pk)["results"]} == {"Optics", "Metal"}


def test_a_session_kept_to_a_few_is_not_there(event, stranger):
    session = SessionFactory(event=event)
    protect(session, mode=AccessList.Mode.RESTRICTED, by=None)

    Program(stranger).get(f"sessions/{session.pk}/", status=404)
    Program(stranger).patch(f"sessions/{session.pk}/", {"title": "Mine"}, status=404)
    Program(stranger).post(f"sessions/{session.pk}/restore/", status=404)


@pytest.mark.case("S25")
def test_readers_write_nothing(event, stranger):
    talk, session = Contribution.objects.get(title="Closing"), Session.objects.get(title="Lenses")
    track = Track.objects.get(name="Optics")

    for program, status in ((Program(), 401), (Program(stranger), 403)):
        for address in (f"contributions/{talk.pk}/", f"sessions/{session.pk}/", f"tracks/{track.pk}/"):
            program.patch(address, {"title": "Mine"}, status=status)
            program.delete(address, status=status)
        for kind in ("contributions", "sessions"):
            program.post(f"{kind}/", {"event": event.pk, "title": "Mine"}, status=status)
        program.post("tracks/", {"event": event.pk, "name": "Mine"}, status=status)
        program.post("tracks/order/", {"event": event.pk, "tracks": [track.pk]}, status=status)
        for act in ("withdraw", "reinstate", "restore"):
            program.post(f"contributions/{talk.pk}/{act}/", status=status)

    talk.refresh_from_db()
    assert talk.revision == 0


@pytest.mark.parametrize("kind", ["sessions", "tracks"])
def test_lists_take_the_same_queries_for_many_rows(event, program, django_assert_num_queries, kind):
    program.get(f"{kind}/", event=event.pk)
    number = 5 if kind == "sessions" else 4
    with django_assert_num_queries(number):
        program.get(f"{kind}/", event=event.pk)
    for name in "ABC":
        SessionFactory(event=event, track=TrackFactory(event=event, name=name))
    with django_assert_num_queries(number):
        program.get(f"{kind}/", event=event.pk)


def test_boards_are_numbered_ordered_and_kept_apart(event, program):
    session = Session.objects.get(title="Lenses")
    address = f"sessions/{session.pk}/boards/"

    numbered = program.post(address, {"pattern": "P{n:02}", "start": 7, "order": "title"})
    keys = {row["title"]: row["contribution"] for row in numbered}
    swapped = program.put(address, {"order": [keys["Thin lenses"], keys["Thick lenses"]]})
    one = [{"contribution": keys["Thin lenses"], "board": "Foyer"}]
    program.put(address, {"boards": one})
    twice = program.put(address, {"boards": [{**one[0], "contribution": keys["Thick lenses"]}]}, status=409)

    assert [(row["title"], row["board"]) for row in numbered] == [
        ("Thick lenses", "P07"),
        ("Thin lenses", "P08"),
    ]
    assert [row["title"] for row in swapped] == ["Thin lenses", "Thick lenses"]
    assert "Foyer" in twice["detail"]
    assert Contribution.objects.get(pk=keys["Thin lenses"]).board_number == "Foyer"
    assert list(program.put(address, {}, status=400)) == ["boards"]
    program.get(address)
    seen = program.answer["ETag"]
    program.post(address, {"pattern": "P{n}"}, If_Match=seen)
    program.put(address, {"boards": one}, status=412, If_Match=seen)
    program.post(address, {"pattern": "same"}, status=409)
