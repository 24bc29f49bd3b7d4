"""Letters about abstracts: the rules that say who gets which, and those that were sent."""

import re

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from abstracts.models.abstract import Abstract
from abstracts.models.file import private_folder
from abstracts.models.state import State
from events.models import Event
from programme.models import ContributionType, Track

_SECRET = re.compile(r"(/abstracts/\d+/)\d+-\d+\.[\w-]+/?")


def without_secrets(text: str) -> str:
    """A letter for somebody else than its reader: with the address of the abstract, without the word that opens it."""
    return _SECRET.sub(r"\1…", text)


class LetterRule(models.Model):
    """Tried in order for each abstract; one that matches sends its letter, and may end the search.

    It matches a state, and where that is accepted, merged or duplicate also a track and a type: any, none, or some
    of those named (Indico's conditions). The track is the accepted one for accepted abstracts, else those that were
    submitted for.
    """

    class Match(models.TextChoices):
        ANY = "any", _("Any")
        NONE = "none", _("None")
        SOME = "some", _("One of these")

    class Recipient(models.TextChoices):
        SUBMITTER = "submitter", _("Submitter")
        AUTHORS = "authors", _("Authors")
        CO_AUTHORS = "co_authors", _("Co-authors")
        SPEAKERS = "speakers", _("Speakers")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="letter_rules")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("name"), max_length=100)
    is_active = models.BooleanField(_("in use"), default=True)
    states = ArrayField(models.CharField(max_length=9, choices=State), verbose_name=_("states"))
    track_match = models.CharField(_("track"), max_length=4, choices=Match, default=Match.ANY)
    tracks = models.ManyToManyField(Track, blank=True, related_name="+")
    type_match = models.CharField(_("type"), max_length=4, choices=Match, default=Match.ANY)
    types = models.ManyToManyField(ContributionType, blank=True, related_name="+")
    stops = models.BooleanField(_("later rules are not tried"), default=True)
    recipients = ArrayField(
        models.CharField(max_length=10, choices=Recipient), verbose_name=_("recipients"), default=list
    )
    copies_to = ArrayField(models.EmailField(), verbose_name=_("copies to"), default=list, blank=True)
    reply_to = models.EmailField(_("answers go to"), blank=True)
    subject = models.CharField(_("subject"), max_length=300)
    body = models.TextField(_("text"))

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(states=[]), name="letter_rule_names_a_state"),
            models.CheckConstraint(
                condition=~Q(recipients=[], copies_to=[]), name="letter_rule_writes_to_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LetterFile(models.Model):
    """A file that goes with the letters of a rule."""

    rule = models.ForeignKey(LetterRule, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    content = models.FileField(storage=private_folder, max_length=100)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Letter(models.Model):
    """A letter as it was written: to one address, about one abstract. Its mail is a notice of the outbox."""

    abstract = models.ForeignKey(Abstract, on_delete=models.CASCADE, related_name="letters")
    rule = models.ForeignKey(LetterRule, on_delete=models.SET_NULL, null=True, related_name="letters")
    state = models.CharField(max_length=9, choices=State)
    recipient = models.EmailField()
    subject = models.CharField(max_length=300)
    body = models.TextField()
    reply_to = models.EmailField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    notice = models.ForeignKey("notices.Notice", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.subject} → {self.recipient}"

    @property
    def told(self) -> str:
        """Its text for organisers, who may read letters and are not their readers."""
        return without_secrets(self.body)
