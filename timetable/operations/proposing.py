"""Proposals: search for a timetable, keep what was found, take it or some of it, or let it go."""

from collections.abc import Callable, Collection
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from events.models import Event
from events.operations import lock_event
from journal.operations import record
from timetable.conflicts import Checker, Conflict, Facts, Severity, facts_of
from timetable.models import Version
from timetable.operations.rewriting import Written, write_plan
from timetable.plan import Key, Plan, PlanEntry, as_json, from_json, plan_of, shown_plan_of
from timetable.refusals import NoSolver, ProposalSettled, TooManyDays
from timetable.solver.improve import State, search
from timetable.solver.model import is_installed
from timetable.solver.posing import pose
from timetable.solver.result import Proposal, proposal
from timetable.solver.wishes import Wishes

POPULAR = 20
"""What it costs to have two popular talks at once, besides each person who starred both."""
MOST_PAIRS = 3000
MOST_DAYS = 60
"""As many as the form offers."""

STARRED_TOGETHER = """
    SELECT one.contribution_id, other.contribution_id, count(*)
    FROM timetable_star one
    JOIN timetable_star other ON other.user_id = one.user_id AND other.contribution_id > one.contribution_id
    WHERE one.contribution_id = ANY (%(talks)s) AND other.contribution_id = ANY (%(talks)s)
    GROUP BY 1, 2 HAVING count(*) > 1 ORDER BY 3 DESC LIMIT %(most)s
"""


def find_timetable(
    event: Event, wishes: Wishes, *, workers: int = 2, tell: Callable[[State], None] | None = None
) -> tuple[Facts, Proposal]:
    """Search for `wishes.seconds`. Writes nothing; call it outside of transactions. Raises NoSolver, TooManyDays."""
    if not is_installed():
        raise NoSolver(_("The search needs OR-tools, which is not installed here. Ask who runs this site."))
    days = len(wishes.days) or (event.last_day - event.first_day).days + 1
    if days > MOST_DAYS:
        raise TooManyDays(
            _("The event has more than %(most)d days. Choose those on which talks may be placed.")
            % {"most": MOST_DAYS}
        )
    facts, plan = facts_of(event), plan_of(event)
    shown = shown_plan_of(event)
    now = timezone.now()
    not_before = now if event.starts_at <= now < event.ends_at else None
    problem = pose(facts, plan, wishes, pairs=_pairs(facts), shown=shown, not_before=not_before)
    answer = search(problem, seconds=wishes.seconds, workers=workers, tell=tell)
    return facts, proposal(problem, answer)


def hard_conflicts(facts: Facts, plan: Plan) -> list[Conflict]:
    """What of a plan can not be held as it is."""
    return [found for found in Checker(facts, plan).conflicts if found.severity == Severity.ERROR]


@transaction.atomic
def keep_proposal(event: Event, facts: Facts, found: Proposal, wishes: Wishes, *, by: User | None) -> Version:
    """Keep what was found as a draft version, to be looked at. `report` says how good it is (see `Proposal.report`)."""
    event = lock_event(event)
    known = plan_of(event)
    report = found.report(facts) | {
        "wishes": wishes.as_json(),
        "hard_conflicts": len(hard_conflicts(facts, found.plan)),
        "base": {str(key): as_json(known[key]) for key in found.changes if key in known},
    }
    version = Version.objects.create(
        event=event,
        kind=Version.Kind.PROPOSAL,
        entries=[as_json(entry) for entry in found.plan.values()],
        report=report,
        made_by=by,
    )
    record(event.logbook, "timetable.proposed", by=by, subject=version)
    return version


def changes_of_proposal(version: Version) -> dict[Key, PlanEntry]:
    """The entries that it would change, by key (negative for talks that have no place yet)."""
    changed = set(version.report["changed"])
    entries = (from_json(values) for values in version.entries)
    return {entry.key: entry for entry in entries if entry.key in changed}


def overtaken(version: Version, plan: Plan) -> set[Key]:
    """Of its changes, those whose entry (or talk) has got another place since the search began."""
    base = {int(key): from_json(values) for key, values in version.report["base"].items()}
    scheduled = {entry.contribution for entry in plan.values()} - {None}
    found = set()
    for key, entry in changes_of_proposal(version).items():
        known = base.get(key)
        if known is not None:
            now = plan.get(key)
            if now is None or not known.same_place(now):
                found.add(key)
        elif entry.contribution in scheduled:
            found.add(key)
    return found


@transaction.atomic
def accept_proposal(version: Version, *, by: User | None, keys: Collection[Key] | None = None) -> Written:
    """Put what it proposes into the draft: all that is not overtaken, or the given entries.

    A block comes with what it holds, and what it holds with the block. Raises ProposalSettled, and what
    `write_plan` raises.
    """
    event = lock_event(version.event)
    version = Version.objects.select_for_update().get(pk=version.pk)
    _check_open(version)
    plan, changes = plan_of(event), changes_of_proposal(version)
    wanted = set(changes) - overtaken(version, plan) if keys is None else set(keys) & set(changes)
    chosen = _with_kin(wanted, changes)
    if not chosen:
        raise ProposalSettled(_("Nothing of this proposal is left to take. Ask for a new one."))
    label = ngettext("%(number)d proposed place", "%(number)d proposed places", len(chosen))
    written = write_plan(
        event,
        {key: changes[key] for key in chosen},
        by=by,
        verb="timetable.proposal_taken",
        label=label % {"number": len(chosen)},
    )
    if set(changes) <= chosen | overtaken(version, plan):
        _settle(version)
    else:
        _leave_the_rest(version, chosen)
    return written


@transaction.atomic
def discard_proposal(version: Version, *, by: User | None) -> None:
    """Let it go; it stays for the record."""
    lock_event(version.event)
    version = Version.objects.select_for_update().get(pk=version.pk)
    _check_open(version)
    _settle(version)
    record(version.event.logbook, "timetable.proposal_discarded", by=by, subject=version)


def _pairs(facts: Facts) -> dict[tuple[int, int], int]:
    """Talks that should be apart: those many starred both, and those that are popular both."""
    with connection.cursor() as cursor:
        cursor.execute(STARRED_TOGETHER, {"talks": list(facts.talks), "most": MOST_PAIRS})
        pairs = {(one, other): count for one, other, count in cursor.fetchall()}
    most = facts.rules.popular_stars
    popular = sorted(talk.id for talk in facts.talks.values() if talk.stars >= most)
    for index, one in enumerate(popular):
        for other in popular[index + 1 :]:
            if len(pairs) < MOST_PAIRS or (one, other) in pairs:
                pairs[one, other] = pairs.get((one, other), 0) + POPULAR
    return pairs


def _with_kin(wanted: set[Key], changes: dict[Key, PlanEntry]) -> set[Key]:
    """With the blocks of these entries that change too, and all that those blocks hold."""
    blocks = {entry.parent for key in wanted if (entry := changes[key]).parent in changes}
    blocks |= {key for key in wanted if changes[key].is_block}
    inside = {key for key, entry in changes.items() if entry.parent in blocks}
    return wanted | inside | {block for block in blocks if block is not None}


def _check_open(version: Version) -> None:
    if version.kind != Version.Kind.PROPOSAL or version.settled_at is not None:
        raise ProposalSettled(_("This proposal was taken or discarded already."))


def _settle(version: Version) -> None:
    version.settled_at = timezone.now()
    version.save(update_fields=["settled_at"])


def _leave_the_rest(version: Version, chosen: set[Key]) -> None:
    report: dict[str, Any] = version.report
    report["changed"] = [key for key in report["changed"] if key not in chosen]
    version.save(update_fields=["report"])
