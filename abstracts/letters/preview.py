"""All letters that a release would send: counted, looked through, and read one by one before it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from abstracts.letters.drafts import Planned, planned, without_address
from abstracts.letters.loading import as_if, loaded, rules_of
from abstracts.models import DECIDED, Abstract, LetterRule, State


@dataclass(slots=True)
class Preview:
    """`letters` in the order they would be sent; `silent` are abstracts about which nobody is written to."""

    abstracts: list[Abstract]
    letters: list[Planned]
    silent: list[Abstract]
    unaddressed: list[tuple[Abstract, str]]
    by_rule: list[tuple[LetterRule, int]] = field(default_factory=list)
    by_state: list[tuple[State, int, int]] = field(default_factory=list)
    """Each state with its abstracts and their letters."""

    @property
    def addresses(self) -> int:
        return len({letter.reader.email.lower() for letter in self.letters})

    def filtered(self, *, rule: int = 0, state: str = "", text: str = "") -> list[Planned]:
        """Those of one rule, of one state, or with the text in their address, their reader's name, or the abstract."""
        wanted = text.strip().lower()
        return [
            letter
            for letter in self.letters
            if (not rule or letter.rule.pk == rule)
            and (not state or letter.abstract.state == state)
            and (not wanted or wanted in _told(letter))
        ]


def preview_of(event: int, keys: Iterable[int]) -> Preview:
    """The letters about these abstracts of the event (its id), as they stand now, decisions that are held back too.

    For those who may release them only.
    """
    abstracts, rules = loaded(keys), rules_of([event])
    letters = list(planned(rules, abstracts))
    heard = {letter.abstract.pk for letter in letters}
    of_rule = Counter(letter.rule.pk for letter in letters)
    of_state = Counter(letter.abstract.state for letter in letters)
    states = Counter(abstract.state for abstract in abstracts)
    return Preview(
        abstracts=abstracts,
        letters=letters,
        silent=[abstract for abstract in abstracts if abstract.pk not in heard],
        unaddressed=without_address(rules, abstracts),
        by_rule=[(rule, of_rule[rule.pk]) for rule in rules.get(event, []) if of_rule[rule.pk]],
        by_state=[(State(state), states[state], of_state[state]) for state in State.values if states[state]],
    )


def pretended(abstract: Abstract, rule: LetterRule) -> None:
    """Let a loaded abstract look as if it were in a state of the rule, to show what would be written."""
    if abstract.state in rule.states or not rule.states:
        return
    state = State(rule.states[0])
    if state in DECIDED:
        as_if(abstract, _Bare(state))
    abstract.state = state


@dataclass(frozen=True, slots=True)
class _Bare:
    """A decision of which nothing is known but its state."""

    state: State
    track: None = None
    type: None = None
    session: None = None
    other: None = None
    comment: str = ""


def _told(letter: Planned) -> str:
    abstract, reader = letter.abstract, letter.reader
    return f"#{abstract.number} {abstract.title} {reader.name} {reader.email}".lower()
