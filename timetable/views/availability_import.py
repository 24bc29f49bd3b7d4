"""Availabilities come in as a table: first what would become of each row, then for good."""

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
from kit.kept_file import KeptFileForm
from kit.refusals import Refused
from kit.toasts import say
from timetable.availability.importing import Reading, read_list
from timetable.operations.availability import set_availabilities

MOST_SHOWN = 300


@login_required
@require_http_methods(["GET", "POST"])
def timetable_availabilities_import(request: MemberRequest, pk: int) -> HttpResponse:
    """`look` keeps nothing, `import` sets the times of everybody whose rows are all right."""
    event = managed_event(request, pk)
    form = KeptFileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {**event_side(event, current="timetable-availabilities"), "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            reading = _reading(event, form)
            if request.POST.get("act") == "import":
                return _imported(request, event, reading)
            context |= _looked_at(form, reading)
        except Refused as refusal:
            form.add_error("file", str(refusal))
    status = 422 if request.method == "POST" and form.errors else 200
    return render(request, "timetable/manage/availabilities_import.html", context, status=status)


def _reading(event: Event, form: KeptFileForm) -> Reading:
    return read_list(event, form.cleaned_data["content"], form.cleaned_data["name"])


def _imported(request: MemberRequest, event: Event, reading: Reading) -> HttpResponse:
    changed = set_availabilities(event, reading.periods, by=request.user)
    said = ngettext(
        "Set the times of %(number)d person or room",
        "Set the times of %(number)d people and rooms",
        changed,
    )
    say(request, said % {"number": changed})
    if reading.problems:
        left = ngettext("%(number)d row was left out", "%(number)d rows were left out", len(reading.problems))
        say(request, left % {"number": len(reading.problems)})
    return go_to(request, reverse("timetable-availabilities", args=[event.pk]))


def _looked_at(form: KeptFileForm, reading: Reading) -> dict[str, Any]:
    """Rows with a problem first."""
    rows = sorted(reading.rows, key=lambda row: (not row.problem, row.number))
    return {
        "reading": reading,
        "rows": [(row, _becomes(row.holder in reading.spoilt)) for row in rows[:MOST_SHOWN]],
        "more": max(0, len(rows) - MOST_SHOWN),
        "amount": len(reading.periods),
        "problems": len(reading.problems),
        "kept": form.packed,
        "file_name": form.cleaned_data["name"],
    }


def _becomes(is_spoilt: bool) -> str:
    return _("left out, for another row of the same name has a problem") if is_spoilt else _("is set")
