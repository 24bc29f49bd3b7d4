"""What a call asks beyond title, text and people."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abstracts.models.call import Call


class Field(models.Model):
    """A custom field of a call. Answers stand in `Abstract.answers`, by the field's id as text."""

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        NUMBER = "number", _("Number")
        YES_NO = "yes_no", _("Yes or no")
        CHOICE = "choice", _("Choice")

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("Everybody, once it is accepted")
        SUBMITTERS = "submitters", _("Organisers and those who submit")
        MANAGERS = "managers", _("Organisers only")

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="fields")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("kind"), max_length=6, choices=Kind, default=Kind.TEXT)
    title = models.CharField(_("name"), max_length=200)
    help = models.CharField(_("explanation"), max_length=500, blank=True)
    is_required = models.BooleanField(_("must be filled in"), default=False)
    reviewers_see = models.BooleanField(_("reviewers see it"), default=True)
    visibility = models.CharField(
        _("who sees it"), max_length=10, choices=Visibility, default=Visibility.SUBMITTERS
    )
    is_long = models.BooleanField(_("several lines"), default=False)
    most_characters = models.PositiveIntegerField(_("most characters"), null=True, blank=True)
    most_words = models.PositiveIntegerField(_("most words"), null=True, blank=True)
    lowest = models.IntegerField(_("lowest"), null=True, blank=True)
    highest = models.IntegerField(_("highest"), null=True, blank=True)
    options = ArrayField(
        models.CharField(max_length=200), verbose_name=_("options"), default=list, blank=True
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(kind="choice") | ~Q(options=[]), name="choice_has_options"),
            models.CheckConstraint(
                condition=~Q(visibility="managers", is_required=True),
                name="field_of_managers_is_not_required",
            ),
        ]

    def __str__(self) -> str:
        return self.title
