"""The plain forms of the timetable, for those who run the event: put something in, change it, take it out."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import MemberRequest
from events.models import Event
from events.navigation import event_side
from events.views.fetch import managed_event
from kit.htmx import go_to
from kit.keys import key_of
from kit.toasts import say
from timetable.forms.slot import BreakForm, SessionSlotForm, SlotForm, TalkSlotForm, form_for
from timetable.models import Slot
from timetable.operations import (
    Placed,
    edit_slot,
    schedule_break,
    schedule_contribution,
    schedule_session,
    unschedule,
)
from timetable.standing import slot_standings
from timetable.talk_list import talks_of
from timetable.views.placing import placed_by

KINDS: dict[str, tuple[type[SlotForm], Any]] = {
    "talk": (TalkSlotForm, gettext_lazy("Schedule a talk")),
    "session": (SessionSlotForm, gettext_lazy("Add a session")),
    "break": (BreakForm, gettext_lazy("Add a break")),
}


@login_required
@require_http_methods(["GET", "POST"])
def manage_slot_new(request: MemberRequest, pk: int) -> HttpResponse:
    """?kind= says what: a talk, a session or a break; ?day= and ?talk= fill in the form."""
    event = managed_event(request, pk)
    kind = request.GET.get("kind", "talk")
    if kind not in KINDS:
        raise Http404
    form_class, heading = KINDS[kind]
    form = form_class(_typed(request), event=event, initial=_asked(request, event))
    if form.is_valid():
        placed = placed_by(request, form, lambda: _schedule(request, event, form))
        if placed is not None:
            return go_to(request, _day_page(event, placed.slot))
    context = {**event_side(event, current="manage-timetable"), "form": form, "heading": heading}
    return render(request, "timetable/manage/slot.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def manage_slot(request: MemberRequest, pk: int, slot: int) -> HttpResponse:
    event = managed_event(request, pk)
    entry = _slot(event, slot)
    form = form_for(entry)(_typed(request), event=event, slot=entry)
    if form.is_valid():
        placed = placed_by(request, form, lambda: edit_slot(entry, by=request.user, **form.changes))
        if placed is not None:
            return go_to(request, _day_page(event, placed.slot))
    context = {
        **event_side(event, current="manage-timetable"),
        "slot": entry,
        "form": form,
        "heading": entry.label,
        "inside": entry.children.count(),
        "standings": slot_standings(event, [entry]),
    }
    return render(request, "timetable/manage/slot.html", context)


@login_required
@require_POST
def manage_slot_remove(request: MemberRequest, pk: int, slot: int) -> HttpResponse:
    event = managed_event(request, pk)
    entry = _slot(event, slot)
    place = _day_page(event, entry)
    label = entry.label
    unschedule(entry, by=request.user)
    say(request, _("Took “%(entry)s” out of the timetable") % {"entry": label})
    return go_to(request, place)


def _slot(event: Event, key: int) -> Slot:
    slots = Slot.objects.filter(event=event).select_related(
        "event__logbook", "contribution", "session__type", "parent__session", "room"
    )
    return get_object_or_404(slots.annotate(held=Count("children")), pk=key)


def _typed(request: MemberRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _asked(request: MemberRequest, event: Event) -> dict[str, Any]:
    """What the address fills in; what makes no sense is left out."""
    initial: dict[str, Any] = {}
    if day := request.GET.get("day"):
        initial["day"] = day[:10]
    if number := key_of(request.GET.get("talk", "")):
        initial["contribution"] = talks_of(event).filter(number=number).first()
    return initial


def _schedule(request: MemberRequest, event: Event, form: SlotForm) -> Placed:
    values = dict(form.values)
    if isinstance(form, TalkSlotForm):
        return schedule_contribution(values.pop("contribution"), by=request.user, **values)
    if isinstance(form, SessionSlotForm):
        return schedule_session(values.pop("session"), by=request.user, **values)
    return schedule_break(event, values.pop("title"), by=request.user, **values)


def _day_page(event: Event, slot: Slot) -> str:
    return f"{reverse('manage-timetable', args=[event.pk])}?day={slot.day:%Y-%m-%d}"
