"""Which small form stands beside the board: of the chosen entry, of a talk of the tray, or for something new."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from events.models import Event
from kit.keys import key_of
from programme.models import Contribution
from timetable.editor.asked import days_to_plan
from timetable.forms.editor import NewEntry, OnBoard, ToSchedule, form_of
from timetable.forms.slot import SlotForm
from timetable.models import Slot
from timetable.plan import Plan
from timetable.talk_list import schedulable


@dataclass(slots=True)
class Choice:
    """The form and what it is about; `version` changes when what it shows does."""

    form: SlotForm
    act: str
    title: str
    version: str
    slot: Slot | None = None
    talk: Contribution | None = None


def choice_of(asked: QueryDict, event: Event, plan: Plan, *, typed: Any = None) -> Choice | None:
    """What the address (or what was sent) names, with what was `typed`; None if nothing, or it is not there."""
    days = days_to_plan(event, [entry.starts_at for entry in plan.values()])
    if key := key_of(asked.get("entry", "")):
        return _entry(event, key, typed, days, plan)
    if key := key_of(asked.get("talk", "")):
        return _talk(event, key, typed, days, asked)
    if "new" in asked:
        initial = {"kind": asked["new"] or "break", "minutes": 30, **_start(asked, days)}
        form = NewEntry(typed, event=event, days=days, initial=initial)
        return Choice(form, "create", _("Something new"), "new")
    return None


def _entry(event: Event, key: int, typed: Any, days: list[date], plan: Plan) -> Choice | None:
    slots = Slot.objects.filter(event=event, pk=key)
    slot = slots.select_related("event", "contribution", "session__type", "parent__session", "room").first()
    if slot is None or slot.pk not in plan:
        return None
    form = form_of(slot)(typed, event=event, slot=slot, days=days, plan=plan)
    return Choice(form, "place", slot.label, f"e{slot.pk}.{slot.revision}", slot=slot)


def _talk(event: Event, key: int, typed: Any, days: list[date], asked: QueryDict) -> Choice | None:
    talk = schedulable(event).filter(pk=key).first()
    if talk is None:
        return None
    initial = {"minutes": talk.minutes, **_start(asked, days)}
    form: OnBoard = ToSchedule(typed, event=event, days=days, initial=initial)
    return Choice(form, "schedule", talk.title, f"t{talk.pk}.{talk.revision}", talk=talk)


def _start(asked: QueryDict, days: list[date]) -> dict[str, Any]:
    """What the address fills in of day, clock, minutes and room."""
    initial: dict[str, Any] = {name: asked[name] for name in ("day", "room", "minutes") if asked.get(name)}
    if initial.get("day") not in {day.isoformat() for day in days}:
        initial["day"] = days[0].isoformat()
    with suppress(ValueError):
        initial["clock"] = time.fromisoformat(asked.get("clock", ""))
    return initial
