"""Where people work, as far as an event knows: what their profile says, and under what they are named at abstracts."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Value

from abstracts.models import Affiliation, Organisation
from abstracts.models.state import UNSENT
from abstracts.nearness import each_of, place
from accounts.models import User
from events.models import Event


@dataclass(frozen=True, slots=True)
class Somewhere:
    """Names of affiliations in the form of `nearness.place`, and identifiers of ror.org."""

    names: frozenset[str] = frozenset()
    rors: frozenset[str] = frozenset()


NOWHERE = Somewhere()


def whereabouts(users: Collection[int], event: Event) -> dict[int, Somewhere]:
    """For each of the people; several affiliations of a profile are apart by a semicolon. Two queries.

    An organisation of the list that is called like one of them lends its identifier.
    """
    told = User.objects.filter(pk__in=users).exclude(affiliation="").order_by()
    named = Affiliation.objects.filter(author__abstract__event=event, author__user__in=users)
    sent = named.exclude(author__abstract__state__in=UNSENT).order_by()
    names: dict[int, set[str]] = defaultdict(set)
    rors: dict[int, set[str]] = defaultdict(set)
    of_profile = told.values_list("pk", place(each_of("affiliation")), Value(""))
    for user, name, ror in of_profile.union(sent.values_list("author__user", place("name"), "ror")):
        names[user].add(name)
        rors[user].add(ror)
    known: dict[str, set[str]] = defaultdict(set)
    if wanted := set().union(*names.values()) - {""}:
        listed = Organisation.objects.annotate(place=place("name")).filter(place__in=wanted).order_by()
        for name, ror in listed.values_list("place", "ror"):
            known[name].add(ror)
    return {
        user: Somewhere(
            frozenset(names[user] - {""}),
            frozenset(rors[user].union(*(known[name] for name in names[user] if name in known)) - {""}),
        )
        for user in users
    }
