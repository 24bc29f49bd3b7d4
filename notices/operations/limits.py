"""How often people may have mails sent: nobody floods an address, or many, whatever they do again and again (S78)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.models import User
from kit.refusals import TooOften
from notices.models import Mailing
from notices.operations.digests import post_later_in_digest
from notices.operations.posting import post, post_to_address

WITHIN = timedelta(hours=1)
KEPT = timedelta(days=1)


class WroteTooOften(TooOften):
    """Somebody had as many mails sent within an hour as is sensible."""


@dataclass(frozen=True, slots=True)
class Limit:
    """Of one kind of mails, within an hour: `most` that one person has sent, `each` that one address gets about one
    thing."""

    kind: str
    most: int
    each: int = 1


@transaction.atomic
def let_through(limit: Limit, addresses: Iterable[str], *, by: User | None, about: str) -> set[str]:
    """Those to write to now, in lower case: who got such mails about it lately is left out. They count from now on.

    Raises WroteTooOften, and lets none through, where these are too many. Without `by` it is the system that writes:
    only `each` counts.
    """
    _take_turn(by)
    new = {address.lower() for address in addresses}
    new -= reached_limit(limit, new, about=about)
    if by is not None and len(new) > left_to_write(limit, by=by):
        raise WroteTooOften(
            ngettext(
                "You can have %(most)d mail of this kind sent within an hour. Do the rest later.",
                "You can have %(most)d mails of this kind sent within an hour. Do the rest later.",
                limit.most,
            )
            % {"most": limit.most}
        )
    _count(limit, new, by=by, about=about)
    return new


def reached_limit(limit: Limit, addresses: Iterable[str], *, about: str) -> set[str]:
    """Which of these got all the mails about it that they get within an hour; in lower case."""
    lately = Mailing.objects.filter(
        kind=limit.kind,
        about=about,
        address__in={address.lower() for address in addresses},
        at__gt=timezone.now() - WITHIN,
    )
    counted = Counter(lately.values_list("address", flat=True))
    return {address for address, count in counted.items() if count >= limit.each}


def left_to_write(limit: Limit, *, by: User) -> int:
    """How many more mails of the kind the person may have sent within this hour."""
    since = timezone.now() - WITHIN
    return max(0, limit.most - Mailing.objects.filter(by=by, kind=limit.kind, at__gt=since).count())


@transaction.atomic
def post_gently(
    template: str,
    *,
    to: User,
    limit: Limit,
    by: User | None,
    about: str,
    topic: str,
    url: str,
    **context: Any,
) -> None:
    """A mail to somebody with an account; beyond the limit it waits for their next digest. Refuses nothing.

    The template sees `by`, and by `in_digest` that its text stands among others, above the address `url` (a path of
    ours).
    """
    _take_turn(by)
    is_full = by is not None and not left_to_write(limit, by=by)
    if is_full or reached_limit(limit, [to.email], about=about):
        post_later_in_digest(template, to=[to], topic=topic, url=url, in_digest=True, by=by, **context)
    else:
        _count(limit, [to.email.lower()], by=by, about=about)
        post(template, to=[to], in_digest=False, by=by, **context)


@transaction.atomic
def post_to_new(template: str, *, to: str, limit: Limit, by: User | None, about: str, **context: Any) -> None:
    """A mail to an address without an account; none where it got one about this lately. Raises WroteTooOften."""
    if let_through(limit, [to], by=by, about=about):
        post_to_address(template, to=to, by=by, **context)


def forget_mailings() -> int:
    """Delete what no limit counts any more; returns how many."""
    deleted, _kinds = Mailing.objects.filter(at__lt=timezone.now() - KEPT).delete()
    return deleted


def _take_turn(by: User | None) -> None:
    """One act of a person after the other, until the transaction ends: two at once would both find room."""
    if by is not None:
        User.objects.select_for_update(no_key=True).only("pk").get(pk=by.pk)


def _count(limit: Limit, addresses: Iterable[str], *, by: User | None, about: str) -> None:
    Mailing.objects.bulk_create(
        [Mailing(by=by, kind=limit.kind, about=about, address=address) for address in addresses],
        batch_size=1_000,
    )
