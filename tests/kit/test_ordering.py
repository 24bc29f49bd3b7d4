"""Rows stand in the order a person gave, and buttons move a row past the next one."""

import pytest
from django.http import Http404

from kit.arranging import asked_for, rearranged
from kit.ordering import moved, next_place, put_in_order
from programme.models import Track
from tests.factories.events import EventFactory
from tests.factories.programme import TrackFactory


@pytest.fixture
def tracks(db):
    event = EventFactory()
    return [TrackFactory(event=event, name=name, position=place) for place, name in enumerate("ABC", start=4)]


def places(tracks):
    return list(Track.objects.filter(event=tracks[0].event).values_list("name", "position"))


def test_rows_named_come_first_and_the_others_follow_counted_from_one(tracks):
    changes = put_in_order(tracks, [tracks[2].pk])

    assert changes == {"order": ("A, B, C", "C, A, B")}
    assert places(tracks) == [("C", 1), ("A", 2), ("B", 3)]


def test_one_statement_writes_all_and_none_writes_nothing(tracks, django_assert_num_queries):
    a, b, c = (track.pk for track in tracks)

    with django_assert_num_queries(0):
        unchanged = [put_in_order(tracks, order) for order in ([], [a, b, c], [a], [a, a, b])]
    with django_assert_num_queries(1):
        put_in_order(tracks, [b, a, c])

    assert unchanged == [{}] * 4


def test_a_new_row_stands_after_the_last_of_its_parent(tracks):
    TrackFactory(position=50)

    assert (next_place(tracks[0].event.tracks), next_place(EventFactory().tracks)) == (7, 1)


def test_no_rows_stay_none():
    assert put_in_order([], [1, 2]) == {}


def test_a_row_named_twice_stands_where_it_is_named_first(tracks):
    a, b, _c = tracks

    put_in_order(tracks, [b.pk, b.pk, b.pk, a.pk])

    assert places(tracks) == [("B", 1), ("A", 2), ("C", 3)]


def test_rows_of_others_are_not_touched(tracks):
    other = TrackFactory(position=9)

    put_in_order(tracks, [other.pk, 10**17, tracks[1].pk])

    other.refresh_from_db()
    assert (other.position, places(tracks)[0]) == (9, ("B", 1))


@pytest.mark.parametrize(
    ("place", "by", "after"),
    [
        (0, 1, "BACD"),
        (2, -1, "ACBD"),
        (0, -1, "ABCD"),
        (3, 1, "ABCD"),
        (3, -2, "ADBC"),
        (0, 9, "BCDA"),
        (3, -9, "DABC"),
    ],
)
def test_what_moves_stays_between_the_first_and_the_last(place, by, after):
    letters = tuple("ABCD")

    assert moved(letters, place, by=by) == list(after)
    assert letters == tuple("ABCD")


def test_of_equal_things_the_one_at_the_place_moves():
    assert moved(["", "A", ""], 2, by=-1) == ["", "", "A"]


def test_buttons_hold_the_id_of_the_row_they_move(tracks):
    a, b, c = tracks

    assert rearranged(tracks, {"up": str(c.pk)}) == [a, c, b]
    assert rearranged(tracks, {"down": str(a.pk)}) == [b, a, c]
    assert rearranged(tracks, {"up": str(a.pk)}) == tracks
    assert rearranged(tracks, {"group-down": str(b.pk)}, prefix="group-") == [a, c, b]


@pytest.mark.parametrize("typed", [{}, {"up": ""}, {"remove": "1"}, {"group-up": "1"}])
def test_other_buttons_move_nothing(tracks, typed):
    assert rearranged(tracks, typed) is None


@pytest.mark.parametrize("text", ["x", "-1", "0", "9" * 30, "\x00", "½"])
def test_what_is_the_id_of_no_row_is_not_found(tracks, text):
    with pytest.raises(Http404):
        asked_for(tracks, text)
    with pytest.raises(Http404):
        rearranged(tracks, {"up": text})


def test_nothing_asked_for_is_no_row(tracks):
    assert [asked_for(tracks, text) for text in (None, "", str(tracks[1].pk))] == [None, None, tracks[1]]
