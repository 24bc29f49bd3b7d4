"""An event's schedule for other programs: schedule.xml and schedule.json."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from access.filters import keyring_of
from events.models import Event
from events.stamps import public_event_stamp
from interchange.operations import schedule_of
from interchange.schedule.schedule_json import write_json
from interchange.schedule.schedule_xml import write_xml
from interchange.schedule.shape import Schedule
from kit.feeds import feed_answer
from kit.swift import swift


@require_safe
@swift(public_event_stamp)
def schedule_xml(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The schedule of frab's form, as far as the visitor may see it."""
    return _answer(request, slug, write=write_xml, content_type="application/xml; charset=utf-8")


@require_safe
@swift(public_event_stamp)
def schedule_json(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The schedule of c3voc's form, as far as the visitor may see it."""
    return _answer(request, slug, write=write_json, content_type="application/json")


def _answer(
    request: HttpRequest, slug: str, *, write: Callable[[Schedule], bytes], content_type: str
) -> HttpResponseBase:
    keyring = keyring_of(request.user)
    event = get_object_or_404(Event.objects.visible_to(keyring), slug__iexact=slug)
    content = write(schedule_of(event, viewer=keyring))
    return feed_answer(request, content, content_type=content_type)
