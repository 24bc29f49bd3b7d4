"""A small schedule made in code, to be varied by the tests."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from events.models import Category
from events.operations import root_category
from interchange.operations import import_schedule
from interchange.operations.report import ImportReport
from interchange.schedule.shape import Person, Reference, Room, Schedule, Talk, Track
from programme.models import Contribution

ADA = Person(
    "Ada Example", guid="person-ada", biography="<p>Grows <b>pears</b>.</p>", email="ada@example.org"
)
BEN = Person("Ben Example", guid="person-ben")


def talk(name: str, **values: Any) -> Talk:
    """A talk known by its name, on Saturday at ten in the barn."""
    usual = Talk(
        stable_key=name,
        guid=name,
        title=f"About {name}",
        starts_at=datetime(2031, 3, 1, 10, 0, tzinfo=UTC),
        duration=timedelta(minutes=30),
        day=date(2031, 3, 1),
        row=f"line of {name}",
        kind="Talk",
        track="Fruit",
        rooms=("Barn",),
        persons=(ADA,),
        abstract="<p>First <em>abstract</em></p>",
        links=(Reference("https://example.org/slides", title="Slides"),),
    )
    return replace(usual, **values)


def small(*talks: Talk, **values: Any) -> Schedule:
    """A conference in Lisbon with these talks, or with two."""
    usual = Schedule(
        title="Orchard Days",
        acronym="orchard31",
        time_zone="Europe/Lisbon",
        starts_on=date(2031, 3, 1),
        ends_on=date(2031, 3, 2),
        day_change=time(4),
        venue="The Orchard",
        city="Lisbon",
        rooms=(Room("Barn", capacity=80), Room("Loft")),
        tracks=(Track("Fruit", color="#3366cc"), Track("Tools")),
        talks=talks or (talk("pears"), talk("plums")),
    )
    return replace(usual, **values)


def bring_in(schedule: Schedule, *, category: Category | None = None, **options: Any) -> ImportReport:
    """Import as the system, published, below the top category."""
    where = category or root_category()
    return import_schedule(schedule, file_name="orchard.xml", **{"by": None, "category": where, **options})


def contribution(name: str) -> Contribution:
    return Contribution.objects.get(title=f"About {name}")
