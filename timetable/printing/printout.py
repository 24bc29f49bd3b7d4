"""What one person may read of an event on paper, and as of when."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from access.filters import Keyring
from events.models import Event
from kit.moments import local
from programme.models import Contribution, Session
from timetable.models import Slot, settings_of
from timetable.models.slot import SlotQuerySet
from timetable.versions.latest import latest_version


@dataclass(frozen=True, slots=True)
class Printout:
    """`is_draft`: what organisers work on, which is for those who run the event; ask that first."""

    event: Event
    keyring: Keyring
    is_draft: bool = False
    now: datetime = field(default_factory=timezone.now)

    @property
    def slots(self) -> SlotQuerySet:
        if self.is_draft:
            return Slot.objects.open_to(self.keyring).filter(event=self.event)
        return Slot.shown.visible_to(self.keyring).filter(event=self.event)

    @property
    def talks(self) -> QuerySet[Contribution]:
        return Contribution.objects.visible_to(self.keyring).filter(event=self.event)

    @property
    def sessions(self) -> Any:
        return Session.objects.visible_to(self.keyring).filter(event=self.event)

    @property
    def as_of(self) -> str:
        """Which version it is, and when it was printed."""
        if self.is_draft:
            at = local(self.now, self.event.zone)
            return _("Draft of %(day)s, %(time)s") % {
                "day": _day(self.now, self.event),
                "time": f"{at:%H:%M}",
            }
        said = {"day": _day(self.now, self.event)}
        version = None if settings_of(self.event).is_live else latest_version(self.event)
        if version is None:
            return _("As of %(day)s") % said
        said |= {"version": str(version), "published": _day(version.made_at, self.event)}
        return _("%(version)s of %(published)s, printed on %(day)s") % said


def _day(moment: datetime, event: Event) -> str:
    """With the year, for paper gets old."""
    return date_format(local(moment, event.zone).date(), "j F Y")
