"""How one event's timetable is run: always live, or in drafts that are published; and what counts as a conflict."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import Event


class View(models.TextChoices):
    """The ways to look at a timetable; the values stand in addresses."""

    GRID = "grid", _("By room")
    TRACKS = "tracks", _("By track")
    WEEK = "week", _("Week")
    LIST = "list", _("List by time")
    AGENDA = "agenda", _("Agenda")
    NUMBERED = "numbered", _("Numbered agenda")


class TimetableSettings(models.Model):
    """An event without a row of its own is always live, with the values of `settings_of` (nothing is saved).

    Always live: every change shows at once. Otherwise organisers work in a draft, and everybody else sees the
    version that was published last (`shown_version`), or none before the first.
    """

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="timetable_settings")
    is_live = models.BooleanField(_("changes show at once"), default=True)
    shown_version = models.ForeignKey(
        "timetable.Version", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    next_version = models.PositiveIntegerField(default=1, editable=False)
    view = models.CharField(
        _("usual view"),
        max_length=8,
        choices=View,
        blank=True,
        help_text=_("How the timetable looks until a reader chooses another view."),
    )
    change_minutes = models.PositiveSmallIntegerField(
        _("minutes to change rooms"),
        default=0,
        validators=[MaxValueValidator(240)],
        help_text=_("How long a person needs between two rooms of the same building."),
    )
    building_minutes = models.PositiveSmallIntegerField(
        _("minutes to change buildings"),
        default=10,
        validators=[MaxValueValidator(240)],
        help_text=_("How long a person needs from one building to another."),
    )
    popular_stars = models.PositiveIntegerField(
        _("stars of a popular talk"),
        default=20,
        validators=[MinValueValidator(1)],
        help_text=_("Two talks with at least so many stars should not be held at the same time."),
    )
    keeps_tracks_apart = models.BooleanField(_("a track is not parallel with itself"), default=True)
    asks_speakers = models.BooleanField(
        _("speakers confirm their talks"),
        default=False,
        help_text=_("Speakers are asked to confirm; who has not yet is named before you publish."),
    )
    coordinators_edit_talks = models.BooleanField(
        _("coordinators edit the talks of their sessions"), default=False
    )
    coordinators_edit_blocks = models.BooleanField(
        _("coordinators place the blocks of their sessions"), default=False
    )

    def __str__(self) -> str:
        return f"Timetable of {self.event}"


def settings_of(event: Event) -> TimetableSettings:
    """The settings as they are, or as they would be without a row. Writes nothing."""
    return TimetableSettings.objects.filter(event=event).first() or TimetableSettings(event=event)
