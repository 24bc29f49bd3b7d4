"""What stands in rooms, and what that makes them good for."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Feature(models.Model):
    """What people look for, met by any of its equipment: “video conference” by a codec or a camera bar."""

    name = models.SlugField(_("short name"), max_length=60)
    title = models.CharField(_("title"), max_length=100)
    icon = models.CharField(_("icon"), max_length=30, blank=True)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [models.UniqueConstraint(Lower("name"), name="feature_name_is_unique")]

    def __str__(self) -> str:
        return self.title


class Equipment(models.Model):
    """A kind of thing a room may have."""

    name = models.CharField(_("name"), max_length=100)
    features = models.ManyToManyField(
        Feature, related_name="equipment", blank=True, verbose_name=_("good for")
    )

    class Meta:
        ordering = [Lower("name"), "pk"]
        verbose_name_plural = _("equipment")
        constraints = [models.UniqueConstraint(Lower("name"), name="equipment_name_is_unique")]

    def __str__(self) -> str:
        return self.name
