"""A call of 2,000 abstracts in 20 tracks, 60 reviewers, three reviews each: `python -m bench.abstracts_content SLUG`.

Prints JSON. Everything is written in bulk and is the same each time; `fill` makes smaller ones too. Twenty abstracts
are copies of others with a word more. Reviewers know two topics each, one of them is an author of every tenth abstract,
and every third reviewer said wishes.
"""

import json
import os
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import django
from django.db import transaction

from bench.abstracts_reviews import make_reviews, make_wishes

SYLLABLES = (
    *("ca", "lo", "ri", "me", "tra", "no", "pu", "sil"),
    *("den", "var", "go", "thi", "ber", "ax", "qui", "ster"),
)
OPENED = datetime(2030, 1, 7, 9, tzinfo=UTC)
RATINGS = ("Originality", "Rigour", "Relevance")


@dataclass(frozen=True)
class Filled:
    """Ids of what was made."""

    event: int
    slug: str
    call: int
    chair: int
    convener: int
    reviewer: int
    abstracts: int


def main(slug: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hemicycle.settings")
    django.setup()
    print(json.dumps(asdict(fill(slug))))


@transaction.atomic
def fill(
    slug: str, *, abstracts: int = 2000, tracks: int = 20, reviewers: int = 60, reviews: int = 3
) -> Filled:
    """Make it all, as of a conference whose reviewing is over and whose decisions are not made."""
    from abstracts.models import Abstract, Call, Rating, Review
    from kit.statistics import refresh_statistics
    from programme.models import Track

    random = Random(20300107)
    call = _make_call(_make_event(slug, tracks))
    people = _make_people(slug, reviewers)
    of_event = list(Track.objects.filter(event=call.event))
    _make_committee(call, of_event, people)
    made = _make_abstracts(call, of_event, people, abstracts, random)
    make_reviews(call, made, of_event, people, reviews, random)
    make_wishes(call, made, people, random)
    refresh_statistics(Abstract, Call, Rating, Review, Track)
    return Filled(
        call.event_id,
        slug,
        call.pk,
        people[0].pk,
        people[1].pk,
        people[2].pk,
        Abstract.objects.filter(call=call).count(),
    )


def _make_event(slug: str, tracks: int) -> Any:
    from access.models import AccessList
    from events.operations import create_event, root_category
    from programme.models import ContributionType, Track

    event = create_event(
        root_category(),
        by=None,
        kind="conference",
        title="Conference of many abstracts",
        starts_at=OPENED + timedelta(days=250),
        ends_at=OPENED + timedelta(days=253),
        time_zone="Europe/Zurich",
        slug=slug,
        is_draft=False,
        mode=AccessList.Mode.PUBLIC,
    )
    Track.objects.bulk_create(
        Track(
            event=event,
            name=f"Track {number + 1}",
            code=f"T{number + 1}",
            hue=number * 17 % 360,
            position=number,
        )
        for number in range(tracks)
    )
    ContributionType.objects.bulk_create(
        ContributionType(event=event, name=name) for name in ("Talk", "Poster")
    )
    return event


def _make_call(event: Any) -> Any:
    from abstracts.models import Question, Quota
    from abstracts.operations import create_call, edit_reviewing

    call = create_call(
        event,
        by=None,
        name="Talks and posters",
        opens_at=OPENED,
        closes_at=OPENED + timedelta(days=30),
        topics=[f"Topic {number + 1}" for number in range(30)],
        tracks=list(event.tracks.all()),
        types=list(event.contribution_types.all()),
    )
    edit_reviewing(
        call, by=None, assignment="individual", blinding="double", conveners_decide=True, others="always"
    )
    Question.objects.bulk_create(
        Question(call=call, title=title, position=number, weight=Decimal(number + 1))
        for number, title in enumerate(RATINGS)
    )
    talk = event.contribution_types.get(name="Talk")
    Quota.objects.bulk_create(
        Quota(call=call, track=track, type=talk, wanted=24) for track in event.tracks.all()
    )
    return call


def _make_people(slug: str, reviewers: int) -> list[Any]:
    """The chair, a convener, and the reviewers."""
    from allauth.account.models import EmailAddress

    from accounts.models import User

    names = ["Chair", "Convener", *(f"Reviewer {number + 1}" for number in range(reviewers))]
    people = User.objects.bulk_create(
        User(
            name=name,
            email=f"{name.replace(' ', '-').lower()}@{slug}-{number % 40}.example",
            affiliation=f"University {number % 40}",
            password="!",  # noqa: S106 (nobody signs in with it)
        )
        for number, name in enumerate(names)
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, primary=True, verified=True) for person in people
    )
    return people


