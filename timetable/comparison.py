"""A proposal beside the timetable as it is now, for the page on which it is taken."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Event
from kit.words import moment_words
from timetable.models import Version
from timetable.operations.proposing import changes_of_proposal, overtaken
from timetable.plan import Key, Plan, PlanEntry, plan_of

TERMS = (
    ("popular", gettext_lazy("Talks many starred both, at once")),
    ("parallel", gettext_lazy("Tracks parallel with themselves")),
    ("rooms", gettext_lazy("Rooms that fit badly")),
    ("spread", gettext_lazy("Tracks spread over rooms")),
    ("moved", gettext_lazy("Published entries that move")),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One entry that would be elsewhere. `is_overtaken`: it has got another place since the search began."""

    key: Key
    label: str
    before: str
    after: str
    holds: int
    """How many talks come with it, being inside the block."""
    is_overtaken: bool


@dataclass(frozen=True, slots=True)
class Term:
    """A part of the score, as it is and as it would be; the lower the better."""

    label: str
    before: int
    after: int


def rows_of(version: Version, event: Event) -> list[Row]:
    """What lies in a block that moves comes with the block, and is not listed."""
    plan, changes = plan_of(event), changes_of_proposal(version)
    late = overtaken(version, plan)
    wanted = Plan.of(changes.values())
    return [
        Row(
            key=key,
            label=entry.label,
            before=_where(plan.get(key), plan, event),
            after=_where(entry, wanted, event),
            holds=len(wanted.inside(key)),
            is_overtaken=key in late,
        )
        for key, entry in wanted.items()
        if entry.parent not in changes
    ]


def terms_of(version: Version) -> list[Term]:
    """Of the score, what is not nought both ways."""
    before: dict[str, Any] = version.report["before"]
    after: dict[str, Any] = version.report["score"]
    terms = [Term(str(label), before[name], after[name]) for name, label in TERMS]
    return [term for term in terms if term.before or term.after]


def _where(entry: PlanEntry | None, plan: Plan, event: Event) -> str:
    if entry is None:
        return ""
    block = plan.get(entry.parent) if entry.parent is not None else None
    room = entry.room_name or (block.room_name if block else "")
    when = moment_words(entry.starts_at, zone=event.zone)
    return _("%(when)s, %(room)s") % {"when": when, "room": room} if room else when
