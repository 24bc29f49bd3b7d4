"""Who should review 2,000 abstracts: reading the facts, finding the assignment, taking it; undone afterwards."""

import time

from bench.abstracts_content import Filled
from bench.figures import at_most, report

SECONDS = 30


def measure_matching(made: Filled) -> None:
    """As if nothing were given or reviewed yet: three reviews of each, and each way to weigh shares."""
    from django.db import transaction

    from abstracts.assigning.cost import EVENNESS, Rules
    from abstracts.assigning.matching import match
    from abstracts.models import Assignment, Call, Review
    from abstracts.operations.proposing import accept_proposal, find_assignment, keep_proposal
    from abstracts.standing import standing_of
    from accounts.models import User

    call = Call.objects.select_related("event__logbook", "reviewing").get(pk=made.call)
    chair = User.objects.get(pk=made.chair)
    with transaction.atomic():
        Assignment.objects.filter(abstract__call=call).delete()
        Review.objects.filter(abstract__call=call).delete()
        standing = standing_of(chair, call.event)
        began = time.perf_counter()
        panel, matching = find_assignment(standing, call, Rules())
        found = time.perf_counter()
        report("assignment: facts and matching", found - began, "s", goal=at_most(SECONDS))
        lacking = sum(matching.lacking.values())
        report("assignment: reviews that nobody could be found for", lacking, "reviews")
        for balance in EVENNESS:
            began = time.perf_counter()
            match(panel.facts, Rules(balance=balance, others_help=True))
            took = time.perf_counter() - began
            report(f"assignment: matching, everybody helps, {balance}", took, "s", goal=at_most(SECONDS))
        began = time.perf_counter()
        proposal = keep_proposal(call, panel, matching, Rules(), by=chair)
        accept_proposal(standing, proposal)
        took = time.perf_counter() - began
        report(f"assignment: taking {len(matching.pairs)} pairs", took, "s", goal=at_most(SECONDS))
        transaction.set_rollback(True)
