"""Who is named at an abstract, in which order, from where."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from abstracts.models.abstract import Abstract
from abstracts.nearness import home, place


class Author(models.Model):
    """Somebody at an abstract: an author, a co-author, or only a speaker. `user` once they proved the address.

    They may be asked to confirm (`asked_at`), and answer by the link in the mail.
    """

    class Role(models.TextChoices):
        AUTHOR = "author", _("Author")
        CO_AUTHOR = "co-author", _("Co-author")
        NONE = "none", _("Speaker only")

    class Answer(models.TextChoices):
        CONFIRMED = "confirmed", pgettext_lazy("answer of an author", "Confirmed")
        DECLINED = "declined", pgettext_lazy("answer of an author", "Not an author")

    abstract = models.ForeignKey(Abstract, on_delete=models.CASCADE, related_name="authors")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("name"), max_length=300)
    email = models.EmailField(_("e-mail"), blank=True)
    role = models.CharField(_("role"), max_length=9, choices=Role, default=Role.AUTHOR)
    speaks = models.BooleanField(_("speaks"), default=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="authorships"
    )
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    answer = models.CharField(_("answer"), max_length=9, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                "abstract", Lower("email"), condition=~Q(email=""), name="author_once_per_email"
            ),
            models.CheckConstraint(
                condition=~Q(role="none", speaks=False), name="named_person_writes_or_speaks"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="answered_author_has_a_time",
            ),
        ]
        indexes = [
            models.Index(Lower("email"), condition=~Q(email=""), name="author_by_email"),
            models.Index(home("email"), condition=~Q(email=""), name="author_by_home"),
        ]

    def __str__(self) -> str:
        return self.name


class Affiliation(models.Model):
    """Where an author works; several per person, in order. `ror` is the identifier of ror.org, or empty."""

    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="affiliations")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("affiliation"), max_length=300)
    ror = models.CharField(max_length=30, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        indexes = [
            models.Index(place("name"), name="affiliation_by_place"),
            models.Index(fields=["ror"], condition=~Q(ror=""), name="affiliation_by_ror"),
        ]

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """An entry of the list of research organisations (ror.org), when the operator loaded one; for suggestions."""

    ror = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=300)
    other_names = models.TextField(blank=True)
    country = models.CharField(max_length=100, blank=True)
    domain = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(place("name"), name="organisation_by_place")]

    def __str__(self) -> str:
        return self.name
