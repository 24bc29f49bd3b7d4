"""The one entrance for files: which form is it, and what does it say?"""

from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _

from interchange.schedule.assembly import assemble
from interchange.schedule.c3voc_json import is_c3voc, read_c3voc
from interchange.schedule.c3voc_json2 import is_c3voc2, read_c3voc2
from interchange.schedule.draft import MOST_TALKS, DraftSchedule, TooManyTalks
from interchange.schedule.findings import Finding, ScheduleUnreadable, Unusable
from interchange.schedule.frab_xml import read_frab_xml
from interchange.schedule.pretalx_json import is_pretalx, read_pretalx
from interchange.schedule.safe_json import parse_json
from interchange.schedule.shape import Schedule

LARGEST = 50 * 1024 * 1024  # bytes

_UTF8_BOM = b"\xef\xbb\xbf"
_JSON_FORMS: tuple[tuple[Callable[[Any], bool], Callable[[Any], DraftSchedule]], ...] = (
    (is_c3voc, read_c3voc),
    (is_c3voc2, read_c3voc2),
    (is_pretalx, read_pretalx),
)


def read_schedule(data: bytes, *, file_name: str, default_zone: str | None = None) -> Schedule:
    """The schedule in a file: schedule.xml (frab), schedule.json (c3voc 1 and 2) or pretalx's JSON.

    The default zone is an IANA name for files that name none, and used only if it agrees with the offsets in
    them. Raises `ScheduleUnreadable` with every reason found, for files beyond `LARGEST` bytes before looking
    into them.
    """
    try:
        draft = _draft(data)
        schedule = assemble(draft, title_if_none=PurePath(file_name).stem, default_zone=default_zone)
    except Unusable as reason:
        raise ScheduleUnreadable(file_name=file_name, findings=[Finding("", str(reason))]) from reason
    except TooManyTalks:
        too_many = _("It has more than %(number)d talks.") % {"number": MOST_TALKS}
        raise ScheduleUnreadable(file_name=file_name, findings=[Finding("", too_many)]) from None
    if schedule is None:
        raise ScheduleUnreadable(file_name=file_name, findings=draft.problems)
    return schedule


def _draft(data: bytes) -> DraftSchedule:
    if len(data) > LARGEST:
        raise Unusable(_("It is larger than %(size)d MB.") % {"size": LARGEST // 1024**2})
    content = data.removeprefix(_UTF8_BOM).lstrip(b" \t\r\n")
    beginning = (
        content[:200].replace(b"\x00", b"").lstrip(b"\xff\xfe").lower()
    )  # of UTF-16 too, to recognise it
    _refuse_other_kinds(content, beginning)
    if beginning.startswith(b"<"):
        return read_frab_xml(content)
    return _json_draft(parse_json(content))


def _refuse_other_kinds(content: bytes, beginning: bytes) -> None:
    """Name the usual mistakes, so that people know what they are holding."""
    if not content:
        raise Unusable(_("It is empty."))
    if beginning.startswith((b"<!doctype html", b"<html")):
        raise Unusable(_("It is a web page, perhaps an error page, not a schedule."))
    if beginning.startswith(b"begin:vcalendar"):
        raise Unusable(_("It is a calendar (iCalendar), which says too little to be a schedule."))
    if content.startswith((b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\xfd7zXZ")):
        raise Unusable(_("It is compressed; the file inside it is needed."))
    if not beginning.startswith((b"<", b"{", b"[")):
        raise Unusable(_("It is neither XML nor JSON."))


def _json_draft(document: Any) -> DraftSchedule:
    for is_form, read in _JSON_FORMS:
        if is_form(document):
            return read(document)
    if isinstance(document, dict) and document.get("_type") == "HTTPAPIResult":
        raise Unusable(_("It is an answer of Indico, which is not a schedule of the forms read here."))
    raise Unusable(_("It is JSON, but neither a schedule.json of c3voc’s forms nor pretalx’s."))
