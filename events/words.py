"""What the log says was done, in words."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "category.created": _("Category created"),
    "category.edited": _("Settings changed"),
    "category.moved": _("Category moved"),
    "category.deleted": _("Category deleted"),
    "event.created": _("Event created"),
    "event.edited": _("Settings changed"),
    "event.published": _("Event published"),
    "event.withdrawn": _("Event made a draft again"),
    "event.deleted": _("Event deleted"),
    "event.restored": _("Event restored"),
    "event.moved": _("Event moved"),
    "protection.changed": _("Protection changed"),
    "right.given": _("Access given"),
    "right.taken": _("Access taken away"),
    "room.added": _("Room added"),
    "room.edited": _("Room changed"),
    "room.removed": _("Room removed"),
    "rooms.reordered": _("Rooms put in another order"),
    "person.added": _("Person added"),
    "person.edited": _("Person changed"),
    "person.removed": _("Person removed"),
    "roles.changed": _("Roles changed"),
}


def act_words(verb: str) -> str:
    """The act in words; what another app recorded and named no words for, as its verb."""
    return str(ACTS.get(verb, verb.replace(".", " ").replace("_", " ")))
