"""Tracks, sessions, contributions and their people; each in an event of its own unless given one."""

import factory

from programme.models import (
    Contribution,
    ContributionType,
    Credit,
    Link,
    Session,
    SessionConvener,
    SessionType,
    Subcontribution,
    Track,
)
from programme.operations import take_session_number, take_talk_number
from tests.factories.events import EventFactory, EventPersonFactory


class TrackFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Track

    event = factory.SubFactory(EventFactory)
    name = factory.Sequence("Track {}".format)
    position = factory.Sequence(int)


class SessionTypeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SessionType

    event = factory.SubFactory(EventFactory)
    name = factory.Sequence("Session type {}".format)


class ContributionTypeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ContributionType

    event = factory.SubFactory(EventFactory)
    name = factory.Sequence("Talk type {}".format)


class SessionFactory(factory.django.DjangoModelFactory):
    """A session that follows the protection of its event."""

    class Meta:
        model = Session

    event = factory.SubFactory(EventFactory)
    number = factory.LazyAttribute(lambda session: take_session_number(session.event))
    title = factory.Sequence("Session {}".format)
    access = factory.LazyAttribute(lambda session: session.event.access)


class ContributionFactory(factory.django.DjangoModelFactory):
    """A talk of 20 minutes that follows the protection of its session, or else of its event."""

    class Meta:
        model = Contribution

    event = factory.SubFactory(EventFactory)
    number = factory.LazyAttribute(lambda talk: take_talk_number(talk.event))
    title = factory.Sequence("Talk {}".format)
    session = None
    access = factory.LazyAttribute(lambda talk: (talk.session or talk.event).access)


class CreditFactory(factory.django.DjangoModelFactory):
    """Somebody new speaks."""

    class Meta:
        model = Credit

    contribution = factory.SubFactory(ContributionFactory)
    person = factory.SubFactory(EventPersonFactory, event=factory.SelfAttribute("..contribution.event"))
    role = Credit.Role.SPEAKER


class SessionConvenerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SessionConvener

    session = factory.SubFactory(SessionFactory)
    person = factory.SubFactory(EventPersonFactory, event=factory.SelfAttribute("..session.event"))


class LinkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Link

    contribution = factory.SubFactory(ContributionFactory)
    url = factory.Sequence("https://example.org/slides/{}".format)


class SubcontributionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Subcontribution

    contribution = factory.SubFactory(ContributionFactory)
    title = factory.Sequence("Part {}".format)
