"""Calendars of an event: the whole timetable, one talk, my schedule."""

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from access.filters import Person, keyring_of
from accounts.models import CalendarKey
from events.models import Event
from kit.addresses import absolute
from kit.feeds import calendar_answer
from kit.ical import Event as Entry
from kit.ical import feed
from kit.plain import title_in_words
from kit.swift import swift
from programme.models import Contribution, Session
from timetable.ical import slot_to_ical, timetable_calendar
from timetable.models import Slot
from timetable.models.slot import SlotQuerySet
from timetable.stamps import event_stamp


@require_safe
@swift(event_stamp)
def timetable_ics(request: HttpRequest, slug: str) -> HttpResponseBase:
    """All slots the reader may see; sessions' blocks and what they hold are entries of their own."""
    keyring = keyring_of(request.user)
    event = get_object_or_404(Event.objects.visible_to(keyring), slug__iexact=slug)
    content = _calendar(event, _slots(event, keyring), name=event.title)
    return calendar_answer(request, content, file_name=event.slug)


@require_safe
@swift(event_stamp)
def contribution_ics(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """One talk, all its slots."""
    talks = Contribution.objects.visible_to(request.user).select_related("event")
    talk = get_object_or_404(talks, event__slug__iexact=slug, number=number)
    slots = _slots(talk.event, request.user).filter(contribution=talk)
    content = _calendar(talk.event, slots, name=title_in_words(talk.title))
    return calendar_answer(request, content, file_name=f"{talk.event.slug}-{number}")


@require_safe
@swift(event_stamp)
def session_ics(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """The talks of one session, wherever they are held; of what stands in its blocks also the breaks."""
    of_it = Q(contribution__session__number=number) | Q(parent__session__number=number)
    return _session_calendar(request, slug, number, of_it, suffix="")


@require_safe
@swift(event_stamp)
def session_blocks_ics(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """Only the blocks of one session: when somebody has to be there."""
    return _session_calendar(request, slug, number, Q(session__number=number), suffix="-blocks")


@require_safe
def my_schedule_ics(request: HttpRequest, slug: str, token: str) -> HttpResponseBase:
    """The talks one person starred, with that person's rights at this moment, by their secret address."""
    key = CalendarKey.objects.for_token(token)
    if key is None:
        raise Http404
    event = get_object_or_404(Event.objects.visible_to(key.user), slug__iexact=slug)
    slots = _slots(event, key.user).filter(contribution__stars__user=key.user)
    content = _calendar(event, slots, name=_("%(event)s: my schedule") % {"event": event.short_title})
    return calendar_answer(request, content, file_name=f"{event.slug}-my-schedule", secret=True)


def _session_calendar(
    request: HttpRequest, slug: str, number: int, of_it: Q, *, suffix: str
) -> HttpResponseBase:
    sessions = Session.objects.visible_to(request.user).select_related("event")
    session = get_object_or_404(sessions, event__slug__iexact=slug, number=number)
    event = get_object_or_404(Event.objects.visible_to(request.user), pk=session.event_id)
    page = absolute(reverse("session", args=[event.slug, number]))
    content = _calendar(event, _slots(event, request.user).filter(of_it), name=session.title, blocks_at=page)
    return calendar_answer(request, content, file_name=f"{event.slug}-session-{number}{suffix}")


def _slots(event: Event, user: Person) -> SlotQuerySet:
    return Slot.shown.visible_to(user).filter(event=event).for_calendars().in_order()


def _calendar(event: Event, slots: SlotQuerySet, *, name: str, blocks_at: str = "") -> bytes:
    """`blocks_at` is the page of what is no talk; else that of the timetable."""
    page = absolute(reverse("event", args=[event.slug]))

    def entry(slot: Slot) -> Entry:
        talk = slot.contribution
        return slot_to_ical(
            slot, event, address=f"{page}talks/{talk.number}/" if talk else blocks_at or f"{page}timetable/"
        )

    return timetable_calendar(event, feed(slots, entry), name=name, address=page)
