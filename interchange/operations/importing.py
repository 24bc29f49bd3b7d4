"""Importing a schedule: find or make its event, plan, and write all of it or nothing."""

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import AccessList
from accounts.models import User
from events.models import Category, Event, EventPerson
from events.operations import create_event, lock_event
from interchange.operations.applying import Applier
from interchange.operations.clashes import clashes_foreseen, clashes_of
from interchange.operations.cleansing import cleansed
from interchange.operations.event_record import address_of, columns
from interchange.operations.planning import Plan, plan_import
from interchange.operations.report import Counts, ImportReport
from interchange.operations.stored import Stored
from interchange.refusals import AddressNotOurs, NoCategory
from interchange.schedule.shape import Schedule
from journal.operations import record
from kit.statistics import refresh_statistics
from programme.models import Contribution, Credit
from timetable.models import Slot
from timetable.operations.publishing import begin


@transaction.atomic
def import_schedule(
    schedule: Schedule,
    *,
    file_name: str,
    by: User | None,
    category: Category | None = None,
    slug: str | None = None,
    event: Event | None = None,
    is_draft: bool = False,
    dry_run: bool = False,
) -> ImportReport:
    """Make the schedule an event of `category`, or bring the event it was imported as up to date.

    The event is `event`, or the one at the address `slug`, or at the one the file asks for; `by` has to run it
    (None is the system and runs everything). A dry run writes nothing and answers the same report.
    Raises AddressNotOurs, NoCategory, and what `create_event` refuses.
    """
    slug = slug or address_of(schedule)
    known = event or _imported_before(slug, by=by)
    if known is not None and not dry_run:
        known = lock_event(known)  # whoever else writes to it waits until we are done
    report = _report_on(schedule, known, slug=slug, dry_run=dry_run)
    stored = Stored(known)
    plan = plan_import(cleansed(schedule, report=report), stored, report=report)
    if dry_run or report.is_new:
        report.clashes = clashes_foreseen(plan, stored)
    if dry_run:
        return report
    made = known or _new_event(plan, category=category, slug=slug, is_draft=is_draft, by=by)
    Applier(plan, stored, event=made, by=by, file_name=file_name).apply()
    _record(report.talks, made, file_name=file_name, by=by)
    if report.is_new:
        refresh_statistics(Event, AccessList, EventPerson, Contribution, Credit, Slot)
    made.refresh_from_db()
    report.event = made
    if not report.is_new:
        report.clashes = clashes_of(made)
    return report


def _imported_before(slug: str, *, by: User | None) -> Event | None:
    """The event at the address if an import made it and `by` runs it; None if the address is free."""
    taken = Event.objects.filter(slug__iexact=slug).first()
    if taken is None:
        return None
    ours = taken.deleted_at is None and (by is None or Event.objects.run_by(by).filter(pk=taken.pk).exists())
    if ours and hasattr(taken, "schedule_source"):
        return taken
    # The same sentence for all of these: whoever may not see the event learns nothing of it.
    raise AddressNotOurs(
        _("The address “%(address)s” belongs to another event. Choose another address.") % {"address": slug}
    )


def _report_on(schedule: Schedule, known: Event | None, *, slug: str, dry_run: bool) -> ImportReport:
    """With the warnings of the file so far; `known` is the event it was imported as before."""
    report = ImportReport(
        title=schedule.title,
        slug=known.slug if known else slug,
        is_new=known is None,
        is_dry_run=dry_run,
        event=known,
    )
    report.take_over(schedule.warnings)
    return report


def _new_event(plan: Plan, *, category: Category | None, slug: str, is_draft: bool, by: User | None) -> Event:
    if category is None:
        raise NoCategory(_("Choose the category the new event goes to."))
    values = columns(plan.event.values)
    made = create_event(category, by=by, kind=Event.Kind.CONFERENCE, slug=slug, is_draft=is_draft, **values)
    begin(made, is_live=True)  # what the file brings was published elsewhere
    return lock_event(made)


def _record(talks: Counts, event: Event, *, file_name: str, by: User | None) -> None:
    """One entry in the event's log, with the counts of its talks."""
    numbers = {
        "added": talks.added,
        "updated": talks.updated,
        "withdrawn": talks.withdrawn,
        "reinstated": talks.reinstated,
        "kept as edited here": talks.kept,
    }
    changes = {name: ("", number) for name, number in numbers.items() if number}
    record(event.logbook, "schedule.imported", by=by, subject=file_name, changes=changes)
