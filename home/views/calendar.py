"""The personal calendar, by its secret address."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from accounts.models import CalendarKey, User
from events.ical import event_to_ical
from home import mine
from home.ical import personal_calendar
from kit.addresses import absolute
from kit.feeds import calendar_answer
from kit.ical import Event as Entry
from kit.ical import feed
from rooms.calendar_entries import entries_of_person
from timetable.ical import slot_to_ical
from timetable.models import Slot


@require_safe
def my_calendar(request: HttpRequest, token: str) -> HttpResponseBase:
    """Whoever knows the address reads it with its owner's rights as they are now; a reset or blocked one is a 404."""
    key = CalendarKey.objects.for_token(token)
    if key is None:
        raise Http404
    with translation.override(key.user.language or None):
        content = personal_calendar(_entries(key.user))
    return calendar_answer(request, content, file_name="my-calendar", secret=True)


def _entries(user: User) -> list[Entry]:
    events = feed(mine.calendar_events(user), event_to_ical)
    return events + feed(mine.calendar_slots(user), _slot_entry) + entries_of_person(user)


def _slot_entry(slot: Slot) -> Entry:
    page = absolute(reverse("event", args=[slot.event.slug]))
    address = f"{page}talks/{slot.contribution.number}/" if slot.contribution else f"{page}timetable/"
    return slot_to_ical(slot, slot.event, address=address)
