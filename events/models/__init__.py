from events.models.category import Category
from events.models.event import Event
from events.models.person import EventPerson, EventRole
from events.models.room import EventRoom

__all__ = ["Category", "Event", "EventPerson", "EventRole", "EventRoom"]
