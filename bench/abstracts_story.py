"""A call for abstracts from the first row of a table to the last page of the book, in steps that others time or check.

Everything goes through the operations that the pages call. Who submits gets an address in `people.invalid`; reviewers
and what they think are invented, and the same each time. The first reviewer submitted the first row.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from allauth.account.models import EmailAddress
from django.db.models import Avg

from abstracts.assigning.cost import Rules
from abstracts.book.making import book_pdf
from abstracts.book.volume import volume_of
from abstracts.importing.reading import read_submissions
from abstracts.importing.report import ImportReport
from abstracts.models import Abstract, Assignment, Book, Call, Question, Review, Reviewing, State, TeamMember
from abstracts.operations import Decision, decide, edit_reviewing, release
from abstracts.operations.call_setup import set_up_call
from abstracts.operations.importing import import_abstracts
from abstracts.operations.proposing import Taken, accept_proposal, find_assignment, keep_proposal
from abstracts.operations.reviewing import submit_review
from abstracts.operations.teams import add_member
from abstracts.reviewing.said import Said
from abstracts.standing import standing_of
from accounts.models import User
from events.models import Event
from events.operations import create_event, root_category

BEGINS = datetime(2030, 7, 5, 9, tzinfo=UTC)
ADDRESS = "submitter-{code}@people.invalid"
SEED = 2020


@dataclass(frozen=True, slots=True)
class Table:
    """One call, and the CSV with what was submitted to it; its first column is a code."""

    call: str
    content: bytes


def begin(*, by: User, slug: str) -> Event:
    """A conference that takes nothing yet."""
    return create_event(
        root_category(),
        by=by,
        kind=Event.Kind.CONFERENCE,
        title="Papers from everywhere",
        slug=slug,
        starts_at=BEGINS,
        ends_at=BEGINS + timedelta(days=3),
        time_zone="UTC",
        is_draft=False,
    )


def load(event: Event, table: Table, *, by: User, most: int | None = None) -> ImportReport:
    """A call with what was submitted to it, or its first rows; each abstract is given to three reviewers."""
    call = set_up_call(event, by=by, name=table.call)
    edit_reviewing(call, by=by, assignment=Reviewing.Assignment.INDIVIDUAL, reviews_wanted=3)
    read = read_submissions(_with_addresses(table.content, most), f"{table.call}.csv")
    return import_abstracts(call, read.rows, by=by, notes=read.notes)


def appoint(event: Event, *, count: int, by: User) -> list[User]:
    """Reviewers of the whole event; the first of them is the submitter of the first abstract."""
    first = Abstract.objects.filter(event=event).order_by("number").first()
    emails = [f"reviewer-{number}@committee.invalid" for number in range(count)]
    if first is not None and first.submitter_email:
        emails[0] = first.submitter_email
    reviewers = []
    for number, email in enumerate(emails):
        user = User.objects.create_user(email, name=f"Reviewer {number}")
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        add_member(event, to=user, duty=TeamMember.Duty.REVIEWER, by=by, tell=False)
        reviewers.append(user)
    return reviewers


def assign(call: Call, *, by: User) -> Taken:
    """Have an assignment proposed, and take all of it."""
    standing, rules = standing_of(by, call.event), Rules(balance="even")
    panel, matching = find_assignment(standing, call, rules)
    proposal = keep_proposal(call, panel, matching, rules, by=by)
    return accept_proposal(standing, proposal)


def review(event: Event) -> int:
    """Everybody reviews what they were given."""
    chance = Random(SEED)
    questions = {call.pk: _ratings(call) for call in event.calls.all()}
    given = Assignment.objects.filter(abstract__event=event).select_related("reviewer").order_by("pk")
    quality: dict[int, int] = {}
    count = 0
    for assignment in given.select_related(
        "abstract__call__reviewing", "abstract__type", "abstract__logbook"
    ):
        abstract = assignment.abstract
        level = quality.setdefault(abstract.pk, chance.randint(0, 4))
        said = _opinion(abstract, questions[abstract.call_id], level + chance.randint(0, 1))
        submit_review(abstract, said, by=assignment.reviewer)
        count += 1
    return count


def decide_all(event: Event, *, by: User) -> dict[State, int]:
    """Accept what has a mean of 2 and more, reject the others: two acts."""
    means = Abstract.objects.filter(event=event).alias(mean=Avg("reviews__score"))
    wanted = {State.ACCEPTED: means.filter(mean__gte=2), State.REJECTED: means.exclude(mean__gte=2)}
    seen = {state: dict(found.open().values_list("pk", "revision")) for state, found in wanted.items()}
    return {state: len(decide(event, keys, Decision(state), by=by)) for state, keys in seen.items() if keys}


def release_all(event: Event, *, by: User) -> int:
    """Authors are written to, accepted abstracts become contributions."""
    keys = Abstract.objects.filter(event=event).values_list("pk", flat=True)
    return len(release(event, list(keys), by=by))


def print_book(event: Event) -> bytes:
    """The book of abstracts by tracks, as a PDF."""
    book = Book(event=event, order=Book.Order.TRACK_TITLE)
    return book_pdf(event, book, volume_of(event, book, reader=None, everything=False).sections)


def _with_addresses(content: bytes, most: int | None) -> bytes:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[: None if most is None else most + 1]
    out = io.StringIO()
    csv.writer(out).writerows(_lengthened(rows))
    return out.getvalue().encode()


def _lengthened(rows: Sequence[list[str]]) -> Iterator[list[str]]:
    for number, row in enumerate(rows):
        yield [*row, ADDRESS.format(code=row[0].lower()) if number else "E-Mail"]


def _ratings(call: Call) -> list[int]:
    return list(call.questions.filter(kind=Question.Kind.RATING).values_list("pk", flat=True))


def _opinion(abstract: Abstract, questions: Sequence[int], rating: int) -> Said:
    accepts = rating > 2
    return Said(
        action=Review.Action.ACCEPT if accepts else Review.Action.REJECT,
        type=abstract.type if accepts else None,
        committee_comment="As its neighbours.",
        author_comment="Say more of how it was measured.",
        ratings=dict.fromkeys(questions, rating),
    )
