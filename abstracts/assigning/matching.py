"""The cheapest assignment, as a flow of least cost: from abstracts to reviewers, and on into their shares.

As many wanted reviews as possible come first; then that what lacks is spread over many abstracts; then what pairs cost
and how even the shares are. The linear programme of a flow has whole answers by itself, so HiGHS's simplex method finds
the best one: there is nothing to search (docs/decisions/0021).
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from abstracts.assigning.cost import DEAREST, EVENNESS, Rules, cost_of
from abstracts.assigning.facts import Facts, Pair, Paper, Reviewer

SOLVER = Path(__file__).with_name("linear_programme.py")


class NotSolved(Exception):
    """The library found no answer, which the model always has."""


@dataclass(frozen=True, slots=True)
class Matching:
    """`pairs` is the whole assignment, kept ones too; `lacking` how many reviewers each abstract still needs."""

    pairs: frozenset[Pair] = frozenset()
    lacking: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Columns:
    """The variables, column by column: cost, most, and its rows with their numbers."""

    cost: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    rows: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)

    def add(self, cost: float, most: float, *entries: tuple[int, float]) -> None:
        self.cost.append(cost)
        self.most.append(most)
        for row, value in entries:
            self.rows.append(row)
            self.values.append(value)
        self.starts.append(len(self.rows))


def match(facts: Facts, rules: Rules) -> Matching:
    """The best assignment under the rules. Three seconds for 2,000 abstracts and 60 reviewers."""
    kept = {(paper.id, one) for paper in facts.papers for one in paper.kept}
    needy = [paper for paper in facts.papers if paper.lacking]
    candidates = list(candidate_pairs(facts, rules))
    if not needy or not candidates:
        return Matching(frozenset(kept), {paper.id: paper.lacking for paper in needy})
    columns = _Columns()
    row_of = {paper.id: row for row, paper in enumerate(needy)}
    share_of = {one.id: len(needy) + row for row, one in enumerate(facts.reviewers)}
    for paper, reviewer in candidates:
        cost = cost_of(facts, paper, reviewer)
        columns.add(cost, 1, (row_of[paper.id], 1), (share_of[reviewer.id], 1))
    step = EVENNESS[rules.balance]
    loads = facts.loads()
    # Finding one more reviewer moves each reviewer's pairs once at most, and lengthens one share.
    dearest_way = len(facts.reviewers) * DEAREST + step * (len(needy) + max(loads.values(), default=0))
    _add_lacking(columns, needy, worst=dearest_way + 1)
    _add_shares(columns, facts, loads, share_of, most=len(needy), step=step)
    needs = [float(paper.lacking) for paper in needy] + [0.0] * len(facts.reviewers)
    answer = _solve(columns, needs)
    found = {
        (paper.id, one.id) for (paper, one), value in zip(candidates, answer, strict=False) if value > 0.5
    }
    reached: dict[int, int] = {}
    for key, _one in found:
        reached[key] = reached.get(key, 0) + 1
    lacking = {paper.id: paper.lacking - reached.get(paper.id, 0) for paper in needy}
    return Matching(frozenset(kept | found), {key: count for key, count in lacking.items() if count})


def candidate_pairs(facts: Facts, rules: Rules) -> Iterator[tuple[Paper, Reviewer]]:
    """Pairs that may be made: of its tracks (or not, if others help), without a conflict, not made already."""
    for paper in facts.papers:
        if not paper.lacking:
            continue
        for one in facts.reviewers:
            if one.id in paper.kept or facts.conflict(paper.id, one.id):
                continue
            if rules.others_help or one.place.covers(paper.tracks):
                yield paper, one


def _add_lacking(columns: _Columns, needy: list[Paper], *, worst: int) -> None:
    """A reviewer that is not found costs more than all that one could rearrange to find them; the second of the same
    abstract more than the first of another."""
    widest = max(paper.wanted for paper in needy)
    for row, paper in enumerate(needy):
        for lack in range(paper.lacking):
            columns.add(worst * (2 * widest + 2 + lack), 1, (row, 1))


def _add_shares(
    columns: _Columns, facts: Facts, loads: dict[int, int], rows: dict[int, int], *, most: int, step: int
) -> None:
    """Each further abstract of a reviewer costs a little more."""
    for one in facts.reviewers:
        load = loads.get(one.id, 0)
        end = load + most if one.limit is None else min(one.limit, load + most)
        for nth in range(load, end):
            columns.add(step * nth, 1, (rows[one.id], -1))


def _solve(columns: _Columns, needs: list[float]) -> list[float]:
    given = {
        "cost": columns.cost,
        "most": columns.most,
        "needs": needs,
        "starts": columns.starts,
        "rows": columns.rows,
        "values": columns.values,
    }
    done = subprocess.run(
        [sys.executable, "-P", str(SOLVER)],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotSolved(done.stderr.strip())
    answer: list[float] = json.loads(done.stdout)
    return answer
