"""Whom the changes of a version concern, and which of them each person is told of.

Speakers hear of their talks, conveners of the blocks of their sessions, and whoever has a star at a talk hears that it
is held elsewhere or not at all. Everybody hears only of what they may see; an address without an account sees what
everybody sees.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from access.filters import Keyring, keyring_of
from accounts.models import User
from events.models import Event, EventPerson
from events.permissions import can_see_event
from programme.models import Credit, SessionConvener
from timetable.models import Star
from timetable.plan import Key
from timetable.versions import Change, Kind, Line, lines_of
from timetable.versions.reader import STRANGER, Doors, doors_of

TOLD = {Kind.ADDED, Kind.MOVED, Kind.WITHDRAWN, Kind.REMOVED}
"""Another title alone, or another note, is no news for a calendar."""


class Role(StrEnum):
    SPEAKER = "speaker"
    CONVENER = "convener"
    STAR = "star"


@dataclass(slots=True)
class Letter:
    """What one person is told; without an account they are their `address`."""

    event: Event
    user: User | None
    name: str
    address: str
    sees_event: bool
    changes: list[Change] = field(default_factory=list)
    roles: set[Role] = field(default_factory=set)

    @property
    def speaks(self) -> bool:
        return Role.SPEAKER in self.roles

    @property
    def convenes(self) -> bool:
        return Role.CONVENER in self.roles

    @property
    def starred(self) -> bool:
        return Role.STAR in self.roles

    def lines(self) -> list[Line]:
        """In the language of the moment: of the person, while their mail is written."""
        return lines_of(self.changes, zone=self.event.zone)


@dataclass(frozen=True, slots=True)
class _Concerned:
    """Somebody a change concerns: an account, or an address."""

    role: Role
    user: User | None
    name: str
    address: str

    @property
    def key(self) -> str:
        return (self.user.email if self.user else self.address).lower()


def letters_about(
    event: Event, changes: Sequence[Change], *, is_first: bool, closed: Collection[Key] = ()
) -> list[Letter]:
    """One letter for each person, by address; none while the event is a draft, which nobody may see.

    `closed` are entries that were not for everybody in the version before. Stars do not learn of them what was then.
    """
    if event.is_draft or event.deleted_at is not None:
        return []
    told = [change for change in changes if TOLD.intersection(change.kinds)]
    concerned = _concerned(event, told, is_first=is_first)
    public = doors_of(event, STRANGER, sees_event=event.access.is_open, also_deleted=True)
    letters: dict[str, Letter] = {}
    doors: dict[str, Doors] = {}
    for change in told:
        for person in concerned[_content(change)]:
            if not _is_told(person, change, is_first=is_first):
                continue
            if not (_shows(public, change) or _shows(_doors(event, person, doors), change)):
                continue
            is_new_to_them = person.role is Role.STAR and _shows(public, change)
            known = _without_past(change, closed) if is_new_to_them else change
            if known is None:
                continue
            letter = letters.get(person.key) or _letter(event, person)
            letters[person.key] = letter
            letter.roles.add(person.role)
            if change not in letter.changes and known not in letter.changes:
                letter.changes.append(known)
    return [letters[key] for key in sorted(letters)]


def without_letter(event: Event, changes: Sequence[Change], letters: Iterable[Letter]) -> list[EventPerson]:
    """Speakers whom changes concern and no mail reaches: nobody knows their address, or they may not see it."""
    talks = {change.entry.contribution for change in changes if TOLD.intersection(change.kinds)}
    reached = {letter.address.lower() for letter in letters}
    speakers = EventPerson.objects.filter(
        credits__contribution__in=talks - {None}, credits__role=Credit.Role.SPEAKER
    )
    people = speakers.distinct().select_related("user")
    return [person for person in people if _address(person).lower() not in reached]


def _concerned(
    event: Event, changes: Iterable[Change], *, is_first: bool
) -> Mapping[tuple[int | None, int | None], list[_Concerned]]:
    """By talk and session: three queries."""
    talks = {change.entry.contribution for change in changes} - {None}
    sessions = {change.entry.session for change in changes} - {None}
    found: dict[tuple[int | None, int | None], list[_Concerned]] = defaultdict(list)
    credits = Credit.objects.filter(contribution__in=talks, role=Credit.Role.SPEAKER)
    for credit in credits.select_related("person__user").order_by("pk"):
        found[credit.contribution_id, None].append(_named(Role.SPEAKER, credit.person))
    conveners = SessionConvener.objects.filter(session__in=sessions)
    for link in conveners.select_related("person__user").order_by("pk"):
        found[None, link.session_id].append(_named(Role.CONVENER, link.person))
    stars = Star.objects.filter(contribution__in=talks, user__is_active=True)
    for star in stars.select_related("user").order_by("pk"):
        user = star.user
        found[star.contribution_id, None].append(_Concerned(Role.STAR, user, str(user), user.email))
    return found


def _named(role: Role, person: EventPerson) -> _Concerned:
    user = person.user if person.user is not None and person.user.is_active else None
    return _Concerned(role, user, person.name, _address(person))


def _address(person: EventPerson) -> str:
    if person.user is not None and person.user.is_active:
        return person.user.email
    return person.email


def _content(change: Change) -> tuple[int | None, int | None]:
    return change.entry.contribution, change.entry.session


def _is_told(person: _Concerned, change: Change, *, is_first: bool) -> bool:
    """Who has a star at a talk that has its first time, at the very first publishing, hears nothing of it."""
    reachable = person.user is not None or bool(person.address)
    return reachable and not (is_first and person.role is Role.STAR)


def _without_past(change: Change, closed: Collection[Key]) -> Change | None:
    """As it is for somebody who learns now that it is there (as `Reader` has it); None if it is gone."""
    if change.before is None or change.before.entry.key not in closed:
        return change
    return Change((Kind.ADDED,), None, change.after) if change.after else None


def _shows(doors: Doors, change: Change) -> bool:
    entry = change.entry
    return entry.contribution in doors.talks if entry.contribution else entry.session in doors.sessions


def _doors(event: Event, person: _Concerned, known: dict[str, Doors]) -> Doors:
    if person.user is None:
        return Doors(event=False, talks=frozenset(), sessions=frozenset())
    if person.key not in known:
        keyring = keyring_of(person.user)
        known[person.key] = doors_of(event, keyring, sees_event=False, also_deleted=True)
    return known[person.key]


def _letter(event: Event, person: _Concerned) -> Letter:
    keyring = keyring_of(person.user) if person.user else Keyring()
    return Letter(event, person.user, person.name, person.address, can_see_event(keyring, event))
