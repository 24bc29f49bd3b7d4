"""Calendars to subscribe to: one event, or a category with all below it."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from access.filters import keyring_of
from events.ical import event_to_ical
from events.models import Category, Event
from events.stamps import events_of_feed, public_category_stamp, public_event_stamp
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
    content = ical.calendar(
        category.title,
        components=ical.feed(events.order_by("starts_at", "pk"), event_to_ical),
        refresh=REFRESH,
        description=category.description[:300],
        url=settings.BASE_URL + category.get_absolute_url(),
    )
    return _answer(request, content, name=category.slug)


@swift(public_event_stamp)
@require_safe
def event_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """The event itself as one entry."""
    event = get_object_or_404(Event.objects.visible_to(request.user), slug=slug)
    content = ical.calendar(event.title, components=[event_to_ical(event)], refresh=REFRESH)
    return _answer(request, content, name=event.slug)


def _answer(request: HttpRequest, content: bytes, *, name: str) -> HttpResponse:
    """A calendar file under a plain name; `name` is a slug of ours.

    The ETag is a hash of the content: a revision would also tell of changes the visitor must not notice.
    """
    etag = f'"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    headers = {"ETag": etag, "Content-Disposition": f'inline; filename="{name}.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
