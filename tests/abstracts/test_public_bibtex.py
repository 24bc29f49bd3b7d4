"""BibTeX of what was accepted: linked from the public list, narrowed as the list is, and no more public than it."""

import re
from html import unescape

import pytest
from django.core.cache import cache
from django.utils import timezone

from abstracts.models import Abstract, State
from access.models import AccessList
from access.operations import open_access_list, set_mode
from events.models import Event
from programme.models import Contribution
from tests.factories.abstracts import AbstractFactory, CallFactory
from tests.factories.events import EventFactory
from tests.factories.programme import ContributionFactory, TrackFactory

pytestmark = pytest.mark.django_db

LIST = "/e/papers/contributions/by-track/"
BIBTEX = "/e/papers/accepted.bib"
CANARY = "zibeline"


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


@pytest.fixture
def event():
    return EventFactory(slug="papers", kind=Event.Kind.CONFERENCE)


def accepted(event, title, **values):
    """A contribution behind which stands an abstract that was accepted and released."""
    talk = ContributionFactory(event=event, title=title, **values)
    abstract = AbstractFactory(call=CallFactory(event=event), title=title)
    now = timezone.now()
    Abstract.objects.filter(pk=abstract.pk).update(
        contribution=talk, state=State.ACCEPTED, decided_at=now, released_at=now
    )
    return talk


def linked(client, address):
    """What the link to BibTeX on this page leads to; None without one."""
    page = client.get(address).content.decode()
    found = re.search(rf'href="({BIBTEX}[^"]*)"', page)
    return found and client.get(unescape(found[1])).content.decode()


def test_the_list_links_to_what_it_shows_and_was_accepted(client, event):
    accepted(event, "Lanterns")
    ropes = accepted(event, "Ropes", track=TrackFactory(event=event, name="Knots & lines"))
    ContributionFactory(event=event, title="Invited")

    everything = linked(client, LIST)
    narrowed = linked(client, f"{LIST}?track={ropes.track_id}&q=ropes&by=type")

    assert everything.count("@inproceedings") == 2
    assert ("Lanterns" in everything, "Ropes" in everything) == (True, True)
    assert (narrowed.count("@inproceedings"), "Ropes" in narrowed) == (1, True)


def test_there_is_no_link_where_nothing_on_the_list_was_accepted(client, event):
    accepted(event, "Lanterns")
    track = ContributionFactory(event=event, title="Invited", track=TrackFactory(event=event)).track

    assert linked(client, f"{LIST}?track={track.pk}") is None
    Abstract.objects.update(released_at=None)
    assert linked(client, LIST) is None


@pytest.mark.parametrize("is_draft", [False, True])
@pytest.mark.parametrize("mode", [AccessList.Mode.PUBLIC, AccessList.Mode.RESTRICTED])
def test_it_is_public_exactly_when_the_list_is(client, event, mode, is_draft):
    set_mode(event.access, mode=mode)
    Event.objects.filter(pk=event.pk).update(is_draft=is_draft)

    answers = [client.get(address).status_code for address in (LIST, BIBTEX)]

    is_public = mode == AccessList.Mode.PUBLIC and not is_draft
    assert answers == ([200, 200] if is_public else [404, 404])


def test_it_holds_no_contribution_that_the_list_hides(client, event):
    accepted(event, "Lanterns")
    hidden = accepted(event, f"{CANARY} accepted")
    closed = open_access_list(parent=event.access, mode=AccessList.Mode.RESTRICTED)
    Contribution.objects.filter(pk=hidden.pk).update(access=closed)

    assert CANARY not in linked(client, LIST)
    assert CANARY not in client.get(f"{BIBTEX}?q={CANARY}").content.decode()
