"""What is typed about a location."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.forms import ZoneField
from rooms.forms.from_model import fields_of
from rooms.models import Location

NAMES = [
    "name",
    "name_format",
    "map_format",
    "max_advance_days",
    "booking_limit_days",
    "max_length_minutes",
]


class LocationForm(forms.Form):
    """A location's fields; `location` None is a new one."""

    def __init__(self, *args: Any, location: Location | None, **options: Any) -> None:
        shown = location or Location()
        initial = {name: getattr(shown, name) for name in [*NAMES, "time_zone"]}
        super().__init__(*args, **{"initial": initial, **options})
        fields = fields_of(Location, NAMES)
        self.fields["name"] = fields.pop("name")
        self.fields["time_zone"] = ZoneField(
            label=_("Time zone"),
            max_length=64,
            help_text=_("Rooms are booked by its clocks. It stays once there are bookings."),
        )
        self.fields.update(fields)
        self.fields["name_format"].help_text = _(
            "Written with {site}, {building}, {floor} and {number}; the number has to be part of it."
        )
        for name in ("max_advance_days", "booking_limit_days", "max_length_minutes"):
            self.fields[name].help_text = _("Empty: no limit but that of the settings.")
