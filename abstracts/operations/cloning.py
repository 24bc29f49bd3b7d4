"""Calls and the committee of a clone. Nothing that was submitted, reviewed or written to anybody comes along."""

from typing import Any

from django.db import models
from django.utils import timezone

from abstracts.models import Book, Call, Desk, Field, LetterRule, Question, Quota, Reviewing, TeamMember
from accounts.models import User
from events.cloning import Cloning
from events.models import Event
from programme.models import ContributionType, Track

OF_A_CALL = ("opens_at", "closes_at", "modification_until")
OF_REVIEWING = ("bids_until", "due_at")
OF_UPLOADS = ("own_file", "own_name", "is_public")


def copy_calls(cloning: Cloning) -> None:
    """With fields, questions, reviewing, numbers wanted, rules of letters without their files, and the book's looks.

    Dates are as far from the clone as they were from the original. A call that would be open at once is not opened:
    somebody should say so.
    """
    now, moment = timezone.now(), cloning.shift.moment
    in_time: set[int] = set()

    def settle(new: Call, old: Call) -> None:
        if old.opens_at is not None and moment(old.opens_at) > now:
            in_time.add(old.pk)
        for name in OF_A_CALL:
            held = getattr(old, name)
            setattr(new, name, moment(held) if held is not None and old.pk in in_time else None)
        if "tracks" not in cloning.parts:
            new.track_choice, new.tracks_required = Call.TrackChoice.NONE, False
        if "types" not in cloning.parts:
            new.type_required = False

    def settle_reviewing(new: Reviewing, old: Reviewing) -> None:
        for name in OF_REVIEWING:
            held = getattr(old, name)
            setattr(new, name, moment(held) if held is not None and old.call_id in in_time else None)

    if not cloning.copy(Call.objects.filter(event=cloning.source), change=settle):
        return
    calls = list(cloning.made[Call])
    Desk.objects.get_or_create(event=cloning.clone)
    cloning.copy(Reviewing.objects.filter(call__in=calls), change=settle_reviewing)
    cloning.copy(Field.objects.filter(call__in=calls))
    cloning.copy(Question.objects.filter(call__in=calls))
    cloning.copy(
        quota for quota in Quota.objects.filter(call__in=calls) if _keeps_its_meaning(cloning, quota)
    )
    _link(cloning, Call.tracks.through, Call, Track)
    _link(cloning, Call.types.through, Call, ContributionType)
    _copy_letters(cloning)
    cloning.copy(Book.objects.filter(event=cloning.source), fresh=OF_UPLOADS)


def count_calls(event: Event, by: User) -> int:
    return event.calls.count()


def copy_committee(cloning: Cloning) -> None:
    """Places for a track come along with it only: they must not become places for the whole event."""
    members = TeamMember.objects.filter(event=cloning.source)
    cloning.copy(
        member
        for member in members
        if member.track_id is None or cloning.twin_of(Track, member.track_id) is not None
    )


def count_committee(event: Event, by: User) -> int:
    return event.abstract_team.count()


def _copy_letters(cloning: Cloning) -> None:
    """A rule for some tracks or types of which none came along is switched off: it could mean anything."""
    cloning.copy(LetterRule.objects.filter(event=cloning.source))
    _link(cloning, LetterRule.tracks.through, LetterRule, Track)
    _link(cloning, LetterRule.types.through, LetterRule, ContributionType)
    made = LetterRule.objects.filter(pk__in=cloning.made[LetterRule].values())
    some = LetterRule.Match.SOME
    lost = models.Q(track_match=some, tracks=None) | models.Q(type_match=some, types=None)
    LetterRule.objects.filter(pk__in=made.filter(lost).values("pk")).update(is_active=False)


def _keeps_its_meaning(cloning: Cloning, quota: Quota) -> bool:
    """Without its track it would count for all of them."""
    named: list[tuple[type[models.Model], int | None]] = [
        (Track, quota.track_id),
        (ContributionType, quota.type_id),
    ]
    return all(key is None or cloning.twin_of(model, key) is not None for model, key in named)


def _link(cloning: Cloning, through: Any, one: type[models.Model], other: type[models.Model]) -> None:
    """Copy the pairs of a many-to-many relation of which both came along."""
    first, second = f"{one._meta.model_name}_id", f"{other._meta.model_name}_id"
    pairs = through.objects.filter(**{f"{first}__in": list(cloning.made[one])}).values_list(first, second)
    twins = [(cloning.twin_of(one, left), cloning.twin_of(other, right)) for left, right in pairs]
    through.objects.bulk_create(
        through(**{first: left, second: right}) for left, right in twins if left and right
    )
