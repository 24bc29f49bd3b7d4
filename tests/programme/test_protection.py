"""Protected talks and sessions, wherever they hang."""

import pytest

from access.models import AccessList, Grant
from access.operations import grant
from programme.models import Contribution, Session
from programme.operations import (
    create_contribution,
    create_session,
    delete_contribution,
    delete_session,
    edit_contribution,
    has_own_protection,
    protect,
    restore_contribution,
    unprotect,
)
from programme.refusals import StillProtects
from tests.factories.programme import ContributionFactory, SessionFactory

pytestmark = pytest.mark.django_db

RESTRICTED = AccessList.Mode.RESTRICTED


@pytest.mark.case("S7")
def test_a_protected_talk_in_a_public_event_is_for_those_named(event, organiser, stranger):
    talk = ContributionFactory(event=event)
    protect(talk, mode=RESTRICTED, by=organiser)

    assert not Contribution.objects.visible_to(stranger).exists()
    assert Contribution.objects.visible_to(organiser).get() == talk

    grant(talk.access, to=stranger, permission=Grant.VIEW)
    assert Contribution.objects.visible_to(stranger).get() == talk

    lists = AccessList.objects.count()
    unprotect(talk, by=organiser)
    assert talk.access == event.access
    assert AccessList.objects.count() == lists - 1


@pytest.mark.case("S7")
def test_a_session_takes_its_talks_along_in_and_out(event, organiser, stranger):
    session = SessionFactory(event=event)
    follows = ContributionFactory(event=event, session=session)
    own = ContributionFactory(event=event, session=session)
    outside = ContributionFactory(event=event)
    protect(own, mode=AccessList.Mode.INHERITING, by=organiser)
    assert own.access.is_open

    protect(session, mode=RESTRICTED, by=organiser)
    follows.refresh_from_db()
    own.refresh_from_db()

    assert follows.access == session.access
    assert own.access.parent == session.access
    assert not own.access.is_open
    assert list(Contribution.objects.visible_to(stranger)) == [outside]
    assert not Session.objects.visible_to(stranger).exists()

    unprotect(session, by=organiser)
    own.refresh_from_db()
    assert own.access.parent == event.access
    assert Contribution.objects.visible_to(stranger).count() == 3


@pytest.mark.case("S7")
def test_moving_a_talk_re_hangs_it(event, organiser):
    closed = SessionFactory(event=event)
    protect(closed, mode=RESTRICTED, by=organiser)
    follows, own = ContributionFactory.create_batch(2, event=event)
    protect(own, mode=AccessList.Mode.INHERITING, by=organiser)

    edit_contribution(follows, by=organiser, session=closed)
    edit_contribution(own, by=organiser, session=closed)
    assert follows.access == closed.access
    assert own.access.parent == closed.access
    assert has_own_protection(own)
    assert not has_own_protection(follows)
    assert create_contribution(event, by=organiser, title="New", session=closed).access == closed.access

    edit_contribution(follows, by=organiser, session=None)
    edit_contribution(own, by=organiser, session=None)
    assert follows.access == event.access
    assert own.access.parent == event.access


def test_protecting_again_changes_the_mode_and_keeps_the_list(event, organiser):
    talk = ContributionFactory(event=event)
    protect(talk, mode=RESTRICTED, by=organiser)
    access = talk.access

    protect(talk, mode=AccessList.Mode.PUBLIC, by=organiser)

    assert talk.access == access
    assert talk.access.is_open


def test_deleting_a_session_lets_its_talks_out(event, organiser):
    session = create_session(event, by=organiser, title="Morning")
    talk = ContributionFactory(event=event, session=session)

    delete_session(session, by=organiser)

    talk.refresh_from_db()
    assert talk.session is None
    assert not Session.objects.alive().exists()


@pytest.mark.case("S7")
def test_deleting_a_protected_session_exposes_nothing(event, organiser, stranger):
    session = create_session(event, by=organiser, title="Board")
    talk, gone = ContributionFactory.create_batch(2, event=event, session=session)
    protect(session, mode=RESTRICTED, by=organiser)
    delete_contribution(gone, by=organiser)

    with pytest.raises(StillProtects, match="1 talk follows"):
        delete_session(session, by=organiser)

    edit_contribution(talk, by=organiser, session=None)
    delete_session(session, by=organiser)
    restore_contribution(gone, by=organiser)
    assert list(Contribution.objects.visible_to(stranger)) == [talk]
