"""PDFs at once, without a way to make the server work hard: strangers share one kept file, others wait for their own.

A stranger's file is made once for each state of the event (its stamp, see `timetable.stamps`) and language. Whoever
signed in gets a file of their own, made one at a time.
"""

from collections.abc import Callable
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Sum
from django.db.models.functions import Length
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kit.refusals import Refused
from programme.models import Session
from timetable.printing.chapters import slots_of_session
from timetable.printing.printout import Printout
from timetable.stamps import event_stamp

KEPT_FOR = 24 * 3600
LONGEST_MAKING = 60
"""Seconds after which a file that is being made is given up, and somebody else may try."""

MOST_SECONDS = 2
AN_ENTRY, A_LETTER = 0.015, 0.000_03
"""Seconds of work that an entry and a letter of its texts take, as `make bench ONLY=print` has it, rounded up."""


class BeingMade(Refused):
    """Somebody asked for the same a moment ago."""


def is_small(printout: Printout, *, session: Session | None = None) -> bool:
    """Whether the programme, or one session of it, is printed while one waits."""
    slots, talks, sessions = printout.slots, printout.talks, printout.sessions
    if session is not None:
        slots, talks = slots_of_session(slots, session.pk), talks.filter(session=session)
        sessions = sessions.filter(pk=session.pk)
    letters = _letters(talks, "abstract") + _letters(sessions, "description")
    return slots.count() * AN_ENTRY + letters * A_LETTER <= MOST_SECONDS


def _letters(things: Any, field: str) -> int:
    letters: int | None = things.order_by().aggregate(letters=Sum(Length(field)))["letters"]
    return letters or 0


def kept_or_made(request: HttpRequest, slug: str, name: str, make: Callable[[], bytes]) -> bytes:
    """The file of that name for this reader. Raises BeingMade, and what making it raises."""
    if request.user.is_authenticated:
        return one_at_a_time(f"print.person.{request.user.pk}", make)
    stamp = event_stamp(request, slug=slug)
    said = f"{stamp}\n{name}\n{get_language()}\n{settings.BUILD}"
    key = f"print.{blake2b(said.encode(), digest_size=16).hexdigest()}"
    kept: bytes | None = cache.get(key) if stamp else None
    if kept is None:
        kept = one_at_a_time(f"print.event.{slug.lower()}", make)
        if stamp:
            cache.set(key, kept, KEPT_FOR)
    return kept


def one_at_a_time(turn: str, make: Callable[[], bytes]) -> bytes:
    """What `make` gives, unless the same turn is taken. Raises BeingMade, and what making it raises."""
    if not cache.add(turn, 1, LONGEST_MAKING):
        raise BeingMade(_("A file of this programme is being made at this moment. Try again in a minute."))
    try:
        return make()
    finally:
        cache.delete(turn)
