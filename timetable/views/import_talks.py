"""A list of talks comes in: first what would become of each row, then for good."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from events.models import Event
from events.navigation import event_side
from events.views.fetch import managed_event
from kit.htmx import go_to
from kit.import_rows import ImportRow
from kit.refusals import Refused
from kit.toasts import say
from timetable.forms.import_talks import ImportTalksForm
from timetable.importing.talk_columns import TITLES
from timetable.importing.talk_lines import read_talks
from timetable.operations.import_talks import REFUSED, import_talks

MOST_SHOWN = 500
MOST_CONFLICTS = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_talks_page(request: MemberRequest, pk: int) -> HttpResponse:
    """The form, and below it the report: `look` keeps nothing, `import` takes all of it."""
    event = managed_event(request, pk)
    form = ImportTalksForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            context = _looked_at(request, event, form)
        except (Refused, ValidationError) as problem:
            form.add_error("file", problem if isinstance(problem, ValidationError) else str(problem))
    if context.get("is_kept"):
        amount = context["report"].amount
        say(request, ngettext("Imported %(n)d talk", "Imported %(n)d talks", amount) % {"n": amount})
        return go_to(request, reverse("manage-talks", args=[event.pk]))
    context |= {
        **event_side(event, current="manage-talks"),
        "form": form,
        "columns": [(name, title) for name, title in TITLES.items()],
    }
    status = 422 if request.method == "POST" and form.errors else 200
    return render(request, "timetable/manage/import_talks.html", context, status=status)


def _looked_at(request: MemberRequest, event: Event, form: ImportTalksForm) -> dict[str, Any]:
    values = form.cleaned_data
    table = read_talks(values["content"], values["name"], zone=event.zone)
    report = import_talks(
        event,
        table.lines,
        by=request.user,
        add_missing=values["add_missing"],
        dry_run=request.POST.get("act") != "import",
    )
    rows = sorted(report.results, key=lambda result: (result.outcome != REFUSED, result.row))
    return {
        "report": report,
        "is_kept": report.is_kept,
        "counts": report.counts,
        "notes": [*table.notes, *report.notes],
        "rows": [
            ImportRow(one.row, one.outcome, one.title, one.fields, one.sentence) for one in rows[:MOST_SHOWN]
        ],
        "more": max(0, len(rows) - MOST_SHOWN),
        "conflicts": report.conflicts[:MOST_CONFLICTS],
        "more_conflicts": max(0, len(report.conflicts) - MOST_CONFLICTS),
        "kept": form.packed,
        "file_name": values["name"],
    }
