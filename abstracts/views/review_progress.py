"""How far the reviewers are, for organisers and conveners; and reminding them."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from abstracts.models import Call
from abstracts.operations.reminding import remind_reviewers
from abstracts.reviewing.progress import lines_of
from abstracts.standing import Standing, standing_of
from abstracts.views.committee import committee_side
from abstracts.views.fetch import chair_side
from accounts.requests import MemberRequest
from events.models import Event
from kit.htmx import go_to
from kit.keys import key_of
from kit.refusals import Refused
from kit.toasts import say, say_failure


@login_required
@require_http_methods(["GET", "POST"])
def abstract_progress(request: MemberRequest, pk: int) -> HttpResponse:
    """By reviewer and by track, for one call. POST reminds the reviewers named by `reviewer`."""
    standing = _leading(request, pk)
    calls = list(Call.objects.filter(event=standing.event).select_related("reviewing", "event"))
    wanted = key_of(request.POST.get("call", "") or request.GET.get("call", ""))
    call = next((one for one in calls if one.pk == wanted), calls[0] if calls else None)
    if request.method == "POST":
        return _remind(request, call)
    people, tracks = lines_of(call, standing) if call is not None else ([], [])
    context = {
        **_side(request, standing),
        "zone": standing.event.zone,
        "calls": calls,
        "call": call,
        "people": people,
        "tracks": tracks,
        "given": sum(line.given for line in people),
        "done": sum(line.done for line in people),
        "waiting": [line.key for line in people if line.waiting],
        "now": timezone.now(),
    }
    return render(request, "abstracts/review/progress.html", context)


def _remind(request: MemberRequest, call: Call | None) -> HttpResponse:
    if call is None:
        raise Http404
    chosen = [key_of(text) for text in request.POST.getlist("reviewer")]
    try:
        sent = remind_reviewers(call, chosen, by=request.user)
    except Refused as refusal:
        say_failure(request, str(refusal))
    else:
        say(request, ngettext("Reminded %(n)d reviewer", "Reminded %(n)d reviewers", sent) % {"n": sent})
        if sent < len(chosen):
            say(request, _("Nobody is reminded twice within an hour, or without a review that waits."))
    return go_to(request, f"{request.path}?call={call.pk}")


def _leading(request: MemberRequest, pk: int) -> Standing:
    """Only those who lead: organisers, and conveners for their tracks."""
    events = Event.objects.filter(deleted_at__isnull=True).select_related("category", "access", "logbook")
    standing = standing_of(request.user, get_object_or_404(events, pk=pk))
    if not (standing.is_manager or standing.is_convener):
        raise Http404
    return standing


def _side(request: MemberRequest, standing: Standing) -> dict[str, object]:
    if standing.is_manager:
        return chair_side(request, standing.event, current="abstract-progress") | {"standing": standing}
    return committee_side(standing, current="abstract-progress")
