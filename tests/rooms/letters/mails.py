"""What the tests of mails about bookings share: acts, and what was owed after them."""

from access.models import Grant
from kit.recurrence import Rule
from rooms.operations.booking import Wish, book
from tests.factories.rooms import hours
from tests.outbox import outbox

WEEKLY = Rule("WEEKLY", count=3)


def let(user, permission, thing):
    Grant.objects.create(access_list=thing.access, user=user, permission=permission)


def told():
    return sorted(outbox().values_list("recipient", flat=True))


def to(address):
    return outbox().get(recipient=address)


def booked(room, by, **wishes):
    return book(Wish(room, hours("10:00", "11:00"), **{"purpose": "Budget talk", **wishes}), by=by)
