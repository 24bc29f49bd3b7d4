"""The first page of an event's management: figures, what is next, recent changes."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import MemberRequest
from events.navigation import event_side
from events.views.fetch import managed_event
from events.words import act_words
from journal.log_page import as_read
from journal.models import Entry
from timetable.to_do import figures_of, tasks_for

NEWEST = 8


@login_required
@require_safe
def manage_event(request: MemberRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    figures = figures_of(event)
    tasks = tasks_for(event, figures, user=request.user)
    entries = Entry.objects.filter(logbook=event.logbook_id).newest_first()[:NEWEST]
    context = {
        **event_side(event, current="manage-event"),
        "figures": figures,
        "tasks": tasks,
        "done": sum(task.is_done for task in tasks),
        "entries": [(entry, act_words(entry.verb)) for entry in as_read(entries, reader=request.user)],
        "zone": event.zone,
    }
    return render(request, "timetable/manage/dashboard.html", context)
