"""Groups of tracks: how tracks are listed where they are chosen."""

import pytest
from django.urls import reverse

from access.models import Grant
from access.operations import grant
from programme.models.track import HUES
from programme.operations import (
    add_track_group,
    edit_track,
    order_track_groups,
    remove_track_group,
    rename_track_group,
)
from programme.refusals import NameTaken, NotOfThisEvent
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory
from tests.factories.programme import TrackFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory()


@pytest.fixture
def here(client, event):
    user = UserFactory()
    grant(event.access, to=user, permission=Grant.MANAGE)
    client.force_login(user)
    return reverse("manage-tracks", args=[event.pk])


def test_a_track_stands_in_a_group_of_its_own_event_only(event):
    track, foreign = TrackFactory(event=event), add_track_group(EventFactory(), by=None, name="Above")

    with pytest.raises(NotOfThisEvent):
        edit_track(track, by=None, group=foreign)

    track.refresh_from_db()
    assert track.group is None


def test_two_groups_of_an_event_have_two_names(event):
    one, two = (add_track_group(event, by=None, name=name) for name in ("Above", "Below"))

    with pytest.raises(NameTaken):
        add_track_group(event, by=None, name="above")
    with pytest.raises(NameTaken):
        rename_track_group(two, by=None, name="ABOVE")

    assert list(event.track_groups.all()) == [one, two]


def test_groups_are_ordered_and_tracks_stay_when_one_goes(event):
    one, two = (add_track_group(event, by=None, name=name) for name in ("Above", "Below"))
    track = TrackFactory(event=event, group=one)

    order_track_groups(event, groups=[two], by=None)
    order = [str(group) for group in event.track_groups.all()]
    remove_track_group(one, by=None)

    track.refresh_from_db()
    assert (order, track.group) == (["Below", "Above"], None)


def test_a_track_is_put_into_a_new_group_by_its_name_and_into_that_again(client, event, here):
    for name in ("Sails", "Masts"):
        client.post(here, {"act": "save", "name": name, "hue": 222, "new_group": "Above"})

    assert [(track.name, track.group.name) for track in event.tracks.all()] == [
        ("Sails", "Above"),
        ("Masts", "Above"),
    ]
    assert event.track_groups.count() == 1


def test_a_new_track_is_offered_a_colour_that_no_other_has(client, event, here):
    TrackFactory(event=event)

    form = client.get(here).context["form"]

    assert form["hue"].value() == HUES[1]


def test_a_group_whose_track_can_not_be_named_so_is_not_left_behind(client, event, here):
    TrackFactory(event=event, name="Sails")

    client.post(here, {"act": "save", "name": "Sails", "hue": 222, "new_group": "Above"})

    assert not event.track_groups.exists()


def test_a_track_moves_past_its_neighbour_in_the_same_group(client, event, here):
    group = add_track_group(event, by=None, name="Above")
    first = TrackFactory(event=event, name="A", group=group, position=1)
    TrackFactory(event=event, name="B", position=2)
    last = TrackFactory(event=event, name="C", group=group, position=3)

    client.post(here, {"up": last.pk})
    rows = client.get(here).context["groups"]

    assert [(heading and heading.name, [str(track) for track in tracks]) for heading, tracks in rows] == [
        (None, ["B"]),
        ("Above", ["C", "A"]),
    ]
    client.post(here, {"up": last.pk})
    assert [track.name for track in event.tracks.filter(group=group)] == ["C", first.name]


def test_a_group_is_renamed_ordered_and_removed_on_the_page(client, event, here):
    above, below = (add_track_group(event, by=None, name=name) for name in ("Above", "Below"))

    client.post(f"{here}?group={above.pk}", {"act": "save", "name": "On deck"})
    client.post(here, {"group-up": below.pk})
    client.post(here, {"group-remove": above.pk})

    assert list(event.track_groups.values_list("name", flat=True)) == ["Below"]


def test_the_page_asks_as_often_for_three_tracks_as_for_one(
    client, event, here, django_assert_max_num_queries
):
    TrackFactory(event=event, group=add_track_group(event, by=None, name="Above"))
    client.get(here)
    with django_assert_max_num_queries(40) as one:
        client.get(here)
    for name in ("Below", "Beside"):
        TrackFactory(event=event, group=add_track_group(event, by=None, name=name))

    with django_assert_max_num_queries(40) as three:
        client.get(here)

    assert len(one) == len(three)


def test_programs_name_the_group_and_a_new_one_is_made(client, event, here):
    made = client.post(
        "/api/v1/tracks/",
        {"event": event.slug, "name": "Sails", "group": "Above"},
        content_type="application/json",
    ).json()
    address = f"/api/v1/tracks/{made['id']}/"

    again = client.patch(address, {"group": "above"}, content_type="application/json").json()
    without = client.patch(address, {"group": ""}, content_type="application/json").json()

    assert [one["group"] for one in (made, again, without)] == ["Above", "Above", ""]
    assert event.track_groups.count() == 1
