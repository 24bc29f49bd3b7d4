"""What the log says was done, and to what, in words."""

from django.utils.translation import gettext_lazy as _

from journal.words import LogWords

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
    "event.cloned": _("Event cloned"),
    "event.made-as-clone": _("Made as a clone"),
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

FIELDS = {
    "acronym": _("short name"),
    "address": _("postal address"),
    "affiliation": _("affiliation"),
    "anyone_may_create": _("anybody who signs in may create events here"),
    "biography": _("biography"),
    "bookable": _("bookable room"),
    "capacity": _("seats"),
    "equipment": _("equipment"),
    "category": _("Category"),
    "chair": _("Chairpersons"),
    "contact": _("Contacts"),
    "contact_email": _("contact e-mail"),
    "coordinate": _("coordinate it"),
    "create": _("create events in it"),
    "day_change": _("a day begins at"),
    "description": _("description"),
    "email": _("e-mail"),
    "ends_at": _("ends"),
    "keywords": _("keywords"),
    "kind": _("kind"),
    "manage": _("manage it, and everything in it"),
    "map_url": _("map"),
    "name": _("name"),
    "order": _("Order"),
    "organiser": _("organised by"),
    "parent": _("what contains it"),
    "parts": _("parts"),
    "position": _("position"),
    "protection": _("Protection"),
    "slug": _("address"),
    "sort_name": _("sorted under"),
    "starts_at": _("starts"),
    "time_zone": _("time zone"),
    "title": _("title"),
    "venue": _("venue"),
    "view": _("see it"),
    "website": _("website"),
}

WORDS = LogWords(ACTS, FIELDS)
"""Apps above add theirs when they are loaded; what another recorded and named no words for goes by its name."""

act_words, field_words = WORDS.act, WORDS.field
