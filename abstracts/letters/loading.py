"""Abstracts and rules with all that letters tell of them: a few queries, however many there are."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol

from django.db.models import Prefetch

from abstracts.models import Abstract, Author, LetterRule, State
from programme.models import ContributionType, Session, Track

RELATED = (
    "event",
    "call__reviewing",
    "type",
    "accepted_track",
    "accepted_type",
    "accepted_session",
    "submitter",
    "contribution__event",
    "merged_into__submitter",
    "duplicate_of__submitter",
)
NOT_TOLD = ("text", "answers", "note", "merged_into__text", "duplicate_of__text", "contribution__abstract")


class Decided(Protocol):
    """A decision that may not have been made yet: `abstracts.operations.Decision`."""

    @property
    def state(self) -> State: ...
    @property
    def track(self) -> Track | None: ...
    @property
    def type(self) -> ContributionType | None: ...
    @property
    def session(self) -> Session | None: ...
    @property
    def other(self) -> Abstract | None: ...
    @property
    def comment(self) -> str: ...


def loaded(keys: Iterable[int]) -> list[Abstract]:
    """By number. They are for reading."""
    authors = Prefetch("authors", Author.objects.select_related("user"))
    whole = Abstract.objects.filter(pk__in=list(keys)).select_related(*RELATED).defer(*NOT_TOLD)
    return list(whole.prefetch_related("submitted_for", authors).order_by("event", "number"))


def rules_of(events: Iterable[int]) -> dict[int, list[LetterRule]]:
    """The rules of these events in order, by event."""
    found: dict[int, list[LetterRule]] = defaultdict(list)
    rows = LetterRule.objects.filter(event__in=set(events)).prefetch_related("tracks", "types")
    for row in rows:
        found[row.event_id].append(row)
    return found


def as_if(abstract: Abstract, decision: Decided) -> None:
    """Let the loaded abstract look as it would with this decision. It must never be saved afterwards.

    As deciding has it: without a track, an accepted one stays in the one it is reviewed in; without a type it keeps
    its own.
    """
    is_accepted = decision.state == State.ACCEPTED
    abstract.state = decision.state
    abstract.decision_comment = decision.comment
    abstract.released_at = None
    abstract.accepted_track = (decision.track or _only_track(abstract)) if is_accepted else None
    abstract.accepted_type = (decision.type or abstract.type) if is_accepted else None
    abstract.accepted_session = decision.session if is_accepted else None
    abstract.merged_into = decision.other if decision.state == State.MERGED else None
    abstract.duplicate_of = decision.other if decision.state == State.DUPLICATE else None


def _only_track(abstract: Abstract) -> Track | None:
    tracks = list(abstract.reviewed_for.all()[:2])
    return tracks[0] if len(tracks) == 1 else None
