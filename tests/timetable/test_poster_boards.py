"""Boards of posters: numbered by a pattern, one by one, in another order; no two at one board; undone."""

import pytest
from django.urls import reverse

from access.models import Grant
from access.operations import grant
from programme.models import Contribution
from tests.clock import at
from tests.factories.events import EventFactory
from tests.factories.programme import ContributionFactory, SessionFactory, SessionTypeFactory, TrackFactory
from timetable.operations.boards import number_boards, numbers_after, order_boards, posters_of, set_boards
from timetable.refusals import BoardTaken

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(organiser):
    made = EventFactory(starts_at=at("08:00"), ends_at=at("17:00"))
    grant(made.access, to=organiser, permission=Grant.MANAGE)
    return made


@pytest.fixture
def session(event):
    return SessionFactory(event=event, type=SessionTypeFactory(event=event, is_poster=True))


@pytest.fixture
def posters(event, session):
    """Cod, Bream, Ayu: by number, against the alphabet."""
    return [
        ContributionFactory(event=event, session=session, title=title) for title in ("Cod", "Bream", "Ayu")
    ]


@pytest.fixture
def member(client, organiser, event):
    client.force_login(organiser)
    client.page = reverse("timetable-boards", args=[event.pk])
    return client


def boards(session):
    return [(talk.title, talk.board_number) for talk in posters_of(session)]


@pytest.mark.parametrize(
    ("pattern", "start", "found"),
    [("P{n:02}", 9, ["P09", "P10"]), ("{n}", 1, ["1", "2"]), ("A-{n:3}/x", 7, ["A-007/x", "A-008/x"])],
)
def test_a_pattern_fills_in_numbers(pattern, start, found):
    assert numbers_after(pattern, start, 2) == found


@pytest.mark.parametrize("pattern", ["P", "{n}{n}", "{n!r}", "{m}", "{n.__class__}", "x" * 20 + "{n}"])
def test_a_pattern_without_one_number_or_too_long_is_refused(pattern):
    with pytest.raises(BoardTaken):
        numbers_after(pattern, 1, 2)


@pytest.mark.parametrize(
    ("order", "titles"),
    [
        ("number", ["Cod", "Bream", "Ayu"]),
        ("title", ["Ayu", "Bream", "Cod"]),
        ("track", ["Bream", "Cod", "Ayu"]),
        ("present", ["Ayu", "Cod", "Bream"]),
    ],
)
def test_boards_are_numbered_in_the_order_asked_for(event, session, posters, order, titles):
    cod, bream, ayu = posters
    for talk, position in ((bream, 1), (cod, 2)):
        talk.track = TrackFactory(event=event, position=position)
        talk.save()
    set_boards(session, {ayu.pk: "2", cod.pk: "10"}, by=None)

    number_boards(session, pattern="P{n:02}", start=1, order=order, by=None)

    assert boards(session) == list(zip(titles, ["P01", "P02", "P03"], strict=True))


def test_two_posters_never_hang_at_one_board(session, posters):
    cod, bream, _ayu = posters
    set_boards(session, {cod.pk: "P1"}, by=None)

    with pytest.raises(BoardTaken, match="“Cod” and “Bream” would both hang at board p1"):
        set_boards(session, {bream.pk: "p1"}, by=None)

    assert boards(session)[0] == ("Cod", "P1")


def test_two_posters_change_boards_in_one_act(session, posters):
    cod, bream, _ayu = posters
    set_boards(session, {cod.pk: "1", bream.pk: "2"}, by=None)

    before = set_boards(session, {cod.pk: "2", bream.pk: "1"}, by=None)

    assert boards(session)[:2] == [("Bream", "1"), ("Cod", "2")]
    assert before == {cod.pk: "1", bream.pk: "2"}


def test_in_another_order_the_numbers_stay_where_they_are(session, posters):
    number_boards(session, pattern="P{n}", start=1, order="number", by=None)

    order_boards(session, [posters[2].pk, posters[0].pk, posters[1].pk], by=None)

    assert boards(session) == [("Ayu", "P1"), ("Cod", "P2"), ("Bream", "P3")]


def test_the_page_numbers_orders_saves_and_undoes(member, event, session, posters):
    of = {"session": session.number}
    member.post(member.page, {**of, "act": "number", "pattern": "P{n}", "start": 1, "order": "title"})
    assert boards(session) == [("Ayu", "P1"), ("Bream", "P2"), ("Cod", "P3")]

    member.post(member.page, {**of, "up": posters[0].number})
    assert boards(session) == [("Ayu", "P1"), ("Cod", "P2"), ("Bream", "P3")]
    dropped = [posters[2].number, posters[1].number, posters[0].number]
    member.post(member.page, {**of, "act": "order", "order": dropped})
    assert boards(session) == [("Ayu", "P1"), ("Bream", "P2"), ("Cod", "P3")]
    member.post(member.page, {**of, "up": posters[0].number})
    member.post(member.page, {**of, "act": "set", f"board-{posters[0].number}": "X"})
    assert dict(boards(session))["Cod"] == "X"
    member.post(reverse("timetable-boards-undo", args=[event.pk]))
    assert boards(session) == [("Ayu", "P1"), ("Cod", "P2"), ("Bream", "P3")]
    again = member.post(reverse("timetable-boards-undo", args=[event.pk]), follow=True)
    assert "There is nothing to undo." in again.content.decode()


def test_undo_leaves_what_was_changed_since(member, event, session, posters):
    member.post(member.page, {"session": session.number, "act": "set", f"board-{posters[0].number}": "1"})
    Contribution.objects.filter(pk=posters[0].pk).update(board_number="9")

    member.post(reverse("timetable-boards-undo", args=[event.pk]))

    assert dict(boards(session))["Cod"] == "9"


def test_a_board_that_is_taken_is_said_and_nothing_is_saved(member, session, posters):
    typed = {f"board-{talk.number}": "P1" for talk in posters}

    answer = member.post(member.page, {"session": session.number, "act": "set", **typed}, follow=True)

    assert "would both hang at board P1" in answer.content.decode()
    assert {number for _title, number in boards(session)} == {""}


def test_only_poster_sessions_of_the_event_have_boards(member, event):
    plain, foreign = SessionFactory(event=event), SessionFactory()

    for session in (plain, foreign):
        assert member.post(member.page, {"session": session.number, "act": "set"}).status_code == 404


def test_everybody_sees_the_board(client, event, session, posters):
    set_boards(session, {posters[0].pk: "P7"}, by=None)

    assert "Board P7" in client.get(posters[0].get_absolute_url()).content.decode()
