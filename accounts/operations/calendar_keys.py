"""The address of a person's own calendar feed."""

from django.db import transaction

from accounts.models import CalendarKey, User
from accounts.models.calendar_key import new_nonce


def calendar_key_of(user: User) -> CalendarKey:
    """The person's key, made when it is first asked for."""
    key, _created = CalendarKey.objects.get_or_create(user=user)
    return key


@transaction.atomic
def reset_calendar_key(user: User) -> CalendarKey:
    """Give the feed a new address; the old one is gone at once."""
    key, _created = CalendarKey.objects.update_or_create(user=user, defaults={"nonce": new_nonce()})
    return key
