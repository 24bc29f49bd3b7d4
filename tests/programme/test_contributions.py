"""Contributions: numbers, people, links, parts, the log, and what stays inside one event."""

import pytest

from journal.models import Entry
from kit.markdown import TextTooLong
from programme.models import Contribution, Credit
from programme.operations import (
    LinkDraft,
    PartDraft,
    assign,
    create_contribution,
    delete_contribution,
    edit_contribution,
    reinstate_contribution,
    restore_contribution,
    set_parts,
    withdraw_contribution,
)
from programme.refusals import BadAddress, BadNumber, NeedsATitle, NotOfThisEvent, TooLong
from tests.factories.events import EventPersonFactory
from tests.factories.programme import (
    ContributionFactory,
    ContributionTypeFactory,
    SessionFactory,
    TrackFactory,
)

pytestmark = pytest.mark.django_db


def newest_entry(event):
    return Entry.objects.filter(logbook=event.logbook).latest("pk")


def test_a_new_talk_has_the_next_number_and_its_people_in_order(event, organiser):
    first, second = EventPersonFactory.create_batch(2, event=event)

    create_contribution(event, by=organiser, title="Opening")
    talk = create_contribution(
        event,
        by=organiser,
        title="Galaxies",
        people=[(second, Credit.Role.SPEAKER), (first, Credit.Role.SPEAKER), (first, Credit.Role.AUTHOR)],
        links=[LinkDraft("https://example.org/slides")],
        parts=[PartDraft("Near", speakers=(first,)), PartDraft("Far")],
    )

    assert talk.number == 2
    assert talk.speakers == [second, first]
    assert talk.authors == [first]
    assert [link.url for link in talk.links.all()] == ["https://example.org/slides"]
    assert [part.title for part in talk.parts.all()] == ["Near", "Far"]
    assert newest_entry(event).verb == "contribution.created"
    assert newest_entry(event).by == organiser


def test_a_talk_lasts_as_long_as_its_session_says(event):
    session = SessionFactory(event=event, default_minutes=45)

    assert create_contribution(event, by=None, title="Galaxies", session=session).minutes == 45
    assert create_contribution(event, by=None, title="Stars", session=session, minutes=5).minutes == 5


def test_editing_writes_only_what_changed_and_logs_the_difference(event, organiser):
    talk = ContributionFactory(event=event, title="Stars")

    edit_contribution(talk, by=organiser, title="Galaxies", code="")

    talk.refresh_from_db()
    assert talk.title == "Galaxies"
    assert newest_entry(event).differences == [("title", "Stars", "Galaxies")]


def test_editing_nothing_leaves_no_trace(event, organiser):
    talk = ContributionFactory(event=event, title="Stars", keywords=["sky"])

    edit_contribution(talk, by=organiser, title="Stars", keywords=["sky"], people=[], links=[], parts=[])

    talk.refresh_from_db()
    assert talk.revision == 0
    assert not Entry.objects.filter(logbook=event.logbook).exists()


def test_credits_are_replaced_in_order_and_said_in_the_log(event, organiser):
    ada, bob = EventPersonFactory(event=event, name="Ada"), EventPersonFactory(event=event, name="Bob")
    talk = ContributionFactory(event=event)
    edit_contribution(talk, by=organiser, people=[(ada, "speaker")])

    people = [(bob, "speaker"), (ada, "author"), (bob, "speaker")]
    edit_contribution(talk, by=organiser, people=people)

    assert [(credit.person, credit.role) for credit in talk.credits.all()] == [
        (bob, "speaker"),
        (ada, "author"),
    ]
    assert newest_entry(event).differences == [("people", "Ada (Speaker)", "Bob (Speaker), Ada (Author)")]


