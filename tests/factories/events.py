"""Categories, events, their rooms and people: public and published unless told otherwise."""

from datetime import timedelta

import factory

from access.models import AccessList
from access.operations import open_access_list
from events.models import Category, Event, EventPerson, EventRole, EventRoom
from events.operations import root_category
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
