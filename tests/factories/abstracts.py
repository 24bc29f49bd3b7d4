"""Calls, abstracts and their people, committees and reviews; each in an event of its own unless given one."""

from datetime import timedelta

import factory
from django.utils import timezone

from abstracts.models import (
    Abstract,
    Author,
    Call,
    LetterRule,
    Question,
    Review,
    Reviewing,
    State,
    TeamMember,
)
from abstracts.operations.turns import take_number
from journal.operations import open_logbook
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory


class CallFactory(factory.django.DjangoModelFactory):
    """A call that opened yesterday and closes in a week, reviewed in the usual way."""

    class Meta:
        model = Call
        skip_postgeneration_save = True

    event = factory.SubFactory(EventFactory)
    name = factory.Sequence("Call {}".format)
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    reviewing = factory.RelatedFactory(
        "tests.factories.abstracts.ReviewingFactory", factory_related_name="call"
    )


class ReviewingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reviewing

    call = factory.SubFactory(CallFactory, reviewing=None)


class AbstractFactory(factory.django.DjangoModelFactory):
    """Submitted an hour ago by somebody with an account; `tracks` are those it is submitted for and reviewed in."""

    class Meta:
        model = Abstract
        skip_postgeneration_save = True

    call = factory.SubFactory(CallFactory)
    event = factory.LazyAttribute(lambda abstract: abstract.call.event)
    number = factory.LazyAttribute(lambda abstract: take_number(abstract.call.event))
    title = factory.Sequence("Abstract {}".format)
    text = "What we did, and what came of it."
    state = State.SUBMITTED
    submitted_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))
    submitter = factory.SubFactory(UserFactory)
    submitter_name = factory.LazyAttribute(lambda abstract: str(abstract.submitter or ""))
    submitter_email = factory.LazyAttribute(
        lambda abstract: abstract.submitter.email if abstract.submitter else ""
    )
    logbook = factory.LazyFunction(open_logbook)

    @factory.post_generation
    def tracks(self, create, extracted, **kwargs):
        if create and extracted:
            self.submitted_for.set(extracted)
            self.reviewed_for.set(extracted)


class AuthorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Author

    abstract = factory.SubFactory(AbstractFactory)
    position = factory.LazyAttribute(lambda author: author.abstract.authors.count() + 1)
    name = factory.Sequence("Author {}".format)
    email = factory.Sequence("author-{}@lab.example".format)


class TeamMemberFactory(factory.django.DjangoModelFactory):
    """A reviewer of the whole event."""

    class Meta:
        model = TeamMember

    event = factory.SubFactory(EventFactory)
    duty = TeamMember.Duty.REVIEWER
    user = factory.SubFactory(UserFactory)


class QuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Question

    call = factory.SubFactory(CallFactory)
    title = factory.Sequence("Question {}".format)
    position = factory.Sequence(lambda number: number % 30_000)


class ReviewFactory(factory.django.DjangoModelFactory):
    """A submitted review that proposes to accept."""

    class Meta:
        model = Review

    abstract = factory.SubFactory(AbstractFactory)
    reviewer = factory.SubFactory(UserFactory)
    action = Review.Action.ACCEPT
    submitted_at = factory.LazyFunction(timezone.now)


class LetterRuleFactory(factory.django.DjangoModelFactory):
    """Writes to the submitter of an accepted abstract, and ends the search; `tracks` and `types` are those it names."""

    class Meta:
        model = LetterRule
        skip_postgeneration_save = True

    event = factory.SubFactory(EventFactory)
    name = factory.Sequence("Rule {}".format)
    position = factory.Sequence(lambda number: number % 30_000)
    states = ["accepted"]
    recipients = ["submitter"]
    subject = "About {abstract_title}"
    body = "Dear {recipient_name},"

    @factory.post_generation
    def tracks(self, create, extracted, **kwargs):
        if create and extracted:
            self.tracks.set(extracted)

    @factory.post_generation
    def types(self, create, extracted, **kwargs):
        if create and extracted:
            self.types.set(extracted)
