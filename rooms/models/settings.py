"""What an institute decides about its rooms once."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from access.models import AccessList
from journal.models import Logbook

DAYS = [MinValueValidator(1), MaxValueValidator(30)]


class RoomSettings(models.Model):
    """One row. Its access list is the root of those of all locations: its managers run all rooms, and where it is
    restricted only the people named on it see the rooms at all (Indico's lists of admins and of authorised people).
    """

    class Reason(models.TextChoices):
        NEVER = "never", _("Never")
        ALWAYS = "always", _("Always")
        NOT_FOR_EVENTS = "not_for_events", _("Except for events")

    managers_edit_rooms = models.BooleanField(_("managers of a room edit it"), default=False)
    hide_booking_details = models.BooleanField(
        _("show who booked and what for only to those concerned"), default=False
    )
    show_to_strangers = models.BooleanField(
        _("people who are not signed in see open rooms, and when they are busy"), default=False
    )
    hide_module = models.BooleanField(_("hide the rooms from people who may not book"), default=False)
    booking_limit = models.PositiveSmallIntegerField(
        _("a booking spans at most this many days"), default=365, validators=[MinValueValidator(1)]
    )
    reason_required = models.CharField(
        _("a booking says what it is for"), max_length=20, choices=Reason, default=Reason.ALWAYS
    )
    grace_period = models.PositiveSmallIntegerField(
        _("hours into the past that may still be booked"),
        null=True,
        blank=True,
        default=1,
        validators=[MaxValueValidator(24)],
        help_text=_("Empty: any time today."),
    )
    internal_notes = models.BooleanField(_("managers keep notes on bookings"), default=False)
    reminders_enabled = models.BooleanField(_("remind people of bookings"), default=True)
    remind_days_single = models.PositiveSmallIntegerField(
        _("days before a single booking"), default=2, validators=DAYS
    )
    remind_days_weekly = models.PositiveSmallIntegerField(
        _("days before each date of a weekly booking"), default=5, validators=DAYS
    )
    remind_days_monthly = models.PositiveSmallIntegerField(
        _("days before each date of a monthly booking"), default=7, validators=DAYS
    )
    end_reminders_enabled = models.BooleanField(_("tell people when a series ends"), default=True)
    end_days_daily = models.PositiveSmallIntegerField(
        _("days before the end of a daily booking"), default=1, validators=DAYS
    )
    end_days_weekly = models.PositiveSmallIntegerField(
        _("days before the end of a weekly booking"), default=3, validators=DAYS
    )
    end_days_monthly = models.PositiveSmallIntegerField(
        _("days before the end of a monthly booking"), default=7, validators=DAYS
    )
    reconfirm_weeks = models.PositiveSmallIntegerField(
        _("weeks after which a long series has to be confirmed again"),
        default=0,
        help_text=_("0: never. When nobody confirms within two weeks, the dates still ahead are freed."),
    )
    access = models.OneToOneField(AccessList, on_delete=models.PROTECT, related_name="+")
    logbook = models.OneToOneField(Logbook, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="room_settings_are_one_row")]

    def __str__(self) -> str:
        return "room settings"
