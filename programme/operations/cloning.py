"""The parts of a clone that the programme owns: tracks, types, sessions, talks and their links.

What is kept to a few stays so: a thing with protection of its own has it in the clone too, and so has a talk whose
session does not come along.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db.models import QuerySet

from access.models import AccessList
from accounts.models import User
from events.cloning import Cloning
from events.models import Event
from events.operations.copying import copy_rights
from programme.models import (
    Contribution,
    ContributionType,
    Credit,
    Link,
    Session,
    SessionConvener,
    SessionType,
    Subcontribution,
    SubcontributionSpeaker,
    Track,
    TrackGroup,
)
from programme.operations.protection import Protectable, has_own_protection

FRESH = ("revision", "created_at", "updated_at", "withdrawn_at", "deleted_at")
Thing = TypeVar("Thing", Session, Contribution)
UNANSWERED = ("asked_at", "answer", "answered_at")
Mode = AccessList.Mode


def copy_tracks(cloning: Cloning) -> None:
    """In their groups."""
    cloning.copy(TrackGroup.objects.filter(event=cloning.source))
    cloning.copy(Track.objects.filter(event=cloning.source))


def count_tracks(event: Event, by: User) -> int:
    return event.tracks.count()


def copy_types(cloning: Cloning) -> None:
    """Of talks and of sessions."""
    cloning.copy(ContributionType.objects.filter(event=cloning.source))
    cloning.copy(SessionType.objects.filter(event=cloning.source))


def count_types(event: Event, by: User) -> int:
    return event.contribution_types.count() + event.session_types.count()


def copy_sessions(cloning: Cloning) -> None:
    """With their conveners, numbered from 1 on."""
    sessions = list(_sessions(cloning.source, cloning.by).select_related("access", "event__access"))
    lists = _closed_alike(cloning, sessions, under=lambda _session: cloning.clone.access_id)

    def settle(new: Session, old: Session) -> None:
        new.number = _next(numbers)
        new.access_id = lists.get(old.pk, cloning.clone.access_id)

    numbers: list[int] = []
    cloning.copy(sessions, fresh=("deleted_at",), change=settle)
    cloning.copy(SessionConvener.objects.filter(session__in=list(cloning.made[Session])))
    Event.objects.filter(pk=cloning.clone.pk).update(next_session=len(numbers) + 1)


def count_sessions(event: Event, by: User) -> int:
    return _sessions(event, by).count()


def copy_talks(cloning: Cloning) -> None:
    """With their people and parts, numbered from 1 on; withdrawn and deleted ones stay behind."""
    talks = list(
        _talks(cloning.source, cloning.by).select_related("access", "event__access", "session__access")
    )
    sessions = Session.objects.in_bulk(cloning.made[Session].values())

    def container(talk: Contribution) -> int:
        session = sessions.get(cloning.twin_of(Session, talk.session_id) or 0)
        return session.access_id if session else cloning.clone.access_id

    lists = _closed_alike(cloning, talks, under=container)

    def settle(new: Contribution, old: Contribution) -> None:
        new.number = _next(numbers)
        new.access_id = lists.get(old.pk) or container(old)

    numbers: list[int] = []
    cloning.copy(talks, fresh=FRESH, change=settle)
    mine = list(cloning.made[Contribution])
    cloning.copy(Credit.objects.filter(contribution__in=mine), fresh=UNANSWERED)
    cloning.copy(Subcontribution.objects.filter(contribution__in=mine))
    parts = list(cloning.made[Subcontribution])
    cloning.copy(SubcontributionSpeaker.objects.filter(subcontribution__in=parts))
    Event.objects.filter(pk=cloning.clone.pk).update(next_talk=len(numbers) + 1)


def count_talks(event: Event, by: User) -> int:
    return _talks(event, by).count()


def copy_links(cloning: Cloning) -> None:
    cloning.copy(Link.objects.filter(contribution__in=list(cloning.made[Contribution])))


def count_links(event: Event, by: User) -> int:
    return Link.objects.filter(contribution__in=_talks(event, by).order_by().values("pk")).count()


def _sessions(event: Event, by: User) -> QuerySet[Session]:
    return Session.objects.visible_to(by).filter(event=event).order_by("number")


def _talks(event: Event, by: User) -> QuerySet[Contribution]:
    return Contribution.objects.visible_to(by).filter(event=event).order_by("number")


def _closed_alike(
    cloning: Cloning, things: Sequence[Thing], *, under: Callable[[Thing], int]
) -> dict[int, int]:
    """New access lists for the things that need one of their own, by the id of the thing."""
    wanted = [(thing, lists) for thing in things if (lists := _protection(thing, cloning))]
    made = AccessList.objects.bulk_create(
        AccessList(parent_id=under(thing), mode=lists[-1].mode, path=[], reach=[]) for thing, lists in wanted
    )
    found = {thing.pk: new.pk for (thing, _lists), new in zip(wanted, made, strict=True)}
    if "access" in cloning.parts:
        copy_rights([(before.pk, found[thing.pk]) for thing, lists in wanted for before in lists])
    return found


def _protection(thing: Protectable, cloning: Cloning) -> list[AccessList]:
    """Its own list, and that of a session that does not come along, as far up as the first that does not inherit.

    The last one says the mode.
    """
    lists = [thing.access] if has_own_protection(thing) else []
    session = thing.session if isinstance(thing, Contribution) else None
    if session is not None and cloning.twin_of(Session, session.pk) is None:
        session.event = thing.event
        lists += [session.access] if has_own_protection(session) else []
    door = next((place for place, each in enumerate(lists) if each.mode != Mode.INHERITING), len(lists))
    return lists[: door + 1]


def _next(numbers: list[int]) -> int:
    numbers.append(len(numbers) + 1)
    return numbers[-1]
