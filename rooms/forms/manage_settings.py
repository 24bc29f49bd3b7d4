"""What those who run all rooms decide once."""

from typing import Any

from django import forms

from rooms.forms.from_model import fields_of
from rooms.models import RoomSettings
from rooms.reminding import REMINDERS

GROUPS = {
    "seeing": ["show_to_strangers", "hide_module", "hide_booking_details"],
    "booking": ["reason_required", "booking_limit", "grace_period", "reconfirm_weeks"],
    "running": ["managers_edit_rooms", "internal_notes"],
    "reminders": [*REMINDERS],
}
NAMES = [name for names in GROUPS.values() for name in names]


class SettingsForm(forms.Form):
    def __init__(self, *args: Any, settings: RoomSettings, **options: Any) -> None:
        initial = {name: getattr(settings, name) for name in NAMES}
        super().__init__(*args, **{"initial": initial, **options})
        self.fields.update(fields_of(RoomSettings, NAMES))
        self.groups = {title: [self[name] for name in names] for title, names in GROUPS.items()}
