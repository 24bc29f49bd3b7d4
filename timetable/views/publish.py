"""Before publishing: what changes, what is still wrong, who is told. And how the timetable is run."""

from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from events.models import Event
from events.navigation import event_side
from events.views.fetch import managed_event
from kit.htmx import go_to
from kit.refusals import Refused, TooOften, in_html
from kit.toasts import say
from timetable.forms.publishing import PublishForm, TimetableSettingsForm
from timetable.letters import written
from timetable.models import settings_of
from timetable.operations.publishing import publish
from timetable.operations.settings import edit_settings
from timetable.outlook import Outlook
from timetable.versions import lines_of

MOST_LINES = 200
MOST_NAMES = 10


@login_required
@require_http_methods(["GET", "POST"])
def timetable_publish(request: MemberRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    outlook = Outlook(event, settings_of(event))
    form = PublishForm(request.POST if request.method == "POST" else None, settings=outlook.settings)
    status = HTTPStatus.OK
    if form.is_valid():
        count = len(outlook.changes)
        try:
            version = publish(event, by=request.user, **form.cleaned_data)
            say(request, _said(outlook, count, str(version)))
            return go_to(request, reverse("timetable-versions", args=[event.pk]))
        except Refused as refusal:
            form.add_error(None, in_html(refusal))
            status = refusal.status if isinstance(refusal, TooOften) else HTTPStatus.OK
            outlook = Outlook(event, settings_of(event))
            form.data = form.data | {"number": outlook.settings.next_version}  # type: ignore[operator]
    context = {**event_side(event, current="timetable-versions"), **_context(event, outlook), "form": form}
    return render(request, "timetable/manage/publish.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def timetable_settings(request: MemberRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    form = TimetableSettingsForm(
        request.POST if request.method == "POST" else None, instance=settings_of(event)
    )
    if form.is_valid():
        edit_settings(event, by=request.user, **form.values)
        say(request, _("Saved the settings"))
        return go_to(request, reverse("timetable-settings", args=[event.pk]))
    context = {**event_side(event, current="timetable-versions"), "form": form}
    return render(request, "timetable/manage/timetable_settings.html", context)


def _context(event: Event, outlook: Outlook) -> dict[str, Any]:
    changes = outlook.changes
    sample = outlook.letters[0] if outlook.letters else None
    number = f"v{outlook.settings.next_version}"
    return {
        "outlook": outlook,
        "count": len(changes),
        "lines": lines_of(changes[:MOST_LINES], zone=event.zone),
        "more": max(0, len(changes) - MOST_LINES),
        "conflicts": outlook.conflicts[:MOST_NAMES],
        "conflict_count": len(outlook.conflicts),
        "unconfirmed": outlook.unconfirmed[:MOST_NAMES],
        "unconfirmed_count": len(outlook.unconfirmed),
        "mails": len(outlook.letters),
        "unreached": outlook.unreached[:MOST_NAMES],
        "unreached_count": len(outlook.unreached),
        "sample": (sample, *written(sample, name=number, note="")) if sample else None,
    }


def _said(outlook: Outlook, count: int, version: str) -> str:
    if outlook.settings.is_live:
        return _("Published the note as %(version)s") % {"version": version}
    return ngettext(
        "Published %(number)d change as %(version)s", "Published %(number)d changes as %(version)s", count
    ) % {"number": count, "version": version}
