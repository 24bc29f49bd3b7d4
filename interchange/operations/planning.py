"""What an import would do, worked out before anything is written."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interchange.models import Origin
from interchange.operations import records as wording
from interchange.operations.event_record import event_record
from interchange.operations.fitting import shown
from interchange.operations.merging import Merge, merge
from interchange.operations.namesakes import Namesakes
from interchange.operations.records import Kind, Record
from interchange.operations.report import Counts, ImportReport
from interchange.operations.stored import Stored
from interchange.operations.talk_records import talk_records
from interchange.schedule.shape import Schedule

FIELD_WORDS = {
    "name": gettext_lazy("name"),
    "title": gettext_lazy("title"),
    "subtitle": gettext_lazy("subtitle"),
    "acronym": gettext_lazy("short name"),
    "description": gettext_lazy("description"),
    "abstract": gettext_lazy("abstract"),
    "biography": gettext_lazy("biography"),
    "email": gettext_lazy("e-mail"),
    "code": gettext_lazy("code"),
    "language": gettext_lazy("language"),
    "minutes": gettext_lazy("length"),
    "type": gettext_lazy("type"),
    "track": gettext_lazy("track"),
    "hue": gettext_lazy("colour"),
    "position": gettext_lazy("position"),
    "capacity": gettext_lazy("seats"),
    "credits": gettext_lazy("people"),
    "links": gettext_lazy("links"),
    "slots": gettext_lazy("time or room"),
    "starts_at": gettext_lazy("start"),
    "ends_at": gettext_lazy("end"),
    "time_zone": gettext_lazy("time zone"),
    "day_change": gettext_lazy("beginning of a day"),
    "venue": gettext_lazy("venue"),
    "address": gettext_lazy("postal address"),
    "website": gettext_lazy("website"),
}


@dataclass(slots=True)
class Step:
    """One thing of the file: the row it belongs to (None: to be made) and the values to write into it."""

    record: Record
    origin: Origin | None
    thing: Any = None
    write: dict[str, Any] = field(default_factory=dict)
    is_skipped: bool = False


@dataclass(slots=True)
class Plan:
    """All steps by kind, the talks to withdraw and to reinstate, and the origins that the file no longer has."""

    event: Record
    event_write: dict[str, Any] = field(default_factory=dict)
    steps: dict[Origin.Kind, list[Step]] = field(default_factory=dict)
    withdraw: list[Any] = field(default_factory=list)
    reinstate: list[Any] = field(default_factory=list)
    gone: list[Origin] = field(default_factory=list)


def plan_import(schedule: Schedule, stored: Stored, *, report: ImportReport) -> Plan:
    """Compare a (cleansed) schedule with what is stored; counts and remarks go to the report."""
    plan = Plan(event=event_record(schedule, report=report))
    if stored.event is not None:
        plan.event_write = _event_values(plan.event, stored, report=report)
    found = {
        Kind.ROOM: wording.room_records(schedule, report=report),
        Kind.TRACK: wording.track_records(schedule, report=report),
        Kind.TYPE: wording.type_records(schedule, report=report),
        Kind.PERSON: wording.person_records(schedule, report=report),
        Kind.TALK: talk_records(schedule, report=report),
    }
    namesakes = Namesakes(stored)
    people = found[Kind.PERSON]
    found[Kind.PERSON] = {
        key: namesakes.with_free_address(record, named=people, report=report)
        for key, record in people.items()
    }
    deleted = _deleted_here(found, stored)
    for kind, of_kind in found.items():
        plan.steps[kind] = [
            _step(record, plan, stored, namesakes=namesakes, deleted=deleted, report=report)
            for record in of_kind.values()
        ]
    _note_the_gone(found, plan, stored, report=report)
    return plan


def _event_values(record: Record, stored: Stored, *, report: ImportReport) -> dict[str, Any]:
    origin = stored.origins.get((Kind.EVENT, ""))
    base = origin.values if origin else record.values
    merged = merge(base=base, ours=stored.values_of_event(), theirs=record.values)
    _note_kept(merged, record, report=report)
    return merged.write


def _step(
    record: Record,
    plan: Plan,
    stored: Stored,
    *,
    namesakes: Namesakes,
    deleted: set[tuple[Origin.Kind, str]],
    report: ImportReport,
) -> Step:
    counts = report.counts[record.kind]
    origin = stored.origins.get((record.kind, record.key))
    thing = stored.thing_of(origin) if origin else namesakes.of(record)
    if (record.kind, record.key) in deleted:
        report.note(
            record.row, _("“%(thing)s” was deleted here and stays so.") % {"thing": shown(record.label)}
        )
        counts.kept += 1
        return Step(record, origin, is_skipped=True)
    if thing is None:
        counts.added += 1
        return Step(record, origin)
    base = _without(origin.values, deleted) if origin else namesakes.base_of(record, thing)
    merged = merge(
        base=base, ours=stored.values_of(record.kind, thing), theirs=_without(record.values, deleted)
    )
    _note_kept(merged, record, report=report)
    came_back = _returns(record, origin, thing, plan, report=report)
    _count(counts, merged, came_back=came_back)
    return Step(record, origin, thing, merged.write)


def _returns(record: Record, origin: Origin | None, thing: Any, plan: Plan, *, report: ImportReport) -> bool:
    """Whether a withdrawn talk comes back: it does if the file had lost it, not if somebody withdrew it here."""
    if record.kind != Kind.TALK or thing.withdrawn_at is None:
        return False
    if origin is not None and origin.is_gone:
        plan.reinstate.append(thing)
        return True
    report.note(record.row, _("It was withdrawn here and stays so."))
    return False


def _count(counts: Counts, merged: Merge, *, came_back: bool) -> None:
    if came_back:
        counts.reinstated += 1
    elif merged.write:
        counts.updated += 1
    elif not merged.kept:
        counts.unchanged += 1
    if merged.kept:
        counts.kept += 1


def _note_kept(merged: Merge, record: Record, *, report: ImportReport) -> None:
    for name, value in merged.kept.items():
        words = {"field": FIELD_WORDS[name], "thing": shown(record.label), "value": shown(str(value))}
        if isinstance(value, list) or value in ("", None):
            sentence = _(
                "“%(thing)s”: the %(field)s was edited here and stays; the file says something else."
            )
        else:
            sentence = _("“%(thing)s”: the %(field)s was edited here and stays; the file says “%(value)s”.")
        report.note(record.row, sentence % words)


def _deleted_here(
    found: dict[Origin.Kind, dict[str, Record]], stored: Stored
) -> set[tuple[Origin.Kind, str]]:
    """Things of the file that somebody deleted here: they do not come back with the next import."""
    answer = set()
    for kind, of_kind in found.items():
        for key in of_kind:
            origin = stored.origins.get((kind, key))
            thing = stored.thing_of(origin) if origin else None
            if origin and (thing is None or getattr(thing, "deleted_at", None) is not None):
                answer.add((kind, key))
    return answer


def _without(values: dict[str, Any], deleted: Iterable[tuple[Origin.Kind, str]]) -> dict[str, Any]:
    """The values without references to what was deleted here."""
    if "slots" not in values or not deleted:
        return values
    answer = dict(values)
    for name, kind in (("type", Kind.TYPE), ("track", Kind.TRACK)):
        if (kind, values[name]) in deleted:
            answer[name] = None
    answer["credits"] = [credit for credit in values["credits"] if (Kind.PERSON, credit[0]) not in deleted]
    answer["slots"] = [
        [start, end, None if (Kind.ROOM, room) in deleted else room] for start, end, room in values["slots"]
    ]
    return answer


def _note_the_gone(
    found: dict[Origin.Kind, dict[str, Record]], plan: Plan, stored: Stored, *, report: ImportReport
) -> None:
    """Talks that the file no longer has are withdrawn; rooms, tracks and people stay for what still names them."""
    for (kind, key), origin in stored.origins.items():
        if kind == Kind.EVENT or origin.is_gone or key in found[Kind(kind)]:
            continue
        plan.gone.append(origin)
        thing = stored.thing_of(origin)
        if (
            kind == Kind.TALK
            and thing is not None
            and thing.withdrawn_at is None
            and thing.deleted_at is None
        ):
            plan.withdraw.append(thing)
            report.talks.withdrawn += 1
            report.note("", _("“%(thing)s” is no longer in the file.") % {"thing": shown(thing.title)})
