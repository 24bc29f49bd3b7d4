"""The category tree: where events live, and whose rights come down to them."""

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from access.filters import Person, granted_to, run_by, visible_to
from access.models import AccessList, Grant
from accounts.models import User
from journal.models import Logbook


class CategoryQuerySet(models.QuerySet["Category"]):
    def visible_to(self, user: Person) -> "CategoryQuerySet":
        return self.filter(visible_to(user))

    def run_by(self, user: Person) -> "CategoryQuerySet":
        return self.filter(run_by(user))

    def open_for_creation(self, user: User | AnonymousUser) -> "CategoryQuerySet":
        """Where one may put an event: categories one runs or holds `create` in, and open ones one sees."""
        if user.pk is None:
            return self.none()
        opened = Q(anyone_may_create=True) & visible_to(user)
        return self.filter(granted_to(user, Category.CREATE) | opened)

    def with_duty(self, user: User | AnonymousUser) -> "CategoryQuerySet":
        """Each with `holds_create`: whether the person was given the duty to create events in it."""
        held = Grant.objects.held_by(user).filter(permission=Category.CREATE, access_list=OuterRef("access"))
        return self.annotate(holds_create=Exists(held))

    def family(self, category: "Category") -> "CategoryQuerySet":
        """From the root down to the category, itself included, and those right below it."""
        return self.filter(Q(parent=category) | Q(access_id__in=category.access.path))

    def below(self, category: "Category") -> "CategoryQuerySet":
        """The category itself and everything below it."""
        return self.filter(access__path__contains=[category.access_id])

    def above(self, category: "Category") -> "CategoryQuerySet":
        """From the root down to the category itself."""
        return self.filter(access_id__in=category.access.path).order_by("depth")


class Category(models.Model):
    """A folder of events and further categories. Its access list hangs below that of its parent."""

    CREATE = "create"

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    position = models.PositiveIntegerField(default=0)
    depth = models.PositiveSmallIntegerField(default=0, editable=False)
    anyone_may_create = models.BooleanField(_("anybody who signs in may create events here"), default=False)
    access = models.OneToOneField(AccessList, on_delete=models.PROTECT, related_name="+")
    logbook = models.OneToOneField(Logbook, on_delete=models.PROTECT, related_name="+")

    holds_create: bool  # only on rows of CategoryQuerySet.with_duty

    objects = CategoryQuerySet.as_manager()

    class Meta:
        ordering = ["position", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=Q(parent__isnull=True), name="category_tree_has_one_root"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("category", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        """The readable tail of its address; only the id counts."""
        return slugify(self.title)[:60] or "category"
