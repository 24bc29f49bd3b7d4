"""The page on which somebody protects a thing: categories and events here, parts of events on the floor above."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from access import protection_page
from access.filters import keyring_of
from access.forms import VIEW_OR_MANAGE
from access.models import AccessList
from access.protection_page import Rights
from accounts.requests import MemberRequest
from events.models import Category, Event
from events.operations import give_right, set_protection, take_right
from events.operations.protection import Protected

ACTS = protection_page.Acts(set_protection, give_right, take_right)
EVENT_RIGHTS: Rights = [*VIEW_OR_MANAGE]
"""What can be given on an event. Apps above insert the duties they know, when they are loaded."""


def protect(
    request: MemberRequest, thing: Protected, *, here: str, permissions: Rights = VIEW_OR_MANAGE
) -> HttpResponse | dict[str, Any]:
    """As `access.protection_page.protect`, for what belongs to events."""
    means = partial(meaning, thing, viewer=request.user)
    return protection_page.protect(request, thing, ACTS, here=here, rights=permissions, meaning=means)


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


def _name_of_door(access: AccessList, *, viewer: Any) -> str:
    """The thing whose list decides; nameless where the viewer may not see it."""
    keyring = keyring_of(viewer)
    door = access.reach[0]
    category = Category.objects.visible_to(keyring).filter(access=door).first()
    event = None if category else Event.objects.visible_to(keyring).filter(access=door).first()
    return str(category or event or _("what contains it"))
