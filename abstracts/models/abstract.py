"""Abstracts: what somebody submitted to a call, and what became of it."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from abstracts.models.call import Call
from abstracts.models.state import DECIDED, OPEN, UNSENT, State
from accounts.models import User
from events.models import Event
from journal.models import Logbook
from programme.models import Contribution, ContributionType, Session, Track


class AbstractQuerySet(models.QuerySet["Abstract"]):
    def sent(self) -> Self:
        """Submitted at least once, withdrawn or not."""
        return self.exclude(state__in=UNSENT)

    def open(self) -> Self:
        """To be reviewed and decided."""
        return self.filter(state__in=OPEN)

    def of_person(self, user: User) -> Self:
        """Their own: what they submitted, and what they are named at (drafts only for who writes them).

        Who said that they are not an author has nothing to do with it any more.
        """
        named = Q(pk__in=user.authorships.exclude(answer="declined").values("abstract"))
        own = Q(submitter=user) | (named & ~Q(state__in=UNSENT))
        return self.filter(own, event__deleted_at__isnull=True)


class Abstract(models.Model):
    """One submission. `submitted_for` are the tracks its author chose, `reviewed_for` those it is reviewed in.

    `revision` counts its changes: two people who change it at once notice. Authors learn of a decision when it is
    released (`released_at`); until then it is "submitted" to them. A submitter without an account proves the address
    by the link that was mailed (`link_sent_at`: last when); `link_round` makes earlier links void.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="abstracts")
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="abstracts")
    number = models.PositiveIntegerField(_("number"), editable=False)
    code = models.CharField(_("code"), max_length=60, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT)
    title = models.CharField(_("title"), max_length=500, blank=True)
    text = models.TextField(_("text"), blank=True)
    type = models.ForeignKey(
        ContributionType, on_delete=models.SET_NULL, null=True, blank=True, related_name="abstracts"
    )
    submitted_for = models.ManyToManyField(Track, blank=True, related_name="abstracts_submitted")
    reviewed_for = models.ManyToManyField(Track, blank=True, related_name="abstracts_reviewed")
    topics = ArrayField(models.CharField(max_length=100), verbose_name=_("topics"), default=list, blank=True)
    keywords = ArrayField(
        models.CharField(max_length=80), verbose_name=_("keywords"), default=list, blank=True
    )
    answers = models.JSONField(default=dict, blank=True)
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    consented_at = models.DateTimeField(null=True, blank=True, editable=False)
    note = models.TextField(_("note to the organisers"), blank=True)

    submitter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="abstracts"
    )
    submitter_name = models.CharField(max_length=300, blank=True)
    submitter_email = models.EmailField(blank=True)
    link_round = models.PositiveIntegerField(default=0, editable=False)
    link_sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    revision_asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    revision_until = models.DateTimeField(_("revision until"), null=True, blank=True)
    revision_comment = models.TextField(_("what to revise"), blank=True)

    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decision_comment = models.TextField(_("comment to the authors"), blank=True)
    released_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_track = models.ForeignKey(
        Track, on_delete=models.SET_NULL, null=True, blank=True, related_name="abstracts_accepted"
    )
    accepted_type = models.ForeignKey(
        ContributionType, on_delete=models.SET_NULL, null=True, blank=True, related_name="abstracts_accepted"
    )
    accepted_session = models.ForeignKey(
        Session, on_delete=models.SET_NULL, null=True, blank=True, related_name="abstracts_accepted"
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_abstracts"
    )
    merge_people = models.BooleanField(_("its people join the other one"), default=False)
    duplicate_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="duplicates"
    )
    contribution = models.OneToOneField(
        Contribution, on_delete=models.SET_NULL, null=True, blank=True, related_name="abstract_behind"
    )
    # By the name of a field of the contribution, the print of the abstract's value that is left out of it on purpose.
    left_apart = models.JSONField(default=dict, blank=True, editable=False)
    # Its own: what was done to one abstract is read by those who may read that abstract, and nobody else.
    logbook = models.OneToOneField(Logbook, on_delete=models.PROTECT, related_name="+")

    objects = AbstractQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="abstract_number_once_per_event"),
            models.UniqueConstraint(
                fields=["event", "code"], condition=~Q(code=""), name="abstract_code_once_per_event"
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNSENT, submitted_at__isnull=True)
                | (~Q(state__in=UNSENT) & Q(submitted_at__isnull=False)),
                name="abstract_was_submitted_or_is_unsent",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNSENT) | ~Q(title=""), name="submitted_abstract_has_a_title"
            ),
            models.CheckConstraint(
                condition=Q(state="accepted")
                | Q(accepted_track__isnull=True, accepted_type__isnull=True, accepted_session__isnull=True),
                name="only_accepted_abstract_has_a_place",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into__isnull=True, merge_people=False)),
                name="merged_abstract_names_the_other",
            ),
            models.CheckConstraint(
                condition=Q(state="duplicate", duplicate_of__isnull=False)
                | (~Q(state="duplicate") & Q(duplicate_of__isnull=True)),
                name="duplicate_abstract_names_the_other",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")) & ~Q(duplicate_of=F("id")),
                name="abstract_is_not_its_own_other",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DECIDED, decided_at__isnull=False)
                | (~Q(state__in=DECIDED) & Q(decided_at__isnull=True, decided_by__isnull=True)),
                name="decided_abstract_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True) | Q(decided_at__isnull=False),
                name="released_abstract_is_decided",
            ),
            models.CheckConstraint(
                condition=Q(state="revision", revision_asked_at__isnull=False)
                | (~Q(state="revision") & Q(revision_asked_at__isnull=True, revision_until__isnull=True)),
                name="revision_was_asked_for",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | (~Q(state="withdrawn") & Q(withdrawn_at__isnull=True)),
                name="withdrawn_abstract_has_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["event", "state"], name="abstract_by_state"),
            models.Index(fields=["call", "state"], name="abstract_of_call_by_state"),
            models.Index(
                Lower("submitter_email"), condition=~Q(submitter_email=""), name="abstract_by_submitter"
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(_("Untitled"))

    def get_absolute_url(self) -> str:
        return reverse("abstract", args=[self.event.slug, self.number])

    @property
    def is_decided(self) -> bool:
        return self.state in DECIDED

    @property
    def is_released(self) -> bool:
        return self.released_at is not None

    @property
    def shown_state(self) -> State:
        """What its authors are told: a decision only once it is released."""
        if self.is_decided and not self.is_released:
            return State.SUBMITTED
        return State(self.state)


class AbstractVersion(models.Model):
    """What was submitted, each time it was: the text as it stood then. `number` counts from 1."""

    abstract = models.ForeignKey(Abstract, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=500)
    text = models.TextField(blank=True)
    answers = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["abstract", "number"], name="abstract_version_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.abstract} ({self.number})"
