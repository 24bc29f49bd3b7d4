"""Two programs change one entry at the same moment: one does, the other gets both states."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from accounts.models import User
from tests.timetable.programs import manager_of
from tests.timetable.world import conference
from timetable.models import Slot, Step

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(program, slot, starts, **headers):
    """The statuses of two changes of one entry, sent together."""
    barrier = Barrier(len(starts))

    def send(start):
        barrier.wait(timeout=10)
        answer = program.client.patch(
            f"/api/v1/timetable-entries/{slot.pk}/", {"start": start}, format="json", headers=headers
        )
        connection.close()
        return answer.status_code

    with ThreadPoolExecutor(len(starts)) as pool:
        return sorted(pool.map(send, starts))


@pytest.fixture
def slot(program):
    return Slot.objects.get(contribution__title="Closing")


@pytest.fixture
def program():
    event = conference()
    user = User.objects.create_user("race@example.org", "a long pass phrase", name="Ray Race")
    return manager_of(event, user)


STARTS = ["2027-03-15T12:00Z", "2027-03-15T13:00Z"]


@pytest.mark.case("R22")
def test_of_two_changes_with_one_revision_one_is_made(slot, program):
    statuses = at_once(program, slot, STARTS, **{"If-Match": f'"{slot.revision}"'})

    assert statuses == [200, 412]
    assert Step.objects.count() == 1


def test_without_a_revision_both_are_made(slot, program):
    """The control: the second one waits its turn and is not refused."""
    statuses = at_once(program, slot, STARTS)

    assert statuses == [200, 200]
    assert Step.objects.count() == 2
