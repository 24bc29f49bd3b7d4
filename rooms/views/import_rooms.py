"""A list of rooms comes in: what its headings mean, what would become of each row, then for good; and goes out."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import MemberRequest
from kit.import_rows import ImportRow
from kit.refusals import Refused
from kit.tables import Table, heading_key
from rooms.forms.import_rooms import ImportRoomsForm
from rooms.importing.room_columns import ATTRIBUTE, COLUMNS, known_columns, title_of
from rooms.importing.room_export import export_headings, export_rows
from rooms.importing.room_files import read_some_rooms
from rooms.importing.room_lines import lines_of_rooms
from rooms.models import Attribute, Location, Room
from rooms.navigation import rooms_side
from rooms.operations.import_rooms import RoomsReport, import_rooms
from rooms.operations.settings import room_settings
from rooms.permissions import can_run_all_rooms, can_run_anything
from rooms.views.downloads import table_download

CHOSEN = "column-"
MOST_SHOWN = 500


@login_required
@require_http_methods(["GET", "POST"])
def import_rooms_page(request: MemberRequest) -> HttpResponse:
    """The form, and below it headings and report: `look` keeps nothing, `import` adds and changes."""
    locations = Location.objects.run_by(request.user)
    if not locations and not can_run_all_rooms(request.user, room_settings()):
        raise Http404
    only = locations[0].pk if len(locations) == 1 else None
    form = ImportRoomsForm(
        request.POST or None, request.FILES or None, locations=locations, initial={"location": only}
    )
    context: dict[str, Any] = {**rooms_side(request.user, current="import-rooms"), "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            context |= _looked_at(request, form)
        except (Refused, ValidationError) as problem:
            form.add_error("file", problem if isinstance(problem, ValidationError) else str(problem))
    status = 422 if request.method == "POST" and form.errors else 200
    return render(request, "rooms/manage/import_rooms.html", context, status=status)


@login_required
@require_safe
def export_rooms(request: MemberRequest) -> HttpResponse | StreamingHttpResponse:
    """All rooms in use that the person runs, `?format=csv|xlsx`, as a list that imports unchanged."""
    if not can_run_anything(request.user):
        raise Http404
    attributes = list(Attribute.objects.all())
    rows = list(export_rows(Room.objects.run_by(request.user).in_use(), attributes))
    return table_download(request, export_headings(attributes), rows, name=_("Rooms"))


def _looked_at(request: MemberRequest, form: ImportRoomsForm) -> dict[str, Any]:
    content, name = form.cleaned_data["content"], form.cleaned_data["name"]
    table = read_some_rooms(content, name)
    attributes = list(Attribute.objects.all())
    columns = _columns(request, table, attributes)
    context = {
        "file_name": name,
        "kept": form.packed,
        "notes": table.notes,
        "headings": _headings(table, columns),
        "columns": [(column, title_of(column)) for column in COLUMNS]
        + [(f"{ATTRIBUTE}{attribute.name}", attribute.title) for attribute in attributes],
    }
    location = form.cleaned_data["location"]
    try:
        report = import_rooms(
            lines_of_rooms(table, columns),
            by=request.user,
            location=location.name if location else "",
            dry_run=request.POST.get("act") != "import",
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return context
    return {**context, **_told(report)}


def _columns(request: MemberRequest, table: Table, attributes: list[Attribute]) -> dict[str, str]:
    """What each heading is taken for: as the person chose, else as it is known."""
    known = {*COLUMNS, "", *(f"{ATTRIBUTE}{attribute.name}" for attribute in attributes)}
    chosen = {
        field.removeprefix(CHOSEN): str(column)
        for field, column in request.POST.items()
        if field.startswith(CHOSEN) and column in known
    }
    return known_columns(table.headings, [attribute.name for attribute in attributes], chosen=chosen)


def _told(report: RoomsReport) -> dict[str, Any]:
    counts = report.counts
    return {
        "report": report,
        "counts": counts,
        "amount": counts.get("new", 0) + counts.get("changed", 0),
        "rows": [
            ImportRow(one.number, one.outcome, one.room, one.fields, one.sentence)
            for one in report.refused_first[:MOST_SHOWN]
        ],
        "more": max(len(report.results) - MOST_SHOWN, 0),
    }


def _headings(table: Table, columns: dict[str, str]) -> list[dict[str, str]]:
    """Each heading as written, with an example, and the column it is taken for; unknown ones first."""
    found = []
    for heading in table.headings:
        key = heading_key(heading)
        example = next((row.cells[key] for row in table.rows[:50] if row.cells.get(key)), "")
        column = columns.get(key, "")
        found.append(
            {"heading": heading, "field": f"{CHOSEN}{key}", "example": example[:60], "column": column}
        )
    return sorted(found, key=lambda one: bool(one["column"]))
