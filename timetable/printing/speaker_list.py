"""Who speaks, with their talks: for the page and for paper."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from kit.pdf import render_pdf
from programme.models import Credit
from timetable.printing.book import document_context
from timetable.printing.printout import Printout


@dataclass(slots=True)
class Talk:
    number: int
    title: str
    starts_at: datetime | None = None
    room: str = ""


@dataclass(slots=True)
class Speaker:
    """`key` is that of the person of the event."""

    key: int
    name: str
    affiliation: str
    talks: list[Talk] = field(default_factory=list)


def speakers_of(printout: Printout) -> list[Speaker]:
    """By the name they are sorted under, with the talks the reader may see. Two queries."""
    times = _times(printout)
    credits = Credit.objects.filter(contribution__in=printout.talks.order_by(), role=Credit.Role.SPEAKER)
    rows = credits.order_by(
        "person__sort_name", "person__name", "person", "contribution__number"
    ).values_list(
        "person",
        "person__name",
        "person__affiliation",
        "contribution",
        "contribution__number",
        "contribution__title",
    )
    found: dict[int, Speaker] = {}
    for person, name, affiliation, talk, number, title in rows:
        speaker = found.setdefault(person, Speaker(person, name, affiliation))
        shown = [Talk(number, title, starts_at, room) for starts_at, room in times[talk]]
        speaker.talks += shown or [Talk(number, title)]
    return list(found.values())


def speakers_pdf(printout: Printout) -> bytes:
    """Raises kit.pdf.PdfUnavailable."""
    context = {**document_context(printout), "speakers": speakers_of(printout), "zone": printout.event.zone}
    return render_pdf("timetable/pdf/speaker_list.html", context, tagged=True)


def _times(printout: Printout) -> dict[int, list[tuple[datetime, str]]]:
    slots = printout.slots.filter(contribution__isnull=False).in_order()
    rows: Iterable[tuple[int, datetime, str | None, str | None]] = slots.values_list(
        "contribution", "starts_at", "room__name", "parent__room__name"
    )
    times: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
    for talk, starts_at, room, block_room in rows:
        times[talk].append((starts_at, room or block_room or ""))
    return times
