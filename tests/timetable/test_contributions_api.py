"""Contributions over REST."""

import pytest

from access.models import AccessList, Grant
from access.operations import grant
from programme.operations import delete_contribution, protect, withdraw_contribution
from tests.clock import at
from tests.factories.events import EventFactory, EventPersonFactory, EventRoomFactory
from tests.factories.programme import (
    ContributionFactory,
    CreditFactory,
    LinkFactory,
    SessionFactory,
    SubcontributionFactory,
    TrackFactory,
)
from tests.factories.timetable import SlotFactory

pytestmark = pytest.mark.django_db

HERE = "/api/v1/contributions/"


def titles(client, **query):
    answer = client.get(HERE, query)
    assert answer.status_code == 200
    return {row["title"] for row in answer.json()["results"]}


def test_a_contribution_says_everything_but_addresses(client, organiser):
    event = EventFactory()
    talk = ContributionFactory(event=event, title="Stars", track=TrackFactory(event=event, name="Sky"))
    person = EventPersonFactory(event=event, name="Ada", email="ada@example.org")
    CreditFactory(contribution=talk, person=person)
    LinkFactory(contribution=talk)
    SubcontributionFactory(contribution=talk).speaker_links.create(person=person)
    SlotFactory(event=event, contribution=talk, room=EventRoomFactory(event=event, name="Hall"))

    said = client.get(f"{HERE}{talk.pk}/").json()

    assert (said["number"], said["title"], said["track"]["name"]) == (1, "Stars", "Sky")
    assert (said["start"], said["end"], said["room"]) == (
        "2027-03-15T10:00:00Z",
        "2027-03-15T10:20:00Z",
        "Hall",
    )
    assert said["people"][0]["role"] == "speaker"
    assert said["parts"][0]["speakers"][0]["person"]["name"] == "Ada"
    assert said["links"][0]["url"].startswith("https://example.org/")
    assert "ada@example.org" not in str(said)

    grant(event.access, to=organiser, permission=Grant.MANAGE)
    client.force_login(organiser)
    assert client.get(f"{HERE}{talk.pk}/").json()["people"][0]["person"]["email"] == "ada@example.org"


@pytest.mark.case("S7", "S17")
def test_hidden_talks_are_nowhere(client):
    event, draft = EventFactory(), EventFactory(is_draft=True)
    shown, secret, withdrawn, deleted = ContributionFactory.create_batch(4, event=event)
    board = SessionFactory(event=event, title="Board")
    open_inside = ContributionFactory(event=event, session=board)
    ContributionFactory(event=draft)
    protect(secret, mode=AccessList.Mode.RESTRICTED, by=None)
    protect(board, mode=AccessList.Mode.RESTRICTED, by=None)
    open_inside.refresh_from_db()
    protect(open_inside, mode=AccessList.Mode.PUBLIC, by=None)
    withdraw_contribution(withdrawn, by=None)
    delete_contribution(deleted, by=None)

    assert titles(client) == {shown.title, open_inside.title}
    assert client.get(f"{HERE}{open_inside.pk}/").json()["session"] is None
    assert titles(client, session=board.pk) == set()
    hidden = client.get(f"{HERE}{secret.pk}/")
    missing = client.get(f"{HERE}999999/")
    assert (hidden.status_code, hidden.json()) == (missing.status_code, missing.json())


def test_contributions_are_filtered(client):
    event = EventFactory(slug="sky-2027")
    track, session = TrackFactory(event=event), SessionFactory(event=event)
    ContributionFactory(event=event, title="Stars", track=track)
    ContributionFactory(event=event, title="Seas", session=session, abstract="Salt water")
    ContributionFactory(title="Elsewhere")

    assert titles(client, event="sky-2027") == {"Stars", "Seas"}
    assert titles(client, event=event.pk) == {"Stars", "Seas"}
    assert titles(client, event="unknown") == set()
    assert titles(client, track=track.pk) == {"Stars"}
    assert titles(client, session=session.pk) == {"Seas"}
    assert titles(client, q="water") == {"Seas"}
    assert titles(client, updated_after=at("10:00").isoformat()) == set()
    assert client.get(HERE, {"track": "x"}).status_code == 400
    assert client.get(HERE, {"updated_after": "soon"}).status_code == 400
    assert client.get(HERE, {"limit": 1}).json()["next"]


def test_queries_do_not_grow_with_rows(client, django_assert_max_num_queries):
    event = EventFactory()

    def add():
        session = SessionFactory(event=event)
        talk = ContributionFactory(event=event, session=session, track=TrackFactory(event=event))
        CreditFactory(contribution=talk)
        LinkFactory(contribution=talk)
        SubcontributionFactory(contribution=talk).speaker_links.create(person=EventPersonFactory(event=event))
        SlotFactory(event=event, contribution=talk, room=EventRoomFactory(event=event))

    add()
    with django_assert_max_num_queries(20) as few:
        client.get(HERE)
    for _ in range(2):
        add()
    with django_assert_max_num_queries(len(few)):
        client.get(HERE)
