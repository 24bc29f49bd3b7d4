"""The tracks of an event: list, form, order; and the groups they stand in."""

from collections.abc import Mapping
from typing import Any

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
from kit.arranging import asked_for, rearranged
from kit.htmx import go_to
from kit.keys import key_of
from kit.ordering import STEPS, moved
from kit.refusals import Refused
from kit.toasts import say
from programme.forms.tracks import TrackForm, TrackGroupForm
from programme.models import Track, TrackGroup
from programme.operations import (
    add_track,
    edit_track,
    order_track_groups,
    order_tracks,
    remove_track,
    remove_track_group,
    rename_track_group,
)
from programme.operations.tracks import next_hue

TALKS = Count("contributions", filter=Q(contributions__deleted_at__isnull=True))
OF_A_TRACK = ("name", "code", "hue", "group", "description")


@login_required
@require_http_methods(["GET", "POST"])
def manage_tracks(request: MemberRequest, pk: int) -> HttpResponse:
    """All tracks in their groups, and one form: of a new track, of that of ?track=, or of the group of ?group=."""
    event = managed_event(request, pk)
    here = reverse("manage-tracks", args=[event.pk])
    track = _track(event, request.GET["track"]) if request.GET.get("track") else None
    group = _group(event, request.GET["group"]) if request.GET.get("group") else None
    typed = request.POST if request.POST.get("act") == "save" else None
    form: TrackForm | TrackGroupForm = (
        TrackGroupForm(typed, initial={"name": group.name})
        if group
        else TrackForm(typed, event=event, initial=_initial(event, track))
    )
    if request.method == "POST":
        if typed is None:
            _arrange(request, event)
            return go_to(request, here)
        if form.is_valid() and _saved(request, event, group or track, form):
            return go_to(request, here)
    context = {
        **event_side(event, current="manage-tracks"),
        "groups": _in_groups(event),
        "track": track,
        "group": group,
        "form": form,
        "here": here,
    }
    return render(request, "programme/manage/tracks.html", context)


def _track(event: Event, asked: str) -> Track:
    return get_object_or_404(event.tracks, pk=key_of(asked))


def _group(event: Event, asked: str) -> TrackGroup:
    return get_object_or_404(event.track_groups, pk=key_of(asked))


def _in_groups(event: Event) -> list[tuple[TrackGroup | None, list[Track]]]:
    """Tracks without a group first, then each group with its tracks, in their orders; empty groups too."""
    found: dict[int | None, list[Track]] = {}
    for track in event.tracks.annotate(talks=TALKS).order_by("position", "name", "pk"):
        found.setdefault(track.group_id, []).append(track)
    groups = [(group, found.get(group.pk, [])) for group in event.track_groups.all()]
    return [(None, found[None]), *groups] if None in found else [*groups]


def _initial(event: Event, track: Track | None) -> dict[str, object]:
    """Of a new track: a colour that is free, so that who chooses none gets tracks that look apart."""
    return {name: getattr(track, name) for name in OF_A_TRACK} if track else {"hue": next_hue(event)}


def _saved(
    request: MemberRequest, event: Event, thing: Track | TrackGroup | None, form: TrackForm | TrackGroupForm
) -> bool:
    values = dict(form.cleaned_data)
    try:
        if isinstance(thing, TrackGroup):
            rename_track_group(thing, by=request.user, **values)
        else:
            thing = _put_track(event, thing, values, by=request.user)
        say(request, _("Saved “%(track)s”") % {"track": thing})
    except Refused as refusal:
        form.add_error("name", str(refusal))
        return False
    return True


def _put_track(event: Event, track: Track | None, values: dict[str, Any], *, by: Any) -> Track:
    """Add or change a track, in a new group where one is named."""
    if name := values.pop("new_group", ""):
        values["group"] = name
    if track is None:
        return add_track(event, by=by, **values)
    edit_track(track, by=by, **values)
    return track


def _arrange(request: MemberRequest, event: Event) -> None:
    """`up`, `down` or `remove` hold the id of a track of this event; `group-up` … that of a group."""
    by, typed = request.user, request.POST
    tracks, groups = list(event.tracks.all()), list(event.track_groups.all())
    if arranged := rearranged(groups, typed, prefix="group-"):
        order_track_groups(event, groups=arranged, by=by)
    elif group := asked_for(groups, typed.get("group-remove")):
        name = str(group)
        remove_track_group(group, by=by)
        say(request, _("Removed “%(track)s”. Its tracks stay.") % {"track": name})
    elif track := asked_for(tracks, typed.get("remove")):
        name = str(track)
        remove_track(track, by=by)
        say(request, _("Removed “%(track)s”") % {"track": name})
    else:
        order_tracks(event, tracks=_past_neighbours(tracks, typed), by=by)


def _past_neighbours(tracks: list[Track], typed: Mapping[str, str]) -> list[Track]:
    """`up` and `down` move a track past the next one of its group; where there is none it stays."""
    for act, step in STEPS.items():
        if track := asked_for(tracks, typed.get(act)):
            beside = [each for each in tracks if each.group_id == track.group_id]
            neighbour = moved(beside, beside.index(track), by=step).index(track)
            here, there = tracks.index(track), tracks.index(beside[neighbour])
            return moved(tracks, here, by=there - here)
    return tracks
