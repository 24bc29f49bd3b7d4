"""Rooms kept free for some people for some days."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.models import AccessList
from journal.models import Logbook
from rooms.models.room import Room

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class BlockingQuerySet(models.QuerySet["Blocking"]):
    def visible_to(self, user: "User | AnonymousUser") -> "BlockingQuerySet":
        """One's own, and those of at least one room one sees; which of its rooms show is `BlockedRoom.visible_to`."""
        if user.pk is None:
            return self.none()
        rooms = BlockedRoom.objects.visible_to(user).filter(blocking=OuterRef("pk"))
        return self.filter(Q(created_by=user.pk) | Exists(rooms))

    def ahead(self) -> "BlockingQuerySet":
        """Not over, and not taken back."""
        return self.filter(ended_at__isnull=True, last_day__gte=timezone.now().date() - timedelta(days=1))


class Blocking(models.Model):
    """Whole days, on the clocks of each room. Its access list names who may book all the same (duty `use`)."""

    USE = "use"

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="blockings"
    )
    reason = models.CharField(_("reason"), max_length=500)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    idempotency_key = models.CharField(max_length=100, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="Taken back before its time."
    )
    access = models.OneToOneField(AccessList, on_delete=models.PROTECT, related_name="+")
    logbook = models.OneToOneField(Logbook, on_delete=models.PROTECT, related_name="+")

    objects = BlockingQuerySet.as_manager()

    class Meta:
        ordering = ["-first_day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day__lte=F("last_day")), name="blocking_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["created_by", "idempotency_key"],
                condition=~Q(idempotency_key=""),
                name="blocking_once_per_idempotency_key",
            ),
        ]

    def __str__(self) -> str:
        return self.reason

    def get_absolute_url(self) -> str:
        return reverse("blocking", args=[self.pk])


class BlockedRoomQuerySet(models.QuerySet["BlockedRoom"]):
    def visible_to(self, user: "User | AnonymousUser") -> "BlockedRoomQuerySet":
        """Those of rooms the person sees."""
        return self.filter(room__in=Room.objects.visible_to(user))

    def in_force(self) -> "BlockedRoomQuerySet":
        return self.filter(state=BlockedRoom.State.ACCEPTED)

    def pending(self) -> "BlockedRoomQuerySet":
        return self.filter(state=BlockedRoom.State.PENDING)


class BlockedRoom(models.Model):
    """A room of a blocking; it is in force once a manager of the room accepts it. Times are UTC, of the whole days."""

    class State(models.IntegerChoices):
        PENDING = 0, _("Awaits an answer")
        ACCEPTED = 1, _("In force")
        REJECTED = 2, _("Rejected")

    blocking = models.ForeignKey(Blocking, on_delete=models.CASCADE, related_name="blocked_rooms")
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="blocked")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.PositiveSmallIntegerField(choices=State, default=State.PENDING)
    answer = models.CharField(_("reason"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = BlockedRoomQuerySet.as_manager()

    class Meta:
        ordering = ["room", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["blocking", "room"], name="blocked_room_once"),
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="blocked_room_ends_after_it_starts"
            ),
        ]
        indexes = [models.Index(fields=["ends_at"], condition=Q(state=1), name="blocked_room_by_end")]

    def __str__(self) -> str:
        return f"{self.room_id}: {self.blocking}"
