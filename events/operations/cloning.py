"""Clone an event: another one of the same making at another time, with the parts somebody chose."""

from collections.abc import Collection

from django.conf import settings
from django.db import transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from events.cloning import Cloning, Part, WallShift, parts_in_order, usual_parts, with_needs
from events.models import Category, Event
from events.operations.events import EDITABLE, create_event
from events.operations.turns import lock_event
from events.refusals import TooManyClones, UnknownPart
from journal.operations import record
from kit.words import moment_words

NOT_TAKEN_OVER = frozenset({"slug", "starts_at", "ends_at"})


@transaction.atomic
def clone_event(
    event: Event,
    shift: WallShift,
    *,
    by: User,
    category: Category | None = None,
    parts: Collection[str] | None = None,
) -> Cloning:
    """A draft that only those who run it see, in the same category unless told otherwise; the clocks of its entries
    show what they showed at the original. Who clones it runs it.

    It keeps to the mode of protection, so that what is closed stays closed; who was named there is a part of its own.
    Nobody is told. Raises UnknownPart, OutsideOfCalendars.
    """
    chosen = check_parts(parts)
    source = lock_event(event)
    start, end = shift.span(source.starts_at, source.ends_at)
    values = {name: getattr(source, name) for name in EDITABLE - NOT_TAKEN_OVER}
    clone = create_event(
        category or source.category,
        by=by,
        starts_at=start,
        ends_at=end,
        mode=source.access.mode,
        is_draft=True,
        **values,
    )
    cloning = Cloning(source, clone, by, chosen, shift)
    for part in _in_order(chosen):
        part.copy(cloning)
    clone.refresh_from_db(fields=["revision"])
    _remember(cloning)
    return cloning


def check_parts(parts: Collection[str] | None) -> frozenset[str]:
    """The parts chosen with what they need; None are the usual ones. Raises UnknownPart."""
    chosen = usual_parts() if parts is None else parts
    if unknown := set(chosen) - {part.key for part in parts_in_order()}:
        raise UnknownPart(
            _("An event has no part “%(part)s”. Choose among: %(parts)s.")
            % {
                "part": sorted(unknown)[0][:40],
                "parts": ", ".join(part.key for part in parts_in_order()),
            }
        )
    return with_needs(chosen)


def check_amount(event: Event, *, by: User, parts: Collection[str], times: int) -> None:
    """Raise TooManyClones for more clones, or more copied entries, than one act makes."""
    most = settings.CLONES_AT_ONCE
    if times > most:
        raise TooManyClones(
            ngettext(
                "At most %(most)d event is cloned at once, and these are %(times)d dates. Choose an earlier end.",
                "At most %(most)d events are cloned at once, and these are %(times)d dates. Choose an earlier end.",
                most,
            )
            % {"most": most, "times": times}
        )
    rows = times * sum(part.count(event, by) for part in _in_order(parts))
    if rows > settings.CLONED_ROWS_AT_ONCE and times > 1:
        raise TooManyClones(
            _(
                "This would copy %(rows)s things, and %(most)s is the most at once. "
                "Choose fewer dates, or leave parts out."
            )
            % {
                "rows": number_format(rows, force_grouping=True),
                "most": number_format(settings.CLONED_ROWS_AT_ONCE, force_grouping=True),
            }
        )


def _in_order(chosen: Collection[str]) -> list[Part]:
    return [part for part in parts_in_order() if part.key in chosen]


def _remember(cloning: Cloning) -> None:
    """Both logs tell of it."""
    source, clone = cloning.source, cloning.clone
    when = moment_words(clone.starts_at, zone=clone.zone)
    parts = ", ".join(str(part.label) for part in _in_order(cloning.parts))
    changes = {"starts_at": ("", when), "parts": ("", parts)}
    record(source.logbook, "event.cloned", by=cloning.by, subject=source, changes=changes)
    record(clone.logbook, "event.made-as-clone", by=cloning.by, subject=clone, changes=changes)
