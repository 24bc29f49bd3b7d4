"""Take over bookings from a file: first what would become of each line, then for good."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from kit.refusals import Refused
from rooms.forms.import_bookings import ImportBookingsForm
from rooms.importing.given import lines_given
from rooms.models import Room
from rooms.navigation import rooms_side
from rooms.operations.import_bookings import BookingsReport, import_bookings
from rooms.permissions import can_run_anything


@login_required
@require_http_methods(["GET", "POST"])
def import_bookings_page(request: MemberRequest) -> HttpResponse:
    """The form, and below it the report: `look` keeps nothing, `book` books."""
    if not can_run_anything(request.user):
        raise Http404
    rooms = Room.objects.run_by(request.user).in_use().for_rights()
    form = ImportBookingsForm(request.POST or None, request.FILES or None, rooms=rooms)
    report = None
    if request.method == "POST" and form.is_valid():
        try:
            report = _import(request, form, list(rooms))
        except Refused as refusal:
            form.add_error("file", str(refusal))
    context = {
        **rooms_side(request.user, current="import-bookings"),
        "form": form,
        "report": report,
        "shown": report.overlaps_first if report else [],
    }
    return render(request, "rooms/manage/import_bookings.html", context, status=422 if form.errors else 200)


def _import(request: MemberRequest, form: ImportBookingsForm, rooms: list[Room]) -> BookingsReport:
    return import_bookings(
        lines_given(form.cleaned_data["file"]),
        by=request.user,
        rooms=rooms,
        into=form.cleaned_data["into"],
        on_conflict="skip" if form.cleaned_data["skip"] else "refuse",
        dry_run=request.POST.get("act") != "book",
    )
