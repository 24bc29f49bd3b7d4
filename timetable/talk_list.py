"""The talks of an event as its organisers list them: searched, filtered, sorted, counted."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Prefetch, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from events.models import Event
from kit.keys import is_key
from programme.models import Contribution, Credit
from timetable.models import Slot

LONGEST_SEARCH = 100
NONE = "none"
"""Asks for the talks without a track, session or type."""

THERE = Q(withdrawn_at__isnull=True)
STATES = {
    "": (_("All"), Q()),
    "scheduled": (_("Scheduled"), THERE & Q(is_scheduled=True)),
    "unscheduled": (_("Not scheduled"), THERE & Q(is_scheduled=False)),
    "speakerless": (_("Without speaker"), THERE & Q(has_speaker=False)),
    "waiting": (_("Waiting for an answer"), THERE & Q(is_waiting=True)),
    "declined": (_("Declined"), THERE & Q(is_declined=True)),
    "withdrawn": (_("Withdrawn"), ~THERE),
}
SORTS: dict[str, list[Any]] = {
    "number": ["number"],
    "title": ["title", "number"],
    "start": [F("first_start").asc(nulls_last=True), "number"],
    "audience": [F("expected_audience").desc(nulls_last=True), "number"],
    "track": [F("track__position").asc(nulls_last=True), "track__name", "number"],
}
BELONGING = {"track": "track", "session": "session__number", "type": "type"}
"""What a filter asks about, and the field that answers."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; what makes no sense is not asked."""

    words: str = ""
    track: str = ""
    session: str = ""
    type: str = ""
    need: str = ""
    state: str = ""
    sort: str = "number"

    @property
    def condition(self) -> Q:
        """Everything but the state."""
        condition: Any = Q()
        if self.words:
            named = Credit.objects.filter(contribution=OuterRef("pk"), person__name__icontains=self.words)
            condition &= (
                Q(title__icontains=self.words)
                | Q(subtitle__icontains=self.words)
                | Q(code__iexact=self.words)
                | Exists(named)
            )
        if self.need:
            condition &= Q(needs__contains=[self.need])
        for name, field in BELONGING.items():
            if value := getattr(self, name):
                condition &= Q(**{f"{name}__isnull": True}) if value == NONE else Q(**{field: int(value)})
        return condition


def asked_of(query: QueryDict) -> Asked:
    chosen = {name: value for name in BELONGING if (value := query.get(name, "")) == NONE or is_key(value)}
    state, sort = query.get("state", ""), query.get("sort", "")
    return Asked(
        words=" ".join(query.get("q", "").replace("\x00", "").split())[:LONGEST_SEARCH],
        need=query.get("need", "").replace("\x00", "")[:LONGEST_SEARCH],
        state=state if state in STATES else "",
        sort=sort if sort in SORTS else "number",
        **chosen,
    )


def talks_of(event: Event) -> QuerySet[Contribution]:
    """All talks but deleted ones, with what the states ask about."""
    mine = {"contribution": OuterRef("pk")}
    speaks = Credit.objects.filter(**mine, role=Credit.Role.SPEAKER)
    talks = Contribution.objects.filter(event=event, deleted_at__isnull=True).alias(
        is_waiting=Exists(speaks.filter(answer="", asked_at__isnull=False)),
        is_declined=Exists(speaks.filter(answer=Credit.Answer.DECLINED)),
    )
    return talks.annotate(is_scheduled=Exists(Slot.objects.filter(**mine)), has_speaker=Exists(speaks))


def waiting(event: Event) -> QuerySet[Contribution]:
    """The talks without a place in the timetable."""
    return talks_of(event).filter(STATES["unscheduled"][1]).order_by("number")


def schedulable(event: Event) -> QuerySet[Contribution]:
    """All talks that take place; first those without a place in the timetable."""
    return talks_of(event).filter(THERE).order_by(F("is_scheduled"), "number")


def found(event: Event, asked: Asked) -> QuerySet[Contribution]:
    """The talks asked for, in the order asked for, with all that a row of the list shows."""
    talks = talks_of(event).filter(asked.condition, STATES[asked.state][1])
    if asked.sort == "start":
        talks = talks.annotate(first_start=Min("slots__starts_at", filter=Q(slots__is_working=True)))
    slots = Prefetch("slots", Slot.objects.select_related("room", "parent__room").order_by("starts_at", "pk"))
    return talks.with_people().select_related("access").prefetch_related(slots).order_by(*SORTS[asked.sort])  # type: ignore[attr-defined]


def counts(event: Event, asked: Asked) -> dict[str, int]:
    """How many talks there are in each state, under the other filters. One query."""
    conditions = {
        state or "all": Count("pk", filter=condition) for state, (_label, condition) in STATES.items()
    }
    return talks_of(event).filter(asked.condition).aggregate(**conditions)
