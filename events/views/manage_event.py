"""Running an event: settings, protection, log; publish, move, delete and restore."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import MemberRequest
from events.forms import EventSettingsForm, MoveForm
from events.forms.categories import categories_for
from events.forms.event import initial_of
from events.navigation import event_side
from events.operations import (
    delete_event,
    edit_event,
    move_event,
    publish_event,
    restore_event,
    withdraw_event,
)
from events.permissions import can_move_event
from events.protection_page import EVENT_RIGHTS, protect
from events.views.fetch import managed_event, managed_event_even_deleted
from events.views.log import log_context
from kit.htmx import go_to
from kit.refusals import Refused, in_html, require
from kit.toasts import say


@login_required
@require_http_methods(["GET", "POST"])
def event_settings(request: MemberRequest, pk: int) -> HttpResponse:
    """Everything the event says about itself."""
    event = managed_event(request, pk)
    form = EventSettingsForm(request.POST or None, initial=initial_of(event))
    if request.method == "POST" and form.is_valid():
        try:
            edit_event(event, by=request.user, **_changed(form))
            for note in form.notes:
                say(request, note)
            say(request, _("Saved the settings"))
            return go_to(request, reverse("event-settings", args=[event.pk]))
        except Refused as refusal:
            form.add_error(None, in_html(refusal))
            event.refresh_from_db()
    context = {**event_side(event, current="event-settings"), "form": form}
    return render(request, "events/manage/event_settings.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def event_protection(request: MemberRequest, pk: int) -> HttpResponse:
    """Who may see the event, and who runs it."""
    event = managed_event(request, pk)
    here = reverse("event-protection", args=[event.pk])
    answer = protect(request, event, here=here, permissions=EVENT_RIGHTS)
    if isinstance(answer, HttpResponse):
        return answer
    context = {**event_side(event, current="event-protection"), **answer, "thing": event}
    return render(request, "events/manage/protection.html", context)


@login_required
@require_safe
def event_log(request: MemberRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    context = {**event_side(event, current="event-log"), **log_context(request, event)}
    return render(request, "events/manage/log.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def event_move(request: MemberRequest, pk: int) -> HttpResponse:
    """To another category, where the person must be allowed to create events."""
    event = managed_event(request, pk)
    form = MoveForm(request.POST or None)
    elsewhere = [category for category in categories_for(request.user) if category.pk != event.category_id]
    form.fields["category"].offer(request.user, among=elsewhere)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["category"]
        require(can_move_event(request.user, event, to=to))
        move_event(event, to=to, by=request.user)
        say(request, _("Moved “%(title)s” to “%(place)s”") % {"title": event, "place": to})
        return go_to(request, reverse("event-settings", args=[event.pk]))
    context = {**event_side(event, current="event-settings"), "form": form, "nowhere": not elsewhere}
    return render(request, "events/manage/event_move.html", context)


@login_required
@require_POST
def event_publish(request: MemberRequest, pk: int) -> HttpResponse:
    """Publish a draft, or make a draft of a published event: the other of what was posted undoes it."""
    event = managed_event(request, pk)
    here = reverse("event-publish", args=[event.pk])
    if request.GET.get("draft") == "1":
        withdraw_event(event, by=request.user)
        say(request, _("“%(title)s” is a draft again") % {"title": event}, undo=here)
    else:
        publish_event(event, by=request.user)
        say(request, _("Published “%(title)s”") % {"title": event}, undo=f"{here}?draft=1")
    return go_to(request, reverse("manage-event", args=[event.pk]))


@login_required
@require_POST
def event_delete(request: MemberRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    delete_event(event, by=request.user)
    undo = reverse("event-restore", args=[event.pk])
    say(request, _("Deleted “%(title)s”") % {"title": event}, undo=undo)
    return go_to(request, event.category)


@login_required
@require_POST
def event_restore(request: MemberRequest, pk: int) -> HttpResponse:
    event = managed_event_even_deleted(request, pk)
    notes = restore_event(event, by=request.user)
    say(request, _("Restored “%(title)s”") % {"title": event})
    for note in notes:
        say(request, note)
    return go_to(request, reverse("manage-event", args=[event.pk]))


def _changed(form: EventSettingsForm) -> dict[str, Any]:
    """What was typed, without the times nobody touched: those may be finer than what the form shows."""
    values: dict[str, Any] = dict(form.cleaned_data)
    touched = set(form.changed_data)
    for field, name in (("starts", "starts_at"), ("ends", "ends_at")):
        if not touched & {field, "time_zone"}:
            values.pop(name)
    return values
