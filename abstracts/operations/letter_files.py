"""Files that go with the letters of a rule."""

from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from abstracts.files.kinds import kind_of
from abstracts.models import LetterFile, LetterRule
from abstracts.refusals import BadFile
from accounts.models import User
from events.operations import lock_event
from journal.operations import record
from kit.files import safe_file_name

MOST_FILES = 5
MOST_BYTES = 5 * 1024 * 1024
"""Of all files of a rule together: mail servers turn away mails that are much larger, and everybody gets one."""


@transaction.atomic
def add_letter_file(rule: LetterRule, *, name: str, content: bytes, by: User | None) -> LetterFile:
    """Send this along with the letters of the rule from now on. Raises BadFile."""
    event = lock_event(rule.event)
    name = safe_file_name(name)
    held = rule.files.aggregate(bytes=Sum("size"))["bytes"] or 0
    if rule.files.count() >= MOST_FILES:
        raise BadFile(
            _("“%(name)s” was not taken: a letter has at most %(count)d files.")
            % {"name": name, "count": MOST_FILES}
        )
    if held + len(content) > MOST_BYTES:
        raise BadFile(
            _("“%(name)s” was not taken: the files of a letter have at most %(limit)d MB together.")
            % {"name": name, "limit": MOST_BYTES // 1024 // 1024}
        )
    kind = kind_of(name, content)
    file = LetterFile(rule=rule, name=name, media_type=kind.media_type, size=len(content))
    file.content.save(f"{event.pk}/letters/file", ContentFile(content), save=False)
    file.save()
    record(event.logbook, "letter-rule.edited", by=by, subject=rule, changes={"files": ("", name)})
    return file


@transaction.atomic
def remove_letter_file(file: LetterFile, *, by: User | None) -> None:
    """Send it along no more. Letters that are on their way have it still."""
    event = lock_event(file.rule.event)
    name, rule = file.name, file.rule
    transaction.on_commit(partial(file.content.delete, save=False))
    file.delete()
    record(event.logbook, "letter-rule.edited", by=by, subject=rule, changes={"files": (name, "")})
