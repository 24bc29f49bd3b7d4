"""The versions of a timetable, for those who run the event: what they hold, what they have apart, and back to one."""

import json
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import MemberRequest
from events.models import Event
from events.navigation import event_side
from events.views.fetch import managed_event
from kit.htmx import go_to
from kit.keys import key_of
from kit.moments import day_of
from kit.refusals import Refused
from kit.toasts import say, say_failure
from timetable.models import Version, settings_of
from timetable.operations.rolling_back import roll_back
from timetable.versions import Edition, Line, edition_of, lines_of, unpublished_count, working_edition
from timetable.versions.diff import Standing, standing_in
from timetable.versions.words import place_words

PER_PAGE = 50
DRAFT = "draft"


@login_required
@require_safe
def timetable_versions(request: MemberRequest, pk: int) -> HttpResponse:
    """Newest first."""
    event = managed_event(request, pk)
    versions = Version.objects.filter(event=event).published().defer("entries", "report")
    context = {
        **event_side(event, current="timetable-versions"),
        "page": Paginator(versions.select_related("made_by"), PER_PAGE).get_page(request.GET.get("page")),
        "settings": settings_of(event),
        "waiting": unpublished_count(event),
    }
    return render(request, "timetable/manage/versions.html", context)


@login_required
@require_safe
def timetable_version(request: MemberRequest, pk: int, version: int) -> HttpResponse:
    """What it holds; and what it has apart from the one before, or from ?to= (the key of another, or "draft")."""
    event = managed_event(request, pk)
    chosen = _version(event, version)
    others = list(
        Version.objects.filter(event=event).published().exclude(pk=chosen.pk).defer("entries", "report")
    )
    edition = edition_of(chosen)
    context = {
        **event_side(event, current="timetable-versions"),
        "version": chosen,
        "others": others,
        "days": _days(edition, event),
        "count": len(edition.held),
        **_compared(request, event, chosen, edition, others),
    }
    return render(request, "timetable/manage/version.html", context)


@login_required
@require_POST
def timetable_roll_back(request: MemberRequest, pk: int, version: int) -> HttpResponse:
    event = managed_event(request, pk)
    chosen = _version(event, version)
    try:
        done = roll_back(event, chosen, by=request.user)
    except Refused as refusal:
        say_failure(request, str(refusal))
        return go_to(request, reverse("timetable-version", args=[event.pk, chosen.pk]))
    said = ngettext(
        "Put %(number)d entry back to %(version)s", "Put %(number)d entries back to %(version)s", done.changed
    )
    say(request, said % {"number": done.changed, "version": chosen})
    for note in done.notes:
        say(request, note)
    return go_to(request, reverse("timetable-publish", args=[event.pk]))


@login_required
@require_safe
def timetable_version_json(request: MemberRequest, pk: int, version: int) -> HttpResponse:
    """The version as it is kept."""
    event = managed_event(request, pk)
    chosen = _version(event, version)
    content = {
        "event": event.slug,
        "number": chosen.number,
        "name": chosen.name,
        "note": chosen.note,
        "published": chosen.made_at.isoformat(),
        "entries": chosen.entries,
        **chosen.report,
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    name = f"{event.slug}-v{chosen.number}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="application/json", headers=headers)


def _version(event: Event, key: int) -> Version:
    return get_object_or_404(Version.objects.filter(event=event).published(), pk=key)


def _compared(
    request: MemberRequest, event: Event, chosen: Version, edition: Edition, others: list[Version]
) -> dict[str, Any]:
    """From this one to the other; without a choice, from the one before to this."""
    asked = request.GET.get("to", "")
    if asked == DRAFT:
        return {"to": DRAFT, "lines": _lines(working_edition(event), edition, event)}
    if asked:
        other = next((one for one in others if one.pk == key_of(asked)), None)
        if other is None:
            raise Http404
        return {"to": other, "lines": _lines(edition_of(other), edition, event)}
    earlier = [one for one in others if (one.number or 0) < (chosen.number or 0)]
    if not earlier:
        return {"to": None, "before": None, "lines": []}
    return {"to": None, "before": earlier[0], "lines": _lines(edition, edition_of(earlier[0]), event)}


def _lines(later: Edition, earlier: Edition, event: Event) -> list[Line]:
    return lines_of(later.changes_since(earlier), zone=event.zone)


def _days(edition: Edition, event: Event) -> list[tuple[date, list[tuple[Standing, str]]]]:
    """What takes place, by days, each entry with its time and room in words."""
    held = edition.held

    def day(standing: Standing) -> date:
        return day_of(standing.entry.starts_at, event.zone, event.day_change)

    standings = [standing_in(held, key) for key in held]
    return [
        (each, [(one, place_words(one, zone=event.zone, names_day=False)) for one in group])
        for each, group in groupby(standings, key=day)
    ]
