"""A conference of the demo whose call for abstracts is in full life: written, reviewed, partly decided."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.text import slugify

from abstracts.models import Abstract, Author, Call, Question, Review, Reviewing, State, TeamMember
from abstracts.operations import (
    Decision,
    ask_for_revision,
    decide,
    edit_call,
    edit_reviewing,
    release,
    save_draft,
    start_draft,
    submit,
)
from abstracts.operations.call_setup import set_up_call
from abstracts.operations.reviewing import submit_review
from abstracts.operations.teams import add_member
from abstracts.reviewing.said import Said
from abstracts.written import Place, Writer, Written
from accounts.models import User
from events.models import Category, Event
from events.operations import create_event, person_of, set_roles
from kit.moments import wall_to_utc
from programme.operations import add_contribution_type, add_track
from timetable.operations.publishing import begin


def load_call(
    data: dict[str, Any],
    category: Category,
    today: date,
    *,
    by: User,
    author: User,
    reviewers: dict[str, User],
) -> Event:
    """The conference, its two calls, its committee, and where the committee stands today."""
    event = _event(data, category, today, by=by)
    call = _call(data, event, by=by)
    _late_posters(data, event, by=by)
    for name, track in data["reviewers"]:
        add_member(
            event,
            to=reviewers[name],
            duty=TeamMember.Duty.REVIEWER,
            track=event.tracks.get(name=track),
            by=by,
            tell=False,
        )
    sent = [
        _submit(call, entry, by=author if number == 4 else None)
        for number, entry in enumerate(data["abstracts"])
    ]
    _leave_a_draft(call, author)
    closes_at = timezone.now() - timedelta(days=12)
    Abstract.objects.filter(call=call, state=State.SUBMITTED).update(
        submitted_at=closes_at - timedelta(days=3)
    )
    edit_call(call, by=by, opens_at=closes_at - timedelta(days=40), closes_at=closes_at)
    _review(sent, data, reviewers)
    _decide(sent, data, by=by)
    return event


def _event(data: dict[str, Any], category: Category, today: date, *, by: User) -> Event:
    zone = ZoneInfo(data["time_zone"])
    first = today + timedelta(days=data["days_ahead"])
    plain = ("acronym", "slug", "venue", "address", "organiser", "contact_email")
    event = create_event(
        category,
        by=by,
        kind=Event.Kind.CONFERENCE,
        title=data["title"],
        starts_at=wall_to_utc(first, time(9), zone)[0],
        ends_at=wall_to_utc(first + timedelta(days=2), time(16), zone)[0],
        time_zone=zone.key,
        is_draft=False,
        description=data["description"].strip(),
        **{name: data[name] for name in plain},
    )
    begin(event, is_live=False)
    chairs = [_someone(text) for text in data["chairs"]]
    set_roles(
        event,
        role="chair",
        people=[person_of(event, name=name, affiliation=place) for name, place in chairs],
        by=by,
    )
    for name in data["types"]:
        add_contribution_type(event, by=by, name=name)
    for group, tracks in data["groups"]:
        for name in tracks:
            add_track(event, by=by, name=name, group=group)
    return event


def _call(data: dict[str, Any], event: Event, *, by: User) -> Call:
    now = timezone.now()
    call = set_up_call(
        event,
        by=by,
        name="Talks and posters",
        opens_at=now - timedelta(days=52),
        closes_at=now + timedelta(hours=1),
    )
    edit_call(
        call,
        by=by,
        announcement=data["announcement"].strip(),
        consent=data["consent"],
        topics=data["topics"],
        most_words=250,
    )
    edit_reviewing(
        call,
        by=by,
        instructions=data["guidelines"].strip(),
        blinding=Reviewing.Blinding.DOUBLE,
        reviews_wanted=2,
        due_at=now + timedelta(days=5),
        remind_days=[2],
        others=Reviewing.Others.AFTER_OWN,
        discussion_is_open=True,
    )
    return call


def _late_posters(data: dict[str, Any], event: Event, *, by: User) -> None:
    now = timezone.now()
    call = set_up_call(
        event,
        by=by,
        name="Late posters",
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=30),
    )
    edit_call(call, by=by, announcement=data["late_announcement"].strip(), most_words=150)


def _submit(call: Call, entry: list[str], *, by: User | None) -> Abstract:
    """By somebody with an account, or by the first author as a guest."""
    written = _written(call, entry)
    first = written.people[0]
    email = f"{slugify(first.name)}@{slugify(first.affiliations[0].name)}.example"
    draft = save_draft(start_draft(call, by=by, name=first.name, email=email), written)
    return submit(draft, by=by, consents=True)


def _written(call: Call, entry: list[str]) -> Written:
    title, people, track, kind, text = entry
    named = [_someone(person) for person in people.split("; ")]
    return Written(
        title=title,
        text=text,
        type=call.event.contribution_types.get(name=kind),
        tracks=[call.event.tracks.get(name=track)],
        people=[
            Writer(
                name,
                role=Author.Role.CO_AUTHOR if position else Author.Role.AUTHOR,
                speaks=position == 0,
                affiliations=(Place(place),),
            )
            for position, (name, place) in enumerate(named)
        ],
    )


def _leave_a_draft(call: Call, author: User) -> None:
    written = Written(title="Three winters of a readout on a mountain", text="We went up twice a year.")
    save_draft(start_draft(call, by=author), written)


def _review(sent: list[Abstract], data: dict[str, Any], reviewers: dict[str, User]) -> None:
    """Two of three who could have reviewed; the last abstracts of each track still wait."""
    places = [(reviewers[name], track) for name, track in data["reviewers"]]
    for number, abstract in enumerate(sent):
        tracks = list(abstract.reviewed_for.all())
        for turn, (reviewer, track) in enumerate(places):
            if tracks[0].name == track and (number * 3 + turn) % 7:
                submit_review(abstract, _said(abstract, number + turn, data), by=reviewer, track=tracks[0])


def _said(abstract: Abstract, number: int, data: dict[str, Any]) -> Said:
    good = 2 + (number * 5) % 4
    ratings = {
        question.pk: min(5, good + (position + number) % 2)
        for position, question in enumerate(abstract.call.questions.filter(kind=Question.Kind.RATING))
    }
    accepts = good > 2
    return Said(
        action=Review.Action.ACCEPT if accepts else Review.Action.REJECT,
        type=abstract.type if accepts else None,
        committee_comment=data["comments"][number % len(data["comments"])],
        author_comment=data["to_authors"][number % len(data["to_authors"])],
        ratings=ratings,
    )


def _decide(sent: list[Abstract], data: dict[str, Any], *, by: User) -> None:
    event = sent[0].event

    def seen(places: list[int]) -> dict[int, int | None]:
        return {sent[place - 1].pk: None for place in places}

    decide(event, seen([*data["accepted_and_told"], *data["accepted"]]), Decision(State.ACCEPTED), by=by)
    release(event, seen(data["accepted_and_told"]), by=by)
    decide(event, seen(data["rejected"]), Decision(State.REJECTED), by=by)
    place, comment = data["revision"]
    ask_for_revision(event, seen([place]), comment=comment, until=_in_days(10), by=by)
    merged, other = data["merge"]
    decide(event, seen([merged]), Decision(State.MERGED, other=sent[other - 1], merge_people=True), by=by)


def _in_days(days: int) -> datetime:
    return (timezone.now() + timedelta(days=days)).replace(minute=0, second=0, microsecond=0)


def _someone(text: str) -> tuple[str, str]:
    name, _space, affiliation = text.rstrip(")").partition(" (")
    return name, affiliation
