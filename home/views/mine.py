"""My events."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from abstracts.reviewing.work import committees_of
from abstracts.standing import chaired_by
from accounts.requests import MemberRequest
from home import mine


@login_required
@require_safe
def my_events(request: MemberRequest) -> HttpResponse:
    """What the person organises, has a part in, or starred talks of; upcoming first, then past."""
    shelves = {
        "organised": mine.recent_first(mine.organised_by(request.user)),
        "part": mine.recent_first(mine.with_part_of(request.user)),
        "starred": mine.recent_first(mine.starred_by(request.user)),
    }
    context = {
        "shelves": shelves,
        "sessions": mine.sessions_of(request.user),
        "committees": committees_of(request.user),
        "chaired": chaired_by(request.user),
    }
    return render(request, "home/my_events.html", context)
