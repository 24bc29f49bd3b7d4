"""People who sign in."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

SHORTEST_SEARCH = 3
MOST_MATCHES = 10


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_admin=True, **fields)

    def owning(self, email: str) -> "User | None":
        """The person who proved to own an e-mail address, if any."""
        proven = (
            EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user").first()
        )
        return proven.user if proven else None

    def matching(self, text: str) -> QuerySet["User"]:
        """A few people for a picker: part of the name (3 characters or more), or one whole e-mail address.

        Never a way to list everybody: ten rows at most, and only people who proved an address.
        """
        text = text.strip()
        if len(text) < SHORTEST_SEARCH or "\x00" in text:
            return self.none()
        proven = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
        wanted = Q(name__icontains=text) | Q(Exists(proven.filter(email__iexact=text)))
        return self.filter(wanted, Exists(proven), is_active=True).order_by("name", "pk")[:MOST_MATCHES]

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person with an account. Further e-mail addresses are allauth's `EmailAddress` rows."""

    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=200)
    affiliation = models.CharField(_("affiliation"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    is_active = models.BooleanField(default=True)
    is_admin = models.BooleanField(default=False, help_text=_("May do everything everywhere."))

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_email")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]


def display_name(user: User) -> str:
    """How allauth's mails and pages address the person."""
    return str(user)
