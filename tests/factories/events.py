"""Categories, events, their rooms and people: public and published unless told otherwise."""

from datetime import timedelta

import factory

from access.models import AccessList
from access.operations import open_access_list
from events.models import Category, Event, EventPerson, EventRole, EventRoom
from events.operations import root_category
from journal.models import Logbook
from journal.operations import open_logbook
from tests.clock import at


class CategoryFactory(factory.django.DjangoModelFactory):
    """A category right below the root, or below `parent`; it inherits unless `mode` says otherwise."""

    class Meta:
        model = Category
        exclude = ("mode",)

    mode = AccessList.Mode.INHERITING
    parent = factory.LazyFunction(root_category)
    title = factory.Sequence("Category {}".format)
    depth = factory.LazyAttribute(lambda category: category.parent.depth + 1)
    access = factory.LazyAttribute(lambda it: open_access_list(parent=it.parent.access, mode=it.mode))
    logbook = factory.LazyFunction(open_logbook)


class EventFactory(factory.django.DjangoModelFactory):
    """A published meeting from 10:00 to 11:00 of the day of `tests.clock`, in a category of its own."""

    class Meta:
        model = Event
        exclude = ("mode",)

    mode = AccessList.Mode.INHERITING
    category = factory.SubFactory(CategoryFactory)
    kind = Event.Kind.MEETING
    title = factory.Sequence("Event {}".format)
    slug = factory.Sequence("event-{}".format)
    starts_at = factory.LazyFunction(lambda: at("10:00"))
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + timedelta(hours=1))
    time_zone = "UTC"
    is_draft = False
    access = factory.LazyAttribute(lambda it: open_access_list(parent=it.category.access, mode=it.mode))
    logbook = factory.LazyFunction(open_logbook)


def many_events(category: Category, count: int) -> None:
    """So many public, published events, an hour apart, written in three statements."""
    first = EventFactory(category=category)
    lists = AccessList.objects.bulk_create(
        AccessList(parent=category.access, path=[], reach=[]) for _number in range(count - 1)
    )
    books = Logbook.objects.bulk_create(Logbook() for _number in range(count - 1))
    Event.objects.bulk_create(
        Event(
            category=category,
            title=f"Event among many {number}",
            slug=f"{first.slug}-{number}",
            description="Some *words* about what happens. " * 10,
            starts_at=first.starts_at + timedelta(hours=number),
            ends_at=first.ends_at + timedelta(hours=number),
            time_zone="Europe/Paris",
            venue="Hall",
            is_draft=False,
            access=access,
            logbook=logbook,
        )
        for number, (access, logbook) in enumerate(zip(lists, books, strict=True), start=1)
    )


class EventRoomFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EventRoom

    event = factory.SubFactory(EventFactory)
    name = factory.Sequence("Room {}".format)
    position = factory.Sequence(int)


class EventPersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EventPerson

    event = factory.SubFactory(EventFactory)
    name = factory.Sequence("Ada Example {}".format)


class EventRoleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EventRole

    event = factory.SubFactory(EventFactory)
    person = factory.SubFactory(EventPersonFactory, event=factory.SelfAttribute("..event"))
    role = EventRole.Role.CHAIR
