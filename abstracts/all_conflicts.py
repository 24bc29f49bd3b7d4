"""The conflicts of interest of a whole committee at once: the rules of `conflicts`, with as many queries for sixty
reviewers as for one. What both find is the same; a test holds them together.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.db.models.functions import Lower

from abstracts.affiliated import Somewhere, whereabouts
from abstracts.conflicts import Conflicts, Reason
from abstracts.lifted import lifted_for, without_lifted
from abstracts.models import UNSENT, Abstract, Affiliation, Author, Conflict, Reviewing
from abstracts.nearness import home_of, place
from accounts.models import User
from events.models import Event

Index = dict[str, set[int]]
"""Ids of abstracts by a text."""


@dataclass(frozen=True, slots=True)
class _Book:
    """Who stands at the abstracts of an event, to be looked up. `people` are pairs of an address and an account."""

    people: dict[int, set[tuple[str, int | None]]] = field(default_factory=lambda: defaultdict(set))
    by_email: Index = field(default_factory=lambda: defaultdict(set))
    by_user: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    by_home: Index = field(default_factory=lambda: defaultdict(set))
    by_place: Index = field(default_factory=lambda: defaultdict(set))
    by_ror: Index = field(default_factory=lambda: defaultdict(set))
    submitted_by: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    submitted_from: Index = field(default_factory=lambda: defaultdict(set))
    unsent: set[int] = field(default_factory=set)
    asking: dict[Reason, set[int]] = field(default_factory=dict)


def conflicts_of_all(users: Collection[User], event: Event) -> dict[int, Conflicts]:
    """By the id of the person. Nine queries, however many people and abstracts."""
    keys = [user.pk for user in users]
    lifted = lifted_for(keys, event)
    book, places, addresses = _read(event), whereabouts(keys, event), _addresses_of(users)
    declared: dict[int, set[int]] = defaultdict(set)
    said = Conflict.objects.filter(user__in=keys, abstract__event=event)
    for user, abstract in said.values_list("user", "abstract"):
        declared[user].add(abstract)
    found = {}
    for key in keys:
        reasons: dict[int, set[Reason]] = defaultdict(set)
        for reason, abstracts in _reasons(book, key, addresses[key], places[key], declared[key]):
            for abstract in abstracts:
                reasons[abstract].add(reason)
        found[key] = Conflicts(without_lifted(reasons, lifted[key]))
    return found


def _reasons(
    book: _Book, user: int, emails: frozenset[str], somewhere: Somewhere, declared: set[int]
) -> Iterator[tuple[Reason, set[int]]]:
    own = book.by_user.get(user, set()) | _at(book.by_email, emails)
    own |= book.submitted_by.get(user, set()) | _at(book.submitted_from, emails)
    yield Reason.AUTHOR, own
    yield Reason.DECLARED, declared
    homes = {home_of(email) for email in emails} - {""}
    near = _at(book.by_place, somewhere.names) | _at(book.by_ror, somewhere.rors)
    people = {
        (email, account)
        for abstract in own - book.unsent
        for email, account in book.people.get(abstract, ())
        if email not in emails and account != user
    }
    met = _at(book.by_email, {email for email, _account in people} - {""})
    for _email, account in people:
        met |= book.by_user.get(account, set()) if account is not None else set()
    for reason, abstracts in (
        (Reason.DOMAIN, _at(book.by_home, homes)),
        (Reason.AFFILIATION, near),
        (Reason.CO_AUTHOR, met - own),
    ):
        yield reason, (abstracts & book.asking[reason]) - book.unsent


def _at(index: Index, texts: Iterable[str]) -> set[int]:
    return set().union(*(index.get(text, ()) for text in texts))


def _read(event: Event) -> _Book:
    book, of_call = _Book(), defaultdict(set)
    abstracts = Abstract.objects.filter(event=event).order_by()
    for key, call, state, user, email in abstracts.values_list(
        "pk", "call", "state", "submitter", Lower("submitter_email")
    ):
        of_call[call].add(key)
        if user is not None:
            book.submitted_by[user].add(key)
        if email:
            book.submitted_from[email].add(key)
        if state in UNSENT:
            book.unsent.add(key)
    book.asking.update(_asking(event, of_call))
    authors = Author.objects.filter(abstract__event=event).order_by()
    for key, user, email in authors.values_list("abstract", "user", Lower("email")):
        book.people[key].add((email, user))
        if user is not None:
            book.by_user[user].add(key)
        if email:
            book.by_email[email].add(key)
            book.by_home[home_of(email)].add(key)
    named = Affiliation.objects.filter(author__abstract__event=event).order_by()
    for key, name, ror in named.values_list("author__abstract", place("name"), "ror"):
        book.by_place[name].add(key)
        book.by_ror[ror].add(key)
    return book


def _asking(event: Event, of_call: dict[int, set[int]]) -> dict[Reason, set[int]]:
    """The abstracts whose call asks for each rule."""
    rules = {
        Reason.DOMAIN: "same_domain_conflicts",
        Reason.AFFILIATION: "same_affiliation_conflicts",
        Reason.CO_AUTHOR: "co_authors_conflict",
    }
    asking: dict[Reason, set[int]] = {reason: set() for reason in rules}
    for values in Reviewing.objects.filter(call__event=event).values("call", *rules.values()):
        for reason, name in rules.items():
            if values[name]:
                asking[reason] |= of_call[values["call"]]
    return asking


def _addresses_of(users: Collection[User]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {user.pk: {user.email.lower()} - {""} for user in users}
    proven = EmailAddress.objects.filter(user__in=[*found], verified=True)
    for user, email in proven.values_list("user", "email"):
        found[user].add(email.lower())
    return {key: frozenset(emails) for key, emails in found.items()}
