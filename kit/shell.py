"""What commands of the shell share."""

import sys
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _


def content_of(file: Path, *, most: int) -> bytes:
    """The file, "-" for what comes in; of one with more bytes than `most` only as much as shows that it has more."""
    try:
        with sys.stdin.buffer if str(file) == "-" else file.open("rb") as stream:
            return stream.read(most + 1)
    except OSError as error:
        unread = _("%(file)s can not be read: %(reason)s.") % {"file": file, "reason": error.strerror}
        raise CommandError(unread) from error
