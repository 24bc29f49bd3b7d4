"""A timetable as it was at one moment: its plan, which talks were withdrawn, and what was closed to the public.

What a version keeps besides its entries lies in its report: `withdrawn` (ids of contributions) and `closed` (keys).
"""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from events.models import Event
from programme.models import Contribution, Session
from timetable.models import TimetableSettings, Version
from timetable.plan import Key, Plan, as_json, from_json, plan_of
from timetable.versions.diff import Change, diff


@dataclass(frozen=True, slots=True)
class Edition:
    """The `plan` holds withdrawn talks at their places, for they may come back; nobody is shown them."""

    plan: Plan = field(default_factory=Plan)
    withdrawn: frozenset[int] = frozenset()
    closed: frozenset[Key] = frozenset()

    @property
    def held(self) -> Plan:
        """What takes place."""
        if not self.withdrawn:
            return self.plan
        return Plan.of(entry for entry in self.plan.values() if entry.contribution not in self.withdrawn)

    def changes_since(self, earlier: "Edition") -> list[Change]:
        return diff(earlier.held, self.held, withdrawn=self.withdrawn)


def edition_of(version: Version) -> Edition:
    """A version as it was published (or proposed)."""
    return Edition(
        Plan.of(from_json(values) for values in version.entries),
        frozenset(version.report.get("withdrawn", ())),
        frozenset(version.report.get("closed", ())),
    )


def working_edition(event: Event) -> Edition:
    """What organisers work on, as it is now; `closed` is not asked (see `kept`)."""
    return Edition(plan_of(event), _withdrawn(event))


def shown_edition(settings: TimetableSettings) -> Edition:
    """The version that was published last; empty before the first."""
    return edition_of(settings.shown_version) if settings.shown_version else Edition()


def kept(event: Event, edition: Edition) -> dict[str, Any]:
    """What a version holds of an edition: values for its columns."""
    report = {"withdrawn": sorted(edition.withdrawn), "closed": _closed(event, edition.plan)}
    return {"entries": [as_json(entry) for entry in edition.plan.values()], "report": report}


def _withdrawn(event: Event) -> frozenset[int]:
    talks = Contribution.objects.filter(event=event, withdrawn_at__isnull=False)
    return frozenset(talks.values_list("pk", flat=True))


def _closed(event: Event, plan: Plan) -> list[Key]:
    """What not everybody may see. A block is open when its session is, or a talk in it; breaks go with their block."""
    closed = Q(access__is_open=False)
    talks = set(Contribution.objects.filter(closed, event=event).values_list("pk", flat=True))
    sessions = set(Session.objects.filter(closed, event=event).values_list("pk", flat=True))
    opened = {
        entry.parent for entry in plan.values() if entry.contribution and entry.contribution not in talks
    }
    found = []
    for entry in plan.values():
        block = plan.get(entry.parent) if entry.is_break and entry.parent is not None else entry
        if block is None or block.is_break:
            is_closed = not event.access.is_open
        elif block.is_block:
            is_closed = block.session in sessions and block.key not in opened
        else:
            is_closed = block.contribution in talks
        if is_closed:
            found.append(entry.key)
    return found