def test_parts_keep_their_row_when_they_are_named(event, organiser):
    talk = ContributionFactory(event=event)
    set_parts(talk, [PartDraft("Near"), PartDraft("Far")], by=organiser)
    near, far = talk.parts.all()

    set_parts(talk, [PartDraft("Farther", pk=far.pk), PartDraft("New")], by=organiser)

    assert [(part.pk == far.pk, part.title) for part in talk.parts.all()] == [
        (True, "Farther"),
        (False, "New"),
    ]
    with pytest.raises(NotOfThisEvent):
        set_parts(talk, [PartDraft("Near", pk=near.pk)], by=organiser)


@pytest.mark.case("S17")
def test_withdrawn_and_deleted_talks_are_nobodys_until_they_come_back(event, organiser, stranger):
    talk = ContributionFactory(event=event)

    withdraw_contribution(talk, by=organiser)
    assert not Contribution.objects.visible_to(stranger).exists()
    assert Contribution.objects.run_by(organiser).get() == talk
    reinstate_contribution(talk, by=organiser)
    assert Contribution.objects.visible_to(stranger).get() == talk

    delete_contribution(talk, by=organiser)
    assert not Contribution.objects.visible_to(organiser).exists()
    assert not Contribution.objects.run_by(organiser).exists()
    restore_contribution(talk, by=organiser)
    assert Contribution.objects.visible_to(stranger).get() == talk


@pytest.mark.case("S3", "S13")
@pytest.mark.parametrize(
    "foreign",
    [
        lambda: {"track": TrackFactory()},
        lambda: {"session": SessionFactory()},
        lambda: {"type": ContributionTypeFactory()},
        lambda: {"people": [(EventPersonFactory(), "speaker")]},
        lambda: {"parts": [PartDraft("Near", speakers=(EventPersonFactory(),))]},
    ],
)
def test_what_belongs_to_another_event_can_not_be_named(event, organiser, foreign):
    talk = ContributionFactory(event=event)

    with pytest.raises(NotOfThisEvent):
        edit_contribution(talk, by=organiser, **foreign())
    with pytest.raises(NotOfThisEvent):
        create_contribution(event, by=organiser, title="Galaxies", **foreign())

    assert Contribution.objects.filter(event=event).count() == 1
    talk.refresh_from_db()
    assert talk.revision == 0


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"title": " "}, NeedsATitle),
        ({"title": "x" * 501}, TooLong),
        ({"title": "a\x00b"}, TooLong),
        ({"abstract": "x" * 70_000}, TextTooLong),
        ({"minutes": 10_081}, BadNumber),
        ({"minutes": -1}, BadNumber),
    ],
)
def test_impossible_values_are_refused_with_a_sentence(event, organiser, values, refusal):
    talk = ContributionFactory(event=event)

    with pytest.raises(refusal, match=r"\.$"):
        edit_contribution(talk, by=organiser, **values)


def test_a_link_that_a_browser_would_run_is_refused(event, organiser):
    with pytest.raises(BadAddress):
        edit_contribution(
            ContributionFactory(event=event), by=organiser, links=[LinkDraft("javascript:alert(1)")]
        )


@pytest.mark.case("S25")
@pytest.mark.parametrize(
    "field", ["event", "number", "access", "revision", "withdrawn_at", "deleted_at", "pk"]
)
def test_fields_that_are_nobodys_to_set_are_a_bug(event, organiser, field):
    with pytest.raises(TypeError):
        edit_contribution(ContributionFactory(event=event), by=organiser, **{field: None})


def test_several_talks_get_the_same_track(event, organiser):
    track = TrackFactory(event=event)
    talks = ContributionFactory.create_batch(3, event=event)
    other = ContributionFactory()

    changed = assign(event, numbers=[talks[0].number, talks[1].number], by=organiser, track=track)

    assert changed == 2
    assert set(track.contributions.all()) == set(talks[:2])
    other.refresh_from_db()
    assert other.track is None
    with pytest.raises(NotOfThisEvent):
        assign(event, numbers=[talks[0].number], by=organiser, track=TrackFactory())
