"""The types of talks and of sessions, on one page."""

from dataclasses import dataclass

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
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
from programme.forms.tracks import ContributionTypeForm, SessionTypeForm
from programme.models import ContributionType, SessionType
from programme.operations import add_contribution_type, add_session_type, edit_type, remove_type


@dataclass(slots=True)
class Kind:
    """One of the two lists, with the type of it that is being edited, if any."""

    name: str
    form: forms.Form
    editing: ContributionType | SessionType | None


@login_required
@require_http_methods(["GET", "POST"])
def manage_types(request: MemberRequest, pk: int) -> HttpResponse:
    """Both lists; each with one form, for a new type, or with ?talk= or ?session= for that one."""
    event = managed_event(request, pk)
    here = reverse("manage-types", args=[event.pk])
    kinds = {name: _kind(request, event, name) for name in ("talk", "session")}
    if request.method == "POST":
        kind = kinds.get(request.POST.get("kind", ""))
        if kind is None:
            raise Http404
        if _done(request, event, kind):
            return go_to(request, here)
    alive = Q(contributions__deleted_at__isnull=True)
    context = {
        **event_side(event, current="manage-types"),
        "talk": kinds["talk"],
        "session": kinds["session"],
        "talk_types": event.contribution_types.annotate(uses=Count("contributions", filter=alive)),
        "session_types": event.session_types.annotate(
            uses=Count("sessions", filter=Q(sessions__deleted_at__isnull=True))
        ),
        "here": here,
    }
    return render(request, "programme/manage/types.html", context)


def _kind(request: MemberRequest, event: Event, name: str) -> Kind:
    editing = _type(event, name, request.GET[name]) if request.GET.get(name) else None
    form_class = ContributionTypeForm if name == "talk" else SessionTypeForm
    initial = {field: getattr(editing, field) for field in form_class.base_fields} if editing else {}
    is_typed = request.POST.get("kind") == name and "remove" not in request.POST
    form = form_class(request.POST if is_typed else None, initial=initial, prefix=name)
    return Kind(name, form, editing)


def _type(event: Event, name: str, asked: str) -> ContributionType | SessionType:
    key = key_of(asked)
    if name == "talk":
        return get_object_or_404(event.contribution_types, pk=key)
    return get_object_or_404(event.session_types, pk=key)


def _done(request: MemberRequest, event: Event, kind: Kind) -> bool:
    if asked := request.POST.get("remove"):
        going = _type(event, kind.name, asked)
        name = str(going)
        remove_type(going, by=request.user)
        say(request, _("Removed “%(type)s”") % {"type": name})
        return True
    return kind.form.is_valid() and _saved(request, event, kind)


def _saved(request: MemberRequest, event: Event, kind: Kind) -> bool:
    try:
        if kind.editing is not None:
            edit_type(kind.editing, by=request.user, **kind.form.cleaned_data)
        elif kind.name == "talk":
            add_contribution_type(event, by=request.user, **kind.form.cleaned_data)
        else:
            add_session_type(event, by=request.user, **kind.form.cleaned_data)
    except Refused as refusal:
        kind.form.add_error("name", str(refusal))
        return False
    say(request, _("Saved “%(type)s”") % {"type": kind.form.cleaned_data["name"]})
    return True
