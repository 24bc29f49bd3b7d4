"""Rooms kept free: the list, the form, and the page of one with the answers of its managers."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from access.forms import GrantForm
from access.models import Grant
from access.operations import grant, revoke
from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.keys import key_of
from kit.refusals import Refused, require
from kit.toasts import say, say_failure
from rooms.blocked import in_the_way
from rooms.forms.blocking import AnswerForm, BlockingForm
from rooms.models import BlockedRoom, Blocking, Booking, Room
from rooms.navigation import rooms_tabs
from rooms.operations.blockings import (
    accept_blocked_room,
    edit_blocking,
    end_blocking,
    reject_blocked_room,
    request_blocking,
)
from rooms.rights import Rights, rights_of
from rooms.views.gate import shows_rooms

PAGE = 50
USE = [(Blocking.USE, gettext_lazy("book these rooms all the same"))]


@login_required
@shows_rooms
@require_safe
def blockings(request: MemberRequest) -> HttpResponse:
    """`?show=` mine, waiting (for an answer of the reader's), or all that is ahead; `?over=1` what is over."""
    show = request.GET.get("show") if request.GET.get("show") in ("mine", "waiting") else "all"
    found = Blocking.objects.visible_to(request.user)
    if show == "mine":
        found = found.filter(created_by=request.user)
    if show == "waiting":
        found = found.filter(blocked_rooms__in=_waiting_for(request)).distinct()
    if not request.GET.get("over"):
        found = found.ahead()
    found = found.select_related("created_by").prefetch_related(_rooms_seen_by(request))
    context = {
        "tabs": rooms_tabs(request.user, current="blockings"),
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "show": show,
        "waiting": _waiting_for(request).values("blocking").distinct().count(),
    }
    return render(request, "rooms/blockings.html", context)


@login_required
@shows_rooms
@require_http_methods(["GET", "POST"])
def new_blocking(request: MemberRequest) -> HttpResponse:
    """Ask to keep rooms free; `?room=` has them ticked already."""
    wanted = [key_of(room) for room in request.GET.getlist("room")]
    form = BlockingForm(request.POST or None, user=request.user, initial={"rooms": wanted})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        allowed = [values["allowed"]] if values["allowed"] else []
        try:
            blocking = request_blocking(by=request.user, **{**values, "allowed": allowed})
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            _say_asked(request, blocking)
            return go_to(request, blocking)
    context = {"tabs": rooms_tabs(request.user, current="blockings"), "form": form}
    return render(request, "rooms/blocking_form.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def edit_blocking_page(request: MemberRequest, pk: int) -> HttpResponse:
    """Other days, rooms or reason, by whoever asked for it."""
    blocking = _visible(request, pk)
    require(_may_change(request, blocking))
    rooms = list(blocking.blocked_rooms.values_list("room", flat=True))
    initial = {name: getattr(blocking, name) for name in ("first_day", "last_day", "reason")} | {
        "rooms": rooms
    }
    form = BlockingForm(request.POST or None, user=request.user, initial=initial)
    del form.fields["allowed"]
    if request.method == "POST" and form.is_valid():
        try:
            edit_blocking(blocking, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            say(request, _("Changed what is kept free"))
            return go_to(request, blocking)
    context = {"tabs": rooms_tabs(request.user, current="blockings"), "form": form, "blocking": blocking}
    return render(request, "rooms/blocking_form.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def blocking(request: MemberRequest, pk: int) -> HttpResponse:
    """One blocking: its rooms with their answers, what accepting would reject, and who may book all the same."""
    thing = _visible(request, pk)
    grants = GrantForm(request.POST if request.POST.get("act") == "give" else None, permissions=USE)
    answer = AnswerForm(request.POST if request.POST.get("reject") else None)
    if request.method == "POST" and _act(request, thing, grants, answer):
        return go_to(request, thing)
    rights = rights_of(request.user)
    mine = _may_change(request, thing)
    context = {
        "tabs": rooms_tabs(request.user, current="blockings"),
        "blocking": thing,
        "rooms": [_row(request, blocked, rights) for blocked in _blocked_rooms(request, thing)],
        "answer": answer,
        "may_change": mine,
        "may_end": mine or _manages_all(thing, rights),
        "grants": thing.access.grants.with_principals() if mine else [],
        "grant_form": grants,
        "here": thing.get_absolute_url(),
    }
    return render(
        request, "rooms/blocking.html", context, status=422 if answer.errors or grants.errors else 200
    )


def _act(request: MemberRequest, thing: Blocking, grants: GrantForm, answer: AnswerForm) -> bool:
    """Do what was posted; False when a form has to be shown again."""
    try:
        if accepted := request.POST.get("accept"):
            _accept(request, _answerable(request, thing, accepted))
        elif rejected := request.POST.get("reject"):
            blocked = _answerable(request, thing, rejected)
            if not answer.is_valid():
                return False
            reject_blocked_room(blocked, by=request.user, reason=answer.cleaned_data["reason"])
            say(request, _("{room} is not kept free").format(room=blocked.room))
        elif request.POST.get("act") == "end":
            require(_may_change(request, thing) or _manages_all(thing, rights_of(request.user)))
            end_blocking(thing, by=request.user)
            say(request, _("Ended the blocking"))
        else:
            return _change_people(request, thing, grants)
    except Refused as refusal:
        say_failure(request, str(refusal))
    return True


def _accept(request: MemberRequest, blocked: BlockedRoom) -> None:
    rejected = accept_blocked_room(blocked, by=request.user)
    sentence = ngettext(
        "{room} is kept free. Rejected {n} date of others.",
        "{room} is kept free. Rejected {n} dates of others.",
        rejected,
    )
    say(request, sentence.format(room=blocked.room, n=rejected))


def _change_people(request: MemberRequest, thing: Blocking, grants: GrantForm) -> bool:
    require(_may_change(request, thing))
    if taken := request.POST.get("take"):
        held = get_object_or_404(thing.access.grants, pk=key_of(taken))
        say(request, _("{who} may not book there any more").format(who=held.principal))
        revoke(held)
        return True
    if request.POST.get("act") != "give":
        return True
    if not grants.is_valid():
        return False
    given: Grant = grant(thing.access, to=grants.cleaned_data["to"], permission=Blocking.USE)
    say(request, _("{who} may book there all the same").format(who=given.principal))
    return True


def _visible(request: MemberRequest, pk: int) -> Blocking:
    seen = Blocking.objects.visible_to(request.user).select_related("created_by", "access")
    return get_object_or_404(seen, pk=pk)


def _blocked_rooms(request: MemberRequest, thing: Blocking) -> QuerySet[BlockedRoom]:
    seen = BlockedRoom.objects.visible_to(request.user).filter(blocking=thing)
    return seen.select_related("room__access", "room__location__access", "decided_by", "blocking")


def _answerable(request: MemberRequest, thing: Blocking, key: str) -> BlockedRoom:
    blocked = get_object_or_404(_blocked_rooms(request, thing), pk=key_of(key))
    require(rights_of(request.user).manages(blocked.room))
    return blocked


def _row(request: MemberRequest, blocked: BlockedRoom, rights: Rights) -> dict[str, Any]:
    """A room of the page; what accepting it rejects is told to those who decide.

    In rooms that share space with it there may be bookings that the person may not know of: those are None.
    """
    asks = blocked.state == BlockedRoom.State.PENDING and rights.manages(blocked.room)
    found = in_the_way(blocked) if asks else []
    known = Booking.objects.visible_to(request.user).in_bulk([booking.pk for booking, _dates in found])
    shown = [(booking if booking.pk in known else None, dates) for booking, dates in found]
    return {"blocked": blocked, "asks": asks, "in_the_way": shown}


def _may_change(request: MemberRequest, thing: Blocking) -> bool:
    return thing.ended_at is None and (thing.created_by_id == request.user.pk or request.user.is_admin)


def _manages_all(thing: Blocking, rights: Rights) -> bool:
    rooms = Room.objects.for_rights().filter(blocked__blocking=thing)
    return thing.ended_at is None and all(rights.manages(room) for room in rooms)


def _waiting_for(request: MemberRequest) -> QuerySet[BlockedRoom]:
    return BlockedRoom.objects.pending().filter(room__in=Room.objects.run_by(request.user).in_use())


def _rooms_seen_by(request: MemberRequest) -> Prefetch:
    seen = BlockedRoom.objects.visible_to(request.user).select_related("room__location")
    return Prefetch("blocked_rooms", seen, to_attr="seen_rooms")


def _say_asked(request: MemberRequest, blocking: Blocking) -> None:
    waiting = blocking.blocked_rooms.pending().count()
    if not waiting:
        say(request, _("The rooms are kept free"))
        return
    sentence = ngettext("Asked the managers of {n} room", "Asked the managers of {n} rooms", waiting)
    say(request, sentence.format(n=waiting))
