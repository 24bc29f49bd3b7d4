"""The page on which somebody protects a thing and lets others in, as far as it is the same for all things."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from access.forms import GrantForm, ModeForm
from access.models import AccessList, Grant
from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.keys import key_of
from kit.refusals import Refused, TooOften
from kit.toasts import say, say_failure

Rights = list[tuple[str, Any]]
"""What can be given, each with its words."""


class Protected(Protocol):
    @property
    def access(self) -> AccessList: ...


@dataclass(frozen=True, slots=True)
class Acts:
    """The operations of the app that the thing belongs to."""

    set_protection: Callable[..., None]
    give_right: Callable[..., Grant]
    take_right: Callable[..., None]


def protect(
    request: MemberRequest,
    thing: Protected,
    acts: Acts,
    *,
    here: str,
    rights: Rights,
    meaning: Callable[[], str],
) -> HttpResponse | dict[str, Any]:
    """Do what was posted and send the browser back to `here`, or give the context of access/_mode and _grants.

    `meaning` says what the protection means at this moment. The caller has made sure that the person runs the thing.
    """
    act = request.POST.get("act")
    mode_form = ModeForm(request.POST if act == "protect" else None, access=thing.access)
    grant_form = GrantForm(request.POST if act == "give" else None, permissions=rights)
    if request.method == "POST":
        forms: dict[str, ModeForm | GrantForm] = {"protect": mode_form, "give": grant_form}
        form = forms.get(act or "")
        done = _take(request, thing, acts) if form is None else _change(request, thing, acts, form)
        if done:
            return go_to(request, here)
    return {
        "mode_form": mode_form,
        "grant_form": grant_form,
        "grants": _with_words(thing.access, rights),
        "from_above": _managers_above(thing.access),
        "meaning": meaning(),
        "here": here,
    }


def _change(request: MemberRequest, thing: Protected, acts: Acts, form: ModeForm | GrantForm) -> bool:
    if not form.is_valid():
        return False
    values = form.cleaned_data
    try:
        if isinstance(form, ModeForm):
            acts.set_protection(thing, mode=values["mode"], by=request.user)
            say(request, _("Changed who may see it"))
        else:
            given = acts.give_right(thing, to=values["to"], permission=values["permission"], by=request.user)
            say(request, _("Gave access to %(who)s") % {"who": given.principal})
    except TooOften:
        raise  # a page of its own says so, with its status
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _take(request: MemberRequest, thing: Protected, acts: Acts) -> bool:
    """Only rights on this very thing can be named: others do not exist here."""
    asked = request.POST.get("take", "")
    held = get_object_or_404(thing.access.grants.with_principals(), pk=key_of(asked))
    try:
        acts.take_right(thing, held, by=request.user)
        say(request, _("Took away the access of %(who)s") % {"who": held.principal})
    except Refused as refusal:
        say_failure(request, str(refusal))
    return True


def _with_words(access: AccessList, rights: Rights) -> list[Grant]:
    """Each with what it means; a duty by its first words."""
    words = {name: str(label).partition(":")[0] for name, label in rights}
    grants = list(access.grants.with_principals())
    for held in grants:
        held.words = words.get(held.permission, "")  # type: ignore[attr-defined]
    return grants


def _managers_above(access: AccessList) -> list[Grant]:
    above = [list_id for list_id in access.path if list_id != access.pk]
    managers = Grant.objects.filter(access_list__in=above, permission=Grant.MANAGE).with_principals()
    return list({held.principal: held for held in managers}.values())
