"""The programme on paper, for those who run the event: every option, and the draft."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from access.filters import keyring_of
from accounts.requests import MemberRequest
from events.navigation import event_side
from events.views.fetch import managed_event
from jobs.operations import start_job
from kit.htmx import go_to
from kit.refusals import Refused
from timetable.days import days_of
from timetable.forms.printing import PrintForm
from timetable.models import settings_of
from timetable.printing.jobs import PROGRAMME
from timetable.printing.printout import Printout
from timetable.printing.sheets import PAPERS


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def programme_print(request: MemberRequest, pk: int) -> HttpResponse:
    """GET shows the options, with those of the address chosen; POST prints with them, as a job."""
    event = managed_event(request, pk)
    has_draft = not settings_of(event).is_live
    asked = request.POST if request.method == "POST" else request.GET
    form = PrintForm(asked if "layout" in asked or request.method == "POST" else None, has_draft=has_draft)
    if request.method == "POST" and form.is_valid():
        arguments = {"event": event.pk, "options": form.options.as_json(), "draft": form.is_draft}
        about = reverse("programme-print", args=[event.pk])
        try:
            job = start_job(PROGRAMME, by=request.user, arguments=arguments, about_url=about, unique=True)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return go_to(request, reverse("job", args=[job.key]))
    slots = Printout(event, keyring_of(request.user)).slots.top_level()
    starts = slots.order_by().values_list("starts_at", flat=True).distinct()
    context = {
        **event_side(event, current="programme-print"),
        "form": form,
        "days": days_of(starts, event),
        "papers": PAPERS,
        "base": event.get_absolute_url(),
        "sessions": event.sessions.filter(deleted_at__isnull=True),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "timetable/manage/print.html", context, status=status)
