"""Nobody makes the system write to more than a few new people within an hour, whatever way they take (S78)."""

import pytest
from django.utils import timezone

from abstracts.models import Abstract, Author, Call
from abstracts.operations.confirming import MOST_AN_HOUR
from abstracts.operations.handing_in import change
from abstracts.operations.inviting import invite, renew_link, send_invitation, withdraw_invitation
from abstracts.operations.submitting import written_of
from abstracts.written import Writer
from notices.models import Notice
from tests.factories.abstracts import AbstractFactory, AuthorFactory, CallFactory
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.case("S78")]


@pytest.fixture(autouse=True)
def at_one_moment(time_machine):
    time_machine.move_to(timezone.now(), tick=False)


@pytest.fixture
def abstract():
    return AbstractFactory(call=CallFactory(authors_confirm=True, editors=Call.Editors.ALL), title="Loom")


def naming(abstract: Abstract, people: list[Writer], *, by) -> None:
    written = written_of(Abstract.objects.get(pk=abstract.pk))
    change(abstract, type(written)(title=written.title, text=written.text, people=tuple(people)), by=by)


def strangers(start: int) -> list[Writer]:
    return [Writer(f"P{n}", f"p{n}@lab.example") for n in range(start, start + MOST_AN_HOUR)]


@pytest.mark.parametrize("start", [0, 100])
def test_naming_others_instead_does_not_make_room_for_more_mails(abstract, start):
    naming(abstract, strangers(0), by=abstract.submitter)
    naming(abstract, [Writer("Nobody", "")], by=abstract.submitter)

    naming(abstract, strangers(start), by=abstract.submitter)

    assert Notice.objects.count() == MOST_AN_HOUR


def test_the_limit_holds_for_who_changes_the_abstract_of_somebody_else(abstract):
    colleague = AuthorFactory(abstract=abstract, user=UserFactory(), email="").user
    me = Writer(Author.objects.get(user=colleague).name, "")

    naming(abstract, [me, *strangers(0)], by=colleague)
    naming(abstract, [me, *strangers(100)], by=colleague)

    assert Notice.objects.count() == MOST_AN_HOUR


def test_a_guest_can_not_get_round_it_either():
    call = CallFactory(authors_confirm=True, guests_may_submit=True)
    mine = AbstractFactory.create_batch(
        2, call=call, submitter=None, submitter_name="Ada", submitter_email="ada@engine.example"
    )

    naming(mine[0], strangers(0), by=None)
    naming(mine[0], [Writer("Nobody", "")], by=None)
    naming(mine[1], strangers(100), by=None)

    assert Notice.objects.count() == MOST_AN_HOUR


def test_invitations_that_are_taken_back_count_as_well():
    call, organiser = CallFactory(), UserFactory(is_admin=True)

    for n in range(MOST_AN_HOUR + 5):
        withdraw_invitation(invite(call, by=organiser, name="P", email=f"p{n}@lab.example"), by=organiser)

    assert Notice.objects.count() == MOST_AN_HOUR


@pytest.mark.parametrize("again", [send_invitation, renew_link])
def test_sending_the_same_invitation_again_and_again_counts_each_time(again):
    organiser = UserFactory(is_admin=True)
    abstract = invite(CallFactory(), by=organiser, name="P", email="p@lab.example")
    rounds = Abstract.objects.get(pk=abstract.pk).link_round

    for _time in range(MOST_AN_HOUR + 5):
        again(abstract, by=organiser)

    assert Notice.objects.count() == MOST_AN_HOUR
    # The links in the wrong hands are void even so.
    assert Abstract.objects.get(pk=abstract.pk).link_round == (
        rounds + MOST_AN_HOUR + 5 if again is renew_link else rounds
    )
