"""Take over a list of talks: all of it or nothing, as one step of the timetable and one entry of the log.

A talk is the one here with the same number or code; it is changed where a cell says something else. A row with a
start gives the talk its place; conflicts that come of it are told, and hinder nothing.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from events.models import Event
from events.operations import lock_event
from journal.operations import record, told_as_one
from kit.refusals import Refused
from programme.models import Contribution, Credit
from programme.operations import create_contribution, edit_contribution
from timetable.conflicts import open_conflicts
from timetable.importing.names import NamedThings, NotKnown
from timetable.importing.places import Places
from timetable.importing.talk_columns import TITLES
from timetable.importing.talk_lines import TalkLine
from timetable.operations.rewriting import write_plan
from timetable.operations.steps import step
from timetable.plan import plan_of
from timetable.plan.days import EventDays

VERB = "talks.imported"
NEW, CHANGED, SAME, REFUSED = "new", "changed", "same", "refused"
SAID_OF = {"board_number": "board", "expected_audience": "audience", "people": "speakers"}


@dataclass(frozen=True, slots=True)
class TalkResult:
    """What becomes of a row: `outcome`, the fields that change, and why not or what to know."""

    row: int
    outcome: str
    title: str
    fields: tuple[str, ...] = ()
    sentence: str = ""


@dataclass(slots=True)
class TalksReport:
    """`conflicts` are those that come with it. `is_kept`: whether it was done for good."""

    results: list[TalkResult] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problem: str = ""
    is_kept: bool = False

    @property
    def counts(self) -> dict[str, int]:
        return dict(Counter(result.outcome for result in self.results))

    @property
    def is_possible(self) -> bool:
        return not self.problem and all(result.outcome != REFUSED for result in self.results)

    @property
    def amount(self) -> int:
        """How many talks are new or change."""
        return self.counts.get(NEW, 0) + self.counts.get(CHANGED, 0)


@transaction.atomic
def import_talks(
    event: Event,
    lines: Sequence[TalkLine],
    *,
    by: User | None,
    add_missing: bool = False,
    dry_run: bool = False,
) -> TalksReport:
    """Everything, or nothing where a row can not be had. `add_missing`: tracks, types, sessions and rooms too."""
    event = lock_event(event)
    report = TalksReport()
    before = {conflict.key for conflict in open_conflicts(event)}
    label = ngettext("%(number)d talk", "%(number)d talks", len(lines)) % {"number": len(lines)}
    with told_as_one(event.logbook), step(event, VERB, label, by=by):
        _Import(event, by, NamedThings(event, by=by, add=add_missing), report).take(lines, label)
    new = [conflict for conflict in open_conflicts(event) if conflict.key not in before]
    report.conflicts = [conflict.sentence() for conflict in new]
    report.is_kept = report.is_possible and not dry_run
    if report.is_kept and report.amount:
        counts = {name: ("", number) for name, number in report.counts.items() if name in (NEW, CHANGED)}
        record(event.logbook, VERB, by=by, subject=label, changes=counts)
    transaction.set_rollback(not report.is_kept)
    return report


@dataclass(slots=True)
class _Import:
    event: Event
    by: User | None
    things: NamedThings
    report: TalksReport
    days: EventDays = field(init=False)
    places: Places = field(init=False)
    talks: dict[int, Contribution] = field(init=False)
    codes: dict[str, list[Contribution]] = field(init=False)
    titles: dict[str, int] = field(init=False)
    people: dict[int, list[Credit]] = field(init=False)
    seen: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.days, self.places = EventDays.of(self.event), Places(plan_of(self.event))
        there = Contribution.objects.filter(event=self.event, deleted_at__isnull=True)
        talks = there.select_related("event__logbook", "track", "type", "session", "access")
        self.talks = {talk.number: talk for talk in talks}
        self.codes, self.titles = {}, {}
        for talk in self.talks.values():
            self.titles.setdefault(talk.title.casefold(), talk.number)
            if talk.code:
                self.codes.setdefault(talk.code.casefold(), []).append(talk)
        self.people = {}
        credits = Credit.objects.filter(contribution__in=there.order_by().values("pk"))
        for credit in credits.select_related("person").order_by("position", "pk"):
            self.people.setdefault(credit.contribution_id, []).append(credit)

    def take(self, lines: Sequence[TalkLine], label: str) -> None:
        for line in lines:
            self.report.results.append(self._row(line))
        self.report.added = self.things.added
        if not self.places.changes or not self.report.is_possible:
            return
        try:
            with transaction.atomic():
                written = write_plan(self.event, self.places.changes, by=self.by, verb=VERB, label=label)
        except Refused as refusal:
            self.report.problem = str(refusal)
        else:
            self.report.notes = written.notes

    def _row(self, line: TalkLine) -> TalkResult:
        if line.problem:
            return TalkResult(line.row, REFUSED, line.title, sentence=line.problem)
        try:
            with transaction.atomic():
                return self._taken(line)
        except Refused as refusal:
            return TalkResult(line.row, REFUSED, line.title, sentence=str(refusal))

    def _taken(self, line: TalkLine) -> TalkResult:
        """Write the talk; its place is noted, to be written with those of the others."""
        talk = self._known(line)
        names = {name: self.things.get(name, text) for name, text in line.names.items()}
        values = dict(line.values)
        values |= {name: names[name] for name in ("track", "type", "session") if name in names}
        self._check_start(line)
        if talk is None:
            people = [(person, Credit.Role.SPEAKER) for person in line.people]
            note = self._twin(line)
            talk = create_contribution(self.event, by=self.by, people=people, **values)
            self.places.put(talk, line, names.get("room"), {})
            return TalkResult(line.row, NEW, talk.title, sentence=note)
        changed = {name: value for name, value in values.items() if getattr(talk, name) != value}
        changed |= self._people(talk, line)
        placed = self.places.put(talk, line, names.get("room"), changed)
        if changed:
            edit_contribution(talk, by=self.by, **changed)
        said = tuple(str(TITLES[SAID_OF.get(name, name)]) for name in (*changed, *placed))
        return TalkResult(line.row, CHANGED if said else SAME, talk.title, tuple(dict.fromkeys(said)))

    def _known(self, line: TalkLine) -> Contribution | None:
        """The talk that is meant; None for a new one."""
        code = str(line.values.get("code", "")).casefold()
        if line.number is not None:
            talk = self.talks.get(line.number)
            if talk is None:
                raise NotKnown(_("There is no talk %(number)d here.") % {"number": line.number})
        else:
            found = self.codes.get(code, []) if code else []
            if len(found) > 1:
                raise NotKnown(_("Several talks have the code “%(code)s”. Give the number.") % {"code": code})
            talk = found[0] if found else None
        if talk is None and not line.title:
            raise NotKnown(_("It has no title, and no talk here has its code."))
        key = talk.pk if talk else 0
        if key and key in self.seen:
            raise NotKnown(_("It is the talk of row %(row)d again.") % {"row": self.seen[key]})
        if key:
            self.seen[key] = line.row
        return talk

    def _twin(self, line: TalkLine) -> str:
        number = self.titles.get(line.title.casefold())
        if number is None:
            return ""
        return _("Talk %(number)d has the same title; this one is added beside it.") % {"number": number}

    def _check_start(self, line: TalkLine) -> None:
        if line.starts_at is not None and not self.days.whole.covers(line.starts_at):
            said = {"day": self.days.said(line.starts_at)}
            raise NotKnown(_("The event is not held on %(day)s. Change its dates first.") % said)

    def _people(self, talk: Contribution, line: TalkLine) -> dict[str, Any]:
        """The speakers of the row instead of those before; authors stay."""
        credits = self.people.get(talk.pk, [])
        speakers = [credit.person for credit in credits if credit.role == Credit.Role.SPEAKER]
        same = [
            (one.name, one.email or person.email, one.affiliation or person.affiliation)
            for one, person in zip(line.people, speakers, strict=False)
        ] == [(p.name, p.email, p.affiliation) for p in speakers]
        if not line.people or (same and len(line.people) == len(speakers)):
            return {}
        others = [(credit.person, credit.role) for credit in credits if credit.role != Credit.Role.SPEAKER]
        return {"people": [*((person, Credit.Role.SPEAKER) for person in line.people), *others]}
