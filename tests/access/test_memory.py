"""Within a request what somebody holds is read once, and anew after rights changed."""

import pytest

from access.filters import grants_of
from access.memory import remembering
from access.models import Grant
from access.operations import grant, open_access_list, revoke
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory()


def test_a_request_reads_once(user, django_assert_num_queries):
    with remembering(), django_assert_num_queries(1):
        assert grants_of(user) == grants_of(user)


def test_outside_of_a_request_every_question_reads(user, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert grants_of(user) == grants_of(user)


def test_a_right_given_and_taken_counts_at_once(user):
    access = open_access_list(mode="restricted")
    with remembering():
        assert grants_of(user) == frozenset()

        held = grant(access, to=user, permission=Grant.VIEW)
        assert grants_of(user) == {(access.pk, Grant.VIEW)}

        revoke(held)
        assert grants_of(user) == frozenset()


def test_the_next_request_remembers_nothing(user):
    access = open_access_list(mode="restricted")
    with remembering():
        grants_of(user)
    Grant.objects.create(access_list=access, user=user, permission=Grant.VIEW)

    with remembering():
        assert grants_of(user) == {(access.pk, Grant.VIEW)}
