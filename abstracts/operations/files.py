"""Files of abstracts: add, put in order, remove. Each has a copy for blind reviewers, made when it comes."""

from collections.abc import Sequence
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abstracts.files.blinding import blind_copy
from abstracts.files.kinds import kind_of
from abstracts.models import Abstract, AbstractFile, State
from abstracts.operations.saving import touch
from abstracts.operations.turns import lock_abstract
from abstracts.permissions import may_be_edited
from abstracts.refusals import BadFile, CallIsClosed, NotInThisState
from accounts.models import User
from journal.operations import record
from kit.files import safe_file_name
from kit.ordering import put_in_order

MEGABYTE = 1024 * 1024
LONGEST_NAME = 150


@transaction.atomic
def add_file(
    abstract: Abstract, upload: UploadedFile, *, by: User | None, as_manager: bool = False
) -> AbstractFile:
    """Keep an uploaded file, after those that are there. Raises BadFile, CallIsClosed, NotInThisState."""
    name = _name(upload)
    limit = abstract.call.most_megabytes
    if (upload.size or 0) > limit * MEGABYTE:
        raise BadFile(
            _("“%(name)s” has more than %(limit)d MB. Save it smaller.") % {"name": name, "limit": limit}
        )
    abstract = _held(abstract, as_manager=as_manager)
    held = list(abstract.files.all())
    most = abstract.call.most_files
    if len(held) >= most:
        raise BadFile(_too_many(name, most))
    data = upload.read()
    kind = kind_of(name, data, taken=abstract.call.file_types)
    file = AbstractFile(
        abstract=abstract,
        position=max((one.position for one in held), default=0) + 1,
        name=name,
        media_type=kind.media_type,
        size=len(data),
    )
    file.content.save(_place(abstract), ContentFile(data), save=False)
    if copy := blind_copy(name, data):
        file.blind.save(_place(abstract), ContentFile(copy), save=False)
        file.blind_size = len(copy)
    file.save()
    _written(abstract, by=by, change=("", name))
    return file


@transaction.atomic
def remove_file(file: AbstractFile, *, by: User | None, as_manager: bool = False) -> None:
    """Take the file and its copy away for good. Raises CallIsClosed, NotInThisState."""
    abstract = _held(file.abstract, as_manager=as_manager)
    name, kept = file.name, [(each.storage, str(each.name)) for each in (file.content, file.blind) if each]
    file.delete()
    for storage, path in kept:
        transaction.on_commit(partial(storage.delete, path))
    _written(abstract, by=by, change=(name, ""))


@transaction.atomic
def order_files(
    abstract: Abstract, keys: Sequence[int], *, by: User | None, as_manager: bool = False
) -> None:
    """Put the files into this order; those not named come after them. Raises CallIsClosed, NotInThisState."""
    abstract = _held(abstract, as_manager=as_manager)
    if changes := put_in_order(abstract.files.all(), keys):
        _written(abstract, by=by, change=changes["order"])


def _held(abstract: Abstract, *, as_manager: bool) -> Abstract:
    abstract = lock_abstract(abstract)
    if abstract.state == State.WITHDRAWN:
        raise NotInThisState(_("It was withdrawn. Its files stay as they are."))
    if not as_manager and not may_be_edited(abstract):
        raise CallIsClosed(_("The time for changes is over. Its files stay as they are."))
    return abstract


def _written(abstract: Abstract, *, by: User | None, change: tuple[str, str]) -> None:
    touch(abstract)
    if abstract.submitted_at is not None:
        record(abstract.logbook, "abstract.files", by=by, subject=abstract, changes={"files": change})


def _name(upload: UploadedFile) -> str:
    name = safe_file_name(upload.name or "")
    stem, dot, extension = name.rpartition(".")
    return f"{stem[:LONGEST_NAME]}{dot}{extension[:40]}" if dot else extension[:LONGEST_NAME]


def _place(abstract: Abstract) -> str:
    """Where it lies: names that people gave never become paths."""
    return f"{abstract.event_id}/{abstract.pk}/file"


def _too_many(name: str, most: int) -> str:
    if not most:
        return _("“%(name)s” was not taken. This call takes no files.") % {"name": name}
    sentence = ngettext(
        "“%(name)s” was not taken: %(limit)d file is the most. Remove the other one first.",
        "“%(name)s” was not taken: %(limit)d files are the most. Remove one first.",
        most,
    )
    return sentence % {"name": name, "limit": most}
