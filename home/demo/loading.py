"""Load the demo: accounts, categories, one conference that is running, a few smaller events."""

import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from access.models import AccessList, Grant
from accounts.models import User
from accounts.operations import create_account
from events.models import Category, Event
from events.operations import create_category, create_event, give_right, person_of, root_category, set_roles
from home.demo.call import load_call
from home.demo.conference import load_conference
from home.demo.draft import leave_a_draft
from home.demo.people import (
    ACCOUNTS,
    ADMIN,
    ATTENDEE,
    COMMITTEE,
    ORGANISER,
    REVIEWER,
    ROOM_MANAGER,
    DemoAccount,
)
from home.demo.rooms import Cast, load_rooms
from home.demo.venues import book_rooms_of
from kit.moments import wall_to_utc
from programme.operations import create_contribution
from timetable.operations import schedule_contribution
from timetable.operations.stars import toggle_star

HERE = Path(__file__).parent
ZONE = "Europe/Zurich"
STARRED = (5, 9, 14, 17, 21)


@transaction.atomic
def load_demo(*, password: str) -> bool:
    """Put the demo in, once: an installation that has any account already is left alone. Tells whether it did."""
    if User.objects.exists():
        _renew_passwords(password)
        return False
    people = {account: _account(account, password) for account in (*ACCOUNTS, *COMMITTEE)}
    today = timezone.now().astimezone(ZoneInfo(ZONE)).date()
    calendar = _read("calendar.toml")
    categories = _categories(calendar["category"], by=people[ADMIN])
    give_right(
        categories["Experimental physics"], to=people[ORGANISER], permission=Grant.MANAGE, by=people[ADMIN]
    )
    cast = Cast(people[ADMIN], people[ROOM_MANAGER], people[ORGANISER], people[ATTENDEE])
    load_rooms(_read("rooms.toml"), today, cast)
    for entry in calendar["event"]:
        _series(entry, categories[entry["category"]], today, by=people[ORGANISER])
    workshops = categories["Experimental physics/Workshops"]
    conference = load_conference(_read("calorimetry.toml"), workshops, today, by=people[ORGANISER])
    book_rooms_of(conference, today, by=people[ORGANISER])
    _attend(people[ATTENDEE], conference)
    leave_a_draft(_read("draft.toml"), conference, today, by=people[ORGANISER])
    load_call(
        _read("call.toml"),
        categories["Experimental physics/Workshops"],
        today,
        by=people[ORGANISER],
        author=people[ATTENDEE],
        reviewers={"Reviewer": people[REVIEWER]} | {one.name: people[one] for one in COMMITTEE},
    )
    return True


def _renew_passwords(password: str) -> None:
    """The demo's accounts follow when the installation is started with another password."""
    for user in User.objects.filter(email__in=[account.email for account in (*ACCOUNTS, *COMMITTEE)]):
        if not user.check_password(password):
            user.set_password(password)
            user.save(update_fields=["password"])


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def _account(account: DemoAccount, password: str) -> User:
    return create_account(
        name=account.name, email=account.email, password=password, is_admin=account.is_admin
    )


def _categories(entries: list[dict[str, Any]], *, by: User) -> dict[str, Category]:
    made: dict[str, Category] = {"": root_category()}
    for entry in entries:
        above, _slash, title = entry["path"].rpartition("/")
        made[entry["path"]] = create_category(
            made[above],
            title=title,
            by=by,
            description=entry.get("description", ""),
            time_zone=ZONE,
            anyone_may_create=entry.get("anyone_may_create", False),
            mode=entry.get("mode", AccessList.Mode.INHERITING),
        )
    return made


def _series(entry: dict[str, Any], category: Category, today: date, *, by: User) -> None:
    for number in range(entry.get("times", 1)):
        day = today + timedelta(days=entry["day"] + number * entry.get("every", 0))
        starts_at, _note = wall_to_utc(day, time.fromisoformat(entry["start"]), ZoneInfo(ZONE))
        _small_event(entry, category, starts_at, today, by=by)


def _small_event(
    entry: dict[str, Any], category: Category, starts_at: datetime, today: date, *, by: User
) -> None:
    event = create_event(
        category,
        by=by,
        kind=entry["kind"],
        title=entry["title"],
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=entry["minutes"]),
        time_zone=ZONE,
        is_draft=False,
        venue=entry["venue"],
        description=entry.get("description", ""),
    )
    if speaker := entry.get("speaker"):
        name, _space, affiliation = speaker.rstrip(")").partition(" (")
        set_roles(event, role="chair", people=[person_of(event, name=name, affiliation=affiliation)], by=by)
    _agenda(event, entry.get("agenda", []), by=by)
    book_rooms_of(event, today, by=by)


def _agenda(event: Event, entries: list[tuple[int, str]], *, by: User) -> None:
    starts_at = event.starts_at
    for minutes, title in entries:
        talk = create_contribution(event, by=by, title=title, minutes=minutes)
        schedule_contribution(talk, starts_at=starts_at, by=by)
        starts_at += timedelta(minutes=minutes)


def _attend(user: User, conference: Event) -> None:
    """The attendee speaks at the conference and starred a few talks; two of them overlap."""
    for talk in conference.contributions.filter(number__in=STARRED):
        toggle_star(talk, by=user)
    conference.people.filter(name=user.name).update(user=user)
