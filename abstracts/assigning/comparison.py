"""A proposed assignment beside what is given now, as one person may see both."""

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from abstracts.assigning.cost import Fit
from abstracts.assigning.coverage import Lack
from abstracts.assigning.facts import Pair
from abstracts.assigning.tables import Line, Overview
from abstracts.assigning.words import fit_words, lack_words
from abstracts.models import Abstract, AssignmentProposal
from abstracts.reading import led_by
from accounts.models import User


@dataclass(frozen=True, slots=True)
class Change:
    """What would become of an abstract: who comes, with why, who stays and who goes.

    `is_overtaken`: somebody changed its reviewers since the search.
    """

    abstract: Abstract
    comes: list[tuple[User, str]]
    stays: list[User]
    goes: list[User]
    is_overtaken: bool


@dataclass(frozen=True, slots=True)
class Load:
    """How many abstracts a reviewer has, and would have."""

    line: Line
    before: int
    after: int

    @property
    def percent(self) -> int:
        most = self.line.limit if self.line.limit is not None else max(self.after, self.before, 1)
        return min(100, round(100 * self.after / most)) if most else 100


@dataclass(frozen=True, slots=True)
class Missing:
    """An abstract that would still lack reviewers, and why."""

    abstract: Abstract
    count: int
    words: str


@dataclass(slots=True)
class Comparison:
    """`changes` leaves out abstracts that stay as they are, were taken already, or are not reviewed any more."""

    changes: list[Change] = field(default_factory=list)
    loads: list[Load] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    taken: int = 0
    is_taken: bool = False
    """Nothing of it is left to this person, though something may be to others."""
    can_put_back: bool = False

    @property
    def open(self) -> list[Change]:
        return [change for change in self.changes if not change.is_overtaken]

    @property
    def overtaken(self) -> int:
        return sum(change.is_overtaken for change in self.changes)

    @property
    def comes(self) -> int:
        return sum(len(change.comes) for change in self.open)

    @property
    def goes(self) -> int:
        return sum(len(change.goes) for change in self.open)

    @property
    def reviewers(self) -> int:
        """How many people would be told."""
        return len({user.pk for change in self.open for user, _why in change.comes})


def fits_of(proposal: AssignmentProposal) -> dict[Pair, Fit]:
    """Why each pair was proposed."""
    pairs = [(key, user) for key, user in proposal.pairs]
    fits = [Fit.from_json(values) for values in proposal.explanation.get("fits", ())]
    return dict(zip(pairs, fits, strict=False))


def is_taken_for(proposal: AssignmentProposal, open_now: Set[int]) -> bool:
    """Whether all of it that somebody may see, of abstracts reviewed now, is taken."""
    done = set(proposal.explanation.get("taken", ()))
    named = {int(key) for key in proposal.explanation.get("base", {})} | {
        key for key, _user in proposal.pairs
    }
    return bool(done & open_now) and not (named & open_now) - done


def compare(overview: Overview, proposal: AssignmentProposal) -> Comparison:
    """Some ten queries, however much is proposed."""
    rows = {abstract.pk: abstract for abstract in overview.open.order_by("number")}
    base = {int(key): set(users) for key, users in proposal.explanation.get("base", {}).items()}
    done = set(proposal.explanation.get("taken", ()))
    wanted: dict[int, set[int]] = {key: set() for key in base}
    now: dict[int, set[int]] = {key: set() for key in rows}
    for key, user in proposal.pairs:
        wanted.setdefault(key, set()).add(user)
    for key, user in overview.given:
        now[key].add(user)
    everybody = {user for users in [*wanted.values(), *now.values()] for user in users}
    people = User.objects.in_bulk(everybody)
    fits = fits_of(proposal)
    undo = (proposal.explanation.get("undo") or {}).get("abstracts", ())
    found = Comparison(
        taken=len(done & rows.keys()),
        is_taken=is_taken_for(proposal, rows.keys()),
        can_put_back=led_by(overview.standing).filter(pk__in=undo).exists(),
    )
    for key, abstract in rows.items():
        if key not in wanted or key in done:
            continue
        change = Change(
            abstract=abstract,
            comes=[
                (people[user], fit_words(fits.get((key, user), Fit())))
                for user in _sorted(wanted[key] - now[key], people)
            ],
            stays=[people[user] for user in _sorted(wanted[key] & now[key], people)],
            goes=[people[user] for user in _sorted(now[key] - wanted[key], people)],
            is_overtaken=now[key] != base.get(key, set()),
        )
        if change.comes or change.goes:
            found.changes.append(change)
    found.loads = _loads(overview, found)
    found.missing = _missing(proposal, rows)
    return found


def _loads(overview: Overview, found: Comparison) -> list[Load]:
    after: Counter[int] = Counter()
    for change in found.open:
        after.update({user.pk: 1 for user, _why in change.comes})
        after.subtract({user.pk: 1 for user in change.goes})
    return [Load(line, line.given, line.given + after[line.user.pk]) for line in overview.lines()]


def _missing(proposal: AssignmentProposal, rows: Mapping[int, Abstract]) -> list[Missing]:
    lacks = [Lack.from_json(values) for values in proposal.explanation.get("lacks", ())]
    return [Missing(rows[one.paper], one.count, lack_words(one)) for one in lacks if one.paper in rows]


def _sorted(users: set[int], people: dict[int, User]) -> list[int]:
    return sorted((user for user in users if user in people), key=lambda user: str(people[user]).casefold())
