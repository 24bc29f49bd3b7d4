"""Files for mails: kept once, and forgotten when the last mail that takes them along has left."""

import mimetypes
from email.encoders import encode_base64
from email.mime.base import MIMEBase

from django.db import transaction

from kit.files import safe_file_name
from notices.models import NoticeFile

UNKNOWN = "application/octet-stream"
ODD = ("message/", "multipart/")
"""Types whose parts have rules of their own in a mail (RFC 2046, 5): sent as files like any other."""


@transaction.atomic
def keep_file(*, name: str, content: bytes) -> NoticeFile:
    """The file, ready to go with mails; one that is there already is used again.

    Held until the transaction ends, so that it is not forgotten before the mails name it. The name is made fit for
    any system, and says the media type: what an upload claimed about itself is not passed on.
    """
    name = safe_file_name(name)
    file = NoticeFile(
        name=name,
        media_type=media_type_of(name),
        digest=NoticeFile.digest_of(content),
        size=len(content),
        content=content,
    )
    once = ["digest", "name", "media_type"]
    NoticeFile.objects.bulk_create(
        [file], update_conflicts=True, unique_fields=once, update_fields=["created_at"]
    )
    return file


@transaction.atomic
def forget_files() -> int:
    """Delete what no mail needs any more; returns how many."""
    needless = NoticeFile.objects.needless().order_by("pk")
    held = [file.pk for file in needless.select_for_update(skip_locked=True, of=("self",)).only("pk")]
    # Looked at again once they are held: a mail may have taken one along in between.
    files = NoticeFile.objects.filter(pk__in=held).needless().values_list("pk", flat=True)
    gone = list(files)
    NoticeFile.objects.filter(pk__in=gone).delete()
    return len(gone)


def media_type_of(name: str) -> str:
    """By the ending of the name."""
    found = mimetypes.guess_type(name, strict=True)[0] or UNKNOWN
    return UNKNOWN if found.startswith(ODD) else found


def part_of(file: NoticeFile) -> MIMEBase:
    """The file as a part of a mail, byte by byte as it is."""
    part = MIMEBase(*file.media_type.split("/", 1))
    part.set_payload(bytes(file.content))
    encode_base64(part)
    name = file.name if file.name.isascii() else ("utf-8", "", file.name)
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part
