from events.forms.category import CategoryForm
from events.forms.event import EventForm, EventSettingsForm
from events.forms.move import MoveForm
from events.forms.person import PersonForm, RolesForm
from events.forms.room import RoomForm

__all__ = [
    "CategoryForm",
    "EventForm",
    "EventSettingsForm",
    "MoveForm",
    "PersonForm",
    "RolesForm",
    "RoomForm",
]
