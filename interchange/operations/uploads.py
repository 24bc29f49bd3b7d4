"""Files between the dry run and the import."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from events.models import Category, Event
from interchange.models import Upload
from interchange.operations.importing import import_schedule
from interchange.operations.report import ImportReport
from interchange.refusals import UploadGone
from interchange.schedule.reading import read_schedule
from kit.files import safe_file_name

MOST_KEPT = 5


@transaction.atomic
def keep_upload(
    content: bytes,
    *,
    by: User,
    file_name: str,
    category: Category | None = None,
    event: Event | None = None,
    **choices: Any,
) -> Upload:
    """Keep a file for a day, for the person alone. Raises ScheduleUnreadable for what is no schedule.

    Of the person's earlier files only the latest few stay: nobody fills the database with uploads.
    """
    name = safe_file_name(file_name)
    read_schedule(content, file_name=name, default_zone=choices.get("time_zone") or None)
    latest = Upload.objects.filter(by=by).order_by("-expires_at").values("pk")[: MOST_KEPT - 1]
    Upload.objects.filter(by=by).exclude(pk__in=latest).delete()
    return Upload.objects.create(
        content=content, by=by, file_name=name, category=category, event=event, **choices
    )


def preview_upload(upload: Upload) -> ImportReport:
    """What importing the file would do. Raises what `import_schedule` refuses."""
    return _import(upload, dry_run=True)


@transaction.atomic
def import_upload(upload: Upload) -> ImportReport:
    """Import the file, once, and forget it. Raises UploadGone and what `import_schedule` refuses."""
    held = Upload.objects.select_for_update().usable_by(upload.by).filter(pk=upload.pk).first()
    if held is None:
        raise UploadGone(_("This file was imported already, or its day is over. Upload it again."))
    report = _import(held, dry_run=False)
    held.delete()
    return report


def sweep_uploads() -> int:
    """Forget files whose day is over; returns how many."""
    return Upload.objects.expired().delete()[0]


def _import(upload: Upload, *, dry_run: bool) -> ImportReport:
    content = bytes(upload.content)
    schedule = read_schedule(content, file_name=upload.file_name, default_zone=upload.time_zone or None)
    return import_schedule(
        schedule,
        file_name=upload.file_name,
        by=upload.by,
        category=upload.category,
        event=upload.event,
        slug=upload.slug or None,
        is_draft=upload.is_draft,
        dry_run=dry_run,
    )
