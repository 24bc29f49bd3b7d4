"""The tracks of an event: list, form, order."""

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from events.models import Event
from events.navigation import event_side
from events.views.fetch import managed_event
from kit.htmx import go_to
from kit.keys import key_of
from kit.refusals import Refused
from kit.toasts import say
from programme.forms.tracks import TrackForm
from programme.models import Track
from programme.operations import add_track, edit_track, order_tracks, remove_track

TALKS = Count("contributions", filter=Q(contributions__deleted_at__isnull=True))


@login_required
@require_http_methods(["GET", "POST"])
def manage_tracks(request: MemberRequest, pk: int) -> HttpResponse:
    """All tracks in order, and one form: for a new track, or with ?track= for that one."""
    event = managed_event(request, pk)
    here = reverse("manage-tracks", args=[event.pk])
    track = _track(event, request.GET["track"]) if request.GET.get("track") else None
    typed = request.POST if request.POST.get("act") == "save" else None
    form = TrackForm(typed, initial=_initial(track))
    if request.method == "POST":
        if typed is None:
            _arrange(request, event)
            return go_to(request, here)
        if form.is_valid() and _saved(request, event, track, form):
            return go_to(request, here)
    context = {
        **event_side(event, current="manage-tracks"),
        "tracks": event.tracks.annotate(talks=TALKS),
        "track": track,
        "form": form,
        "here": here,
    }
    return render(request, "programme/manage/tracks.html", context)


def _track(event: Event, asked: str) -> Track:
    return get_object_or_404(event.tracks, pk=key_of(asked))


def _initial(track: Track | None) -> dict[str, object]:
    return {name: getattr(track, name) for name in TrackForm.base_fields} if track else {}


def _saved(request: MemberRequest, event: Event, track: Track | None, form: TrackForm) -> bool:
    try:
        if track is None:
            track = add_track(event, by=request.user, **form.cleaned_data)
            say(request, _("Added “%(track)s”") % {"track": track})
        else:
            edit_track(track, by=request.user, **form.cleaned_data)
            say(request, _("Saved “%(track)s”") % {"track": track})
    except Refused as refusal:
        form.add_error("name", str(refusal))
        return False
    return True


def _arrange(request: MemberRequest, event: Event) -> None:
    """`up`, `down` or `remove` hold the id of a track of this event."""
    for act in ("up", "down", "remove"):
        if asked := request.POST.get(act):
            track = _track(event, asked)
            if act == "remove":
                name = str(track)
                remove_track(track, by=request.user)
                say(request, _("Removed “%(track)s”") % {"track": name})
            else:
                _move(request, event, track, by=-1 if act == "up" else 1)
            return


def _move(request: MemberRequest, event: Event, track: Track, *, by: int) -> None:
    tracks = list(event.tracks.all())
    place = tracks.index(track)
    tracks.insert(max(0, place + by), tracks.pop(place))
    order_tracks(event, tracks=tracks, by=request.user)
