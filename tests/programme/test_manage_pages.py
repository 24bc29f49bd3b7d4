"""The management pages of the programme: forms keep what was typed, and nothing foreign is touched."""

import pytest
from django.urls import reverse

from access.models import AccessList
from programme.models import Contribution, Credit, Session, Track
from tests.factories.events import EventFactory, EventPersonFactory
from tests.factories.programme import (
    ContributionFactory,
    ContributionTypeFactory,
    CreditFactory,
    LinkFactory,
    SessionFactory,
    SessionTypeFactory,
    SubcontributionFactory,
    TrackFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client, organiser):
    client.force_login(organiser)
    return client


def sheet(**values):
    """A talk's form with no rows, as a browser posts it."""
    rows = {
        f"{name}-{count}": 0
        for name in ("people", "links", "parts")
        for count in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    return {"title": "Galaxies", "minutes": 30, **rows, **values}


def people_rows(*rows):
    """Rows of people, each a dict, none of them there before."""
    flat = {f"people-{index}-{name}": value for index, row in enumerate(rows) for name, value in row.items()}
    return {**flat, "people-TOTAL_FORMS": len(rows)}


PAGES = ["manage-talk-new", "manage-sessions", "manage-session-new", "manage-tracks", "manage-types"]


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_for_those_who_run_the_event(client, organiser, stranger, event, page):
    address = reverse(page, args=[event.pk])
    assert client.get(address).status_code == 302
    client.force_login(stranger)
    assert client.get(address).status_code == 404
    client.force_login(organiser)
    assert client.get(address).status_code == 200


@pytest.mark.case("S3", "S13")
def test_talks_and_sessions_of_another_event_are_not_found(member, event):
    theirs, session = ContributionFactory(title="Theirs"), SessionFactory()
    for name, number in (("manage-talk", theirs.number), ("manage-session", session.number)):
        for suffix in ("", "-protection", "-delete", "-restore"):
            assert member.post(reverse(name + suffix, args=[event.pk, number])).status_code == 404
            assert member.post(reverse(name + suffix, args=[theirs.event.pk, number])).status_code == 404
    theirs.refresh_from_db()
    assert theirs.revision == 0


def test_a_talk_is_added_with_known_and_new_people(member, event):
    known = EventPersonFactory(event=event, name="Ada Lovelace", email="ada@example.org")
    track, session = TrackFactory(event=event), SessionFactory(event=event)
    answer = member.post(
        reverse("manage-talk-new", args=[event.pk]),
        sheet(
            track=track.pk,
            session=session.pk,
            keywords="sky, stars,, sky",
            **people_rows(
                {"person": f"person-{known.pk}", "role": "speaker", "ORDER": 2},
                {
                    "person": "Bob New",
                    "email": "bob@example.org",
                    "affiliation": "ACME",
                    "role": "author",
                    "ORDER": 1,
                },
                {"person": "", "role": "speaker"},
            ),
        ),
    )
    talk = Contribution.objects.get(event=event)
    assert answer.url == reverse("manage-talk", args=[event.pk, talk.number])
    assert [(credit.person.name, credit.role) for credit in talk.credits.all()] == [
        ("Bob New", "author"),
        ("Ada Lovelace", "speaker"),
    ]
    assert (talk.track, talk.session, talk.keywords, talk.minutes) == (track, session, ["sky", "stars"], 30)
    assert event.people.count() == 2


def test_rows_change_order_and_go(member, event):
    talk = ContributionFactory(event=event, title="Galaxies", minutes=30)
    first, second = CreditFactory(contribution=talk, position=1), CreditFactory(contribution=talk, position=2)
    LinkFactory(contribution=talk)
    part = SubcontributionFactory(contribution=talk)
    rows = {
        **people_rows(
            {"person": f"person-{first.person.pk}", "role": "speaker", "ORDER": 2},
            {"person": f"person-{second.person.pk}", "role": "speaker", "ORDER": 1},
        ),
        "people-INITIAL_FORMS": 2,
        "links-TOTAL_FORMS": 1,
        "links-INITIAL_FORMS": 1,
        "links-0-url": "https://example.org/",
        "links-0-kind": "link",
        "links-0-DELETE": "on",
        "parts-TOTAL_FORMS": 1,
        "parts-INITIAL_FORMS": 1,
        "parts-0-pk": part.pk,
        "parts-0-title": "Nearby",
        "parts-0-minutes": 5,
        "parts-0-speakers": "Cid <cid@example.org>\nDora",
    }
    answer = member.post(reverse("manage-talk", args=[event.pk, talk.number]), sheet(**rows))
    assert answer.status_code == 302
    assert [credit.person for credit in talk.credits.all()] == [second.person, first.person]
    assert not talk.links.exists()
    part.refresh_from_db()
    assert [link.person.name for link in part.speaker_links.all()] == ["Cid", "Dora"]
    assert part.title == "Nearby"


def test_a_form_keeps_what_was_typed(member, event):
    answer = member.post(
        reverse("manage-talk-new", args=[event.pk]),
        sheet(
            title="",
            abstract="Typed with care",
            minutes=99999,
            **people_rows({"person": "Eve", "email": "no address", "role": "speaker"}),
        ),
    )
    page = answer.content.decode()
    assert "Typed with care" in page
    assert 'value="Eve"' in page
    assert "no address" in page
    assert not Contribution.objects.exists()


def test_more_rows_are_a_press_away_and_save_nothing(member, event):
    answer = member.post(reverse("manage-talk-new", args=[event.pk]), sheet(more="people"))
    assert 'name="people-2-person-text"' in answer.content.decode()
    assert not Contribution.objects.exists()


def test_what_somebody_else_changed_meanwhile_stays(member, event):
    talk = ContributionFactory(event=event, title="Galaxies", minutes=30, abstract="New words of a colleague")
    form = {**sheet(title="Galaxies, again"), "abstract": "New words of a colleague"}
    member.post(reverse("manage-talk", args=[event.pk, talk.number]), form)
    talk.refresh_from_db()
    assert (talk.title, talk.abstract) == ("Galaxies, again", "New words of a colleague")


@pytest.mark.case("S3", "S25")
@pytest.mark.parametrize("field", ["track", "session", "type"])
def test_choices_of_another_event_are_refused(member, event, field):
    foreign = {"track": TrackFactory, "session": SessionFactory, "type": ContributionTypeFactory}[field]()
    answer = member.post(reverse("manage-talk-new", args=[event.pk]), sheet(**{field: foreign.pk}))
    assert answer.status_code == 200
    assert not Contribution.objects.exists()


@pytest.mark.case("S3")
def test_a_person_of_another_event_can_not_be_picked(member, event):
    theirs = EventPersonFactory(name="Hidden Person")
    rows = people_rows({"person": f"person-{theirs.pk}", "role": "speaker"})
    answer = member.post(reverse("manage-talk-new", args=[event.pk]), sheet(**rows))
    assert "Hidden Person" not in answer.content.decode()
    assert not Credit.objects.exists()
    found = member.get(reverse("manage-people-suggestions", args=[event.pk]), {"q": "Hidden"})
    assert "Hidden" not in found.content.decode()


@pytest.mark.case("S25")
def test_fields_the_form_does_not_have_change_nothing(member, event):
    other = EventFactory()
    talk = ContributionFactory(event=event, title="Galaxies", minutes=30)
    extra = {
        "event": other.pk,
        "number": 99,
        "access": other.access.pk,
        "deleted_at": "2027-01-01",
        "revision": 5,
    }
    member.post(reverse("manage-talk", args=[event.pk, talk.number]), sheet(title="Stars", **extra))
    talk.refresh_from_db()
    assert (talk.title, talk.event, talk.number, talk.access) == ("Stars", event, 1, event.access)
    assert talk.deleted_at is None


def test_withdraw_delete_and_back(member, event):
    talk = ContributionFactory(event=event)
    for act, alive in (("withdraw", False), ("reinstate", True), ("delete", False), ("restore", True)):
        assert member.post(reverse(f"manage-talk-{act}", args=[event.pk, talk.number])).status_code == 302
        assert Contribution.objects.alive().exists() is alive


def test_protecting_a_talk(member, event):
    talk = ContributionFactory(event=event)
    here = reverse("manage-talk-protection", args=[event.pk, talk.number])
    assert member.get(here).status_code == 200
    member.post(here, {"act": "own"})
    assert member.get(here).status_code == 200
    member.post(here, {"act": "protect", "mode": "restricted"})
    member.post(here, {"act": "give", "to": "guest@example.org", "permission": "view"})
    talk.refresh_from_db()
    assert talk.access.mode == AccessList.Mode.RESTRICTED
    assert talk.access.grants.get().email == "guest@example.org"
    assert "guest@example.org" in member.get(here).content.decode()
    member.post(here, {"act": "follow"})
    talk.refresh_from_db()
    assert talk.access == event.access


def test_sessions_tracks_and_types_are_added_edited_and_removed(member, event):
    kind = SessionTypeFactory(event=event)
    member.post(
        reverse("manage-session-new", args=[event.pk]),
        {
            "title": "Morning",
            "default_minutes": 15,
            "type": kind.pk,
            "conveners": "Ada\nBob <bob@example.org>",
        },
    )
    session = Session.objects.get(event=event)
    assert [person.name for person in session.conveners.order_by("convener_links__position")] == [
        "Ada",
        "Bob",
    ]
    assert member.get(reverse("manage-session", args=[event.pk, session.number])).status_code == 200
    assert "Morning" in member.get(reverse("manage-sessions", args=[event.pk])).content.decode()

    here = reverse("manage-tracks", args=[event.pk])
    for name in ("Sky", "Sea"):
        member.post(here, {"act": "save", "name": name, "hue": 222})
    assert "Sky" in member.post(here, {"act": "save", "name": "sky", "hue": 222}).content.decode()
    sea = Track.objects.get(name="Sea")
    member.post(here, {"up": sea.pk})
    assert event.tracks.first() == sea
    member.post(here, {"remove": sea.pk})
    assert event.tracks.count() == 1
    assert member.post(here, {"remove": TrackFactory().pk}).status_code == 404

    here = reverse("manage-types", args=[event.pk])
    member.post(here, {"kind": "talk", "talk-name": "Tutorial"})
    tutorial = event.contribution_types.get()
    member.post(f"{here}?talk={tutorial.pk}", {"kind": "talk", "talk-name": "Workshop"})
    member.post(here, {"kind": "session", "session-name": "Posters", "session-is_poster": "on"})
    assert event.contribution_types.get().name == "Workshop"
    assert event.session_types.get(name="Posters").is_poster
    member.post(here, {"kind": "talk", "remove": tutorial.pk})
    assert not event.contribution_types.exists()


@pytest.mark.parametrize("page", ["manage-sessions", "manage-talk"])
def test_queries_do_not_grow_with_rows(member, event, page, django_assert_max_num_queries):
    talk = ContributionFactory(event=event)
    args = [event.pk, talk.number] if page == "manage-talk" else [event.pk]

    def add():
        session = SessionFactory(event=event, track=TrackFactory(event=event))
        session.convener_links.create(person=EventPersonFactory(event=event))
        CreditFactory(contribution=talk)
        LinkFactory(contribution=talk)
        SubcontributionFactory(contribution=talk)

    add()
    with django_assert_max_num_queries(60) as few:
        member.get(reverse(page, args=args))
    for _ in range(3):
        add()
    with django_assert_max_num_queries(len(few)):
        member.get(reverse(page, args=args))
