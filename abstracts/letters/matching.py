"""Which rules fire for an abstract, and why the others do not. Indico's semantics.

Rules are tried in their order. One fires if it is in use, names the state, and its conditions on track and type hold;
if it stops the search, later ones are not tried. The track is the one it was accepted in, for accepted ones, else
those it was submitted for; the type likewise.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from abstracts.models import Abstract, LetterRule, State

LETTER_STATES = (
    State.INVITED,
    State.SUBMITTED,
    State.REVISION,
    State.ACCEPTED,
    State.REJECTED,
    State.MERGED,
    State.DUPLICATE,
    State.WITHDRAWN,
)
"""Letters are about these; of a draft nobody but its writer knows."""

PLACED = (State.ACCEPTED, State.MERGED, State.DUPLICATE)
"""Rules for these alone may ask for a track or a type."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Any: nothing is asked. None: there is none. Some: at least one is among `keys`."""

    match: str = LetterRule.Match.ANY
    keys: frozenset[int] = frozenset()

    def holds(self, present: Collection[int]) -> bool:
        if self.match == LetterRule.Match.ANY:
            return True
        if self.match == LetterRule.Match.NONE:
            return not present
        return not self.keys.isdisjoint(present)


@dataclass(frozen=True, slots=True)
class Rule:
    """What counts of a letter rule; `key` is its id."""

    key: int
    states: frozenset[str]
    track: Condition = Condition()
    type: Condition = Condition()
    stops: bool = True
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """What counts of an abstract: its state, and the ids of the tracks and the type that go with this state."""

    state: str
    tracks: frozenset[int] = frozenset()
    type: int | None = None


class Outcome(TextChoices):
    """What became of a rule."""

    FIRES = "fires", pgettext_lazy("outcome of a letter rule", "Sends its letter")
    OFF = "off", pgettext_lazy("outcome of a letter rule", "It is switched off")
    STATE = "state", pgettext_lazy("outcome of a letter rule", "It is for other states")
    TRACK = "track", pgettext_lazy("outcome of a letter rule", "The track does not fit")
    TYPE = "type", pgettext_lazy("outcome of a letter rule", "The type does not fit")
    STOPPED = "stopped", pgettext_lazy("outcome of a letter rule", "A rule before it ends the search")


def outcomes(rules: Iterable[Rule], facts: Facts) -> Iterator[tuple[Rule, Outcome]]:
    """Every rule in order, with what becomes of it. A rule that would not fire anyway is told its own reason."""
    is_over = False
    for rule in rules:
        reason = _reason(rule, facts)
        if reason is Outcome.FIRES and is_over:
            reason = Outcome.STOPPED
        yield rule, reason
        is_over = is_over or (reason is Outcome.FIRES and rule.stops)


def firing(rules: Iterable[Rule], facts: Facts) -> list[Rule]:
    return [rule for rule, outcome in outcomes(rules, facts) if outcome is Outcome.FIRES]


def _reason(rule: Rule, facts: Facts) -> Outcome:
    if not rule.is_active:
        return Outcome.OFF
    if facts.state not in rule.states or facts.state not in LETTER_STATES:
        return Outcome.STATE
    if not rule.track.holds(facts.tracks):
        return Outcome.TRACK
    if not rule.type.holds(frozenset() if facts.type is None else {facts.type}):
        return Outcome.TYPE
    return Outcome.FIRES


def rule_of(row: LetterRule) -> Rule:
    """The row as the search sees it; its tracks and types should be prefetched."""
    return Rule(
        key=row.pk,
        states=frozenset(row.states),
        track=Condition(row.track_match, frozenset(track.pk for track in row.tracks.all())),
        type=Condition(row.type_match, frozenset(kind.pk for kind in row.types.all())),
        stops=row.stops,
        is_active=row.is_active,
    )


def facts_of(abstract: Abstract) -> Facts:
    """The abstract as it stands; `submitted_for` should be prefetched."""
    if abstract.state == State.ACCEPTED:
        accepted = abstract.accepted_track_id
        return Facts(
            abstract.state,
            frozenset() if accepted is None else frozenset({accepted}),
            abstract.accepted_type_id,
        )
    tracks = frozenset(track.pk for track in abstract.submitted_for.all())
    return Facts(abstract.state, tracks, abstract.type_id)
