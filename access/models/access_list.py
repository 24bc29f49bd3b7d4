"""Who may see and run a thing: one list per protected thing, in a tree."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class AccessList(models.Model):
    """The protection of one thing (a category, an event, a contribution …), below that of its container.

    Rules (Indico's, see `access.filters`): PUBLIC ignores the parent; RESTRICTED ignores the parent and
    knows its own grants only; INHERITING asks the parent, and its own grants open it as well. Only full
    management comes down from above.

    `path` holds the ids from the root down to this list; `reach` the part of it whose grants open this
    list: from its door (the nearest list upward that does not inherit) down to itself. Both are derived by
    a database trigger from `parent` and `mode`, so no code path can leave them stale.
    """

    class Mode(models.TextChoices):
        PUBLIC = "public", _("Public: everybody")
        INHERITING = "inheriting", _("As above: whoever may see what contains it")
        RESTRICTED = "restricted", _("Restricted: only the people named here")

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.INHERITING)
    path = ArrayField(models.BigIntegerField(), default=list, editable=False)
    reach = ArrayField(models.BigIntegerField(), default=list, editable=False)
    is_open = models.BooleanField(default=False, editable=False, help_text="The door is public.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=False) | ~Q(mode="inheriting"), name="access_root_does_not_inherit"
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="access_list_is_not_its_own_parent"),
        ]
        indexes = [
            GinIndex(fields=["path"], name="access_path"),
            GinIndex(fields=["reach"], name="access_reach"),
        ]

    def __str__(self) -> str:
        return f"access list {self.pk} ({self.mode})"
