"""Conflicts of interest: who must not review what, found from the data, and declared.

An author never sees the reviews of their own abstract (security: the committee is told nothing of them either).
Of the same affiliation or e-mail domain, or having written another abstract of the event together, bars where the call
says so. Addresses of public mail providers tell nothing about where somebody works.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet, TextChoices, Value
from django.db.models.functions import Lower
from django.utils.translation import pgettext_lazy

from abstracts.models import Abstract, Author, Conflict
from abstracts.public_domains import PUBLIC_DOMAINS
from accounts.models import User
from events.models import Event


class Reason(TextChoices):
    AUTHOR = "author", pgettext_lazy("conflict of interest", "is named at it")
    DECLARED = "declared", pgettext_lazy("conflict of interest", "declared or set by an organiser")
    AFFILIATION = "affiliation", pgettext_lazy("conflict of interest", "same affiliation as an author")
    DOMAIN = "domain", pgettext_lazy("conflict of interest", "same e-mail domain as an author")
    CO_AUTHOR = "co_author", pgettext_lazy("conflict of interest", "wrote another abstract with an author")


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


def conflicts_of(user: User, event: Event, *, only_personal: bool = False) -> Conflicts:
    """All conflicts of one person at one event: five queries, however many abstracts; two for the personal ones."""
    found: dict[int, set[Reason]] = defaultdict(set)
    emails = _addresses_of(user)
    for key, reason in _personal(user, event, emails):
        found[key].add(Reason(reason))
    if not only_personal:
        mine = [key for key, reasons in found.items() if Reason.AUTHOR in reasons]
        for reason, keys in _from_others(user, event, emails, mine):
            for key in keys:
                found[key].add(reason)
    return Conflicts({key: frozenset(reasons) for key, reasons in found.items()})


def _from_others(
    user: User, event: Event, emails: frozenset[str], mine: list[int]
) -> Iterator[tuple[Reason, list[int]]]:
    others = Author.objects.filter(abstract__event=event)
    if domains := {email.rpartition("@")[2] for email in emails} - PUBLIC_DOMAINS:
        same = Q()
        for domain in domains:
            same |= Q(email__iendswith=f"@{domain}")
        same_domain = others.filter(same, abstract__call__reviewing__same_domain_conflicts=True)
        yield Reason.DOMAIN, list(same_domain.values_list("abstract", flat=True))
    if affiliation := user.affiliation.strip():
        same_place = others.filter(
            affiliations__name__iexact=affiliation, abstract__call__reviewing__same_affiliation_conflicts=True
        )
        yield Reason.AFFILIATION, list(same_place.values_list("abstract", flat=True))
    if mine:
        together = others.filter(abstract__in=mine).exclude(email="").annotate(address=Lower("email"))
        addresses = set(together.values_list("address", flat=True)) - emails
        met = others.annotate(address=Lower("email")).filter(
            address__in=addresses, abstract__call__reviewing__co_authors_conflict=True
        )
        yield (
            Reason.CO_AUTHOR,
            [key for key in met.values_list("abstract", flat=True) if key not in set(mine)],
        )


def _personal(user: User, event: Event, emails: frozenset[str]) -> "QuerySet[Author, tuple[int, str]]":
    """What the person submitted or is named at, by account or by an address they proved; and what they declared."""
    own, declared = Value(Reason.AUTHOR.value), Value(Reason.DECLARED.value)
    named = Author.objects.annotate(address=Lower("email")).filter(
        Q(user=user) | Q(address__in=emails), abstract__event=event
    )
    submitted = Abstract.objects.annotate(address=Lower("submitter_email")).filter(
        Q(submitter=user) | Q(address__in=emails), event=event
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
