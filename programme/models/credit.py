"""Who is named at what, and in which order."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import EventPerson


class Credit(models.Model):
    """A person's part in a contribution. Somebody may both speak and be an author.

    A speaker may be asked whether they will come (`asked_at`), and answers, or an organiser does for them.
    """

    class Role(models.TextChoices):
        SPEAKER = "speaker", _("Speaker")
        AUTHOR = "author", _("Author")
        CO_AUTHOR = "co-author", _("Co-author")

    class Answer(models.TextChoices):
        CONFIRMED = "confirmed", pgettext_lazy("answer of a speaker", "Confirmed")
        DECLINED = "declined", pgettext_lazy("answer of a speaker", "Declined")

    contribution = models.ForeignKey(
        "programme.Contribution", on_delete=models.CASCADE, related_name="credits"
    )
    person = models.ForeignKey(EventPerson, on_delete=models.CASCADE, related_name="credits")
    role = models.CharField(_("role"), max_length=9, choices=Role)
    position = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    answer = models.CharField(_("answer"), max_length=9, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "person", "role"], name="credit_once_per_person_and_role"
            ),
            models.CheckConstraint(
                condition=models.Q(answer="", answered_at__isnull=True)
                | (~models.Q(answer="") & models.Q(answered_at__isnull=False)),
                name="answered_credit_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"


class SessionConvener(models.Model):
    """Who leads a session."""

    session = models.ForeignKey("programme.Session", on_delete=models.CASCADE, related_name="convener_links")
    person = models.ForeignKey(EventPerson, on_delete=models.CASCADE, related_name="convener_links")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="convener_once_per_session")
        ]

    def __str__(self) -> str:
        return str(self.person)


class SubcontributionSpeaker(models.Model):
    """Who speaks in a part of a contribution."""

    subcontribution = models.ForeignKey(
        "programme.Subcontribution", on_delete=models.CASCADE, related_name="speaker_links"
    )
    person = models.ForeignKey(EventPerson, on_delete=models.CASCADE, related_name="part_links")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["subcontribution", "person"], name="part_speaker_once_per_part")
        ]

    def __str__(self) -> str:
        return str(self.person)
