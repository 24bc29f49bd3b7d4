"""The page on which a talk or a session gets protection of its own, or follows what contains it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from access.forms import VIEW_OR_MANAGE
from access.models import AccessList
from accounts.requests import MemberRequest
from events.navigation import event_side
from events.protection_page import meaning
from events.protection_page import protect as protection_form
from kit.htmx import go_to
from kit.toasts import say
from programme.duties import SESSION_RIGHTS
from programme.models import Contribution, Session
from programme.operations import has_own_protection, protect, unprotect
from programme.operations.protection import Protectable


def protection_page(
    request: MemberRequest, thing: Protectable, *, here: str, back: str, current: str
) -> HttpResponse:
    """Do what was posted, or show the page. The caller has made sure that the person runs the thing."""
    act = request.POST.get("act")
    if act == "own":
        protect(thing, mode=AccessList.Mode.INHERITING, by=request.user)
        return go_to(request, here)
    if act == "follow":
        unprotect(thing, by=request.user)
        say(request, _("“%(thing)s” follows what contains it") % {"thing": thing})
        return go_to(request, here)
    context = {
        **event_side(thing.event, current=current),
        "thing": thing,
        "is_session": isinstance(thing, Session),
        "container": _container(thing),
        "here": here,
        "back": back,
        "own": has_own_protection(thing),
    }
    if not context["own"]:
        context["meaning"] = meaning(thing, viewer=request.user)
        return render(request, "programme/manage/protection.html", context)
    rights = SESSION_RIGHTS if isinstance(thing, Session) else VIEW_OR_MANAGE
    answer = protection_form(request, thing, here=here, permissions=rights)
    if isinstance(answer, HttpResponse):
        return answer
    return render(request, "programme/manage/protection.html", context | answer)


def _container(thing: Protectable) -> str:
    inside = thing.session if isinstance(thing, Contribution) else None
    return str(inside or thing.event)
