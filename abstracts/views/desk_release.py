"""Releasing: what would become known, to whom, and then the act; many at once as a job."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from abstracts.desk.asked import Asked, Stage
from abstracts.desk.rows import Row
from abstracts.letters.drafts import planned
from abstracts.letters.loading import loaded, rules_of
from abstracts.models import DECIDED, State
from abstracts.operations import release
from abstracts.release_job import MOST_AT_ONCE, start_release
from abstracts.views.desk_door import AtDesk, at_desk, side_of
from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.toasts import say


@dataclass(frozen=True, slots=True)
class Group:
    """Decisions of one state, counted by the track they are accepted or reviewed in."""

    state: State
    count: int
    tracks: list[tuple[str, int]]


@login_required
@require_http_methods(["GET", "POST"])
def desk_release(request: MemberRequest, slug: str) -> HttpResponse:
    """GET: what would be released. POST: release those of the `state`s, if the `count` is still the one seen."""
    here = at_desk(request, slug)
    if not here.standing.is_manager:
        raise Http404
    waiting = here.find(Asked(stage=Stage.UNRELEASED)).rows
    states = [state for state in DECIDED if state in request.POST.getlist("state")]
    chosen = [row for row in waiting if row.state in states]
    changed = False
    if request.method == "POST" and chosen:
        changed = request.POST.get("count") != str(len(waiting))
        if not changed:
            back = f"{reverse('desk-list', args=[slug])}?state=all"
            return release_now(here, [row.pk for row in chosen], back=back)
    keys = [row.pk for row in waiting]
    letters = Counter(letter.rule.name for letter in planned(rules_of([here.event.pk]), loaded(keys)))
    accepted = [row for row in waiting if row.state == State.ACCEPTED]
    context = {
        **side_of(here, current="desk"),
        "groups": _groups(here, waiting),
        "total": len(waiting),
        "letters": sorted(letters.items()),
        "letter_count": sum(letters.values()),
        "new": sum(row.contribution is None for row in accepted),
        "renewed": sum(row.contribution is not None for row in accepted),
        "changed": changed,
        "is_job": len(waiting) > MOST_AT_ONCE,
    }
    return render(request, "abstracts/desk/release.html", context, status=409 if changed else 200)


def release_now(here: AtDesk, keys: list[int], *, back: str) -> HttpResponse:
    """A few at once; many as a job, whose page shows how far it is. Raises Refused."""
    request = here.request
    if len(keys) > MOST_AT_ONCE:
        job = start_release(here.event, keys, by=request.user)
        return go_to(request, reverse("job", args=[job.key]))
    n = len(release(here.event, keys, by=request.user))
    say(request, ngettext("Released %(n)d decision", "Released %(n)d decisions", n) % {"n": n})
    return go_to(request, back)


def _groups(here: AtDesk, waiting: list[Row]) -> list[Group]:
    groups = []
    for state in DECIDED:
        rows = [row for row in waiting if row.state == state]
        counted: Counter[str] = Counter()
        for row in rows:
            places: Any = here.frame.tracks_of([row.accepted_track] if row.accepted_track else row.tracks)
            counted.update([place.name for place in places] or [""])
        if rows:
            groups.append(Group(State(state), len(rows), sorted(counted.items())))
    return groups
