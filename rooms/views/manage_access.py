"""Who sees, books and runs all rooms, a location, or one room."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from access.forms import GrantForm, ModeForm
from access.models import AccessList, Grant
from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.keys import key_of
from kit.refusals import Refused, require
from kit.toasts import say, say_failure
from rooms.models import Room
from rooms.operations.grants import Protected, give_right, rights_in, set_protection, take_right
from rooms.views.manage_fetch import (
    around_location,
    around_room,
    around_settings,
    managed_location,
    managed_room,
    settings_for_those_who_run_all,
)

PAGE = "rooms/manage/access.html"


@login_required
@require_http_methods(["GET", "POST"])
def rooms_protection_page(request: MemberRequest) -> HttpResponse:
    """Who may see rooms at all, and who runs them all."""
    settings = settings_for_those_who_run_all(request)
    answer = _protect(request, settings, here=reverse("rooms-protection"))
    if isinstance(answer, HttpResponse):
        return answer
    return render(request, PAGE, {**around_settings(request, current="rooms-protection"), **answer})


@login_required
@require_http_methods(["GET", "POST"])
def location_protection_page(request: MemberRequest, pk: int) -> HttpResponse:
    location = managed_location(request, pk)
    answer = _protect(request, location, here=reverse("location-protection", args=[pk]))
    if isinstance(answer, HttpResponse):
        return answer
    return render(
        request, PAGE, {**around_location(request, location, current="location-protection"), **answer}
    )


@login_required
@require_http_methods(["GET", "POST"])
def room_protection_page(request: MemberRequest, pk: int) -> HttpResponse:
    at_hand = managed_room(request, pk)
    require(at_hand.may_edit)
    answer = _protect(request, at_hand.room, here=reverse("room-protection", args=[pk]))
    if isinstance(answer, HttpResponse):
        return answer
    return render(request, PAGE, {**around_room(request, at_hand, current="room-protection"), **answer})


def _protect(request: MemberRequest, thing: Protected, *, here: str) -> HttpResponse | dict[str, Any]:
    """Do what was posted and go on, or give the context of access/_mode and _grants."""
    act = request.POST.get("act")
    mode_form = ModeForm(request.POST if act == "protect" else None, access=thing.access)
    grant_form = GrantForm(request.POST if act == "give" else None, permissions=rights_in(thing))
    if request.method == "POST":
        forms: dict[str, ModeForm | GrantForm] = {"protect": mode_form, "give": grant_form}
        form = forms.get(act or "")
        if _take(request, thing) if form is None else _change(request, thing, form):
            return go_to(request, here)
    return {
        "mode_form": mode_form,
        "grant_form": grant_form,
        "grants": _with_words(thing),
        "from_above": _managers_above(thing.access),
        "meaning": meaning(thing),
        "here": here,
    }


def meaning(thing: Protected) -> str:
    """What the protection means at this moment, as a sentence."""
    access = thing.access
    if access.mode == AccessList.Mode.PUBLIC:
        return _("Everybody who is signed in may see it, whatever protects what contains it.")
    if access.mode == AccessList.Mode.RESTRICTED:
        return _("Only those named here and those who run it may see it.")
    above = _("all rooms")
    if isinstance(thing, Room) and thing.location.access.mode != AccessList.Mode.INHERITING:
        above = str(thing.location)
    if access.is_open:
        return _("It follows “%(name)s”: everybody who is signed in may see it.") % {"name": above}
    return _(
        "It follows “%(name)s”, which is restricted: those let in there may see it, and those named here."
    ) % {"name": above}


def _change(request: MemberRequest, thing: Protected, form: ModeForm | GrantForm) -> bool:
    if not form.is_valid():
        return False
    values = form.cleaned_data
    try:
        if isinstance(form, ModeForm):
            set_protection(thing, mode=values["mode"], by=request.user)
            say(request, _("Changed who may see it"))
        else:
            given = give_right(thing, to=values["to"], permission=values["permission"], by=request.user)
            say(request, _("Gave access to %(who)s") % {"who": given.principal})
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _take(request: MemberRequest, thing: Protected) -> bool:
    """Only rights on this very thing can be named: others do not exist here."""
    asked = request.POST.get("take", "")
    held = get_object_or_404(thing.access.grants.with_principals(), pk=key_of(asked))
    try:
        take_right(thing, held, by=request.user)
        say(request, _("Took away the access of %(who)s") % {"who": held.principal})
    except Refused as refusal:
        say_failure(request, str(refusal))
    return True


def _with_words(thing: Protected) -> list[Grant]:
    """The grants, each with what it allows in words."""
    words = dict(rights_in(thing))
    grants = list(thing.access.grants.with_principals())
    for held in grants:
        held.words = words.get(held.permission, held.permission)  # type: ignore[attr-defined]
    return grants


def _managers_above(access: AccessList) -> list[Grant]:
    above = [key for key in access.path if key != access.pk]
    managers = Grant.objects.filter(access_list__in=above, permission=Grant.MANAGE).with_principals()
    return list({held.principal: held for held in managers}.values())
