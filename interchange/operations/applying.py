"""Writing a plan down: rooms, tracks, types and people first, then the talks that name them."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import F, Max, Min
from django.utils import timezone

from accounts.models import User
from events.models import Event, EventPerson, EventRoom
from events.models.person import default_sort_name
from interchange.models import Origin, ScheduleSource
from interchange.operations.event_record import columns
from interchange.operations.planning import Plan, Step
from interchange.operations.records import Kind
from interchange.operations.stored import COLUMNS, REFERENCE_OF, Stored
from interchange.operations.talk_details import write_details
from programme.models import Contribution, ContributionType, Track
from timetable.models import Slot

MODELS = {
    Kind.ROOM: EventRoom,
    Kind.TRACK: Track,
    Kind.TYPE: ContributionType,
    Kind.PERSON: EventPerson,
    Kind.TALK: Contribution,
}
AT_ONCE = 1000
UPDATED_AT_ONCE = 200


class Applier:
    """Writes one plan into one event, whose row the caller holds locked."""

    def __init__(self, plan: Plan, stored: Stored, *, event: Event, by: User | None, file_name: str) -> None:
        self.plan = plan
        self.stored = stored
        self.event = event
        self.by = by
        self.file_name = file_name
        self.things: dict[tuple[Origin.Kind, str], Any] = {}

    def apply(self) -> None:
        """First what talks refer to, then the talks, and at last what the file says of the event."""
        for kind in (Kind.ROOM, Kind.TRACK, Kind.TYPE, Kind.PERSON):
            self._write_simple(kind, self.plan.steps[kind])
        self._write_talks(self.plan.steps[Kind.TALK])
        self._withdraw_and_reinstate()
        self._write_event()
        self._remember()

    def _write_simple(self, kind: Origin.Kind, steps: list[Step]) -> None:
        model = MODELS[kind]
        new = [step for step in steps if step.thing is None and not step.is_skipped]
        changed = [step for step in steps if step.thing is not None and step.write]
        for step in new:
            step.thing = model(event=self.event, **step.record.values)
        if kind == Kind.PERSON:
            _complete_people([step.thing for step in new], known=self.stored.things[kind].values())
        model.objects.bulk_create([step.thing for step in new], batch_size=AT_ONCE)  # type: ignore[attr-defined]
        self._update(kind, changed)
        self._know(kind, steps)

    def _write_talks(self, steps: list[Step]) -> None:
        new = [step for step in steps if step.thing is None and not step.is_skipped]
        changed = [step for step in steps if step.thing is not None and step.write]
        for number, step in enumerate(new, start=self._take_numbers(len(new))):
            step.write = step.record.values
            step.thing = Contribution(event=self.event, number=number, access=self.event.access)
            self._set_talk(step)
        Contribution.objects.bulk_create([step.thing for step in new], batch_size=AT_ONCE)
        for step in changed:
            self._set_talk(step)
        self._bulk_update(Kind.TALK, changed, {*COLUMNS[Kind.TALK], "type", "track"})
        self._know(Kind.TALK, steps)
        write_details([*new, *changed], self.stored, event=self.event, things=self.things)

    def _set_talk(self, step: Step) -> None:
        for name, value in step.write.items():
            if name in ("type", "track"):
                setattr(step.thing, name, self.things.get((Kind(name), value)))
            elif name in COLUMNS[Kind.TALK]:
                setattr(step.thing, name, value)

    def _update(self, kind: Origin.Kind, changed: list[Step]) -> None:
        for step in changed:
            for name, value in step.write.items():
                setattr(step.thing, name, value)
        self._bulk_update(kind, changed, set(COLUMNS[kind]))

    def _bulk_update(self, kind: Origin.Kind, changed: list[Step], candidates: set[str]) -> None:
        """One statement for all rows and only the columns that some of them change."""
        names = candidates.intersection(*[set().union(*(step.write for step in changed))])
        rows = [step.thing for step in changed if names.intersection(step.write)]
        if rows:
            MODELS[kind].objects.bulk_update(rows, sorted(names), batch_size=UPDATED_AT_ONCE)  # type: ignore[attr-defined]

    def _know(self, kind: Origin.Kind, steps: list[Step]) -> None:
        self.things |= {(kind, step.record.key): step.thing for step in steps if step.thing is not None}

    def _take_numbers(self, number: int) -> int:
        """The first of so many friendly numbers that nobody else gets; the event's row is locked."""
        mine = Event.objects.filter(pk=self.event.pk)
        first: int = mine.values_list("next_talk", flat=True).get()
        if number:
            mine.update(next_talk=F("next_talk") + number)
        return first

    def _withdraw_and_reinstate(self) -> None:
        for talks, moment in ((self.plan.withdraw, timezone.now()), (self.plan.reinstate, None)):
            if talks:
                Contribution.objects.filter(pk__in=[talk.pk for talk in talks]).update(withdrawn_at=moment)

    def _write_event(self) -> None:
        """The event's own values, and bounds that hold everything in its timetable."""
        write = columns(self.plan.event_write)
        held = Slot.objects.filter(event=self.event).aggregate(first=Min("starts_at"), last=Max("ends_at"))
        starts_at, ends_at = (write.get(name, getattr(self.event, name)) for name in ("starts_at", "ends_at"))
        if held["first"] is not None:
            write["starts_at"] = min(starts_at, held["first"])
            write["ends_at"] = max(ends_at, held["last"])
        for name, value in write.items():
            setattr(self.event, name, value)
        # Saved even if nothing differs: what is only carried makes no event grow, but it is exported.
        self.event.save(update_fields=[*write, "updated_at"])

    def _remember(self) -> None:
        """Keep what the file said, for the next import and for exports."""
        source, _made = ScheduleSource.objects.update_or_create(
            event=self.event,
            defaults={
                "file_name": self.file_name[:255],
                "imported_at": timezone.now(),
                "by": self.by,
                "carried": self.plan.event.carried,
            },
        )
        known = self.stored.origins.get((Kind.EVENT, ""))
        new: list[Origin] = []
        changed: list[Origin] = []
        for step in [
            Step(self.plan.event, known),
            *(step for steps in self.plan.steps.values() for step in steps),
        ]:
            origin = step.origin or Origin(source=source, kind=step.record.kind, key=step.record.key)
            if _remind(origin, step):
                (changed if step.origin else new).append(origin)
        for origin in self.plan.gone:
            origin.is_gone = True
        Origin.objects.bulk_create(new, batch_size=AT_ONCE)
        Origin.objects.bulk_update(
            [*changed, *self.plan.gone], ["values", "carried", "is_gone"], batch_size=UPDATED_AT_ONCE
        )


def _remind(origin: Origin, step: Step) -> bool:
    """Put into the origin what the file says now; whether that is anything new."""
    record = step.record
    same = (origin.values, origin.carried, origin.is_gone) == (record.values, record.carried, False)
    origin.values, origin.carried, origin.is_gone = record.values, record.carried, False
    if record.kind != Kind.EVENT and step.origin is None:
        setattr(origin, REFERENCE_OF[record.kind], step.thing)
    return step.origin is None or not same


def _complete_people(people: list[EventPerson], *, known: Any) -> None:
    """What saving one person does for it: the name it sorts under, and the account that proved its address."""
    emails = {person.email.lower() for person in people if person.email}
    proven = (
        EmailAddress.objects.filter(verified=True, email__in=emails).select_related("user") if emails else ()
    )
    owners = {address.email.lower(): address.user for address in proven}
    taken = {person.user_id for person in known}
    for person in people:
        person.sort_name = default_sort_name(person.name)[:300]
        owner = owners.get(person.email.lower())
        if owner is not None and owner.pk not in taken:
            person.user = owner
            taken.add(owner.pk)
