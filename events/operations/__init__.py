from events.operations.categories import (
    create_category,
    delete_category,
    edit_category,
    move_category,
    root_category,
)
from events.operations.events import (
    create_event,
    delete_event,
    edit_event,
    move_event,
    publish_event,
    restore_event,
    withdraw_event,
)
from events.operations.people import (
    add_person,
    edit_person,
    link_account,
    people_named,
    person_of,
    remove_person,
    set_roles,
)
from events.operations.protection import give_right, set_protection, take_right
from events.operations.rooms import add_room, edit_room, remove_room, reorder_rooms
from events.operations.turns import lock_event, lock_events

__all__ = [
    "add_person",
    "add_room",
    "create_category",
    "create_event",
    "delete_category",
    "delete_event",
    "edit_category",
    "edit_event",
    "edit_person",
    "edit_room",
    "give_right",
    "link_account",
    "lock_event",
    "lock_events",
    "move_category",
    "move_event",
    "people_named",
    "person_of",
    "publish_event",
    "remove_person",
    "remove_room",
    "reorder_rooms",
    "restore_event",
    "root_category",
    "set_protection",
    "set_roles",
    "take_right",
    "withdraw_event",
]
