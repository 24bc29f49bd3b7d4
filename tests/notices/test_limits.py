"""However often somebody does something, an address gets few mails of it, and so do many addresses (S78)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from notices.models import Mailing
from notices.operations import Limit, WroteTooOften, forget_mailings, let_through, reached_limit
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.case("S78")]

FEW = Limit("test", most=3, each=2)


@pytest.fixture(autouse=True)
def moment(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    return time_machine


def test_an_address_is_let_through_so_often_within_an_hour_about_one_thing(moment):
    by = UserFactory()

    found = [let_through(FEW, ["Ada@x.example"], by=by, about="1") for _time in range(3)]
    another = let_through(FEW, ["ada@x.example"], by=by, about="2")
    moment.shift(timedelta(hours=1, seconds=1))

    assert found == [{"ada@x.example"}, {"ada@x.example"}, set()]
    assert another == {"ada@x.example"}
    assert let_through(FEW, ["ada@x.example"], by=by, about="1") == {"ada@x.example"}


def test_a_person_has_so_many_written_to_and_another_person_their_own(moment):
    by, other = UserFactory(), UserFactory()
    let_through(FEW, ["a@x.example", "b@x.example"], by=by, about="1")

    with pytest.raises(WroteTooOften, match="You can have 3 mails of this kind sent within an hour"):
        let_through(FEW, ["c@x.example", "d@x.example"], by=by, about="1")

    assert let_through(FEW, ["c@x.example"], by=by, about="1") == {"c@x.example"}
    assert len(let_through(FEW, ["d@x.example", "e@x.example"], by=other, about="1")) == 2
    assert len(let_through(FEW, [f"{n}@y.example" for n in range(9)], by=None, about="1")) == 9


def test_what_no_limit_counts_any_more_is_forgotten(moment):
    let_through(FEW, ["a@x.example"], by=None, about="1")
    moment.shift(timedelta(days=1, seconds=1))
    let_through(FEW, ["b@x.example"], by=None, about="1")

    assert forget_mailings() == 1
    assert Mailing.objects.get().address == "b@x.example"
    assert reached_limit(FEW, ["b@x.example"], about="1") == set()
