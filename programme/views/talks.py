"""The form of a talk, its protection, and taking it out and bringing it back."""

from django.contrib.auth.decorators import login_required
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
from kit.toasts import say
from programme.forms.talk_sheet import TalkSheet
from programme.models import Contribution
from programme.operations import (
    create_contribution,
    delete_contribution,
    edit_contribution,
    reinstate_contribution,
    restore_contribution,
    withdraw_contribution,
)
from programme.views.protection import protection_page

MOST_SUGGESTIONS = 10


@login_required
@require_http_methods(["GET", "POST"])
def manage_talk_new(request: MemberRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    return _talk_form(request, event, None)


@login_required
@require_http_methods(["GET", "POST"])
def manage_talk(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    event = managed_event(request, pk)
    return _talk_form(request, event, _talk(event, number))


@login_required
@require_http_methods(["GET", "POST"])
def manage_talk_protection(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """Who may see the talk."""
    event = managed_event(request, pk)
    talk = _talk(event, number)
    return protection_page(
        request,
        talk,
        here=reverse("manage-talk-protection", args=[event.pk, number]),
        back=reverse("manage-talk", args=[event.pk, number]),
        current="manage-talks",
    )


@login_required
@require_POST
def manage_talk_withdraw(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    event = managed_event(request, pk)
    talk = _talk(event, number)
    withdraw_contribution(talk, by=request.user)
    undo = reverse("manage-talk-reinstate", args=[event.pk, number])
    say(request, _("Withdrew “%(talk)s”") % {"talk": talk}, undo=undo)
    return go_to(request, reverse("manage-talk", args=[event.pk, number]))


@login_required
@require_POST
def manage_talk_reinstate(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    event = managed_event(request, pk)
    talk = _talk(event, number)
    reinstate_contribution(talk, by=request.user)
    say(request, _("“%(talk)s” is in the programme again") % {"talk": talk})
    return go_to(request, reverse("manage-talk", args=[event.pk, number]))


@login_required
@require_POST
def manage_talk_delete(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    event = managed_event(request, pk)
    talk = _talk(event, number)
    delete_contribution(talk, by=request.user)
    undo = reverse("manage-talk-restore", args=[event.pk, number])
    say(request, _("Deleted “%(talk)s”") % {"talk": talk}, undo=undo)
    return go_to(request, reverse("manage-talks", args=[event.pk]))


@login_required
@require_POST
def manage_talk_restore(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    event = managed_event(request, pk)
    talk = get_object_or_404(Contribution, event=event, number=number)
    restore_contribution(talk, by=request.user)
    say(request, _("Restored “%(talk)s”") % {"talk": talk})
    return go_to(request, reverse("manage-talk", args=[event.pk, number]))


@login_required
@require_safe
def manage_people_suggestions(request: MemberRequest, pk: int) -> HttpResponse:
    """People of the event whose name or affiliation holds ?q=, as options for a picker."""
    event = managed_event(request, pk)
    asked = request.GET.get("q", "").replace("\x00", "")[:100].strip()
    found = event.people.filter(name__icontains=asked)[:MOST_SUGGESTIONS] if asked else []
    return render(request, "programme/manage/_people.html", {"people": found})


def _talk(event: Event, number: int) -> Contribution:
    talks = Contribution.objects.filter(event=event, deleted_at__isnull=True).with_people()
    return get_object_or_404(
        talks.select_related("event__logbook", "access", "session__access"), number=number
    )


def _talk_form(request: MemberRequest, event: Event, talk: Contribution | None) -> HttpResponse:
    sheet = TalkSheet(request.POST if request.method == "POST" else None, event=event, talk=talk)
    if request.method == "POST" and not request.POST.get("more") and sheet.is_valid():
        saved = _saved(request, event, talk, sheet)
        if saved is not None:
            return go_to(request, reverse("manage-talk", args=[event.pk, saved.number]))
    context = {**event_side(event, current="manage-talks"), "talk": talk, "sheet": sheet}
    return render(request, "programme/manage/talk.html", context)


def _saved(
    request: MemberRequest, event: Event, talk: Contribution | None, sheet: TalkSheet
) -> Contribution | None:
    """The talk, written; None when something about it is refused, which the form then says."""
    try:
        if talk is None:
            talk = create_contribution(event, by=request.user, **sheet.values)
            say(request, _("Added “%(talk)s”") % {"talk": talk})
        else:
            edit_contribution(talk, by=request.user, **sheet.changes)
            say(request, _("Saved “%(talk)s”") % {"talk": talk})
    except Refused as refusal:
        sheet.form.add_error(None, str(refusal))
        return None
    return talk
