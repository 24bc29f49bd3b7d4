"""Conflicts of interest: who must not review what, found from the data, and declared.

An author never sees the reviews of their own abstract (security: the committee is told nothing of them either).
Of the same affiliation or e-mail domain, or having written another abstract of the event together, bars where the call
says so, unless an organiser lifted it (`abstracts.lifted`). Addresses of public mail providers tell nothing about where
somebody works.

`conflicts_of_all` finds the same for a whole committee at once (`all_conflicts`).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.db.models import Model, Q, QuerySet, TextChoices, Value
from django.db.models.functions import Lower
from django.utils.translation import pgettext_lazy

from abstracts.affiliated import NOWHERE, Somewhere, whereabouts
from abstracts.lifted import lifted_for, without_lifted
from abstracts.models import UNSENT, Abstract, Affiliation, Author, Conflict, LiftedConflict
from abstracts.nearness import home, home_of, place
from accounts.models import User
from events.models import Event


class Reason(TextChoices):
    AUTHOR = "author", pgettext_lazy("conflict of interest", "is named at it")
    DECLARED = "declared", pgettext_lazy("conflict of interest", "declared or set by an organiser")
    AFFILIATION = LiftedConflict.Rule.AFFILIATION.value, LiftedConflict.Rule.AFFILIATION.label
    DOMAIN = LiftedConflict.Rule.DOMAIN.value, LiftedConflict.Rule.DOMAIN.label
    CO_AUTHOR = LiftedConflict.Rule.CO_AUTHOR.value, LiftedConflict.Rule.CO_AUTHOR.label


PERSONAL = frozenset({Reason.AUTHOR, Reason.DECLARED})


@dataclass(frozen=True)
class Conflicts:
    """Ids of abstracts with the reasons why one person must not review them."""

    reasons: dict[int, frozenset[Reason]] = field(default_factory=dict)

    @property
    def all(self) -> frozenset[int]:
        return frozenset(self.reasons)

    @property
    def personal(self) -> frozenset[int]:
        """Those of which the person is an author, or declared the conflict."""
        return frozenset(key for key, reasons in self.reasons.items() if reasons & PERSONAL)


NO_CONFLICTS = Conflicts()

Found = tuple[int, str]
"""The id of an abstract, and a reason."""


def conflicts_of(user: User, event: Event, *, only_personal: bool = False) -> Conflicts:
    """All conflicts of one person at one event: seven queries, however many abstracts; two for the personal ones."""
    found: dict[int, set[Reason]] = defaultdict(set)
    emails = _addresses_of(user)
    for key, reason in _personal(user, event, emails):
        found[key].add(Reason(reason))
    if not only_personal:
        mine = [key for key, reasons in found.items() if Reason.AUTHOR in reasons]
        own = set(mine)
        for key, reason in _from_others(user, event, emails, mine):
            if reason != Reason.CO_AUTHOR or key not in own:
                found[key].add(Reason(reason))
    if any(not reasons <= PERSONAL for reasons in found.values()):
        return Conflicts(without_lifted(found, lifted_for([user.pk], event)[user.pk]))
    return Conflicts({key: frozenset(reasons) for key, reasons in found.items()})


def _from_others(user: User, event: Event, emails: frozenset[str], mine: list[int]) -> list[Found]:
    others = Author.objects.filter(abstract__event=event).exclude(abstract__state__in=UNSENT).order_by()
    arms: list[QuerySet[Model, Found]] = [
        *_same_domain(others, {home_of(email) for email in emails} - {""}),
        *_same_place(event, whereabouts([user.pk], event)[user.pk] if user.affiliation or mine else NOWHERE),
        *_met(others, user, emails, mine),
    ]
    return list(arms[0].union(*arms[1:])) if arms else []


def _same_domain(others: QuerySet[Author], homes: set[str]) -> "Iterator[QuerySet[Author, Found]]":
    if homes:
        near = others.exclude(email="").alias(home=home("email")).filter(home__in=homes)
        asked = near.filter(abstract__call__reviewing__same_domain_conflicts=True)
        yield asked.values_list("abstract_id", Value(Reason.DOMAIN.value))


def _same_place(event: Event, somewhere: Somewhere) -> "Iterator[QuerySet[Affiliation, Found]]":
    if somewhere.names or somewhere.rors:
        named = Affiliation.objects.alias(place=place("name")).order_by()
        same = Q(place__in=somewhere.names) | Q(ror__in=somewhere.rors)
        asked = Q(author__abstract__call__reviewing__same_affiliation_conflicts=True)
        here = named.filter(author__abstract__event=event).exclude(author__abstract__state__in=UNSENT)
        near = here.filter(same, asked)
        yield near.values_list("author__abstract_id", Value(Reason.AFFILIATION.value))


def _met(
    others: QuerySet[Author], user: User, emails: frozenset[str], mine: list[int]
) -> "Iterator[QuerySet[Author, Found]]":
    """Abstracts of those with whom the person is named at an abstract."""
    there = others.filter(abstract__in=mine) if mine else others.none()
    people = [
        (email, account)
        for email, account in there.values_list(Lower("email"), "user")
        if email not in emails and account != user.pk
    ]
    addresses = {email for email, _account in people} - {""}
    accounts = {account for _email, account in people} - {None}
    if addresses or accounts:
        named = others.alias(address=Lower("email"))
        same = (Q(address__in=addresses) & ~Q(email="")) | Q(user__in=accounts)
        asked = named.filter(same, abstract__call__reviewing__co_authors_conflict=True)
        yield asked.values_list("abstract_id", Value(Reason.CO_AUTHOR.value))


def _personal(user: User, event: Event, emails: frozenset[str]) -> "QuerySet[Author, Found]":
    """What the person submitted or is named at, by account or by an address they proved; and what they declared."""
    own, declared = Value(Reason.AUTHOR.value), Value(Reason.DECLARED.value)
    named = Author.objects.alias(address=Lower("email")).filter(
        Q(user=user) | (Q(address__in=emails) & ~Q(email="")), abstract__event=event
    )
    submitted = Abstract.objects.alias(address=Lower("submitter_email")).filter(
        Q(submitter=user) | (Q(address__in=emails) & ~Q(submitter_email="")), event=event
    )
    said = Conflict.objects.filter(user=user, abstract__event=event)
    return (
        named.order_by()
        .values_list("abstract_id", own)
        .union(
            submitted.order_by().values_list("pk", own),
            said.order_by().values_list("abstract_id", declared),
        )
    )


def _addresses_of(user: User) -> frozenset[str]:
    proven = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return frozenset(email.lower() for email in [*proven, user.email] if email)
