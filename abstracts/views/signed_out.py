"""Whoever was signed out while writing signs in again, and what they sent meanwhile is not lost.

The form carries a sealed word of who writes it. What is posted with it by nobody waits in the session for that person;
nothing is looked up before, so the answer tells nothing about the abstract.
"""

from copy import copy
from typing import Any

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from abstracts.operations.unsaved import LONGEST
from abstracts.views.typed import as_posted, typed_fields
from accounts.models import User
from kit.htmx import go_to
from kit.keys import key_of
from kit.toasts import say

KEY = "typed_while_signed_out"
KEPT_FOR = 30 * 24 * 3600
"""Seconds that a form may stay open; as long as a session lasts."""

_signer = TimestampSigner(salt="abstracts.writer")


def seal_of_writer(user: User | None) -> str:
    """The word the form carries; none for guests, whose link is in their session."""
    return _signer.sign(str(user.pk)) if user is not None else ""


def sent_by_nobody(request: HttpRequest) -> HttpResponse | None:
    """Keep what was sent, and lead to signing in and back; None where nobody was signed out."""
    if request.method != "POST" or isinstance(request.user, User):
        return None
    try:
        writer = key_of(_signer.unsign(request.POST.get("writer", ""), max_age=KEPT_FOR))
    except BadSignature:
        return None
    fields = typed_fields(request)
    if not writer or sum(len(one) for said in fields.values() for one in said) > LONGEST:
        return None
    seen = request.POST.get("revision", "")[:40]
    request.session[KEY] = {"path": request.path, "writer": writer, "fields": fields, "revision": seen}
    say(request, _("You were signed out. Sign in, and what you typed is there again."))
    return go_to(request, f"{reverse('account_login')}?{urlencode({'next': request.path})}")


def typed_before(request: HttpRequest) -> HttpRequest | None:
    """What the person sent while signed out, as if they saved it now; once, and only to who wrote it."""
    kept: dict[str, Any] | None = request.session.get(KEY)
    user = request.user
    if request.method != "GET" or not kept or not isinstance(user, User):
        return None
    if kept["path"] != request.path or kept["writer"] != user.pk:
        return None
    del request.session[KEY]
    again, posted = copy(request), as_posted(kept["fields"])
    posted["act"], posted["revision"] = "save", kept["revision"]
    again.FILES  # noqa: B018  read before there is a method that would read them anew
    again.method, again.POST = "POST", posted  # type: ignore[assignment]
    return again
