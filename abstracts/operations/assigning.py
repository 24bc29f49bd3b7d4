"""Give abstracts to reviewers, and take them away again, by hand; proposals do it by `take_proposal`.

Whoever does it holds the abstracts, so that nobody declares a conflict or decides meanwhile. An organiser can give
only what they may read: what they wrote themselves somebody else gives.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from abstracts.all_conflicts import conflicts_of_all
from abstracts.assigning.facts import Pair
from abstracts.assigning.room import MANY, Room, room_of
from abstracts.committee import reviewers_of
from abstracts.conflicts import Conflicts, Reason
from abstracts.models import OPEN, Abstract, Assignment, LastMail, Review
from abstracts.operations.gentle_mails import write_gently
from abstracts.operations.turns import lock_abstracts
from abstracts.reading import led_by
from abstracts.refusals import HasAConflict, LoadReached, NotAReviewer, NotInThisState, ReviewBegun
from abstracts.standing import Standing
from accounts.models import User
from events.models import Event
from journal.operations import record
from kit.refusals import Refused
from kit.words import moment_words

ASSIGNED = "abstracts/mail/assigned.txt"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A pair that was not made or not taken away, and the refusal that says why."""

    abstract: Abstract
    reviewer: User
    refusal: Refused


@dataclass(slots=True)
class Changed:
    """What was done to which pairs, and what was not."""

    pairs: list[Pair] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


@transaction.atomic
def give(
    standing: Standing, pairs: Collection[Pair], *, tell: bool = False, beyond_limit: bool = False
) -> Changed:
    """Give abstracts to reviewers of the event; what must not be is left out. What they have already they keep.

    Raises the first refusal where nothing could be given: HasAConflict, LoadReached, NotAReviewer, NotInThisState.
    """
    abstracts = held(standing, {abstract for abstract, _reviewer in pairs})
    people = {user.pk: user for user in reviewers_of(standing.event)}
    asked = {reviewer for _abstract, reviewer in pairs}
    known = [people[key] for key in asked if key in people]
    conflicts = conflicts_of_all(known, standing.event)
    room = {} if beyond_limit else room_of(standing, known, [one.call for one in abstracts.values()])
    there = set(Assignment.objects.filter(abstract__in=abstracts).values_list("abstract", "reviewer"))
    done = Changed()
    for key, reviewer in dict.fromkeys(pairs):
        if key not in abstracts or (key, reviewer) in there:
            continue
        abstract, user = abstracts[key], people.get(reviewer)
        if user is None:
            raise NotAReviewer(_("Choose somebody who reviews for this event."))
        refusal = _refusal(abstract, user, conflicts[reviewer], room)
        if refusal is not None:
            done.left_out.append(LeftOut(abstract, user, refusal))
            continue
        room[reviewer, abstract.call_id] = room.get((reviewer, abstract.call_id), MANY) - 1
        done.pairs.append((key, reviewer))
    if done.left_out and not done.pairs:
        raise done.left_out[0].refusal
    make(done.pairs, abstracts, people, by=standing.user, by_hand=True)
    if tell:
        tell_reviewers(standing.event, done.pairs, abstracts, people, by=standing.user)
    return done


@transaction.atomic
def take_away(standing: Standing, pairs: Collection[Pair], *, even_if_begun: bool = False) -> Changed:
    """Take abstracts from reviewers. What somebody wrote stays.

    Where a review was begun only if told so; raises ReviewBegun where nothing is left to take.
    """
    abstracts = held(standing, {abstract for abstract, _reviewer in pairs})
    there = Assignment.objects.filter(abstract__in=abstracts).select_related("reviewer")
    found = {(one.abstract_id, one.reviewer_id): one.reviewer for one in there}
    begun = set() if even_if_begun else reviewed_pairs(abstracts)
    done = Changed()
    for pair in dict.fromkeys(pairs):
        if pair in begun and pair in found:
            refusal = ReviewBegun(
                _("%(name)s has begun a review of #%(number)d.")
                % {"name": found[pair], "number": abstracts[pair[0]].number}
            )
            done.left_out.append(LeftOut(abstracts[pair[0]], found[pair], refusal))
        elif pair in found:
            done.pairs.append(pair)
    if done.left_out and not done.pairs:
        raise done.left_out[0].refusal
    people = {user.pk: user for user in found.values()}
    remove(done.pairs, abstracts, people, by=standing.user)
    return done


