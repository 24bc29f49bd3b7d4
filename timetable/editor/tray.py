"""The tray: talks that wait for a place, with what matters for giving them one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from events.models import Event
from kit.words import moment_words
from timetable.conflicts import Facts, Talk
from timetable.editor.reading import hue_of, hues_of
from timetable.plan import Plan
from timetable.talk_list import Asked, waiting

MOST_SHOWN = 80
MOST_PERIODS = 2


@dataclass(frozen=True, slots=True)
class Waiting:
    """A talk in the tray."""

    talk: Talk
    hue: int | None
    people: str
    hints: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tray:
    """The first of those found, how many are found, how many wait, and how many talks there are."""

    talks: list[Waiting]
    found: int
    waiting: int
    of: int

    @property
    def has_more(self) -> bool:
        return self.found > len(self.talks)


def tray_of(event: Event, asked: Asked, plan: Plan, facts: Facts) -> Tray:
    """One query, two where talks are searched."""
    scheduled = {entry.contribution for entry in plan.values()}
    there = [talk for talk in facts.talks.values() if not talk.is_withdrawn]
    waits = sorted((talk for talk in there if talk.id not in scheduled), key=lambda talk: talk.number)
    found = _found(event, asked, waits)
    hues = hues_of(event) if found else {}
    return Tray(
        talks=[_waiting(talk, facts, hues) for talk in found[:MOST_SHOWN]],
        found=len(found),
        waiting=len(waits),
        of=len(there),
    )


def _found(event: Event, asked: Asked, waits: list[Talk]) -> list[Talk]:
    if not (asked.words or asked.track or asked.session or asked.type):
        return waits
    keys = set(waiting(event).filter(asked.condition).order_by().values_list("pk", flat=True))
    return [talk for talk in waits if talk.id in keys]


def _waiting(talk: Talk, facts: Facts, hues: dict[int, int]) -> Waiting:
    hints = [_there(facts, person, several=len(talk.people) > 1) for person in talk.people]
    if talk.needs:
        hints.append(_("Needs: %(things)s") % {"things": ", ".join(talk.needs)})
    if talk.audience:
        hints.append(_("Expects %(number)d people") % {"number": talk.audience})
    return Waiting(
        talk=talk,
        hue=hue_of(facts, hues, talk=talk.id, session=talk.session),
        people=facts.people_names(talk.people),
        hints=[hint for hint in hints if hint],
    )


def _there(facts: Facts, person: int, *, several: bool) -> str:
    """When somebody can come, if not all the time."""
    known = facts.people.get(person)
    if known is None or not known.available:
        return ""
    when = ", ".join(_period(span, facts) for span in known.available[:MOST_PERIODS])
    said = {"person": known.name, "when": when}
    return _("%(person)s is there %(when)s") % said if several else _("There %(when)s") % said


def _period(span: Sequence[float], facts: Facts) -> str:
    start, end = (moment_words(datetime.fromtimestamp(stamp, facts.zone), zone=facts.zone) for stamp in span)
    return _("%(start)s to %(end)s") % {"start": start, "end": end}
