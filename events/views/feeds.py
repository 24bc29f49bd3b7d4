"""Calendars to subscribe to: one event, or a category with all below it."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from access.filters import keyring_of
from events.ical import event_to_ical
from events.models import Category, Event
from events.stamps import events_of_feed, feed_stamp, public_category_stamp, public_event_stamp
from kit import ical
from kit.swift import swift

REFRESH = timedelta(hours=1)


@swift(public_category_stamp)
@require_safe
def category_feed(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """What the visitor may see in and below the category, from four weeks ago on."""
    keyring = keyring_of(request.user)
    category = get_object_or_404(Category.objects.visible_to(keyring).select_related("access"), pk=pk)
    events = events_of_feed(Event.objects.visible_to(keyring).below(category), timezone.now())
    etag = quote_etag(f"{category.pk}.{category.title}.{feed_stamp(events)}")
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    content = ical.calendar(
        category.title,
        components=ical.feed(events.order_by("starts_at", "pk"), event_to_ical),
        refresh=REFRESH,
        description=category.description[:300],
        url=settings.BASE_URL + category.get_absolute_url(),
    )
    return calendar_answer(content, name=category.slug, etag=etag)


@swift(public_event_stamp)
@require_safe
def event_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """The event itself as one entry."""
    event = get_object_or_404(Event.objects.visible_to(request.user), slug=slug)
    etag = quote_etag(f"{event.pk}.{event.revision}")
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    content = ical.calendar(event.title, components=[event_to_ical(event)], refresh=REFRESH)
    return calendar_answer(content, name=event.slug, etag=etag)


def calendar_answer(content: bytes, *, name: str, etag: str) -> HttpResponse:
    """A calendar file under a plain name; `name` is a slug of ours."""
    headers = {"ETag": etag, "Content-Disposition": f'inline; filename="{name}.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
