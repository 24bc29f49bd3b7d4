"""The people of an event: one row per person, shared by all their roles in it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models.event import Event


class EventPersonQuerySet(models.QuerySet["EventPerson"]):
    def with_email(self, email: str) -> Self:
        return self.filter(email__iexact=email)


class EventPerson(models.Model):
    """Somebody who speaks, chairs, writes or is to be asked at one event, with or without an account.

    A name is one text, as the person writes it; `sort_name` is what lists are ordered by.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="people")
    name = models.CharField(_("name"), max_length=300)
    sort_name = models.CharField(_("sorted under"), max_length=300, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    affiliation = models.CharField(_("affiliation"), max_length=300, blank=True)
    biography = models.TextField(_("biography"), blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)

    objects = EventPersonQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "event", Lower("email"), condition=~Q(email=""), name="one_person_per_email"
            ),
            models.UniqueConstraint(
                fields=["event", "user"], condition=Q(user__isnull=False), name="one_person_per_user"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_name = self.sort_name or default_sort_name(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.event.slug, self.pk])


class EventRole(models.Model):
    """What a person is to the event as a whole: chairs it, or answers questions about it."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("Chairperson")
        CONTACT = "contact", _("Contact")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="roles")
    person = models.ForeignKey(EventPerson, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=8, choices=Role)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["role", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "person", "role"], name="role_once_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"


def default_sort_name(name: str) -> str:
    """“Ada Lovelace” sorts under “Lovelace, Ada”; a single name under itself."""
    given, _space, family = name.strip().rpartition(" ")
    return f"{family}, {given}" if given else family
