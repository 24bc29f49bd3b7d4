"""Conflicts of interest of a call that were found, and those that were lifted, as an organiser may see them.

Authors, and conflicts that somebody declared, are no part of it: nobody lifts these for somebody else.
"""

from django.db.models import QuerySet

from abstracts.all_conflicts import conflicts_of_all
from abstracts.conflicts import PERSONAL, Reason
from abstracts.models import AbstractQuerySet, Call, LiftedConflict
from abstracts.reading import led_by
from abstracts.standing import Standing
from accounts.models import User


def found_between(standing: Standing, person: User) -> dict[int, str]:
    """The abstracts of the event with which the person has conflicts of interest that can be lifted, by id, with which
    rules found them, in words."""
    if not standing.is_manager:
        return {}
    found = conflicts_of_all([person], standing.event)[person.pk].reasons
    return {
        key: ", ".join(str(reason.label) for reason in Reason if reason in reasons)
        for key, reasons in found.items()
        if not reasons & PERSONAL
    }


def waiting_among(standing: Standing, call: Call, found: dict[int, str]) -> AbstractQuerySet:
    """Those of the call that are reviewed now, by number."""
    return led_by(standing).open().filter(call=call, pk__in=found).order_by("number")


def lifted_open_to(standing: Standing) -> "QuerySet[LiftedConflict]":
    """What was lifted at the event, for organisers; of their own abstracts nothing."""
    if not standing.is_manager:
        return LiftedConflict.objects.none()
    rows = LiftedConflict.objects.filter(abstract__in=led_by(standing).values("pk"))
    return rows.select_related("abstract", "user", "by")
