"""Write the letters: the text in the language of each reader, and the entries for their calendar."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import ngettext

from accounts.models import User
from events.models import Event
from kit import ical
from kit.plain import plain_text
from notices.operations import Limit, let_through, post, post_to_address, reached_limit
from timetable.ical import address_of, slot_to_ical
from timetable.letters.whom import Letter
from timetable.models import Slot, Version
from timetable.refusals import ToldTooOften
from timetable.versions import Change, Kind

TEMPLATE = "timetable/mail/published.txt"
NOTE_LENGTH = 3000
PUBLISHING = Limit("timetable-published", most=100_000, each=5)
"""Whoever publishes tells as many as there are; nobody is told again and again."""


def send_letters(
    letters: Iterable[Letter], version: Version, *, gone: Sequence[Slot], by: User | None
) -> int:
    """Owe these mails, in the transaction of publishing; `gone` are the slots that are not shown any more.

    Raises ToldTooOften where somebody got as many about the event within an hour as is sensible: no calendar may miss
    a change that others are told of, so nobody is left out.
    """
    letters = list(letters)
    _count(letters, version.event, by=by)
    slots = _slots(version.event, letters) | {_key(slot): slot for slot in gone}
    for letter in letters:
        context = context_of(letter, name=str(version), note=version.note)
        if letter.user is not None:
            post(TEMPLATE, to=[letter.user], calendar=partial(_file, letter, slots), **context)
        else:
            post_to_address(TEMPLATE, to=letter.address, calendar=partial(_file, letter, slots), **context)
    return len(letters)


def _count(letters: Sequence[Letter], event: Event, *, by: User | None) -> None:
    addresses = {letter.user.email if letter.user else letter.address for letter in letters}
    about = f"event-{event.pk}"
    if by is not None and reached_limit(PUBLISHING, addresses, about=about):
        raise ToldTooOften(
            ngettext(
                "Some people were told of changes %(most)d time within an hour. Publish later, or without telling.",
                "Some people were told of changes %(most)d times within an hour. Publish later, or without telling.",
                PUBLISHING.each,
            )
            % {"most": PUBLISHING.each}
        )
    let_through(PUBLISHING, addresses, by=by, about=about)


def written(letter: Letter, *, name: str, note: str) -> tuple[str, str]:
    """Subject and text as the organiser may look at them, in the organiser's language."""
    context = {"base_url": settings.BASE_URL, "recipient": letter.user}
    text = render_to_string(TEMPLATE, context | context_of(letter, name=name, note=note))
    subject, _newline, body = text.strip().partition("\n")
    return " ".join(subject.split()), body.strip()


def context_of(letter: Letter, *, name: str, note: str) -> dict[str, Any]:
    """What the template sees; the note is for those who see the event."""
    words = plain_text(note, length=NOTE_LENGTH) if note and letter.sees_event else ""
    return {"letter": letter, "event": letter.event, "version": name, "note": words}


def _file(letter: Letter, slots: dict[int, Slot], user: User | None = None) -> ical.CalendarFile | None:
    """One entry is an invitation, or its end. Several are a calendar to take over: an invitation has one UID only.

    (RFC 5546, 3.2.2 and 3.2.5; a PUBLISH may hold entries of several, and cancelled ones, but asks nobody: 3.2.1.)
    """
    entries = [entry for change in letter.changes for entry in _entries(change)]
    found = [(slots[key], change, is_gone) for key, change, is_gone in entries if key in slots]
    if not found:
        return None
    if len(found) > 1:
        return ical.message("PUBLISH", [_entry(letter.event, *one) for one in found])
    attendee = ical.Attendee(str(user) if user else letter.name, letter.address)
    ((slot, change, is_gone),) = found
    return ical.message(
        "CANCEL" if is_gone else "REQUEST", [_entry(letter.event, slot, change, is_gone, attendee=attendee)]
    )


def _entries(change: Change) -> list[tuple[int, Change, bool]]:
    """The keys of the slots it is about, and whether each is gone. Put in again is another slot than before."""
    before = change.before.entry.key if change.before else None
    after = change.after.entry.key if change.after else None
    found = []
    if before is not None and before != after:
        found.append((before, change, True))
    if after is not None:
        found.append((after, change, False))
    return found


def _entry(
    event: Event,
    slot: Slot,
    change: Change,
    is_gone: bool,
    *,
    attendee: ical.Attendee | None = None,
) -> ical.Event:
    """That a talk was withdrawn its own revision counts; that a slot was taken out no row counts any more."""
    later = 1 if is_gone and change.kind is not Kind.WITHDRAWN else 0
    address = address_of(slot, event)
    return slot_to_ical(
        slot, event, address=address, attendee=attendee, is_gone=is_gone, later=later, is_sent=True
    )


def _slots(event: Event, letters: Iterable[Letter]) -> dict[int, Slot]:
    keys = {change.after.entry.key for letter in letters for change in letter.changes if change.after}
    shown = Slot.every.filter(event=event, is_shown=True, copy_of__in=keys)
    return {_key(slot): slot for slot in shown.for_calendars()}


def _key(slot: Slot) -> int:
    return slot.lasting_id
