"""Personal API tokens: shown once, kept as a hash."""

import hashlib
import re
from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from kit.ready_query import Given, ReadyQuery

SHAPE = re.compile(r"hc_(?P<prefix>[0-9a-f]{12})_[0-9a-f]{48}", re.ASCII)


def digest_of(token: str) -> str:
    """What is kept of a token. Plain SHA-256 will do: the secret has 192 random bits, so nobody can guess it."""
    return hashlib.sha256(token.encode()).hexdigest()


class Scope(models.TextChoices):
    """What a token may be used for; never more than its owner may do."""

    READ = "read", _("Read what you may see")
    WRITE = "write", _("Change what you may change")


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def usable(self, at: datetime | Given) -> "ApiTokenQuerySet":
        """Neither revoked nor expired, of a person who may still sign in."""
        unexpired = Q(expires_at__isnull=True) | Q(expires_at__gt=at)
        return self.filter(unexpired, revoked_at__isnull=True, user__is_active=True)

    def for_text(self, text: str, *, at: datetime) -> "ApiToken | None":
        """The usable token that `text` spells out; None for anything else, however close."""
        shape = SHAPE.fullmatch(text)
        if shape is None:
            return None
        found = _by_prefix(prefix=shape["prefix"], at=at)
        if not found or not constant_time_compare(found[0].digest, digest_of(text)):
            return None
        return found[0]


class ApiToken(models.Model):
    """A key by which a program acts for a person. `digest` is the SHA-256 of the whole token."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=100)
    prefix = models.CharField(max_length=12, unique=True)
    digest = models.CharField(max_length=64)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope))
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(scopes__len__gt=0), name="token_may_do_something")]

    def __str__(self) -> str:
        return self.name

    @property
    def start(self) -> str:
        """The part of the token that may be shown again, to tell it from others."""
        return f"hc_{self.prefix}_…"

    @property
    def scope_labels(self) -> list[str]:
        return [str(Scope(scope).label) for scope in self.scopes]


_by_prefix = ReadyQuery(
    lambda: (
        ApiToken.objects.usable(Given("at", "timestamptz", models.DateTimeField()))
        .filter(prefix=Given("prefix", "text", models.CharField()))
        .select_related("user")
        .order_by()
    )
)
