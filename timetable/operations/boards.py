"""Boards of posters: numbers by a pattern or one by one, another order. No two posters of a session share a board."""

import re
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from events.operations import lock_event
from kit.ordering import named_first
from programme.models import Contribution, Session
from programme.operations import edit_contribution
from timetable.boards import board_order
from timetable.refusals import BoardTaken

LONGEST = 20
"""Characters of a number."""

PATTERN = re.compile(r"\{n(?::0?([1-9]))?\}")
ORDERS = {
    "present": None,
    "number": ["number"],
    "title": ["title", "number"],
    "track": [F("track__position").asc(nulls_last=True), "track__name", "number"],
}
Numbers = Mapping[int, str]
"""By the id of a talk: the number of its board."""


def posters_of(session: Session) -> list[Contribution]:
    """Its talks that take place, in the order of their boards; those without one come last, by number."""
    talks = Contribution.objects.filter(session=session, deleted_at__isnull=True, withdrawn_at__isnull=True)
    found = talks.select_related("event__logbook", "track").order_by("number")
    return sorted(found, key=lambda talk: board_order(talk.board_number))


def numbers_after(pattern: str, start: int, amount: int) -> list[str]:
    """“P{n:02}” from 7 on: P07, P08 … Raises BoardTaken for a pattern without its number, or too long."""
    if len(PATTERN.findall(pattern)) != 1 or "{" in PATTERN.sub("", pattern):
        raise BoardTaken(_("Put {n} where the number stands, or {n:02} for two digits: P{n:02}."))

    def filled(number: int) -> str:
        return PATTERN.sub(lambda match: str(number).zfill(int(match[1] or 1)), pattern)

    numbers = [filled(number) for number in range(start, start + amount)]
    if any(len(number) > LONGEST for number in numbers):
        raise BoardTaken(_("A board number has at most %(limit)d characters.") % {"limit": LONGEST})
    return numbers


@transaction.atomic
def number_boards(session: Session, *, pattern: str, start: int, order: str, by: User | None) -> Numbers:
    """All posters of the session, numbered by the pattern in one of ORDERS; returns the numbers they had."""
    lock_event(session.event)
    posters = posters_of(session)
    if (columns := ORDERS[order]) is not None:
        wanted = Contribution.objects.filter(pk__in=[talk.pk for talk in posters]).order_by(*columns)
        posters = named_first(posters, wanted.values_list("pk", flat=True))
    numbers = numbers_after(pattern, start, len(posters))
    return _set(posters, {talk.pk: number for talk, number in zip(posters, numbers, strict=True)}, by=by)


@transaction.atomic
def set_boards(session: Session, numbers: Numbers, *, by: User | None) -> Numbers:
    """These posters of the session hang at these boards, the others stay; returns the numbers they had.

    Raises BoardTaken if two would hang at one.
    """
    lock_event(session.event)
    return _set(posters_of(session), numbers, by=by)


@transaction.atomic
def order_boards(session: Session, order: Sequence[int], *, by: User | None) -> Numbers:
    """The numbers stay, the posters change places: in the order of these ids; returns the numbers they had."""
    lock_event(session.event)
    posters = posters_of(session)
    numbers = [talk.board_number for talk in posters]
    arranged = named_first(posters, order)
    return _set(posters, {talk.pk: number for talk, number in zip(arranged, numbers, strict=True)}, by=by)


def _set(posters: Sequence[Contribution], numbers: Numbers, *, by: User | None) -> Numbers:
    before = {talk.pk: talk.board_number for talk in posters}
    after = {key: " ".join(numbers.get(key, number).split()) for key, number in before.items()}
    _check_apart(posters, after)
    for talk in posters:
        if after[talk.pk] != talk.board_number:
            edit_contribution(talk, by=by, board_number=after[talk.pk])
    return {key: number for key, number in before.items() if after[key] != number}


def _check_apart(posters: Sequence[Contribution], numbers: Numbers) -> None:
    hangs: dict[str, Contribution] = {}
    for talk in posters:
        number = numbers[talk.pk]
        other = hangs.setdefault(number.casefold(), talk) if number else talk
        if other is not talk:
            said = {"one": other, "other": talk, "board": number}
            raise BoardTaken(_("“%(one)s” and “%(other)s” would both hang at board %(board)s.") % said)
