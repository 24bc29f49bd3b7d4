"""Sentences that several pages of authors say."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from abstracts.hands import Hand
from abstracts.models import Call
from kit.htmx import go_to
from kit.toasts import say_failure


def too_late(call: Call) -> str:
    """Why the call takes nothing now, and whom to ask."""
    ask = call.contact_email or call.event.contact_email
    sentence = (
        _("The call has not opened yet.")
        if call.opens_at is None or call.opens_at > timezone.now()
        else _("The time for this is over.")
    )
    if not ask:
        return f"{sentence} {_('Ask the organisers whether they still take it.')}"
    return f"{sentence} {_('Ask %(email)s whether they still take it.') % {'email': ask}}"


def told(request: HttpRequest, hand: Hand, sentence: str) -> HttpResponse:
    """Back to the page of the abstract, with a sentence why."""
    say_failure(request, sentence)
    return go_to(request, hand.abstract)
