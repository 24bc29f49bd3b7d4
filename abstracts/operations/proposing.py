"""Proposed assignments: search for one, keep it, take it or some of it, put that back, or let it go."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from abstracts.all_conflicts import conflicts_of_all
from abstracts.assigning.cost import Rules, fit_of
from abstracts.assigning.coverage import lacks_of
from abstracts.assigning.facts import Pair
from abstracts.assigning.loading import Panel, panel_of
from abstracts.assigning.matching import Matching, match
from abstracts.committee import reviewers_of
from abstracts.models import OPEN, Abstract, Assignment, AssignmentProposal, Call, Reviewing
from abstracts.operations.assigning import held, make, remove, reviewed_pairs, tell_reviewers
from abstracts.refusals import NotInThisState, ProposalSettled
from abstracts.standing import Standing
from accounts.models import User
from events.models import Event
from journal.operations import record


@dataclass(slots=True)
class Taken:
    """What was done: pairs made and pairs ended; and how many abstracts or pairs were left as they are."""

    given: list[Pair] = field(default_factory=list)
    ended: list[Pair] = field(default_factory=list)
    overtaken: int = 0
    conflicted: int = 0
    told: int = 0


def find_assignment(standing: Standing, call: Call, rules: Rules) -> tuple[Panel, Matching]:
    """Search for the best one; some seconds. Writes nothing. Raises NotInThisState."""
    if call.reviewing.assignment != Reviewing.Assignment.INDIVIDUAL:
        raise NotInThisState(
            _("In “%(call)s” reviewers of a track review all of it. Have abstracts given one by one first.")
            % {"call": call}
        )
    panel = panel_of(standing, call, rules)
    return panel, match(panel.facts, rules)


@transaction.atomic
def keep_proposal(
    call: Call, panel: Panel, matching: Matching, rules: Rules, *, by: User | None
) -> AssignmentProposal:
    """Keep what was found, to be looked at: all pairs and why they fit, what lacks, and what was given at the time."""
    facts = panel.facts
    papers = {paper.id: paper for paper in facts.papers}
    reviewers = {one.id: one for one in facts.reviewers}
    pairs = sorted(pair for pair in matching.pairs if pair[1] in reviewers)
    explanation = {
        "rules": rules.as_json(),
        "wanted": call.reviewing.reviews_wanted,
        "base": {str(paper.id): sorted(paper.given) for paper in facts.papers},
        "fits": [fit_of(facts, papers[key], reviewers[user]).as_json() for key, user in pairs],
        "lacks": [lack.as_json() for lack in lacks_of(facts, matching, rules)],
        "taken": [],
        "undo": None,
    }
    proposal = AssignmentProposal.objects.create(
        call=call, by=by, pairs=[list(pair) for pair in pairs], explanation=explanation
    )
    record(call.event.logbook, "assignment.proposed", by=by, subject=call)
    return proposal


def base_of(proposal: AssignmentProposal) -> dict[int, frozenset[int]]:
    """Who had each abstract when the search began."""
    base: Mapping[str, list[int]] = proposal.explanation.get("base", {})
    return {int(key): frozenset(users) for key, users in base.items()}


def wanted_of(proposal: AssignmentProposal) -> dict[int, set[int]]:
    """Who would have each abstract, for those that are not taken yet."""
    done = set(proposal.explanation.get("taken", ()))
    wanted: dict[int, set[int]] = {key: set() for key in base_of(proposal) if key not in done}
    for key, user in proposal.pairs:
        if key not in done:
            wanted.setdefault(key, set()).add(user)
    return wanted


@transaction.atomic
def accept_proposal(
    standing: Standing,
    proposal: AssignmentProposal,
    *,
    abstracts: Collection[int] | None = None,
    tell: bool = False,
) -> Taken:
    """Give as proposed: all abstracts, or those of these ids. Raises ProposalSettled.

    Abstracts whose reviewers changed since the search are left as they are, and so are those that were decided. What
    became a conflict of interest since then is not given; a review that was begun keeps its reviewer. What is kept from
    the person by a conflict of their own stays in the proposal, for another organiser.
    """
    proposal = _open(proposal)
    call, by = proposal.call, standing.user
    base, wanted = base_of(proposal), wanted_of(proposal)
    chosen = set(wanted) if abstracts is None else set(wanted) & set(abstracts)
    rows = {key: one for key, one in held(standing, chosen).items() if one.state in OPEN}
    people = {user.pk: user for user in reviewers_of(call.event)}
    taken, settled = _what_holds(rows, base, wanted, people, event=call.event)
    if not settled:
        raise ProposalSettled(_("Nothing of this proposal is left to take. Ask for a new one."))
    _apply(taken, rows, people, by=by)
    if tell:
        taken.told = tell_reviewers(call.event, taken.given, rows, people, by=by)
    is_whole = abstracts is None or set(settled) == set(wanted)
    for_others = Abstract.objects.open().filter(pk__in=wanted.keys() & standing.barred)
    _remember(proposal, settled, taken, whole=is_whole and not for_others.exists())
    record(call.event.logbook, "assignment.accepted", by=by, subject=call)
    return taken


@transaction.atomic
def put_back(standing: Standing, proposal: AssignmentProposal) -> Taken:
    """Undo what was taken last: what it gave goes, but where a review was begun, and what it ended comes back.

    What is kept from the person stays as it is, and another organiser can put it back. Raises ProposalSettled where
    nothing can be put back.
    """
    proposal = AssignmentProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    last: dict[str, Any] = proposal.explanation.get("undo") or {"abstracts": [], "given": [], "ended": []}
    rows = held(standing, last["abstracts"])
    if not rows:
        raise ProposalSettled(_("There is nothing of this proposal to put back."))
    given, ended = ([(key, user) for key, user in last[name]] for name in ("given", "ended"))
    begun = reviewed_pairs(rows)
    undone = Taken(
        given=[pair for pair in ended if pair[0] in rows],
        ended=[pair for pair in given if pair[0] in rows and pair not in begun],
    )
    everybody = User.objects.filter(pk__in={user for _key, user in [*undone.given, *undone.ended]})
    _apply(undone, rows, {user.pk: user for user in everybody}, by=standing.user)
    proposal.accepted_at = None
    proposal.explanation["taken"] = [key for key in proposal.explanation["taken"] if key not in rows]
    proposal.explanation["undo"] = _without(last, rows)
    proposal.save(update_fields=["accepted_at", "explanation"])
    record(proposal.call.event.logbook, "assignment.put-back", by=standing.user, subject=proposal.call)
    return undone


@transaction.atomic
def discard_proposal(proposal: AssignmentProposal, *, by: User | None) -> None:
    """Let it go; it stays for the record. Raises ProposalSettled."""
    proposal = _open(proposal)
    proposal.discarded_at = timezone.now()
    proposal.save(update_fields=["discarded_at"])
    record(proposal.call.event.logbook, "assignment.discarded", by=by, subject=proposal.call)


def _open(proposal: AssignmentProposal) -> AssignmentProposal:
    rows = AssignmentProposal.objects.select_related("call__event__logbook", "call__reviewing")
    found = rows.select_for_update(of=("self",)).get(pk=proposal.pk)
    if found.accepted_at is not None or found.discarded_at is not None:
        raise ProposalSettled(_("This proposal was taken or discarded already."))
    return found


def _what_holds(
    rows: Mapping[int, Abstract],
    base: Mapping[int, frozenset[int]],
    wanted: Mapping[int, set[int]],
    people: Mapping[int, User],
    *,
    event: Event,
) -> tuple[Taken, list[int]]:
    """What of the proposal can be done today, and the abstracts (their ids, by number) that are settled by it."""
    now, begun = _given(rows), reviewed_pairs(rows)
    conflicts = conflicts_of_all(list(people.values()), event)
    taken, settled = Taken(), []
    for key in sorted(rows, key=lambda one: rows[one].number):
        if now[key] != base.get(key, frozenset()):
            taken.overtaken += 1
            continue
        settled.append(key)
        for user in sorted(wanted[key] - now[key]):
            if (key, user) in begun and user not in people:
                continue
            if user not in people or key in conflicts[user].reasons:
                taken.conflicted += 1
            else:
                taken.given.append((key, user))
        taken.ended += [(key, user) for user in sorted(now[key] - wanted[key]) if (key, user) not in begun]
    return taken, settled


def _given(abstracts: Collection[int]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = Assignment.objects.filter(abstract__in=list(abstracts)).order_by()
    for key, user in rows.values_list("abstract", "reviewer"):
        found[key].add(user)
    return {key: frozenset(found[key]) for key in abstracts}


def _apply(taken: Taken, rows: dict[int, Any], people: dict[int, User], *, by: User | None) -> None:
    left = {user for _key, user in taken.ended if user not in people}
    names = people | {user.pk: user for user in User.objects.filter(pk__in=left)} if left else people
    remove(taken.ended, rows, names, by=by)
    make(taken.given, rows, names, by=by, by_hand=False)


def _without(last: dict[str, Any], rows: Collection[int]) -> dict[str, Any] | None:
    """What of an act can still be put back; None where that is nothing."""
    left = [key for key in last["abstracts"] if key not in rows]
    pairs = {name: [pair for pair in last[name] if pair[0] not in rows] for name in ("given", "ended")}
    return {"abstracts": left, **pairs} if left else None


def _remember(proposal: AssignmentProposal, settled: list[int], taken: Taken, *, whole: bool) -> None:
    """What was taken, so that it can be put back and is not taken twice."""
    explanation = proposal.explanation
    explanation["taken"] = [*explanation.get("taken", ()), *settled]
    explanation["undo"] = {"abstracts": settled, "given": taken.given, "ended": taken.ended}
    if whole:
        proposal.accepted_at = timezone.now()
    proposal.save(update_fields=["accepted_at", "explanation"])
