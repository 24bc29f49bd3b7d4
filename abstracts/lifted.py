"""Conflicts of interest without those that the organisers lifted."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeVar

from abstracts.models import LiftedConflict
from events.models import Event

Reason = TypeVar("Reason", bound=str)

Lifted = Mapping[int, AbstractSet[str]]
"""By the id of an abstract, the rules that do not count for one person."""


def lifted_for(users: Collection[int], event: Event) -> dict[int, Lifted]:
    """By the id of the person; one query."""
    found: dict[int, dict[int, AbstractSet[str]]] = defaultdict(dict)
    rows = LiftedConflict.objects.filter(user__in=users, abstract__event=event).order_by()
    for user, abstract, rules in rows.values_list("user", "abstract", "rules"):
        found[user][abstract] = frozenset(rules)
    return {user: found[user] for user in users}


def without_lifted(found: Mapping[int, AbstractSet[Reason]], lifted: Lifted) -> dict[int, frozenset[Reason]]:
    """What is left of the reasons found for each abstract; nothing left, nothing there."""
    left = {key: frozenset(reasons - lifted.get(key, frozenset())) for key, reasons in found.items()}
    return {key: reasons for key, reasons in left.items() if reasons}
