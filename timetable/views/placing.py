"""What a form says after something was placed: that it is saved and what else changed, or why not."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from accounts.requests import MemberRequest
from kit.refusals import Refused, in_html
from kit.toasts import say
from timetable.operations.slots import Placed


def placed_by(request: MemberRequest, form: Any, act: Callable[[], Placed]) -> Placed | None:
    """Do it and say what came of it; None when it is refused, which the form then says."""
    try:
        placed = act()
    except Refused as refusal:
        form.add_error(None, in_html(refusal))
        return None
    say(request, _("Saved “%(entry)s”") % {"entry": placed.slot.label})
    for note in [form.note, *placed.notes]:
        if note:
            say(request, note)
    return placed
