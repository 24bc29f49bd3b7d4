"""The timetable editor: a board of one day, the tray, the conflicts, and the form of what is chosen."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.formats import date_format
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from accounts.requests import MemberRequest
from events.navigation import event_side
from events.views.fetch import managed_event
from kit.navigation import Link
from timetable.editor.asked import STEPS
from timetable.editor.desk import Desk, desk_of
from timetable.editor.markup import joined
from timetable.editor.words import keys, script_words
from timetable.views.editor_answer import token_of
from timetable.views.editor_forms import Choice, choice_of
from timetable.views.editor_parts import FIXED, chosen_part, conflicts_part, parts_of

PARTS = {"ed-tray": "tray", "ed-chosen": "chosen", "ed-conflicts": "conflicts"}
"""What htmx may ask for alone, by the element it is for."""


@login_required
@require_safe
def manage_timetable(request: MemberRequest, pk: int) -> HttpResponse:
    """One day (?day=) and what is chosen in it (?entry=), a talk of the tray (?talk=), or something new (?new=)."""
    event = managed_event(request, pk)
    desk = desk_of(event, request.GET, by=request.user)
    part = PARTS.get(request.headers.get("HX-Target", ""))
    if part == "tray":
        context = {"event": event, "desk": desk, "tray": desk.tray}
        response = render(request, "timetable/manage/_editor_tray.html", context)
    elif part == "chosen":
        choice = choice_of(request.GET, event, desk.plan)
        response = HttpResponse(chosen_part(request, desk, choice).html)
    elif part == "conflicts":
        response = HttpResponse(conflicts_part(desk, fixed=FIXED).html)
    else:
        response = render(request, "timetable/manage/editor.html", page_context(request, desk))
    patch_vary_headers(response, ["HX-Target"])
    return response


def page_context(request: MemberRequest, desk: Desk, choice: Choice | None = None) -> dict[str, Any]:
    """`choice` is a form with a mistake in it; without one it is what the address names."""
    event, view = desk.event, desk.view
    choice = choice or choice_of(request.GET, event, desk.plan)
    return {
        **event_side(event, current="manage-timetable"),
        "desk": desk,
        "view": view,
        "cards": joined(desk.fragments),
        "days": _days(desk),
        "steps": [(step, step == view.step) for step in STEPS],
        "words": script_words(),
        "keys": keys(),
        "parts": parts_of(request, desk, choice, fixed=FIXED),
        "choice": choice,
        "token": token_of(event),
        "tracks": event.tracks.all(),
        "sessions": event.sessions.filter(deleted_at__isnull=True),
        "types": event.contribution_types.all(),
    }


def _days(desk: Desk) -> list[Link]:
    """ "Wed 17", with the month where they are not all of one."""
    months = {(day.year, day.month) for day in desk.view.days}
    words = pgettext("short date", "D j") if len(months) == 1 else pgettext("short date with month", "D j M")
    return [
        Link(date_format(day, words), f"?day={day:%Y-%m-%d}", current=day == desk.view.day)
        for day in desk.view.days
    ]
