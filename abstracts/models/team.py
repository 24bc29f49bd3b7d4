"""Who reviews and who decides, and what reviewers told about themselves."""

from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import Group, User
from events.models import Event, EventRole
from programme.models import Track

ONE_PRINCIPAL = (
    Q(user__isnull=False, group__isnull=True, email="", role="")
    | Q(user__isnull=True, group__isnull=False, email="", role="")
    | (Q(user__isnull=True, group__isnull=True, role="") & ~Q(email=""))
    | (Q(user__isnull=True, group__isnull=True, email="") & ~Q(role=""))
)


class TeamQuerySet(models.QuerySet["TeamMember"]):
    def naming(self, user: User) -> Self:
        """The places a person has, by themselves, a group of theirs, or what they are to the event."""
        roles = EventRole.objects.filter(
            person__user=user, person__event=OuterRef("event"), role=OuterRef("role")
        )
        return self.filter(Q(user=user) | Q(group__members=user) | (~Q(role="") & Exists(roles)))


class TeamMember(models.Model):
    """A place in the committee: for one track, or the whole event (`track` empty).

    Held by a person, a group, an address not yet signed up, or everybody of an event role (chairpersons …).
    `waits_for_mail`: the address is to be written to, but too many new ones were within that hour.
    """

    class Duty(models.TextChoices):
        REVIEWER = "reviewer", _("Reviewer")
        CONVENER = "convener", _("Convener")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="abstract_team")
    track = models.ForeignKey(Track, on_delete=models.CASCADE, null=True, blank=True, related_name="team")
    duty = models.CharField(_("duty"), max_length=8, choices=Duty)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    group = models.ForeignKey(Group, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    email = models.EmailField(blank=True, default="")
    role = models.CharField(max_length=8, choices=EventRole.Role, blank=True, default="")
    waits_for_mail = models.BooleanField(default=False, editable=False)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["track__position", "duty", "pk"]
        constraints = [
            models.CheckConstraint(condition=ONE_PRINCIPAL, name="team_member_is_one_principal"),
            models.UniqueConstraint(
                fields=["event", "track", "duty", "user", "group", "role"],
                condition=Q(email=""),
                nulls_distinct=False,
                name="team_member_once",
            ),
            models.UniqueConstraint(
                "event",
                "track",
                "duty",
                Lower("email"),
                condition=~Q(email=""),
                name="team_member_once_per_email",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user or self.group or self.email or self.get_role_display())


class ReviewerProfile(models.Model):
    """What a reviewer of an event told: how many abstracts at most, and how well they know each topic (0 to 3)."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="reviewer_profiles")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    load_limit = models.PositiveSmallIntegerField(
        _("most abstracts"), null=True, blank=True, validators=[MaxValueValidator(1000)]
    )
    competences = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "user"], name="reviewer_profile_once_per_event")
        ]

    def __str__(self) -> str:
        return f"{self.user} at {self.event}"
