"""Calendars to subscribe to: one event, or a category with all below it."""

from datetime import timedelta

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from access.filters import keyring_of
from events.ical import event_to_ical
from events.models import Category, Event
from events.stamps import events_of_feed, public_category_stamp, public_event_stamp
from kit import ical
from kit.addresses import absolute
from kit.feeds import calendar_answer
from kit.swift import swift

REFRESH = timedelta(hours=1)


@swift(public_category_stamp)
@require_safe
def category_feed(request: HttpRequest, pk: int, slug: str) -> HttpResponseBase:
    """What the visitor may see in and below the category, from four weeks ago on."""
    keyring = keyring_of(request.user)
    category = get_object_or_404(Category.objects.visible_to(keyring).select_related("access"), pk=pk)
    events = events_of_feed(Event.objects.visible_to(keyring).below(category), timezone.now())
    content = ical.calendar(
        category.title,
        components=ical.feed(events.order_by("starts_at", "pk"), event_to_ical),
        refresh=REFRESH,
        description=category.description[:300],
        url=absolute(category.get_absolute_url()),
    )
    return calendar_answer(request, content, file_name=category.slug)


@swift(public_event_stamp)
@require_safe
def event_ics(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The event itself as one entry."""
    event = get_object_or_404(Event.objects.visible_to(request.user), slug=slug)
    content = ical.calendar(event.title, components=[event_to_ical(event)], refresh=REFRESH)
    return calendar_answer(request, content, file_name=event.slug)
