"""Events: create, edit, publish, delete and restore, move."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access.models import AccessList, Grant
from access.operations import grant, move_access_list, open_access_list
from accounts.models import User
from events.models import Category, Event
from events.operations.addresses import check_address, free_address
from events.refusals import AddressTaken, EndsBeforeItStarts, OutsideOfCalendars
from events.signals import (
    event_created,
    event_dates_changing,
    event_deleted,
    event_edited,
    event_restored,
    openness_changed,
)
from journal.operations import differences, open_logbook, record
from kit.ical import FIRST_YEAR, LAST_YEAR
from kit.moments import zone
from kit.refusals import constraint_speaks

EDITABLE = frozenset(
    {
        "kind",
        "title",
        "acronym",
        "slug",
        "description",
        "starts_at",
        "ends_at",
        "time_zone",
        "day_change",
        "venue",
        "address",
        "map_url",
        "website",
        "organiser",
        "contact_email",
        "keywords",
    }
)
TRIES = 5


@transaction.atomic
def create_event(
    category: Category,
    *,
    by: User | None,
    kind: str,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    time_zone: str,
    slug: str | None = None,
    mode: str = AccessList.Mode.INHERITING,
    is_draft: bool = True,
    **details: Any,
) -> Event:
    """A new event; who creates it runs it. Without a slug it gets a free one from its name and year.

    Raises AddressTaken, BadAddress, UnknownZone, EndsBeforeItStarts, OutsideOfCalendars.
    """
    _known(details)
    _check_years(starts_at, ends_at)
    event = Event(
        category=category,
        kind=Event.Kind(kind),
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        time_zone=zone(time_zone).key,
        is_draft=is_draft,
        access=open_access_list(parent=category.access, mode=mode),
        logbook=open_logbook(),
        **details,
    )
    _save_under_address(event, slug)
    if by is not None:
        grant(event.access, to=by, permission=Grant.MANAGE)
    record(event.logbook, "event.created", by=by, subject=event)
    record(category.logbook, "event.created", by=by, subject=event)
    event_created.send(sender=Event, event=event, by=by)
    return event


@transaction.atomic
def edit_event(event: Event, *, by: User | None, **values: Any) -> None:
    """Change some of the EDITABLE fields.

    Raises AddressTaken, BadAddress, UnknownZone, EndsBeforeItStarts, and whatever a listener of
    `event_dates_changing` or `event_edited` refuses: a timetable that would stick out, say.
    """
    _known(values)
    if values.get("slug") is not None:
        values["slug"] = check_address(values["slug"])
    if "time_zone" in values:
        zone(values["time_zone"])
    _refresh_locked(event)
    changes = differences(event, values)
    if not changes:
        return
    if {"starts_at", "ends_at"} & changes.keys():
        _check_years(
            *(moment for name, (_old, moment) in changes.items() if name in {"starts_at", "ends_at"})
        )
        _ask_about_dates(event, values, by=by)
    for name in changes:
        setattr(event, name, values[name])
    with _sentences(event):
        _save(event, *changes)
    record(event.logbook, "event.edited", by=by, subject=event, changes=changes)
    event_edited.send(sender=Event, event=event, changes=changes, by=by)


@transaction.atomic
def publish_event(event: Event, *, by: User | None) -> None:
    """Everybody whom its protection lets in sees it from now on."""
    _set_draft(event, is_draft=False, verb="event.published", by=by)


@transaction.atomic
def withdraw_event(event: Event, *, by: User | None) -> None:
    """Back to a draft, which only those who run it see."""
    _set_draft(event, is_draft=True, verb="event.withdrawn", by=by)


@transaction.atomic
def delete_event(event: Event, *, by: User | None) -> None:
    """Take it away from everybody. Nothing is lost: `restore_event` brings it back as it was."""
    _refresh_locked(event)
    if event.deleted_at is None:
        event.deleted_at = timezone.now()
        _save(event, "deleted_at")
        record(event.logbook, "event.deleted", by=by, subject=event)
        record(event.category.logbook, "event.deleted", by=by, subject=event)
        event_deleted.send(sender=Event, event=event, by=by)


@transaction.atomic
def restore_event(event: Event, *, by: User | None) -> list[str]:
    """Bring a deleted event back, with its address and all its parts; returns what to tell the person."""
    _refresh_locked(event)
    notes: list[str] = []
    if event.deleted_at is not None:
        event.deleted_at = None
        _save(event, "deleted_at")
        record(event.logbook, "event.restored", by=by, subject=event)
        record(event.category.logbook, "event.restored", by=by, subject=event)
        answers = event_restored.send(sender=Event, event=event, by=by)
        notes = [note for _listener, note in answers if note]
    return notes


@transaction.atomic
def move_event(event: Event, *, to: Category, by: User | None) -> None:
    """Hang the event under another category; what it inherits is that one's from now on."""
    _refresh_locked(event)
    before = event.category
    if before == to:
        return
    event.category = to
    _save(event, "category")
    move_access_list(event.access, parent=to.access)
    event.refresh_from_db(fields=["revision"])
    for logbook in (event.logbook, before.logbook, to.logbook):
        record(logbook, "event.moved", by=by, subject=event, changes={"category": (before, to)})
    openness_changed.send(sender=Event, events=Event.objects.filter(pk=event.pk))


