"""What is done at the desk to one abstract."""

from collections.abc import Callable
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from abstracts.desk.asked import Asked
from abstracts.desk.queue import queue_of
from abstracts.desk.rights import Act
from abstracts.desk.rows import Row
from abstracts.forms.decision import DecisionForm
from abstracts.models import Abstract, DeskStep
from abstracts.operations.desk_acts import Chosen, carry_out
from abstracts.operations.desk_steps import undo_step
from abstracts.operations.letters import letters_for
from abstracts.operations.taking_over import leave_edit, show_again, take_over_edit
from abstracts.operations.withdrawing import withdraw
from abstracts.refusals import ChangedMeanwhile
from abstracts.views.desk import desk_page, filters_in, form_for
from abstracts.views.desk_door import AtDesk, at_desk, done_words, side_of, undo_address
from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.keys import is_key, key_of
from kit.refusals import Refused, require
from kit.toasts import say, say_failure


@login_required
@require_POST
def desk_act(request: MemberRequest, slug: str) -> HttpResponse:
    """Decide on the abstract `number`, or (`do=letters`) show the letters first. The filters are in the address.

    409 with both states where somebody else decided in between, 422 with what is wrong; nothing was done then.
    """
    here = at_desk(request, slug)
    row = here.row(key_of(request.POST.get("number", "")))
    abstract = Abstract.objects.get(pk=row.pk)
    form = form_for(here, row, abstract, request.POST)
    if not form.is_valid():
        return desk_page(here, row=row, form=form, status=422)
    chosen = form.chosen
    require(here.permits(chosen.act, [row.pk]))
    if request.POST.get("do") == "letters":
        letters = letters_for(abstract, chosen.decision) if chosen.decision is not None else []
        return desk_page(here, row=row, form=form, letters=letters)
    queue = queue_of(here.find(Asked.of(request.GET)), row)
    try:
        done = carry_out(here.event, {row.pk: form.cleaned_data["revision"]}, chosen, by=request.user)
    except ChangedMeanwhile as refusal:
        return _clash(here, row, form, refusal)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return desk_page(here, row=row, form=form, status=409)
    undo = undo_address(here, done.step, filters=filters_in(request))
    say(request, done_words(chosen.act, row.number), undo=undo)
    return go_to(request, here.address(filters_in(request), number=queue.after or queue.before or row.number))


@login_required
@require_POST
def desk_take_back(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Undo the decision, or bring back what was withdrawn."""
    return _one_act(request, slug, number, Act.TAKE_BACK)


@login_required
@require_POST
def desk_undo(request: MemberRequest, slug: str, step: int) -> HttpResponse:
    """Undo one's own act, on one abstract or many; what was changed since stays. The filters are in the address."""
    here = at_desk(request, slug)
    found = get_object_or_404(DeskStep, pk=step, event=here.event, by=request.user)
    try:
        undone = undo_step(found, by=request.user)
    except Refused as refusal:
        say_failure(request, str(refusal))
        return go_to(request, reverse("desk-list", args=[slug]))
    n, left = len(undone.abstracts), undone.left
    say(request, ngettext("%(n)d abstract is as before", "%(n)d abstracts are as before", n) % {"n": n})
    if left:
        words = ngettext("%(n)d was changed since and stays", "%(n)d were changed since and stay", left)
        say_failure(request, words % {"n": left})
    filters = filters_in(request)
    if len(found.before) == 1:
        return go_to(request, here.address(filters, number=undone.abstracts[0].number))
    return go_to(request, f"{reverse('desk-list', args=[slug])}?{filters}")


@login_required
@require_POST
def desk_withdraw(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    return _one_act(request, slug, number, Act.WITHDRAW)


@login_required
@require_POST
def desk_take_over(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Let the contribution say what the abstract says now."""
    return _following(request, slug, number, take_over_edit)


@login_required
@require_POST
def desk_leave(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Leave the contribution as it is; `revision` is what the person saw. `?back=1` shows the difference again."""
    if "back" in request.GET:
        return _following(request, slug, number, show_again)
    seen = request.POST.get("revision", "")
    leave = partial(leave_edit, revision=int(seen) if is_key(seen) else None)
    words = _("The contribution of #%(number)d stays as it is") % {"number": number}
    undo = f"{reverse('desk-leave', args=[slug, number])}?back=1"
    return _following(request, slug, number, leave, words=words, undo=undo)


def _following(
    request: MemberRequest,
    slug: str,
    number: int,
    act: Callable[..., None],
    *,
    words: str = "",
    undo: str = "",
) -> HttpResponse:
    here = at_desk(request, slug)
    row = here.row(number)
    require(here.standing.is_manager)
    try:
        act(Abstract.objects.get(pk=row.pk), by=request.user)
    except Refused as refusal:
        say_failure(request, str(refusal))
    else:
        if words:
            say(request, words, undo=undo)
    return go_to(request, here.address("state=all", number=number))


def _clash(here: AtDesk, row: Row, form: DecisionForm, refusal: ChangedMeanwhile) -> HttpResponse:
    """Both states: what it is now, and what this person was about to do."""
    context = {
        **side_of(here, current="desk"),
        "row": here.row(row.number),
        "abstract": Abstract.objects.select_related("decided_by", "accepted_track", "accepted_type").get(
            pk=row.pk
        ),
        "yours": Act(form.cleaned_data["act"]).label,
        "comment": form.cleaned_data["comment"],
        "why": str(refusal),
        "back": here.address(filters_in(here.request), number=row.number),
        "zone": here.event.zone,
    }
    return render(here.request, "abstracts/desk/clash.html", context, status=409)


def _one_act(request: MemberRequest, slug: str, number: int, act: Act) -> HttpResponse:
    here = at_desk(request, slug)
    row = here.row(number)
    require(here.permits(act, [row.pk]))
    try:
        if act == Act.TAKE_BACK:
            done = carry_out(here.event, {row.pk: None}, Chosen(act), by=request.user)
            undo = undo_address(here, done.step, filters="state=all")
        else:
            withdraw(Abstract.objects.get(pk=row.pk), by=request.user)
            undo = reverse("desk-take-back", args=[slug, number])
    except Refused as refusal:
        say_failure(request, str(refusal))
    else:
        say(request, done_words(act, number), undo=undo)
    return go_to(request, here.address("state=all", number=number))
