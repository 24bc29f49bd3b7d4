"""Why a call takes nothing now, and whom to ask."""

from django.utils import timezone
from django.utils.translation import gettext as _

from abstracts.models import Call


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
