"""Tables to take home: choose what they hold, or fetch one by its address, which stays the same."""

from itertools import chain

from django.contrib.auth.decorators import login_required
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import MemberRequest
from events.models import Event
from events.navigation import event_side
from events.views.fetch import managed_event
from kit.cells import stream_csv
from kit.files import as_attachment
from kit.json_files import stream_json
from kit.tables import xlsx_bytes
from kit.workbooks import XLSX
from timetable.exporting.tables import TABLES, TableKind, headings, objects, rows
from timetable.talk_list import STATES, Asked, asked_of

FORMATS = {"csv": "CSV", "xlsx": "XLSX", "json": "JSON"}


@login_required
@require_safe
@never_cache
def programme_export(request: MemberRequest, pk: int) -> HttpResponseBase:
    """The page; with `?format=` the table `?table=` of the columns `?column=`, filtered as the list is."""
    event = managed_event(request, pk)
    kind = TABLES.get(request.GET.get("table", ""), TABLES["talks"])
    names, asked = request.GET.getlist("column"), asked_of(request.GET)
    if request.GET.get("format") in FORMATS:
        return _file(event, kind, names, asked, request.GET["format"])
    known = {column.name for column in kind.columns}
    wanted = known.intersection(names) or known
    context = {
        **event_side(event, current="manage-talks"),
        "kind": kind,
        "kinds": list(TABLES.values()),
        "columns": [(column.name, column.title, column.name in wanted) for column in kind.columns],
        "formats": FORMATS.items(),
        "asked": asked,
        "states": [(state, label) for state, (label, _condition) in STATES.items()],
        "tracks": event.tracks.all(),
        "sessions": event.sessions.filter(deleted_at__isnull=True),
        "types": event.contribution_types.all(),
    }
    return render(request, "timetable/manage/export.html", context)


def _file(event: Event, kind: TableKind, names: list[str], asked: Asked, form: str) -> HttpResponseBase:
    name = f"{event.slug}-{kind.name}.{form}"
    if form == "json":
        return stream_json(objects(event, kind, names, asked), name=name)
    heads, cells = headings(kind, names), rows(event, kind, names, asked)
    if form == "csv":
        return stream_csv(chain([heads], cells), name=name)
    return as_attachment(xlsx_bytes(heads, cells, sheet=str(kind.title)), name=name, content_type=XLSX)
