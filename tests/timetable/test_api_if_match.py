"""If-Match where something is changed by name: acts, moves, the order of tracks, the work of coordinators."""

import pytest

from access.models import AccessList
from access.operations import grant
from programme.duties import COORDINATE
from programme.models import Session
from programme.operations import protect
from tests.timetable.programs import Program, manager_of
from tests.timetable.world import conference
from timetable.models import Slot
from timetable.operations.settings import edit_settings

pytestmark = pytest.mark.django_db

HERE = "timetables/conf-2027/"


@pytest.fixture
def event():
    return conference()


@pytest.fixture
def program(event, organiser):
    return manager_of(event, organiser)


@pytest.fixture
def closing(event):
    return Slot.objects.get(event=event, contribution__title="Closing")


def as_seen(slot):
    slot.refresh_from_db()
    return {"If_Match": f'"{slot.revision}"'}


STALE = {"If_Match": '"99"'}
ACTS = [{"act": "step-up"}, {"act": "remove"}]


def body(act, slot):
    named = {"entries": [slot.pk]} if act["act"] == "remove" else {"entry": slot.pk}
    return {**act, **named}


def rows():
    return set(Slot.objects.values_list("pk", "starts_at", "revision"))


@pytest.mark.parametrize("act", ACTS, ids=[act["act"] for act in ACTS])
def test_an_act_on_one_entry_is_done_only_to_what_was_seen(program, closing, act):
    before = rows()

    refused = program.post(f"{HERE}acts/", body(act, closing), status=412, **STALE)

    assert rows() == before
    assert refused["theirs"]["id"] == closing.pk
    assert refused["yours"] == body(act, closing)
    program.post(f"{HERE}acts/", body(act, closing), **as_seen(closing))
    assert rows() != before


def test_an_act_without_revisions_of_its_own_looks_at_the_header_too(program, event):
    block = Slot.objects.get(event=event, session__isnull=False)

    program.post(f"{HERE}acts/", {"act": "fit", "entry": block.pk}, status=412, **STALE)
    program.post(f"{HERE}acts/", {"act": "fit", "entry": block.pk}, **as_seen(block))


def test_a_move_of_one_entry_takes_the_header(program, closing):
    moves = {"moves": [{"entry": closing.pk, "start": "2027-03-15T14:00Z"}]}

    program.post(f"{HERE}moves/", moves, status=412, **STALE)
    program.post(f"{HERE}moves/", moves, **as_seen(closing))


@pytest.mark.parametrize("act", [{"act": "compact", "day": "2027-03-15"}, {"act": "undo"}])
def test_a_header_that_can_not_mean_one_entry_is_refused_and_not_ignored(program, act):
    assert list(program.post(f"{HERE}acts/", act, status=400, **STALE)) == ["If-Match"]


def test_a_move_of_two_entries_has_its_revisions_in_the_body(program, event):
    moves = [
        {"entry": key, "minutes": 20}
        for key in Slot.objects.filter(event=event).values_list("pk", flat=True)[:2]
    ]

    assert list(program.post(f"{HERE}moves/", {"moves": moves}, status=400, **STALE)) == ["If-Match"]


def test_tracks_are_put_in_order_only_if_they_are_as_seen(program, event):
    tracks = list(event.tracks.values_list("pk", flat=True))
    wish = {"event": event.slug, "tracks": tracks[::-1]}
    program.post("tracks/order/", wish)
    seen = program.answer["ETag"]
    program.patch(f"tracks/{tracks[0]}/", {"name": "Renamed"})

    stale = program.post("tracks/order/", {**wish, "tracks": tracks}, status=412, If_Match=seen)

    assert [row["id"] for row in stale["theirs"]] == tracks[::-1]
    program.post("tracks/order/", {**wish, "tracks": tracks}, If_Match="*")
    assert list(event.tracks.values_list("pk", flat=True)) == tracks


class TestCoordinators:
    @pytest.fixture
    def program(self, event, stranger):
        session = Session.objects.get(event=event)
        protect(session, mode=AccessList.Mode.INHERITING, by=None)
        session.refresh_from_db()
        grant(session.access, to=stranger, permission=COORDINATE)
        edit_settings(event, by=None, coordinators_edit_blocks=True, coordinators_edit_talks=True)
        return Program(stranger)

    @pytest.fixture
    def here(self, event):
        return f"sessions/{Session.objects.get(event=event).pk}/timetable/"

    def test_steps_of_talks_look_at_it(self, event, here, program):
        thin = Slot.objects.get(event=event, contribution__title="Thin lenses")

        program.post(f"{here}acts/", {"act": "down", "entry": thin.pk}, status=412, **STALE)
        program.post(f"{here}acts/", {"act": "down", "entry": thin.pk}, status=204, **as_seen(thin))

    def test_edits_of_talks_look_at_it(self, event, here, program):
        talk = Slot.objects.get(event=event, contribution__title="Thin lenses").contribution_id
        program.patch(f"{here}talk/", {"contribution": talk, "title": "Thin"})
        seen = program.answer["ETag"]
        program.patch(f"{here}talk/", {"contribution": talk, "title": "Thinner"}, If_Match=seen)

        stale = program.patch(
            f"{here}talk/", {"contribution": talk, "title": "Lost"}, status=412, If_Match=seen
        )

        assert stale["theirs"]["title"] == "Thinner"
