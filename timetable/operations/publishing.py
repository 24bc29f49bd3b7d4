"""Publish the draft of a timetable as a version; change between drafts and always live.

In drafts, what the event shows are copies (`operations.shown`); a version keeps the whole timetable as it was shown.
In a live timetable a version is a mark with a name and a note: everything shows already.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from events.models import Event
from events.operations import lock_event
from journal.operations import record
from programme.refusals import TooLong
from timetable.models import Slot, TimetableSettings, Version
from timetable.operations.shown import show, stop_copying
from timetable.refusals import NothingToPublish, PublishedMeanwhile
from timetable.signals import timetable_published
from timetable.versions import Change, Edition, shown_edition, working_edition
from timetable.versions.edition import kept

LONGEST_NAME = 80
LONGEST_NOTE = 10_000


@transaction.atomic
def publish(
    event: Event,
    *,
    by: User | None,
    name: str = "",
    note: str = "",
    tell: bool = True,
    number: int | None = None,
) -> Version:
    """Show everybody the timetable as it is worked on now, under the next number.

    With `number` (the one the person was promised) it is only published if nobody else did in between. Speakers and
    people with a star at what changed are told, unless `tell` is False or the timetable is live.
    Raises NothingToPublish, PublishedMeanwhile, TooLong, and ToldTooOften where it would tell. A live timetable without
    changes can publish a note.
    """
    _check_texts(name, note)
    event = lock_event(event)
    settings = own_settings(event)
    if number is not None and number != settings.next_version:
        raise PublishedMeanwhile(_("Somebody else has published in between. Look at the changes again."))
    before, after = shown_edition(settings), working_edition(event)
    changes = after.changes_since(before)
    if not changes and not (settings.is_live and note.strip()):
        raise NothingToPublish(_("There is nothing to publish: everybody sees the timetable as it is."))
    gone = [] if settings.is_live else _shown_no_more(event, changes)
    version = _freeze(event, settings, after, name=name, note=note, by=by)
    if not settings.is_live:
        show(event, after.plan)
        timetable_published.send(
            sender=Version,
            event=event,
            version=version,
            changes=changes,
            gone=gone,
            is_first=not before.plan,
            closed=before.closed,
            tell=tell,
            by=by,
        )
    return version


@transaction.atomic
def work_in_drafts(event: Event, *, by: User | None) -> None:
    """From now on changes show when they are published. What shows now stays, as a version if there is anything."""
    event = lock_event(event)
    settings = own_settings(event)
    if not settings.is_live:
        return
    now = working_edition(event)
    if now.changes_since(shown_edition(settings)):
        _freeze(event, settings, now, by=by)
    show(event, now.plan, as_they_are=True)
    _switch(event, settings, is_live=False, by=by)


@transaction.atomic
def show_at_once(event: Event, *, by: User | None) -> None:
    """From now on every change shows at once, and so does all that was not published yet. Nobody is told."""
    event = lock_event(event)
    settings = own_settings(event)
    if settings.is_live:
        return
    now = working_edition(event)
    if now.changes_since(shown_edition(settings)):
        _freeze(event, settings, now, by=by)
    stop_copying(event)
    _switch(event, settings, is_live=True, by=by)


def begin(event: Event, *, is_live: bool) -> None:
    """How the timetable of a new event is worked on, before anything is in it."""
    TimetableSettings.objects.update_or_create(event=event, defaults={"is_live": is_live})
    event.refresh_from_db(fields=["revision"])


def own_settings(event: Event) -> TimetableSettings:
    """The row of the event, made where there is none; call with the event locked."""
    settings = TimetableSettings.objects.select_related("shown_version").filter(event=event).first()
    return settings or TimetableSettings.objects.create(event=event)


def _check_texts(name: str, note: str) -> None:
    for text, limit in ((name, LONGEST_NAME), (note, LONGEST_NOTE)):
        if len(text) > limit:
            raise TooLong(_("The text is too long. The limit is %(limit)d characters.") % {"limit": limit})


def _freeze(
    event: Event,
    settings: TimetableSettings,
    edition: Edition,
    *,
    by: User | None,
    name: str = "",
    note: str = "",
) -> Version:
    """Keep the timetable as a version, which is the one that shows."""
    version = Version.objects.create(
        event=event,
        number=settings.next_version,
        name=" ".join(name.split()),
        note=note.strip(),
        made_at=timezone.now(),
        made_by=by,
        **kept(event, edition),
    )
    settings.shown_version = version
    settings.next_version += 1
    settings.save(update_fields=["shown_version", "next_version"])
    record(event.logbook, "timetable.published", by=by, subject=version)
    return version


def _shown_no_more(event: Event, changes: list[Change]) -> list[Slot]:
    """The slots as they are shown now of what will not be any more, with all a calendar says of them.

    Also of a talk that was taken out and put in again: for calendars that is another entry.
    """
    keys = {
        change.before.entry.key
        for change in changes
        if change.before and (change.after is None or change.after.entry.key != change.before.entry.key)
    }
    shown = Slot.every.filter(event=event, is_working=False, copy_of__in=keys)
    return list(shown.for_calendars())


def _switch(event: Event, settings: TimetableSettings, *, is_live: bool, by: User | None) -> None:
    settings.is_live = is_live
    settings.save(update_fields=["is_live"])  # a trigger shows or hides the working slots
    record(event.logbook, "timetable.live" if is_live else "timetable.drafts", by=by, subject=event)
