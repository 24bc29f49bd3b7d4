"""Slots and stars. `SlotFactory` holds a talk; `BlockFactory` a session; `BreakFactory` a break."""

from datetime import timedelta

import factory

from tests.clock import at
from tests.factories.events import EventFactory
from tests.factories.programme import ContributionFactory, SessionFactory
from timetable.models import Slot, Star


class AnySlotFactory(factory.django.DjangoModelFactory):
    """Twenty minutes from 10:00 of the day of `tests.clock`; `minutes` for another length."""

    class Meta:
        model = Slot
        abstract = True
        exclude = ("minutes",)

    event = factory.SubFactory(EventFactory)
    starts_at = factory.LazyFunction(lambda: at("10:00"))
    minutes = 20
    ends_at = factory.LazyAttribute(lambda slot: slot.starts_at + timedelta(minutes=slot.minutes))


class SlotFactory(AnySlotFactory):
    contribution = factory.SubFactory(ContributionFactory, event=factory.SelfAttribute("..event"))


class BlockFactory(AnySlotFactory):
    session = factory.SubFactory(SessionFactory, event=factory.SelfAttribute("..event"))
    minutes = 60


class BreakFactory(AnySlotFactory):
    title = "Coffee"


class StarFactory(factory.django.DjangoModelFactory):
    """A star at a talk; `user` has to be given."""

    class Meta:
        model = Star

    contribution = factory.SubFactory(ContributionFactory)
