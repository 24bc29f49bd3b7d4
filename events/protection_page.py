"""The page on which somebody protects a thing: categories and events here, parts of events on the floor above."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from access.filters import keyring_of
from access.forms import VIEW_OR_MANAGE, GrantForm, ModeForm
from access.models import AccessList, Grant
from accounts.requests import MemberRequest
from events.models import Category, Event
from events.operations import give_right, set_protection, take_right
from events.operations.protection import Protected
from kit.htmx import go_to
from kit.keys import key_of
from kit.refusals import Refused
from kit.toasts import say, say_failure

EVENT_RIGHTS: list[tuple[str, Any]] = [*VIEW_OR_MANAGE]
"""What can be given on an event. Apps above insert the duties they know, when they are loaded."""


def protect(
    request: MemberRequest,
    thing: Protected,
    *,
    here: str,
    permissions: list[tuple[str, Any]] = VIEW_OR_MANAGE,
) -> HttpResponse | dict[str, Any]:
    """Do what was posted and send the browser back to `here`, or give the context of access/_mode and _grants.

    The caller has made sure that the person runs the thing.
    """
    act = request.POST.get("act")
    mode_form = ModeForm(request.POST if act == "protect" else None, access=thing.access)
    grant_form = GrantForm(request.POST if act == "give" else None, permissions=permissions)
    if request.method == "POST":
        forms: dict[str, ModeForm | GrantForm] = {"protect": mode_form, "give": grant_form}
        form = forms.get(act or "")
        done = _take(request, thing) if form is None else _change(request, thing, form)
        if done:
            return go_to(request, here)
    return {
        "mode_form": mode_form,
        "grant_form": grant_form,
        "grants": _with_words(thing.access.grants.with_principals(), permissions),
        "from_above": _managers_above(thing.access),
        "meaning": meaning(thing, viewer=request.user),
        "here": here,
    }


def _with_words(grants: Iterable[Grant], permissions: list[tuple[str, Any]]) -> list[Grant]:
    """Each with what it means; a duty by its first words."""
    words = {name: str(label).partition(":")[0] for name, label in permissions}
    named = list(grants)
    for held in named:
        held.words = words.get(held.permission, "")  # type: ignore[attr-defined]
    return named


def meaning(thing: Protected, *, viewer: Any) -> str:
    """What the protection of a thing means at this moment, as a sentence."""
    access = thing.access
    if access.mode == AccessList.Mode.PUBLIC:
        return _("Everybody may see it, whatever protects what contains it.")
    if access.mode == AccessList.Mode.RESTRICTED:
        return _("Only those named here and those who run it may see it.")
    door = _name_of_door(access, viewer=viewer)
    if access.is_open:
        return _("It follows “%(name)s”, which is public: everybody may see it.") % {"name": door}
    return _(
        "It follows “%(name)s”, which is restricted: those let in there may see it, and those named here."
    ) % {"name": door}


def _change(request: MemberRequest, thing: Protected, form: ModeForm | GrantForm) -> bool:
    if not form.is_valid():
        return False
    by = request.user
    try:
        if isinstance(form, ModeForm):
            set_protection(thing, mode=form.cleaned_data["mode"], by=by)
            say(request, _("Changed who may see it"))
        else:
            given = give_right(
                thing, to=form.cleaned_data["to"], permission=form.cleaned_data["permission"], by=by
            )
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


def _managers_above(access: AccessList) -> list[Grant]:
    above = [list_id for list_id in access.path if list_id != access.pk]
    managers = Grant.objects.filter(access_list__in=above, permission=Grant.MANAGE).with_principals()
    return list({grant.principal: grant for grant in managers}.values())


def _name_of_door(access: AccessList, *, viewer: Any) -> str:
    """The thing whose list decides; nameless where the viewer may not see it."""
    keyring = keyring_of(viewer)
    door = access.reach[0]
    category = Category.objects.visible_to(keyring).filter(access=door).first()
    event = None if category else Event.objects.visible_to(keyring).filter(access=door).first()
    return str(category or event or _("what contains it"))
