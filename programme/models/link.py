"""Addresses that belong to a contribution: slides, recordings, further reading."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kit.links import check_link
from programme.models.contribution import Contribution


class Link(models.Model):
    """One address with a title. Files of our own come with the materials."""

    class Kind(models.TextChoices):
        LINK = "link", _("Link")
        ATTACHMENT = "attachment", _("Slides or paper")
        RECORDING = "recording", _("Recording")
        FEEDBACK = "feedback", _("Feedback")

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.LINK)
    title = models.CharField(_("title"), max_length=500, blank=True)
    url = models.CharField(_("address"), max_length=2000, validators=[check_link])
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title or self.url
