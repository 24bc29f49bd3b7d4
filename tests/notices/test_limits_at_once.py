"""Two acts at the same moment do not both find the last room under a limit (S78)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from notices.operations import Limit, WroteTooOften, let_through
from tests.factories.accounts import UserFactory

FEW = Limit("test", most=3)


@pytest.mark.django_db(transaction=True)
def test_two_acts_of_one_person_at_once_find_room_once_and_those_of_two_people_both():
    one, other = UserFactory.create_batch(2)

    assert at_once((one, "a"), (one, "b")) == ["refused", "sent"]
    assert at_once((other, "c"), (UserFactory(), "d")) == ["sent", "sent"]


def at_once(*acts):
    gate = Barrier(len(acts))

    def write(act):
        by, name = act
        gate.wait()
        try:
            let_through(FEW, [f"{name}{n}@x.example" for n in range(2)], by=by, about="1")
        except WroteTooOften:
            return "refused"
        finally:
            connection.close()
        return "sent"

    with ThreadPoolExecutor(len(acts)) as threads:
        return sorted(threads.map(write, acts))