def held(standing: Standing, keys: Iterable[int]) -> dict[int, Abstract]:
    """Those of the abstracts that the person may give, locked, by id; all others are as if they were not there."""
    if not standing.is_manager:
        return {}
    mine = led_by(standing).filter(pk__in=list(keys)).values_list("pk", flat=True)
    return {abstract.pk: abstract for abstract in lock_abstracts(mine)}


def reviewed_pairs(abstracts: Iterable[int]) -> set[Pair]:
    """Pairs with a review, drafts too."""
    written = Review.objects.filter(abstract__in=list(abstracts), reviewer__isnull=False)
    return set(written.values_list("abstract", "reviewer"))


def make(
    pairs: Sequence[Pair],
    abstracts: dict[int, Abstract],
    people: dict[int, User],
    *,
    by: User | None,
    by_hand: bool,
) -> None:
    """Write the assignments, and one entry for each abstract. Whoever calls holds the abstracts."""
    Assignment.objects.bulk_create(
        [Assignment(abstract_id=key, reviewer_id=user, by=by, by_hand=by_hand) for key, user in pairs],
        batch_size=2_000,
        ignore_conflicts=True,
    )
    for key, names in _names(pairs, people).items():
        changes = {"reviewers": ("", names)}
        record(abstracts[key].logbook, "assignment.given", by=by, subject=abstracts[key], changes=changes)


def remove(
    pairs: Sequence[Pair], abstracts: dict[int, Abstract], people: dict[int, User], *, by: User | None
) -> None:
    """Take the assignments away, and write it down. Whoever calls holds the abstracts."""
    wanted = set(pairs)
    there = Assignment.objects.filter(abstract__in={key for key, _user in wanted})
    rows = there.values_list("pk", "abstract", "reviewer")
    Assignment.objects.filter(pk__in=[key for key, *pair in rows if tuple(pair) in wanted]).delete()
    for key, names in _names(pairs, people).items():
        changes = {"reviewers": (names, "")}
        record(abstracts[key].logbook, "assignment.taken", by=by, subject=abstracts[key], changes=changes)


def tell_reviewers(
    event: Event,
    pairs: Iterable[Pair],
    abstracts: dict[int, Abstract],
    people: dict[int, User],
    *,
    by: User | None,
) -> int:
    """Tell each reviewer how many they were given; returns how many people. Nobody writes to themselves.

    By a mail, or with their next digest where they got one within the hour.
    """
    given: dict[int, list[Abstract]] = defaultdict(list)
    for key, user in pairs:
        given[user].append(abstracts[key])
    told = [people[user] for user in given if by is None or user != by.pk]

    def context(user: User) -> dict[str, Any]:
        mine = given[user.pk]
        due = [one.call.reviewing.due_at for one in mine if one.call.reviewing.due_at is not None]
        return {"count": len(mine), "due": _due_words(event, due)}

    url = reverse("reviewing", args=[event.slug])
    kind = LastMail.Kind.ASSIGNED
    write_gently(ASSIGNED, to=told, event=event, kind=kind, url=url, context=context)
    return len(told)


def _due_words(event: Event, due: list[datetime]) -> Callable[[], str]:
    """The first day on which one of them is due, in the language of the mail; nothing without such a day."""
    return partial(moment_words, min(due), zone=event.time_zone) if due else str


def _refusal(abstract: Abstract, user: User, conflicts: Conflicts, room: Room) -> Refused | None:
    words = {"name": user, "number": abstract.number}
    if abstract.state not in OPEN:
        return NotInThisState(_("#%(number)d is decided or withdrawn, so nobody reviews it now.") % words)
    if reasons := conflicts.reasons.get(abstract.pk):
        why = ", ".join(str(reason.label) for reason in Reason if reason in reasons)
        return HasAConflict(
            _("%(name)s has a conflict of interest with #%(number)d: %(why)s.") % {**words, "why": why}
        )
    if room.get((user.pk, abstract.call_id), MANY) <= 0:
        return LoadReached(
            _("%(name)s has as many abstracts as they take. Give #%(number)d to somebody else.") % words
        )
    return None


def _names(pairs: Iterable[Pair], people: dict[int, User]) -> dict[int, str]:
    names: dict[int, list[str]] = defaultdict(list)
    for key, user in pairs:
        names[key].append(str(people[user]))
    return {key: ", ".join(found) for key, found in names.items()}