def _make_committee(call: Any, tracks: list[Any], people: list[Any]) -> None:
    from abstracts.models import ReviewerProfile, TeamMember
    from access.operations import grant

    chair, convener, *reviewers = people
    grant(call.event.access, to=chair, permission="manage")
    TeamMember.objects.create(event=call.event, track=tracks[0], duty="convener", user=convener)
    TeamMember.objects.bulk_create(
        TeamMember(event=call.event, track=track, duty="reviewer", user=reviewer)
        for number, reviewer in enumerate(reviewers)
        for track in (tracks[number % len(tracks)], tracks[(number * 7 + 3) % len(tracks)])
        if track is tracks[number % len(tracks)] or (number * 7 + 3) % len(tracks) != number % len(tracks)
    )
    ReviewerProfile.objects.bulk_create(
        ReviewerProfile(
            event=call.event,
            user=reviewer,
            load_limit=120,
            competences={call.topics[(number * 2) % 30]: 3, call.topics[(number * 2 + 5) % 30]: 2},
        )
        for number, reviewer in enumerate(reviewers)
    )


def _make_abstracts(call: Any, tracks: list[Any], people: list[Any], count: int, random: Random) -> list[Any]:
    from abstracts.models import Abstract, Desk, State
    from journal.models import Logbook

    words = _words(random)
    logbooks = Logbook.objects.bulk_create(Logbook() for _number in range(count))
    types = list(call.types.all())
    rows: list[Any] = []
    for number in range(count):
        text = " ".join(random.choices(words, k=150))
        title = " ".join(random.choices(words, k=9)).capitalize()
        if number % 100 == 99:
            title, text = rows[-7].title, f"{rows[-7].text} {words[number % 90]}"
        rows.append(
            Abstract(
                event=call.event,
                call=call,
                number=number + 1,
                state=State.SUBMITTED,
                title=title,
                text=text,
                type=types[number % 3 % 2],
                topics=[call.topics[number % 30], call.topics[(number * 7 + 1) % 30]],
                keywords=random.choices(words, k=3),
                submitter_name=f"Author {number}",
                submitter_email=f"author-{number}@lab-{number % 300}.example",
                submitted_at=OPENED + timedelta(minutes=20 * number),
                logbook=logbooks[number],
            )
        )
    made = Abstract.objects.bulk_create(rows, batch_size=500)
    Desk.objects.filter(event=call.event).update(next_number=count + 1)
    throughs: list[Any] = [Abstract.submitted_for.through, Abstract.reviewed_for.through]
    for through in throughs:
        through.objects.bulk_create(
            through(abstract_id=abstract.pk, track_id=tracks[number % len(tracks)].pk)
            for number, abstract in enumerate(made)
        )
    _make_authors(made, people[2:])
    return made


def _make_authors(abstracts: list[Any], reviewers: list[Any]) -> None:
    """Three of each; one in ten is written by a reviewer too."""
    from abstracts.models import Affiliation, Author

    authors = Author.objects.bulk_create(
        Author(
            abstract=abstract,
            position=place + 1,
            name=f"Author {number + place * 400}",
            email=f"author-{number + place * 400}@lab-{(number + place) % 300}.example",
            role="author" if place == 0 else "co-author",
            speaks=place == 0,
        )
        for number, abstract in enumerate(abstracts)
        for place in range(3)
    )
    own = Author.objects.bulk_create(
        Author(
            abstract=abstract, position=4, name=person.name, email=person.email, role="co-author", user=person
        )
        for number, abstract in enumerate(abstracts)
        if number % 10 == 5
        for person in [reviewers[number // 10 % len(reviewers)]]
    )
    Affiliation.objects.bulk_create(
        Affiliation(author=author, position=1, name=f"University {number % 300}")
        for number, author in enumerate([*authors, *own])
    )


def _words(random: Random) -> list[str]:
    """A language of 3,000 words."""
    return sorted({"".join(random.choices(SYLLABLES, k=random.randint(2, 4))) for _number in range(4000)})[
        :3000
    ]


if __name__ == "__main__":
    main(sys.argv[1])
