"""Sessions: the list, the form, the protection, delete and restore."""

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import MemberRequest
from events.models import Event
from events.navigation import event_side
from events.views.fetch import managed_event
from kit.htmx import go_to
from kit.refusals import Refused
from kit.toasts import say, say_failure
from programme.forms.session import SessionForm
from programme.models import Session, SessionConvener
from programme.operations import create_session, delete_session, edit_session, restore_session
from programme.views.protection import protection_page

WITH_CONVENERS = Prefetch("convener_links", SessionConvener.objects.select_related("person"))
TALKS = Count("contributions", filter=Q(contributions__deleted_at__isnull=True))


@login_required
@require_safe
def manage_sessions(request: MemberRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    sessions = Session.objects.alive().filter(event=event).select_related("type", "track", "access")
    context = {
        **event_side(event, current="manage-sessions"),
        "sessions": sessions.prefetch_related(WITH_CONVENERS).annotate(talks=TALKS),
    }
    return render(request, "programme/manage/sessions.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def manage_session_new(request: MemberRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    return _session_form(request, event, None)


@login_required
@require_http_methods(["GET", "POST"])
def manage_session(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    event = managed_event(request, pk)
    return _session_form(request, event, _session(event, number))


@login_required
@require_http_methods(["GET", "POST"])
def manage_session_protection(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """Who may see the session and the talks that follow it."""
    event = managed_event(request, pk)
    return protection_page(
        request,
        _session(event, number),
        here=reverse("manage-session-protection", args=[event.pk, number]),
        back=reverse("manage-session", args=[event.pk, number]),
        current="manage-sessions",
    )


@login_required
@require_POST
def manage_session_delete(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    event = managed_event(request, pk)
    session = _session(event, number)
    try:
        delete_session(session, by=request.user)
    except Refused as refusal:
        say_failure(request, str(refusal))
        return go_to(request, reverse("manage-session", args=[event.pk, number]))
    undo = reverse("manage-session-restore", args=[event.pk, number])
    say(request, _("Deleted “%(session)s”") % {"session": session}, undo=undo)
    return go_to(request, reverse("manage-sessions", args=[event.pk]))


@login_required
@require_POST
def manage_session_restore(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    event = managed_event(request, pk)
    session = get_object_or_404(Session, event=event, number=number)
    restore_session(session, by=request.user)
    say(request, _("Restored “%(session)s”; its talks stay where they are") % {"session": session})
    return go_to(request, reverse("manage-session", args=[event.pk, number]))


def _session(event: Event, number: int) -> Session:
    sessions = Session.objects.alive().filter(event=event).select_related("event__logbook", "type", "track")
    return get_object_or_404(sessions.annotate(talks=TALKS), number=number)


def _session_form(request: MemberRequest, event: Event, session: Session | None) -> HttpResponse:
    form = SessionForm(request.POST if request.method == "POST" else None, event=event, session=session)
    if form.is_valid():
        saved = _saved(request, event, session, form)
        if saved is not None:
            return go_to(request, reverse("manage-session", args=[event.pk, saved.number]))
    context = {**event_side(event, current="manage-sessions"), "session": session, "form": form}
    return render(request, "programme/manage/session.html", context)


def _saved(
    request: MemberRequest, event: Event, session: Session | None, form: SessionForm
) -> Session | None:
    try:
        if session is None:
            session = create_session(event, by=request.user, **form.cleaned_data)
            say(request, _("Added “%(session)s”") % {"session": session})
        else:
            edit_session(session, by=request.user, **form.changes)
            say(request, _("Saved “%(session)s”") % {"session": session})
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    return session
