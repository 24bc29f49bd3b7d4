"""Two people changed one entry: what each wants, in words, so that whoever comes second can choose."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.models import Event, EventRoom
from kit.words import clock_words, moment_words
from timetable.editor.acts import place_words
from timetable.editor.sent import NotUnderstood, Sent
from timetable.models import Step
from timetable.plan import plan_of
from timetable.refusals import Stale


@dataclass(frozen=True, slots=True)
class Clash:
    """What happened, how it stands, and what the person asked for."""

    said: str
    theirs: str
    yours: str


def clash_of(event: Event, sent: Sent, stale: Stale) -> Clash:
    return Clash(str(stale), _theirs(event, stale), _yours(event, sent))


def _theirs(event: Event, stale: Stale) -> str:
    entry = stale.theirs
    if entry is None:
        return _("Not in the timetable")
    said = {
        "place": place_words(event, entry, plan_of(event)),
        "end": clock_words(entry.ends_at, zone=event.zone),
    }
    step = Step.objects.filter(event=event, after__has_key=str(entry.key)).select_related("by").first()
    if step is None or step.by is None:
        return _("%(place)s, until %(end)s") % said
    return _("%(place)s, until %(end)s (%(person)s)") % {**said, "person": step.by}


def _yours(event: Event, sent: Sent) -> str:
    if sent.get("act") == "unschedule":
        return _("Not in the timetable")
    rooms = dict(EventRoom.objects.filter(event=event).values_list("pk", "name"))
    try:
        (starts_at, room, _parent), *_others = sent.moves.values()
    except NotUnderstood:
        return _typed(sent, rooms)
    when = moment_words(starts_at, zone=event.zone)
    return f"{when}, {rooms[room]}" if room in rooms else when


def _typed(sent: Sent, rooms: dict[int, str]) -> str:
    room = rooms.get((sent.keys("room") or [0])[0], "")
    said = {"day": sent.get("day"), "clock": sent.get("clock"), "minutes": sent.get("minutes"), "room": room}
    if not said["clock"]:
        return _("%(minutes)s minutes") % said if said["minutes"] else _("Your change")
    words = (
        _("%(day)s, %(clock)s, %(minutes)s minutes, %(room)s")
        if room
        else _("%(day)s, %(clock)s, %(minutes)s minutes")
    )
    return words % said
