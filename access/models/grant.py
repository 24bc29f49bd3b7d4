"""One right, for one person, group, or e-mail address not yet signed up."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from access.models.access_list import AccessList
from accounts.models import Group
from kit.ready_query import Given

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

ONE_PRINCIPAL = (
    Q(user__isnull=False, group__isnull=True, email="")
    | Q(user__isnull=True, group__isnull=False, email="")
    | (Q(user__isnull=True, group__isnull=True) & ~Q(email=""))
)


class GrantQuerySet(models.QuerySet["Grant"]):
    def held_by(self, user: "User | AnonymousUser | Given") -> "GrantQuerySet":
        """The person's own grants and those of their groups. E-mail grants count only once the address is proven."""
        key = user if isinstance(user, Given) else user.pk
        if key is None:
            return self.none()
        return self.filter(Q(user_id=key) | Q(group__members=key))

    def with_principals(self) -> "GrantQuerySet":
        return self.select_related("user", "group")


class Grant(models.Model):
    """`permission` is `view`, `manage` (everything, here and below), or a duty that an app declares."""

    VIEW = "view"
    MANAGE = "manage"

    access_list = models.ForeignKey(AccessList, on_delete=models.CASCADE, related_name="grants")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="grants"
    )
    group = models.ForeignKey(Group, on_delete=models.CASCADE, null=True, related_name="grants")
    email = models.EmailField(_("e-mail"), blank=True, default="")
    permission = models.CharField(_("permission"), max_length=40)

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=ONE_PRINCIPAL, name="grant_has_one_principal"),
            models.UniqueConstraint(
                fields=["access_list", "user", "permission"],
                condition=Q(user__isnull=False),
                name="grant_once_per_user",
            ),
            models.UniqueConstraint(
                fields=["access_list", "group", "permission"],
                condition=Q(group__isnull=False),
                name="grant_once_per_group",
            ),
            models.UniqueConstraint(
                "access_list",
                Lower("email"),
                "permission",
                condition=~Q(email=""),
                name="grant_once_per_email",
            ),
        ]
        indexes = [models.Index(Lower("email"), condition=~Q(email=""), name="grant_by_email")]

    def __str__(self) -> str:
        return f"{self.permission} for {self.principal}"

    @property
    def principal(self) -> str:
        """Who holds it, in words."""
        return str(self.user or self.group or self.email)