def _save_under_address(event: Event, slug: str | None) -> None:
    if slug:
        event.slug = check_address(slug)
        with _sentences(event):
            event.save(force_insert=True)
        return
    for _try in range(TRIES):
        event.slug = free_address(
            title=event.title, acronym=event.acronym, kind=event.kind, starts_at=event.starts_at
        )
        try:
            with _sentences(event):
                event.save(force_insert=True)
            return
        except AddressTaken:  # somebody took it between our look and our step
            continue
    raise AddressTaken(_("No free address was found. Choose one."))


def _set_draft(event: Event, *, is_draft: bool, verb: str, by: User | None) -> None:
    _refresh_locked(event)
    if event.is_draft != is_draft:
        event.is_draft = is_draft
        _save(event, "is_draft")
        record(event.logbook, verb, by=by, subject=event)
        openness_changed.send(sender=Event, events=Event.objects.filter(pk=event.pk))


def _check_years(*moments: datetime) -> None:
    if not all(FIRST_YEAR <= moment.year <= LAST_YEAR for moment in moments):
        raise OutsideOfCalendars(
            _("An event takes place in the years %(first)d to %(last)d.")
            % {"first": FIRST_YEAR, "last": LAST_YEAR}
        )


def _ask_about_dates(event: Event, values: dict[str, Any], *, by: User | None) -> None:
    event_dates_changing.send(
        sender=Event,
        event=event,
        starts_at=values.get("starts_at", event.starts_at),
        ends_at=values.get("ends_at", event.ends_at),
        by=by,
    )


@contextmanager
def _sentences(event: Event) -> Iterator[None]:
    """What the constraints of an event say to a person."""
    taken = AddressTaken(_("The address “%(address)s” is taken.") % {"address": event.slug})
    backwards = EndsBeforeItStarts(_("The event would end before it starts."))
    with (
        constraint_speaks("event_address_is_unique", refusal=taken),
        constraint_speaks("event_ends_after_it_starts", refusal=backwards),
    ):
        yield


def _save(event: Event, *fields: str) -> None:
    event.save(update_fields=[*fields, "updated_at"])
    event.refresh_from_db(fields=["revision"])


def _refresh_locked(event: Event) -> None:
    event.refresh_from_db(from_queryset=Event.objects.select_for_update(no_key=True))


def _known(values: dict[str, Any]) -> None:
    if unknown := values.keys() - EDITABLE:
        raise TypeError(f"An event has no editable {', '.join(sorted(unknown))}.")
