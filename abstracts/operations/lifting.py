"""Organisers lift conflicts of interest that were found and do not hold, and undo that.

A reviewer hears nothing of either: which rule found what tells who wrote an abstract. It stands in the logbook of the
abstract, which only organisers read.
"""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from abstracts.all_conflicts import conflicts_of_all
from abstracts.conflicts import PERSONAL, Reason
from abstracts.models import OPEN, Abstract, Assignment, Bid, LiftedConflict, Review
from abstracts.operations.assigning import held, remove
from abstracts.operations.reviewing import make_draft
from abstracts.refusals import HasAConflict, NotAReviewer, NothingSaid, NotInThisState
from abstracts.standing import Standing, has_a_place
from accounts.models import User
from journal.operations import record

LONGEST_REASON = 300


@transaction.atomic
def lift_conflicts(
    standing: Standing, abstracts: Collection[int], *, of: User, reason: str
) -> list[LiftedConflict]:
    """Let what was found between a member of the committee and these abstracts (ids) not count: all, or none of them.

    Rules that find something later count. Raises NothingSaid, NotAReviewer, HasAConflict, NotInThisState.
    """
    reason = " ".join(reason.replace("\x00", "").split())[:LONGEST_REASON]
    if not reason:
        raise NothingSaid(_("Say why the conflict of interest does not hold. It stands in the log."))
    rows = held(standing, abstracts)
    if not rows:
        raise NotInThisState(_("Choose at least one abstract of this event."))
    _check_person(standing, of)
    found = conflicts_of_all([of], standing.event)[of.pk].reasons
    for key, abstract in rows.items():
        _check_liftable(abstract, of, found.get(key, frozenset()))
    before = {one.abstract_id: one.rules for one in LiftedConflict.objects.filter(abstract__in=rows, user=of)}
    lifted = []
    for key, abstract in rows.items():
        rules = {rule.value for rule in found[key]}
        values = {
            "rules": sorted({*before.get(key, []), *rules}),
            "reason": reason,
            "by": standing.user,
            "lifted_at": timezone.now(),
        }
        one, _is_new = LiftedConflict.objects.update_or_create(abstract=abstract, user=of, defaults=values)
        changes = {
            "reviewers": ("", of),
            "conflicts": (_words(found[key]), ""),
            "reason": ("", reason),
        }
        record(abstract.logbook, "conflict.lifted", by=standing.user, subject=abstract, changes=changes)
        lifted.append(one)
    return lifted


@transaction.atomic
def restore_conflicts(standing: Standing, abstracts: Collection[int], *, of: User) -> list[Abstract]:
    """Let what was lifted between the person and these abstracts (ids) count again; returns those of which it was.

    Where it still holds, the abstract is given to somebody else, and a review they submitted is a draft again unless it
    was decided upon, as with a conflict that one declares. Raises HasAConflict for one's own.
    """
    if standing.user == of:
        raise _own()
    rows = held(standing, abstracts)
    lifted = list(LiftedConflict.objects.filter(abstract__in=rows, user=of))
    LiftedConflict.objects.filter(pk__in=[one.pk for one in lifted]).delete()
    for one in lifted:
        abstract = rows[one.abstract_id]
        changes = {"reviewers": ("", of), "conflicts": ("", one.rules_words)}
        record(abstract.logbook, "conflict.restored", by=standing.user, subject=abstract, changes=changes)
    found = conflicts_of_all([of], standing.event)[of.pk].all
    _part([rows[one.abstract_id] for one in lifted if one.abstract_id in found], of, by=standing.user)
    return [rows[one.abstract_id] for one in lifted]


def _check_person(standing: Standing, of: User) -> None:
    if standing.user == of:
        raise _own()
    if not (of.is_active and has_a_place(of, standing.event)):
        raise NotAReviewer(_("Choose somebody of the committee of this event."))


def _check_liftable(abstract: Abstract, of: User, reasons: frozenset[Reason]) -> None:
    words = {"name": of, "number": abstract.number}
    if reasons & PERSONAL:
        raise HasAConflict(
            _(
                "%(name)s is named at #%(number)d or declared the conflict of interest. Nobody else can lift that."
            )
            % words
        )
    if not reasons:
        raise NotInThisState(
            _(
                "%(name)s has no conflict of interest with #%(number)d: it was lifted, or is not found any more."
            )
            % words
        )


def _part(abstracts: Iterable[Abstract], of: User, *, by: User | None) -> None:
    """What is between them ends, as far as nobody decided on it."""
    rows = {abstract.pk: abstract for abstract in abstracts}
    given = Assignment.objects.filter(abstract__in=rows, reviewer=of).values_list("abstract", "reviewer")
    remove(list(given), rows, {of.pk: of}, by=by)
    Bid.objects.filter(abstract__in=rows, user=of).delete()
    undecided = [key for key, abstract in rows.items() if abstract.state in OPEN]
    for review in Review.objects.filter(
        abstract__in=undecided, reviewer=of, submitted_at__isnull=False
    ).order_by("pk"):
        make_draft(review)
        abstract, changes = rows[review.abstract_id], {"reviewers": (of, "")}
        record(abstract.logbook, "review.set-aside", by=by, subject=abstract, changes=changes)


def _own() -> HasAConflict:
    return HasAConflict(_("Another organiser decides on your own conflicts of interest."))


def _words(reasons: frozenset[Reason]) -> str:
    return ", ".join(str(reason.label) for reason in Reason if reason in reasons)
