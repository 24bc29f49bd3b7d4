"""Importing a schedule: upload, look at what would happen, import."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from events.forms.categories import categories_for
from events.models import Event
from events.navigation import event_side
from interchange import operations, permissions
from interchange.forms import NewScheduleForm, ScheduleFileForm
from interchange.models import Upload
from interchange.operations.report import ImportReport
from interchange.operations.words import clashes_in_words, counted
from kit.htmx import go_to
from kit.refusals import Refused
from kit.toasts import say

MOST_REMARKS = 500


@login_required
@require_http_methods(["GET", "POST"])
def import_schedule(request: MemberRequest) -> HttpResponse:
    """Choose a file and the category it goes to; ?category= chooses one beforehand."""
    open_here = categories_for(request.user)
    wanted = request.GET.get("category", "")
    if wanted and wanted not in {str(category.pk) for category in open_here}:
        raise Http404
    form = NewScheduleForm(request.POST or None, request.FILES or None, initial={"category": wanted})
    form.fields["category"].offer(request.user, among=open_here)  # type: ignore[attr-defined]
    if (upload := _uploaded(form, by=request.user)) is not None:
        return go_to(request, reverse("import-review", args=[upload.pk]))
    return render(
        request, "interchange/import.html", {"form": form, "nowhere": not open_here}, status=_status(form)
    )


@login_required
@require_http_methods(["GET", "POST"])
def event_import(request: MemberRequest, pk: int) -> HttpResponse:
    """Bring an event up to date from a newer file."""
    event = get_object_or_404(Event.objects.run_by(request.user), pk=pk)
    form = ScheduleFileForm(request.POST or None, request.FILES or None)
    if (upload := _uploaded(form, by=request.user, event=event)) is not None:
        return go_to(request, reverse("import-review", args=[upload.pk]))
    source = getattr(event, "schedule_source", None)
    context = {"form": form, "source": source, **event_side(event, current="event-import")}
    return render(request, "interchange/event_import.html", context, status=_status(form))


@login_required
@require_http_methods(["GET", "POST"])
def import_review(request: MemberRequest, token: str) -> HttpResponse:
    """What the import would do; a POST does it."""
    mine = Upload.objects.usable_by(request.user).select_related("by", "event", "category")
    upload = get_object_or_404(mine, pk=token)
    if not permissions.can_import(request.user, upload):
        raise Http404
    try:
        if request.method == "POST":
            return _imported(request, operations.import_upload(upload))
        report, refusal = operations.preview_upload(upload), ""
    except Refused as refused:
        report, refusal = None, str(refused)
    context = {"upload": upload, "report": report, "refusal": refusal, **_in_words(report)}
    return render(request, "interchange/review.html", context, status=422 if refusal else 200)


def _uploaded(form: Any, *, by: Any, event: Event | None = None) -> Upload | None:
    """The file kept for the review, or None with what is wrong noted at the form."""
    if not (form.is_bound and form.is_valid()):
        return None
    choices = dict(form.cleaned_data)
    file = choices.pop("file")
    try:
        return operations.keep_upload(file.read(), by=by, file_name=file.name, event=event, **choices)
    except Refused as refusal:
        reasons = getattr(refusal, "findings", None)
        form.add_error("file", [str(reason) for reason in reasons[:20]] if reasons else str(refusal))
        return None


def _imported(request: MemberRequest, report: ImportReport) -> HttpResponse:
    number = report.talks.added + report.talks.updated + report.talks.reinstated + report.talks.withdrawn
    if number:
        sentence = ngettext("Imported %(number)d talk", "Imported %(number)d talks", number)
        say(request, sentence % {"number": number})
    else:
        say(request, _("Nothing had changed"))
    if clashes := clashes_in_words(report.clashes):
        say(request, " ".join([clashes, *report.clashes.told[:1]]))
    return redirect("timetable", slug=report.event.slug if report.event else report.slug)


def _in_words(report: ImportReport | None) -> dict[str, Any]:
    if report is None:
        return {}
    warnings = sorted(report.remarks, key=lambda remark: not remark.is_warning)
    return {
        "counts": counted(report),
        "clashes": clashes_in_words(report.clashes),
        "remarks": warnings[:MOST_REMARKS],
        "more_remarks": max(0, len(warnings) - MOST_REMARKS),
    }


def _status(form: Any) -> int:
    return 422 if form.is_bound else 200
