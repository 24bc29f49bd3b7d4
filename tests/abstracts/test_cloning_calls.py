"""Calls and the committee in clones of an event."""

from datetime import timedelta

import pytest
from django.utils import timezone

from abstracts.models import Call, Field, LetterRule, Reviewing
from abstracts.operations import Wanted, edit_call, set_quotas, set_up_call
from access.models import Grant
from access.operations import grant
from events.cloning import WallShift
from events.operations.cloning import clone_event
from programme.models import TrackGroup
from tests.factories.abstracts import AbstractFactory, ReviewFactory, TeamMemberFactory
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory
from tests.factories.programme import ContributionTypeFactory, TrackFactory

pytestmark = pytest.mark.django_db

YEAR = timedelta(days=364)


@pytest.fixture
def event():
    start = timezone.now() + timedelta(days=100)
    return EventFactory(starts_at=start, ends_at=start + timedelta(days=2))


@pytest.fixture
def call(event):
    """Opens in ten days; asks for one of two tracks; double-blind."""
    TrackFactory(event=event, name="Sails", group=TrackGroup.objects.create(event=event, name="Above"))
    ContributionTypeFactory(event=event, name="Talk")
    now = timezone.now().replace(microsecond=0)
    call = set_up_call(
        event, by=None, name="Talks", opens_at=now + timedelta(days=10), closes_at=now + timedelta(days=50)
    )
    edit_call(call, by=None, tracks=event.tracks.all(), types=event.contribution_types.all())
    Field.objects.create(call=call, title="Needs")
    Reviewing.objects.filter(call=call).update(blinding="double", due_at=now + timedelta(days=60))
    set_quotas(call, quotas=[Wanted(9), Wanted(4, track=event.tracks.get())], by=None)
    return call


def cloned(event, *parts):
    by = UserFactory()
    grant(event.access, to=by, permission=Grant.MANAGE)
    grant(event.category.access, to=by, permission=Grant.MANAGE)
    return clone_event(event, WallShift.to(event, event.starts_at + YEAR), by=by, parts=parts).clone


def test_a_call_comes_along_with_all_it_asks_and_its_dates_a_year_later(event, call):
    clone = cloned(event, "tracks", "types", "calls")

    copy = clone.calls.get()
    assert (copy.opens_at - call.opens_at, copy.closes_at - call.closes_at) == (YEAR, YEAR)
    assert copy.reviewing.blinding == "double"
    assert copy.reviewing.due_at > call.closes_at + YEAR
    assert (copy.questions.count(), copy.fields.count()) == (2, 1)
    assert [(track.event, track.group.name) for track in copy.tracks.all()] == [(clone, "Above")]
    assert [kind.event for kind in copy.types.all()] == [clone]
    assert clone.letter_rules.count() == event.letter_rules.count() > 0
    assert copy.quotas.count() == 2


def test_a_call_that_would_be_open_at_once_is_not_opened(event, call):
    edit_call(call, by=None, opens_at=timezone.now() - timedelta(days=500))

    copy = cloned(event, "tracks", "calls").calls.get()

    assert (copy.opens_at, copy.closes_at) == (None, None)


def test_nothing_that_was_submitted_or_said_comes_along(event, call):
    ReviewFactory(abstract=AbstractFactory(call=call))

    clone = cloned(event, "tracks", "types", "calls", "committee")

    assert clone.abstracts.count() == 0
    assert clone.abstract_desk.next_number == 1


def test_without_tracks_and_types_nothing_asks_for_them(event, call):
    LetterRule.objects.filter(event=event).first().tracks.add(event.tracks.get())
    some = LetterRule.objects.filter(event=event).first()
    LetterRule.objects.filter(pk=some.pk).update(track_match="some")

    clone = cloned(event, "calls")

    copy = clone.calls.get()
    assert (copy.track_choice, copy.tracks_required) == (Call.TrackChoice.NONE, False)
    assert list(copy.quotas.values_list("wanted", flat=True)) == [9]
    assert [rule.is_active for rule in clone.letter_rules.filter(name=some.name)] == [False]


def test_a_place_for_a_track_never_becomes_one_for_the_whole_event(event, call):
    track = event.tracks.get()
    of_track = TeamMemberFactory(event=event, track=track)
    of_all = TeamMemberFactory(event=event)

    without, with_it = cloned(event, "committee"), cloned(event, "committee", "tracks")

    assert [member.user for member in without.abstract_team.all()] == [of_all.user]
    assert {(member.user, member.track) for member in with_it.abstract_team.all()} == {
        (of_all.user, None),
        (of_track.user, with_it.tracks.get()),
    }


def test_a_clone_without_these_parts_has_no_call(event, call):
    clone = cloned(event, "tracks", "types")

    assert not clone.calls.exists()
    assert not clone.letter_rules.exists()
